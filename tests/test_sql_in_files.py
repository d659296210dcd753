"""SQL stands in .sql files, where the linter, the portability test and dbt see it: Python holds no long statement."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
LINES = 6
STATEMENT = re.compile(r"\b(select|from|create|insert|update|delete|with)\b", re.IGNORECASE)
# Why a statement is not in a file of its own.
STAYS = {
    "dashboard/decisions/migrations/append_only.py": "triggers of the operational store, in the dialect of its engine",
    "dashboard/demo_audits.py": "draws from what has landed, before there is a build to ask",
}


def long_statements(source: str) -> list[int]:
    """The lines on which texts begin that read as SQL and are longer than LINES."""
    tree = ast.parse(source)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)))
    described = {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, (ast.Constant, ast.JoinedStr))
        and node not in described
        and (node.end_lineno or node.lineno) - node.lineno >= LINES
        and len({word.lower() for word in STATEMENT.findall(_text_of(node))}) > 1
    ]


def _text_of(text: ast.AST) -> str:
    parts = (part.value for part in ast.walk(text) if isinstance(part, ast.Constant))
    return " ".join(part for part in parts if isinstance(part, str))


@pytest.mark.parametrize("room", ["ingestion", "warehouse", "dashboard"])
def test_no_long_statement_stands_in_python(room: str) -> None:
    found = {
        str(path.relative_to(REPOSITORY)): lines
        for path in sorted((REPOSITORY / room).rglob("*.py"))
        if (lines := long_statements(path.read_text(encoding="utf-8")))
    }
    assert {path: lines for path, lines in found.items() if path not in STAYS} == {}


def test_a_long_statement_is_found_and_a_docstring_is_not() -> None:
    body = "select a\n" + "-- more\n" * LINES + "from b\n"
    assert long_statements(f'QUERY = """{body}"""') == [1]
    assert long_statements(f'def ask():\n    """{body}"""\n') == []
