"""Scores any table of units × indicators: divide, normalise, average up a tree of weights, rank.

The formulas are the warehouse's own macros (`macros/scoring.sql`), rendered without dbt and run in memory. A value that is not
there leaves its weight to its neighbours, as in COINr; how much of the index that is stands beside every rank as `missing`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.rendering import query
from warehouse.score_tables import (
    Node,
    ScoreSheet,
    TableRefused,
    Tree,
    hold_against_meta,
    named,
    number,
    read_draws,
    read_sheet,
    read_tree,
    units_of,
)
from warehouse.settings.messages import Message, message

Cell = float | int | str | None


class Normalisation(StrEnum):
    """How indicators of different units become comparable."""

    minmax = "minmax"
    zscore = "zscore"
    percentile = "percentile"
    goalposts = "goalposts"
    none = "none"


class Mean(StrEnum):
    """How the children of a node become its score."""

    arithmetic = "arithmetic"
    geometric = "geometric"
    harmonic = "harmonic"


# The scale of each normalisation where none is asked for; of z-scores the mean and the standard deviation. COINr's defaults.
SCALES = {
    Normalisation.minmax: (0.0, 100.0),
    Normalisation.zscore: (0.0, 1.0),
    Normalisation.percentile: (0.0, 1.0),
    Normalisation.goalposts: (0.0, 100.0),
    Normalisation.none: (0.0, 1.0),
}


@dataclass(frozen=True)
class Scored:
    """Three tables, header row first, and what their reader has to know."""

    normalised: list[list[Cell]]
    aggregated: list[list[Cell]]
    ranks: list[list[Cell]]
    draws: int
    notes: list[Message]


def score(
    data: Path,
    meta: Path,
    normalisation: Normalisation = Normalisation.minmax,
    scale: tuple[float, float] | None = None,
    mean: Mean = Mean.arithmetic,
    draws: Path | None = None,
) -> Scored:
    """Scores the units of `data` by the tree in `meta`; with `draws`, ranks them again under each draw of the weights.

    `scale` is low and high of the normalised values, of z-scores their mean and standard deviation. Raises TableRefused where the
    tables do not fit each other or a number is not defined, and OSError where a file cannot be read.
    """
    tree = read_tree(read_sheet(meta, ("code", "parent", "weight")))
    table = read_sheet(data, ("unit",))
    units = units_of(table)
    notes = hold_against_meta(table, tree)
    turned = [code for code in tree.leaves if tree.nodes[code].direction == -1]
    if normalisation is Normalisation.none and turned:
        notes.append(message("warehouse.score_direction_left", **named(turned)))
    with duckdb.connect(config={"threads": 1}) as connection:
        _load(connection, table, tree, read_draws(draws, tree) if draws else {})
        _measure(connection, units)
        _normalise(connection, tree, normalisation, scale or SCALES[normalisation])
        if mean is not Mean.arithmetic:
            _only_positive(connection, units, mean)
        _aggregate(connection, tree, mean)
        _only_finite(connection, units)
        ranks = _ranks(connection, tree, units, with_draws=draws is not None)
        (count,) = connection.execute("select count(distinct draw) - 1 from weights").fetchone() or (0,)
        return Scored(
            normalised=_wide(connection, "normalised", tree.leaves, units, sort=table.headers.index),
            aggregated=_wide(connection, "aggregates where draw = 0", tree.inner, units),
            ranks=ranks,
            draws=count,
            notes=notes + _warnings(connection, ranks),
        )


def write_tables(scored: Scored, folder: Path) -> list[Path]:
    """Writes normalised.csv, aggregated.csv and ranks.csv; every number reads back as the very same double."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in ("normalised", "aggregated", "ranks"):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(getattr(scored, name))
        paths.append(path)
    return paths


def _check_indicator(node: Node, normalisation: Normalisation) -> None:
    """What a normalisation must know of an indicator."""
    if node.direction not in (1, -1):
        raise TableRefused("warehouse.score_direction_unknown", code=node.code)
    if normalisation is Normalisation.goalposts and (node.low is None or node.high is None or node.low >= node.high):
        raise TableRefused("warehouse.score_goalposts_unknown", code=node.code)


def _load(
    connection: duckdb.DuckDBPyConnection, table: ScoreSheet, tree: Tree, draws: dict[str, dict[str, float]]
) -> None:
    """Tables cells (place, code, value), nodes, and weights (draw, code, weight); draw 0 has META's."""
    wanted = {*tree.leaves, *(tree.nodes[code].denominator for code in tree.leaves)} - {None}
    columns = [name for name in table.headers if name in wanted]
    cells = [
        (place, code, number(table, line, code, row["unit"]))
        for place, (line, row) in enumerate(table.rows.items())
        for code in columns
    ]
    leaves = set(tree.leaves)
    nodes = [
        (
            node.code,
            node.parent,
            node.direction,
            node.low,
            node.high,
            node.denominator,
            tree.depths[code],
            code in leaves,
        )
        for code, node in tree.nodes.items()
    ]
    weights = [
        (draw, node.code, drawn.get(node.code, node.weight))
        for draw, drawn in enumerate([{}, *draws.values()])
        for node in tree.nodes.values()
    ]
    _register(connection, "cells", cells, {"place": pa.int64(), "code": pa.string(), "value": pa.float64()})
    _register(
        connection,
        "nodes",
        nodes,
        {
            "code": pa.string(),
            "parent": pa.string(),
            "direction": pa.float64(),
            "low": pa.float64(),
            "high": pa.float64(),
            "denominator": pa.string(),
            "depth": pa.int64(),
            "is_leaf": pa.bool_(),
        },
    )
    _register(connection, "weights", weights, {"draw": pa.int64(), "code": pa.string(), "weight": pa.float64()})


