"""What commands print is whole: no cell is cut, however narrow the terminal."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from tianping import app
from warehouse.settings import Home
from warehouse.settings.terminal import print_rows

BUILD = "20261201T032701004959-28689020"
REASON = "同一份名册交了两次，后一次改了六行；请核对编号后重交 resubmit-after-check"


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose build has one wide table."""
    monkeypatch.setenv("COLUMNS", "80")
    home = Home.at(tmp_path)
    home.published.mkdir()
    (home.published / "current").write_text("b", encoding="utf-8")
    with duckdb.connect(str(home.published / "b.duckdb")) as connection:
        connection.execute("create schema published")
        listed = ", ".join(f"'{BUILD}-{place}' as a_rather_long_name_{place}" for place in range(8))
        connection.execute(f"create table published.wide as select {listed}, null as nothing")
    return home


def test_a_table_too_wide_for_the_terminal_is_told_row_by_row(published: Home) -> None:
    shown = CliRunner().invoke(app, ["sql", "select * from published.wide", "--home", str(published.path)])
    assert shown.exit_code == 0
    for place in range(8):
        assert f"a_rather_long_name_{place}: {BUILD}-{place}" in shown.stdout.splitlines()


def test_a_table_that_fits_stays_one_and_breaks_text_rather_than_cutting_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_rows(["批次", "行数", "原因"], [[BUILD, 12, REASON], [BUILD, None, "[done]"]], "隔离")
    lines = capsys.readouterr().out.splitlines()
    assert sum(BUILD in line for line in lines) == 2
    assert "[done]" in "\n".join(lines)
    told = "".join(line.split("│")[-2].strip() for line in lines if line.count("│") == 4)
    assert told.replace(" ", "") == f"{REASON}[done]".replace(" ", "")
    assert max(map(len, lines)) <= 80
