"""`tianping ingest`, `profile` and `quarantine`: exit codes, words and output for machines."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
import typer
from typer.testing import CliRunner, Result

from ingestion import commands
from tests.ingestion.taking_in import LOG_HEADER, landed, write_csv
from warehouse.settings import Home

app = typer.Typer()
app.command("ingest")(commands.ingest)
app.command("profile")(commands.profile)
app.add_typer(commands.quarantine, name="quarantine")


def run(*arguments: object, home: Home, language: str = "zh") -> Result:
    """The command's result in a wide terminal."""
    environment = {"TIANPING_LANG": language, "COLUMNS": "200"}
    return CliRunner().invoke(app, [*map(str, arguments), "--home", str(home.path)], env=environment)


@pytest.fixture
def half_good(tmp_path: Path) -> Path:
    """Service logs of which the second row is bad."""
    return write_csv(
        tmp_path / "service_logs.csv", LOG_HEADER, "r1,m1,c1,care,2026-03-05,,1", "r2,m1,c1,care,2026-03-05,,很久"
    )


def test_rows_that_did_not_land_are_told_with_their_reasons_at_once(half_good: Path, home: Home) -> None:
    assert "第 3 行未入库" in run("ingest", half_good, home=home).output


def test_clean_files_end_with_0_and_a_table(tmp_path: Path, home: Home) -> None:
    result = run("ingest", write_csv(tmp_path / "communities.csv", "community_id,name", "c1,甲"), home=home)
    assert result.exit_code == 0
    assert "已入库" in result.output
    assert "社区" in result.output


def test_bad_rows_end_with_1_and_say_what_to_do(half_good: Path, home: Home) -> None:
    chinese = run("ingest", half_good, home=home)
    assert chinese.exit_code == 1
    assert "tianping quarantine export" in chinese.output
    english = run("ingest", half_good, home=home, language="en")
    assert english.exit_code == 1
    assert "already in" in english.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest", "nowhere.csv"),
        ("ingest", ".", "--source", "service_log"),
        ("ingest", ".", "--profile", "nobody"),
        ("ingest", ".", "--profile", "a", "--source", "members"),
        ("ingest",),
        ("profile", "nowhere.csv"),
        ("quarantine", "show", "0000"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], home: Home) -> None:
    assert run(*arguments, home=home).exit_code == 2


def test_a_fault_ends_with_3_and_says_what_is_safe(
    half_good: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("ingestion.lake.Lake.commit", fail)
    result = run("ingest", half_good, home=home)
    assert result.exit_code == 3
    assert "disk full" in result.output
    assert "没有入库" in result.output
    assert landed(home, "service_logs") == []


def test_machines_read_json(half_good: Path, home: Home) -> None:
    report = json.loads(run("ingest", half_good, "--json", home=home).stdout)
    (batch,) = report["files"][0]["batches"]
    assert (report["exit_code"], batch["rows_accepted"], batch["rows_quarantined"]) == (1, 1, 1)
    (line,) = json.loads(run("quarantine", "list", "--json", home=home).stdout)
    assert (line["batch_id"], line["rule"], line["rows"]) == (batch["batch_id"], "type", 1)
    (row,) = json.loads(run("quarantine", "show", batch["batch_id"], "--json", home=home).stdout)
    assert (row["key"], row["value"], row["state"]) == ("r2", "很久", "open")


def test_exported_rows_mended_in_excel_land_and_close_their_entries(
    half_good: Path, home: Home, tmp_path: Path
) -> None:
    run("ingest", half_good, home=home)
    workbook_path = tmp_path / "待改.xlsx"
    assert run("quarantine", "export", workbook_path, home=home).exit_code == 0
    workbook = openpyxl.load_workbook(workbook_path)
    sheet = workbook["service_logs"]
    header = [cell.value for cell in sheet[1]]
    assert "申报时长" in sheet.cell(2, 1).value
    assert sheet.cell(2, header.index("原行号 row") + 1).value == 3
    sheet.cell(2, header.index("declared_hours") + 1).value = 1.5
    workbook.save(workbook_path)
    assert run("ingest", workbook_path, home=home).exit_code == 0
    assert ("r2", 1.5) in landed(home, "service_logs", "record_id, declared_hours")
    assert json.loads(run("quarantine", "list", "--json", home=home).stdout) == []


def test_a_draft_profile_is_printed(tmp_path: Path, home: Home) -> None:
    file = write_csv(tmp_path / "导出.csv", "演练编号,社区编号,计划举行日期", "d1,c1,2026-05-12")
    result = run("profile", file, home=home)
    assert result.exit_code == 0
    assert "source: drills" in result.output


def test_what_no_spreadsheet_is_has_no_draft(tmp_path: Path, home: Home) -> None:
    (tmp_path / "空.csv").write_bytes(b"")
    assert run("profile", tmp_path / "空.csv", home=home).exit_code == 1
