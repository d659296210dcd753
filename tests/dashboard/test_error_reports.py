"""An error is one's own to report until somebody asks; it only takes hours off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.decisions.error_reports import ErrorReportStore
from dashboard.decisions.rules import Case, Decider, DecisionRefused
from dashboard.decisions.store import DecisionStore

CASE, MEMBER = Case("R1", "C1", "M1"), Decider("M1", "member")


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DecisionRefused) as refused:
        act()
    return refused.value.code.removeprefix("decisions.")


def test_what_is_reported_in_time_stands_and_nothing_else(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'decisions.sqlite'}"
    store = ErrorReportStore(url)
    assert refusal(lambda: store.report(CASE, Decider("M2", "member"), 3, 2, "left_early", "…")) == "not_your_record"
    assert refusal(lambda: store.report(CASE, MEMBER, 3, 3, "left_early", "…")) == "not_less"
    assert refusal(lambda: store.report(CASE, MEMBER, 3, 2, "not_present", "…")) == "reason_does_not_fit"
    assert refusal(lambda: store.report(CASE, MEMBER, 3, 2, "left_early", " ")) == "text_needed"
    store.report(CASE, MEMBER, 3, 2, "left_early", "提前走了")
    last = store.report(CASE, MEMBER, 3, 1.5, "hours_mistyped", "其实一个半小时")
    assert store.reports(["R1", "R2"]) == {"R1": last}
    assert store.verify()[0].whole
    DecisionStore(url).decide(CASE, Decider("auditor", "auditor"), "genuine", seen=None)
    assert refusal(lambda: store.report(CASE, MEMBER, 3, 1, "left_early", "…")) == "under_audit_already"
