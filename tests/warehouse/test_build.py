"""A build publishes whole or not at all, from what was committed and nothing else."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.decisions.rules import Case, Decider
from dashboard.decisions.store import DecisionStore
from warehouse.build import BUILDS_KEPT, BuildFailed, NothingIngested, build
from warehouse.landing import list_inputs, load
from warehouse.settings import Home


def rows(home: Home, query: str) -> list[tuple[object, ...]]:
    published = home.published_build()
    assert published is not None
    with duckdb.connect(str(published), read_only=True) as connection:
        return connection.execute(query).fetchall()


def landed(home: Home, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        load(connection, home, list_inputs(home), {})
        return connection.execute(query).fetchall()


def test_published_file_stands_alone(tiny_home: Home) -> None:
    schemas = rows(tiny_home, "select distinct table_schema from information_schema.tables")
    assert schemas == [("published",)]
    [(build_id, finished)] = rows(
        tiny_home, "select build_id, finished_at is not null from published.builds order by build_id desc limit 1"
    )
    published = tiny_home.published_build()
    assert published is not None
    assert (build_id, finished) == (published.stem, True)
    assert rows(tiny_home, "select count(*) from published.service_records") == [(120,)]


def test_views_are_readable_in_the_published_file(tiny_home: Home) -> None:
    [(found,)] = rows(
        tiny_home, "select count(*) from published.indicator_evidence where indicator_id = 'verified_share'"
    )
    assert isinstance(found, int)
    assert found > 0


def test_empty_home_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingIngested, match="tianping ingest"):
        build(Home(tmp_path))


def test_parquet_without_a_delivery_does_not_exist(unbuilt_home: Home, deliver: Callable[..., str]) -> None:
    batch_id = deliver(unbuilt_home, "drills", [{"drill_id": "X", "community_id": "C1", "scheduled_on": "2026-01-01"}])
    count = "select count(*) from landing.drills where drill_id = 'X'"
    assert landed(unbuilt_home, count) == [(1,)]
    (unbuilt_home.deliveries / f"{batch_id}.json").unlink()
    assert landed(unbuilt_home, count) == [(0,)]


def test_lake_file_from_before_a_column_was_added(unbuilt_home: Home) -> None:
    [path] = (unbuilt_home.lake / "drills").glob("*.parquet")
    old = path.with_suffix(".old")
    path.rename(old)
    duckdb.execute(f"copy (select * exclude (evaluator) from read_parquet('{old}')) to '{path}' (format parquet)")
    assert landed(unbuilt_home, "select count(*), count(evaluator) from landing.drills") == [(5, 0)]


def test_reading_decisions_does_not_create_the_store(unbuilt_home: Home) -> None:
    assert landed(unbuilt_home, "select count(*) from landing.audit_decisions") == [(0,)]
    assert not (unbuilt_home.path / "decisions.sqlite").exists()


def decide(home: Home, record_id: str, verdict: str) -> None:
    """Two auditors say the same, one after the other; what they say need not be a verdict there is."""
    store, case, seen = DecisionStore(home.decisions_url), Case(record_id, "C1", "nobody"), None
    for auditor in ("auditor-1", "auditor-2"):
        decider = Decider(auditor, "auditor")
        seen = store.decide(case, decider, "not_genuine", "falsified_by_community", seen=seen).decision_id
    with sqlite3.connect(home.path / "decisions.sqlite") as connection:
        connection.execute("drop trigger audit_decisions_refuse_update")
        connection.execute("pragma ignore_check_constraints = on")
        connection.execute("update audit_decisions set verdict = ?", [verdict])


@pytest.fixture
def built_home(tiny_home: Home, tmp_path: Path) -> Home:
    """A copy of the built tiny city that a test may change."""
    return Home(Path(shutil.copytree(tiny_home.path, tmp_path / "home")))


def test_unchanged_inputs_are_not_built_again_and_a_decision_is_a_change(built_home: Home) -> None:
    before = built_home.published_build()
    assert before is not None
    again = build(built_home)
    assert (again.build_id, again.is_new) == (before.stem, False)
    decide(built_home, "C1-A11-R1", "not_genuine")
    after = build(built_home)
    assert after.is_new
    assert after.build_id > before.stem
    states = "select audit_state, verified_hours from published.service_records where record_id = 'C1-A11-R1'"
    assert rows(built_home, states) == [("decided_not_genuine", 0.0)]
    vetoes = "select kind, points, grade_cap, evidence, appeal from published.adjustments where period = '2026Q1'"
    assert rows(built_home, vetoes) == [("veto", 0.0, "不合格", "C1-A11-R1", "none")]
    capped = "select community_id, grade, total = score from published.community_scores where grade_cap is not null"
    assert set(rows(built_home, f"{capped} and period = '2026Q1' and lens = 'tianping'")) == {("C1", "不合格", True)}
    assert [row[0] for row in rows(built_home, "select build_id from published.builds order by 1")] == [
        before.stem,
        after.build_id,
    ]


def test_a_failing_check_publishes_nothing(built_home: Home) -> None:
    before = built_home.published_build()
    decide(built_home, "C1-A11-R1", "perhaps")
    with pytest.raises(BuildFailed, match="core_audit_decisions_verdict"):
        build(built_home)
    assert built_home.published_build() == before


def test_killed_build_leaves_the_published_one_and_the_next_works_and_clears_old_ones(built_home: Home) -> None:
    before = built_home.published_build()
    script = f"from warehouse.build import build; from warehouse.settings import Home; build(Home.at({str(built_home.path)!r}), full=True)"
    process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL)
    work = built_home.work / "build.duckdb.partial"
    while not work.exists():
        assert process.poll() is None, "the build ended before it could be killed"
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert built_home.published_build() == before
    assert rows(built_home, "select count(*) from published.service_records") == [(120,)]
    for number in range(BUILDS_KEPT + 2):
        (built_home.published / f"20200101T00000{number}-aaaaaaaa.duckdb").touch()
    newest = build(built_home, full=True)
    assert newest.is_new
    assert not work.exists()
    kept = sorted(path.stem for path in built_home.published.glob("*.duckdb"))
    assert len(kept) == BUILDS_KEPT
    assert kept[-1] == newest.build_id
