"""What a community may send: its own rows, and nothing that would change another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingestion.deliveries import ingest
from ingestion.quarantine import entries
from tests.ingestion.taking_in import landed, write_csv
from warehouse.settings import Home

LOGS = "record_id,member_id,community_id,started_at,declared_hours"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.at(tmp_path / "home")
    city = tmp_path / "city"
    write_csv(city / "service_logs.csv", LOGS, "r1,m1,A,2026-03-01 09:00,2", "r2,m2,B,2026-03-01 09:00,2")
    drills = ("d1,A,2026-03-01 09:00", "d2,B,2026-03-01 09:00")
    write_csv(city / "drills.csv", "drill_id,community_id,conducted_at", *drills)
    ingest([city], home)
    return home


def send(home: Home, path: Path, community: str = "A") -> list[tuple[int, str, str]]:
    """What of a file sent by a community waits in quarantine: row number, rule, owner named."""
    ingest([path], home, community=community, by="clerk")
    return [(each["row_number"], each["rule"], each["value"]) for each in entries(home)]


def test_rows_of_another_community_wait_and_own_rows_land(tmp_path: Path, home: Home) -> None:
    path = write_csv(tmp_path / "service_logs.csv", LOGS, "r3,m1,A,2026-03-02 09:00,1", "r4,m2,B,2026-03-02 09:00,1")
    assert send(home, path) == [(3, "other_community", "B")]
    assert sorted(landed(home, "service_logs", "record_id")) == [("r1",), ("r2",), ("r3",)]


def test_another_communitys_record_cannot_be_taken_over_by_naming_its_key(tmp_path: Path, home: Home) -> None:
    path = write_csv(tmp_path / "service_logs.csv", LOGS, "r2,m1,A,2026-03-02 09:00,9", "r1,m1,A,2026-03-02 09:00,9")
    assert send(home, path) == [(2, "other_community", "B")]


def test_rows_without_a_community_belong_to_the_drill_or_record_they_are_about(tmp_path: Path, home: Home) -> None:
    path = write_csv(
        tmp_path / "drill_findings.csv",
        "finding_id,drill_id,text,owner,due_on",
        "f1,d1,x,o,2026-04-01",
        "f2,d2,x,o,2026-04-01",
        "f3,d9,x,o,2026-04-01",
    )
    assert send(home, path) == [(3, "other_community", "B"), (4, "other_community", "")]


def test_what_one_community_may_not_send_the_other_still_may(tmp_path: Path, home: Home) -> None:
    path = write_csv(tmp_path / "service_logs.csv", LOGS, "r5,m2,B,2026-03-02 09:00,1")
    assert send(home, path, "A")
    ingest([path], home, community="B")
    assert ("r5",) in landed(home, "service_logs", "record_id")


def test_a_file_of_the_whole_city_lands_the_senders_rows_and_is_not_held(tmp_path: Path, home: Home) -> None:
    others = [f"b{n},m2,B,2026-03-02 09:00,1" for n in range(40)]
    path = write_csv(tmp_path / "service_logs.csv", LOGS, "a1,m1,A,2026-03-02 09:00,1", *others)
    assert len(send(home, path)) == 40
    assert ("a1",) in landed(home, "service_logs", "record_id")
