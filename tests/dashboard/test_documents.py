"""What is taken away says what is published, and a changed cell is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner, Result

from dashboard import documents
from dashboard.documents import SUFFIXES, DocumentSubject
from dashboard.viewer import persona
from dashboard.wording import Wording
from tianping import app
from warehouse.settings import Home


def run(home: Home, *command: str) -> Result:
    return CliRunner().invoke(app, [*command, "--home", str(home.path), "--json"])


@pytest.fixture
def unit(desk: Home) -> str:
    """The work unit with most members."""
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        return str(
            connection.execute(
                "select work_unit_id from published.work_unit_assessments where year = 2025 order by members desc limit 1"
            ).fetchall()[0][0]
        )


def lines(path: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))


def test_a_sheet_has_every_member_and_adds_up(desk: Home, unit: str, tmp_path: Path) -> None:
    made = run(desk, "export", "work-unit", unit, "2025", "--out", str(tmp_path / "unit.xlsx"))
    assert made.exit_code == 0, made.output
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        members = connection.execute(
            "select member_id, verified_hours from published.member_assessments where year = 2025 and work_unit_id = ? "
            "order by 1",
            [unit],
        ).fetchall()
    found = lines(tmp_path / "unit.xlsx")
    facts = {line[0]: line[1] for line in found if line[0]}
    listed = {line[0]: line[1] for line in found if line[0] in dict(members)}
    assert listed == {member: round(hours, 4) for member, hours in members}
    assert facts["已验证小时合计"] == pytest.approx(sum(hours for _, hours in members), abs=0.01)
    assert facts["应考核人数"] == len(members)
    assert facts["构建"] == json.loads(made.output)["build_id"]
    assert json.loads(made.output)["checksum"] in str(found[-1])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_as_it_was_written_is_confirmed(desk: Home, unit: str, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"unit{suffix}"
    assert run(desk, "export", "work-unit", unit, "2025", "--out", str(path)).exit_code == 0
    checked = run(desk, "verify", str(path))
    assert (checked.exit_code, json.loads(checked.output)["confirmed"]) == (0, True)


def test_a_changed_cell_a_changed_checksum_and_a_foreign_file_are_refused(
    desk: Home, unit: str, tmp_path: Path
) -> None:
    path = tmp_path / "unit.xlsx"
    run(desk, "export", "work-unit", unit, "2025", "--out", str(path))
    book = openpyxl.load_workbook(path)
    book.save(tmp_path / "kept.xlsx")
    assert run(desk, "verify", str(tmp_path / "kept.xlsx")).exit_code == 0
    sheet = book.active
    cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "已完成人数")
    cell.value += 1
    book.save(tmp_path / "better.xlsx")
    refused = run(desk, "verify", str(tmp_path / "better.xlsx"))
    assert (refused.exit_code, json.loads(refused.output)["unchanged"]) == (1, False)
    cell.value -= 1
    seal = book.properties.keywords
    book.properties.keywords = seal[:-4] + ("0000" if seal[-4:] != "0000" else "1111")
    book.save(tmp_path / "sealed.xlsx")
    refused = run(desk, "verify", str(tmp_path / "sealed.xlsx"))
    assert (refused.exit_code, json.loads(refused.output)["in_build"]) == (1, False)
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.4")
    assert run(desk, "verify", str(tmp_path / "other.pdf")).exit_code == 1


def test_a_pdf_with_other_content_is_refused(desk: Home, unit: str, tmp_path: Path) -> None:
    path = tmp_path / "unit.pdf"
    run(desk, "export", "work-unit", unit, "2025", "--out", str(path))
    changed = path.read_bytes().replace(b"Normal", b"normal", 1) + b"\n"
    path.write_bytes(changed)
    assert run(desk, "verify", str(path)).exit_code == 1


def test_an_unknown_unit_and_another_ending_write_nothing(desk: Home, unit: str, tmp_path: Path) -> None:
    assert run(desk, "export", "work-unit", "nowhere", "2025", "--out", str(tmp_path / "a.xlsx")).exit_code == 1
    assert run(desk, "export", "work-unit", unit, "2025", "--out", str(tmp_path / "a.docx")).exit_code == 2
    assert list(tmp_path.glob("a.*")) == []


def test_a_member_takes_their_own_statement(desk: Home, tmp_path: Path) -> None:
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        [(member, points, entries)] = connection.execute(
            "select member_id, sum(points), count(*) from published.ledger where account like 'member:%' and actor_type = 'party_member' "
            "and statement_year = 2025 group by 1 order by 3 desc, 1 limit 1"
        ).fetchall()
    subject, say = DocumentSubject("member", member, "2025"), Wording("en")
    document = documents.make(subject, persona("member", member), say)
    assert len(document.rows) == entries
    assert dict(document.facts)["Points of the year in all"] == pytest.approx(points, abs=1e-3)
    facts, hours = dict(document.facts), document.columns.index("Hours")
    assert sum(float(row[hours] or 0) for row in document.rows) == pytest.approx(facts["Hours of the entries in all"])
    assert facts["Hours of the entries in all"] + facts["Hours to be posted once graded"] == pytest.approx(  # type: ignore[operator]
        facts["Verified hours"], abs=1e-3
    )
    path = tmp_path / "statement.pdf"
    path.write_bytes(documents.write(document, ".pdf"))
    assert documents.check(path, desk).confirmed
    with pytest.raises(documents.NothingToDocument):
        documents.make(subject, persona("work_unit", "W0001"), say)
