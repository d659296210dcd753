"""The auditor's queue: how much a week brings back, what to open first, and who is never named."""

from __future__ import annotations

from dashboard import access, cases
from dashboard.decisions.rules import Decider
from dashboard.viewer import Viewer
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import Home

AUDITOR = Viewer("tests", "auditor")


def test_the_sentence_counts_the_week_and_the_table_leads_with_the_most_urgent(open_screen: OpenScreen) -> None:
    queue = access.query("queue", AUDITOR)
    app = open_screen("queue", "auditor", week="12")
    hours = queue["expected_hours"].head(12).sum()
    assert f"本周可核 12 件，预计追回 {hours:,.1f} 小时" in app.markdown[0].value
    rows = app.dataframe[0].value
    assert list(rows["record_id"]) == list(queue["record_id"])
    assert rows["reasons"].str.len().min() > 0
    assert rows["expected_hours"].is_monotonic_decreasing


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
    cases.decision_store(desk).decide(case, Decider("auditor-1", "auditor"), "genuine", seen=None)
    assert first not in set(open_screen("queue", "auditor").dataframe[0].value["record_id"])


def test_nobody_but_an_auditor_reads_the_queue(desk: Home) -> None:
    for viewer in (Viewer("x", "committee"), Viewer("x", "community", community_ids=("C001",)), Viewer("x", "clerk")):
        assert access.query("queue", viewer).empty
