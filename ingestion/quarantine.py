"""The rows that did not land: why, where they stand in which file, and a workbook of them to send back.

An entry closes when a row with its key has landed since.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import duckdb

from ingestion.lake import Lake
from warehouse.settings import Home, contracts

State = Literal["open", "closed"]

_COLUMNS = (
    "source", "batch_id", "file_name", "sheet", "row_number", "key", "rule", "column_name", "value", "reason_zh",
    "reason_en", "row_json",
)  # fmt: skip


def entries(
    home: Home, state: State | None = "open", source: str | None = None, batch_id: str | None = None
) -> list[dict[str, Any]]:
    """The quarantine entries, oldest first: one per row and rule, with `state`. `state=None` gives both kinds."""
    lake = Lake(home)
    found: list[dict[str, Any]] = []
    batches = [batch for batch in lake.batches() if batch["rows_quarantined"]]
    with duckdb.connect() as connection:
        for batch in batches:
            if (source and batch["source"] != source) or (batch_id and batch["batch_id"] != batch_id):
                continue
            path = home.quarantine / f"{batch['batch_id']}.parquet"
            rows = connection.execute(f"select {', '.join(_COLUMNS)} from read_parquet(?)", [str(path)]).fetchall()
            landed_since = _keys_landed_since(connection, lake, batch)
            for row in rows:
                entry = dict(zip(_COLUMNS, row, strict=True))
                entry["received_at"] = batch["received_at"]
                entry["state"] = "closed" if entry["key"] in landed_since else "open"
                if state is None or entry["state"] == state:
                    found.append(entry)
    return found


def _keys_landed_since(connection: duckdb.DuckDBPyConnection, lake: Lake, batch: dict[str, Any]) -> set[str]:
    later = [
        str(lake.home.lake / each["source"] / f"{each['batch_id']}.parquet")
        for each in lake.batches()
        if each["source"] == batch["source"] and each["rows_accepted"] and each["received_at"] > batch["received_at"]
    ]
    if not later:
        return set()
    key = " || '|' || ".join(f'cast("{name}" as varchar)' for name in contracts()[batch["source"]].key)
    quarantined = str(lake.home.quarantine / f"{batch['batch_id']}.parquet")
    found = connection.execute(
        f"select distinct landed from (select {key} as landed from read_parquet(?)) "
        "where landed in (select key from read_parquet(?))",
        [later, quarantined],
    ).fetchall()
    return {row[0] for row in found}


def summary(home: Home, state: State | None = "open") -> list[dict[str, Any]]:
    """One line per batch and rule: how many rows, and an example."""
    grouped: dict[tuple[str, ...], dict[str, Any]] = {}
    for entry in entries(home, state):
        line = grouped.setdefault(
            (entry["batch_id"], entry["rule"], entry["column_name"]),
            {name: entry[name] for name in ("batch_id", "source", "file_name", "received_at", "rule", "column_name")}
            | {"rows": 0, "example_row": entry["row_number"]}
            | {name: entry[name] for name in ("reason_zh", "reason_en")},
        )
        line["rows"] += 1
    return list(grouped.values())


def export(home: Home, path: Path, source: str | None = None, batch_id: str | None = None) -> int:
    """Writes the open rows as a workbook to mend and send again: the row as it came, the reason before it.

    One sheet per file and source; returns the number of rows.
    """
    import xlsxwriter

    rows: dict[tuple[str, str, str], dict[tuple[Any, ...], dict[str, Any]]] = {}
    for entry in entries(home, "open", source, batch_id):
        sheet = rows.setdefault((entry["source"], entry["file_name"], entry["sheet"] or ""), {})
        row = sheet.setdefault(
            (entry["row_number"], entry["key"]),
            {"entry": entry, "reasons": [], "row": json.loads(entry["row_json"] or "{}")},
        )
        row["reasons"].append(f"{entry['reason_zh']} / {entry['reason_en']}")
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    bold = workbook.add_format({"bold": True, "bg_color": "#f2f2f2"})
    for number, ((source_name, file_name, _), sheet_rows) in enumerate(rows.items(), start=1):
        name = source_name if number == 1 and len(rows) == 1 else f"{source_name[:24]} {number}"
        worksheet = workbook.add_worksheet(name)
        headers = list(dict.fromkeys(header for row in sheet_rows.values() for header in row["row"]))
        for place, header in enumerate(("问题 reason", "原文件 file", "原行号 row", *headers)):
            worksheet.write_string(0, place, header, bold)
        for line, row in enumerate(sheet_rows.values(), start=1):
            worksheet.write_string(line, 0, "\n".join(row["reasons"]))
            worksheet.write_string(line, 1, file_name)
            worksheet.write_number(line, 2, row["entry"]["row_number"])
            for place, header in enumerate(headers, start=3):
                if (cell := row["row"].get(header)) is not None:
                    worksheet.write_string(line, place, str(cell))
        worksheet.set_column(0, 0, 48)
        worksheet.set_column(1, 2 + len(headers), 16)
        worksheet.freeze_panes(1, 0)
    if not rows:
        workbook.add_worksheet("空 empty")
    workbook.close()
    return sum(len(sheet) for sheet in rows.values())
