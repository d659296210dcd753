"""The tables `tianping score` takes: a CSV as text, the tree in META, draws of its weights. What does not fit is refused by name."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse.settings import in_language

EMPTY = {"", "na", "n/a", "nan", "null", "none"}
NAMED = 5


class Refused(Exception):
    """The tables cannot be scored as they are; the message says where and what to do."""


@dataclass(frozen=True)
class Sheet:
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


def read_sheet(path: Path, required: Iterable[str]) -> Sheet:
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
        raise Refused(
            in_language(
                f"{path.name} 缺少列 {listed(missing)}；第一行应是列名，现有 {listed(headers) or '（空）'}。",
                f"{path.name} lacks the column {listed(missing)}; its first line has {listed(headers) or 'nothing'}.",
            )
        )
    _once(headers, in_language(f"{path.name} 的列名", f"column names of {path.name}"))
    rows = {}
    for cells in _unbroken(path.name, lines):
        if any(cell.strip() for cell in cells[len(headers) :]):
            raise Refused(
                in_language(
                    f"{path.name} 第 {lines.line_num} 行的格子比列名多。含逗号的文字要加引号。",
                    f"Line {lines.line_num} of {path.name} has more cells than there are columns. Quote text that has commas.",
                )
            )
        if any(cell.strip() for cell in cells):
            padded = cells + [""] * (len(headers) - len(cells))
            rows[lines.line_num] = {name: cell.strip() for name, cell in zip(headers, padded, strict=False)}
    if not rows:
        raise Refused(in_language(f"{path.name} 没有数据行。", f"{path.name} has no rows."))
    return Sheet(path.name, headers, rows)


def _unbroken(name: str, lines: Iterable[list[str]]) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        raise Refused(
            in_language(
                f"{name} 有一个引号没有配对，后面的行都读进了一个格子（{error}）。",
                f"{name} has a quote that is never closed, so that all that follows is one cell ({error}).",
            )
        ) from None


def _decoded_gbk(name: str, content: bytes) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        raise Refused(
            in_language(
                f"{name} 不是文本 CSV（既不是 UTF-8 也不是 GBK）。请另存为 CSV。",
                f"{name} is no CSV text (neither UTF-8 nor GBK). Save it as CSV.",
            )
        ) from None


def read_tree(sheet: Sheet) -> Tree:
    """The tree that META describes. Rows without level, parent and children (groups, denominators) are no part of it."""
    for line, row in sheet.rows.items():
        if not row["code"]:
            raise Refused(
                in_language(f"{sheet.name} 第 {line} 行没有 code。", f"Line {line} of {sheet.name} has no code.")
            )
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
    _once([row["code"] for row in sheet.rows.values()], in_language("META 的 code", "codes of META"))
    parents = {node.parent for node in rows.values() if node.parent}
    unknown = sorted(parents - set(rows))
    if unknown:
        raise Refused(
            in_language(
                f"META 里有上级 {listed(unknown)}，却没有它自己的行。上级和总指数也要各占一行。",
                f"META names the parent {listed(unknown)} and has no row for it. Inner nodes and the root are rows too.",
            )
        )
    divisors = {node.denominator for node in rows.values()}
    nodes = {
        code: node
        for code, node in rows.items()
        if node.parent or code in parents or (node.level is not None and code not in divisors)
    }
    roots = [code for code, node in nodes.items() if node.parent is None]
    if len(roots) != 1:
        raise Refused(
            in_language(
                f"META 应只有一个最上级（parent 为空），现有 {len(roots)} 个：{listed(roots) or '没有'}。",
                f"META must have one root (an empty parent) and has {len(roots)}: {listed(roots) or 'none'}.",
            )
        )
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
            raise Refused(
                in_language(
                    f"{sheet.name} 第 {line} 行的 {code} 不在 META 的指标体系里。",
                    f"{code} in line {line} of {sheet.name} is no part of the tree in META.",
                )
            )
        if weight is None or weight < 0:
            raise Refused(
                in_language(
                    f"{sheet.name} 第 {line} 行 {code} 的权重为空或小于 0。",
                    f"The weight of {code} in line {line} of {sheet.name} is empty or below 0.",
                )
            )
        if code in draws.setdefault(row["draw"], {}):
            raise Refused(
                in_language(
                    f"{sheet.name} 第 {line} 行：第 {row['draw']} 次抽样里 {code} 出现了两次。",
                    f"Line {line} of {sheet.name}: draw {row['draw']} names {code} twice.",
                )
            )
        draws[row["draw"]][code] = weight
    return draws


def _depth(code: str, nodes: dict[str, Node]) -> int:
    """How many steps from `code` up to the root."""
    path = [code]
    while parent := nodes[path[-1]].parent:
        if parent in path:
            raise Refused(
                in_language(
                    f"META 的上下级绕成了圈：{' → '.join([*path[path.index(parent) :], parent])}。",
                    f"The parents in META go in a circle: {' → '.join([*path[path.index(parent) :], parent])}.",
                )
            )
        path.append(parent)
    return len(path) - 1


def _check_node(node: Node, nodes: dict[str, Node], is_leaf: bool) -> None:
    """What must hold of a row of META, whatever the normalisation."""
    code = node.code
    if node.parent is None:
        if is_leaf:
            raise Refused(in_language(f"META 里只有 {code}，没有指标。", f"META has {code} alone and no indicator."))
        return
    above = nodes[node.parent].level
    if node.level is not None and above is not None and above <= node.level:
        raise Refused(
            in_language(
                f"META 的层级不合：{code} 是第 {node.level:g} 层，它的上级 {node.parent} 却是第 {above:g} 层。"
                "指标是第 1 层，越往上数越大。",
                f"The levels in META do not fit: {code} is on level {node.level:g} and its parent {node.parent} on "
                f"{above:g}. Indicators are on level 1, their parents above.",
            )
        )
    if node.weight is None or node.weight < 0:
        raise Refused(
            in_language(
                f"META 里 {code} 的权重为空或小于 0。权重在同一上级之下比较，不必加起来等于 1。",
                f"The weight of {code} in META is empty or below 0. Weights compare within a parent and need not add up to 1.",
            )
        )


def units_of(table: Sheet) -> list[str]:
    """The units of DATA in its order."""
    units = [row["unit"] for row in table.rows.values()]
    for line, unit in zip(table.rows, units, strict=True):
        if not unit:
            raise Refused(
                in_language(f"{table.name} 第 {line} 行没有 unit。", f"Line {line} of {table.name} has no unit.")
            )
    _once(units, in_language(f"{table.name} 的 unit", f"units of {table.name}"))
    return units


def hold_against_meta(table: Sheet, tree: Tree) -> list[str]:
    """Holds DATA against META: refuses indicators and denominators without a column, tells of columns nobody asks for."""
    absent = [code for code in tree.leaves if code not in table.headers]
    if absent:
        raise Refused(
            in_language(
                f"META 的指标 {listed(absent)} 在 {table.name} 里没有列。请改代码，或从 META 删去。",
                f"{table.name} has no column for the indicator {listed(absent)} of META. Mend the code, or take it out of META.",
            )
        )
    divisors = {tree.nodes[code].denominator: code for code in tree.leaves}
    for divisor, code in divisors.items():
        if divisor and divisor not in table.headers:
            raise Refused(
                in_language(
                    f"{code} 要除以 {divisor}，{table.name} 里却没有这一列。数据若已除过，请把 META 的 denominator 留空。",
                    f"{code} is to be divided by {divisor}, which is no column of {table.name}. "
                    "Where the data are divided already, leave denominator empty in META.",
                )
            )
    unused = [name for name in table.headers if name not in {"unit", *tree.leaves, *divisors}]
    if not unused:
        return []
    return [
        in_language(
            f"{table.name} 的列 {listed(unused)} 不是 META 的指标，没有计入。",
            f"Columns of {table.name} that are no indicators of META were not counted: {listed(unused)}.",
        )
    ]


def number(sheet: Sheet, line: int, column: str, whose: str) -> float | None:
    """The number in a cell; None where it is empty. Refuses anything else, by name."""
    text = sheet.rows[line][column]
    if text.lower() in EMPTY:
        return None
    try:
        value = math.nan if "_" in text else float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Refused(
            in_language(
                f"{sheet.name} 第 {line} 行：{whose} 的 {column} 写着“{text}”，不是数。未知请留空。",
                f'Line {line} of {sheet.name}: {column} of {whose} says "{text}", which is no number. Leave unknown cells empty.',
            )
        )
    return value


def _name(text: str) -> str | None:
    return None if text.lower() in EMPTY else text


def _once(names: list[str], what: str) -> None:
    """Refuses names that occur twice."""
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise Refused(
            in_language(
                f"{what}有重复：{listed(repeated)}。每个只能出现一次。",
                f"Twice among the {what}: {listed(repeated)}.",
            )
        )


def listed(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    names = list(names)
    more = in_language(f"等 {len(names)} 个", f" and {len(names) - NAMED} more") if len(names) > NAMED else ""
    return in_language("、", ", ").join(names[:NAMED]) + more
