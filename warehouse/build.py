"""Builds the warehouse and publishes it: lake → landing → dbt → one read-only file that readers switch to at once.

A build works in its own DuckDB file and is published only when every model and test has passed; killed at any instruction, it
leaves the last published build as it was.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import duckdb

from warehouse.frozen import project_files
from warehouse.landing import Inputs, list_inputs, load
from warehouse.settings import WAREHOUSE_DIR, Home, contracts, project_variables
from warehouse.settings.messages import Message, Spoken, message

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult

BUILDS_KEPT = 5

# The build's own DuckDB file while it is being made.
PARTIAL = "build.duckdb.partial"

Progress = Callable[[Message], None]


class NothingIngested(Spoken):
    """There is nothing to build from."""


class BuildFailed(Spoken):
    """A model or a check failed; `failures` names each with its message. What was published stays."""

    def __init__(self, code: str, /, failures: tuple[str, ...]) -> None:
        super().__init__(code, failures="\n".join(failures))
        self.failures = failures


@dataclass(frozen=True)
class BuildResult:
    """A published build. `is_new` is false when nothing had changed since it was made; `warnings` are failed soft checks."""

    build_id: str
    path: Path
    seconds: float
    warnings: tuple[str, ...] = ()
    is_new: bool = True


def build(home: Home, full: bool = False, as_of: str | None = None, progress: Progress | None = None) -> BuildResult:
    """Builds from everything delivered so far and publishes the result.

    `as_of` (ISO 8601, local to the deployment) stands in for now. Without `full`, a build whose inputs, code and day are those
    of the published one is not made again. Raises NothingIngested or BuildFailed.
    """
    say = progress or (lambda said: None)
    started = time.monotonic()
    with one_build_at_a_time(home, say):
        inputs = list_inputs(home)
        if not any(batch["status"] == "landed" for batch in inputs.batches.values()):
            raise NothingIngested("warehouse.nothing_ingested")
        deployment = home.deployment()
        now = datetime.now(ZoneInfo(deployment.timezone)).replace(tzinfo=None, microsecond=0)
        until = build_moment(home, as_of)
        code_version = project_version()
        fingerprint = inputs_hash(inputs, until, code_version)
        current = home.published_build()
        if not full and current is not None and current.stem.endswith(fingerprint[:8]) and current.exists():
            say(message("warehouse.build_unchanged"))
            return BuildResult(current.stem, current, time.monotonic() - started, is_new=False)

        build_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{fingerprint[:8]}"
        work = home.work / PARTIAL
        _discard(work)
        say(message("warehouse.build_loading"))
        with duckdb.connect(str(work)) as connection:
            this_build = {
                "build_id": build_id,
                "started_at": now,
                "code_version": code_version,
                "inputs_hash": fingerprint,
            }
            load(connection, home, inputs, this_build)
        warnings = _run_dbt(home, work, until, full, say)
        say(message("warehouse.build_publishing"))
        path = _publish(home, work, build_id, deployment.timezone)
        os.replace(work, home.work / "build.duckdb")
        _prune(home, path)
        return BuildResult(build_id, path, time.monotonic() - started, warnings)


def read_models(home: Home) -> None:
    """Has dbt read the models while there is nothing to build yet; the next build of `home` then begins with them read."""
    _invoke_dbt(WAREHOUSE_DIR, _dbt_folder(home), home.work / PARTIAL, build_moment(home), ["parse"])


def build_moment(home: Home, as_of: str | None = None) -> datetime:
    """The build's "now". Where nobody set it, the end of the day: builds of one day over the same inputs are the same."""
    deployment = home.deployment()
    today = datetime.now(ZoneInfo(deployment.timezone)).replace(tzinfo=None)
    end_of_day = today.replace(hour=23, minute=59, second=59, microsecond=0)
    return datetime.fromisoformat(as_of or deployment.as_of or end_of_day.isoformat())


