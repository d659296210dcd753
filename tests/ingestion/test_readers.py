"""Files as offices really send them, each made here in a few lines."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from ingestion.readers import EXTRA_CELLS, ROW_NUMBER, FileRefused, Sheet, is_table_file, read

SIMPLIFIED = [["成员编号", "社区编号", "服务内容"], ["M1", "C1", "陪同老人就医"], ["M2", "C1", "打扫楼道卫生"]]
TRADITIONAL = [["成員編號", "社區編號", "服務內容"], ["M1", "C1", "陪同長者就醫"], ["M2", "C1", "打掃樓道衛生"]]
FRENCH = [["Prénom", "Quartier"], ["Zoé", "Forêt"], ["Noël", "Béthune"]]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def as_csv(table: list[list[str]], line_end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=line_end).writerows(table)
    return out.getvalue()


def records(sheet: Sheet, chunk_rows: int = 1000) -> list[dict[str, Any]]:
    return [record for batch in sheet.batches(chunk_rows) for record in batch.to_pylist()]


def cells(sheet: Sheet) -> list[list[str | None]]:
    return [[record[name] for name in sheet.header] for record in records(sheet)]


def rows_and_numbers(sheet: Sheet) -> list[tuple[Any, ...]]:
    return [(record[ROW_NUMBER], *(record[name] for name in sheet.header)) for record in records(sheet)]


def codes(sheet: Sheet) -> set[str]:
    return {note.code.removeprefix("ingestion.") for note in sheet.notes}


def only(path: Path) -> Sheet:
    (sheet,) = read(path)
    return sheet


@pytest.mark.parametrize(
    ("table", "encoding", "named"),
    [
        (SIMPLIFIED, "utf-8", "UTF-8"),
        (SIMPLIFIED, "utf-8-sig", "UTF-8"),
        (SIMPLIFIED, "utf-16", "UTF-16"),
        (SIMPLIFIED, "utf-16-le", "UTF-16 LE"),
        (SIMPLIFIED, "utf-16-be", "UTF-16 BE"),
        (SIMPLIFIED, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "gb18030", "GB18030"),
        (FRENCH, "cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path: Path, table: list[list[str]], encoding: str, named: str) -> None:
    sheet = only(write(tmp_path / "台账.csv", as_csv(table), encoding))
    assert [sheet.header, *cells(sheet)] == table
    assert named in next(note.text("en") for note in sheet.notes if note.code == "ingestion.encoding")


def test_classic_mac_text_is_read_by_its_line_ends(tmp_path: Path) -> None:
    sheet = only(write(tmp_path / "mac.csv", as_csv(FRENCH, "\r"), "mac-roman"))
    assert [sheet.header, *cells(sheet)] == FRENCH


def test_one_damaged_byte_does_not_turn_utf8_into_another_encoding(tmp_path: Path) -> None:
    content = as_csv(SIMPLIFIED * 20).encode()
    damaged = content[:-6] + content[-5:]
    (tmp_path / "cut.csv").write_bytes(damaged)
    sheet = only(tmp_path / "cut.csv")
    assert sheet.header == SIMPLIFIED[0]
    assert "unreadable_characters" in codes(sheet)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path / "t.txt", f"name{delimiter}hours\n王芳{delimiter}1,5\n李强{delimiter}2\n")
    if delimiter == ",":
        path = write(tmp_path / "t.txt", 'name,hours\n王芳,"1,5"\n李强,2\n')
    assert cells(only(path)) == [["王芳", "1,5"], ["李强", "2"]]


def test_row_numbers_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", 'id,text\n\n1,"two\nlines"\n,\n2,"a ""b"", c"\n')
    assert rows_and_numbers(only(path)) == [(3, "1", "two\nlines"), (5, "2", 'a "b", c')]


def test_a_short_row_is_completed_and_a_long_row_is_told_with_its_surplus(tmp_path: Path) -> None:
    sheet = only(write(tmp_path / "t.csv", "id,place,hours\n1,A,2\n2,B\n3,C,4,what,is,this\n4,D,5,\n5,E,6\n"))
    read_rows = records(sheet)
    assert [row[ROW_NUMBER] for row in read_rows] == [2, 3, 4, 5, 6]
    assert [row["hours"] for row in read_rows] == ["2", None, "4", "5", "6"]
    assert [row[EXTRA_CELLS] for row in read_rows] == [None, None, "what\tis\tthis", None, None]
    assert {"short_rows", "long_rows"} <= codes(sheet)


def test_a_quotation_mark_never_closed_loses_no_row(tmp_path: Path) -> None:
    body = "".join(f"{number},好\n" for number in range(40))
    sheet = only(write(tmp_path / "t.csv", f'id,text\n{body}40,"未完\n41,好\n42,好\n'))
    assert [row["id"] for row in records(sheet)] == [str(number) for number in range(43)]


def test_a_table_larger_than_one_block_keeps_every_row_in_its_place(tmp_path: Path) -> None:
    line = "C01," + "邻里互助" * 40 + ","
    lines = ["社区编号,说明,,", *[f"{line}" for _ in range(40_000)]]
    lines[30_000] = "C02,短行"
    lines[39_000] = line + ",迟到的备注"
    lines[39_500] = line + ",,多出一格"
    sheet = only(write(tmp_path / "big.csv", "\n".join(lines)))
    assert sheet.header == ["社区编号", "说明", "column_4"]
    read_rows = records(sheet)
    assert [row[ROW_NUMBER] for row in read_rows] == list(range(2, 40_002))
    assert [row[ROW_NUMBER] for row in read_rows if row["社区编号"] == "C02"] == [30_001]
    assert [row[ROW_NUMBER] for row in read_rows if row["column_4"]] == [39_001]
    assert [row[ROW_NUMBER] for row in read_rows if row[EXTRA_CELLS]] == [39_501]


def test_repeated_and_reserved_header_names_stay_apart(tmp_path: Path) -> None:
    sheet = only(write(tmp_path / "t.csv", "name,name,row_number\na,b,c\n"))
    assert sheet.header == ["name", "name.1", "row_number.1"]
    assert records(sheet) == [{"name": "a", "name.1": "b", "row_number.1": "c", ROW_NUMBER: 2, EXTRA_CELLS: None}]


def test_a_table_without_header_is_not_robbed_of_its_first_row(tmp_path: Path) -> None:
    sheet = only(write(tmp_path / "t.csv", "张三,2026-01-03,2.5\n李四,2026-01-04,1.0\n"))
    assert sheet.header_row == 0
    assert len(cells(sheet)) == 2
    assert "no_header" in codes(sheet)


def office_workbook(path: Path) -> Path:
    """A register as an office keeps it: title, two header lines, blank column, section of totals, side list, remark."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        merged = book.add_format({"align": "center"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.merge_range("B1:G1", "光明街道志愿服务登记表（2026年1月）", merged)
        sheet.merge_range("B3:B4", "社区", merged)
        sheet.merge_range("C3:D3", "服务时间", merged)
        sheet.write_row("C4", ["开始", "结束"])
        sheet.merge_range("E3:E4", "时长", merged)
        sheet.merge_range("F3:F4", "党员", merged)
        sheet.merge_range("G3:G4", "序号", merged)
        sheet.merge_range("B5:B6", "和平社区", merged)
        sheet.write("B7", "东湖社区")
        for row in range(4, 7):
            sheet.write_datetime(row, 2, datetime(2026, 1, 3), day)
            sheet.write_datetime(row, 3, datetime(2026, 1, 3, 11, 30), moment)
            sheet.write_number(row, 4, 2.5 if row == 4 else 4.0)
            sheet.write_boolean(row, 5, row == 4)
            sheet.write_number(row, 6, row - 3)
        sheet.write_row("B8", ["合计", "", "", 10.5])
        sheet.write("B10", "备注：本表由网格员填写")
        sheet.write_column("I3", ["类别", "环境"])
        sheet.write_blank(400, 30, None, merged)
        lists = book.add_worksheet("选项")
        lists.write_column("A1", ["类别", "环境", "助老"])
        lists.hide()
        book.add_worksheet("Sheet3")
    return path


