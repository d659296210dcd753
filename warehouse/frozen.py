"""Frozen periods on disk: `home/frozen/<period>/<restatement>/`, written whole, never changed, checked whenever read.

A version of a period holds the rows of every model that says something of it, the evidence behind them, the project that
computed them (models, macros, contracts, policy) and a manifest that names its inputs and the sha256 of every file.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse.settings import WAREHOUSE_DIR, Home
from warehouse.settings.messages import Spoken

# Models whose rows belong to a period, with what tells the rows of one period apart. All that is published of a period, or
# that a later period compares itself with, comes from these; a test holds the list against the project.
FROZEN_MODELS: dict[str, tuple[str, ...]] = {
    "score_indicator_values": ("community_id", "indicator_id"),
    "score_indicator_terms": ("indicator_id",),
    "score_funnel_limits": ("indicator_id", "community_id", "size"),
    "score_weights": ("lens", "community_id", "node", "indicator_id"),
    "score_dimensions": ("lens", "community_id", "dimension"),
    "score_composites": ("lens", "community_id"),
    "score_communities": ("lens", "community_id"),
    "score_changes": ("lens", "community_id", "indicator_id", "component"),
    "score_league_moves": ("lens", "community_id"),
    "score_gains": ("lens", "community_id", "indicator_id"),
    "score_pairwise": ("lens", "community_a", "community_b"),
    "score_league_health": ("lens", "measure"),
    "score_adjustments": ("community_id", "item"),
    "score_alarms": ("community_id", "alarm", "measure"),
    "score_risk_ratings": ("community_id",),
}

# What they rest on: written down and verified with them, but not put back in their place, so that a build can still tell what
# today's data would make of a frozen period.
BASIS_MODELS: dict[str, tuple[str, ...]] = {
    "score_definitions": ("indicator_id",),
    "score_grade_bands": ("grade",),
    "score_lens_definitions": ("lens", "node", "indicator_id"),
    "score_priors": ("indicator_id",),
    "score_likeness": ("period",),
}
WRITTEN_MODELS = {**FROZEN_MODELS, **BASIS_MODELS}

# What was restated and why, in the folder of the version that did it.
RESTATEMENT_COLUMNS = {
    "period": "VARCHAR",
    "restatement": "INTEGER",
    "community_id": "VARCHAR",
    "subject": "VARCHAR",
    "old_value": "DOUBLE",
    "new_value": "DOUBLE",
    "causes": "VARCHAR",
}
EVIDENCE_COLUMNS = {
    "period": "VARCHAR",
    "community_id": "VARCHAR",
    "indicator_id": "VARCHAR",
    "source": "VARCHAR",
    "batch_id": "VARCHAR",
    "row_number": "BIGINT",
    "record_id": "VARCHAR",
    "contribution": "DOUBLE",
}
FLOATS = ("DOUBLE", "FLOAT")
# A word and two grades in one column, as early freezes wrote the grade of who was between them.
BORDERLINE = r"^\S+ (.+)/(.+)$"
EVIDENCE, RESTATEMENTS, PROJECT, MANIFEST = "indicator_evidence", "restatements", "project.zip", "manifest.json"


class FrozenFilesChanged(Spoken):
    """Files of a frozen period are not what was frozen; the message names them."""


@dataclass(frozen=True)
class Manifest:
    """What one version of a period was computed from. `decisions` counts the rows per operational table;
    `build_id` is null where the version was computed apart, to restate.

    `frozen` names the versions of other periods that stood at the time; `files` maps names to sha256.
    """

    period: str
    restatement: int
    as_of: str
    build_id: str | None
    code_version: str
    inputs_hash: str
    seed: int
    deliveries: tuple[str, ...]
    decisions: Mapping[str, int]
    frozen: Mapping[str, int]
    files: Mapping[str, str]


@dataclass(frozen=True)
class Version:
    """One version of a period on disk."""

    folder: Path

    @property
    def manifest(self) -> Manifest:
        raw = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(**{**raw, "deliveries": tuple(raw["deliveries"])})

    @property
    def manifest_sha256(self) -> str:
        return _sha256(self.folder / MANIFEST)

    def table(self, name: str) -> Path:
        """The parquet file of a model's rows."""
        return self.folder / f"{name}.parquet"

    def changed_files(self, manifest_sha256: str | None) -> list[str]:
        """Names of files that are missing or not what the manifest says; the manifest alone where it is not what was decided."""
        manifest = self.folder / MANIFEST
        if not manifest.exists() or (manifest_sha256 is not None and _sha256(manifest) != manifest_sha256):
            return [MANIFEST]
        files = ((name, self.folder / name, digest) for name, digest in self.manifest.files.items())
        return [name for name, path, digest in files if not path.exists() or _sha256(path) != digest]

    def unpack_project(self, folder: Path) -> Path:
        """Writes the project that computed this version under `folder`; its path."""
        with zipfile.ZipFile(self.folder / PROJECT) as archive:
            archive.extractall(folder)
        return folder