def _measure(connection: duckdb.DuckDBPyConnection, units: list[str]) -> None:
    """Table measured (place, code, value): each indicator, divided where META says so."""
    zero = connection.execute(query("score_zero_divisors")).fetchone()
    if zero:
        place, divisor, code = zero
        raise TableRefused("warehouse.score_divisor_zero", unit=units[place], divisor=divisor, code=code)
    connection.execute(f"create table measured as {query('score_measured')}")


def _normalise(
    connection: duckdb.DuckDBPyConnection, tree: Tree, normalisation: Normalisation, scale: tuple[float, float]
) -> None:
    """Table normalised (place, code, value, score)."""
    for code in tree.leaves if normalisation is not Normalisation.none else ():
        _check_indicator(tree.nodes[code], normalisation)
    asked = query("score_normalised", normalisation=normalisation)
    connection.execute(f"create table normalised as {asked}", {"low": scale[0], "high": scale[1]})


def _only_positive(connection: duckdb.DuckDBPyConnection, units: list[str], mean: Mean) -> None:
    """Refuses what has no geometric or harmonic mean."""
    found = connection.execute(query("score_not_positive")).fetchone()
    if found:
        place, code, value, cells = found
        raise TableRefused(
            "warehouse.score_not_positive",
            mean=mean.value,
            unit=units[place],
            code=code,
            value=f"{value:g}",
            cells=cells,
        )


def _aggregate(connection: duckdb.DuckDBPyConnection, tree: Tree, mean: Mean) -> None:
    """Table aggregates (draw, place, code, score) of every inner node, from the deepest up."""
    connection.execute("create table aggregates (draw bigint, place bigint, code varchar, score double)")
    for depth in range(max(tree.depths.values()), 0, -1):
        connection.execute(f"insert into aggregates {query('score_aggregates', mean=mean)}", {"depth": depth})


def _only_finite(connection: duckdb.DuckDBPyConnection, units: list[str]) -> None:
    """Refuses scores that no double can hold."""
    found = connection.execute(query("score_infinite")).fetchone()
    if found:
        place, code = found
        raise TableRefused("warehouse.score_too_large", unit=units[place], code=code)


def _ranks(connection: duckdb.DuckDBPyConnection, tree: Tree, units: list[str], with_draws: bool) -> list[list[Cell]]:
    """Unit, score, rank, with draws rank_low and rank_high, missing; the best first, units without a score last."""
    rows = connection.execute(query("score_ranks"), {"root": tree.root}).fetchall()
    interval = ["rank_low", "rank_high"] if with_draws else []
    table: list[list[Cell]] = [["unit", "score", "rank", *interval, "missing"]]
    for place, total, rank, low, high, missing in rows:
        table.append([units[place], total, rank, *([low, high] if with_draws else []), missing])
    return table


def _warnings(connection: duckdb.DuckDBPyConnection, ranks: list[list[Cell]]) -> list[Message]:
    """What the reader of the ranks must not overlook."""
    notes = []
    flat = [code for (code,) in connection.execute(query("score_flat")).fetchall()]
    if flat:
        notes.append(message("warehouse.score_flat", **named(flat)))
    incomplete = [(row[0], row[-1]) for row in ranks[1:] if isinstance(row[-1], float) and row[-1] > 1e-12]
    if incomplete:
        unit, most = max(incomplete, key=lambda item: item[1])
        notes.append(message("warehouse.score_incomplete", units=len(incomplete), unit=unit, most=most))
    unranked = [str(row[0]) for row in ranks[1:] if row[2] is None]
    if unranked:
        notes.append(message("warehouse.score_unranked", **named(unranked)))
    return notes


def _wide(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    codes: list[str],
    units: list[str],
    sort: Callable[[str], int] | None = None,
) -> list[list[Cell]]:
    """A row per unit and a column per code, from the long `relation` (place, code, score)."""
    found = {
        (place, code): value
        for place, code, value in connection.execute(f"select place, code, score from {relation}").fetchall()
    }
    columns = sorted(codes, key=sort) if sort else codes
    header: list[Cell] = ["unit", *columns]
    return [header, *([unit, *(found.get((place, code)) for code in columns)] for place, unit in enumerate(units))]


def _register(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[tuple[Cell, ...]], columns: dict[str, pa.DataType]
) -> None:
    """`rows` as the table `name`."""
    arrays = [pa.array([row[index] for row in rows], kind) for index, kind in enumerate(columns.values())]
    connection.register(f"{name}_rows", pa.table(arrays, names=list(columns)))
    connection.execute(f"create table {name} as select * from {name}_rows")
