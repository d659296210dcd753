"""Whatever happens to a process or to the disk, the lake holds whole deliveries, and readers a whole build."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

import warehouse.build
from ingestion import contract as checks
from ingestion import deliveries, intake
from ingestion.deliveries import ingest
from ingestion.lake import disk_fault
from ingestion.quarantine import entries
from tests.ingestion.taking_in import LOG_HEADER, batches, landed, reason_of, write_csv
from warehouse.settings import Home

# Children come from a server that has the libraries loaded, so that each lives for a moment and not for seconds.
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["great_expectations.expectations", "tests.ingestion.test_faults"])

ROWS = 40
KILLS = 60
KILLED: int | None = -signal.SIGKILL

Step = Callable[[], None]
Put = Callable[[Any, str, Any], None]  # setattr, or a test's that is undone
Content = dict[str, list[Any]]


# ------------------------------------------------------------------------------------------------------ what is taken in


def write_delivery(folder: Path, first: int, hours: str) -> Path:
    """A folder of service logs from `first` on, the eighth of `hours`, and three photos of which one belongs to all folders."""
    rows = [f"r{first + n},m1,c1,care,2026-03-05 10:{n:02d},,{hours if n == 7 else 1}" for n in range(ROWS)]
    write_csv(folder / "service_logs.csv", LOG_HEADER, *rows)
    for number in (0, first + 1, first + 2):
        pixels = np.random.default_rng(first + number).integers(0, 256, (24, 32, 3), dtype=np.uint8)
        (folder / "photos").mkdir(exist_ok=True)
        Image.fromarray(pixels).resize((320, 240), Image.Resampling.BICUBIC).save(folder / "photos" / f"p{number}.png")
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What came first; one of its rows is bad."""
    return write_delivery(tmp_path_factory.mktemp("first"), 0, "x")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What comes then: half of the rows correct the first ones, the bad one among them, and photo p0 is another picture."""
    return write_delivery(tmp_path_factory.mktemp("second"), 5, "2")


@pytest.fixture(scope="module", autouse=True)
def nobodys_main() -> Iterator[None]:
    """A child imports the main module of its parent, and tests of screens leave theirs behind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        yield


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, first: Path) -> Home:
    """A home that has the first folder, built."""
    home = Home.at(tmp_path_factory.mktemp("base") / "home")
    in_child(take_in, first, home)
    in_child(build_small, home)
    return home


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory, base: Home, second: Path) -> Content:
    """What a home holds that took both in with nothing happening to it."""
    home = copy_of(base, tmp_path_factory.mktemp("wanted"))
    in_child(take_in, second, home)
    return content(home)


def copy_of(home: Home, folder: Path) -> Home:
    """A copy of `home` in `folder`, in place of what was there."""
    shutil.rmtree(folder / "home", ignore_errors=True)
    return Home.at(shutil.copytree(home.path, folder / "home"))


def content(home: Home) -> Content:
    """Everything that has landed, whatever the order, and what still waits in quarantine."""
    pairs = [
        row for path in (home.lake / "photo_neighbours").glob("*.parquet") for row in pq.read_table(path).to_pylist()
    ]
    return {
        "logs": sorted(landed(home, "service_logs", "record_id, declared_hours, file_name, row_number, batch_id")),
        "photos": sorted(landed(home, "photos", "photo_id, sha256, pdq_hash, batch_id")),
        "pairs": sorted((row["photo_id"], row["other_photo_id"], row["distance"]) for row in pairs),
        "open": [(entry["key"], entry["rule"]) for entry in entries(home)],
    }


def assert_whole(home: Home) -> None:
    """Every delivery there is has all its rows, in lake and quarantine, and its photos' bytes."""
    for batch in batches(home):
        assert batch["rows_read"] == batch["rows_accepted"] + batch["rows_quarantined"]
        if batch["rows_accepted"]:
            accepted = home.lake / batch["source"] / f"{batch['batch_id']}.parquet"
            assert pq.read_metadata(accepted).num_rows == batch["rows_accepted"]
        if batch["rows_quarantined"]:
            assert pq.read_metadata(home.quarantine / f"{batch['batch_id']}.parquet").num_rows
    for (sha256,) in landed(home, "photos", "sha256"):
        assert (home.photos / sha256[:2] / sha256).stat().st_size


def assert_nothing_lies_about(home: Home) -> None:
    """No file but those deliveries name, and no workspace."""
    named = {batch["batch_id"] for batch in batches(home)}
    assert {path.stem for path in [*home.lake.glob("*/*.parquet"), *home.quarantine.glob("*.parquet")]} == named
    assert list((home.work / "ingest").iterdir()) == []
    assert [
        path for path in [*home.lake.rglob("*.partial"), *home.photos.rglob("*")] if len(path.name) not in (2, 64)
    ] == []


