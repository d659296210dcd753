"""Macros and models as SQL without dbt: to score any table, to measure the method, to test and to lint."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import jinja2
from jinja2.runtime import Macro

from warehouse.settings import WAREHOUSE_DIR, project_variables


def environment(**dbt: Any) -> jinja2.Environment:
    """Jinja that knows every macro of the project by name; `dbt` stands for what dbt itself gives them (`ref`, `source`, …)."""
    made = jinja2.Environment(extensions=["jinja2.ext.do"])
    made.globals |= {"var": project_variables().__getitem__, **dbt}
    # In one text: a macro finds those of other files only there.
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((WAREHOUSE_DIR / "macros").glob("*.sql")))
    module = made.from_string(text).module
    made.globals |= {name: macro for name, macro in vars(module).items() if isinstance(macro, Macro)}
    return made


@cache
def macros() -> dict[str, Callable[..., str]]:
    """Every macro by name, as a function from SQL expressions to SQL. They need no dbt until they ask for it."""
    return {name: macro for name, macro in environment().globals.items() if isinstance(macro, Macro)}


def render(model: str, **dbt: Any) -> str:
    """The SQL of a model; `dbt` as of `environment`, mostly a `ref` from names of models to relations."""
    [path] = (WAREHOUSE_DIR / "models").glob(f"*/{model}.sql")
    return environment(**dbt).from_string(path.read_text(encoding="utf-8")).render()


def query(name: str, **values: str) -> str:
    """The SQL of `queries/{name}.sql`, which Python asks itself; what it names in Jinja beside macros and queries is in `values`."""
    text = (WAREHOUSE_DIR / "queries" / f"{name}.sql").read_text(encoding="utf-8")
    return _asking().from_string(text).render(**values)


@cache
def _asking() -> jinja2.Environment:
    return environment(query=query)
