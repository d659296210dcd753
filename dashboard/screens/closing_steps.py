"""What the committee does with a period: freezes, verifies, restates it, makes it final."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cases
from dashboard.decisions.closings import Closing, ClosingStore, check_final
from dashboard.decisions.rules import DecisionRefused
from dashboard.screens.frame import Page
from dashboard.screens.parts import LONGEST_TEXT
from dashboard.screens.running import Running
from dashboard.wording import Wording

RUNNING = Running("closing")
# What was just said to a person, in the session.
SAID = "closing_said"


def show_steps(page: Page, store: ClosingStore, closing: Closing) -> None:
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
                store_step(
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


def store_step(page: Page, write: Callable[[], object], done: str) -> None:
    """Stores one step and shows the page anew; a refusal is told, and what was written stays."""
    try:
        write()
    except DecisionRefused as refusal:
        st.error(refusal.text(page.say.language), icon=":material/error:")
        return
    st.session_state[SAID] = page.say(done)
    st.rerun()


def show_said() -> None:
    if (text := st.session_state.pop(SAID, None)) is not None:
        st.success(text, icon=":material/check:")
