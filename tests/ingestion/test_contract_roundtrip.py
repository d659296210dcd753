"""Whatever a source's table is written in, the same rows come out; whatever bytes come in, nothing is half landed."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion.deliveries import ingest
from ingestion.mapping import Mapper
from ingestion.profile import contract_profile
from ingestion.readers import read
from ingestion.texts import StagedSheet
from ingestion.words import chinese_words
from tests.ingestion.taking_in import only_file
from warehouse.settings import Column, Contract, Home, contracts

NUMBERS = itertools.count()
# Characters both national encodings know; the sample is too short for the rare ones to be told apart.
SIMPLIFIED, TRADITIONAL = "社区服务记录成员活动帮助老人打扫卫生今天大家", "社區服務記錄成員活動幫助老人打掃衛生今天大家"

Rows = list[dict[str, Any]]


def words(letters: str) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(letters), min_size=2, max_size=8)


def values(column: Column, letters: str) -> st.SearchStrategy[Any]:
    """Values of a column, as Python has them."""
    low, high = column.min if column.min is not None else 0, column.max if column.max is not None else 9_999
    if column.vocabulary and column.type == "string":
        # Traditional files say them in English where the simplified word cannot be written.
        sayable = [word for word in column.vocabulary if letters is SIMPLIFIED or _is_in_big5(word)]
        return st.sampled_from(sayable)
    return {
        "string": words(letters),
        "integer": st.integers(int(low), int(high)),
        "number": st.integers(int(low * 4), int(high * 4)).map(lambda quarters: quarters / 4),
        "boolean": st.booleans(),
        "date": st.dates(date(2000, 1, 1), date(2049, 12, 31)),
        "timestamp": st.datetimes(datetime(2000, 1, 1), datetime(2049, 12, 31)).map(lambda t: t.replace(microsecond=0)),
        "list": st.lists(st.sampled_from(["medical", "legal", "fire"]), min_size=1, max_size=2, unique=True).map(
            ";".join
        ),
        "json": st.just('[{"objective": "o", "rating": "P"}]'),
    }[column.type]


def _is_in_big5(word: str) -> bool:
    return word.encode("big5", errors="ignore").decode("big5") == word


@st.composite
def tables(draw: st.DrawFn, contract: Contract, letters: str) -> Rows:
    """Rows of a source: what it asks for, and some of the rest; ids unlike any other value."""
    asked = {*contract.key, *contract.time}
    chosen = [column for column in contract.columns if column.required or column.name in asked or draw(st.booleans())]
    rows = []
    for number in range(draw(st.integers(1, 5))):
        row = {}
        for column in chosen:
            is_free = column.name not in asked and not column.required
            value = None if is_free and draw(st.integers(0, 3)) == 0 else draw(values(column, letters))
            is_id = column.type == "string" and column.name.endswith("_id")
            row[column.name] = f"{column.name[0].upper()}-{number:03}" if value is not None and is_id else value
        rows.append(row)
    return rows


def shown(value: Any, contract: Contract, column: str, style: int) -> str:
    """A value as somebody types it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (("true", "false"), ("是", "否"), ("Yes", "No"))[style % 3][not value]
    if isinstance(value, datetime):
        return value.strftime(("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S")[style % 3])
    if isinstance(value, date):
        return value.strftime(("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日")[style % 3])
    if isinstance(value, float):
        return f"{value:.2f}" if style % 2 else repr(value)
    said = chinese_words(contract.source, column).get(str(value))
    return said[0] if said and style % 2 else str(value)


