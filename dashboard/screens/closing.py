"""Which periods are closed, and does anybody object? The committee freezes, answers, restates; communities object."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.decisions.closings import Closing, ClosingStore
from dashboard.decisions.rules import CLOSING_ROLES
from dashboard.screens.closing_objections import show_objections
from dashboard.screens.closing_steps import RUNNING, show_said, show_steps
from dashboard.screens.frame import Page, Screen
from dashboard.wording import Wording


def render(page: Page) -> None:
    """The sentence, what can be done now, objections, restatements, and all closed periods."""
    say = page.say
    store = ClosingStore.of()
    closing = store.closing(str(page.period))
    RUNNING.finish()
    page.answer(f"closing.answer_{closing.state}", **_standing(closing, store.today(), say))
    show_said()
    _later_corrections(page, closing)
    if page.viewer.role in CLOSING_ROLES["close"]:
        show_steps(page, store, closing)
    show_objections(page, store, closing)
    _restatements(page, closing)
    _periods(page, store)


def _standing(closing: Closing, today: date, say: Wording) -> dict[str, object]:
    version = closing.version
    if version is None:
        return {"period": closing.period}
    day = closing.notice_day(today)
    return {
        "period": closing.period,
        "day": say("closing.over") if day is None else say("closing.day", day=day),
        "ends": say.day(version.notice_ends_on),
        "objections": len(closing.objections),
        "unanswered": len(closing.unanswered),
        "restatement": version.restatement,
        "given_out": say.day(version.said_at),
        "closed": say.day(closing.steps[-1].said_at),
    }


def _later_corrections(page: Page, closing: Closing) -> None:
    states = page.query("period_states")
    for later in states[states["period"] == closing.period].to_dict("records"):
        if later["changed_values"]:
            values = page.say.number(later["changed_values"], 0)
            st.warning(
                page.say("closing.later", values=values, communities=later["changed_communities"]),
                icon=":material/history:",
            )


def _restatements(page: Page, closing: Closing) -> None:
    say = page.say
    if closing.version is None or not closing.version.restatement:
        return
    st.subheader(say("closing.restatements"), anchor=False)
    for step in closing.steps:
        if step.kind == "restated":
            told = {"number": step.restatement, "by": step.said_by, "at": say.moment(step.said_at)}
            st.markdown(say("closing.restatement", **told))
            st.text(step.text or say("closing.erased"))
    changes = page.query("restatements", period=closing.period)
    if changes.empty:
        page.empty("closing.nothing_changed")
        return
    column = st.column_config
    page.table(
        changes.assign(
            subject=[
                say.word("closing_subject", row["subject"]) if pd.isna(row["name_zh"]) else say.name(row)
                for row in changes.to_dict("records")
            ],
            causes=changes["causes"].map(lambda causes: _causes(causes, say)),
        ),
        {
            "restatement": column.NumberColumn(say("closing.number"), width="small"),
            "name": column.TextColumn(say("frame.community")),
            "subject": column.TextColumn(say("closing.subject")),
            "old_value": column.NumberColumn(say("closing.old")),
            "new_value": column.NumberColumn(say("closing.new")),
            "causes": column.TextColumn(say("closing.causes"), width="large"),
        },
        file=f"restatements_{closing.period}",
    )


def _causes(causes: str, say: Wording) -> str:
    """Batches and decisions by their ids; other rules in words."""
    named = [
        say("closing.rules", version=cause.removeprefix("rules ")) if cause.startswith("rules ") else cause
        for cause in causes.split(";")
        if cause
    ]
    return say.listing(named) if named else say("closing.no_cause")


def _periods(page: Page, store: ClosingStore) -> None:
    say = page.say
    st.subheader(say("closing.periods"), anchor=False)
    today = store.today()
    closed = [closing for closing in store.closings().values() if closing.version is not None]
    if not closed:
        page.empty("closing.none_closed")
        return
    rows = [
        {
            "period": closing.period,
            "state": say.word("period_state", closing.state),
            "day": closing.notice_day(today),
            "ends": closing.notice_ends_on,
            "restatement": closing.version.restatement if closing.version else None,
            "objections": len(closing.objections),
            "unanswered": len(closing.unanswered),
            "reason": closing.steps[0].text,
            "by": closing.steps[0].said_by,
        }
        for closing in closed
    ]
    column = st.column_config
    page.table(
        pd.DataFrame(rows),
        {
            "period": column.TextColumn(say("frame.period"), width="small"),
            "state": column.TextColumn(say("closing.state"), width="small"),
            "day": column.NumberColumn(say("closing.notice_day"), width="small"),
            "ends": column.DateColumn(say("closing.notice_until"), format="YYYY-MM-DD"),
            "restatement": column.NumberColumn(say("closing.number"), width="small"),
            "objections": column.NumberColumn(say("closing.objections"), width="small"),
            "unanswered": column.NumberColumn(say("closing.unanswered"), width="small"),
            "reason": column.TextColumn(say("closing.reason"), width="large"),
            "by": column.TextColumn(say("closing.by")),
        },
        file="closed_periods",
    )


SCREEN = Screen("closing", ":material/campaign:", ("committee", "community", "auditor"), render, ("period",))
