"""A small deployment written straight into the lake, for tests that ask what the models make of given rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import MakeOnce
from warehouse.build import build
from warehouse.settings import DUCKDB_TYPES, LINEAGE_COLUMNS, Home, contracts

Rows = list[dict[str, Any]]
Deliver = Callable[..., str]


def write_delivery(home: Home, source: str, rows: Rows, received_at: str = "2026-04-01 08:00:00") -> str:
    """Lands `rows` as one committed batch, the way ingestion leaves it; returns the batch id."""
    batch_id = f"{source}-{len(list(home.deliveries.glob('*.json'))):04d}"
    columns = {column.name: DUCKDB_TYPES[column.type] for column in contracts()[source].columns}
    lineage = {"batch_id": batch_id, "file_name": f"{source}.csv", "sheet": None}
    typed = {**columns, **LINEAGE_COLUMNS}
    folder = home.lake / source
    folder.mkdir(parents=True, exist_ok=True)
    home.deliveries.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"create table landed ({', '.join(f'{name} {kind}' for name, kind in typed.items())})")
        for number, row in enumerate(rows, start=2):
            values = {"row_number": number, **lineage, **row}
            names = ", ".join(values)
            marks = ", ".join("?" for _ in values)
            connection.execute(f"insert into landed ({names}) values ({marks})", list(values.values()))
        connection.execute(f"copy landed to '{folder / batch_id}.parquet' (format parquet)")
    batch: dict[str, Any] = {
        "batch_id": batch_id,
        "source": source,
        "file_name": f"{source}.csv",
        "sheet": None,
        "rows_read": len(rows),
        "rows_accepted": len(rows),
        "rows_quarantined": 0,
        "rows_repeated": 0,
        "status": "landed",
        "received_at": received_at,
        "notices": [],
        "profile": source,
    }
    delivery = {"delivery_id": batch_id, "received_at": received_at, "batches": [batch]}
    (home.deliveries / f"{batch_id}.json").write_text(json.dumps(delivery), encoding="utf-8")
    return batch_id


def write_tiny_city(home: Home) -> None:
    """Six communities, two activities each a month for three months, four records an activity: honest and plain.

    Community C6 sends nothing but its register; C5's records are paper with confirmed witnesses.
    """
    home.write_deployment(as_of="2026-04-02 00:00:00", synthetic=True)
    communities = [f"C{number}" for number in range(1, 7)]
    write_delivery(
        home,
        "communities",
        [
            {
                "community_id": community, "name": f"社区{community}", "district": "D1", "street": "S1",
                "kind": "old_neighbourhood", "setting": "risk", "residents": 3000 + 500 * index, "staff": 12,
                "grids": 5, "grids_with_branch": 5 - index % 3, "party_groups": 6, "registered_members": 60,
                "reported_members": 50, "org_tiers": 3, "lat": 30.5 + index / 100, "lon": 114.3,
                "plan_updated_on": "2025-12-01", "responsibility_list_updated_on": "2025-11-01",
            }
            for index, community in enumerate(communities)
        ],
    )  # fmt: skip
    write_delivery(
        home,
        "members",
        [
            {
                "member_id": f"{community}-M{number}", "actor": "resident_volunteer" if number == 8 else "party_member",
                "home_community_id": community, "work_unit_id": f"U{number % 2}", "assignment": "residence",
                "household_id": f"{community}-H{number}", "age_band": "35-49", "skills": "medical;legal",
                "reported_on": "2025-10-01", "digital_access": "phone",
            }
            for community in communities
            for number in range(1, 9)
        ],
    )  # fmt: skip
    activities: Rows = []
    records: Rows = []
    reviews: Rows = []
    ratings: Rows = []
    drills: Rows = []
    for index, community in enumerate(communities[:5]):
        for month in (1, 2, 3):
            for turn in (1, 2):
                starts = datetime(2026, month, 4 + 7 * turn + index, 9)
                activity = f"{community}-A{month}{turn}"
                site = {"lat": 30.5 + index / 100, "lon": 114.3}
                activities.append(
                    {
                        "activity_id": activity, "community_id": community, "grid": "G1", "title": "社区义诊",
                        "category": "clinic", "skill": "medical", "opens_at": starts - timedelta(days=3),
                        "starts_at": starts, "ends_at": starts + timedelta(hours=2), "capacity": 20,
                        "hours_needed": 10, "code": f"K{activity}", **site,
                    }
                )  # fmt: skip
                for number in range(1, 5):
                    record = f"{activity}-R{number}"
                    member = f"{community}-M{(number + 4 * turn - 5) % 8 + 1}"
                    paper = community == "C5"
                    records.append(
                        {
                            "record_id": record, "member_id": member, "community_id": community,
                            "activity_id": activity, "category": "clinic",
                            "claimed_at": starts - timedelta(days=2, minutes=13 * number),
                            "started_at": starts + timedelta(minutes=number), "ended_at": starts + timedelta(hours=2),
                            "declared_hours": 2.0, "channel": "paper" if paper else "app",
                            "code_scanned_at": None if paper else starts + timedelta(minutes=number),
                            "scanned_code": None if paper else f"K{activity}",
                            "checkout_at": None if paper else starts + timedelta(hours=2, minutes=number),
                            "lat": None if paper else site["lat"] + number / 1e5 + month / 1e6,
                            "lon": None if paper else site["lon"] + turn / 1e6,
                            "gps_accuracy_m": None if paper else 12.0,
                            "device_id": None if paper else f"phone-{member}",
                            "photo_ids": f"{record}-P1", "text": f"{month}月{turn}日在{community}参加义诊，第{number}组登记",
                            "submitted_at": starts + timedelta(hours=3),
                            "witness_id": f"{community}-M7" if paper else None,
                            "witness_confirmed": True if paper else None,
                        }
                    )  # fmt: skip
                    reviews.append(
                        {
                            "record_id": record, "reviewer_id": f"{community}-reviewer",
                            "grade": ("很好", "好", "较好", "很好")[number - 1], "excellent": number == 1,
                            "reviewed_at": starts + timedelta(days=1, minutes=20 * number),
                        }
                    )  # fmt: skip
                    ratings.append(
                        {
                            "rating_id": f"{record}-Q", "community_id": community, "activity_id": activity,
                            "respondent_id": f"{community}-resident{number}{turn}", "item": "overall",
                            "score": 3 + (number + index) % 3, "scale_min": 1, "scale_max": 5,
                            "rated_at": starts + timedelta(days=2), "channel": "phone",
                        }
                    )  # fmt: skip
        drills.append(
            {
                "drill_id": f"{community}-fire", "community_id": community, "scenario": "fire", "form": "full",
                "announced": False, "conducted_at": "2026-02-10 10:00:00", "alarm_at": "2026-02-10 10:00:00",
                "assembled_at": "2026-02-10 10:12:00", "target_minutes": 15, "expected_participants": 100,
                "participants": 70 + index, "vulnerable_listed": 20, "vulnerable_reached": 18, "evaluator": "external",
                "objectives": '[{"objective": "alarm", "rating": "P"}, {"objective": "assembly", "rating": "S"}]',
            }
        )  # fmt: skip
    write_delivery(home, "activities", activities)
    write_delivery(home, "service_logs", records)
    write_delivery(home, "community_reviews", reviews)
    write_delivery(home, "resident_ratings", ratings)
    write_delivery(home, "drills", drills)
    write_delivery(
        home,
        "drill_findings",
        [
            {
                "finding_id": f"{drill['drill_id']}-F", "drill_id": drill["drill_id"], "text": "楼道堆物",
                "owner": "物业", "due_on": "2026-03-10", "closed_on": "2026-03-05",
            }
            for drill in drills
        ],
    )  # fmt: skip
    write_delivery(
        home,
        "supplies",
        [
            {
                "community_id": community, "kind": "material", "item": "沙袋", "quantity": 100 + 20 * index, "minimum": 120,
                "checked_on": "2025-12-20",
            }
            for index, community in enumerate(communities[:5])
        ],
    )  # fmt: skip


@pytest.fixture(scope="session")
def deliver() -> Deliver:
    """`deliver(home, source, rows, received_at=…)` lands rows as one batch."""
    return write_delivery


@pytest.fixture(scope="session")
def tiny_home(make_once: MakeOnce) -> Home:
    """The tiny city, built and published once. Read it; a test that writes makes its own with `write_tiny_city`."""

    def make(home: Home) -> None:
        write_tiny_city(home)
        build(home)

    return make_once("tiny", make)


@pytest.fixture
def unbuilt_home(tmp_path: Path) -> Home:
    """A tiny city of one's own, not built yet."""
    home = Home(tmp_path / "home")
    write_tiny_city(home)
    return home
