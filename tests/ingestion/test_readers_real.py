"""Real and notoriously messy files, read beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingestion.readers import ROW_NUMBER, FileRefused, read

SPECTRUM = [
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "location_coordinates",
    "newlines",
    "newlines_crlf",
    "quotes_and_newlines",
    "simple",
    "simple_crlf",
    "utf8",
]

# (file, sheet's place, header's first names, rows, first record's values, last row number)
MESSY = [
    ("begrotingsanalyse-2011.csv", 0, ["NR.", "Cluster", "provincie/A/Groningen"], 36, ["0", "Inkomstenclusters:"], 43),
    ("bian-anal-mca-2005-dols-eng-1011-0312-tab3.xlsm", 0, ["column_1", "Data item"], 13, [None, "PCT_LA_code"], 62),
    ("blank_line.ods", 0, ["Name", "Age", "When"], 3, ["Bob", "20", "2010-10-10"], 5),
    ("complex.csv", 0, ["date", "another date", "temperature", "place"], 3, ["2011-01-01", "24 October 2011", "0"], 4),
    ("excel_pasting.csv", 0, ["Year", "2000", "2001"], 13, ["Timber", "2,666"], 17),
    ("excel_properties.xls", 0, ["bold"], 17, ["italic"], 19),
    ("loffice-4.4.1.2.ods", 0, ["Name", "Age", "When"], 3, ["Bob", "20", "2010-10-10"], 4),
    ("long.csv", 0, ["foo"], 3999, ["foo"], 4000),
    ("mixedGLB.csv", 0, ["Year", "Jan", "Feb"], 133, ["1880", "-43"], 137),
    ("null.csv", 0, ["column_1", "column_2"], 10, ["1", "null"], 10),
    ("rowcolspan.html", 0, ["column_1"], 10, ["05", "06", "06", "08", "09"], 10),
    ("simple.zip", 0, ["date", "temperature", "place"], 6, ["2011-01-01", "1", "Galway"], 7),
    ("skip_initials.csv", 0, ["field1", "field2"], 2, ["hello", "    goodbye"], 3),
    ("span_rich.xls", 0, ["I", "h", "g", "f"], 5, ["j", "MERGE", None, "e"], 6),
    (
        "spanish_chars.csv",
        0,
        ["GF_ID", "FN_ID", "SF_ID", "GF", "F", "SF", "Gasto total 2011", "Descripción"],
        114,
        ["1"],
        115,
    ),
    ("sparse_with_column_errors.csv", 0, ["LP", "Bezeichnung", "Kapitel/Titel"], 2200, ["A"], 2238),
    ("utf-16le_encoded.csv", 0, ["Organisation_code"], 327, ["5C1", "Enfield PCT"], 328),
    ("weird_head_padding.csv", 0, ["column_1", "1985", "1993"], 76, ["   Chirurgie (ohne Orthopädie) ..."], 94),
]
HEADERS_ONLY = [("small.csv", ["a"]), ("utf8bom.csv", ["kitten", "win"]), ("unicode_sheet_name.xls", None)]

REAL = [
    ("nepal/Micro_Citizens_Round1_FINAL2-1.csv", 0, 1304, 1305),
    ("nepal/CPS-Round-2---Final-3.REDACTED.xlsx", 0, 1398, 1399),
    ("nepal/CPS-Round-2---Final-3.REDACTED.xlsx", 2, 1014, 1015),
    ("nepal/Round_3_Survey.REDACTED.xlsx", 0, 1400, 1401),
    ("nepal/question_index.csv", 0, 53, 54),
    ("inspection-findings/fire-inspection-findings.xls", 0, 572, 574),
    ("gp-ratings/ratings.csv", 0, 914, 915),
    ("check-ins/NYC_val.csv", 0, 10462, 10463),
    ("enumerator-visits/LWH_FUP2_raw_data.csv", 0, 1206, 1207),
    ("turnout/crew_turnout_times_2018_q1.csv", 0, 67, 68),
]


def read_all(path: Path, place: int = 0) -> tuple[list[str], list[dict[str, str | int | None]]]:
    sheet = read(path)[place]
    return sheet.header, [record for batch in sheet.batches() for record in batch.to_pylist()]


@pytest.mark.parametrize("case", SPECTRUM)
def test_csv_spectrum(shared_data: Path, case: str) -> None:
    folder = shared_data / "messy" / "csv-spectrum"
    header, found = read_all(folder / "csvs" / f"{case}.csv")
    wanted = json.loads((folder / "json" / f"{case}.json").read_text(encoding="utf-8"))
    wanted = wanted if isinstance(wanted, list) else [wanted]
    if b"\r" not in (folder / "csvs" / f"{case}.csv").read_bytes():
        # The stored copies of the CRLF cases have lost their carriage returns.
        wanted = [{name: value.replace("\r", "") for name, value in record.items()} for record in wanted]
    if case == "location_coordinates":
        # The collection's CSV and JSON disagree on this made-up telephone number.
        wanted[0]["Contact Phone Number"] = "2095257564"
    assert [{name: record[name] or "" for name in header} for record in found] == wanted


@pytest.mark.parametrize(
    ("name", "place", "header", "count", "first", "last_row"), MESSY, ids=[case[0] for case in MESSY]
)
def test_messy_files_are_read_as_a_person_would(
    shared_data: Path, name: str, place: int, header: list[str], count: int, first: list[str | None], last_row: int
) -> None:
    names, found = read_all(shared_data / "messy" / "messytables-horror" / name, place)
    assert names[: len(header)] == header
    assert len(found) == count
    assert [found[0][column] for column in names][: len(first)] == first
    assert found[-1][ROW_NUMBER] == last_row


def test_every_messy_file_is_read_here_and_explained(shared_data: Path) -> None:
    document = (Path(__file__).parents[2] / "docs" / "messy-files.md").read_text(encoding="utf-8")
    folder = shared_data / "messy" / "messytables-horror"
    names = {path.name for path in folder.iterdir() if path.suffix != ".md"}
    assert {name for name in names if name not in document} == set()
    assert names == {case[0] for case in MESSY} | {name for name, _ in HEADERS_ONLY} | {"encrypted_no_password.xls"}
    assert {path.stem for path in (folder.parent / "csv-spectrum" / "csvs").iterdir()} == set(SPECTRUM)


@pytest.mark.parametrize(("name", "header"), HEADERS_ONLY)
def test_messy_files_of_one_line_have_a_header_and_no_rows(
    shared_data: Path, name: str, header: list[str] | None
) -> None:
    names, found = read_all(shared_data / "messy" / "messytables-horror" / name)
    assert names == (header or ["this spreadsheet has got a unicode character in the sheet name"])
    assert found == []


def test_a_protected_workbook_is_refused_as_such(shared_data: Path) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(shared_data / "messy" / "messytables-horror" / "encrypted_no_password.xls")
    assert refusal.value.code == "ingestion.workbook_encrypted"


@pytest.mark.parametrize(("name", "place", "count", "last_row"), REAL)
def test_real_files_lose_no_row(shared_data: Path, name: str, place: int, count: int, last_row: int) -> None:
    header, found = read_all(shared_data / "real" / name, place)
    assert len(found) == count
    assert found[-1][ROW_NUMBER] == last_row
    assert not any(name.startswith("column_") for name in header)


def test_the_second_round_mixes_text_and_workbook_dates(shared_data: Path) -> None:
    _, found = read_all(shared_data / "real" / "nepal" / "CPS-Round-2---Final-3.REDACTED.xlsx")
    dates = {str(record["Date"]) for record in found}
    assert "25/08/2015" in dates
    assert "2015-01-09" in dates