def test_an_office_register_is_read_as_a_person_would(tmp_path: Path) -> None:
    register, lists = read(office_workbook(tmp_path / "登记表.xlsx"))
    assert (register.sheet, register.header_row, register.hidden) == ("台账", 4, False)
    assert register.header == ["社区", "服务时间/开始", "服务时间/结束", "时长", "党员", "序号"]
    assert rows_and_numbers(register) == [
        (5, "和平社区", "2026-01-03", "2026-01-03T11:30:00", "2.5", "true", "1"),
        (6, "和平社区", "2026-01-03", "2026-01-03T11:30:00", "4", "false", "2"),
        (7, "东湖社区", "2026-01-03", "2026-01-03T11:30:00", "4", "false", "3"),
    ]
    assert {"title_rows", "header_lines", "total_rows", "remark_rows", "side_table", "merged_cells"} <= codes(register)
    assert "empty_sheets" in codes(register)
    assert lists.hidden
    assert "hidden_sheet" in codes(lists)


def test_a_total_above_the_data_and_a_repeated_header_are_no_records(tmp_path: Path) -> None:
    text = "社区,时长\n合 计,7\n和平,3\n社区,时长\n东湖,4\n小计：,7\n"
    sheet = only(write(tmp_path / "t.csv", text))
    assert rows_and_numbers(sheet) == [(3, "和平", "3"), (5, "东湖", "4")]
    assert {"total_rows", "repeated_header_rows"} <= codes(sheet)


