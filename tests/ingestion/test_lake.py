"""The lake keeps whole deliveries or none, whatever happens to the process, and however many work at once."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ingestion import deliveries
from ingestion.deliveries import ingest
from tests.ingestion.taking_in import LOG_HEADER, batches, landed, write_csv
from warehouse.settings import Home

# Children come from a server that has the libraries loaded, so that each lives for a second and not for five.
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["great_expectations", "great_expectations.expectations", "ingestion.deliveries"])

ROWS = 40


def write_logs(folder: Path, first: int = 0) -> Path:
    """Service logs of which one row is bad."""
    rows = [f"r{first + n},m1,c1,care,2026-03-05 10:{n:02d},,{'x' if n == 7 else 1}" for n in range(ROWS)]
    return write_csv(folder / "service_logs.csv", LOG_HEADER, *rows)


def ingest_and_die(file: Path, home: Home, calls: int) -> None:
    """Takes `file` in, but is killed just before the `calls`-th step that changes the disk for good."""
    left = calls

    def killing(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return step

    deliveries.write_pages = lambda *_: None  # the pages about the checks are made anew by every ingest
    for name in ("replace", "fsync"):
        setattr(os, name, killing(getattr(os, name)))
    ingest([file], home)


def ingest_file(file: Path, home: Home) -> None:
    """Takes `file` in."""
    ingest([file], home)


def assert_whole(home: Home) -> None:
    """Every delivery there is has all its rows, in lake and quarantine."""
    for batch in batches(home):
        accepted = home.lake / str(batch["source"]) / f"{batch['batch_id']}.parquet"
        assert pq.read_metadata(accepted).num_rows == batch["rows_accepted"]
        assert batch["rows_read"] == batch["rows_accepted"] + batch["rows_quarantined"]
        if batch["rows_quarantined"]:
            assert pq.read_metadata(home.quarantine / f"{batch['batch_id']}.parquet").num_rows


def assert_all_there_once(home: Home) -> None:
    """Everything has landed, nothing twice, and nothing lies about."""
    assert_whole(home)
    assert sorted(row[0] for row in landed(home, "service_logs", "record_id")) == sorted(
        f"r{n}" for n in range(ROWS) if n != 7
    )
    named = {batch["batch_id"] for batch in batches(home)}
    assert {path.stem for path in home.lake.glob("*/*.parquet")} == named
    assert list((home.work / "ingest").iterdir()) == []
    assert list(home.lake.rglob("*.partial")) == []


def test_killed_before_any_lasting_step_a_delivery_is_whole_or_absent(tmp_path: Path, home: Home) -> None:
    file = write_logs(tmp_path / "in")
    step = 0
    while True:
        step += 1
        home = Home.at(tmp_path / f"home{step}")
        child = _SERVER.Process(target=ingest_and_die, args=(file, home, step))
        child.start()
        child.join()
        assert_whole(home)
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
        if step % 3 == 0:
            ingest([file], home)
            assert_all_there_once(home)
    assert step > 8


def test_killed_again_and_again_at_any_moment_nothing_is_lost_or_doubled(tmp_path: Path, home: Home) -> None:
    file = write_logs(tmp_path / "in")
    chance = random.Random(20260305)
    for _ in range(8):
        child = _SERVER.Process(target=ingest_file, args=(file, home))
        child.start()
        time.sleep(chance.uniform(0.1, 1.5))
        child.kill()
        child.join()
        assert_whole(home)
    ingest([file], home)
    assert_all_there_once(home)


def test_several_ingests_at_once_land_each_file_once_in_one_order(tmp_path: Path, home: Home) -> None:
    same = write_logs(tmp_path / "same")
    other = write_logs(tmp_path / "other", first=1000)
    children = [_SERVER.Process(target=ingest_file, args=(file, home)) for file in (same, same, other, same)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0, 0, 0]
    assert_whole(home)
    assert len(landed(home, "service_logs")) == 2 * (ROWS - 1)
    records = [json.loads(path.read_text(encoding="utf-8")) for path in home.deliveries.glob("*.json")]
    assert len(records) == 2
    assert len({record["received_at"] for record in records}) == 2
