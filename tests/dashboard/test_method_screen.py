"""The worked example shows the published numbers of every kind of indicator, and the book is there for everybody."""

from __future__ import annotations

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.screens import method
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

QUARTER = "2025Q4"
# A rate, a mean, a time and a fact.
KINDS = ("verified_share", "resident_satisfaction", "mobilisation_speed", "grid_branch_coverage")


def steps(app: AppTest) -> list[str]:
    """The numbered steps of the example."""
    assert not app.error
    return [str(part.value) for part in app.markdown if str(part.value)[:3] in {f"{place}. " for place in range(1, 8)}]


@pytest.mark.parametrize("indicator", KINDS)
def test_every_step_shows_the_published_number(open_screen: OpenScreen, desk: Home, indicator: str) -> None:
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        value, score, total, rank, low, high = connection.execute(
            """
            select held.value, held.score, scores.total, scores.rank, scores.rank_low, scores.rank_high
            from published.indicator_values as held
            inner join published.community_scores as scores using (period, community_id)
            where period = ? and community_id = 'C001' and indicator_id = ? and lens = 'tianping'
            """,
            [QUARTER, indicator],
        ).fetchall()[0]
    told = steps(open_screen("method", "committee", period=QUARTER, community="C001", indicator=indicator))
    assert len(told) == 7
    assert f"{value:,.4f}" in told[1]
    assert f"= {score:,.2f}" in told[3]
    assert f"总分 {total:,.2f}" in told[5]
    assert f"第 {rank} 名" in told[6]
    assert f"{low}–{high}" in told[6]


def test_the_parts_add_up_to_the_dimension_and_the_total(open_screen: OpenScreen) -> None:
    app = open_screen("method", "auditor", period=QUARTER, community="C001", indicator="verified_share")
    within, total = (table.value for table in app.dataframe)
    assert within["within"].sum() == pytest.approx(1)
    assert total["weight"].sum() == pytest.approx(1)
    dimension = total[(total["score"] - within["points"].sum()).abs() < 1e-9]
    assert len(dimension) == 1
    assert f"{total['points'].sum():.2f}" in steps(app)[5]


def test_silence_is_worked_through_as_silence(open_screen: OpenScreen, desk: Home) -> None:
    with duckdb.connect(str(desk.published_build()), read_only=True) as connection:
        community, indicator = connection.execute(
            "select community_id, indicator_id from published.indicator_values where period = ? and status = 'not_reported'",
            [QUARTER],
        ).fetchall()[0]
    told = steps(open_screen("method", "committee", "zh", period=QUARTER, community=community, indicator=indicator))
    assert "未报送" in told[2]
    assert "计 0.00 分" in told[3]


def test_who_may_see_no_community_still_reads_the_book(open_screen: OpenScreen) -> None:
    app = open_screen("method", "member", "M00001", period=QUARTER)
    assert steps(app) == []
    assert app.info
    chapters = method.BOOK.read_text(encoding="utf-8").count("\n## ")
    assert len(app.expander) == chapters + 1


def test_a_machine_without_the_book_says_where_it_is(open_screen: OpenScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(method, "BOOK", method.BOOK.with_name("nowhere.md"))
    app = open_screen("method", "committee", period=QUARTER, community="C001", indicator="verified_share")
    assert any("make docs" in str(note.value) for note in app.info)
