"""The warehouse's scoring models, run as they stand over any tables, without dbt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter

import duckdb
import jinja2
import yaml

from warehouse.settings import WAREHOUSE_DIR

MODELS = WAREHOUSE_DIR / "models" / "scores"
SEEDS = WAREHOUSE_DIR / "seeds"
REFERENCE = re.compile(r"ref\('(\w+)'\)")


def connect() -> duckdb.DuckDBPyConnection:
    """An empty database in memory that computes as a build does, on one thread, so that sums come out alike every time."""
    return duckdb.connect(config={"threads": 1, "disabled_optimizers": "outer_join_simplification"})


def load_seeds(connection: duckdb.DuckDBPyConnection) -> None:
    """Every policy seed as a table of its name, with the column types dbt gives it."""
    for described in sorted(SEEDS.glob("*.yml")):
        for seed in yaml.safe_load(described.read_text(encoding="utf-8"))["seeds"]:
            path = SEEDS / f"{seed['name']}.csv"
            types = seed.get("config", {}).get("column_types", {})
            connection.execute(
                f"create table {seed['name']} as select * from read_csv(?, header = true, types = ?)",
                [str(path), types],
            )


def tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The names of the tables there are, those of attached files left out."""
    rows = connection.execute("select table_name from duckdb_tables() where database_name = current_database()")
    return {name for (name,) in rows.fetchall()}


def run_models(connection: duckdb.DuckDBPyConnection, targets: Iterable[str], as_of: str) -> None:
    """Computes `targets` and the scoring models they need as tables; what is a table already is taken as it is.

    `as_of` is the models' now (ISO 8601).
    """
    known = tables(connection)
    needs: dict[str, set[str]] = {}
    waiting = [name for name in targets if name not in known]
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs[name] = set(REFERENCE.findall(_model_text(name))) - known
            waiting.extend(needs[name])
    for name in TopologicalSorter(needs).static_order():
        connection.execute(f"create table {name} as {_model_sql(name, as_of)}")


@cache
def _model_text(name: str) -> str:
    """A scoring model as it is written, with what dbt fills in still open."""
    return (MODELS / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _model_sql(name: str, as_of: str) -> str:
    """A scoring model as SQL; what it refers to are tables of the same name."""
    macros = "".join(path.read_text(encoding="utf-8") for path in sorted((WAREHOUSE_DIR / "macros").glob("*.sql")))
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    return environment.from_string(macros + _model_text(name)).render(ref=str, var={"as_of": as_of}.__getitem__)
