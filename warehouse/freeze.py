"""Closing a period: its numbers written down as they are, computed once more to prove them, or restated by what is known now.

Who may close a period, and when, is decided before (`dashboard/decisions`); here the numbers are taken care of.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.build import Progress, build_moment, computed, inputs_hash, one_build_at_a_time, project_version
from warehouse.frozen import EVIDENCE, WRITTEN_MODELS, Version, differences, version_of, write_version
from warehouse.landing import OPERATIONAL_TABLES, Inputs, list_inputs
from warehouse.settings import WAREHOUSE_DIR, Home, contracts, default_lens
from warehouse.settings.messages import Spoken, message

# Models a version needs computed: those it holds, and the evidence behind them.
NEEDED = (*WRITTEN_MODELS, EVIDENCE)


# Stores the decision that gives a written version out; it is in force from then on.
Decide = Callable[[Version], object]


class CannotClose(Spoken):
    """The numbers cannot be frozen, restated or verified; the message says why and what to do."""


@dataclass(frozen=True)
class LaterInputs:
    """What has come since the published build: it is not in the numbers that were frozen."""

    files: tuple[str, ...]
    decisions: int

    def __bool__(self) -> bool:
        return bool(self.files or self.decisions)


@dataclass(frozen=True)
class Verification:
    """Whether a frozen period was reproduced. `differences` name table, keys, column, old and new value.

    `rows` counts what was compared: nothing where files were changed, for they say no longer what was frozen, nor by what
    version (`project`) it was computed. `program` is the version that would compute it today.
    """

    period: str
    restatement: int
    rows: int
    changed_files: tuple[str, ...]
    differences: tuple[dict[str, Any], ...]
    project: str | None
    program: str

    @property
    def identical(self) -> bool:
        return not self.changed_files and not self.differences


def notice_days(home: Home) -> int:
    """How long a notice lasts by the policy of the last build. Raises CannotClose before the first one."""
    with _last_build(home) as connection:
        return int(_policy(connection, "notice_days"))


def freeze(home: Home, period: str, decide: Decide, progress: Progress) -> LaterInputs:
    """Writes the numbers of `period` as they are in the published build; `decide` then stores that they are frozen.

    Raises CannotClose.
    """
    with one_build_at_a_time(home, progress), _last_build(home) as connection:
        inputs = list_inputs(home)
        facts = {**_facts(connection, period), "restatement": 0, **_inputs_of(connection, inputs)}
        _refuse_unbuilt_policy(connection, inputs)
        _refuse_taken(inputs, facts)
        decide(write_version(home, connection, facts))
        return _unseen(connection, inputs)


def restate(home: Home, period: str, decide: Decide, progress: Progress) -> list[dict[str, Any]]:
    """Computes a frozen period from what is known now and writes its next version; `decide` stores it. What it changed.

    The version before stays where it is. Raises CannotClose, BuildFailed or FrozenFilesChanged.
    """
    inputs = list_inputs(home)
    standing = _standing(inputs, period)
    before = version_of(home, period, int(standing["restatement"]))
    until = build_moment(home)
    others = [step for step in inputs.decisions["period_closings"] if step["period"] != period]
    unfrozen = replace(inputs, decisions={**inputs.decisions, "period_closings": others})
    progress(message("warehouse.restating", period=period))
    with computed(home, unfrozen, until, NEEDED, progress) as connection:
        facts = {
            "period": period,
            "restatement": before.manifest.restatement + 1,
            "as_of": until.isoformat(),
            "build_id": None,
            "code_version": project_version(),
            "inputs_hash": inputs_hash(unfrozen, until, project_version()),
            "seed": int(_policy(connection, "seed")),
            **_inputs_of(connection, inputs),
        }
        changes = _changes(connection, inputs, before, facts)
        # Somebody may have restated it while this waited for the build before.
        _refuse_taken(list_inputs(home), facts)
        decide(write_version(home, connection, facts, changes))
        return changes


def verify(home: Home, period: str, progress: Progress) -> Verification:
    """Computes a frozen period once more, with the project that was frozen, from the inputs that were, and compares every value.

    Raises CannotClose where that is impossible, BuildFailed where the computation does not finish.
    """
    inputs = list_inputs(home)
    standing = _standing(inputs, period)
    number = int(standing["restatement"])
    version = version_of(home, period, number)
    changed = version.changed_files(standing["manifest_sha256"])
    if changed:
        return Verification(period, number, 0, tuple(changed), (), None, project_version())
    manifest = version.manifest
    gone = set(manifest.deliveries) - {delivery["delivery_id"] for delivery in inputs.deliveries}
    if gone:
        raise CannotClose(
            "warehouse.deliveries_gone", count=len(gone), lake=str(home.lake), deliveries=sorted(gone)[:5]
        )
    progress(message("warehouse.verifying", period=period))
    until = datetime.fromisoformat(manifest.as_of)
    then = _inputs_then(inputs, version)
    with _project_of(version) as project, computed(home, then, until, NEEDED, progress, project) as connection:
        progress(message("warehouse.verifying_values"))
        rows, found = _compare(connection, version)
    return Verification(period, number, rows, (), tuple(found), manifest.code_version, project_version())


@contextmanager
def _last_build(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build that is published, with all its layers."""
    work, published = home.work / "build.duckdb", home.published_build()
    if published is None or not work.exists():
        raise CannotClose("warehouse.nothing_to_freeze")
    with duckdb.connect(str(work), read_only=True) as connection:
        if (published.stem,) not in connection.execute("select build_id from landing.builds").fetchall():
            raise CannotClose("warehouse.last_build_not_whole")
        yield connection