def as_csv(rows: list[list[str]], style: int, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(
        out, delimiter=",;\t|"[style % 4], quoting=csv.QUOTE_ALL if style % 5 == 0 else csv.QUOTE_MINIMAL
    ).writerows(rows)
    return out.getvalue().encode(encoding)


def as_workbook(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def as_office_xml(rows: list[list[str]]) -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    lines = [
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{escape(cell)}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    ]
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="a"><Table>'
        f"{''.join(lines)}</Table></Worksheet></Workbook>"
    ).encode()


def as_page(rows: list[list[str]]) -> bytes:
    lines = ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return f"<html><table>{''.join(lines)}</table></html>".encode()


def records(rows: list[list[str]]) -> list[dict[str, str | None]]:
    return [dict(zip(rows[0], (cell or None for cell in row), strict=True)) for row in rows[1:]]


def as_parquet(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(
        pa.table({name: [row[place] or None for row in rows[1:]] for place, name in enumerate(rows[0])}), out
    )
    return out.getvalue()


CSV_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")

# How a table of text cells is written, given a style; whether the header may be Chinese; the letters its texts are of.
WAYS: dict[str, tuple[Callable[[list[list[str]], int], bytes], bool, str]] = {
    **{encoding: (partial(as_csv, encoding=encoding), True, SIMPLIFIED) for encoding in CSV_ENCODINGS},
    "big5": (partial(as_csv, encoding="big5"), False, TRADITIONAL),
    "xlsx": (lambda rows, _: as_workbook(rows), True, SIMPLIFIED),
    "xml": (lambda rows, _: as_office_xml(rows), True, SIMPLIFIED),
    "html": (lambda rows, _: as_page(rows), True, SIMPLIFIED),
    "json": (lambda rows, _: json.dumps({"data": records(rows)}, ensure_ascii=False).encode(), True, SIMPLIFIED),
    "jsonl": (lambda rows, _: "\n".join(map(json.dumps, records(rows))).encode(), True, SIMPLIFIED),
    "parquet": (lambda rows, _: as_parquet(rows), True, SIMPLIFIED),
}


def read_back(path: Path, contract: Contract, connection: duckdb.DuckDBPyConnection) -> Rows:
    """The rows of the file as typed columns of the contract."""
    (sheet,) = read(path)
    table = f"raw_{next(NUMBERS)}"
    incoming = pa.Table.from_batches(list(sheet.batches()), schema=sheet.schema)
    connection.register("incoming", incoming)
    connection.execute(f"create table {table} as select * from incoming")
    profile = contract_profile(contract)
    mapper = Mapper(connection, profile, [StagedSheet("f", None, table, tuple(sheet.header))], "Asia/Shanghai", "")
    mapped = mapper.map_table(profile.tables[0])
    found = connection.execute(f"select {', '.join(contract.column_names)} from {mapped.table} order by row_number")
    rows = [dict(zip(contract.column_names, row, strict=True)) for row in found.fetchall()]
    connection.execute(f"drop view {mapped.table}; drop table {table}")
    return rows


@pytest.mark.parametrize("source", list(contracts()))
def test_the_table_of_a_source_reads_alike_whatever_it_is_written_in(tmp_path: Path, source: str) -> None:
    contract = contracts()[source]
    connection = duckdb.connect()

    @settings(max_examples=10, deadline=None)
    @given(data=st.data())
    def come_back(data: st.DataObject) -> None:
        write, may_be_chinese, letters = WAYS[data.draw(st.sampled_from(sorted(WAYS)))]
        rows, style = data.draw(tables(contract, letters)), data.draw(st.integers(0, 59))
        if not may_be_chinese:
            style = 0
        headers = [contract.column(name).zh if style % 2 else name for name in rows[0]]
        cells = [[shown(row[name], contract, name, style) for name in row] for row in rows]
        path = tmp_path / "table.dat"
        path.write_bytes(write([headers, *cells], style))
        wanted = [{name: row.get(name) for name in contract.column_names} for row in rows]
        assert read_back(path, contract, connection) == wanted

    come_back()


REGISTER = ("community_id,name,residents\n" + "".join(f"C{n},和平里{n}社区,{n}00\n" for n in range(1, 9))).encode(
    "gb18030"
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_are_half_landed(tmp_path: Path, home: Home, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(REGISTER)))
    content = REGISTER[:at] + data.draw(st.binary(max_size=12)) + REGISTER[at + data.draw(st.integers(0, 40)) :]
    path = tmp_path / "communities.csv"
    path.write_bytes(data.draw(st.sampled_from([content, content[:at]])))
    file = only_file(ingest([path], home))
    assert file.status in ("landed", "repeated", "refused")
    assert file.status != "refused" or file.reason
    for batch in file.batches:
        assert batch["rows_accepted"] + batch["rows_quarantined"] == batch["rows_read"]
        for folder, rows in (
            (home.lake / str(batch["source"]), "rows_accepted"),
            (home.quarantine, "rows_quarantined"),
        ):
            assert (folder / f"{batch['batch_id']}.parquet").exists() == (batch[rows] > 0)