def test_a_stray_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "hours"])
        for row in range(1, 50):
            sheet.write_row(row, 0, [f"R{row}", str(row)])
        sheet.write_string(99_999, 16_383, "x")
    sheet = only(tmp_path / "far.xlsx")
    assert sheet.header[:2] == ["id", "hours"]
    assert cells(sheet)[0][:2] == ["R1", "1"]


def test_the_bytes_decide_and_not_the_extension(tmp_path: Path) -> None:
    office_workbook(tmp_path / "book.xlsx").rename(tmp_path / "book.csv")
    assert read(tmp_path / "book.csv")[0].sheet == "台账"
    assert cells(only(write(tmp_path / "text.xls", as_csv(SIMPLIFIED), "gb18030"))) == SIMPLIFIED[1:]
    page = "<html><meta charset=gbk><table><tr><th>社区<th>时长</tr><tr><td>和平<td>3</tr></table></html>"
    assert cells(only(write(tmp_path / "page.xls", page, "gb18030"))) == [["和平", "3"]]


def test_an_excel_2003_xml_export(tmp_path: Path) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    text = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="导出"><Table>'
        '<Row><Cell><Data ss:Type="String">社区</Data></Cell><Cell><Data ss:Type="String">日期</Data></Cell></Row>'
        '<Row ss:Index="3"><Cell><Data ss:Type="String">和平</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2026-01-03T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    sheet = only(write(tmp_path / "导出.xls", text))
    assert sheet.sheet == "导出"
    assert rows_and_numbers(sheet) == [(3, "和平", "2026-01-03")]


RECORDS = [
    {"id": "a", "hours": 4.0, "tags": ["x", "y"], "place": {"lat": 30.5}},
    {"id": "b", "late": True, "objectives": [{"objective": "o", "rating": "P"}]},
]
READ_RECORDS = [
    {"id": "a", "hours": "4", "tags": "x;y", "place.lat": "30.5", "late": None, "objectives": None},
    {
        "id": "b",
        "hours": None,
        "tags": None,
        "place.lat": None,
        "late": "true",
        "objectives": '[{"objective": "o", "rating": "P"}]',
    },
]


@pytest.mark.parametrize(
    "text",
    [json.dumps(RECORDS), json.dumps({"data": RECORDS}), "\n".join(json.dumps(record) for record in RECORDS)],
    ids=["array", "wrapped", "lines"],
)
def test_json_records(tmp_path: Path, text: str) -> None:
    read_records = records(only(write(tmp_path / "records.json", text)))
    assert [record.pop(ROW_NUMBER) for record in read_records] == [1, 2]
    assert [
        {key: value for key, value in record.items() if key != EXTRA_CELLS} for record in read_records
    ] == READ_RECORDS


def test_parquet_values_become_text(tmp_path: Path) -> None:
    table = pa.table({"id": [1, 2], "hours": [4.0, 0.5], "on": [date(2026, 1, 3), None], "ok": [True, False]})
    pq.write_table(table, tmp_path / "t.parquet")
    assert cells(only(tmp_path / "t.parquet")) == [["1", "4", "2026-01-03", "true"], ["2", "0.5", None, "false"]]


