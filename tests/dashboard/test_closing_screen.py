"""Closing a period: who may take which step, when, and what the page lets each of them do and read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.decisions.closings import ClosingStore
from dashboard.decisions.rules import Decider, DecisionRefused
from tests.dashboard.conftest import Asked, OpenScreen, sentence
from warehouse.settings import Home
from warehouse.settings.operational import ClosingStep

PERIOD = "2025Q4"
MANIFEST = "a" * 64
COMMITTEE = Decider("secretary", "committee")
FIRST = Decider("community:C001", "community", frozenset({"C001"}))
SECOND = Decider("community:C002", "community", frozenset({"C002"}))

Move = Callable[[int], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.sqlite"


@pytest.fixture
def store(path: Path) -> ClosingStore:
    return ClosingStore(f"sqlite:///{path}")


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> Move:
    """Lets so many days pass."""

    def pass_by(days: int) -> None:
        then = ClosingStore(f"sqlite:///{Path('unused')}").today() + timedelta(days=days)
        monkeypatch.setattr(ClosingStore, "today", lambda self: then)

    return pass_by


def freeze(store: ClosingStore, notice_days: int = 7) -> ClosingStep:
    return store.freeze(PERIOD, COMMITTEE, "季度评价", MANIFEST, notice_days)


# ---- the rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["community", "auditor", "member", "work_unit", "clerk"])
def test_only_the_committee_closes_a_period(store: ClosingStore, role: str) -> None:
    other = Decider("somebody", role)
    with pytest.raises(DecisionRefused) as refusal:
        store.freeze(PERIOD, other, "季度评价", MANIFEST, 7)
    assert refusal.value.code == "decisions.role_cannot_close"
    assert store.closing(PERIOD).state == "open"


def test_a_period_is_frozen_once_and_every_step_is_signed_and_has_a_reason(store: ClosingStore) -> None:
    for decider, reason, code in (
        (COMMITTEE, " ", "reason_needed"),
        (Decider("", "committee"), "季度评价", "step_unsigned"),
    ):
        with pytest.raises(DecisionRefused) as refusal:
            store.freeze(PERIOD, decider, reason, MANIFEST, 7)
        assert refusal.value.code == f"decisions.{code}"
    freeze(store)
    with pytest.raises(DecisionRefused) as refusal:
        freeze(store)
    assert refusal.value.code == "decisions.already_frozen"


def test_the_day_of_the_freeze_is_the_first_of_the_notice(store: ClosingStore) -> None:
    freeze(store, notice_days=7)
    closing, today = store.closing(PERIOD), store.today()
    days = [closing.notice_day(today + timedelta(days=later)) for later in (0, 3, 6, 7)]
    assert days == [1, 4, 7, None]


def test_communities_object_for_themselves_while_the_notice_lasts(store: ClosingStore, days_later: Move) -> None:
    with pytest.raises(DecisionRefused) as refusal:
        store.object(PERIOD, FIRST, "C001", "演练登记漏了")
    assert refusal.value.code == "decisions.not_frozen"
    freeze(store)
    for decider, code in ((SECOND, "not_your_community"), (COMMITTEE, "role_cannot_object")):
        with pytest.raises(DecisionRefused) as refusal:
            store.object(PERIOD, decider, "C001", "演练登记漏了")
        assert refusal.value.code == f"decisions.{code}"
    store.object(PERIOD, FIRST, "C001", "演练登记漏了", indicator_id="drill_timeliness")
    days_later(7)
    with pytest.raises(DecisionRefused) as refusal:
        store.object(PERIOD, FIRST, "C001", "又想起一件")
    assert refusal.value.code == "decisions.notice_over"
    assert [objection.filed.community_id for objection in store.closing(PERIOD).objections] == ["C001"]


def test_nothing_is_final_before_notice_and_objections_are_done_with(store: ClosingStore, days_later: Move) -> None:
    def refused() -> str:
        with pytest.raises(DecisionRefused) as refusal:
            store.make_final(PERIOD, COMMITTEE, "无异议")
        return refusal.value.code.removeprefix("decisions.")

    freeze(store)
    objection = store.object(PERIOD, FIRST, "C001", "演练登记漏了")
    assert refused() == "notice_running"
    days_later(7)
    assert store.closing(PERIOD).state == "in_notice"
    assert refused() == "objections_open"
    store.answer(PERIOD, COMMITTEE, objection.event_id, "accepted", "属实")
    assert refused() == "restatement_due"
    store.restate(PERIOD, COMMITTEE, "补登演练", "b" * 64, 7)
    assert store.closing(PERIOD).state == "restated"
    days_later(14)
    store.make_final(PERIOD, COMMITTEE, "异议已处理")
    closing = store.closing(PERIOD)
    assert closing.state == "final"
    assert closing.version is not None
    assert closing.version.restatement == 1
    assert refused() == "already_final"


def test_an_objection_is_answered_once(store: ClosingStore) -> None:
    freeze(store)
    objection = store.object(PERIOD, FIRST, "C001", "演练登记漏了")
    store.answer(PERIOD, COMMITTEE, objection.event_id, "rejected", "登记在案")
    with pytest.raises(DecisionRefused) as refusal:
        store.answer(PERIOD, COMMITTEE, objection.event_id, "accepted", "改主意了")
    assert refusal.value.code == "decisions.nothing_to_answer"


def test_steps_are_only_added_and_a_change_behind_the_store_is_found(store: ClosingStore, path: Path) -> None:
    freeze(store)
    objection = store.object(PERIOD, FIRST, "C001", "演练登记漏了")
    assert store.verify()[0].whole
    with sqlite3.connect(path) as connection:
        for change in ("update period_closings set text = 'x'", "delete from period_closings"):
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                connection.execute(change)
        connection.execute("drop trigger period_closings_refuse_update")
        connection.execute("update period_closings set text = 'x' where position = 2")
    connection.close()
    assert store.verify()[0].broken_at == objection.event_id


# ---- the page ----------------------------------------------------------------------------------------------------


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def write(app: AppTest, label: str, text: str) -> None:
    next(area for area in app.text_area if area.label == label).set_value(text)


def test_an_open_period_is_frozen_by_the_committee_with_a_reason(open_screen: OpenScreen, command: type[Asked]) -> None:
    app = open_screen("closing", "committee", period=PERIOD)
    assert "还没有冻结" in sentence(app)
    app = press(app, f"冻结 {PERIOD} 并开始公示")
    assert [error.value for error in app.error] == ["请写明理由。"]
    assert command.asked == []
    command.answers["freeze"] = {
        "notice_ends_on": "2026-01-22", "files_not_in_it": ["补交.xlsx"], "decisions_not_in_it": 2,
    }  # fmt: skip
    write(app, "理由", "季度评价")
    app = press(app, f"冻结 {PERIOD} 并开始公示")
    assert command.asked == [(["freeze", PERIOD, "--by", "committee", "--reason", "季度评价"], {})]
    assert any("2026-01-22" in done.value for done in app.success)
    assert any("补交.xlsx" in warning.value for warning in app.warning)


def test_a_running_period_cannot_be_frozen(open_screen: OpenScreen) -> None:
    app = open_screen("closing", "committee", period="2026-01")
    assert not [button for button in app.button if button.label.startswith("冻结")]


def test_day_and_objections_are_told_first(open_screen: OpenScreen, desk: Home) -> None:
    store = ClosingStore.of(desk)
    freeze(store)
    store.object(PERIOD, FIRST, "C001", "演练登记漏了")
    app = open_screen("closing", "auditor", period=PERIOD)
    assert f"{PERIOD} 公示第 1 天，异议 1 件（1 件未答复）" in sentence(app)
    assert not [button for button in app.button if button.label in ("更正", "定稿", "答复", "提出异议")]


def test_a_community_objects_and_the_committee_answers(open_screen: OpenScreen, desk: Home) -> None:
    store = ClosingStore.of(desk)
    freeze(store)
    app = open_screen("closing", "community", "C001", period=PERIOD)
    write(app, "异议内容", "演练登记漏了一次")
    app = press(app, "提出异议")
    assert any("异议已保存" in done.value for done in app.success)
    (objection,) = store.closing(PERIOD).objections
    assert (objection.filed.community_id, objection.filed.text) == ("C001", "演练登记漏了一次")
    assert "演练登记漏了一次" not in texts(open_screen("closing", "community", "C002", period=PERIOD))

    app = open_screen("closing", "committee", period=PERIOD)
    assert "演练登记漏了一次" in texts(app)
    write(app, "答复理由", "核对后补登")
    app.radio[0].set_value("accepted")
    app = press(app, "答复")
    assert any("答复已保存" in done.value for done in app.success)
    assert store.closing(PERIOD).awaits_restatement
    assert "核对后补登" in texts(open_screen("closing", "community", "C001", period=PERIOD))


def texts(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in app.text)


def test_an_early_final_says_what_it_waits_for(open_screen: OpenScreen, desk: Home, days_later: Move) -> None:
    freeze(ClosingStore.of(desk))
    app = open_screen("closing", "committee", period=PERIOD)
    assert any("之后才能定稿" in note.value for note in app.info)
    days_later(7)
    app = open_screen("closing", "committee", period=PERIOD)
    assert "公示期已满" in sentence(app)
    # The form to restate has a reason of its own, before this one.
    [area for area in app.text_area if area.label == "理由"][-1].set_value("公示期满，无异议")
    app = press(app, "定稿")
    assert "已于" in sentence(app)
    assert ClosingStore.of(desk).closing(PERIOD).state == "final"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"identical": True, "rows": 2087, "changed_files": [], "differences": []}, "9 位小数"),
        (
            {"identical": False, "rows": 0, "changed_files": ["score_changes.parquet"], "differences": []},
            "1 个文件被改动",
        ),
    ],
)
def test_a_verification_is_told(
    open_screen: OpenScreen, desk: Home, command: type[Asked], found: dict[str, Any], told: str
) -> None:
    freeze(ClosingStore.of(desk))
    command.answers["verify"] = {**found, "project": "1", "program": "1"}
    app = press(open_screen("closing", "committee", period=PERIOD), "验证：重算并逐值比较")
    assert command.asked == [(["verify", PERIOD], {})]
    assert any(told in message.value for message in [*app.success, *app.error])


def test_a_refused_command_says_why(open_screen: OpenScreen, command: type[Asked]) -> None:
    command.answers["freeze"] = {"error": "上次构建之后，模型或政策改过"}
    app = open_screen("closing", "committee", period=PERIOD)
    write(app, "理由", "季度评价")
    app = press(app, f"冻结 {PERIOD} 并开始公示")
    assert any("模型或政策改过" in error.value for error in app.error)
