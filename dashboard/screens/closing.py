"""Which periods are closed, and does anybody object? The committee freezes, answers, restates; communities object."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cases
from dashboard.decisions.closings import ANSWERS, Closing, ClosingStore, Objection, check_final
from dashboard.decisions.rules import CLOSING_ROLES, DecisionRefused
from dashboard.screens.frame import Page, Screen
from dashboard.screens.parts import indicator_column
from dashboard.screens.running import Running
from dashboard.wording import Wording

LONGEST_TEXT = 2000
RUNNING = Running("closing")
# What was just said to a person, in the session.
SAID = "closing_said"


def render(page: Page) -> None:
    """The sentence, what can be done now, objections, restatements, and all closed periods."""
    say = page.say
    store = ClosingStore.of()
    closing = store.closing(str(page.period))
    RUNNING.finish()
    page.answer(f"closing.answer_{closing.state}", **_standing(closing, store.today(), say))
    _said()
    _later_corrections(page, closing)
    if page.viewer.role in CLOSING_ROLES["close"]:
        _steps(page, store, closing)
    _objections(page, store, closing)
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


# ---- what the committee does -------------------------------------------------------------------------------------


def _steps(page: Page, store: ClosingStore, closing: Closing) -> None:
    if RUNNING.is_under_way():
        RUNNING.watch(page.say)
        return
    _answered(page.say)
    if closing.version is None:
        _freeze(page, closing)
    else:
        _verify(page, closing)
        _restate(page, closing)
        _make_final(page, store, closing)


def _freeze(page: Page, closing: Closing) -> None:
    say = page.say
    running = page.query("periods").set_index("period")["is_running"]
    if running.get(closing.period, False):
        page.empty("closing.not_over", period=closing.period)
        return
    with st.form("freeze"):
        st.markdown(say("closing.freeze_explained", period=closing.period))
        reason = st.text_area(say("closing.reason"), max_chars=LONGEST_TEXT)
        days = st.number_input(say("closing.notice_days"), min_value=1, max_value=90, value=None, width=200)
        if st.form_submit_button(say("closing.freeze", period=closing.period), type="primary", icon=":material/lock:"):
            _begin(page, "freeze", closing.period, reason, ["--notice-days", str(days)] if days else [])


def _verify(page: Page, closing: Closing) -> None:
    if st.button(page.say("closing.verify"), help=page.say("closing.verify_help"), icon=":material/fact_check:"):
        _begin(page, "verify", closing.period)


def _restate(page: Page, closing: Closing) -> None:
    say = page.say
    with st.expander(say("closing.restate_title"), icon=":material/edit_document:"), st.form("restate"):
        st.markdown(say("closing.restate_explained", period=closing.period))
        reason = st.text_area(say("closing.reason"), max_chars=LONGEST_TEXT)
        if st.form_submit_button(say("closing.restate")):
            _begin(page, "restate", closing.period, reason)


def _make_final(page: Page, store: ClosingStore, closing: Closing) -> None:
    say = page.say
    if closing.state == "final":
        return
    with st.expander(say("closing.final_title"), icon=":material/verified:"):
        try:
            check_final(closing, cases.decider(page.viewer), "-", store.today())
        except DecisionRefused as refusal:
            st.info(refusal.text(say.language), icon=":material/lock:")
            return
        with st.form("final"):
            reason = st.text_area(say("closing.reason"), max_chars=LONGEST_TEXT)
            if st.form_submit_button(say("closing.final"), type="primary"):
                _store(
                    page,
                    lambda: store.make_final(closing.period, cases.decider(page.viewer), reason),
                    "closing.is_final",
                )


def _begin(page: Page, command: str, period: str, reason: str | None = None, more: list[str] | None = None) -> None:
    """Starts the command that takes care of the numbers, in a process of its own."""
    signed = [] if reason is None else ["--by", page.viewer.user_id, "--reason", reason]
    if reason is not None and not reason.strip():
        st.error(page.say("closing.say_why"), icon=":material/error:")
        return
    RUNNING.start(command, [command, period, *signed, *(more or [])], page.say)


def _answered(say: Wording) -> None:
    """What the last command found or did."""
    if (known := RUNNING.answer()) is None:
        return
    command, answer = known
    if "error" in answer:
        st.error(answer["error"], icon=":material/error:")
    elif command == "verify":
        _verification(answer, say)
    elif command == "restate":
        st.success(say("closing.restated", values=len(answer["changes"])), icon=":material/edit_document:")
    else:
        st.success(say("closing.frozen", ends=answer["notice_ends_on"]), icon=":material/lock:")
        if answer["files_not_in_it"] or answer["decisions_not_in_it"]:
            files = say.listing(list(answer["files_not_in_it"])) or say("frame.none")
            st.warning(say("closing.unseen", files=files, decisions=answer["decisions_not_in_it"]))


def _verification(found: dict[str, Any], say: Wording) -> None:
    if found["identical"]:
        st.success(say("closing.identical", rows=say.number(found["rows"], 0)), icon=":material/check:")
    else:
        st.error(
            say("closing.not_identical", files=len(found["changed_files"]), values=len(found["differences"])),
            icon=":material/error:",
        )
        if found["changed_files"]:
            st.markdown(say("closing.changed_files", files=say.listing(found["changed_files"])))
        if found["differences"]:
            st.dataframe(pd.DataFrame(found["differences"]), hide_index=True, width="stretch")
    if found["project"] not in (None, found["program"]):
        st.caption(say("closing.other_rules", project=found["project"], program=found["program"]))


# ---- objections --------------------------------------------------------------------------------------------------


def _objections(page: Page, store: ClosingStore, closing: Closing) -> None:
    if closing.version is None:
        return
    say = page.say
    st.subheader(say("closing.objections"), anchor=False)
    communities = page.query("communities")
    names = dict(zip(communities["community_id"], communities["name"], strict=True))
    # A viewer reads the objections of the communities they may see, as they read everything else.
    shown = [objection for objection in closing.objections if objection.filed.community_id in names]
    if not shown:
        st.caption(say("closing.no_objections"))
    for objection in shown:
        _objection(page, store, closing, objection, names[str(objection.filed.community_id)])
    if page.viewer.role in CLOSING_ROLES["object"]:
        _object(page, store, closing)


def _objection(page: Page, store: ClosingStore, closing: Closing, objection: Objection, community: str) -> None:
    say, filed, answer = page.say, objection.filed, objection.answer
    with st.container(border=True):
        st.markdown(
            say(
                "closing.objection",
                id=filed.event_id,
                community=community,
                by=filed.said_by,
                at=say.moment(filed.said_at),
            )
        )
        about = [_indicator_name(page, filed.indicator_id)] if filed.indicator_id else []
        about += [say("closing.about_record", record=filed.record_id)] if filed.record_id else []
        if about:
            st.caption(say.listing(about))
        st.text(filed.text or say("closing.erased"))
        if answer is not None:
            st.markdown(
                say(
                    "closing.answered",
                    verdict=say.word("closing_verdict", answer.verdict),
                    by=answer.said_by,
                    at=say.moment(answer.said_at),
                )
            )
            st.text(answer.text or say("closing.erased"))
        elif page.viewer.role in CLOSING_ROLES["close"]:
            _answer(page, store, closing, filed.event_id)
        else:
            st.caption(say("closing.awaits_answer"))


def _answer(page: Page, store: ClosingStore, closing: Closing, objection_id: str) -> None:
    say = page.say
    with st.form(f"answer_{objection_id}"):
        verdict = st.radio(
            say("closing.verdict"),
            ANSWERS,
            format_func=lambda code: say.word("closing_verdict", code),
            index=None,
            horizontal=True,
        )
        text = st.text_area(say("closing.answer_text"), max_chars=LONGEST_TEXT)
        if st.form_submit_button(say("closing.answer_it")):
            if verdict is None:
                st.error(say("closing.choose_verdict"), icon=":material/error:")
                return
            decider = cases.decider(page.viewer)
            _store(
                page, lambda: store.answer(closing.period, decider, objection_id, verdict, text), "closing.answer_kept"
            )


def _object(page: Page, store: ClosingStore, closing: Closing) -> None:
    say = page.say
    if closing.notice_day(store.today()) is None:
        page.empty("closing.notice_over")
        return
    catalogue = page.query("indicator_catalogue")
    built = catalogue[catalogue["built"]]
    names = dict(zip(built["indicator_id"], indicator_column(page, built), strict=True))
    own = page.viewer.community_ids
    with st.form("object", clear_on_submit=False):
        st.markdown(say("closing.object_explained", ends=say.day(closing.notice_ends_on)))
        indicator = st.selectbox(
            say("closing.about_indicator"),
            list(names),
            format_func=lambda code: names[code],
            index=None,
            placeholder=say("frame.none"),
        )
        record = st.text_input(say("closing.record"))
        text = st.text_area(say("closing.objection_text"), max_chars=LONGEST_TEXT)
        if st.form_submit_button(say("closing.object"), type="primary", disabled=not own):
            decider = cases.decider(page.viewer)
            _store(
                page,
                lambda: store.object(closing.period, decider, own[0], text, indicator, record.strip() or None),
                "closing.objection_kept",
            )


def _store(page: Page, write: Callable[[], object], done: str) -> None:
    """Stores one step and shows the page anew; a refusal is told, and what was written stays."""
    try:
        write()
    except DecisionRefused as refusal:
        st.error(refusal.text(page.say.language), icon=":material/error:")
        return
    st.session_state[SAID] = page.say(done)
    st.rerun()


def _said() -> None:
    if (text := st.session_state.pop(SAID, None)) is not None:
        st.success(text, icon=":material/check:")


# ---- what stands -------------------------------------------------------------------------------------------------


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


def _indicator_name(page: Page, indicator: str) -> str:
    catalogue = page.query("indicator_catalogue")
    rows = catalogue[catalogue["indicator_id"] == indicator]
    return indicator if rows.empty else page.say.name(rows.iloc[0])


SCREEN = Screen("closing", ":material/campaign:", ("committee", "community", "auditor"), render, ("period",))
