"""The ledger: double entry, the same for the same facts, and only a decision takes a point away."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.build import build
from warehouse.settings import Home

Deliver = Callable[..., str]
Rows = list[dict[str, Any]]

MEMBERS: Rows = [
    {"member_id": "P", "actor": "party_member", "home_community_id": "C1", "work_unit_id": "U", "reported_on": "2020-01-01"},
    {"member_id": "Q", "actor": "party_member", "home_community_id": "C1", "work_unit_id": "U", "reported_on": "2020-01-01"},
    {"member_id": "V", "actor": "resident_volunteer", "home_community_id": "C1", "household_id": "H"},
    {"member_id": "W", "actor": "resident_volunteer", "home_community_id": "C1", "household_id": "H"},
]  # fmt: skip


def served(record: str, member: str, day: str, hours: float = 2.0, hour: int = 9, **others: Any) -> dict[str, Any]:
    """A scanned and checked-out record of an app user, unless `others` say differently."""
    starts, ends = f"{day} {hour:02d}:00:00", f"{day} {hour + int(hours):02d}:00:00"
    return {
        "record_id": record, "member_id": member, "community_id": "C1", "channel": "app", "declared_hours": hours,
        "started_at": starts, "ended_at": ends, "code_scanned_at": starts, "checkout_at": ends, "submitted_at": ends,
        **others,
    }  # fmt: skip


ON_PAPER: dict[str, Any] = {"channel": "paper", "code_scanned_at": None, "checkout_at": None, "witness_id": "N"}
BY_PHOTO: dict[str, Any] = {"code_scanned_at": None, "checkout_at": None}
# A proxy without consent, at the same time as another record elsewhere: two groups of flags, enough to hold.
SUSPICIOUS: dict[str, Any] = {
    "channel": "proxy",
    "proxy_consent": False,
    "community_id": "C2",
    "checkout_at": None,
    "hour": 10,
}

RECORDS: Rows = [
    served("scanned", "P", "2026-02-02"),
    served("held-then-cleared", "P", "2026-02-02", **SUSPICIOUS),
    served("photo", "P", "2026-01-05", **BY_PHOTO, photo_ids="photo-1"),
    served("photo-found-genuine", "P", "2026-01-06", **BY_PHOTO, photo_ids="photo-2"),
    served("failed", "P", "2026-01-07"),
    served("ungraded", "P", "2026-01-08"),
    served("recent", "P", "2026-03-25"),
    served("expired", "P", "2023-12-01"),
    served("other-place", "Q", "2026-02-02"),
    served("held-then-refuted", "Q", "2026-02-02", **SUSPICIOUS),
    served("refuted", "Q", "2025-06-01"),
    served("volunteer", "V", "2026-02-02"),
    served("attested", "V", "2026-02-03", **ON_PAPER),
    served("confirmed", "V", "2026-02-04", **ON_PAPER, witness_confirmed=True),
]
GRADES = {"photo": "好", "photo-found-genuine": "较好", "failed": "不通过"}
DECISIONS = {
    "held-then-cleared": "genuine",
    "photo-found-genuine": "genuine",
    "held-then-refuted": "not_genuine",
    "refuted": "not_genuine",
}


def make_home(path: Path, deliver: Deliver, decided: bool, backwards: bool = False) -> Home:
    """The facts above as a home, in one delivery or record by record in reverse."""
    home = Home(path)
    home.write_deployment(as_of="2026-04-02 00:00:00")
    deliveries: list[tuple[str, Rows]] = [
        ("communities", [{"community_id": name, "district": "D"} for name in ("C1", "C2")]),
        ("members", MEMBERS),
        ("service_logs", RECORDS),
        (
            "community_reviews",
            [
                {
                    "record_id": row["record_id"], "reviewer_id": "R", "grade": GRADES.get(row["record_id"], "很好"),
                    "excellent": row["record_id"] == "scanned", "reviewed_at": f"{row['started_at'][:10]} 20:00:00",
                }
                for row in RECORDS
                if row["record_id"] != "ungraded"
            ],
        ),
        ("drills", [{"drill_id": "E", "community_id": "C1", "conducted_at": "2026-03-01 10:00:00"}]),
        ("drill_attendance", [{"drill_id": "E", "member_id": member} for member in "VW"]),
    ]  # fmt: skip
    for source, rows in reversed(deliveries) if backwards else deliveries:
        for part in [[row] for row in reversed(rows)] if backwards else [rows]:
            deliver(home, source, part)
    if decided:
        with sqlite3.connect(home.path / "decisions.sqlite") as store:
            store.execute(
                "create table audit_decisions (decision_id text, record_id text, community_id text, verdict text, "
                "reason_code text, decided_by text, decided_at timestamp, basis text)"
            )
            store.executemany(
                "insert into audit_decisions values (?, ?, 'C1', ?, 'r', 'auditor', '2026-04-01 10:00:00.000000', 'targeted')",
                [(f"D-{record}", record, verdict) for record, verdict in DECISIONS.items()],
            )
    build(home)
    return home


@pytest.fixture(scope="module")
def undecided(tmp_path_factory: pytest.TempPathFactory, deliver: Deliver) -> Home:
    return make_home(tmp_path_factory.mktemp("undecided") / "home", deliver, decided=False)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory, deliver: Deliver) -> Home:
    return make_home(tmp_path_factory.mktemp("decided") / "home", deliver, decided=True)


def read(home: Home, query: str) -> list[tuple[Any, ...]]:
    path = home.published_build()
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def movements(home: Home, record: str) -> dict[tuple[str, str], Any]:
    """Points by (account, kind) of one record, without the system's side."""
    return {
        (account, kind): pytest.approx(points)
        for account, kind, points in read(
            home,
            "select account, kind, sum(points) from published.ledger "
            f"where record_id = '{record}' and account not like 'system:%' group by account, kind",
        )
        if points
    }