def test_a_zip_made_on_chinese_windows(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "批次.zip", "w") as archive:
        member = zipfile.ZipInfo("PLACEHOLD.csv")
        archive.writestr(member, as_csv(SIMPLIFIED).encode("gb18030"))
        archive.writestr("broken.csv", b"")
        archive.writestr("__MACOSX/._x.csv", b"\x00\x01")
    raw = (tmp_path / "批次.zip").read_bytes().replace(b"PLACEHOLD", "服务记录".encode("gb18030") + b"1")
    (tmp_path / "批次.zip").write_bytes(raw)
    sheet = only(tmp_path / "批次.zip")
    assert sheet.file_name == "批次.zip/服务记录1.csv"
    assert cells(sheet) == SIMPLIFIED[1:]
    assert {name: refused.code for name, refused in sheet.refused_members.items()} == {
        "批次.zip/broken.csv": "ingestion.empty"
    }


def encrypted_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a,b\n1,2\n")
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"\xff\xfe", "empty"),
        (random.Random(4).randbytes(5000), "binary"),
        (b"??,????\nM1,3\n", "destroyed_text"),
        ("社区\ufffd号,时长\nC1,3\n".encode(), "destroyed_text"),
        (b"id,name\n1,???\n2,????\n3,??\n4,???\n", "destroyed_text"),
        (b"%PDF-1.7 \n", "unknown_format"),
        (b"<html><body>login</body></html>", "page_without_table"),
        (b'[{"a": 1}, {"a": ', "malformed"),
        (b"PAR1" + b"\x00" * 40 + b"PAR1", "malformed"),
        (b"PK\x03\x04" + b"\x00" * 60, "archive_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "file.csv").write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path / "file.csv")
    assert refusal.value.code == f"ingestion.{code}"
    assert "没有写入任何数据" in refusal.value.text("zh")
    assert "Nothing was taken over" in refusal.value.text("en")


def test_a_protected_archive_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(encrypted_zip(tmp_path / "secret.zip"))
    assert refusal.value.code == "ingestion.archive_encrypted"


def test_a_workbook_cut_off_while_copying_is_refused(tmp_path: Path) -> None:
    content = office_workbook(tmp_path / "whole.xlsx").read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(content[: len(content) // 2])
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path / "cut.xlsx")
    assert refusal.value.code == "ingestion.archive_damaged"


def test_lock_files_and_photos_are_not_offered_as_tables(tmp_path: Path) -> None:
    names = ["a.csv", "b.XLSX", "~$b.xlsx", ".DS_Store", "p.jpg"]
    for name in names:
        (tmp_path / name).touch()
    assert [name for name in names if is_table_file(tmp_path / name)] == ["a.csv", "b.XLSX"]


def garbled(text: str, meant: str, shown: str) -> bytes:
    """UTF-8 of a text a program saved after reading it in the wrong encoding."""
    return text.encode(meant).decode(shown, errors="replace").encode()


@pytest.mark.parametrize(
    "content",
    [
        garbled(as_csv(SIMPLIFIED), "utf-8", "gb18030"),
        garbled(as_csv(SIMPLIFIED), "utf-8", "latin-1"),
        garbled(as_csv(SIMPLIFIED), "gb18030", "latin-1"),
        garbled(as_csv(TRADITIONAL), "big5", "gb18030"),
        b"id,place\n" + garbled("1,和平社区\n" * 9, "utf-8", "latin-1"),
        "锟斤拷,锟斤拷\n1,2\n".encode(),
    ],
    ids=["utf8-as-gbk", "utf8-as-latin", "gbk-as-latin", "big5-as-gbk", "cells-only", "kunjinkao"],
)
def test_text_garbled_by_another_program_is_refused_as_that(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path / "t.csv")
    assert refusal.value.code in ("ingestion.destroyed_text", "ingestion.garbled_text")


@pytest.mark.parametrize(
    "table",
    [
        [["姓名", "社区"], ["谌焱", "亓家"], ["翟璐", "阚庄"]],
        [["Straße", "Größe"], ["Müllergässchen", "groß"], ["Ölmühle", "klein"]],
        [["Наименование", "Район"], ["Москва", "Центр"], ["Казань", "Север"]],
    ],
    ids=["rare-names", "german", "russian"],
)
def test_unusual_but_sound_text_is_not_called_garbled(tmp_path: Path, table: list[list[str]]) -> None:
    assert cells(only(write(tmp_path / "t.csv", as_csv(table)))) == table[1:]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("номер,район\n1,Москва\n".encode("cp1251"), "unknown_encoding"),
        (as_csv(SIMPLIFIED).encode() + "M3,C2,调解邻里纠纷\n".encode("gb18030"), "mixed_encodings"),
        (b"$FL2@(#) SPSS DATA FILE" + bytes(99), "unknown_format"),
        (b"\x09\x08\x08\x00\x00\x00\x10\x00" + bytes(99), "unknown_format"),
        (b"MIME-Version: 1.0\r\n\r\n<table><tr><td>a</table>", "unknown_format"),
        (b"<?xml version='1.0'?><rows><row><id>1</id></row></rows>", "xml_without_table"),
        (b"<html><table><tr><td>password<td><input type=password></table></html>", "page_without_table"),
        (b'{"code": 0, "data": []}', "empty"),
    ],
)
def test_the_true_reason_is_given(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "file.xls").write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path / "file.xls")
    assert refusal.value.code == f"ingestion.{code}"


