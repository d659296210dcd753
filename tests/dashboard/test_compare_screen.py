"""The comparison says who may be said to be better only where that is published, and shows both sides either way."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import OpenScreen, republish
from warehouse.settings import Home

QUARTER = "2025Q4"


def answer(app: AppTest) -> str:
    """The sentence that answers the page's question."""
    assert not app.error
    return next(str(part.value) for part in app.markdown if part.value.startswith(":material/arrow_right:"))


def verdicts(home: Home) -> list[tuple[str, str, str]]:
    """Two names of peers and the published verdict, once each way round."""
    with duckdb.connect(str(home.published_build()), read_only=True) as connection:
        return connection.execute(
            """
            select community_a, community_b, verdict from published.pairwise where period = ? and lens = 'tianping'
            union all
            select
                community_b, community_a,
                case verdict when 'a_beats_b' then 'b_beats_a' when 'b_beats_a' then 'a_beats_b' else verdict end
            from published.pairwise where period = ? and lens = 'tianping'
            """,
            [QUARTER, QUARTER],
        ).fetchall()


@pytest.mark.parametrize(
    ("verdict", "said"), [("a_beats_b", "可以说{a}胜过{b}"), ("b_beats_a", "可以说{b}胜过{a}"), ("not_distinguishable", "误差之内")]
)  # fmt: skip
def test_the_published_verdict_is_said_whichever_comes_first(
    open_screen: OpenScreen, desk: Home, verdict: str, said: str
) -> None:
    one, other = next((a, b) for a, b, found in verdicts(desk) if found == verdict)
    app = open_screen("compare", "committee", period=QUARTER, a=one, b=other)
    chosen = {key: app.selectbox(key=f"choose_{key}") for key in ("a", "b")}
    assert (chosen["a"].value, chosen["b"].value) == (one, other)
    titles = {key: str(box.options[box.index or 0]).removesuffix("（同类）") for key, box in chosen.items()}
    assert said.format(**titles) in answer(app)
    assert re.search(r"p [=<] 0\.\d{6}", answer(app))
    dimensions, pairs = (table.value for table in app.dataframe)
    assert {"a_low", "a_high", "b_low", "b_high"} <= set(dimensions.columns)
    assert len(pairs) == 11


def test_communities_that_are_no_peers_are_shown_and_not_judged(
    open_screen: OpenScreen, desk: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.at(tmp_path / "apart")
    with duckdb.connect(str(republish(desk, home, "apart"))) as connection:
        connection.execute("update published.community_scores set peer_group = 'island' where community_id = 'C002'")
        connection.execute("delete from published.pairwise where 'C002' in (community_a, community_b)")
    monkeypatch.setenv("TIANPING_HOME", str(home.path))
    app = open_screen("compare", "committee", period=QUARTER, a="C002", b="C003")
    assert "不是同类" in answer(app)
    assert answer(app).count("90 % 区间") == 2
    assert "胜过" not in answer(app)
    assert len(app.dataframe) == 1
    assert "没有两两比较" in app.info[0].value


def test_a_community_finds_itself_on_one_side_and_its_nearest_peer_on_the_other(open_screen: OpenScreen) -> None:
    app = open_screen("compare", "community", "C004", period=QUARTER)
    assert app.selectbox(key="choose_a").value == "C004"
    assert app.selectbox(key="choose_b").value not in ("C004", None)
    assert "C004" not in app.selectbox(key="choose_b").options
