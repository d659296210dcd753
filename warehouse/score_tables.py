"""The tables `tianping score` takes: a CSV as text, the tree in META, draws of its weights. What does not fit is refused by name."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from warehouse.settings.messages import Message, Spoken, message

EMPTY = {"", "na", "n/a", "nan", "null", "none"}
NAMED = 5


class TableRefused(Spoken):
    """The tables cannot be scored as they are; the message says where and what to do."""


@dataclass(frozen=True)
class ScoreSheet:
    """A CSV as text: its headers, and its rows by the line they stand on."""

    name: str
    headers: list[str]
    rows: dict[int, dict[str, str]]


@dataclass(frozen=True)
class Node:
    """One row of META: an indicator, or what indicators add up to."""

    code: str
    parent: str | None
    level: float | None
    direction: float | None
    weight: float | None
    low: float | None
    high: float | None
    denominator: str | None


@dataclass(frozen=True)
class Tree:
    """The nodes from the indicators up to the root, in META's order; the root's depth is 0."""

    nodes: dict[str, Node]
    root: str
    depths: dict[str, int]

    @property
    def leaves(self) -> list[str]:
        """The indicators."""
        parents = {node.parent for node in self.nodes.values()}
        return [code for code in self.nodes if code not in parents]

    @property
    def inner(self) -> list[str]:
        """What they add up to, the root last."""
        leaves = set(self.leaves)
        return sorted((code for code in self.nodes if code not in leaves), key=lambda code: -self.depths[code])


def read_sheet(path: Path, required: Iterable[str]) -> ScoreSheet:
    """The CSV at `path`: UTF-8 or, as spreadsheets in China save it, GBK; commas, semicolons or tabs. Blank lines are passed."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decoded_gbk(path.name, content)
    first = text.partition("\n")[0]
    # Not pandas or pyarrow: once blank lines or line breaks in cells have gone by, they no longer know on which line a row stands,
    # which is how every refusal names it. What ingestion reads with, another room may not import.
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    headers = [header.strip() for header in next(lines, [])]
    while headers and not headers[-1]:
        headers.pop()
    missing = [name for name in required if name not in headers]
    if missing:
        raise TableRefused(
            "warehouse.score_table_lacks_columns",
            file=path.name,
            present=_few(headers),
            columns=len(headers),
            **named(missing),
        )
    _once(headers, "columns", path.name)
    rows = {}
    for cells in _unbroken(path.name, lines):
        if any(cell.strip() for cell in cells[len(headers) :]):
            raise TableRefused("warehouse.score_table_cells_too_many", file=path.name, line=lines.line_num)
        if any(cell.strip() for cell in cells):
            padded = cells + [""] * (len(headers) - len(cells))
            rows[lines.line_num] = {name: cell.strip() for name, cell in zip(headers, padded, strict=False)}
    if not rows:
        raise TableRefused("warehouse.score_table_empty", file=path.name)
    return ScoreSheet(path.name, headers, rows)


def _unbroken(name: str, lines: Iterable[list[str]]) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        raise TableRefused("warehouse.score_table_quote_open", file=name, error=str(error)) from None


def _decoded_gbk(name: str, content: bytes) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        raise TableRefused("warehouse.score_table_no_text", file=name) from None


def read_tree(sheet: ScoreSheet) -> Tree:
    """The tree that META describes. Rows without level, parent and children (groups, denominators) are no part of it."""
    for line, row in sheet.rows.items():
        if not row["code"]:
            raise TableRefused("warehouse.score_meta_code_missing", file=sheet.name, line=line)
    rows = {
        row["code"]: Node(
            code=row["code"],
            parent=_name(row["parent"]),
            denominator=_name(row.get("denominator", "")),
            **{
                name: number(sheet, line, name, row["code"]) if name in row else None
                for name in ("level", "direction", "weight", "low", "high")
            },
        )
        for line, row in sheet.rows.items()
    }
    _once([row["code"] for row in sheet.rows.values()], "codes", sheet.name)
    parents = {node.parent for node in rows.values() if node.parent}
    unknown = sorted(parents - set(rows))
    if unknown:
        raise TableRefused("warehouse.score_meta_parent_unknown", **named(unknown))
    divisors = {node.denominator for node in rows.values()}
    nodes = {
        code: node
        for code, node in rows.items()
        if node.parent or code in parents or (node.level is not None and code not in divisors)
    }
    roots = [code for code, node in nodes.items() if node.parent is None]
    if len(roots) != 1:
        raise TableRefused("warehouse.score_meta_roots", roots=len(roots), **named(roots))
    tree = Tree(nodes, roots[0], {code: _depth(code, nodes) for code in nodes})
    for node in nodes.values():
        _check_node(node, nodes, is_leaf=node.code not in parents)
    return tree


