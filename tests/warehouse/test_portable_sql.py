"""The models are written once and run on two engines: each must be carried from DuckDB to Spark without loss."""

from __future__ import annotations

import json

import sqlglot
from sqlglot import ErrorLevel

from warehouse.settings import Home


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
