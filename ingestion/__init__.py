"""Ingestion: bytes into landed rows. It knows formats, profiles, contracts and photos, and no indicator."""
