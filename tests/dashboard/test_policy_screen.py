"""Changing policy: who may, from when, and what the page lets each of them do and read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import policy_draft
from dashboard.decisions.closings import ClosingStore
from dashboard.decisions.policy_changes import ChangedValue, PolicyStore
from dashboard.decisions.rules import Decider, DecisionRefused
from dashboard.policy_charts import slopes
from tests.dashboard.conftest import Asked, OpenScreen, sentence
from warehouse.settings import Home

ADMINISTRATOR = Decider("李主任", "administrator")
ENDS = {"2025Q4": date(2025, 12, 31), "2026Q1": date(2026, 3, 31)}
SERVICE = ChangedValue("dimensions", "service", "weight", "18.0", "20.0")
PREVIEW = "d" * 64
FOR_CARE = policy_draft.Proposed("flag_thresholds", "P2|max_distance_m|care", "value", 300.0)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'decisions.sqlite'}"


@pytest.fixture
def store(url: str) -> PolicyStore:
    return PolicyStore(url)


def change(store: PolicyStore, day: date, decider: Decider = ADMINISTRATOR, value: ChangedValue = SERVICE) -> str:
    return store.put_in_force([value], day, decider, "委员会决定", PREVIEW, ENDS)[0].change_set


# ---- the rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decider", "reason", "code"),
    [
        (Decider("secretary", "committee"), "委员会决定", "role_cannot_change_policy"),
        (Decider("auditor", "auditor"), "委员会决定", "role_cannot_change_policy"),
        (Decider("", "administrator"), "委员会决定", "policy_unsigned"),
        (ADMINISTRATOR, "  ", "reason_needed"),
    ],
)
def test_only_the_administrator_changes_policy_and_says_why(
    store: PolicyStore, decider: Decider, reason: str, code: str
) -> None:
    with pytest.raises(DecisionRefused) as refusal:
        store.put_in_force([SERVICE], date(2026, 1, 1), decider, reason, PREVIEW, ENDS)
    assert refusal.value.code == f"decisions.{code}"
    assert store.changes() == []


def test_nothing_reaches_back_into_a_frozen_period(store: PolicyStore, url: str) -> None:
    early = change(store, date(2025, 12, 1))
    ClosingStore(url).freeze("2025Q4", Decider("secretary", "committee"), "季度评价", "a" * 64, 7)
    with pytest.raises(DecisionRefused) as refusal:
        change(store, date(2025, 12, 31))
    assert refusal.value.code == "decisions.policy_frozen"
    assert "2026-01-01" in refusal.value.text("zh")
    change(store, date(2026, 1, 1))
    with pytest.raises(DecisionRefused) as refusal:
        store.withdraw(early, ADMINISTRATOR, "不对", ENDS)
    assert refusal.value.code == "decisions.policy_frozen"


def test_a_set_is_withdrawn_once_and_the_chain_holds(store: PolicyStore) -> None:
    changed = change(store, date(2026, 1, 1))
    store.withdraw(changed, ADMINISTRATOR, "数字有误", ENDS)
    with pytest.raises(DecisionRefused) as refusal:
        store.withdraw(changed, ADMINISTRATOR, "数字有误", ENDS)
    assert refusal.value.code == "decisions.nothing_to_withdraw"
    assert [(each.kind, each.withdraws) for each in store.changes()] == [("in_force", None), ("withdrawn", changed)]
    (check,) = store.verify()
    assert check.whole
    assert check.rows == 2


# ---- the draft ---------------------------------------------------------------------------------------------------


def policy_rows(*rows: tuple[str, str, str, str, str | None, str | None]) -> pd.DataFrame:
    columns = ["table_name", "row_key", "column_name", "value", "valid_from", "valid_to"]
    return pd.DataFrame(rows, columns=columns)


def test_only_what_was_edited_is_proposed_and_a_preview_is_of_exactly_that() -> None:
    rows = policy_rows(
        ("dimensions", "service", "weight", "18.0", "2000-01-01", "2026-06-30"),
        ("dimensions", "service", "weight", "20.0", "2026-07-01", None),
        ("indicator_catalogue", "duty_on_pace", "weight_within", "1.0", "2000-01-01", None),
        ("indicator_catalogue", "duty_on_pace", "mandatory", "true", "2000-01-01", None),
    )
    edited = policy_draft.table_of(policy_draft.in_force(rows, date(2026, 6, 30)), "weights")
    assert list(edited["current"]) == [18.0, 1.0]
    edited.loc[0, "proposed"] = 25.0
    edited.loc[1, "proposed"] = None
    values = policy_draft.proposed(edited)
    switched = policy_draft.table_of(policy_draft.in_force(rows, date(2026, 7, 1)), "mandatory")
    values += policy_draft.proposed(switched.assign(proposed=False))
    text = policy_draft.as_file(values, date(2026, 7, 1))
    assert json.loads(text)["changes"] == [
        {"table": "dimensions", "row": "service", "column": "weight", "value": 25.0},
        {"table": "indicator_catalogue", "row": "duty_on_pace", "column": "mandatory", "value": False},
    ]
    seen = [
        {"table": "dimensions", "row": "service", "column": "weight", "new": "25.0"},
        {"table": "indicator_catalogue", "row": "duty_on_pace", "column": "mandatory", "new": "false"},
    ]
    assert policy_draft.is_preview_of({"valid_from": "2026-07-01", "values": seen}, text)
    assert not policy_draft.is_preview_of({"valid_from": "2026-07-02", "values": seen}, text)
    assert not policy_draft.is_preview_of({"valid_from": "2026-07-01", "values": seen[:1]}, text)


def test_slopes_name_what_moves_with_both_values() -> None:
    frame = pd.DataFrame({"label": ["甲", "乙", "丙"], "before": [1, 2, None], "after": [2, 2, 3]})
    figure = slopes(frame, ends=("现行", "拟议"), best_first=True)
    stays, moves = figure.data
    assert list(moves.text) == ["甲 1", "2 甲"]
    assert list(moves.y) == [1, 2]
    assert moves.line.width > stays.line.width
    assert figure.layout.yaxis.autorange == "reversed"


# ---- the page ----------------------------------------------------------------------------------------------------


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def effects(day: str, **found: Any) -> dict[str, Any]:
    """What a preview of the threshold for care answers."""
    value = {
        "table": "flag_thresholds",
        "row": "P2|max_distance_m|care",
        "column": "value",
        "old": None,
        "new": "300.0",
    }
    parts: dict[str, list[Any]] = {
        key: [] for key in ("lenses", "flags", "records", "held", "points", "accounts", "levels")
    }
    return {"period": "2025Q4", "valid_from": day, "values": [value], **parts, **found}


def test_a_change_is_put_into_force_only_after_its_preview(
    open_screen: OpenScreen, desk: Home, command: type[Asked]
) -> None:
    app = open_screen("policy", "administrator")
    assert "还没有改动过" in sentence(app)
    assert not any("试算这" in label for label in labels(app))
    rule, category = (next(box for box in app.selectbox if box.label == label) for label in ("门槛", "服务类别"))
    rule.set_value("P2|max_distance_m|*")
    category.set_value("care")
    app.number_input[0].set_value(300.0)
    app = next(button for button in app.button if button.label == "加入拟议").click().run()
    day = str(app.date_input[0].value)
    assert not any("起生效" in label for label in labels(app))
    standing = {"community_id": "C001", "name": "甲", "total_before": 70.0, "total_after": 72.0, "moved": 2.0}
    ranks = {"rank_before": 2, "rank_after": 1, "grade_before": "合格", "grade_after": "良好"}
    ranks |= {"borderline_grade_before": None, "borderline_grade_after": "合格"}
    lens = {
        "lens": "tianping",
        "communities": 1,
        "rank_moves": 1,
        "grade_moves": 1,
        "standings": [{**standing, **ranks}],
    }
    command.answers["preview"] = effects(day, lenses=[lens])
    app = press(app, "试算这 1 项改动")
    (asked, file) = command.asked[0]
    assert asked[:2] == ["policy", "preview"]
    assert file["changes"] == [
        {"table": "flag_thresholds", "row": "P2|max_distance_m|care", "column": "value", "value": 300.0}
    ]
    assert "1 个变动名次，1 个变等次" in sentence(app)
    (standings,) = [table.value for table in app.dataframe if "grade_after" in table.value]
    assert standings[["grade_before", "grade_after"]].to_numpy().tolist() == [["合格", "临界（良好/合格）"]]
    apply = f"自 {day} 起生效"
    app = press(app, apply)
    assert [error.value for error in app.error] == ["请写明理由。"]
    app.text_area[0].set_value("委员会决定")
    command.answers["apply"] = {"change_set": "G0000001", "valid_from": day}
    app = press(app, apply)
    (asked, applied) = command.asked[1]
    assert asked[:2] == ["policy", "apply"]
    assert asked[-4:] == ["--by", "administrator", "--reason", "委员会决定"]
    assert applied == file
    assert any("G0000001" in message.value for message in app.success)


@pytest.mark.parametrize(
    ("language", "seen", "then"), [("zh", "200 米 ± 20 米", "> 150 米"), ("en", "200 m ± 20 m", "> 150 m")]
)
def test_records_that_change_are_told_in_the_readers_language(
    open_screen: OpenScreen, desk: Home, command: type[Asked], language: str, seen: str, then: str
) -> None:
    app = open_screen("policy", "administrator", language=language)
    app.session_state["policy_added"] = [FOR_CARE]
    app = app.run()
    values = {"site_distance_m": 200.0, "gps_accuracy_m": 20.0, "max_distance_m": 150.0}
    record = {"record_id": "R1", "flag_code": "P2", "community_id": "C001", "category": "care", "observed": "200.0"}
    record |= {"finding_code": "p2_distance", "finding_values_before": json.dumps(values)}
    record |= {"finding_values": json.dumps(values | {"max_distance_m": 300.0})}
    flag = {
        "flag_code": "P2",
        "name_zh": "定位远离现场",
        "name_en": "Far from the site",
        "raised_before": 1,
        "raised_after": 0,
    }
    command.answers["preview"] = effects(
        str(app.date_input[0].value),
        lenses=[],
        flags=[flag | {"newly_raised": 0, "no_longer_raised": 1}],
        records=[record | {"status_before": "raised", "status_after": "clear"}],
    )
    next(button for button in app.button if button.label.startswith(("试算", "Preview"))).click()
    app = app.run()
    (shown,) = [table.value for table in app.dataframe if "threshold_before" in table.value]
    (row,) = shown.to_dict("records")
    assert (row["observed"], row["threshold_before"]) == (seen, then)
    assert row["threshold_after"] == then.replace("150", "300")


def test_another_day_needs_another_preview(open_screen: OpenScreen, desk: Home, command: type[Asked]) -> None:
    app = open_screen("policy", "administrator")
    app.session_state["policy_added"] = [FOR_CARE]
    app = app.run()
    command.answers["preview"] = effects(str(app.date_input[0].value))
    app = press(app, "试算这 1 项改动")
    assert any("起生效" in label for label in labels(app))
    app = app.date_input[0].set_value(date(2027, 1, 1)).run()
    assert not any("起生效" in label for label in labels(app))


def test_the_committee_reads_what_holds_and_who_changed_it(open_screen: OpenScreen, desk: Home) -> None:
    store = PolicyStore.of(desk)
    change(store, date(2026, 1, 1))
    app = open_screen("policy", "committee")
    assert "1 组改动" in sentence(app)
    assert not app.button
    holds, history = (table.value for table in app.dataframe)
    assert "服务" in list(holds["name"])
    (row,) = history.to_dict("records")
    assert (row["name"], row["old_value"], row["new_value"], row["said_by"]) == ("服务", "18.0", "20.0", "李主任")


def test_a_refused_preview_says_why(open_screen: OpenScreen, desk: Home, command: type[Asked]) -> None:
    app = open_screen("policy", "administrator")
    app.session_state["policy_added"] = [FOR_CARE]
    app = app.run()
    command.answers["preview"] = {"error": "上次构建之后政策或模型改过"}
    app = press(app, "试算这 1 项改动")
    assert [error.value for error in app.error] == ["上次构建之后政策或模型改过"]
    assert not any("起生效" in label for label in labels(app))
