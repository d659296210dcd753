"""What never arrives: communities that fall silent for a quarter, and columns a platform does not export."""

from __future__ import annotations

import numpy as np

from ingestion.demo_city.people import PLATFORMS, City
from ingestion.demo_city.plan import NO_TIME, Array, Plan, Table, rows_of

SILENT_SHARE = 0.05  # of communities, per source
CAN_FALL_SILENT = {
    "service_logs": "started_at",
    "community_reviews": "reviewed_at",
    "resident_ratings": "rated_at",
    "demands": "raised_at",
    "drills": "scheduled_on",
    "supplies": "checked_on",
    "notices": "issued_at",
}


def is_reported(plan: Plan, source: str, times: Array, community: Array) -> Array:
    """Mask of the rows that were sent: a silent community misses one quarter. Cities of one quarter have no gaps."""
    quarters = np.unique(_quarter_numbers(plan.days))
    if len(quarters) < 2:
        return np.ones(len(times), dtype=bool)
    rng = plan.rng(f"gaps in {source}")
    silent = rng.random(plan.communities) < SILENT_SHARE
    missing = np.where(silent, rng.choice(quarters, plan.communities), -1)
    return _quarter_numbers(times) != missing[community]


def without_silent_quarters(plan: Plan, source: str, table: Table) -> Table:
    """The rows of `table` that were sent; all of them where the source has no gaps."""
    if source not in CAN_FALL_SILENT:
        return table
    return rows_of(table, is_reported(plan, source, table[CAN_FALL_SILENT[source]], table["community"]))


def _quarter_numbers(times: Array) -> Array:
    return times.astype("datetime64[M]").astype(int) // 3


def empty_platform_columns(city: City, logs: Table) -> None:
    """Empties, in place, what a community's platform does not export."""
    platform = city.platform[logs["community"]]
    no_device = platform == PLATFORMS.index("no_device")
    logs["device"][no_device] = -1
    logs["device_started_at"][no_device] = NO_TIME
    logs["claimed_at"][platform == PLATFORMS.index("no_claim")] = NO_TIME
