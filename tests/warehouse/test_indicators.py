"""The catalogue is what everything reads: it must say what the specification says, and name only inputs that exist."""

from __future__ import annotations

import csv
import json
from typing import Any

import duckdb
import pytest

from warehouse.landing import OPERATIONAL_TABLES
from warehouse.settings import WAREHOUSE_DIR, Home, contracts

WEIGHTS = {
    "mobilisation": 22, "authenticity": 22, "readiness": 22, "service": 18, "structure": 8,
    "information": 3, "burden": 2, "response": 2, "recovery": 1,
}  # fmt: skip


def seed(name: str) -> list[dict[str, str]]:
    with (WAREHOUSE_DIR / "seeds" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def catalogue() -> list[dict[str, str]]:
    return seed("indicator_catalogue")


def test_what_is_built_is_what_is_implemented(tiny_home: Home, catalogue: list[dict[str, str]]) -> None:
    manifest: dict[str, Any] = json.loads((tiny_home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    joined = manifest["nodes"]["model.tianping.score_indicator_inputs"]["depends_on"]["nodes"]
    models = {name for name in manifest["nodes"] if name.startswith("model.tianping.ind_")}
    built = {f"model.tianping.ind_{row['indicator_id']}" for row in catalogue if row["built"] == "true"}
    assert set(joined) == models == built


def test_every_indicator_has_a_unit_test(tiny_home: Home, catalogue: list[dict[str, str]]) -> None:
    manifest: dict[str, Any] = json.loads((tiny_home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    tested = {test["model"] for test in manifest["unit_tests"].values()}
    assert {f"ind_{row['indicator_id']}" for row in catalogue if row["built"] == "true"} <= tested


def test_needs_name_columns_of_the_contracts_or_what_people_decide(catalogue: list[dict[str, str]]) -> None:
    unknown = []
    for row in catalogue:
        for need in row["needs"].split(";"):
            source, _, column = need.partition(".")
            if source in OPERATIONAL_TABLES and not column:
                continue
            if row["built"] == "true" and (
                source not in contracts() or (column and column not in contracts()[source].column_names)
            ):
                unknown.append((row["indicator_id"], need))
    assert unknown == []


def test_direction_is_the_order_of_the_goalposts(catalogue: list[dict[str, str]]) -> None:
    wrong = [
        row["indicator_id"]
        for row in catalogue
        if int(row["direction"]) * (float(row["goalpost_high"]) - float(row["goalpost_low"])) <= 0
    ]
    assert wrong == []


def test_counts_per_are_facts(catalogue: list[dict[str, str]]) -> None:
    assert {row["basis"] for row in catalogue if row["kind"] == "c"} == {"census"}


def test_core_sources_alone_reach_the_coverage_threshold(catalogue: list[dict[str, str]]) -> None:
    dimensions = {row["dimension"]: float(row["weight"]) for row in seed("dimensions")}
    assert dimensions == WEIGHTS
    built = [row for row in catalogue if row["built"] == "true"]
    core = {name for name, contract in contracts().items() if contract.tier == "core"}
    coverage = 0.0
    for dimension, weight in dimensions.items():
        rows = [row for row in built if row["dimension"] == dimension]
        within = sum(float(row["weight_within"]) for row in rows)
        evaluable = [row for row in rows if {need.split(".")[0] for need in row["needs"].split(";")} <= core]
        coverage += weight * sum(float(row["weight_within"]) for row in evaluable) / within
    policy = {row["parameter"]: float(row["value"]) for row in seed("score_policy")}
    assert coverage / sum(dimensions.values()) >= policy["coverage_threshold"]


def test_evidence_opens_down_to_the_landed_row(tiny_home: Home) -> None:
    with duckdb.connect(str(tiny_home.work / "build.duckdb"), read_only=True) as connection:
        sources = connection.execute("select distinct source from scores.score_indicator_evidence").fetchall()
        assert len(sources) > 4
        for (source,) in sources:
            lost = connection.execute(
                f"""
                select count(*)
                from scores.score_indicator_evidence as evidence
                left join landing.{source} as landed using (batch_id, row_number)
                where evidence.source = ? and evidence.record_id is not null and landed.row_number is null
                """,
                [source],
            ).fetchone()
            assert lost == (0,), source
