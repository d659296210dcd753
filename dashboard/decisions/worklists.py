"""Reads a worklist that came back filled in: one decision a row, from CSV or Excel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

import pandas as pd
import yaml
from python_calamine import CalamineError

from dashboard.decisions.rules import DecisionRefused

REQUIRED = ("record_id", "verdict")


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    words: dict[str, dict[str, list[str]]] = yaml.safe_load(
        Path(__file__).with_name("worklist_words.yml").read_text(encoding="utf-8")
    )
    return words


@dataclass(frozen=True)
class WrittenDecision:
    """One row of a worklist. `row_number` counts from 1 with the heading, as a spreadsheet shows it."""

    row_number: int
    record_id: str
    verdict: str
    reason_code: str | None
    note: str | None
    seen: str | None


def read_worklist(path: Path) -> list[WrittenDecision]:
    """The decisions written in a .csv or .xlsx file, in its order; rows that decide nothing are passed over.

    Raises DecisionRefused when the file cannot be read as a worklist; nothing of it has been stored then.
    """
    table = _table(path)
    columns = {
        name: heading
        for heading in table.columns
        for name, headings in _words()["headings"].items()
        if heading.strip().lower() in headings
    }
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise DecisionRefused(
            "decisions.columns_missing", file=path.name, missing=missing, columns=list(_words()["headings"])
        )
    written = []
    for position, row in enumerate(table[list(columns.values())].itertuples(index=False), start=2):
        cells = {name: value.strip() or None for name, value in zip(columns, row, strict=True)}
        # A row of the form that nobody filled in says nothing.
        if any(value for name, value in cells.items() if name != "record_id"):
            written.append(_written(position, cells))
    return written


def _written(row_number: int, cells: dict[str, str | None]) -> WrittenDecision:
    written = cells["verdict"] or ""
    verdict = next((verdict for verdict, words in _words()["verdicts"].items() if written in words), written)
    return WrittenDecision(
        row_number,
        cells["record_id"] or "",
        verdict,
        cells.get("reason_code"),
        cells.get("note"),
        cells.get("seen"),
    )


def _table(path: Path) -> pd.DataFrame:
    try:
        if path.suffix.lower() == ".csv":
            return _csv(path)
        return pd.read_excel(path, engine="calamine", dtype=str, keep_default_na=False, na_filter=False)
    except (CalamineError, ValueError, OSError) as error:
        raise DecisionRefused("decisions.unreadable", file=path.name) from error


def _csv(path: Path) -> pd.DataFrame:
    # Excel in China writes CSV as GB18030; UTF-8 comes first because almost no GB18030 text decodes as it.
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="gb18030")
    return pd.read_csv(StringIO(text), dtype=str, keep_default_na=False, na_filter=False, skip_blank_lines=False)
