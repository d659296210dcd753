"""Every named query reads published tables only, states its scope, and fits the published schema."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import expressions as exp

from dashboard import access
from dashboard.viewer import ROLES, Viewer
from warehouse.settings import Home

NAMES = sorted(path.stem for path in access.QUERIES_DIR.glob("*.sql"))
SCREENS = sorted((access.QUERIES_DIR.parent / "screens").glob("*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_reads_published_tables_only(name: str) -> None:
    statements = sqlglot.parse(access.named_query(name).sql, dialect="duckdb")
    assert len(statements) == 1
    (statement,) = statements
    assert isinstance(statement, exp.Query)
    steps = {cte.alias_or_name for cte in statement.find_all(exp.CTE)}
    read = {table for table in statement.find_all(exp.Table) if table.db or table.name not in steps}
    assert {table.db for table in read} == {"published"}


@pytest.mark.parametrize("name", NAMES)
def test_a_query_narrows_by_columns_a_viewer_has_a_scope_for(name: str) -> None:
    asked = access.named_query(name)
    assert asked.question.endswith(("?", "."))
    for role, column in asked.scope.items():
        if column not in ("all", access.INSIDE):
            Viewer("anybody", role).scope(column)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_a_query_fits_the_published_schema(name: str, demo_home: Home) -> None:
    asked = access.named_query(name)
    columns = {rule for rule in asked.scope.values() if rule not in ("all", access.INSIDE)}
    listed = ", ".join(f'"{column}"' for column in columns) or "1"
    blanks: dict[str, object] = dict.fromkeys(asked.parameters)
    if access.INSIDE in asked.scope.values():
        blanks[access.INSIDE] = None
    with duckdb.connect(str(demo_home.published_build()), read_only=True) as connection:
        connection.execute(f"select {listed} from (\n{asked.sql}\n) limit 0", blanks)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_asked_by_somebody(name: str) -> None:
    rooms = access.QUERIES_DIR.parent
    code = "".join(path.read_text(encoding="utf-8") for path in rooms.rglob("*.py"))
    asked_by_pattern = name.startswith("persona_") and "persona_{" in code
    assert f'"{name}"' in code or asked_by_pattern


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_a_screen_holds_no_sql_and_counts_nothing(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(duckdb|sqlite3|read_parquet)\b", code)
    assert not re.search(r"\bselect\b.+\bfrom\b", code, flags=re.IGNORECASE)
    assert not re.search(r"\.(mean|std|var|median|quantile|groupby|corr|rank)\(", code)


def test_every_role_may_read_something() -> None:
    for role in ROLES:
        assert any(role in access.named_query(name).scope for name in NAMES)
