"""A report card says what is published of a community, in the words of its page, and names the build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner, Result

from tianping import app
from warehouse.settings import Home


def card(home: Home, out: Path, community: str = "C001", period: str = "2025Q4") -> Result:
    where = ["--out", str(out), "--home", str(home.path), "--json"]
    return CliRunner().invoke(app, ["export", "report-card", community, period, *where])


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every sheet."""
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)}


def test_a_report_card_holds_what_is_published(demo_home: Home, tmp_path: Path) -> None:
    assert card(demo_home, tmp_path / "card.xlsx").exit_code == 0
    found = sheets(tmp_path / "card.xlsx")
    with duckdb.connect(str(demo_home.published_build()), read_only=True) as connection:
        total, rank, low, high = connection.execute(
            "select total, rank, rank_low, rank_high from published.community_scores "
            "where period = '2025Q4' and community_id = 'C001' and lens = 'tianping'"
        ).fetchall()[0]
        values = connection.execute(
            "select name_zh, numerator, denominator, score from published.indicator_values "
            "inner join published.indicators using (indicator_id) where period = '2025Q4' and community_id = 'C001'"
        ).fetchall()
        ((build,),) = connection.execute("select build_id from published.builds").fetchall()
    standing = dict(row[:2] for row in found["成绩单"])
    assert standing["总分"] == f"{total:.2f}"
    assert standing["名次"] == f"{rank}（共 12）"
    assert standing["名次 90 % 区间"] == f"{low} 至 {high}"
    assert "合成数据" in standing["说明"]
    heading, *indicators = found["指标"]
    place = {name: heading.index(name) for name in ("指标", "分子", "分母", "得分（0–100）")}
    written = {row[place["指标"]]: tuple(row[column] for column in list(place.values())[1:]) for row in indicators}
    assert written.keys() == {name for name, *_ in values}
    for name, *numbers in values:
        expected = tuple("—" if number is None else pytest.approx(number) for number in numbers)
        assert written[name] == expected, name
    assert sum(row[found["维度"][0].index("带来的分")] for row in found["维度"][1:]) == pytest.approx(total, abs=5)
    assert dict(row[:2] for row in found["我们怎么知道的"])["构建"] == build


@pytest.mark.parametrize(("community", "period", "named"), [("C999", "2025Q4", "C999"), ("C001", "2031", "2031")])
def test_what_is_not_published_has_no_card(
    demo_home: Home, tmp_path: Path, community: str, period: str, named: str
) -> None:
    refused = card(demo_home, tmp_path / "card.xlsx", community, period)
    assert refused.exit_code == 1
    assert named in json.loads(refused.stdout)["error"]
    assert not (tmp_path / "card.xlsx").exists()


def test_a_place_that_cannot_be_written_is_named(demo_home: Home, tmp_path: Path) -> None:
    refused = card(demo_home, tmp_path / "nowhere" / "card.xlsx")
    assert refused.exit_code == 3
    assert "nowhere" in json.loads(refused.stdout)["error"]
