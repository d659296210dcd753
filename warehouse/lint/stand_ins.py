"""The project's macros as the linter needs them, made once: by itself it would compile all of them anew for every model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2.runtime import Macro
from sqlfluff.core.templaters.builtins.dbt import DBT_BUILTINS, DbtMacroWrapper

from warehouse import rendering
from warehouse.build import dbt_variables

# Statements over the relation they are given first. Their text is longer than that of the models that call them.
LONG = (
    "current_rows",
    "due_rows",
    "evidence_rows",
    "in_force",
    "korn_graubard",
    "published_from",
    "survey_ratios",
    "with_frozen_rows",
    "with_thresholds",
)


@cache
def macros() -> dict[str, Callable[..., Any]]:
    """Every macro by name, and dbt's variables. What depends on the engine renders to a null: a reader of the layout needs no more."""
    engine = SimpleNamespace(dispatch=lambda macro: lambda *arguments: "null")
    known = rendering.environment(**DBT_BUILTINS, adapter=engine).globals
    found = {name: DbtMacroWrapper(macro) for name, macro in known.items() if isinstance(macro, Macro)}
    statements = dict.fromkeys((*LONG, "query"), lambda relation, *arguments, **named: f"select * from {relation}")
    variables = dbt_variables(datetime(2026, 1, 1)).__getitem__
    return {**found, **statements, "given": "'{}'".format, "var": variables}
