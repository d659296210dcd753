"""Loads what the build starts from into schema `landing` of its own DuckDB.

Comes in: the lake's committed deliveries, the quarantine, the operational store, the deployment's settings, the last
published build. Every table exists afterwards, typed and empty where nothing has come. A parquet file that no delivery names
was never accepted and is not read. Beside it, in schema `frozen`, the rows of closed periods.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import sqlalchemy as sa

from warehouse.frozen import load_frozen
from warehouse.settings import DUCKDB_TYPES, LINEAGE_COLUMNS, WAREHOUSE_DIR, Contract, Home, contracts
from warehouse.settings.messages import AS_TOLD, as_told
from warehouse.settings.operational import (
    CaseState,
    CaseStep,
    ClosingStep,
    Decision,
    ErrorReport,
    PolicyChange,
    RedemptionStep,
    SampledRecord,
    stored_columns,
)

BATCH_COLUMNS = {
    "batch_id": "VARCHAR",
    "source": "VARCHAR",
    "file_name": "VARCHAR",
    "sheet": "VARCHAR",
    "profile": "VARCHAR",
    "is_mention": "BOOLEAN",
    "rows_read": "BIGINT",
    "rows_accepted": "BIGINT",
    "rows_quarantined": "BIGINT",
    "rows_repeated": "BIGINT",
    "status": "VARCHAR",
    "reason_code": "VARCHAR",
    "reason_values": "VARCHAR",
    "received_at": "TIMESTAMP",
    "community_id": "VARCHAR",
}
BATCH_NOTICE_COLUMNS = {
    "batch_id": "VARCHAR",
    "code": "VARCHAR",
    "column_name": "VARCHAR",
    "count": "BIGINT",
    "code_values": "VARCHAR",
}
QUARANTINE_COLUMNS = {
    "batch_id": "VARCHAR",
    "source": "VARCHAR",
    "file_name": "VARCHAR",
    "sheet": "VARCHAR",
    "row_number": "BIGINT",
    "key": "VARCHAR",
    "rule": "VARCHAR",
    "column_name": "VARCHAR",
    "value": "VARCHAR",
    "reason_code": "VARCHAR",
    "reason_values": "VARCHAR",
    "entry": "VARCHAR",
}
# How older releases kept why a row did not land.
REASONS_AS_TOLD = {
    "reason_code": ("reason_zh", f"'{AS_TOLD}'"),
    "reason_values": ("reason_zh", "cast(json_object('zh', reason_zh, 'en', reason_en) as varchar)"),
}
QUARANTINE_ANSWER_COLUMNS = {"entry": "VARCHAR", "batch_id": "VARCHAR"}
PHOTO_NEIGHBOUR_COLUMNS = {
    "photo_id": "VARCHAR",
    "other_photo_id": "VARCHAR",
    "distance": "INTEGER",
    "orientation": "VARCHAR",
    **LINEAGE_COLUMNS,
}
BUILD_COLUMNS = {
    "build_id": "VARCHAR",
    "started_at": "TIMESTAMP",
    "finished_at": "TIMESTAMP",
    "code_version": "VARCHAR",
    "inputs_hash": "VARCHAR",
}
# What the models read of the operational store; its owner may add tables and columns.
OPERATIONAL_TABLES: dict[str, dict[str, str]] = {
    row.table: {column.name: DUCKDB_TYPES[column.type] for column in stored_columns(row) if column.landed}
    for row in (Decision, SampledRecord, CaseStep, CaseState, ClosingStep, RedemptionStep, ErrorReport, PolicyChange)
}


@dataclass(frozen=True)
class Inputs:
    """Everything one build reads, listed before it starts so that what arrives meanwhile waits for the next build."""

    deliveries: tuple[dict[str, Any], ...]
    decisions: Mapping[str, list[dict[str, Any]]]
    settings: dict[str, Any]

    @property
    def batches(self) -> dict[str, dict[str, Any]]:
        """Batches by id, in order of arrival."""
        return {batch["batch_id"]: batch for delivery in self.deliveries for batch in delivery["batches"]}


def list_inputs(home: Home) -> Inputs:
    """The committed deliveries in order of arrival, the operational store's rows and the settings."""
    deliveries = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(home.deliveries.glob("*.json"))]
    return Inputs(
        deliveries=tuple(sorted(deliveries, key=lambda delivery: (delivery["received_at"], delivery["delivery_id"]))),
        decisions=_operational_rows(home.decisions_url),
        settings=asdict(home.deployment()),
    )


