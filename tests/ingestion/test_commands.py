"""`tianping ingest`, `profile` and `quarantine`: exit codes, words and output for machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer
import yaml
from typer.testing import CliRunner, Result

from ingestion import commands
from ingestion.profile_reading import SHIPPED_PROFILES
from tests.ingestion.taking_in import LOG_HEADER, batches, landed, write_csv
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


EXPORT = ("流水号,社区编号,服务类型,签到时间,签退时间", "E1,C1,义诊,03/04/2025 09:00,03/04/2025 10:00",
          "E2,C1,捉迷藏,04/04/2025 09:00,很晚")  # fmt: skip


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A platform's export nobody has described."""
    return write_csv(tmp_path / "平台.csv", *EXPORT)


def described(file: Path, home: Home, *options: str) -> dict[str, Any]:
    """What `tianping profile --json` says of the file."""
    answer: dict[str, Any] = json.loads(run("profile", file, *options, "--json", home=home).stdout)
    return answer


def test_a_described_file_shows_its_rows_its_columns_and_what_to_ask(export: Path, home: Home) -> None:
    told = described(export, home)
    (sheet,) = told["sheets"]
    assert sheet["header"] == EXPORT[0].split(",")
    assert sheet["rows"][1] == EXPORT[2].split(",")
    columns = {column["header"]: column for column in told["columns"]}
    assert columns["服务类型"]["words"] == [["义诊", 1], ["捉迷藏", 1]]
    assert columns["流水号"]["unique"]
    assert columns["签到时间"]["days"]["order"] == "auto"
    asked = {(question["code"], question["values"].get("header")) for question in told["questions"]}
    assert {("profiles.words_unknown", "服务类型"), ("profiles.order_unsure", "签到时间")} <= asked
    assert all(question["text"] for question in told["questions"])
    assert [line["target"] for line in told["table"]["lines"]][:2] == ["record_id", "community_id"]


def test_a_day_above_twelve_is_the_evidence_of_the_order(tmp_path: Path, home: Home) -> None:
    file = write_csv(
        tmp_path / "平台.csv", EXPORT[0], EXPORT[1], EXPORT[1].replace("03/04", "23/04").replace("E1", "E2")
    )
    (days,) = [column["days"] for column in described(file, home)["columns"] if column["header"] == "签到时间"]
    assert (days["order"], days["proof"]) == ("dmy", "23/04/2025 09:00")


def test_another_source_is_described_when_it_is_asked_for(export: Path, home: Home) -> None:
    told = described(export, home, "--source", "drills")
    assert told["source"] == "drills"
    assert "drill_id" in {question["values"].get("column") for question in told["questions"]} | set(
        yaml.safe_load(told["profile"])["tables"][-1]["columns"]
    )


@pytest.fixture
def edited(export: Path, tmp_path: Path) -> Path:
    """The profile of the export, as a person has finished it."""
    path = tmp_path / "改好.yml"
    path.write_text(
        "profile: x\nfields: {id: 流水号, place: 社区编号, kind: {headers: 服务类型, values: {义诊: clinic}}, "
        "start: {headers: 签到时间, type: timestamp, order: dmy}, end: {headers: 签退时间, type: timestamp}}\n"
        "tables: [{source: service_logs, columns: {record_id: id, community_id: place, category: kind, "
        "started_at: start, ended_at: end}}]\n",
        encoding="utf-8",
    )
    return path


def test_a_trial_shows_rows_and_problems_and_lands_nothing(export: Path, edited: Path, home: Home) -> None:
    result = run("profile", export, "--profile", edited, "--preview", "--json", home=home)
    assert result.exit_code == 1
    tried = json.loads(result.stdout)
    table = tried["tables"]["service_logs"]
    (row,) = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    assert (row["record_id"], row["category"], row["started_at"]) == ("E1", "clinic", "2025-04-03 09:00:00")
    (problem,) = tried["rows"]
    assert (problem["row_number"], problem["column_name"], problem["value"]) == (3, "ended_at", "很晚")
    assert batches(home) == []
    assert list((home.work / "ingest").iterdir()) == []


