"""Synthetic cities in the lake, and the warehouse's flags over them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from python_calamine import CalamineWorkbook

from bench.models import connect, load_seeds, run_models
from ingestion.demo_city import write_city
from ingestion.photos import KNOWN_SCHEMA, index_photos, neighbours
from warehouse.landing import list_inputs, load
from warehouse.settings import DUCKDB_TYPES, Home, contracts

AS_OF = "2026-01-15 00:00:00"
RECEIVED_AT = "2026-01-14 20:00:00"
# What the flags of service records read; the city's other sources say nothing of a record.
TABLES = ("members", "activities", "service_logs", "community_reviews", "resident_ratings", "incidents")
# Words that would make places of two cities one place.
PLACE_NAMES = frozenset({"district", "street"})
# The models that audits change; what is counted before them stays.
LEARNED = (
    "stg_audit_decisions",
    "stg_case_states",
    "stg_audit_samples",
    "core_audit_decisions",
    "core_audit_samples",
    "flag_audit_units",
    "flag_suspicion_models",
    "flag_member_histories",
    "flag_indications",
    "flag_learned_weights",
    "flag_contributions",
    "flag_record_suspicion",
)


@dataclass(frozen=True)
class CityPlan:
    """One city to be drawn: `fakes` is the share of records that are fake."""

    seed: int
    communities: int
    months: int
    fakes: float


def flagged_cities(plans: Sequence[CityPlan], folder: Path) -> tuple[duckdb.DuckDBPyConnection, pd.DataFrame]:
    """The cities together in one deployment in `folder`, every id with its city's number before it, with flags and suspicion
    computed as tables; and the truth, which the deployment does not hold: record_id, fake, kind, city (place in `plans`)."""
    home = Home(folder / "home")
    truths = []
    for number, plan in enumerate(plans):
        made = write_city(folder / f"city{number}", plan.communities, plan.months, plan.seed, plan.fakes)
        prefix = f"{number}-"
        _land(home, made.folder, prefix)
        truths.append(made.truth.assign(record_id=prefix + made.truth["record_id"], city=number))
    connection = connect()
    load_seeds(connection)
    load(connection, home, list_inputs(home), {"started_at": AS_OF})
    run_models(connection, ["flag_record_suspicion"], AS_OF)
    return connection, pd.concat(truths, ignore_index=True)


def _land(home: Home, city: Path, prefix: str) -> None:
    """The city's source files as batches of the lake, without the checks of ingestion; cells that are none are empty."""
    with duckdb.connect() as connection:
        for source in TABLES:
            if (city / f"{source}.csv").exists():
                table = connection.read_csv(str(city / f"{source}.csv"), header=True, all_varchar=True)
                _write_batch(home, source, prefix, table)
        rows = CalamineWorkbook.from_path(str(city / "communities.xlsx")).get_sheet_by_index(0).to_python()
        communities = pd.DataFrame(rows[1:], columns=rows[0]).astype(str).replace("", None)
        connection.register("communities", communities)
        _write_batch(home, "communities", prefix, connection.table("communities"))
        photos = index_photos(sorted((city / "photos").iterdir()), home.photos, _made(home.path / "workspace"))
        connection.register("photos", photos)
        batch = _write_batch(home, "photos", prefix, connection.table("photos"))
        pairs = neighbours(photos, KNOWN_SCHEMA.empty_table(), home.photos)
        pairs = pairs.set_column(0, "photo_id", pa.array([prefix + photo for photo in pairs["photo_id"].to_pylist()]))
        others = pa.array([prefix + photo for photo in pairs["other_photo_id"].to_pylist()])
        connection.register("pairs", pairs.set_column(1, "other_photo_id", others))
        path = _made(home.lake / "photo_neighbours") / f"{batch}.parquet"
        connection.execute(f"copy (select *, '{batch}' as batch_id from pairs) to '{path}' (format parquet)")


def _write_batch(home: Home, source: str, prefix: str, table: duckdb.DuckDBPyRelation) -> str:
    """One committed batch with the contract's columns; returns its id."""
    batch = f"{prefix}{source}"
    columns = [
        f"try_cast({_own(column.name, prefix)} as {DUCKDB_TYPES[column.type]}) as {column.name}"
        for column in contracts()[source].columns
    ]
    lineage = [f"'{batch}' as batch_id", f"'{source}' as file_name", "row_number() over () as row_number"]
    path = _made(home.lake / source) / f"{batch}.parquet"
    table.project(", ".join(columns + lineage)).write_parquet(str(path))
    described = {
        "batch_id": batch,
        "source": source,
        "file_name": source,
        "rows_accepted": table.count("*").fetchall()[0][0],
        "status": "landed",
        "received_at": RECEIVED_AT,
    }
    delivery = {"delivery_id": batch, "received_at": RECEIVED_AT, "batches": [described]}
    (_made(home.deliveries) / f"{batch}.json").write_text(json.dumps(delivery), encoding="utf-8")
    return batch


def _own(column: str, prefix: str) -> str:
    """The column (SQL), of ids and place names with the city's prefix."""
    if column.endswith("_ids"):
        return f"'{prefix}' || replace({column}, ';', ';{prefix}')"
    return f"'{prefix}' || {column}" if column.endswith("_id") or column in PLACE_NAMES else column


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def audit(connection: duckdb.DuckDBPyConnection, truth: pd.DataFrame, audits: int, rng: np.random.Generator) -> None:
    """Replaces the random audits there are by `audits` records, each as likely, decided as the truth has them, and computes
    suspicion anew."""
    flagged = connection.execute("select record_id, raised_count > 0 as flagged from flag_record_suspicion").df()
    drawn = truth.iloc[rng.choice(len(truth), audits, replace=False)].merge(flagged, on="record_id")
    decide(connection, drawn.assign(stratum="all", population=len(truth), sampled=audits), "2025")
    for model in LEARNED:
        connection.execute(f"drop table {model}")
    run_models(connection, ["flag_record_suspicion"], AS_OF)


def decide(connection: duckdb.DuckDBPyConnection, drawn: pd.DataFrame, period: str) -> None:
    """Replaces the random audits in landing by those of `drawn`: record_id, stratum, flagged, population, sampled, and fake, by
    which each is decided."""
    connection.register("drawn", drawn)
    connection.execute("delete from landing.audit_samples")
    connection.execute("delete from landing.audit_decisions")
    connection.execute("delete from landing.case_states")
    connection.execute(
        f"""
        insert into landing.audit_samples by name
        select
            '{period}' as period, 1 as draw, record_id, stratum, flagged, population, sampled, timestamp '{AS_OF}' as drawn_at
        from drawn
        """
    )
    connection.execute(
        f"""
        insert into landing.audit_decisions by name
        select
            record_id as decision_id, record_id, if(fake, 'not_genuine', 'genuine') as verdict, 'random' as basis,
            timestamp '{AS_OF}' as decided_at
        from drawn
        """
    )
    connection.execute(
        f"""
        insert into landing.case_states by name
        select
            record_id, 'decided' as state, record_id as in_force, 'random' as basis, timestamp '{AS_OF}' as settled_at
        from drawn
        """
    )
    connection.unregister("drawn")
