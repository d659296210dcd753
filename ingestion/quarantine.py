"""The rows that did not land: why, where they stand in which file, and a workbook of them to send back.

An entry is open until its row has been sent again, well or badly: then it has landed, or a newer entry stands for it. The
row is known by its key; by the entry's number, which the workbook carries; or, where the key itself was missing, by
standing at the same place of a file of the same name, with nothing changed but empty and faulty cells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from ingestion.data_docs import in_both_languages
from ingestion.lake import Lake
from ingestion.sql import literal, quoted
from ingestion.texts import StagedSheet
from ingestion.words import headers_of_rows_to_mend
from warehouse.settings import Home, contracts
from warehouse.settings.messages import Message, as_told, message

State = Literal["open", "closed"]


def entries(
    home: Home,
    state: State | None = "open",
    source: str | None = None,
    batch_id: str | None = None,
    community: str | None = None,
) -> list[dict[str, Any]]:
    """The quarantine entries, oldest first: one per row and rule, with `reason` (Message) and `state`. `state=None` gives
    both kinds.

    `entry` numbers the row: a row that breaks several rules has one number. Of `community` are the rows of the files taken
    in for it.
    """
    lake = Lake(home)
    batches = lake.batches()
    waiting = [
        batch
        for batch in batches
        if batch["rows_quarantined"]
        and source in (None, batch["source"])
        and batch_id in (None, batch["batch_id"])
        and community in (None, batch.get("community_id"))
    ]
    answers = {entry: batch["received_at"] for batch in batches for entry in batch.get("answers", ())}
    found: list[dict[str, Any]] = []
    with duckdb.connect() as connection:
        sent_again = {
            name: _keys_sent_again(connection, lake, [batch for batch in waiting if batch["source"] == name], batches)
            for name in dict.fromkeys(batch["source"] for batch in waiting)
        }
        for batch in waiting:
            rows = connection.sql(f"select * from {_rows(_quarantined(lake, [batch]))}").to_arrow_table().to_pylist()
            for entry in rows:
                last = max(answers.get(entry.get("entry"), ""), sent_again[batch["source"]].get(entry["key"], ""))
                entry["reason"] = _reason(entry)
                entry["received_at"] = batch["received_at"]
                entry["state"] = "closed" if last > batch["received_at"] else "open"
                if state in (None, entry["state"]):
                    found.append(entry)
    return found


def _reason(entry: dict[str, Any]) -> Message:
    """Why a row did not land, which older releases told in two sentences; takes it out of the columns of `entry`."""
    if "reason_zh" in entry:
        return as_told(entry.pop("reason_zh"), entry.pop("reason_en"))
    return Message(entry.pop("reason_code"), json.loads(entry.pop("reason_values")))


def _keys_sent_again(
    connection: duckdb.DuckDBPyConnection,
    lake: Lake,
    waiting: Sequence[dict[str, Any]],
    batches: Iterable[dict[str, Any]],
) -> dict[str, str]:
    """When the keys of the `waiting` batches, all of one source, last arrived since the first of them."""
    source, since = waiting[0]["source"], min(batch["received_at"] for batch in waiting)
    later = [batch for batch in batches if batch["source"] == source and batch["received_at"] > since]
    key = " || '|' || ".join(f"cast({quoted(name)} as varchar)" for name in contracts()[source].key)
    accepted = [lake.home.lake / source / f"{batch['batch_id']}.parquet" for batch in later if batch["rows_accepted"]]
    refused = _quarantined(lake, [batch for batch in later if batch["rows_quarantined"]])
    arrived = [
        f"select {columns}, batch_id from {_rows(files)}"
        for columns, files in ((f"{key} as key", accepted), ("key", refused))
        if files
    ]
    if not arrived:
        return {}
    connection.register(
        "arrivals", pa.table({name: [batch[name] for batch in later] for name in ("batch_id", "received_at")})
    )
    found = connection.execute(
        f"select key, max(received_at) from ({' union all '.join(arrived)}) inner join arrivals using (batch_id) "
        f"where key in (select key from {_rows(_quarantined(lake, waiting))} where key is not null) group by key"
    ).fetchall()
    return dict(found)


def _quarantined(lake: Lake, batches: Iterable[dict[str, Any]]) -> list[Path]:
    return [lake.home.quarantine / f"{batch['batch_id']}.parquet" for batch in batches]


def _rows(files: Iterable[Path]) -> str:
    return f"read_parquet([{', '.join(literal(str(path)) for path in files)}], union_by_name = true)"


def answered(
    connection: duckdb.DuckDBPyConnection, lake: Lake, source: str, staged: Sequence[StagedSheet]
) -> list[str]:
    """Numbers of the entries of `source` whose rows are in the `staged` sheets again, told otherwise than by their key."""
    numbers: set[str] = set()
    entry_header = headers_of_rows_to_mend()[-1]
    for sheet in staged:
        if entry_header in sheet.headers:
            written = connection.execute(f"select {quoted(entry_header)} from {sheet.table}").fetchall()
            numbers.update(number for (number,) in written if number)
    waiting = [batch for batch in lake.batches() if batch["source"] == source and batch["rows_quarantined"]]
    for sheet in staged if waiting else ():
        rows = connection.execute(
            "select before.entry, any_value(before.row_json), list(before.value), any_value(to_json(now)) "
            f"from {_rows(_quarantined(lake, waiting))} as before inner join {sheet.table} as now using (row_number) "
            f"where before.key is null and before.row_json is not null and before.file_name = {literal(sheet.file_name)} "
            f"and before.sheet is not distinct from {literal(sheet.name)} group by before.entry"
        ).fetchall()
        for number, before, faulty, now in rows:
            kept = {name: cell for name, cell in json.loads(before).items() if cell is not None and cell not in faulty}
            if kept.items() <= json.loads(now).items():
                numbers.add(number)
    return sorted(numbers)


def summary(home: Home, state: State | None = "open") -> list[dict[str, Any]]:
    """One line per batch and rule: how many rows, and an example."""
    grouped: dict[tuple[str, ...], dict[str, Any]] = {}
    for entry in entries(home, state):
        line = grouped.setdefault(
            (entry["batch_id"], entry["rule"], entry["column_name"]),
            {name: entry[name] for name in ("batch_id", "source", "file_name", "received_at", "rule", "column_name")}
            | {"rows": 0, "example_row": entry["row_number"], "reason": entry["reason"]},
        )
        line["rows"] += 1
    return list(grouped.values())


def export(
    home: Home, path: Path, source: str | None = None, batch_id: str | None = None, community: str | None = None
) -> int:
    """Writes the open rows as a workbook to mend and send again: the row as it came, the reason before it.

    One sheet per file and source, with the entries' numbers in a hidden column; returns the number of rows.
    """
    import xlsxwriter

    rows: dict[tuple[str, str, str], dict[tuple[Any, ...], dict[str, Any]]] = {}
    for entry in entries(home, "open", source, batch_id, community):
        sheet = rows.setdefault((entry["source"], entry["file_name"], entry["sheet"] or ""), {})
        row = sheet.setdefault(
            (entry["row_number"], entry["key"]),
            {"entry": entry, "reasons": [], "row": json.loads(entry["row_json"] or "{}")},
        )
        row["reasons"].append(in_both_languages(entry["reason"], " / "))
    own_headers = headers_of_rows_to_mend()
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    bold = workbook.add_format({"bold": True, "bg_color": "#f2f2f2"})
    for number, ((source_name, file_name, _), sheet_rows) in enumerate(rows.items(), start=1):
        name = source_name if number == 1 and len(rows) == 1 else f"{source_name[:24]} {number}"
        worksheet = workbook.add_worksheet(name)
        headers = list(dict.fromkeys(header for row in sheet_rows.values() for header in row["row"]))
        headers = [header for header in headers if header not in own_headers]
        for place, header in enumerate((*own_headers[:3], *headers, own_headers[-1])):
            worksheet.write_string(0, place, header, bold)
        for line, row in enumerate(sheet_rows.values(), start=1):
            worksheet.write_string(line, 0, "\n".join(row["reasons"]))
            worksheet.write_string(line, 1, file_name)
            worksheet.write_number(line, 2, row["entry"]["row_number"])
            for place, header in enumerate(headers, start=3):
                if (cell := row["row"].get(header)) is not None:
                    worksheet.write_string(line, place, str(cell))
            worksheet.write_string(line, 3 + len(headers), row["entry"]["entry"])
        worksheet.set_column(0, 0, 48)
        worksheet.set_column(1, 2 + len(headers), 16)
        worksheet.set_column(3 + len(headers), 3 + len(headers), 16, None, {"hidden": True})
        worksheet.freeze_panes(1, 0)
    if not rows:
        workbook.add_worksheet(in_both_languages(message("ingestion.nothing_to_mend")))
    workbook.close()
    return sum(len(sheet) for sheet in rows.values())
