"""Templates: a workbook per source to fill in, made from its contract and taken in as it is once filled."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from ingestion.words import chinese_words
from warehouse.settings import Column, ColumnType, Contract, contracts

# Rows that get drop-downs and formats; more rows are taken in all the same.
PREPARED_ROWS = 2_000

EXAMPLE_MARK = "示例："

# Nobody fills in what ingestion reads from the picture files.
WITHOUT_TEMPLATE = frozenset(["photos"])

_HINTS: dict[ColumnType, str] = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "是 / 否",
    "date": "日期，如 2026-03-05",
    "timestamp": "日期和时间，如 2026-03-05 14:30",
    "list": "可填多个，用“；”隔开",
    "json": 'JSON，如 [{"objective": "报警", "rating": "P"}]',
}
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
            sheet.write(1, place, f"{EXAMPLE_MARK}{value}" if place == 0 else value, example)
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
        return ["是", "否"]
    return [] if column.type == "list" else _words(contract, column)


def _note(contract: Contract, column: Column) -> str:
    lines = [f"{column.zh}（{column.name}）", "必填" if column.required else "选填"]
    if column.name in contract.time:
        labels = "、".join(contract.column(name).zh for name in contract.time)
        lines.append(f"至少填一个时间：{labels}")
    if contract.key == (column.name,):
        lines.append("不得重复；同一编号再报一次视为更正")
    elif column.name in contract.key:
        lines.append(f"{'、'.join(contract.column(name).zh for name in contract.key)}合在一起不得重复")
    lines.append(_HINTS[column.type])
    if column.min is not None or column.max is not None:
        lines.append(
            f"范围 {'' if column.min is None else f'{column.min:g}'} – {'' if column.max is None else f'{column.max:g}'}"
        )
    if column.vocabulary:
        lines.append("取值：" + "、".join(_words(contract, column)))
    if column.references:
        lines.append(f"与“{contracts()[column.references].name_zh}”表中的编号一致")
    return "\n".join(lines)


def _example(contract: Contract, column: Column) -> str | float | date | datetime | None:
    if column.vocabulary:
        return _words(contract, column)[0]
    if column.type == "boolean":
        return "是"
    if column.type == "date":
        return date(2026, 3, 5)
    if column.type == "timestamp":
        return datetime(2026, 3, 5, 14, 30)
    if column.type in ("integer", "number"):
        return 1 if column.max is None or column.max >= 1 else column.max
    if column.name.endswith("_id"):
        return f"{column.name[0].upper()}-0001"
    return None
