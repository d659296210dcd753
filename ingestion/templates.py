"""Templates: a workbook per source to fill in, made from its contract and taken in as it is once filled."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from ingestion.words import chinese_words
from warehouse.settings import Column, ColumnType, Contract, contracts
from warehouse.settings.messages import word

# Rows that get drop-downs and formats; more rows are taken in all the same.
PREPARED_ROWS = 2_000

# Nobody fills in what ingestion reads from the picture files.
WITHOUT_TEMPLATE = frozenset(["photos"])

_NUMBER_FORMATS: dict[ColumnType, str] = {"string": "@", "date": "yyyy-mm-dd", "timestamp": "yyyy-mm-dd hh:mm"}


def template_sources() -> list[str]:
    """The sources there is a template of, core sources first."""
    return [source for source in contracts() if source not in WITHOUT_TEMPLATE]


def write_template(contract: Contract, path: Path) -> None:
    """Writes the template of a source to `path` (.xlsx).

    One sheet, named like the source: Chinese headers (required ones starred) with a note on meaning, form and words,
    drop-downs for vocabularies, and one row marked as an example, which ingestion leaves out.
    """
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet(contract.name_zh)
    header = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
    required = workbook.add_format({**header, "bg_color": "#FCE4D6"})
    optional = workbook.add_format({**header, "bg_color": "#EDEDED"})
    for place, column in enumerate(contract.columns):
        number_format = {"num_format": _NUMBER_FORMATS.get(column.type, "General")}
        sheet.set_column(place, place, max(12, 2 * len(column.zh) + 2), workbook.add_format(number_format))
        sheet.write_string(
            0, place, f"{column.zh} *" if column.required else column.zh, required if column.required else optional
        )
        sheet.write_comment(0, place, _note(contract, column), {"x_scale": 2, "y_scale": 1.5})
        example = workbook.add_format({**number_format, "italic": True, "font_color": "#808080"})
        value = _example(contract, column)
        if isinstance(value, datetime | date):
            sheet.write_datetime(1, place, value, example)
        else:
            sheet.write(1, place, _word("example", value=value) if place == 0 else value, example)
        if choices := _choices(contract, column):
            sheet.data_validation(
                1, place, PREPARED_ROWS, place, {"validate": "list", "source": choices, "error_type": "warning"}
            )
    sheet.freeze_panes(1, 1)
    workbook.close()


def _words(contract: Contract, column: Column) -> list[str]:
    """The column's vocabulary in Chinese where it has Chinese words."""
    chinese = chinese_words(contract.source, column.name)
    return [chinese[word][0] if word in chinese else word for word in column.vocabulary]


def _choices(contract: Contract, column: Column) -> list[str]:
    if column.type == "boolean":
        return [_word("yes"), _word("no")]
    return [] if column.type == "list" else _words(contract, column)


def _note(contract: Contract, column: Column) -> str:
    lines = [_word("column", label=column.zh, column=column.name), _word("required" if column.required else "optional")]
    if column.name in contract.time:
        lines.append(_word("times", labels=[contract.column(name).zh for name in contract.time]))
    if contract.key == (column.name,):
        lines.append(_word("key"))
    elif column.name in contract.key:
        lines.append(_word("keys", labels=[contract.column(name).zh for name in contract.key]))
    lines.append(_word(column.type))
    if column.min is not None or column.max is not None:
        lines.append(_word("range", low=column.min, high=column.max))
    if column.vocabulary:
        lines.append(_word("words", words=_words(contract, column)))
    if column.references:
        lines.append(_word("references", source=contracts()[column.references].name_zh))
    return "\n".join(lines)


def _word(name: str, **values: Any) -> str:
    return word(f"ingestion.template_{name}", values)


def _example(contract: Contract, column: Column) -> str | float | date | datetime | None:
    if column.vocabulary:
        return _words(contract, column)[0]
    if column.type == "boolean":
        return _word("yes")
    if column.type == "date":
        return date(2026, 3, 5)
    if column.type == "timestamp":
        return datetime(2026, 3, 5, 14, 30)
    if column.type in ("integer", "number"):
        return 1 if column.max is None or column.max >= 1 else column.max
    if column.name.endswith("_id"):
        return f"{column.name[0].upper()}-0001"
    return None