def assert_published(home: Home) -> None:
    """Readers have a build, and in it every batch whole."""
    published = home.published_build()
    assert published is not None
    with duckdb.connect(str(published), read_only=True) as connection:
        counted = connection.execute(
            "select batch_id, any_value(rows_accepted), count(logs.batch_id) from published.batches "
            "left join published.service_logs as logs using (batch_id) where source = 'service_logs' group by batch_id"
        ).fetchall()
    assert counted
    assert [expected for _, expected, _ in counted] == [found for _, _, found in counted]


# --------------------------------------------------------------------------------------------------------- what is done


def nothing() -> None:
    """The step that lets every other be."""


def take_in(folder: Path, home: Home, before_step: Step = nothing) -> None:
    """Ingests `folder`; of the checks only the one that matters here is made, so that the steps on disk fill the time."""
    check_little()
    with_steps(before_step)
    sys.exit(ingest([folder], home).exit_code)


def check_little(put: Put = setattr) -> None:
    """Has ingests look for unreadable hours only, and write no pages about their checks."""
    put(deliveries, "write_pages", lambda *_: None)
    put(intake, "check_batch", lambda *_: ([], None))
    put(checks.Checker, "check", unreadable_hours)


def unreadable_hours(_: checks.Checker, chunk: pa.Table) -> list[checks.Failure]:
    """Rows whose declared hours are there and cannot be read."""
    name = "declared_hours__unread"
    cells = chunk.column(name).to_pylist() if name in chunk.column_names else []
    return [checks.Failure(row, "type", "declared_hours", cell) for row, cell in enumerate(cells) if cell is not None]


def build_small(home: Home, before_step: Step = nothing) -> None:
    """A build whose models are copies of what was loaded."""

    def copy_loaded(_home: Home, work: Path, *_: object) -> tuple[str, ...]:
        with duckdb.connect(str(work)) as connection:
            connection.execute("create schema published")
            for table in ("service_logs", "photos", "batches", "builds"):
                connection.execute(f"create view published.{table} as select * from landing.{table}")
        return ()

    setattr(warehouse.build, "_run_dbt", copy_loaded)  # noqa: B010
    with_steps(before_step)
    warehouse.build.build(home)


def with_steps(before_step: Step, put: Put = setattr) -> None:
    """Has `before_step` called before every step that changes the disk for good."""
    for name in ("replace", "fsync"):
        put(os, name, calling_before(before_step, getattr(os, name)))


def calling_before(before_step: Step, real: Callable[..., Any]) -> Callable[..., Any]:
    def step(*arguments: Any, **named: Any) -> Any:
        before_step()
        return real(*arguments, **named)

    return step


def in_child(work: Callable[..., None], *arguments: Any) -> int | None:
    """The exit code of a child that does `work`."""
    child = started(work, *arguments)
    child.join()
    return child.exitcode


def started(work: Callable[..., None], *arguments: Any) -> BaseProcess:
    child = _SERVER.Process(target=work, args=arguments)
    child.start()
    return child


# ----------------------------------------------------------------------------------------------------------------- kills


