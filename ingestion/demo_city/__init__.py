"""A seeded synthetic city: source files to try the product on, and the truth they hide."""

from ingestion.demo_city.city import CitySummary, write_city, write_truth

__all__ = ["CitySummary", "write_city", "write_truth"]
