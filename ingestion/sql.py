"""Pieces of DuckDB's SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb


def quoted(identifier: str) -> str:
    """`identifier` as a quoted SQL name."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: object) -> str:
    """`value` as an SQL literal."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def replaced(text: str, values: Mapping[str, str | None]) -> str:
    """SQL of `text` with what `values` say in its place, where they say anything."""
    return looked_up(text, values, text) if values else text


def looked_up(text: str, values: Mapping[str, object], otherwise: str) -> str:
    """What `values` say of `text`, in any spelling of case; `otherwise` where they say nothing.

    Not `in`: the engine makes a join of a longer list, and does it even where the column is not asked for.
    """
    cases = " ".join(f"when {literal(key)} then {literal(value)}" for key, value in values.items())
    return f"case lower({text}) {cases} else {otherwise} end"


def is_one_of(cell: str, words: Iterable[str]) -> str:
    """SQL of whether `cell` is one of `words`, in any spelling of case."""
    return looked_up(cell, dict.fromkeys(sorted(words), True), "false")


def let(name: str, value: str, body: str) -> str:
    """SQL of `body` with `value` worked out once under `name`."""
    return f"list_transform([{value}], lambda {name}: {body})[1]"


def one_row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The only row of a query that has exactly one."""
    row = connection.execute(query).fetchone()
    assert row is not None
    return row
