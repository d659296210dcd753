"""Every named query reads published tables only, states its scope, and fits the published schema."""

from __future__ import annotations

import ast
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
ROOM = access.QUERIES_DIR.parent
SCREENS = sorted((ROOM / "screens").glob("*.py"))
PRESENTING = [
    *SCREENS,
    *(ROOM / f"{name}.py" for name in ("documents", "report_card", "audit_package")),
]
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
STATISTICS = {
    "mean", "std", "var", "sem", "median", "quantile", "corr", "cov", "rank", "groupby", "pivot_table", "cumsum", "cumprod",
    "pct_change", "prod", "clip", "mul", "div", "pow", "truediv", "floordiv",
}  # fmt: skip
# What the warehouse works out and publishes, by the functions it takes and the normal quantiles written by hand.
STATISTICS_IN_SQL = re.compile(
    r"\b((?:stddev|var|variance|quantile|approx_quantile|percentile|covar|regr|corr|mad|median|sqrt|ln|log|log2|log10|exp|erf"
    r"|rank|dense_rank|percent_rank|cume_dist|ntile|row_number|skewness|kurtosis|entropy)(?:_\w+)?)\s*\(|\b(1\.64\d*|1\.96\d*)\b",
    re.IGNORECASE,
)
# Where a query may use one, and why.
MAY_STAND = {
    ("audit_draw", "row_number"): "the order of a drawing is of the seed, which is given when it is drawn",
    ("audit_plan", "1.96"): "Wilson's interval of a size that is given when the plan is asked for",
    ("audit_plan", "sqrt"): "Wilson's interval of a size that is given when the plan is asked for",
    ("community_changes", "row_number"): "which parts have a bar of their own and which are drawn together",
    ("overview_changes", "row_number"): "which indicators have a bar of their own and which are drawn together",
    ("package_suspicion", "exp"): "the auditor's check of what is published, by the formula that the package states",
    ("photo_group", "row_number"): "which of a record's photos is shown for it",
}


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


def test_statistics_are_published_and_not_worked_out_by_queries() -> None:
    found = {(name, each) for name in NAMES for each in statistics(access.named_query(name).sql)}
    assert found == set(MAY_STAND)


@pytest.mark.parametrize(
    "sql",
    [
        "select quantile_cont(total, 0.25) from published.community_scores",
        "select percentile_cont(0.5) within group (order by total) from published.community_scores",
        "select STDDEV_SAMP (total) from published.community_scores",
        "select rank() over (order by total) from published.community_scores",
        "select total - 1.645 * se from published.community_scores",
        "select 1 / (1 + exp(-base)) from published.service_records",
        "select regr_slope(total, coverage) from published.community_scores",
    ],
)
def test_a_statistic_in_a_query_is_found(sql: str) -> None:
    assert len(statistics(sql)) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "select row_number, rank from published.evidence_rows -- rank() of old",
        "select count(rank), sum(points), avg(total) from published.community_scores",
        "select catalog(name), 21.96 from published.communities",
    ],
)
def test_what_is_no_statistic_in_a_query_is_let_through(sql: str) -> None:
    assert statistics(sql) == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_asked_by_somebody(name: str) -> None:
    rooms = access.QUERIES_DIR.parent
    code = "".join(path.read_text(encoding="utf-8") for path in rooms.rglob("*.py"))
    asked_by_pattern = name.startswith("persona_") and "persona_{" in code
    assert f'"{name}"' in code or asked_by_pattern


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_a_screen_holds_no_sql(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(duckdb|sqlite3|read_parquet)\b", code)
    assert not re.search(r"\bselect\b.+\bfrom\b", code, flags=re.IGNORECASE)


@pytest.mark.parametrize("path", PRESENTING, ids=lambda path: path.stem)
def test_what_presents_calculates_nothing(path: Path) -> None:
    assert calculations(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'groups["completed_share"] * 100',
        "100 * rows[name]",
        'float(row["goalpost_low"]) * factor',
        'int(city["up"]) + int(city["down"])',
        '1 - unit["completion_rate"]',
        'entries["hours"].fillna(0) / 8',
        'duty.iloc[0]["verified_hours"] - 20',
        '-row["points"]',
        'max(0.0, unit["credit"])',
        'total += row["points"]',
        'scores["total"].rank()',
        'frame["share"].mul(100)',
        "members.groupby('unit').size()",
    ],
)
def test_a_calculation_on_a_measure_is_found(code: str) -> None:
    assert len(calculations(code)) == 1


@pytest.mark.parametrize(
    "code", ["options[place - 1]", "len(rows) - 1", "width // 2", 'words["a"].strip()', 'row["hours"]']
)
def test_what_is_no_calculation_on_a_measure_is_let_through(code: str) -> None:
    assert calculations(code) == []


def statistics(sql: str) -> set[str]:
    """The statistical functions and normal quantiles that stand in a query, comments aside."""
    statement = re.sub(r"--[^\n]*", "", sql)
    return {(function or number).lower() for function, number in STATISTICS_IN_SQL.findall(statement)}


def calculations(code: str) -> list[str]:
    """What the code calculates of measures: arithmetic on cells or columns, or a statistic of them."""
    found = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.BinOp(left=left, op=operator, right=right) | ast.AugAssign(target=left, op=operator, value=right):
                calculates = isinstance(operator, ARITHMETIC) and (_is_measure(left) or _is_measure(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                calculates = _is_measure(operand)
            case ast.Call(func=ast.Name(id="max" | "min"), args=args):
                calculates = any(map(_is_measure, args))
            case ast.Call(func=ast.Attribute(attr=method)):
                calculates = method in STATISTICS
            case _:
                calculates = False
        if calculates:
            found.append(ast.unparse(node))
    return found


def _is_measure(node: ast.expr) -> bool:
    """Whether it is a cell or a column: `row["hours"]`, `rows[name]`, taken as a number or with its gaps filled."""
    match node:
        case ast.Call(func=ast.Name(id="float" | "int" | "abs" | "round"), args=[inner, *_]):
            return _is_measure(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr="fillna" | "astype" | "abs" | "round" | "sum")):
            return _is_measure(inner)
        case ast.Subscript(slice=ast.Constant(value=str())):
            return True
        case ast.Subscript(slice=ast.Name(id=name)):
            # A name in capitals is that of a place in the session.
            return not name.isupper()
    return False


def test_every_role_may_read_something() -> None:
    for role in ROLES:
        assert any(role in access.named_query(name).scope for name in NAMES)