@contextmanager
def one_build_at_a_time(home: Home, say: Progress) -> Iterator[None]:
    """Waits for a running build. The kernel drops a dead process's lock, so none can be left behind."""
    home.work.mkdir(parents=True, exist_ok=True)
    with (home.work / "build.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(message("warehouse.build_waiting"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def project_version() -> str:
    """The release, and a digest of every model, macro, contract and policy seed: editing policy is a new version."""
    digest = hashlib.sha256()
    for path in project_files():
        digest.update(str(path.relative_to(WAREHOUSE_DIR)).encode())
        digest.update(path.read_bytes())
    return f"{version('tianping')}+{digest.hexdigest()[:12]}"


def inputs_hash(inputs: Inputs, until: datetime, code_version: str) -> str:
    """Hex digest of all a build depends on. Of the moment only the day counts: a build is not remade every second."""
    described = json.dumps(
        [
            [delivery["delivery_id"] for delivery in inputs.deliveries],
            inputs.decisions,
            inputs.settings,
            until.date().isoformat(),
            code_version,
        ],
        sort_keys=True,
        default=str,
    )
    return hashlib.sha256(described.encode()).hexdigest()


def _run_dbt(home: Home, work: Path, until: datetime, full: bool, say: Progress) -> tuple[str, ...]:
    """Runs every seed, model and check on `work`; the warnings of soft checks. Raises BuildFailed."""
    if full:
        shutil.rmtree(_dbt_folder(home), ignore_errors=True)
    finished = 0

    def count(event: Any) -> None:
        nonlocal finished
        if event.info.name == "NodeFinished":
            finished += 1
            if finished % 25 == 0:
                say(message("warehouse.build_steps", steps=finished))

    say(message("warehouse.build_computing"))
    command = ["build", "--exclude-resource-type", "unit_test"]
    outcome = _invoke_dbt(WAREHOUSE_DIR, _dbt_folder(home), work, until, command, count)
    if not outcome.success:
        raise BuildFailed("warehouse.build_failed", failures=_messages(outcome, {"error", "fail", "runtime error"}))
    return _messages(outcome, {"warn"})


@contextmanager
def computed(
    home: Home, inputs: Inputs, until: datetime, models: Iterable[str], say: Progress, project: Path = WAREHOUSE_DIR
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database in which `models`, and what they need, were computed from `inputs` as of `until`; gone afterwards.

    Nothing is checked or published: so a frozen period is computed once more, with the models of `project` (a folder) where
    they are not today's. Raises BuildFailed or FrozenFilesChanged.
    """
    work = home.work / PARTIAL
    with one_build_at_a_time(home, say):
        _discard(work)
        try:
            with duckdb.connect(str(work)) as connection:
                load(connection, home, inputs, {"started_at": until}, project)
            compute(home, work, until, [f"+{model}" for model in models], project)
            with duckdb.connect(str(work)) as connection:
                yield connection
        finally:
            _discard(work)


@contextmanager
def copy_of_last_build(home: Home, say: Progress) -> Iterator[Path]:
    """A copy of the last build with all its layers, to change and compute on; gone afterwards. Builds wait meanwhile."""
    work = home.work / PARTIAL
    with one_build_at_a_time(home, say):
        _discard(work)
        try:
            shutil.copyfile(home.work / "build.duckdb", work)
            yield work
        finally:
            _discard(work)


def compute(home: Home, work: Path, until: datetime, selected: Iterable[str], project: Path = WAREHOUSE_DIR) -> None:
    """Computes the models and seeds that dbt's selectors name, in the database `work`, as of `until`. Raises BuildFailed."""
    command = ["build", "--resource-type", "model", "--resource-type", "seed", "--select"]
    target = _dbt_folder(home) if project == WAREHOUSE_DIR else project / "target"
    outcome = _invoke_dbt(project, target, work, until, [*command, *selected])
    if not outcome.success:
        raise BuildFailed("warehouse.computation_failed", failures=_messages(outcome, {"error", "runtime error"}))


def dbt_variables(until: datetime) -> dict[str, Any]:
    """What the models know by name: their "now", the key of every source, and what `dbt_project.yml` says."""
    # Whatever else differs between builds reaches them through landing: a changed variable makes dbt read all anew.
    keys = {contract.source: contract.key for contract in contracts().values()}
    return {**project_variables(), "as_of": f"{until:%Y-%m-%d %H:%M:%S}", "keys": keys}


def _invoke_dbt(
    project: Path,
    target: Path,
    work: Path,
    until: datetime,
    command: list[str],
    callback: Callable[[Any], None] | None = None,
) -> dbtRunnerResult:
    """Runs a dbt command of `project` on `work`, in this process; `target` keeps what dbt has read."""
    # Here and not above: it takes two seconds to import, which every other command would wait for too.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    arguments = [
        "--quiet", "--no-use-colors", "--no-send-anonymous-usage-stats", "--no-version-check",
        "--log-level", "none", "--log-level-file", "none", "--log-path", str(target),
        *command,
        "--project-dir", str(project), "--profiles-dir", str(project), "--target-path", str(target),
        "--vars", json.dumps(dbt_variables(until)),
    ]  # fmt: skip
    with _environment(TIANPING_WORK_DB=str(work), DO_NOT_TRACK="1"):
        try:
            return dbtRunner(callbacks=[callback] if callback else []).invoke(arguments)
        finally:
            # dbt keeps the file open until the process ends; it is moved as soon as it is published.
            DuckDBConnectionManager.close_all_connections()


def _dbt_folder(home: Home) -> Path:
    return home.work / "dbt"


def _messages(outcome: dbtRunnerResult, states: set[str]) -> tuple[str, ...]:
    """One line per model or check in one of `states`."""
    if outcome.exception is not None:
        return (str(outcome.exception),)
    results = getattr(outcome.result, "results", [])
    return tuple(f"{found.node.name}: {found.message}" for found in results if str(found.status) in states)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _publish(home: Home, work: Path, build_id: str, timezone: str) -> Path:
    """Copies schema `published` into its own file and points readers at it; the pointer moves last."""
    home.published.mkdir(parents=True, exist_ok=True)
    path = home.published / f"{build_id}.duckdb"
    partial = path.with_suffix(".partial")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{work}' as build (read_only)")
        connection.execute(f"attach '{partial}' as target")
        connection.execute("use build")
        connection.execute("create schema target.published")
        models = connection.execute(
            "select view_name, sql from duckdb_views() where schema_name = 'published' order by view_name"
        ).fetchall()
        for name, definition in models:
            if not _reads_only_published(definition):
                connection.execute(f"create table target.published.{name} as select * from published.{name}")
        connection.execute("use target")
        for _, definition in models:
            if _reads_only_published(definition):
                connection.execute(definition)
        finished = datetime.now(ZoneInfo(timezone)).replace(tzinfo=None, microsecond=0)
        connection.execute("update published.builds set finished_at = ? where build_id = ?", [finished, build_id])
    _sync(partial)
    os.replace(partial, path)
    pointer = home.published / "current.partial"
    pointer.write_text(build_id, encoding="utf-8")
    _sync(pointer)
    os.replace(pointer, home.published / "current")
    return path


def _reads_only_published(definition: str) -> bool:
    """Whether a view stands on published tables alone, so that it can be one in the published file too."""
    schemas = re.findall(r'(?:from|join)\s+\(*"?(\w+)"?\.', definition, re.IGNORECASE)
    return all(schema == "published" for schema in schemas)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _discard(database: Path) -> None:
    """Removes a DuckDB file and its write-ahead log, left by a build that was killed."""
    database.unlink(missing_ok=True)
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)


def _prune(home: Home, newest: Path) -> None:
    """Keeps the last builds; whoever still reads an older one keeps it open until done."""
    builds = sorted(path for path in home.published.glob("*.duckdb") if path != newest)
    for old in [*builds[: -(BUILDS_KEPT - 1)], *home.published.glob("*.partial*")]:
        old.unlink()
