"""Inboxes: what is new is taken once, what is still being written waits, and nothing stops anything else."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from ingestion import deliveries, inboxes
from ingestion.inboxes import InboxReport, take_in
from ingestion.readers import Sheet, read
from tests.ingestion.taking_in import LOG_HEADER, batches, landed, write_csv
from tests.ingestion.test_ingest_photos import write_photo
from warehouse.settings import Home

LOGS = (LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1")


@pytest.fixture(autouse=True)
def soon_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files settle within a moment."""
    monkeypatch.setattr(inboxes, "SETTLED_SECONDS", 0.1)


def look(home: Home) -> InboxReport:
    """The one inbox's look."""
    (found,) = take_in(home)
    return found


def statuses(found: InboxReport) -> dict[str, str]:
    return {file.file_name: file.status for file in found.report.files}


def test_what_is_new_is_taken_once_and_stays_where_it_was_put(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert statuses(look(home)) == {}
    logs = write_csv(home.path / "inbox" / "三月" / "service_logs.csv", *LOGS)
    write_photo(home.path / "inbox" / "photos" / "p1.png", seed=1)
    assert statuses(look(home)) == {"service_logs.csv": "landed", "inbox/photos": "landed"}
    assert logs.exists()

    def reading(*_: object) -> None:
        pytest.fail("a file taken before was read again")

    with monkeypatch.context() as patch:
        patch.setattr(deliveries, "file_sha256", reading)
        assert statuses(look(home)) == {}
    write_photo(home.path / "inbox" / "photos" / "p2.png", seed=2)
    assert [batch["rows_read"] for batch in look(home).report.files[0].batches] == [1]
    write_csv(logs, *LOGS[:1], "r1,m1,c1,care,2026-03-05,,2")
    assert statuses(look(home)) == {"service_logs.csv": "landed"}
    assert [hours for (hours,) in landed(home, "service_logs", "declared_hours")].count(2.0) == 1


def test_a_lost_memory_costs_reading_and_changes_nothing(home: Home) -> None:
    write_csv(home.path / "inbox" / "service_logs.csv", *LOGS)
    look(home)
    (home.work / "inboxes.json").write_text("{", encoding="utf-8")
    assert statuses(look(home)) == {"service_logs.csv": "repeated"}
    assert len(batches(home)) == 1


def test_a_file_still_being_written_waits_for_the_next_look(home: Home) -> None:
    path = write_csv(home.path / "inbox" / "service_logs.csv", *LOGS)
    is_written = threading.Event()

    def write_on() -> None:
        with path.open("a", encoding="utf-8") as file:
            while not is_written.is_set():
                file.write("r2,m1,c1,care,2026-03-06,,1\n")
                file.flush()
                time.sleep(0.01)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        found = look(home)
    finally:
        is_written.set()
        writer.join()
    assert (found.unsettled, statuses(found), found.exit_code) == ((path,), {}, 0)
    assert statuses(look(home)) == {"service_logs.csv": "landed"}


def test_a_file_from_the_future_is_taken_all_the_same(home: Home) -> None:
    path = write_csv(home.path / "inbox" / "service_logs.csv", *LOGS)
    os.utime(path, (time.time() + 86_400, time.time() + 86_400))
    assert statuses(look(home)) == {"service_logs.csv": "landed"}


@pytest.mark.parametrize(
    "name", ["service_logs.csv.part", "~$service_logs.xlsx", ".service_logs.csv.Xy3", "a.crdownload", "a.tmp"]
)
def test_names_of_files_not_yet_whole_are_passed_over(home: Home, name: str) -> None:
    write_csv(home.path / "inbox" / name, *LOGS)
    found = look(home)
    assert (found.report.files, found.unsettled) == ([], ())


def test_a_file_that_fails_stops_no_other_and_is_tried_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(home.path / "inbox" / "a" / "service_logs.csv", *LOGS)
    write_csv(home.path / "inbox" / "b" / "members.csv", "member_id", "m1")

    def reading(path: Path) -> list[Sheet]:
        if path.name == "members.csv":
            raise RuntimeError("a fault")
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(deliveries, "read", reading)
        found = look(home)
    assert statuses(found) == {"members.csv": "fault", "service_logs.csv": "landed"}
    assert found.exit_code == 3
    assert statuses(look(home)) == {"members.csv": "landed"}


def test_what_was_refused_is_read_again_once_a_profile_may_know_it(home: Home) -> None:
    write_csv(home.path / "inbox" / "导出.csv", "编号,哪个社区,何时", "r1,c1,2026-03-05")
    assert statuses(look(home)) == {"导出.csv": "not_taken"}
    assert statuses(look(home)) == {}
    broken = write_csv(home.path / "profiles" / "broken.yml", "profile: broken", "fields: [编号]")
    assert any("broken.yml" in warning.text() for warning in look(home).report.warnings)
    broken.unlink()
    write_csv(
        home.path / "profiles" / "platform.yml",
        "profile: platform",
        "recognise: [编号, 哪个社区]",
        "fields: {id: 编号, place: 哪个社区, day: 何时}",
        "tables: [{source: service_logs, columns: {record_id: id, community_id: place, started_at: day}}]",
    )
    assert statuses(look(home)) == {"导出.csv": "landed"}
    assert statuses(look(home)) == {}


def test_every_inbox_has_settings_of_its_own_and_one_that_is_gone_stops_no_other(tmp_path: Path, home: Home) -> None:
    home.write_deployment(
        inboxes=[
            {"folder": str(tmp_path / "unmounted")},
            {"folder": str(tmp_path / "c7"), "source": "service_logs", "community": "c7"},
        ]
    )
    write_csv(tmp_path / "c7" / "导出.csv", "record_id,started_at", "r1,2026-03-05")
    gone, of_community = take_in(home)
    assert gone.exit_code == 3
    assert gone.fault is not None
    assert "unmounted" in gone.fault.text()
    assert of_community.exit_code == 0
    assert landed(home, "service_logs", "record_id, community_id") == [("r1", "c7")]