def load(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    inputs: Inputs,
    this_build: Mapping[str, Any],
    project: Path = WAREHOUSE_DIR,
) -> None:
    """Creates schemas `landing` and `frozen` in the connection's database for the models of `project`, and fills their tables.

    `this_build` has the columns of `BUILD_COLUMNS` but its end. Raises FrozenFilesChanged.
    """
    connection.execute("create schema if not exists landing")
    landed = [batch for batch in inputs.batches.values() if batch["status"] == "landed"]
    for contract in contracts().values():
        columns = {column.name: DUCKDB_TYPES[column.type] for column in contract.columns}
        files = [
            home.lake / contract.source / f"{batch['batch_id']}.parquet"
            for batch in landed
            if batch["source"] == contract.source and batch["rows_accepted"]
        ]
        _load_parquet(connection, contract.source, {**columns, **LINEAGE_COLUMNS}, files)
    photo_batches = [batch["batch_id"] for batch in landed if batch["source"] == "photos"]
    _load_parquet(
        connection,
        "photo_neighbours",
        PHOTO_NEIGHBOUR_COLUMNS,
        _existing(home.lake / "photo_neighbours", photo_batches),
    )
    _load_parquet(
        connection, "quarantine_rows", QUARANTINE_COLUMNS, _existing(home.quarantine, inputs.batches), REASONS_AS_TOLD
    )
    answers = [
        {"entry": entry, "batch_id": batch["batch_id"]}
        for batch in inputs.batches.values()
        for entry in batch.get("answers", ())
    ]
    _load_rows(connection, "quarantine_answers", QUARANTINE_ANSWER_COLUMNS, answers)
    _load_column_presence(connection, contracts().values())
    _load_rows(connection, "batches", BATCH_COLUMNS, map(_with_reason, inputs.batches.values()))
    _load_rows(connection, "batch_notices", BATCH_NOTICE_COLUMNS, _notices(inputs.batches.values()))
    load_decisions(connection, inputs.decisions)
    settings = [{"key": key, "value": _as_text(value)} for key, value in inputs.settings.items()]
    _load_rows(connection, "deployment", {"key": "VARCHAR", "value": "VARCHAR"}, settings)
    _load_rows(connection, "builds", BUILD_COLUMNS, [*_published_builds(home), this_build])
    load_frozen(connection, home, inputs.decisions["period_closings"], project)


