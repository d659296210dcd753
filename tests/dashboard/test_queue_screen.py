"""The auditor's queue: how much a week brings back, what to open first, and who is never named."""

from __future__ import annotations

import duckdb
from streamlit.testing.v1 import AppTest

from dashboard import access, cases
from dashboard.decisions.rules import Decider
from dashboard.decisions.store import DecisionStore
from dashboard.viewer import Viewer
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

AUDITOR = Viewer("tests", "auditor")


def words(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in [*app.markdown, *app.info])


def test_the_sentence_counts_the_week_and_the_table_leads_with_the_most_urgent(open_screen: OpenScreen) -> None:
    queue = access.query("queue", AUDITOR)
    app = open_screen("queue", "auditor", week="12")
    hours = queue["expected_hours"].head(12).sum()
    minutes = queue["check_minutes"].head(12).sum()
    assert f"本周可核 12 件（约 {minutes:.0f} 分钟），预计追回 {hours:,.1f} 小时" in words(app)
    rows = app.dataframe[0].value
    assert list(rows["record_id"]) == list(queue["record_id"])
    assert rows["reasons"].str.len().min() > 0
    assert rows["expected_hours_per_minute"].is_monotonic_decreasing


def test_people_are_masked(open_screen: OpenScreen) -> None:
    members = set(access.query("case", AUDITOR, record=access.query("queue", AUDITOR)["record_id"][0])["member_id"])
    assert members.isdisjoint(open_screen("queue", "auditor").dataframe[0].value["member_id"])


def test_filters_in_the_url_narrow_the_queue(open_screen: OpenScreen) -> None:
    queue = access.query("queue", AUDITOR)
    first = queue.iloc[0]
    app = open_screen("queue", "auditor", community=first["community_id"], reason=first["reason_1_code"])
    kept = queue[queue["community_id"] == first["community_id"]]
    kept = kept[(kept["reason_1_code"] == first["reason_1_code"]) | (kept["reason_2_code"] == first["reason_1_code"])]
    assert list(app.dataframe[0].value["record_id"]) == list(kept["record_id"])
    assert 0 < len(kept) < len(queue)


def test_what_was_decided_since_the_build_no_longer_waits(open_screen: OpenScreen, desk: Home) -> None:
    first = str(access.query("queue", AUDITOR)["record_id"][0])
    case = cases.find_case(first, AUDITOR)
    assert case is not None
    DecisionStore.of(desk).decide(case, Decider("auditor-1", "auditor"), "genuine", seen=None)
    assert first not in set(open_screen("queue", "auditor").dataframe[0].value["record_id"])


def test_nobody_but_an_auditor_reads_the_queue(desk: Home) -> None:
    for viewer in (Viewer("x", "committee"), Viewer("x", "community", community_ids=("C001",)), Viewer("x", "clerk")):
        assert access.query("queue", viewer).empty


def test_keys_walk_the_rows_and_open_one(open_screen: OpenScreen) -> None:
    app = open_screen("queue", "auditor")
    second = app.dataframe[0].value["record_id"][1]
    app.button(key="walk_j").click().run()
    assert list(app.dataframe[0].value["here"])[:3] == ["", "▶", ""]
    assert second in words(app)
    assert app.button(key="walk_k").disabled is False


def test_a_group_is_decided_record_by_record_and_a_second_auditor_confirms_it(
    open_screen: OpenScreen, desk: Home
) -> None:
    queue = access.query("queue", AUDITOR)
    activity = queue["activity_id"].value_counts().index[0]
    members = set(queue.loc[queue["activity_id"] == activity, "record_id"])
    store = DecisionStore.of(desk)
    for auditor, state in (("1", "awaits_second"), ("2", "decided")):
        app = open_screen("queue", "auditor", auditor, grouping="activity", group=activity)
        assert set(app.dataframe[0].value["record_id"]) == members
        app.button(key=f"not_genuine_group_{activity}").click().run()
        app.selectbox(key=f"reason_group_{activity}_not_genuine").set_value("never_took_place").run()
        (save,) = [button for button in app.button if button.label.startswith("保存 ")]
        save.click().run()
        assert f"已保存 {len(members)} 条决定" in words(app)
        assert {file.state for file in store.files().values()} == {state}
    assert len({decision.decision_id for record in members for decision in store.decisions(record)}) == 2 * len(members)


def test_groups_add_up_to_the_queue(open_screen: OpenScreen) -> None:
    queue = access.query("queue", AUDITOR)
    for grouping, column in (("person", "member_id"), ("activity", "activity_id")):
        groups = open_screen("queue", "auditor", grouping=grouping).dataframe[0].value
        assert len(groups) == queue[column].nunique()
        assert groups["cases"].sum() == queue[column].count()
        assert groups["expected_hours_per_minute"].is_monotonic_decreasing


def test_what_one_auditor_proposed_waits_for_another(open_screen: OpenScreen, desk: Home) -> None:
    first = str(access.query("queue", AUDITOR)["record_id"][0])
    case = cases.find_case(first, AUDITOR)
    assert case is not None
    DecisionStore.of(desk).decide(case, Decider("auditor:1", "auditor"), "not_genuine", "not_present", seen=None)
    assert first not in set(open_screen("queue", "auditor", "1").dataframe[0].value["record_id"])
    others = open_screen("queue", "auditor", "2").dataframe[0].value.set_index("record_id")
    assert others["state"][first] == "待复核"


def test_filters_are_kept_under_a_name(open_screen: OpenScreen) -> None:
    app = open_screen("queue", "auditor", week="12")
    app.text_input(key="filter_name").set_value("每周十二").run()
    (keep,) = [button for button in app.button if button.label == "保存当前筛选"]
    keep.click().run()
    again = open_screen("queue", "auditor")
    assert "预计追回" in words(again)
    again.button(key="apply_每周十二").click().run()
    assert "本周可核 12 件" in words(again)


def test_a_photo_used_forty_times_is_one_group_and_a_photo_used_once_is_none() -> None:
    with duckdb.connect() as published:
        published.execute(
            """
            create schema published;
            create table published.audit_queue as
            select
                'R' || use as record_id, 'M' || use % 5 as member_id, null::varchar as reviewer_id, null::varchar as activity_id,
                if(use < 40, 'P1', 'P2') as photo_group, 2.0 as hours_at_stake, 1.5 as expected_hours,
                if(use in (0, 40), 4.0, 0.5) as check_minutes, use as age_days, use = 7 as is_late
            from range(41) as uses(use);
            create table published.service_records as
            select record_id, null::varchar as activity_title from published.audit_queue;
            """
        )
        asked = {"grouping": "photo", "records": [f"R{use}" for use in range(41)]}
        [group] = published.execute(access.named_query("queue_groups").sql, asked).df().to_dict("records")
    assert (group["photo_group"], group["cases"], group["people"]) == ("P1", 40, 5)
    assert (group["hours_at_stake"], group["expected_hours"], group["check_minutes"]) == (80.0, 60.0, 23.5)
    assert (group["age_days"], group["is_late"]) == (39, True)