def test_all_accounts_together_are_zero(decided: Home) -> None:
    [(points, hours, entries, ids)] = read(
        decided, "select sum(points), sum(hours), count(*), count(distinct entry_id) from published.ledger"
    )
    assert (points, hours) == (pytest.approx(0), pytest.approx(0))
    assert entries == ids > 40


def test_points_are_hours_by_grade_by_evidence(undecided: Home) -> None:
    assert movements(undecided, "scanned") == {("member:P", "earn"): 20.0, ("member:P", "bonus"): 2.0}
    assert movements(undecided, "photo") == {("member:P", "earn"): 2 * 0.8 * 0.3 * 10}
    assert movements(undecided, "failed") == {}
    assert movements(undecided, "ungraded") == {}
    assert movements(undecided, "volunteer") == {("member:V", "earn"): 20.0}


def test_paper_is_honour_until_confirmed_and_then_worth_the_same(undecided: Home) -> None:
    assert movements(undecided, "attested") == {("honour:V", "earn"): 20.0}
    assert movements(undecided, "confirmed") == movements(undecided, "volunteer")


def test_flags_hold_and_take_nothing(undecided: Home) -> None:
    [(suspicion,)] = read(
        undecided, "select suspicion from published.service_records where record_id = 'held-then-refuted'"
    )
    assert suspicion >= 0.8
    assert movements(undecided, "held-then-refuted") == {
        ("member:Q", "earn"): 20.0,
        ("member:Q", "hold"): -20.0,
        ("held:Q", "hold"): 20.0,
    }
    assert read(undecided, "select count(*) from published.ledger where kind = 'reverse'") == [(0,)]
    # Duty hours of a held record count: holding is about points.
    assert read(
        undecided, "select verified_hours from published.member_assessments where member_id = 'Q' and year = 2026"
    ) == [(4.0,)]


def test_a_decision_releases_or_reverses(decided: Home) -> None:
    assert movements(decided, "held-then-cleared") == {
        ("member:P", "earn"): 20.0,
        ("member:P", "hold"): -20.0,
        ("held:P", "hold"): 20.0,
        ("held:P", "release"): -20.0,
        ("member:P", "release"): 20.0,
    }
    assert movements(decided, "held-then-refuted") == {
        ("member:Q", "earn"): 20.0,
        ("member:Q", "hold"): -20.0,
        ("held:Q", "hold"): 20.0,
        ("held:Q", "reverse"): -20.0,
    }
    assert movements(decided, "refuted") == {("member:Q", "earn"): 20.0, ("member:Q", "reverse"): -20.0}
    assert movements(decided, "photo-found-genuine") == {
        ("member:P", "earn"): pytest.approx(2 * 0.6 * 0.3 * 10),
        ("member:P", "adjust"): pytest.approx(2 * 0.6 * 0.7 * 10),
    }
    decisions = read(
        decided,
        "select distinct decision_id from published.ledger where kind in ('release', 'reverse', 'adjust') order by 1",
    )
    assert decisions == [(f"D-{record}",) for record in sorted(DECISIONS)]


