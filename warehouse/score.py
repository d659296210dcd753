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

from warehouse.rendering import macros
from warehouse.score_tables import (
    Node,
    Refused,
    Sheet,
    Tree,
    hold_against_meta,
    listed,
    number,
    read_draws,
    read_sheet,
    read_tree,
    units_of,
)
from warehouse.settings import in_language

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
    notes: list[str]


def score(
    data: Path,
    meta: Path,
    normalisation: Normalisation = Normalisation.minmax,
    scale: tuple[float, float] | None = None,
    mean: Mean = Mean.arithmetic,
    draws: Path | None = None,
) -> Scored:
    """Scores the units of `data` by the tree in `meta`; with `draws`, ranks them again under each draw of the weights.

    `scale` is low and high of the normalised values, of z-scores their mean and standard deviation. Raises Refused where the
    tables do not fit each other or a number is not defined, and OSError where a file cannot be read.
    """
    tree = read_tree(read_sheet(meta, ("code", "parent", "weight")))
    table = read_sheet(data, ("unit",))
    units = units_of(table)
    notes = hold_against_meta(table, tree)
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
        raise Refused(
            in_language(
                f"META 里 {node.code} 的 direction 应为 1（越大越好）或 −1（越小越好）。",
                f"The direction of {node.code} in META must be 1 (more is better) or -1 (less is better).",
            )
        )
    if normalisation is Normalisation.goalposts and (node.low is None or node.high is None or node.low >= node.high):
        raise Refused(
            in_language(
                f"META 里 {node.code} 的 low、high 应是两个数，low 小于 high（哪头为好由 direction 定）。",
                f"low and high of {node.code} in META must be two numbers, low below high (direction says which end is good).",
            )
        )


def _load(connection: duckdb.DuckDBPyConnection, table: Sheet, tree: Tree, draws: dict[str, dict[str, float]]) -> None:
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
    zero = connection.execute(
        """
        select cells.place, nodes.denominator, nodes.code
        from nodes
        inner join cells on nodes.denominator = cells.code
        inner join cells as divided on nodes.code = divided.code and cells.place = divided.place
        where nodes.is_leaf and cells.value = 0 and divided.value is not null
        order by cells.place
        """
    ).fetchone()
    if zero:
        place, divisor, code = zero
        raise Refused(
            in_language(
                f"{units[place]} 的 {divisor} 是 0，{code} 无法除以它。未知请留空。",
                f"{divisor} of {units[place]} is 0, and {code} cannot be divided by it. Leave unknown cells empty.",
            )
        )
    connection.execute(
        """
        create table measured as
        select
            cells.place,
            cells.code,
            case when nodes.denominator is null then cells.value else cells.value / divisors.value end as value
        from cells
        inner join nodes on cells.code = nodes.code and nodes.is_leaf
        left join cells as divisors on nodes.denominator = divisors.code and cells.place = divisors.place
        """
    )