def test_stray_zero_bytes_and_the_old_end_mark_do_not_stop_a_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(as_csv(SIMPLIFIED * 9).encode() + b"M9,C9,a\x00b\r\n\x1a")
    sheet = only(tmp_path / "t.csv")
    assert cells(sheet)[-1] == ["M9", "C9", "a\ufffdb"]
    assert "unreadable_characters" in codes(sheet)


def test_what_keeps_excel_from_changing_numbers_is_taken_off(tmp_path: Path) -> None:
    sheet = only(write(tmp_path / "t.csv", '编号,电话,证件\n="0012",\t138,\'42\n="0013",139\t,\'43\n', "gb18030"))
    assert cells(sheet) == [["0012", "138", "42"], ["0013", "139", "43"]]
    assert "wrapped_cells" in codes(sheet)


@pytest.mark.parametrize("delimiter", ["，", "^"])
def test_rare_delimiters_divide_where_the_usual_ones_do_not(tmp_path: Path, delimiter: str) -> None:
    assert cells(only(write(tmp_path / "t.txt", "\n".join(map(delimiter.join, SIMPLIFIED))))) == SIMPLIFIED[1:]


def workbook(path: Path, rows: list[list[Any]], *merged: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, column, cell)
        for cells_of_one in merged:
            first = rows[int(re.findall(r"\d+", cells_of_one)[0]) - 1][ord(cells_of_one[0]) - ord("A")]
            sheet.merge_range(cells_of_one, first)
    return path


REGISTER: list[list[Any]] = [["序号", "社区", "人数"], [1, "和平", 10], [2, "东湖", 20]]
READ_REGISTER = [["1", "和平", "10"], ["2", "东湖", "20"]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([["统计表"], ["填报单位：街道", "", "单位：人"]], []),
        ([], [["", "小计", 30], ["和平街道小计", "", 30], ["合计（2 个社区）", "", 30], ["平均", "", 15]]),
        ([], [["填表人：张三", "审核人：李四", "2026-01-05"], ["共 2 条记录"]]),
        ([], [[], ["说明：1. 本表一式两份"], ["2. 每月 5 日前报送"], ["3. 联系人王五"]]),
    ],
    ids=["captions", "totals", "signatures", "remarks"],
)
def test_what_stands_around_a_table_is_no_record(
    tmp_path: Path, above: list[list[Any]], below: list[list[Any]]
) -> None:
    sheet = only(workbook(tmp_path / "t.xlsx", [*above, *REGISTER, *below]))
    assert sheet.header == REGISTER[0]
    assert cells(sheet) == READ_REGISTER


@pytest.mark.parametrize("name", ["合计社区", "Total Health Centre", "会计"])
def test_a_place_called_like_a_total_stays(tmp_path: Path, name: str) -> None:
    assert cells(only(workbook(tmp_path / "t.xlsx", [*REGISTER, [3, name, 5]])))[-1] == ["3", name, "5"]


def test_three_header_lines_are_joined_as_they_are_merged(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["社区", "满意度", "", "", ""],
        ["", "环境", "", "安全", ""],
        ["", "人数", "得分", "人数", "得分"],
        ["和平", 10, 4.5, 9, 4.2],
        ["东湖", 11, 4.1, 8, 3.9],
    ]
    sheet = only(workbook(tmp_path / "t.xlsx", rows, "A1:A3", "B1:E1", "B2:C2", "D2:E2"))
    assert sheet.header == ["社区", "满意度/环境/人数", "满意度/环境/得分", "满意度/安全/人数", "满意度/安全/得分"]
    assert len(cells(sheet)) == 2


