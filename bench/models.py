"""The warehouse's models, run as they stand over any tables, without dbt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from graphlib import TopologicalSorter
from types import SimpleNamespace
from typing import NamedTuple

import duckdb
import jinja2
import yaml

from warehouse.build import dbt_variables
from warehouse.frozen import create_frozen
from warehouse.landing import OPERATIONAL_TABLES
from warehouse.rendering import environment
from warehouse.settings import WAREHOUSE_DIR

MODELS = WAREHOUSE_DIR / "models"
SEEDS = WAREHOUSE_DIR / "seeds"


def connect() -> duckdb.DuckDBPyConnection:
    """An empty database in memory that computes as a build does, on one thread, so that sums come out alike every time."""
    return duckdb.connect(config={"threads": 1})


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
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = current_database() and schema_name = current_schema()"
    )
    return {name for (name,) in rows.fetchall()}


def run_models(connection: duckdb.DuckDBPyConnection, targets: Iterable[str], as_of: str) -> None:
    """Computes `targets` and the models they need as tables; what is a table already is taken as it is.

    `as_of` is the models' now (ISO 8601). Sources are looked for in schema `landing`; where no change of policy has landed
    there is none, and no period is frozen.
    """
    columns = ", ".join(f"{name} {kind}" for name, kind in OPERATIONAL_TABLES["policy_changes"].items())
    connection.execute("create schema if not exists landing")
    connection.execute(f"create table if not exists landing.policy_changes ({columns})")
    if not connection.execute("select 1 from duckdb_schemas() where schema_name = 'frozen'").fetchall():
        create_frozen(connection)
    known = tables(connection)
    needs: dict[str, set[str]] = {}
    waiting = [name for name in targets if name not in known]
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs[name] = set(_model(name, as_of).needs) - known
            waiting.extend(needs[name])
    for name in TopologicalSorter(needs).static_order():
        connection.execute(f"create table {name} as {_model(name, as_of).sql}")


class _Model(NamedTuple):
    """A model as SQL, and the tables of the same name that it reads."""

    sql: str
    needs: frozenset[str]


@cache
def _model(name: str, as_of: str) -> _Model:
    jinja, needs = _dbt(as_of)
    needs.clear()
    [path] = MODELS.glob(f"*/{name}.sql")
    sql = jinja.from_string(path.read_text(encoding="utf-8")).render()
    return _Model(sql, frozenset(needs))


@cache
def _dbt(as_of: str) -> tuple[jinja2.Environment, set[str]]:
    """The project's macros and what dbt itself has, as DuckDB means it; and the names that were referred to."""
    needs: set[str] = set()

    def ref(model: str) -> str:
        needs.add(model)
        return model

    jinja: jinja2.Environment = environment(
        ref=ref,
        source="{}.{}".format,
        var=dbt_variables(datetime.fromisoformat(as_of)).__getitem__,
        config=lambda **settings: "",
        adapter=SimpleNamespace(dispatch=lambda macro: jinja.globals[f"duckdb__{macro}"]),
    )
    return jinja, needs