def test_hours_in_the_ledger_are_the_verified_hours(decided: Home) -> None:
    assert (
        read(
            decided,
            "with booked as (select record_id, sum(hours) as hours from published.ledger where account like 'member:%' group by 1) "
            "select records.record_id from published.service_records as records left join booked using (record_id) "
            "where records.record_id <> 'ungraded' and abs(coalesce(booked.hours, 0) - records.verified_hours) > 1e-6",
        )
        == []
    )


def test_balances_say_what_can_be_used_when(undecided: Home) -> None:
    balances = {
        account: (actor, available, pending, held)
        for account, actor, available, pending, held in read(
            undecided, "select account, actor_type, available, pending, held from published.balances"
        )
    }
    # P: scanned 22 + photo 4.8 + photo 3.6; recent 20 is under 14 days old; 20 expired; 20 held.
    assert balances["member:P"] == ("party_member", pytest.approx(30.4), 20.0, 20.0)
    # V: two confirmed records and a drill; W the drill; their household drilled together.
    assert balances["member:V"] == ("resident_volunteer", 45.0, 0.0, 0.0)
    assert balances["member:W"] == ("resident_volunteer", 5.0, 0.0, 0.0)
    assert balances["household:H"] == ("household", 10.0, 0.0, 0.0)
    assert movements(undecided, "expired") == {("member:P", "earn"): 20.0, ("member:P", "expire"): -20.0}


def test_same_facts_in_any_order_give_the_same_entries(decided: Home, tmp_path: Path, deliver: Deliver) -> None:
    entries = "select entry_id, account, kind, points, hours, posted_at from published.ledger order by entry_id"
    other = make_home(tmp_path / "home", deliver, decided=True, backwards=True)
    assert read(other, entries) == read(decided, entries)


def test_unit_below_the_gate_is_not_eligible(decided: Home) -> None:
    assert read(
        decided,
        "select members, completed_members, eligible, rule_id from published.work_unit_assessments where year = 2026",
    ) == [(2, 0, False, "R-12")]


def test_rolling_fortnight_is_first_come_first_served(undecided: Home) -> None:
    """The set-based cap equals going through each member's days one by one."""
    manifest = json.loads((undecided.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    compiled = manifest["nodes"]["model.tianping.points_capped_days"]["compiled_code"]
    query = re.sub(r'"\w+"\."points"\."points_service_days"', "service_days", compiled)
    chance = random.Random(20)
    rows, expected = [], {}
    for member in range(60):
        keenness = chance.choice([0.1, 0.5, 1.0])
        hours: dict[int, float] = {}
        earned: dict[int, float] = defaultdict(float)
        for day in range(400):
            if chance.random() < keenness or day % 13 == 0:
                hours[day] = chance.choice([0.5, 2.0, 3.0, 8.0])
                earned[day] = min(hours[day], 6 - sum(earned[before] for before in range(day - 13, day)))
                fortnight_before = max((before for before in hours if before <= day - 14), default=None)
                served_on = date(2025, 1, 1) + timedelta(days=day)
                rows.append((f"m{member}", served_on, day, hours[day], sum(hours.values()), fortnight_before))
                expected[f"m{member}", served_on] = earned[day]
    with duckdb.connect() as connection:
        connection.execute(
            "create table service_days (member_id varchar, service_date date, day bigint, hours double, total_hours double, "
            "day_a_fortnight_before bigint)"
        )
        connection.executemany("insert into service_days values (?, ?, ?, ?, ?, ?)", rows)
        connection.execute(
            "alter table service_days add column run_id varchar; update service_days set run_id = member_id; "
            "alter table service_days add column max_hours_per_fortnight double default 6; "
            "alter table service_days add column cap_rule_id varchar; alter table service_days add column cap_rule_version varchar; "
            "alter table service_days add column exceeds_cap boolean default true; "
            "alter table service_days add column follows_cut boolean default false"
        )
        found = connection.execute(f"select member_id, service_date, earning_hours from ({query})").fetchall()
    assert {(member, served_on): hours for member, served_on, hours in found} == pytest.approx(expected)
