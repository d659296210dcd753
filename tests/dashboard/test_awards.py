"""An award is nominated, put under notice, objected to and decided by people; nothing is conferred over an accepted objection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dashboard.decisions.awards import AwardStore, Nominee
from dashboard.decisions.rules import Decider, DecisionRefused
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

COMMITTEE, COMMUNITY = Decider("committee", "committee"), Decider("community:C1", "community")
PERSON = Nominee("model_person", 2025, "M1")


class Clocked(AwardStore):
    """A store whose clock a test moves."""

    ahead = timedelta()

    def __init__(self, url: str) -> None:
        super().__init__(url, now=lambda: datetime.now() + self.ahead)


@pytest.fixture
def store(tmp_path: Path) -> Clocked:
    return Clocked(f"sqlite:///{tmp_path / 'decisions.sqlite'}")


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DecisionRefused) as refused:
        act()
    return refused.value.code


def test_an_award_is_conferred_after_its_notice(store: Clocked) -> None:
    assert refusal(lambda: store.nominate(PERSON, COMMUNITY, "事迹", 7, "b")) == "decisions.role_cannot"
    assert refusal(lambda: store.confer(PERSON, COMMITTEE, "好")) == "decisions.award_step_not_now"
    nominated = store.nominate(PERSON, COMMITTEE, "事迹", 7, "b")
    assert refusal(lambda: store.nominate(PERSON, COMMITTEE, "再来", 7, "b")) == "decisions.award_step_not_now"
    objection = store.object(PERSON, COMMUNITY, "记录有误")
    assert refusal(lambda: store.confer(PERSON, COMMITTEE, "好")) == "decisions.award_step_not_now"
    store.ahead = timedelta(days=8)
    assert nominated.notice_ends_on is not None
    assert store.today() > nominated.notice_ends_on
    assert refusal(lambda: store.object(PERSON, COMMUNITY, "太晚")) == "decisions.award_step_not_now"
    assert refusal(lambda: store.confer(PERSON, COMMITTEE, "好")) == "decisions.objections_open_on_award"
    store.answer(PERSON, COMMITTEE, objection.step_id, "rejected", "核对无误")
    store.confer(PERSON, COMMITTEE, "符合规则，公示无异议")
    assert store.nominations(2025)[PERSON].state(store.today()) == "conferred"
    assert refusal(lambda: store.decline(PERSON, COMMITTEE, "不")) == "decisions.award_step_not_now"
    [check] = store.verify()
    assert check.whole


def test_an_accepted_objection_keeps_the_award_back(store: Clocked) -> None:
    store.nominate(PERSON, COMMITTEE, "事迹", 1, "b")
    objection = store.object(PERSON, COMMUNITY, "不是本人")
    store.answer(PERSON, COMMITTEE, objection.step_id, "accepted", "属实")
    store.ahead = timedelta(days=2)
    assert refusal(lambda: store.confer(PERSON, COMMITTEE, "好")) == "decisions.objection_accepted"
    store.decline(PERSON, COMMITTEE, "异议属实")
    assert store.nominations(2025)[PERSON].state(store.today()) == "declined"


def test_the_committee_nominates_a_candidate_of_the_rule(open_screen: OpenScreen) -> None:
    app = open_screen("awards", "committee", year="2025")
    next(box for box in app.selectbox if box.label == "选择候选").select_index(0)
    app.run()
    app.text_area[0].set_value("按规则产生")
    next(button for button in app.button if button.label == "提名并公示").click()
    app.run()
    assert not app.exception
    assert [said.value for said in app.success] == ["已提名，公示开始。"]
    assert "公示中 1 名" in app.markdown[0].value


def test_who_may_object_sees_the_notice_of_anybody_and_no_objection_of_others(
    desk: Home, open_screen: OpenScreen
) -> None:
    store = AwardStore.of(desk)
    store.nominate(PERSON, COMMITTEE, "常年照料独居老人", 7, "b")
    store.object(PERSON, COMMUNITY, "记录有误")
    app = open_screen("awards", "member", "somebody else", year="2025")
    assert app.dataframe[0].value[["nominee", "reason", "objections"]].values.tolist() == [
        ["M1", "常年照料独居老人", 1]
    ]
    next(box for box in app.selectbox if box.label == "选择候选").select_index(0)
    app.run()
    assert "记录有误" not in " ".join(text.value for text in app.markdown)
    app.text_area[0].set_value("当天不在")
    next(button for button in app.button if button.label == "提出异议").click()
    app.run()
    assert [said.value for said in app.success] == ["异议已保存。"]
