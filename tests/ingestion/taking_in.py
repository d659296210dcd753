"""What the ingest tests share: writing small files and reading what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from ingestion.deliveries import FileReport, Report
from warehouse.settings import Home

LOG_HEADER = "record_id,member_id,community_id,category,started_at,ended_at,declared_hours"


def write_csv(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """A CSV of `lines`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def write_workbook(path: Path, sheets: dict[str, Sequence[Iterable[Any]]]) -> Path:
    """A workbook of sheets by name."""
    workbook = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        worksheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            worksheet.write_row(number, 0, row)
    workbook.close()
    return path


def landed(home: Home, source: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """The rows of `source` that deliveries name, in order of arrival and file."""
    files = [
        str(home.lake / source / f"{batch['batch_id']}.parquet")
        for batch in batches(home)
        if batch["source"] == source and batch["rows_accepted"]
    ]
    if not files:
        return []
    query = f"select {columns} from read_parquet(?, union_by_name = true) order by batch_id, row_number"
    return duckdb.execute(query, [files]).fetchall()


def batches(home: Home) -> list[dict[str, Any]]:
    """All batches of the home's deliveries."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in home.deliveries.glob("*.json")]
    return [batch for record in records for batch in record["batches"]]


def only_file(report: Report) -> FileReport:
    """The one file of a report."""
    (file,) = report.files
    return file


def only_batch(report: Report) -> dict[str, Any]:
    """The one batch of the one file of a report."""
    (batch,) = only_file(report).batches
    return batch


def notice_codes(batch: dict[str, Any]) -> dict[str, int]:
    """Counts of the batch's notices by code, without its topic; several of one code add up."""
    counts: dict[str, int] = {}
    for notice in batch["notices"]:
        code = notice["code"].removeprefix("ingestion.")
        counts[code] = counts.get(code, 0) + notice["count"]
    return counts


def reason_of(file: FileReport) -> str:
    """Why the file did not land, in Chinese."""
    assert file.reason is not None
    return file.reason.text("zh")
