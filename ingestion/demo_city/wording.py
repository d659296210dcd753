"""The Chinese words of the city (`phrases.yml`): made-up names, activity titles, and texts with enough variety rarely to
coincide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import yaml

from ingestion.demo_city.plan import Array, picked

PHRASES: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "phrases.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)

DISTRICTS: tuple[str, ...] = tuple(PHRASES["districts"])
STREET_NUMBERS: tuple[str, ...] = tuple(PHRASES["street_numbers"])
COMMUNITY_FIRST: tuple[str, ...] = tuple(PHRASES["community_first"])
COMMUNITY_SECOND: tuple[str, ...] = tuple(PHRASES["community_second"])
EVERYDAY = (
    "care", "environment", "publicity", "clinic", "legal", "tutoring", "patrol", "mediation", "repair", "other",
)  # fmt: skip
EMERGENCY = (
    "screening", "closure_control", "living_support", "disinfection", "road_control", "rescue", "drill_support",
)  # fmt: skip
CATEGORY_ZH: dict[str, str] = PHRASES["category_zh"]
TITLE_OPENINGS: tuple[str, ...] = tuple(PHRASES["title_openings"])
TITLE_ENDINGS: tuple[str, ...] = tuple(PHRASES["title_endings"])
OPENINGS: tuple[str, ...] = tuple(PHRASES["openings"])
PLACES: tuple[str, ...] = tuple(PHRASES["places"])
ACTIONS: dict[str, list[str]] = PHRASES["actions"]
DETAILS: tuple[str, ...] = tuple(PHRASES["details"])
OUTCOMES: tuple[str, ...] = tuple(PHRASES["outcomes"])
LINKS: tuple[str, ...] = tuple(PHRASES["links"])
BUILDINGS = 38
RATING_ITEMS: tuple[str, ...] = tuple(PHRASES["rating_items"])
RATING_TEXTS_GOOD: tuple[str, ...] = tuple(PHRASES["rating_texts_good"])
RATING_TEXTS_POOR: tuple[str, ...] = tuple(PHRASES["rating_texts_poor"])
REVIEW_COMMENTS: tuple[str, ...] = tuple(PHRASES["review_comments"])
DRILL_OBJECTIVES: tuple[str, ...] = tuple(PHRASES["drill_objectives"])
DRILL_FINDINGS: tuple[str, ...] = tuple(PHRASES["drill_findings"])
FINDING_OWNERS: tuple[str, ...] = tuple(PHRASES["finding_owners"])
NOT_HELD_REASONS: tuple[str, ...] = tuple(PHRASES["not_held_reasons"])
MATTERS: tuple[str, ...] = tuple(PHRASES["matters"])
FORM_FIELDS: tuple[str, ...] = tuple(PHRASES["form_fields"])
REQUESTERS: tuple[str, ...] = tuple(PHRASES["requesters"])
SUPPLY_ITEMS: tuple[tuple[str, str], ...] = tuple(map(tuple, PHRASES["supply_items"]))


def activity_titles(rng: np.random.Generator, categories: Array, grids: Array) -> Array:
    """Titles such as 邻里健康义诊服务日（3号网格）."""
    count = len(categories)
    subject = np.array([CATEGORY_ZH[word] for word in categories], dtype=object)
    where = np.array([PHRASES["in_grid"].format(number=grid) for grid in grids], dtype=object)
    return picked(rng, TITLE_OPENINGS, count) + subject + picked(rng, TITLE_ENDINGS, count) + where


def service_texts(rng: np.random.Generator, categories: Array) -> Array:
    """One sentence of what was done per record (object array); equal sentences are rare."""
    count = len(categories)
    action = np.empty(count, dtype=object)
    for category in np.unique(categories.astype(str)):
        rows = np.flatnonzero(categories == category)
        action[rows] = picked(rng, ACTIONS[category], len(rows))
    buildings = [PHRASES["building"].format(number=number) for number in range(1, BUILDINGS + 1)]
    details = [detail.format(n=number) for detail in DETAILS for number in range(2, 19)]
    at, first, second, end = PHRASES["sentence"]
    return (
        picked(rng, OPENINGS, count)
        + at
        + picked(rng, buildings, count)
        + picked(rng, PLACES, count)
        + picked(rng, LINKS, count)
        + action
        + first
        + picked(rng, details, count)
        + second
        + picked(rng, OUTCOMES, count)
        + end
    )