def _normalise(
    connection: duckdb.DuckDBPyConnection, tree: Tree, normalisation: Normalisation, scale: tuple[float, float]
) -> None:
    """Table normalised (place, code, value, score). An indicator that is the same everywhere has no min-max and no z-score, one
    that a single unit has no percentile: null."""
    sql = macros()
    for code in tree.leaves if normalisation is not Normalisation.none else ():
        _check_indicator(tree.nodes[code], normalisation)
    share = {
        Normalisation.minmax: sql["on_goalposts"]("value", "worst", "best"),
        Normalisation.goalposts: sql["clipped"](sql["on_goalposts"]("value", "worse_goalpost", "better_goalpost")),
        Normalisation.percentile: sql["percentile_rank"]("direction * value", ["code"]),
    }
    if normalisation is Normalisation.none:
        formula = "value"
    elif normalisation is Normalisation.zscore:
        formula = f"(scale_low + scale_high * direction * {sql['z_score']('value', 'mean', 'sd')})"
    else:
        formula = sql["on_scale"](share[normalisation], "scale_low", "scale_high")
    if normalisation in (Normalisation.minmax, Normalisation.zscore):
        formula = f"case when lowest < highest then {formula} end"
    elif normalisation is Normalisation.percentile:
        formula = f"case when units > 1 then {formula} end"
    connection.execute(
        f"""
        create table normalised as
        with
        spreads as (
            select
                code, count(value) as units, min(value) as lowest, max(value) as highest, avg(value) as mean,
                stddev_samp(value) as sd
            from measured
            group by code
        ),
        known as (
            select
                measured.place,
                measured.code,
                measured.value,
                nodes.direction,
                case when nodes.direction = 1 then spreads.lowest else spreads.highest end as worst,
                case when nodes.direction = 1 then spreads.highest else spreads.lowest end as best,
                case when nodes.direction = 1 then nodes.low else nodes.high end as worse_goalpost,
                case when nodes.direction = 1 then nodes.high else nodes.low end as better_goalpost,
                spreads.units,
                spreads.lowest,
                spreads.highest,
                spreads.mean,
                spreads.sd,
                cast($low as double) as scale_low,
                cast($high as double) as scale_high
            from measured
            inner join nodes on measured.code = nodes.code
            inner join spreads on measured.code = spreads.code
            where measured.value is not null
        ),
        scored as (
            select place, code, {formula} as score
            from known
        )
        select measured.place, measured.code, measured.value, scored.score
        from measured
        left join scored on measured.place = scored.place and measured.code = scored.code
        """,
        {"low": scale[0], "high": scale[1]},
    )


def _only_positive(connection: duckdb.DuckDBPyConnection, units: list[str], mean: Mean) -> None:
    """Refuses what has no geometric or harmonic mean."""
    found = connection.execute(
        "select place, code, score, count(*) over () from normalised where score <= 0 order by place, code limit 1"
    ).fetchone()
    if found:
        place, code, value, count = found
        name = {Mean.geometric: in_language("几何", "geometric"), Mean.harmonic: in_language("调和", "harmonic")}[mean]
        raise Refused(
            in_language(
                f"{name}平均只能用于大于 0 的值，{units[place]} 的 {code} 归一化后是 {value:g}（这样的格子共 {count} 个）。"
                "可加 --range 1:100，或改用 --aggregate arithmetic。",
                f"A {name} mean needs values above 0; {code} of {units[place]} is {value:g} after normalising "
                f"({count} such cells). Add --range 1:100, or use --aggregate arithmetic.",
            )
        )


def _aggregate(connection: duckdb.DuckDBPyConnection, tree: Tree, mean: Mean) -> None:
    """Table aggregates (draw, place, code, score) of every inner node, from the deepest up."""
    formula = macros()[
        {
            Mean.arithmetic: "weighted_mean",
            Mean.geometric: "weighted_geometric_mean",
            Mean.harmonic: "weighted_harmonic_mean",
        }[mean]
    ]("score", "weight")
    connection.execute("create table aggregates (draw bigint, place bigint, code varchar, score double)")
    for depth in range(max(tree.depths.values()), 0, -1):
        connection.execute(
            f"""
            insert into aggregates
            with
            children as (
                select weights.draw, normalised.place, normalised.code, weights.weight, normalised.score
                from normalised
                inner join weights on normalised.code = weights.code
                union all
                select weights.draw, aggregates.place, aggregates.code, weights.weight, aggregates.score
                from aggregates
                inner join weights on aggregates.code = weights.code and aggregates.draw = weights.draw
            )
            select children.draw, children.place, nodes.parent, {formula}
            from children
            inner join nodes on children.code = nodes.code
            where nodes.depth = ? and children.score is not null
            group by children.draw, children.place, nodes.parent
            """,
            [depth],
        )


def _only_finite(connection: duckdb.DuckDBPyConnection, units: list[str]) -> None:
    """Refuses scores that no double can hold: they would stand first or nowhere."""
    found = connection.execute(
        """
        select scores.place, scores.code
        from (select place, code, score from normalised union all select place, code, score from aggregates) as scores
        inner join nodes on scores.code = nodes.code
        where not isfinite(scores.score)
        order by scores.place, nodes.depth desc, scores.code
        limit 1
        """
    ).fetchone()
    if found:
        place, code = found
        raise Refused(
            in_language(
                f"{units[place]} 的 {code} 大到算不出得分。请核对这些数，或换一个单位（例如以万计）。",
                f"{code} of {units[place]} is too large for a score to be computed. Check the numbers, or use a larger unit.",
            )
        )