@pytest.mark.parametrize(
    ("line", "header"),
    [(["", "小时", "km²"], ["社区", "时长/小时", "面积/km²"]), (["甲", 1, 2], ["社区", "时长", "面积"])],
    ids=["units", "column-numbers"],
)
def test_a_line_of_units_or_column_numbers_is_no_record(tmp_path: Path, line: list[Any], header: list[str]) -> None:
    sheet = only(workbook(tmp_path / "t.xlsx", [["社区", "时长", "面积"], line, ["和平", 2, 30], ["东湖", 3, 40]]))
    assert sheet.header == header
    assert cells(sheet) == [["和平", "2", "30"], ["东湖", "3", "40"]]


def test_tables_below_each_other_are_read_each_by_itself(tmp_path: Path) -> None:
    second = [["表二"], ["演练", "日期", "地点"], ["消防", "2026-01-03", "小学"], ["防汛", "2026-02-03", "河边"]]
    first, below = read(workbook(tmp_path / "t.xlsx", [*REGISTER, [], *second]))
    assert cells(first) == READ_REGISTER
    assert (below.header, rows_and_numbers(below)[0]) == (second[1], (7, "消防", "2026-01-03", "小学"))
    assert "stacked_tables" in codes(first)


def test_formulas_nobody_computed_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "hours", "double"], ["1", 2, "=B2*2"], ["2", 3, "=B3*2"]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert "uncomputed_formulas" in codes(only(tmp_path / "t.xlsx"))


def test_a_workbook_with_one_damaged_part_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", REGISTER)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    end = member.header_offset + 30 + len(member.filename) + member.compress_size
    content[end - 1] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        read(path)
    assert refusal.value.code == "ingestion.damaged"


def test_merged_cells_of_an_excel_2003_xml_file(tmp_path: Path) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cell = '<Cell{}><Data ss:Type="String">{}</Data></Cell>'
    rows = [
        cell.format(' ss:MergeAcross="1"', "标题") + cell.format("", "附件"),
        cell.format("", "社区") + cell.format("", "姓名") + cell.format("", "时长"),
        cell.format(' ss:MergeDown="1"', "和平") + cell.format("", "甲") + cell.format("", "2"),
        cell.format(' ss:Index="2"', "乙") + cell.format("", "3"),
    ]
    body = "".join(f"<Row>{row}</Row>" for row in rows)
    text = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet><Table>{body}</Table></Worksheet></Workbook>'
    assert cells(only(write(tmp_path / "t.xml", text))) == [["和平", "甲", "2"], ["和平", "乙", "3"]]


@pytest.mark.parametrize(
    "text",
    [
        '{"code": 0, "msg": "ok", "data": {"total": 2, "rows": [{"id": "a", "h": 1}, {"id": "b", "h": 2}]}}',
        '[["id", "h"], ["a", 1], ["b", 2]]',
        '{"id": {"0": "a", "1": "b"}, "h": {"0": 1, "1": 2}}',
        '{"id": ["a", "b"], "h": [1, 2]}',
        '{"id": "a", "h": 1}{"id": "b", "h": 2}',
        '{\n "id": "a",\n "h": 1\n}\n{\n "id": "b",\n "h": 2\n}',
    ],
    ids=["interface", "rows", "keyed-columns", "columns", "concatenated", "pretty"],
)
def test_json_in_other_shapes(tmp_path: Path, text: str) -> None:
    sheet = only(write(tmp_path / "t.json", text))
    assert [sheet.header, *cells(sheet)] == [["id", "h"], ["a", "1"], ["b", "2"]]


def test_each_list_of_a_json_object_is_a_table_and_one_record_is_one(tmp_path: Path) -> None:
    both = read(write(tmp_path / "t.json", '{"visits": [{"id": 1}], "ratings": [{"s": 2}, {"s": 3}]}'))
    assert [(sheet.sheet, len(records(sheet))) for sheet in both] == [("visits", 1), ("ratings", 2)]
    drill = only(
        write(tmp_path / "d.json", '{"drill_id": "D1", "community_id": "C1", "objectives": [{"rating": "P"}]}')
    )
    assert cells(drill) == [["D1", "C1", '[{"rating": "P"}]']]