def _facts(connection: duckdb.DuckDBPyConnection, period: str) -> dict[str, Any]:
    """The manifest's account of the last build, but for the version's number. Raises CannotClose."""
    found = connection.execute("select ends_on from core.core_periods where period = ?", [period]).fetchone()
    if found is None:
        known = connection.execute(
            "select period from core.core_periods order by ends_on desc, period limit 6"
        ).fetchall()
        raise CannotClose("warehouse.period_unknown", period=period, latest=[name for (name,) in known])
    (as_of,) = _one(connection, "select value from core.core_deployment where key = 'effective_as_of'")
    if found[0] >= datetime.fromisoformat(as_of).date():
        raise CannotClose("warehouse.period_not_over", period=period, ends_on=found[0].isoformat())
    build_id, code_version, inputs_hash = _one(
        connection,
        "select build_id, code_version, inputs_hash from landing.builds order by started_at desc, build_id desc limit 1",
    )
    if code_version != project_version():
        raise _other_rules()
    return {
        "period": period,
        "as_of": as_of,
        "build_id": build_id,
        "code_version": code_version,
        "inputs_hash": inputs_hash,
        "seed": int(_policy(connection, "seed")),
    }


def _refuse_unbuilt_policy(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Raises CannotClose where policy was put into force or withdrawn since the build: the numbers are not by it yet."""
    if _one(connection, "select count(*) from landing.policy_changes")[0] != len(inputs.decisions["policy_changes"]):
        raise _other_rules()


def _other_rules() -> CannotClose:
    return CannotClose("warehouse.other_rules")


def _inputs_of(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> dict[str, Any]:
    """The part of a manifest that names what the build behind `connection` was computed from."""
    loaded = {batch_id for (batch_id,) in connection.execute("select batch_id from landing.batches").fetchall()}
    frozen = connection.execute("select period, restatement from frozen.periods order by period").fetchall()
    return {
        "deliveries": tuple(
            delivery["delivery_id"]
            for delivery in inputs.deliveries
            if all(batch["batch_id"] in loaded for batch in delivery["batches"])
        ),
        "decisions": {
            table: int(_one(connection, f"select count(*) from landing.{table}")[0])
            for table in OPERATIONAL_TABLES
            if table != "period_closings"
        },
        "frozen": dict(frozen),
    }


def _inputs_then(inputs: Inputs, version: Version) -> Inputs:
    """What was there when `version` was computed: its deliveries, the decisions up to then, the periods frozen by then."""
    manifest = version.manifest
    then = {table: rows[: manifest.decisions.get(table, 0)] for table, rows in inputs.decisions.items()}
    then["period_closings"] = [
        step
        for step in inputs.decisions["period_closings"]
        if step["period"] in manifest.frozen and int(step["restatement"]) <= manifest.frozen[step["period"]]
    ]
    return Inputs(
        deliveries=tuple(each for each in inputs.deliveries if each["delivery_id"] in set(manifest.deliveries)),
        decisions=then,
        settings=inputs.settings,
    )


def _unseen(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> LaterInputs:
    seen = _inputs_of(connection, inputs)
    later = [each for each in inputs.deliveries if each["delivery_id"] not in seen["deliveries"]]
    files = sorted({batch["file_name"] for delivery in later for batch in delivery["batches"]})
    later_rows = {
        table: len(rows) - seen["decisions"][table]
        for table, rows in inputs.decisions.items()
        # A state is what decisions add up to, and none by itself.
        if table not in ("period_closings", "case_states")
    }
    return LaterInputs(tuple(files), sum(later_rows.values()))


def _refuse_taken(inputs: Inputs, facts: Mapping[str, Any]) -> None:
    """Raises CannotClose where the version to be written has been given out already: its files must stay."""
    given_out = {(step["period"], step["restatement"]) for step in inputs.decisions["period_closings"]}
    if (facts["period"], facts["restatement"]) in given_out:
        raise CannotClose("warehouse.version_taken", period=facts["period"], restatement=facts["restatement"])


def _standing(inputs: Inputs, period: str) -> Mapping[str, Any]:
    """The step that gave out the numbers in force. Raises CannotClose where there is none."""
    steps = [
        step for step in inputs.decisions["period_closings"] if step["period"] == period and step["manifest_sha256"]
    ]
    if not steps:
        raise CannotClose("warehouse.not_frozen", period=period)
    return steps[-1]


def _changes(
    connection: duckdb.DuckDBPyConnection, inputs: Inputs, before: Version, facts: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What a restatement changes: indicator values, and totals and ranks through the default lens, each with its causes."""
    period = facts["period"]
    in_lens = f"period = '{period}' and lens = '{default_lens()}'"
    values = differences(
        connection,
        f"(from '{before.table('score_indicator_values')}')",
        f"(from scores.score_indicator_values where period = '{period}')",
        "score_indicator_values",
        ("value",),
    )
    standings = differences(
        connection,
        f"(from '{before.table('score_communities')}' where {in_lens})",
        f"(from scores.score_communities where {in_lens})",
        "score_communities",
        ("total", "rank"),
    )
    causes = _causes(connection, inputs, before, facts)
    return [
        {
            "period": period,
            "restatement": facts["restatement"],
            "community_id": change["community_id"],
            "subject": change.get("indicator_id", change["column_name"]),
            "old_value": change["old_value"],
            "new_value": change["new_value"],
            "causes": ";".join(causes.get(change["community_id"], []) + causes.get(None, [])),
        }
        for change in [*standings, *values]
    ]


def _causes(
    connection: duckdb.DuckDBPyConnection, inputs: Inputs, before: Version, facts: Mapping[str, Any]
) -> dict[str | None, list[str]]:
    """Batches and decisions that came after `before`, by the community they speak of; under None what concerns all."""
    manifest = before.manifest
    later = [
        batch["batch_id"]
        for delivery in inputs.deliveries
        if delivery["delivery_id"] not in set(manifest.deliveries)
        for batch in delivery["batches"]
    ]
    causes: dict[str | None, list[str]] = {}
    for community, batch in connection.execute(_batches_by_community(), {"batches": later}).fetchall():
        causes.setdefault(community, []).append(batch)
    for decision in inputs.decisions["audit_decisions"][manifest.decisions["audit_decisions"] :]:
        causes.setdefault(decision["community_id"], []).append(decision["decision_id"])
    if facts["code_version"] != manifest.code_version:
        causes[None] = [f"rules {facts['code_version']}"]
    return causes


def _batches_by_community() -> str:
    """The communities that rows of $batches speak of, or that the rows they correct spoke of."""
    found = []
    for source, contract in contracts().items():
        joins = " and ".join(f"arriving.{name} = earlier.{name}" for name in contract.key)
        linked = next((name for name in _COMMUNITY_OF if name in contract.column_names), None)
        if linked is not None:
            column, lookup = _COMMUNITY_OF[linked]
            found.append(
                f"select {column} as community_id, arriving.batch_id from landing.{source} as arriving "
                f"inner join landing.{source} as earlier on {joins} {lookup} "
                "where list_contains($batches, arriving.batch_id)"
            )
    return f"select distinct community_id, batch_id from ({' union all '.join(found)}) order by all"


# How a row of a source leads to its community: by the first of these columns that it has.
_COMMUNITY_OF = {
    "community_id": ("earlier.community_id", ""),
    "home_community_id": ("earlier.home_community_id", ""),
    "record_id": (
        "records.community_id",
        "inner join core.core_service_records as records on earlier.record_id = records.record_id",
    ),
    "drill_id": ("drills.community_id", "inner join core.core_drills as drills on earlier.drill_id = drills.drill_id"),
    "photo_id": (
        "records.community_id",
        "inner join core.core_record_photos as photos on earlier.photo_id = photos.photo_id "
        "inner join core.core_service_records as records on photos.record_id = records.record_id",
    ),
}


def _compare(connection: duckdb.DuckDBPyConnection, version: Version) -> tuple[int, list[dict[str, Any]]]:
    """How many frozen rows were compared with those computed anew, and every value that is not the same."""
    period = version.manifest.period
    rows, found = 0, []
    for model in WRITTEN_MODELS:
        if not version.table(model).exists():
            continue
        held, anew = f"(from '{version.table(model)}')", f"(from scores.{model} where period = '{period}')"
        rows += int(_one(connection, f"select count(*) from {held}")[0])
        found += [{"table": model, **change} for change in differences(connection, held, anew, model)]
    return rows, found


def _policy(connection: duckdb.DuckDBPyConnection, parameter: str) -> float:
    (value,) = _one(connection, f"select value from policy.score_policy where parameter = '{parameter}'")
    return float(value)


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    if row is None:
        raise LookupError(query)
    return row


@contextmanager
def _project_of(version: Version) -> Iterator[Path]:
    """The folder of the models that computed `version`: today's where they are the same."""
    if version.manifest.code_version == project_version():
        yield WAREHOUSE_DIR
        return
    with tempfile.TemporaryDirectory(prefix="tianping-project-") as folder:
        yield version.unpack_project(Path(folder))
