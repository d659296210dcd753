"""Templates: what a clerk sees, and that a filled-in one lands as it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import typer
from typer.testing import CliRunner

from ingestion import commands
from ingestion.deliveries import ingest
from ingestion.templates import template_sources, write_template
from tests.ingestion.taking_in import landed, notice_codes, only_batch
from warehouse.settings import Home, contracts


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """The template of the service logs."""
    path = tmp_path / "服务记录.xlsx"
    write_template(contracts()["service_logs"], path)
    return path


def test_headers_say_what_is_meant_and_words_are_offered(logs: Path) -> None:
    sheet = openpyxl.load_workbook(logs).active
    assert sheet is not None
    header = {str(cell.value): cell for cell in sheet[1]}
    assert "社区编号 *" in header
    assert header["社区编号 *"].comment is not None
    assert "必填" in header["社区编号 *"].comment.text
    assert "“社区”" in header["社区编号 *"].comment.text
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    column = header["服务类别"].column_letter
    (offered,) = [words for where, words in lists.items() if where.startswith(f"{column}2:")]
    assert "关爱照料" in offered


def test_filled_in_below_the_example_it_lands_in_the_contracts_words(logs: Path, home: Home) -> None:
    workbook = openpyxl.load_workbook(logs)
    sheet = workbook.active
    assert sheet is not None
    values = {
        "记录编号 *": "007", "社区编号 *": "C1", "服务类别": "关爱照料", "开始时间": datetime(2026, 3, 5, 9),
        "申报时长（小时）": 1.5, "渠道": "代办", "代办已获同意": "是",
    }  # fmt: skip
    for cell in sheet[1]:
        sheet.cell(3, cell.column or 1).value = values.get(str(cell.value))
    workbook.save(logs)
    batch = only_batch(ingest([logs], home))
    assert (batch["rows_read"], batch["rows_quarantined"]) == (1, 0)
    assert notice_codes(batch)["example_rows"] == 1
    assert landed(home, "service_logs", "record_id, category, started_at, declared_hours, channel, proxy_consent") == [
        ("007", "care", datetime(2026, 3, 5, 9), 1.5, "proxy", True)
    ]


def test_several_words_in_one_cell_are_each_understood(tmp_path: Path, home: Home) -> None:
    path = tmp_path / "人员.xlsx"
    write_template(contracts()["members"], path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.active
    assert sheet is not None
    for cell in sheet[1]:
        values = {"人员编号 *": "M1", "技能": "医疗；维修、养花", "年龄段": "65–79 岁"}
        sheet.cell(3, cell.column or 1).value = values.get(str(cell.value))
    workbook.save(path)
    ingest([path], home)
    assert landed(home, "members", "member_id, skills, age_band") == [("M1", "medical;repair;养花", "65-79")]


@pytest.mark.parametrize("source", template_sources())
def test_an_empty_template_is_understood_and_lands_nothing(tmp_path: Path, home: Home, source: str) -> None:
    path = tmp_path / f"{contracts()[source].name_zh}.xlsx"
    write_template(contracts()[source], path)
    batch = only_batch(ingest([path], home))
    assert (batch["source"], batch["rows_read"]) == (source, 0)
    assert "columns_not_taken" not in notice_codes(batch)


def test_the_command_writes_all_or_the_named_and_knows_no_others(tmp_path: Path, home: Home) -> None:
    app = typer.Typer()
    app.command()(commands.template)
    run = CliRunner().invoke
    assert run(app, ["--home", str(home.path)]).exit_code == 0
    written = {path.stem for path in (home.path / "templates").iterdir()}
    assert written == {contracts()[source].name_zh for source in template_sources()}
    assert run(app, ["drills", "--out", str(tmp_path / "one")]).exit_code == 0
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["演练.xlsx"]
    result = run(app, ["photos", "--out", str(tmp_path)])
    assert result.exit_code == 2