def _ranks(connection: duckdb.DuckDBPyConnection, tree: Tree, units: list[str], with_draws: bool) -> list[list[Cell]]:
    """Unit, score, rank, with draws rank_low and rank_high, missing; the best first, units without a score last.

    The interval runs from the 5th to the 95th percentile of the rank over the draws, interpolated between ranks (R's type 7).
    """
    rows = connection.execute(
        f"""
        with recursive
        within as (
            select
                nodes.code,
                nodes.parent,
                coalesce(weights.weight / nullif(sum(weights.weight) over (partition by nodes.parent), 0), 0) as share
            from nodes
            inner join weights on nodes.code = weights.code and weights.draw = 0
        ),
        effective as (
            select code, cast(1 as double) as share
            from nodes
            where parent is null
            union all
            select within.code, effective.share * within.share
            from within
            inner join effective on within.parent = effective.code
        ),
        missing as (
            select normalised.place, sum(case when normalised.value is null then effective.share else 0 end) as missing
            from normalised
            inner join effective on normalised.code = effective.code
            group by normalised.place
        ),
        -- Equal is equal to 9 decimals of a score of 0-100, on whatever scale the scores are.
        totals as (
            select
                draw,
                place,
                score,
                coalesce(100 * score / nullif(max(abs(score)) over (partition by draw), 0), score) as comparable
            from aggregates
            where code = $root and score is not null
        ),
        placed as (
            select draw, place, score, {macros()["place_of"]("comparable", ["draw"])} as rank
            from totals
        ),
        intervals as (
            select
                place,
                percentile_cont(0.05) within group (order by rank) as rank_low,
                percentile_cont(0.95) within group (order by rank) as rank_high
            from placed
            where draw > 0
            group by place
        )
        select missing.place, placed.score, placed.rank, intervals.rank_low, intervals.rank_high, missing.missing
        from missing
        left join placed on missing.place = placed.place and placed.draw = 0
        left join intervals on missing.place = intervals.place
        order by placed.rank nulls last, missing.place
        """,
        {"root": tree.root},
    ).fetchall()
    interval = ["rank_low", "rank_high"] if with_draws else []
    table: list[list[Cell]] = [["unit", "score", "rank", *interval, "missing"]]
    for place, total, rank, low, high, missing in rows:
        table.append([units[place], total, rank, *([low, high] if with_draws else []), missing])
    return table


def _warnings(connection: duckdb.DuckDBPyConnection, ranks: list[list[Cell]]) -> list[str]:
    """What the reader of the ranks must not overlook."""
    notes = []
    flat = [
        code
        for (code,) in connection.execute(
            """
            select code
            from normalised
            group by code
            having count(value) > 0 and count(score) = 0
            order by code
            """
        ).fetchall()
    ]
    if flat:
        notes.append(
            in_language(
                f"{listed(flat)} 各单位都一样，或只有一个单位有，无法归一化，没有计入，权重由同级指标分担。",
                f"{listed(flat)}: the same for every unit, or known of one alone, so there is nothing to normalise; left out, "
                "its weight to the others.",
            )
        )
    incomplete = [(row[0], row[-1]) for row in ranks[1:] if isinstance(row[-1], float) and row[-1] > 1e-12]
    if incomplete:
        unit, most = max(incomplete, key=lambda item: item[1])
        notes.append(
            in_language(
                f"{len(incomplete)} 个单位缺数据，缺处的权重由其余指标分担（{unit} 缺得最多，占总权重 {most:.1%}）。"
                "不报数据可能反而得利，请看 ranks.csv 的 missing。",
                f"{len(incomplete)} units lack values, whose weight goes to the other indicators (most: {unit}, {most:.1%} of "
                "the whole weight). Not reporting may pay; see missing in ranks.csv.",
            )
        )
    unranked = [str(row[0]) for row in ranks[1:] if row[2] is None]
    if unranked:
        notes.append(
            in_language(
                f"没有总分、不参加排名：{listed(unranked)}。", f"Without a score and not ranked: {listed(unranked)}."
            )
        )
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
