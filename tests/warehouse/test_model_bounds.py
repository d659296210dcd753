"""Every model's boundary cases, kept beside the model as dbt unit tests."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from dbt.cli.main import dbtRunner

from warehouse.build import dbt_variables
from warehouse.settings import WAREHOUSE_DIR, Home


def test_boundary_cases_of_every_model_hold(tiny_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = shutil.copy(tiny_home.work / "build.duckdb", tmp_path / "bounds.duckdb")
    monkeypatch.setenv("TIANPING_WORK_DB", str(work))
    monkeypatch.setenv("DO_NOT_TRACK", os.environ.get("DO_NOT_TRACK", "1"))
    outcome = dbtRunner().invoke(
        [
            "--quiet", "--no-use-colors", "--log-path", str(tmp_path), "test", "--select", "test_type:unit",
            "--project-dir", str(WAREHOUSE_DIR), "--profiles-dir", str(WAREHOUSE_DIR), "--target-path", str(tmp_path),
            "--vars", json.dumps(dbt_variables(datetime(2026, 4, 2))),
        ]
    )  # fmt: skip
    results = list(getattr(outcome.result, "results", []))
    assert {result.node.name: result.message for result in results if result.status != "pass"} == {}
    assert outcome.success, outcome.exception
    assert len(results) > 30