def test_edited_lines_become_a_profile_and_are_tried_in_one_call(export: Path, tmp_path: Path, home: Home) -> None:
    told = described(export, home)
    lines = [line | ({"order": "dmy"} if line["target"].endswith("_at") else {}) for line in told["table"]["lines"]]
    said = tmp_path / "lines.json"
    said.write_text(json.dumps({"profile": told["profile"], "lines": lines}), encoding="utf-8")
    tried = described(export, home, "--lines", str(said))
    assert [batch["rows_accepted"] for file in tried["files"] for batch in file["batches"]] == [1, 2]
    assert yaml.safe_load(tried["profile"])["fields"]["started_at"]["order"] == "dmy"
    assert batches(home) == []
    said.write_text(json.dumps({"profile": told["profile"], "lines": lines[1:]}), encoding="utf-8")
    refused = run("profile", export, "--lines", said, home=home)
    assert (refused.exit_code, "记录编号" in refused.output) == (1, True)


def test_a_trial_for_one_community_keeps_out_the_rows_of_others(export: Path, edited: Path, home: Home) -> None:
    result = run("profile", export, "--profile", edited, "--preview", "--community", "C2", "--json", home=home)
    tried = json.loads(result.stdout)
    assert tried["tables"] == {}
    assert "other_community" in {problem["rule"] for problem in tried["problems"]}


def test_a_kept_profile_says_by_whom_and_reads_the_file(export: Path, edited: Path, home: Home) -> None:
    kept = run("profile", export, "--profile", edited, "--save", "街道", "--by", "clerk:C1\nx: y", home=home)
    assert kept.exit_code == 0
    signature = (home.path / "profiles" / "街道.yml").read_text(encoding="utf-8").splitlines()[0]
    assert signature.startswith("#")
    assert "clerk:C1 x: y" in signature
    run("ingest", export, "--profile", "街道", home=home)
    assert ("E1",) in landed(home, "service_logs", "record_id")


def test_no_profile_is_replaced_unasked(export: Path, edited: Path, home: Home) -> None:
    def keep(name: str, *more: str) -> Result:
        return run("profile", export, "--profile", edited, "--save", name, *more, "--json", home=home)

    shipped = next(SHIPPED_PROFILES.glob("*.yml")).stem
    assert keep("街道").exit_code == 0
    for name in ("街道", shipped):
        refused = keep(name)
        assert refused.exit_code == 1
        assert json.loads(refused.stdout)["taken"] == name
    assert keep("街道", "--replace").exit_code == 0


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".x", "x" * 65, "x\n"])
def test_a_profile_s_name_cannot_leave_its_folder(name: str, export: Path, edited: Path, home: Home) -> None:
    result = run("profile", export, "--profile", edited, "--save", name, home=home)
    assert result.exit_code == 1
    assert not list(home.path.rglob("*.yml"))


def test_a_profile_that_cannot_be_used_is_neither_tried_nor_kept(export: Path, tmp_path: Path, home: Home) -> None:
    broken = tmp_path / "坏.yml"
    broken.write_text("profile: x\nfields: {a: b}\ntables: [{source: nowhere, columns: {}}]", encoding="utf-8")
    for options in (["--preview"], ["--save", "x"]):
        result = run("profile", export, "--profile", broken, *options, "--json", home=home)
        assert result.exit_code == 1
        assert "nowhere" in json.loads(result.stdout)["reason"]["text"]
    assert not list(home.path.rglob("*.yml"))


def test_rows_of_a_batch_that_did_not_land_stand_in_the_report_for_machines(half_good: Path, home: Home) -> None:
    report = json.loads(run("ingest", half_good, "--json", home=home).stdout)
    (row,) = report["files"][0]["batches"][0]["refused_rows"]
    assert (row["row_number"], row["value"]) == (3, "很久")


def test_a_community_exports_the_rows_it_sent_in(half_good: Path, home: Home, tmp_path: Path) -> None:
    run("ingest", half_good, "--community", "c1", "--by", "x", home=home)
    for community, rows in (("c1", 1), ("c2", 0)):
        told = run("quarantine", "export", tmp_path / "x.xlsx", "--community", community, "--json", home=home)
        assert json.loads(told.stdout)["rows"] == rows
