"""The models are written once and run on two engines: each must be carried from DuckDB to Spark without loss."""

from __future__ import annotations

import json

import sqlglot
from sqlglot import ErrorLevel

from warehouse.rendering import query
from warehouse.score import Mean, Normalisation
from warehouse.settings import WAREHOUSE_DIR, Home

# What a query is asked with beside its parameters.
CHOICES: dict[str, tuple[dict[str, str], ...]] = {
    "score_normalised": tuple({"normalisation": each} for each in Normalisation),
    "score_aggregates": tuple({"mean": each} for each in Mean),
}


def test_every_model_transpiles_to_spark(tiny_home: Home) -> None:
    manifest = json.loads((tiny_home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    refused = {}
    for model in models:
        try:
            sqlglot.transpile(model["compiled_code"], read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
        except sqlglot.errors.SqlglotError as error:
            refused[model["name"]] = str(error)
    assert len(models) > 100
    assert refused == {}


def test_every_query_of_python_transpiles_to_spark() -> None:
    refused = {}
    names = sorted(path.stem for path in (WAREHOUSE_DIR / "queries").glob("*.sql"))
    for name in names:
        for choices in CHOICES.get(name, ({},)):
            try:
                sqlglot.transpile(
                    query(name, **choices), read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE
                )
            except sqlglot.errors.SqlglotError as error:
                refused[name] = str(error)
    assert len(names) > 10
    assert refused == {}