def load_decisions(connection: duckdb.DuckDBPyConnection, decisions: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Fills the tables of the operational store in schema `landing`; `decisions` has rows by table, as `Inputs` does."""
    for table, columns in OPERATIONAL_TABLES.items():
        _load_rows(connection, table, columns, decisions[table])


def _existing(folder: Path, batch_ids: Iterable[str]) -> list[Path]:
    """The parquet files of those batches that left one: not every batch has refused rows or neighbours."""
    return [path for batch_id in batch_ids if (path := folder / f"{batch_id}.parquet").exists()]


def _create(connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str]) -> None:
    listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(f"create table landing.{table} ({listed})")


def _load_parquet(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    files: list[Path],
    formerly: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Columns that older files lack stay null; columns the contract has dropped are left in the lake. `formerly` has for a
    column the one that stood in its place, and how to make it of that."""
    _create(connection, table, columns)
    if not files:
        return
    relation = connection.read_parquet([str(path) for path in files], union_by_name=True)
    held = [f'"{name}"' for name in columns if name in relation.columns]
    for name, (former, made) in (formerly or {}).items():
        if former in relation.columns:
            known = f'"{name}"' if name in relation.columns else "null"
            held = [each for each in held if each != known] + [f'coalesce({known}, {made}) as "{name}"']
    relation.project(", ".join(held)).create_view("arriving", replace=True)
    connection.execute(f"insert into landing.{table} by name select * from arriving")
    connection.execute("drop view arriving")


def _load_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    """Rows by name; names outside `columns` are left out, missing ones are null."""
    _create(connection, table, columns)
    arriving = pa.table(
        {name: pa.array([_as_text(row.get(name)) for row in rows], pa.string()) for name in columns}
        if (rows := list(rows))
        else {name: pa.array([], pa.string()) for name in columns}
    )
    casts = ", ".join(f'cast("{name}" as {kind}) as "{name}"' for name, kind in columns.items())
    connection.register("arriving", arriving)
    connection.execute(f"insert into landing.{table} select {casts} from arriving")
    connection.unregister("arriving")


def _load_column_presence(connection: duckdb.DuckDBPyConnection, source_contracts: Iterable[Contract]) -> None:
    """Counts filled cells per source and column: a column nobody fills makes what needs it not evaluable."""
    _create(
        connection,
        "column_presence",
        {"source": "VARCHAR", "column_name": "VARCHAR", "filled": "BIGINT"},
    )
    for contract in source_contracts:
        names = ", ".join(f"'{name}'" for name in contract.column_names)
        counts = ", ".join(f'count("{name}")' for name in contract.column_names)
        connection.execute(
            f"insert into landing.column_presence "
            f"select '{contract.source}', unnest([{names}]), unnest([{counts}]) from landing.{contract.source}"
        )


def _notices(batches: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "batch_id": batch["batch_id"],
            "code": told["code"],
            "code_values": json.dumps(told["values"], ensure_ascii=False),
            "column_name": notice.get("column"),
            "count": notice.get("count"),
        }
        for batch in batches
        for notice in batch.get("notices", ())
        for told in [_told(notice, "zh", "en")]
    ]


def _with_reason(batch: Mapping[str, Any]) -> dict[str, Any]:
    reason = _told(batch, "reason_zh", "reason_en") if "reason_zh" in batch else batch.get("reason")
    if not reason or reason["values"].get("zh") == "":
        return dict(batch)
    values = json.dumps(reason["values"], ensure_ascii=False)
    return {**batch, "reason_code": reason["code"], "reason_values": values}


def _told(record: Mapping[str, Any], zh: str, en: str) -> Mapping[str, Any]:
    """`code` and `values` of a record, which older releases kept as two sentences."""
    return as_told(record[zh], record[en]).as_dict() if zh in record else record


def _published_builds(home: Home) -> list[dict[str, Any]]:
    published = home.published_build()
    if published is None or not published.exists():
        return []
    with duckdb.connect(str(published), read_only=True) as connection:
        names = list(BUILD_COLUMNS)
        rows = connection.execute(f"select {', '.join(names)} from published.builds").fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _operational_rows(url: str) -> dict[str, list[dict[str, Any]]]:
    """The operational store's rows by table; empty lists before the store exists. Reading never creates it."""
    empty: dict[str, list[dict[str, Any]]] = {table: [] for table in OPERATIONAL_TABLES}
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return empty
    engine = sa.create_engine(url)
    try:
        present = set(sa.inspect(engine).get_table_names())
        with engine.connect() as connection:
            for name in present & set(OPERATIONAL_TABLES):
                table = sa.Table(name, sa.MetaData(), autoload_with=engine)
                found = connection.execute(sa.select(table).order_by(*table.primary_key.columns))
                empty[name] = [dict(row) for row in found.mappings()]
    finally:
        engine.dispose()
    if empty["audit_decisions"] and not empty["case_states"]:
        raise RuntimeError(f"bring the store of decisions up to date before a build reads it: {address!r}")
    return empty


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
