"""Writes one synthetic city: its source files for ingestion, and the truth for whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ingestion.demo_city import album, gaps, governance, reviews
from ingestion.demo_city.drills import make_drills
from ingestion.demo_city.fakes import make_fakes
from ingestion.demo_city.files import write_source
from ingestion.demo_city.people import City, settle_city
from ingestion.demo_city.plan import Array, Plan, Table, at_positions, ids, length, rows_of, stacked
from ingestion.demo_city.quality import DIMENSION_WEIGHTS, Quality, draw_quality
from ingestion.demo_city.service import make_honest_mistakes, make_service, plan_ahead
from ingestion.demo_city.wording import PHRASES

Progress = Callable[[str, float], None]

# Rows no contract accepts, so that the quarantine of the demonstration is never empty.
BAD_RATINGS: tuple[list[str], ...] = tuple(PHRASES["bad_ratings"])


@dataclass(frozen=True)
class CitySummary:
    """What `write_city` made.

    `truth`: record_id, fake (bool), kind ("" for honest), one row per service record. `quality`: community_id, one
    column per dimension and overall, true values in [0, 1]. `rows`: rows written per source; `photos`: photo files.
    """

    folder: Path
    truth: pd.DataFrame
    quality: pd.DataFrame
    rows: dict[str, int]
    photos: int


def write_city(
    to: Path,
    communities: int = 120,
    months: int = 12,
    seed: int = 1,
    fakes: float = 0.04,
    progress: Progress | None = None,
) -> CitySummary:
    """Writes the source files of a synthetic city into folder `to` and returns the truth, which no file holds.

    `months` end with December 2025; `fakes` is the share of service records that are fake. The same arguments give
    the same bytes. `progress` is called with the stage and the share done (0–1).
    """
    if communities < 1 or months < 1 or not 0 <= fakes <= 0.5:
        raise ValueError("communities and months must be at least 1, fakes between 0 and 0.5")
    tell = progress or (lambda stage, share: None)
    plan = Plan(communities, months, seed, fakes)
    to.mkdir(parents=True, exist_ok=True)

    tell("people", 0.0)
    quality = draw_quality(plan)
    city = settle_city(plan, quality)
    emergencies = governance.declare_emergencies(plan, city)
    tell("service", 0.05)
    activities, logs = make_service(plan, quality, city, emergencies)
    logs = gaps.without_silent_quarters(plan, "service_logs", logs)
    tell("fakes", 0.2)
    make_fakes(plan, quality, city, activities, logs)
    album.frame_shots(plan, city, activities, logs)
    make_honest_mistakes(plan, logs, spare=(logs["kind"] != "") | logs["spare"])
    gaps.empty_platform_columns(city, logs)
    logs = _in_order_of_submission(logs)
    delivered = album.list_photos(plan, logs)
    tables = _surroundings(plan, quality, city, activities, logs)
    tables["incidents"] = governance.make_incidents(plan, quality, emergencies)
    tell("files", 0.45)
    rows = {}
    for source, table in tables.items():
        written = _reported(plan, city, source, table)
        bad = [list(row) for row in BAD_RATINGS] if source == "resident_ratings" else None
        write_source(written, source, to, bad)
        rows[source] = length(written) + len(bad or ())
    tell("photos", 0.55)
    photos = album.write_photos(plan, logs, delivered, to / "photos")
    tell("done", 1.0)
    truth = pd.DataFrame({"record_id": logs["record_id"], "fake": logs["kind"] != "", "kind": logs["kind"].astype(str)})
    return CitySummary(to, truth, _quality_table(quality, city), rows, photos)


def write_truth(summary: CitySummary, file: Path) -> None:
    """Writes `record_id, fake, kind` of every service record as CSV."""
    summary.truth.to_csv(file, index=False)


def _quality_table(quality: Quality, city: City) -> pd.DataFrame:
    columns = {name: quality.base[:, place] for place, name in enumerate(DIMENSION_WEIGHTS)}
    return pd.DataFrame({"community_id": city.communities["community_id"], **columns, "overall": quality.overall()})


def _in_order_of_submission(logs: Table) -> Table:
    """Records sorted by submission and numbered, so that no number tells which record was tampered with."""
    order = np.argsort(logs["submitted_at"], kind="stable")
    place = np.empty(len(order), dtype=int)
    place[order] = np.arange(len(order))
    logs = rows_of(logs, order)
    logs["photo_origin"] = np.where(logs["photo_origin"] >= 0, place[logs["photo_origin"]], -1)
    logs["record_id"] = ids("R", len(order), 7)
    return logs


def _surroundings(plan: Plan, quality: Quality, city: City, activities: Table, logs: Table) -> dict[str, Table]:
    """Every source but incidents, ids filled in."""
    demands = gaps.without_silent_quarters(plan, "demands", governance.make_demands(plan, quality, city))
    governance.link_demands(plan, activities, demands)
    drills, findings, attendance = make_drills(plan, quality, city)
    organisations, actions = governance.make_organisations(plan, quality, city)
    governance.link_projects(plan, activities, organisations)
    graded = reviews.make_reviews(plan, quality, city, logs)
    ratings = reviews.make_ratings(plan, quality, city, activities, logs)
    graded["record_id"] = at_positions(logs["record_id"], graded["log"])
    graded["community"] = logs["community"][graded["log"]]
    ratings["record_id"] = at_positions(logs["record_id"], ratings["log"])
    logs["member_id"] = at_positions(city.members["member_id"], logs["member"])
    logs["witness_id"] = at_positions(city.members["member_id"], logs["witness"])
    logs["activity_id"] = at_positions(activities["activity_id"], logs["activity"])
    logs["device_id"] = _device_ids(logs["device"])
    return {
        "communities": city.communities,
        "members": city.members,
        "activities": stacked([activities, plan_ahead(plan, activities)]),
        "service_logs": logs,
        "community_reviews": graded,
        "resident_ratings": ratings,
        "drills": drills,
        "drill_findings": findings,
        "drill_attendance": attendance,
        "organisations": organisations,
        "organisation_actions": actions,
        "demands": demands,
        "upward_reports": governance.make_upward_reports(plan, quality, city),
        "notices": governance.make_notices(plan, quality, city),
        "supplies": governance.make_supplies(plan, quality),
        "trainings": governance.make_trainings(plan, quality, city),
        "burden_log": governance.make_burden_log(plan, quality),
    }


def _device_ids(device: Array) -> Array:
    """Opaque device ids; nothing where no device is known."""
    known, own = np.unique(device, return_inverse=True)
    scrambled = (known.astype("uint64") * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(24)
    names = np.array(
        [None if number < 0 else f"dev-{code:010x}" for number, code in zip(known, scrambled, strict=True)],
        dtype=object,
    )
    return names[own]


def _reported(plan: Plan, city: City, source: str, table: Table) -> Table:
    """The rows of `table` that were sent, with community ids."""
    if "community" not in table:
        return table
    # Logs, demands and drills lost their silent quarters before anything referred to them.
    if source not in ("service_logs", "demands", "drills"):
        table = gaps.without_silent_quarters(plan, source, table)
    return {**table, "community_id": city.communities["community_id"][table["community"]]}
