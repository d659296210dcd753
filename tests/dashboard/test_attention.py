"""What asks for attention: alarms that open their evidence, vetoes with reason and appeal, what is overdue or not to be told."""

from __future__ import annotations

import duckdb

from dashboard import access
from dashboard.viewer import Viewer
from dashboard.wording import Wording
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

COMMITTEE = Viewer("tests", "committee")


def change(home: Home, statement: str) -> None:
    """Changes the desk's own copy of the published build, as another city would have it."""
    published = home.published_build()
    assert published is not None
    copy = published.with_name("changed.duckdb")
    copy.write_bytes(published.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute(statement)
    # The desk shares its files with other tests until it writes its own.
    (home.published / "current").unlink()
    (home.published / "current").write_text("changed", encoding="utf-8")
    access.forget()


def raise_one_alarm(home: Home) -> None:
    """C003 alone is suspended in 2025Q4: structure 71.5, mobilisation 12.5, service fine."""
    change(
        home,
        """
        update published.alarms set status = 'clear' where period = '2025Q4';
        update published.alarms set
            status = 'raised',
            measure_status = case when measure = 'service' then 'clear' else 'raised' end,
            observed = case measure when 'structure' then 71.5 when 'mobilisation' then 12.5 else 80 end
        where period = '2025Q4' and alarm = 'suspension' and community_id = 'C003'
        """,
    )


def test_the_committee_sees_who_is_suspended_and_by_which_numbers(open_screen: OpenScreen, desk: Home) -> None:
    raise_one_alarm(desk)
    app = open_screen("overview", "committee", period="2025Q4")
    assert not app.exception
    assert "**悬浮**：1 个社区；11 个没有，0 个无法评估。" in [part.value for part in app.markdown]
    (alarms,) = [table.value for table in app.dataframe if "because" in table.value]
    assert len(alarms) == 1
    assert "组织结构 71.5 分" in alarms["because"][0]
    assert "动员 12.5 分" in alarms["because"][0]
    assert "服务" not in alarms["because"][0]
    shown = access.query("alarms", COMMITTEE, period="2025Q4", district="all", community="C003")
    dimension = shown.loc[shown["measure"] == "mobilisation", "indicator_id"].iloc[0]
    inside = access.query("community_indicators", COMMITTEE, period="2025Q4", community="C003", previous_period=None)
    mobilisation = inside[(inside["dimension"] == "mobilisation") & inside["status"].isin(["ok", "insufficient"])]
    assert dimension in set(mobilisation.nsmallest(1, "score", keep="all")["indicator_id"])


def test_a_community_sees_its_own_alarms_only(open_screen: OpenScreen, desk: Home) -> None:
    raise_one_alarm(desk)
    app = open_screen("community", "community", "C003", period="2025Q4")
    assert any("悬浮预警" in warning.value and "71.5" in warning.value for warning in app.warning)
    other = Viewer("tests", "community", community_ids=("C001",))
    assert access.query("alarms", other, period="2025Q4", district="all", community="C003").empty
    assert access.query("adjustments", other, period="2025Q4", community="C003").empty
    assert access.query("overdue", other, district="all", community="C003").empty


def test_a_veto_tells_cap_reason_evidence_and_appeal(open_screen: OpenScreen, desk: Home) -> None:
    change(
        desk,
        """
        insert into published.adjustments by name
        select '2025Q4' as period, 'C003' as community_id, 'falsification' as item, '社区自身造假' as name_zh,
            'Falsification' as name_en, 'veto' as kind, 1 as cases, 0.0 as points, '不合格' as grade_cap,
            'falsified_by_community' as reason, 'R0000001' as evidence, 'decision' as source, 'filed' as appeal
        """,
    )
    app = open_screen("community", "community", "C003", period="2025Q4")
    assert not app.exception
    (veto,) = [warning.value for warning in app.warning if "一票否决" in warning.value]
    assert "不合格" in veto
    assert Wording("zh")("appeal.filed") in veto
    (items,) = [table.value for table in app.dataframe if "appeal_word" in table.value]
    assert list(items["evidence"]) == ["R0000001"]
    assert list(items["reason_word"]) == ["社区自身造假"]


def test_what_cannot_be_told_is_not_shown_as_all_right(open_screen: OpenScreen, desk: Home) -> None:
    change(
        desk,
        """
        update published.risk_ratings set level = null, name_zh = null, name_en = null, points = null,
            incidents = null, incidents_points = null, status = 'not_evaluable', missing = 'incidents';
        delete from published.overdue where kind = 'supply';
        insert into published.overdue by name
        select community_id, 'supply' as kind, 'not_evaluable' as status, 'supplies' as reason from published.communities
        """,
    )
    app = open_screen("overview", "committee", period="2025Q4")
    assert not app.exception
    told = "\n".join(part.value for part in app.markdown)
    assert "**物资**：逾期 0 项，涉及 0 个社区；12 个社区没有数据，无法判断。" in told
    assert Wording("zh")("status.not_evaluable") + " 12 个社区" in told
    (ratings,) = [table.value for table in app.dataframe if "level_word" in table.value]
    assert set(ratings["incidents"]) == {Wording("zh")("frame.none")}