def read_draws(path: Path, tree: Tree) -> dict[str, dict[str, float]]:
    """Weights by draw and code, from a file with the columns draw, code, weight. A code that a draw lacks keeps META's."""
    sheet = read_sheet(path, ("draw", "code", "weight"))
    draws: dict[str, dict[str, float]] = {}
    for line, row in sheet.rows.items():
        code, weight = row["code"], number(sheet, line, "weight", row["code"])
        if code not in tree.nodes:
            raise TableRefused("warehouse.score_draw_code_unknown", file=sheet.name, line=line, code=code)
        if weight is None or weight < 0:
            raise TableRefused("warehouse.score_draw_weight", file=sheet.name, line=line, code=code)
        if code in draws.setdefault(row["draw"], {}):
            raise TableRefused(
                "warehouse.score_draw_code_twice", file=sheet.name, line=line, draw=row["draw"], code=code
            )
        draws[row["draw"]][code] = weight
    return draws


def _depth(code: str, nodes: dict[str, Node]) -> int:
    """How many steps from `code` up to the root."""
    path = [code]
    while parent := nodes[path[-1]].parent:
        if parent in path:
            raise TableRefused("warehouse.score_meta_circle", circle=" → ".join([*path[path.index(parent) :], parent]))
        path.append(parent)
    return len(path) - 1


def _check_node(node: Node, nodes: dict[str, Node], is_leaf: bool) -> None:
    """What must hold of a row of META, whatever the normalisation."""
    code = node.code
    if node.parent is None:
        if is_leaf:
            raise TableRefused("warehouse.score_meta_no_indicator", code=code)
        return
    above = nodes[node.parent].level
    if node.level is not None and above is not None and above <= node.level:
        raise TableRefused("warehouse.score_meta_levels", code=code, level=node.level, parent=node.parent, above=above)
    if node.weight is None or node.weight < 0:
        raise TableRefused("warehouse.score_meta_weight", code=code)


def units_of(table: ScoreSheet) -> list[str]:
    """The units of DATA in its order."""
    units = [row["unit"] for row in table.rows.values()]
    for line, unit in zip(table.rows, units, strict=True):
        if not unit:
            raise TableRefused("warehouse.score_table_unit_missing", file=table.name, line=line)
    _once(units, "units", table.name)
    return units


def hold_against_meta(table: ScoreSheet, tree: Tree) -> list[Message]:
    """Holds DATA against META: refuses indicators and denominators without a column, tells of columns nobody asks for."""
    absent = [code for code in tree.leaves if code not in table.headers]
    if absent:
        raise TableRefused("warehouse.score_table_indicator_absent", file=table.name, **named(absent))
    divisors = {tree.nodes[code].denominator: code for code in tree.leaves}
    for divisor, code in divisors.items():
        if divisor and divisor not in table.headers:
            raise TableRefused("warehouse.score_table_divisor_absent", file=table.name, code=code, divisor=divisor)
    unused = [name for name in table.headers if name not in {"unit", *tree.leaves, *divisors}]
    if not unused:
        return []
    return [message("warehouse.score_columns_unused", file=table.name, **named(unused))]


def number(sheet: ScoreSheet, line: int, column: str, whose: str) -> float | None:
    """The number in a cell; None where it is empty. Refuses anything else, by name."""
    text = sheet.rows[line][column]
    if text.lower() in EMPTY:
        return None
    try:
        value = math.nan if "_" in text else float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise TableRefused(
            "warehouse.score_number_unreadable", file=sheet.name, line=line, whose=whose, column=column, text=text
        )
    return value


def _name(text: str) -> str | None:
    return None if text.lower() in EMPTY else text


def _once(names: list[str], what: Literal["columns", "codes", "units"], file: str) -> None:
    """Refuses names that occur twice in a file."""
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise TableRefused("warehouse.score_name_twice", what=what, file=file, **named(repeated))


def named(names: Sequence[str]) -> dict[str, Any]:
    """The values of a message that names the first few of `names`, and says how many there are where it leaves some out."""
    return {"names": _few(names), "more": max(0, len(names) - NAMED), "all": len(names)}


def _few(names: Sequence[str]) -> list[str]:
    return list(names[:NAMED])