def version_of(home: Home, period: str, restatement: int) -> Version:
    """A version of a period, whether it is there or not."""
    return Version(home.frozen / period / str(restatement))


def project_files() -> list[Path]:
    """Everything that decides what a build computes: models, macros, contracts, policy and the project's settings."""
    return sorted(path for path in WAREHOUSE_DIR.rglob("*") if path.suffix in {".sql", ".yml", ".csv"})


def write_version(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    facts: Mapping[str, Any],
    restatements: Sequence[Mapping[str, Any]] | None = None,
) -> Version:
    """Freezes the rows of `facts['period']` that the build behind `connection` holds.

    `facts` are the manifest's fields but `files`. The folder appears whole or not at all; one that no decision names is replaced.
    """
    version = version_of(home, facts["period"], facts["restatement"])
    partial = version.folder.with_name(f"{version.folder.name}.partial")
    for leftover in (partial, version.folder):
        shutil.rmtree(leftover, ignore_errors=True)
    partial.mkdir(parents=True)
    for model, keys in WRITTEN_MODELS.items():
        rows = f"select * from scores.{model} where period = $period order by {', '.join(keys)}"
        _copy(connection, rows, partial / f"{model}.parquet", facts["period"])
    # A register row is about a person: what it adds stays, who it was does not.
    evidence = ", ".join(
        "case when source <> 'members' then record_id end as record_id" if name == "record_id" else name
        for name in EVIDENCE_COLUMNS
    )
    order = "indicator_id, community_id, batch_id, row_number"
    _copy(
        connection,
        f"select {evidence} from published.{EVIDENCE} where period = $period order by {order}",
        partial / f"{EVIDENCE}.parquet",
        facts["period"],
    )
    if restatements is not None:
        _write_restatements(connection, restatements, partial / f"{RESTATEMENTS}.parquet")
    with zipfile.ZipFile(partial / PROJECT, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in project_files():
            archive.write(path, path.relative_to(WAREHOUSE_DIR))
    manifest = Manifest(**facts, files={path.name: _sha256(path) for path in sorted(partial.iterdir())})
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (partial / MANIFEST).write_text(text, encoding="utf-8")
    for path in partial.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    os.replace(partial, version.folder)
    return version


def load_frozen(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    closings: Iterable[Mapping[str, Any]],
    project: Path = WAREHOUSE_DIR,
) -> None:
    """Creates schema `frozen`: which periods, their rows by model, their evidence, every restatement so far.

    `closings` are rows of the operational store's `period_closings`, oldest first. A model's table has the columns of its
    contract in `project` (a folder). Raises FrozenFilesChanged.
    """
    given_out = [step for step in closings if step["manifest_sha256"]]
    _refuse_changed_files(home, given_out)
    create_frozen(connection, project)
    versions = [version_of(home, step["period"], step["restatement"]) for step in given_out]
    _insert(connection, RESTATEMENTS, [path for version in versions if (path := version.table(RESTATEMENTS)).exists()])
    in_force = {step["period"]: version for step, version in zip(given_out, versions, strict=True)}
    _insert(connection, EVIDENCE, [version.table(EVIDENCE) for version in in_force.values()])
    for period, version in in_force.items():
        connection.execute("insert into frozen.periods values (?, ?)", [period, int(version.folder.name)])
    for model in FROZEN_MODELS:
        held = {period: path for period, version in in_force.items() if (path := version.table(model)).exists()}
        for period in held:
            connection.execute("insert into frozen.model_periods values (?, ?)", [model, period])
        _insert(connection, model, list(held.values()))
    if in_force:
        connection.execute("update frozen.score_communities set frozen = true")
    if "borderline_grade" in contract_of("score_communities", project):
        connection.execute(
            "update frozen.score_communities set grade = regexp_extract(grade, $pair, 1), "
            "borderline_grade = regexp_extract(grade, $pair, 2) where regexp_matches(grade, $pair)",
            {"pair": BORDERLINE},
        )


def create_frozen(connection: duckdb.DuckDBPyConnection, project: Path = WAREHOUSE_DIR) -> None:
    """Creates schema `frozen` with every table that `project` reads of it, typed and empty."""
    connection.execute("create schema if not exists frozen")
    _create(connection, "periods", {"period": "VARCHAR", "restatement": "INTEGER"})
    _create(connection, "model_periods", {"model": "VARCHAR", "period": "VARCHAR"})
    _create(connection, EVIDENCE, EVIDENCE_COLUMNS)
    _create(connection, RESTATEMENTS, RESTATEMENT_COLUMNS)
    for model in FROZEN_MODELS:
        columns = contract_of(model, project)
        if columns:
            _create(connection, model, columns)


def contract_of(model: str, project: Path = WAREHOUSE_DIR) -> dict[str, str]:
    """The columns of a scores model with their types, in order; none where an older project states no contract of it."""
    described = project / "models" / "scores" / f"{model}.yml"
    if not described.exists():
        return {}
    [found] = yaml.load(described.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["models"]
    return {column["name"]: column["data_type"] for column in found.get("columns", ()) if "data_type" in column}


def _refuse_changed_files(home: Home, given_out: Iterable[Mapping[str, Any]]) -> None:
    changed = [
        f"{step['period']}/{step['restatement']}/{name}"
        for step in given_out
        for name in version_of(home, step["period"], step["restatement"]).changed_files(step["manifest_sha256"])
    ]
    if changed:
        raise FrozenFilesChanged("warehouse.frozen_files_changed", folder=str(home.frozen), files="\n".join(changed))


def differences(
    connection: duckdb.DuckDBPyConnection, old: str, new: str, model: str, columns: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """Values of `model` that two relations give differently, as column, keys, old, new.

    Numbers are equal when they are at 9 decimals; what differs by the last bits of a sum alone is equal too, on whichever side of
    a rounding it falls.
    """
    keys = WRITTEN_MODELS[model]
    held = {row[0]: row[1] for row in connection.execute(f"describe select * from {old}").fetchall()}
    now = {row[0] for row in connection.execute(f"describe select * from {new}").fetchall()}
    side = {key: f"round({{}}.{key}, 9)" if held[key] in FLOATS else f"{{}}.{key}" for key in keys}
    matching = " and ".join(f"{of.format('old')} is not distinct from {of.format('new')}" for of in side.values())
    named = ", ".join(f"coalesce(old.{key}, new.{key}) as {key}" for key in keys)
    found: list[dict[str, Any]] = []
    for column, kind in held.items():
        if column in keys or column == "period" or column not in now or (columns and column not in columns):
            continue
        before, after = f"old.{column}", f"new.{column}"
        differs = f"{before} is distinct from {after}"
        if kind in FLOATS:
            differs = (
                f"round({before}, 9) is distinct from round({after}, 9) and "
                f"coalesce(abs({before} - {after}) > 1e-12 * greatest(1, abs({before})), true)"
            )
        rows = connection.execute(
            f"select '{column}' as column_name, {named}, {before} as old_value, {after} as new_value "
            f"from {old} as old full outer join {new} as new on {matching} where {differs} order by all"
        )
        names = [description[0] for description in rows.description or ()]
        found += [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    return found


def _copy(connection: duckdb.DuckDBPyConnection, rows: str, path: Path, period: str) -> None:
    connection.execute(f"copy ({rows}) to '{path}' (format parquet)", {"period": period})


def _write_restatements(connection: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in RESTATEMENT_COLUMNS.items())
    connection.execute(f"create or replace temp table restated ({columns})")
    marks = ", ".join("?" for _ in RESTATEMENT_COLUMNS)
    if rows:
        values = [[row[name] for name in RESTATEMENT_COLUMNS] for row in rows]
        connection.executemany(f"insert into restated values ({marks})", values)
    connection.execute(f"copy restated to '{path}' (format parquet)")


def _create(connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str]) -> None:
    listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    connection.execute(f"create table frozen.{table} ({listed})")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, files: Sequence[Path]) -> None:
    """Columns newer than a file stay null in its rows, columns that are gone are left in it. A table that no contract made has
    those of the files."""
    if not files:
        return
    relation = connection.read_parquet([str(path) for path in files], union_by_name=True)
    made = connection.execute(
        "select column_name from duckdb_columns() where schema_name = 'frozen' and table_name = ?", [table]
    ).fetchall()
    if not made:
        relation.create(f"frozen.{table}")
        return
    held = ", ".join(name for (name,) in made if name in relation.columns)
    relation.project(held).create_view("arriving", replace=True)
    connection.execute(f"insert into frozen.{table} by name select * from arriving")
    connection.execute("drop view arriving")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
