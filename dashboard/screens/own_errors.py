"""The member's part of the points page where an error in one's own record is reported."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.decisions.error_reports import ErrorReportStore
from dashboard.decisions.rules import Case, Decider, DecisionRefused, reasons_for
from dashboard.screens.frame import Page
from dashboard.screens.parts import LONGEST_NOTE

SAID = "own_errors_said"


def render(page: Page, entries: pd.DataFrame) -> None:
    """The form, and what was reported before. `entries` are the ledger entries of the year shown."""
    say, store = page.say, ErrorReportStore.of()
    served = entries.dropna(subset=["record_hours"]).drop_duplicates("record_id").to_dict("records")
    records = {str(row["record_id"]): row for row in served}
    reported = store.reports(list(records))
    with st.expander(say("own_errors.title"), icon=":material/edit_note:"):
        st.markdown(say("own_errors.explained"))
        if (said := st.session_state.pop(SAID, None)) is not None:
            st.success(said, icon=":material/check:")
        for reported_record, report in reported.items():
            st.caption(
                say(
                    "own_errors.reported",
                    record=reported_record,
                    hours=say.number(report.corrected_hours),
                    why=say.word("decisions.reason", report.reason_code),
                    when=say.day(report.said_at),
                    report=report.step_id,
                )
            )
        with st.form("own_error", border=False):
            record = st.selectbox(
                say("own_errors.record"),
                list(records),
                format_func=lambda key: _name(page, records[key]),
                index=None,
                placeholder=say("frame.none"),
            )
            hours = st.number_input(say("own_errors.hours"), min_value=0.0, value=0.0, step=0.5)
            reason = st.selectbox(
                say("own_errors.reason"),
                [each.code for each in reasons_for("self_reported")],
                format_func=lambda code: say.word("decisions.reason", code),
            )
            text = st.text_area(say("own_errors.text"), max_chars=LONGEST_NOTE)
            if not st.form_submit_button(say("own_errors.send")):
                return
        if record is None:
            st.error(say("own_errors.choose"), icon=":material/error:")
            return
        row, member = records[record], str(page.viewer.member_id)
        case = Case(str(record), str(row["community_id"]), member)
        try:
            store.report(case, Decider(member, page.viewer.role), float(row["record_hours"]), hours, reason, text)
        except DecisionRefused as refusal:
            st.error(refusal.text(say.language), icon=":material/error:")
            return
        st.session_state[SAID] = say("own_errors.stored")
        st.rerun()


def _name(page: Page, row: Mapping[Hashable, Any]) -> str:
    what = (
        row["activity_title"] if isinstance(row["activity_title"], str) else page.say.word("category", row["category"])
    )
    return page.say(
        "own_errors.one", day=page.say.day(row["started_at"]), what=what, hours=page.say.number(row["record_hours"])
    )
