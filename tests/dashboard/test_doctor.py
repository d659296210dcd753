"""The doctor says what is wrong and how to mend it, and finds a changed byte in the store of decisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from dashboard.decisions.chains import EveryChain
from dashboard.decisions.operational import METADATA
from dashboard.decisions.rules import Case, Decider
from dashboard.decisions.store import DecisionStore
from dashboard.doctor import examine
from tianping import app
from warehouse.settings import Home

REASON = "not_present"


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["doctor", "--home", str(home.path), *arguments])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A deployment in which three decisions were made."""
    place = Home.at(tmp_path / "home")
    place.write_deployment(synthetic=True)
    store = DecisionStore.of(place)
    for record in ("R1", "R2", "R3"):
        case, auditor = Case(record, "C1", "M1"), Decider("auditor-1", "auditor")
        store.decide(case, auditor, "not_genuine", REASON, "没有到场", seen=None)
    return place


def test_a_whole_deployment_is_well(home: Home) -> None:
    result = run(home, "--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["is_well"]) == (0, True)
    by_name = {check["name"]: check for check in report["checks"]}
    assert {"python", "packages", "disk", "fonts", "chromium", "sign-in", "chains"} <= by_name.keys()
    assert "audit_decisions 3" in by_name["chains"]["found"]
    assert (home.path / "decisions.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"auditor-1", b"auditor-9"), (REASON.encode(), b"not_absent."), ("没有到场".encode(), "没有到坊".encode())],
)
def test_a_changed_byte_in_the_store_is_found_and_located(home: Home, before: bytes, after: bytes) -> None:
    path = home.path / "decisions.sqlite"
    with sa.create_engine(home.decisions_url).connect() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    content = path.read_bytes()
    places = [place for place in range(len(content)) if content.startswith(before, place)]
    row = next(place for place in places if b"D0000002" in content[place - 120 : place])
    path.write_bytes(content[:row] + after + content[row + len(before) :])
    result = run(home)
    assert result.exit_code == 3
    (told,) = [line for line in result.stdout.splitlines() if "audit_decisions" in line]
    assert "D0000002" in told
    assert "备份" in result.stdout


def test_a_store_that_is_no_database_any_more_is_told(home: Home) -> None:
    path = home.path / "decisions.sqlite"
    path.write_bytes(b"x" * path.stat().st_size)
    for log in home.path.glob("decisions.sqlite-*"):
        log.unlink()
    result = run(home)
    assert result.exit_code == 3
    assert "备份" in result.stdout


def test_rights_real_data_and_a_lost_build_are_told_with_what_to_do(home: Home) -> None:
    (home.path / "decisions.sqlite").chmod(0o666)
    home.write_deployment(synthetic=False)
    home.published.mkdir()
    (home.published / "current").write_text("20260101T000000000000-gone", encoding="utf-8")
    found = {check.name: check for check in examine(home)}
    assert found["permissions"].mend.startswith("chmod 600")
    assert (found["sign-in"].verdict, found["published"].verdict) == ("warning", "fault")
    assert found["published"].mend.startswith("tianping build")


def test_every_chained_table_is_walked(home: Home) -> None:
    chained = {table.name for table in METADATA.tables.values() if "previous_hash" in table.columns}
    assert {check.table for check in EveryChain.of(home).verify()} == chained
