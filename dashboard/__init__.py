"""The dashboard: presents `published.*` and writes decisions."""
