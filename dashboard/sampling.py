"""Draws a period's random sample from the published build; the command and the screen both ask here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import pandas as pd

from dashboard import access
from dashboard.cases import decider
from dashboard.decisions.rules import DecisionRefused
from dashboard.decisions.samples import SampleStore, months_of
from dashboard.viewer import Viewer
from warehouse.settings.operational import SampledRecord

# A seed is whatever a person can write down again.
SEEDS = 10**6


@dataclass(frozen=True)
class Drawing:
    """What one drawing added, out of how many records of the period, and how exact an answer it should give.

    `share` is the prevalence planned with, `low` and `high` the interval expected around it.
    """

    period: str
    added: list[SampledRecord]
    records: int
    share: float
    low: float
    high: float


def plan(period: str, size: int | None, viewer: Viewer) -> pd.Series:
    """Records of the period, the suggested or given size, the share planned with, and the interval to expect around it."""
    return access.query("audit_plan", viewer, period=period, size=size).iloc[0]


def draw(
    period: str, size: int | None, seed: int | None, viewer: Viewer, store: SampleStore, extend: bool = False
) -> Drawing:
    """Draws and stores the sample of `period`, or enlarges it to `size` records in all.

    Without `size` it is the one policy suggests, without `seed` a random one. Raises DecisionRefused; nothing is stored then.
    """
    drawer = decider(viewer)
    if viewer.districts:
        raise DecisionRefused("decisions.part_of_the_city")
    months_of(period)
    expected = plan(period, size, viewer)
    wanted = int(expected["size"])
    if extend:
        earlier = store.check_extension(period, wanted, drawer)
        seed = earlier.seed
    else:
        store.check_first_draw(period, drawer)
        seed = secrets.randbelow(SEEDS) if seed is None else seed
    drawn = access.query("audit_draw", viewer, period=period, size=wanted, seed=seed)
    if drawn.empty:
        raise DecisionRefused("decisions.no_records", period=period)
    origin = {
        "seed": seed,
        "size": wanted,
        "frame_digest": str(drawn["frame_digest"].iloc[0]),
        "build_id": access.current_build().stem,
    }
    added = store.keep(period, drawn.to_dict("records"), origin, drawer)
    share, low, high = (float(expected[name]) for name in ("share", "low", "high"))
    return Drawing(period, added, int(drawn["frame_records"].iloc[0]), share, low, high)
