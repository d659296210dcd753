"""What the case page says a verdict would change is what the next build makes of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from dashboard.decisions.rules import Case, Decider
from dashboard.decisions.samples import SampleStore
from dashboard.decisions.store import DecisionStore
from tests.warehouse.conftest import write_delivery, write_tiny_city
from warehouse.build import build
from warehouse.settings import Home

# Served in C3 by a member who reported to C5 in the middle of a month; nothing but a photo shows it.
ON_A_PHOTO = "on-a-photo"
# Of a party member, drawn at random; of a resident volunteer, not drawn; each in a community of its own.
VERDICTS = {"C1-A11-R1": "not_genuine", "C2-A22-R4": "not_genuine", ON_A_PHOTO: "genuine"}
# Drawn with the first of them: its class, a verdict of the other class, and some that nobody has decided.
DRAWN = {
    "C1-A11-R1": ("unflagged|D1|app", None),
    "C1-A11-R2": ("unflagged|D1|app", "genuine"),
    "C1-A31-R1": ("unflagged|D1|app", "genuine"),
    "C4-A21-R1": ("unflagged|D1|app", "not_genuine"),
    "C1-A12-R2": ("flagged|D1|app", "genuine"),
    "C4-A11-R3": ("flagged|D1|app", None),
}
POPULATION = {"unflagged|D1|app": 60, "flagged|D1|app": 10}

# (numerator, denominator) by indicator, period and community.
Terms = dict[tuple[str, str, str], tuple[float, float]]


class Rebuilt(NamedTuple):
    """A home whose decisions were made after the build `before` and are in the build `after`."""

    before: Path
    after: Path


def decide(store: DecisionStore, record: str, verdict: Any) -> None:
    """As many auditors as the verdict needs."""
    reason, seen = ("not_present" if verdict == "not_genuine" else None), None
    for auditor in ("auditor-1", "auditor-2")[: 2 if reason else 1]:
        case = Case(record, "C1", "nobody", sampled=record in DRAWN)
        seen = store.decide(case, Decider(auditor, "auditor"), verdict, reason, seen=seen).decision_id


def published(home: Home) -> Path:
    path = home.published_build()
    assert path is not None
    return path


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Rebuilt:
    home = Home(tmp_path_factory.mktemp("effects") / "home")
    write_tiny_city(home)
    late = {"member_id": "late", "actor": "party_member", "home_community_id": "C5", "reported_on": "2026-02-15"}
    write_delivery(home, "members", [late])
    starts = datetime(2026, 2, 20, 14)
    write_delivery(
        home,
        "service_logs",
        [
            {
                "record_id": ON_A_PHOTO, "member_id": "late", "community_id": "C3", "category": "clinic",
                "started_at": starts, "ended_at": starts.replace(hour=17), "declared_hours": 3.0, "channel": "app",
                "photo_ids": "one", "submitted_at": starts.replace(hour=18), "text": "入户量血压",
            }
        ],
    )  # fmt: skip
    strata = [stratum for stratum, _ in DRAWN.values()]
    SampleStore.of(home).keep(
        "2026Q1",
        [
            {
                "record_id": record, "community_id": record[:2], "stratum": stratum,
                "flagged": stratum.startswith("flagged"), "population": POPULATION[stratum],
                "sampled": strata.count(stratum), "inclusion_probability": strata.count(stratum) / POPULATION[stratum],
            }
            for record, (stratum, _) in DRAWN.items()
        ],
        {"seed": 7, "size": len(DRAWN), "frame_digest": "frame", "build_id": "first"},
        Decider("auditor-1", "auditor"),
    )  # fmt: skip
    store = DecisionStore.of(home)
    for record, (_, verdict) in DRAWN.items():
        if verdict:
            decide(store, record, verdict)
    build(home)
    before = published(home)
    for record, verdict in VERDICTS.items():
        decide(store, record, verdict)
    build(home)
    return Rebuilt(before, published(home))


def rows(path: Path, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query, parameters).fetchall()


def terms(path: Path, communities: set[str]) -> Terms:
    found = rows(
        path,
        "select indicator_id, period, community_id, coalesce(numerator, 0), coalesce(denominator, 0) "
        "from published.indicator_values",
    )
    return {(row[0], row[1], row[2]): (round(row[3], 9), round(row[4], 9)) for row in found if row[2] in communities}


@pytest.mark.parametrize(
    ("record", "communities", "moved"),
    [
        ("C1-A11-R1", {"C1"}, {"verified_share", "resident_volunteer_share", "active_member_rate", "duty_on_pace",
                               "service_evenness", "audit_genuine_rate"}),
        ("C2-A22-R4", {"C2"}, {"verified_share", "resident_volunteer_share"}),
        (ON_A_PHOTO, {"C3", "C5"}, {"verified_share", "resident_volunteer_share", "active_member_rate", "duty_on_pace"}),
    ],
)  # fmt: skip
def test_every_indicator_a_verdict_moves_is_named_with_what_it_becomes_and_no_other(
    rebuilt: Rebuilt, record: str, communities: set[str], moved: set[str]
) -> None:
    told = rows(
        rebuilt.before,
        "select subject, period, community_id, value_now, out_of_now, value_then, out_of_then "
        "from published.decision_effects where record_id = ? and verdict = ? and period is not null",
        record,
        VERDICTS[record],
    )
    before, after = terms(rebuilt.before, communities), terms(rebuilt.after, communities)
    changed = {key for key in before if before[key] != after[key]}
    assert {key[0] for key in changed} == moved
    assert {(*row[:3],): (round(row[3], 9), round(row[4], 9)) for row in told} == {key: before[key] for key in changed}
    assert {(*row[:3],): (round(row[5], 9), round(row[6], 9)) for row in told} == {key: after[key] for key in changed}


@pytest.mark.parametrize("record", VERDICTS)
def test_points_hours_and_grade_of_the_record_become_what_was_told(rebuilt: Rebuilt, record: str) -> None:
    told = rows(
        rebuilt.before,
        "select subject, value_then, grade_then from published.decision_effects "
        "where record_id = ? and verdict = ? and period is null",
        record,
        VERDICTS[record],
    )
    ((points, hours, grade),) = rows(
        rebuilt.after,
        "select coalesce(points, 0), verified_hours, evidence_grade from published.service_records where record_id = ?",
        record,
    )
    assert sorted(told) == [("points", pytest.approx(points), grade), ("verified_hours", pytest.approx(hours), grade)]
