"""Facts travel, sentences stay: no sentence for people stands in the code of a room, only in the catalogues."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Rooms with what of them is looked at, and what is not.
ROOMS: dict[str, tuple[str, frozenset[str]]] = {
    "ingestion": (
        "ingestion/**/*.py",
        frozenset(),
    ),
    # The product's own name, for a deployment that has none.
    "warehouse": ("warehouse/**/*.py", frozenset(["warehouse/settings/__init__.py"])),
    # A list of fonts, and commands for an administrator to type.
    "dashboard": ("dashboard/**/*.py", frozenset(["dashboard/charts.py", "dashboard/doctor.py", "parts.py"])),
    "front door": ("tianping.py", frozenset()),
}

CHINESE = re.compile(r"[\u3400-\u9fff]")
# Four words in a row, written as people write.
ENGLISH = re.compile(r"(?<![\w.\"'%(])[A-Za-z][a-z]*,?(?: [A-Za-z][a-z']*[,;:]?){3,}")
# A piece of SQL is known by its own words; what stands in a pattern, a style sheet or a page is not told.
OTHER_LANGUAGES = re.compile(
    r"\b(?:select|from|where|when|then|cast|create|insert into|set|group by|order by|is (?:not )?null|as [a-z]+)\b|[{<(\[][^ ]*[:=?]"
)
PROGRAMMERS = {
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, Exception)
}


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every literal of `source` that is for people: docstrings, logs and errors only a programmer can
    cause are not."""
    tree = ast.parse(source)
    passed_over = {id(node) for node in _not_for_people(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            is_chinese = CHINESE.search(node.value) and not _is_escaped(source, node)
            if is_chinese or (ENGLISH.search(node.value) and not OTHER_LANGUAGES.search(node.value)):
                yield node.lineno, node.value


def _is_escaped(source: str, node: ast.Constant) -> bool:
    """Whether a literal names its characters by number: it says nothing then."""
    written = ast.get_source_segment(source, node) or str(node.value)
    return not CHINESE.search(written) and "\\u" in written


def _not_for_people(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr):
                yield first.value
        elif isinstance(node, ast.Call) and _called(node.func) in PROGRAMMERS | {
            "getLogger",
            "debug",
            "info",
            "exception",
        }:
            yield from ast.walk(node)
        elif isinstance(node, ast.Assert) and node.msg is not None:
            yield from ast.walk(node.msg)


def _called(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_stands_in_the_code_of_a_room(room: str) -> None:
    pattern, left_out = ROOMS[room]
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(ROOT.glob(pattern))
        if not left_out & {path.name, path.relative_to(ROOT).as_posix()}
        for line, text in sentences(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "told",
    [
        'say("没有数据源")',
        'say(f"第 {row} 行未入库")',
        'say("nothing was taken over")',
        'say(f"{count} rows have fewer cells than columns")',
        'raise Refused("The file is empty. Check the export.")',
    ],
)
def test_a_sentence_in_the_code_is_found(told: str) -> None:
    assert {line for line, _ in sentences(f'"""Says 什么 to whom it may concern."""\n{told}\n')} == {2}


@pytest.mark.parametrize(
    "code",
    [
        'query("select count(*) from rows where key is not null")',
        'raise KeyError(f"{source} has no column called so")',
        'say("ingestion.no_such_source", known=", ".join(names))',
        r'is_hanzi = "\u3400" <= char',
        "# 注释说明为什么，not what it does here\nx = 1",
    ],
)
def test_what_is_not_for_people_is_passed_over(code: str) -> None:
    assert list(sentences(code)) == []
