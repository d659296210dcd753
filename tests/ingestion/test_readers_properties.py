"""What must hold for every table and for any bytes at all."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion.readers import ROW_NUMBER, FileRefused, read

SIMPLIFIED = "社区服务时长记录成员党员志愿者参加活动帮助老人打扫楼道卫生上门看望今天大家一起到了"
TRADITIONAL = "社區服務時長記錄成員黨員志願者參加活動幫助老人打掃樓道衛生上門看望今天大家一起到了"
PLAIN = "abcXYZ019 .,;:-_/()'\"\n，。"
LATIN_WORDS = ["café", "forêt", "été", "garçon", "Noël", "l'école", "abc", "12,5", '"', " ", "\n", "; "]

LABELS = ["记录编号", "成员编号", "社区", "服务内容", "备注信息"]
TRADITIONAL_LABELS = ["記錄編號", "成員編號", "社區", "服務內容", "備註資料"]
LATIN_LABELS = ["Numéro", "Prénom", "Quartier", "Activité", "Remarque"]

ENCODINGS = [
    ("utf-8", SIMPLIFIED + PLAIN + "é€😀", LABELS),
    ("utf-8-sig", SIMPLIFIED + PLAIN + "é€😀", LABELS),
    ("utf-16", SIMPLIFIED + PLAIN + "é€😀", LABELS),
    ("utf-16-le", SIMPLIFIED + PLAIN, LABELS),
    ("utf-16-be", SIMPLIFIED + PLAIN, LABELS),
    ("gb18030", SIMPLIFIED + PLAIN, LABELS),
    ("big5", TRADITIONAL + PLAIN, TRADITIONAL_LABELS),
    ("cp1252", LATIN_WORDS, LATIN_LABELS),
]

PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Table = list[list[str]]


@st.composite
def tables(draw: st.DrawFn, parts: str | list[str], labels: list[str]) -> Table:
    """A header of at least two columns and up to eight rows of free text; every row has some text."""
    width = draw(st.integers(2, len(labels)))
    # The apostrophe that keeps a spreadsheet from changing a number ('0012) is taken off by design.
    texts = st.lists(st.sampled_from(parts), max_size=12).map("".join)
    cell = texts.filter(lambda text: not re.fullmatch(r"'\d+", text))
    row = st.lists(cell, min_size=width, max_size=width).filter(lambda cells: any(text.strip() for text in cells))
    return [labels[:width], *draw(st.lists(row, max_size=8))]


def found(path: Path) -> tuple[list[str], list[list[Any]], list[int]]:
    (sheet,) = read(path)
    records = [record for batch in sheet.batches(3) for record in batch.to_pylist()]
    cells = [[record[name] or "" for name in sheet.header] for record in records]
    return sheet.header, cells, [record[ROW_NUMBER] for record in records]


@pytest.mark.parametrize(("encoding", "parts", "labels"), ENCODINGS, ids=[case[0] for case in ENCODINGS])
def test_any_table_written_as_csv_is_read_back_equal(
    tmp_path: Path, encoding: str, parts: str | list[str], labels: list[str]
) -> None:
    @PROPERTY
    @given(tables(parts, labels))
    def read_back(table: Table) -> None:
        out = io.StringIO()
        csv.writer(out).writerows(table)
        (tmp_path / "t.csv").write_bytes(out.getvalue().encode(encoding))
        assert found(tmp_path / "t.csv") == (table[0], table[1:], list(range(2, len(table) + 1)))

    read_back()


# Every workbook is read in a process of its own.
@settings(PROPERTY, max_examples=10)
@given(table=tables(SIMPLIFIED + PLAIN + "é€😀", LABELS))
def test_any_table_written_as_a_workbook_is_read_back_equal(tmp_path: Path, table: Table) -> None:
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    assert found(tmp_path / "t.xlsx") == (table[0], table[1:], list(range(2, len(table) + 1)))


def small_files() -> list[bytes]:
    """Small files of several formats, to be damaged."""
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        workbook.add_worksheet().write_row(0, 0, LABELS)
    text = "社区,时长\n和平,2\n"
    return [
        book.getvalue(),
        text.encode("gb18030"),
        text.encode("utf-16"),
        b'[{"a": 1, "b": [1, {"c": null}]}]',
        b"<table><tr><td>a",
    ]


SEEDS = small_files()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_do_more_than_be_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = data.draw(st.one_of(st.binary(max_size=200), st.sampled_from(SEEDS)))
    at = data.draw(st.integers(0, len(content)))
    content = content[:at] + data.draw(st.binary(max_size=8)) + content[at + data.draw(st.integers(0, 20)) :]
    (tmp_path / "any.dat").write_bytes(content)
    try:
        for sheet in read(tmp_path / "any.dat"):
            for batch in sheet.batches():
                batch.validate(full=True)
    except FileRefused:
        return