class KilledBefore:
    """Kills the process just before its `calls`-th step."""

    def __init__(self, calls: int) -> None:
        self._left = calls

    def __call__(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def test_killed_before_any_lasting_step_a_delivery_is_whole_or_absent(
    tmp_path: Path, base: Home, first: Path, second: Path, wanted: Content
) -> None:
    step, exit_code = 0, KILLED
    while exit_code == KILLED:
        step += 1
        home = copy_of(base, tmp_path)
        exit_code = in_child(take_in, second, home, KilledBefore(step))
        assert_whole(home)
        if step % 3 == 1:
            # Whoever comes next clears what was left, if it is somebody else.
            in_child(take_in, first, home)
            assert_nothing_lies_about(home)
        if step % 3 == 0 or exit_code == 0:
            assert in_child(take_in, second, home) == 0
            assert content(home) == wanted
            assert_nothing_lies_about(home)
    assert exit_code == 0
    assert step > 10


def test_killed_before_any_lasting_step_a_build_is_published_or_not(tmp_path: Path, base: Home, second: Path) -> None:
    ready = copy_of(base, tmp_path / "ready")
    in_child(take_in, second, ready)
    step, exit_code = 0, KILLED
    while exit_code == KILLED:
        step += 1
        home = copy_of(ready, tmp_path)
        exit_code = in_child(build_small, home, KilledBefore(step))
        assert_published(home)
        assert in_child(build_small, home) == 0
        assert_published(home)
        assert list(home.published.glob("*.partial*")) == []
    assert exit_code == 0
    assert step > 4


def test_killed_at_any_instant_nothing_is_lost_doubled_or_half_there(
    tmp_path: Path, base: Home, second: Path, wanted: Content
) -> None:
    chance = random.Random(20260305)
    begun = time.monotonic()
    in_child(take_in, second, copy_of(base, tmp_path))
    lasting = time.monotonic() - begun
    all_batches = len(batches(base)) + 2
    home = copy_of(base, tmp_path)
    killed = {take_in: 0, build_small: 0}
    for number in range(KILLS):
        # A third of the times a build is on its way as well, and either may be the one that is killed.
        jobs = [started(take_in, second, home)] + ([started(build_small, home)] if number % 3 == 0 else [])
        time.sleep(chance.uniform(0, lasting))
        victim = chance.choice(jobs)
        victim.kill()
        for job in jobs:
            job.join()
            assert job.exitcode in (0, KILLED)
        killed[take_in if victim is jobs[0] else build_small] += victim.exitcode == KILLED
        assert_whole(home)
        assert_published(home)
        # Killed again and again, until it has landed or somebody looks.
        if number % 10 == 9:
            assert in_child(take_in, second, home) == 0
            assert_nothing_lies_about(home)
        if number % 10 == 9 or len(batches(home)) == all_batches:
            assert content(home) == wanted
            home = copy_of(base, tmp_path)
    assert killed[take_in] > KILLS / 2
    assert killed[build_small] > 0


# ------------------------------------------------------------------------------------------------------------- the disk


DISK_FAULTS = {errno.ENOSPC: "磁盘已满", errno.EROFS: "只读", errno.EACCES: "权限"}


class Refusing:
    """Has the disk refuse every step from the `calls`-th on."""

    def __init__(self, calls: int) -> None:
        self._left = calls
        self.code = list(DISK_FAULTS)[calls % len(DISK_FAULTS)]
        self.has_refused = False

    def __call__(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.has_refused = True
            raise OSError(self.code, os.strerror(self.code))


def test_a_disk_that_refuses_any_step_is_told_and_loses_nothing(
    tmp_path: Path, base: Home, second: Path, wanted: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        check_little(patch.setattr)
        step, has_refused = 0, True
        while has_refused:
            step += 1
            home = copy_of(base, tmp_path)
            disk = Refusing(step)
            with monkeypatch.context() as refusing:
                with_steps(disk, refusing.setattr)
                try:
                    report = ingest([second], home)
                    told = [reason_of(file) for file in report.files if file.status == "fault"]
                    assert (report.exit_code == 3) == disk.has_refused
                except OSError as error:
                    said = disk_fault(error)
                    told = [said.text("zh") if said else ""]
            assert bool(told) == disk.has_refused
            assert all(DISK_FAULTS[disk.code] in reason for reason in told)
            assert_whole(home)
            if step % 3 == 0:
                ingest([second], home)
                assert content(home) == wanted
                assert_nothing_lies_about(home)
            has_refused = disk.has_refused
    assert step > 10


def take_in_little_room(folder: Path, home: Home, most_bytes: int) -> None:
    """Ingests where no file may grow beyond `most_bytes`: the kernel refuses whoever writes, the engine included."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    take_in(folder, home)


@pytest.mark.parametrize("most_bytes", [0, 2_000, 20_000])
def test_a_file_that_does_not_fit_does_not_land_and_lands_once_it_does(
    tmp_path: Path, base: Home, second: Path, wanted: Content, most_bytes: int
) -> None:
    home = copy_of(base, tmp_path)
    assert in_child(take_in_little_room, second, home, most_bytes) == 3
    assert_whole(home)
    assert in_child(take_in, second, home) == 0
    assert content(home) == wanted
    assert_nothing_lies_about(home)


# ------------------------------------------------------------------------------------------------------------- at once


def test_ingests_and_a_build_at_once_land_each_file_once_in_one_order(
    tmp_path: Path, first: Path, second: Path, wanted: Content
) -> None:
    home = Home.at(tmp_path / "home")
    in_child(take_in, first, home)
    # The same folder twice, two folders with the same ids, and builds meanwhile.
    jobs = [started(take_in, second, home), started(take_in, first, home), started(take_in, second, home)]
    jobs += [started(build_small, home)]
    for job in jobs:
        job.join()
    assert [job.exitcode for job in jobs] == [0, 1, 0, 0]
    assert content(home) == wanted
    assert_whole(home)
    assert_nothing_lies_about(home)
    assert_published(home)
    records = [json.loads(path.read_text(encoding="utf-8")) for path in home.deliveries.glob("*.json")]
    assert len(records) == len({record["received_at"] for record in records}) == 4
