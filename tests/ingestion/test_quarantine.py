"""An entry is open until its row has been sent again, and never closed by another row."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ingestion.deliveries import ingest
from ingestion.quarantine import entries, export
from tests.ingestion.taking_in import LOG_HEADER, landed, notice_codes, only_batch, write_csv
from warehouse.settings import Home

GOOD = "r1,m1,c1,care,2026-03-05,,1"
WITHOUT_KEY = ",m2,c1,care,2026-03-06 10:00,,2"


@pytest.fixture
def sent(tmp_path: Path, home: Home) -> Path:
    """A file taken in: two rows without a key, one of them with unreadable hours, and one with a key and no time."""
    rows = [GOOD, WITHOUT_KEY, ",m3,c1,care,2026-03-07,,two", "r4,m4,c1,care,,,1"]
    file = write_csv(tmp_path / "service_logs.csv", LOG_HEADER, *rows)
    ingest([file], home)
    assert open_rows(home) == [3, 4, 5]
    return file


def open_rows(home: Home) -> list[int]:
    """Row numbers that wait, each once."""
    return sorted({entry["row_number"] for entry in entries(home)})


def test_rows_mended_in_the_workbook_close_one_by_one_with_or_without_a_key(
    tmp_path: Path, home: Home, sent: Path
) -> None:
    workbook = tmp_path / "mend.xlsx"
    assert export(home, workbook) == 3
    book = openpyxl.load_workbook(workbook)
    (sheet,) = book.worksheets
    headers = [cell.value for cell in sheet[1]]
    assert sheet.column_dimensions[sheet.cell(1, len(headers)).column_letter].hidden
    key, hours, start = (headers.index(name) + 1 for name in ("record_id", "declared_hours", "started_at"))
    sheet.cell(2, key).value = "r2"
    sheet.cell(3, hours).value = "2"  # its key is still missing
    sheet.cell(4, start).value = "2026-03-08"
    book.save(workbook)
    batch = only_batch(ingest([workbook], home))
    assert (batch["rows_accepted"], batch["rows_quarantined"]) == (2, 1)
    assert "columns_not_taken" not in notice_codes(batch)
    assert sorted(landed(home, "service_logs", "record_id")) == [("r1",), ("r2",), ("r4",)]
    # The row refused again waits once, as the workbook's.
    assert [(entry["file_name"], entry["rule"]) for entry in entries(home)] == [("mend.xlsx", "required")]
    assert len(entries(home, "closed")) == 4


def test_rows_mended_in_their_own_file_close(home: Home, sent: Path) -> None:
    rows = [GOOD, "r2" + WITHOUT_KEY, "r3,m3,c1,care,2026-03-07,,2", "r4,m4,c1,care,2026-03-08,,1"]
    ingest([write_csv(sent, LOG_HEADER, *rows)], home)
    assert entries(home) == []


@pytest.mark.parametrize(
    ("folder", "name", "row"),
    [
        ("next", "service_logs.csv", "r9,m2,c1,care,2026-04-06 10:00,,2"),  # next month's, at the same place
        ("other", "服务记录.csv", "r2" + WITHOUT_KEY),  # another file: it may be another row
    ],
)
def test_another_row_closes_nothing(tmp_path: Path, home: Home, sent: Path, folder: str, name: str, row: str) -> None:
    ingest([write_csv(tmp_path / folder / name, LOG_HEADER, "r8,m1,c1,care,2026-04-05,,1", row)], home)
    assert open_rows(home) == [3, 4, 5]


def test_a_row_sent_again_as_bad_as_before_waits_once(tmp_path: Path, home: Home, sent: Path) -> None:
    ingest(
        [write_csv(tmp_path / "again" / "r4.csv", LOG_HEADER, "r4,m4,c1,care,,,2", GOOD)], home, source="service_logs"
    )
    assert [(entry["file_name"], entry["key"]) for entry in entries(home) if entry["key"]] == [("r4.csv", "r4")]


def test_the_rows_of_a_community_are_those_taken_in_for_it(tmp_path: Path, home: Home, sent: Path) -> None:
    ingest([write_csv(tmp_path / "c1" / "service_logs.csv", LOG_HEADER, "r7,m1,c1,care,,,1")], home, community="c1")
    assert [entry["key"] for entry in entries(home, community="c1")] == ["r7"]
    assert entries(home, community="c2") == []
