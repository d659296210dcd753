"""Has anybody asked about my records? For the member: questions to answer, decisions to appeal against."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import cases
from dashboard.decisions.case_files import CaseFile
from dashboard.decisions.rules import DecisionRefused
from dashboard.decisions.store import DecisionStore
from dashboard.screens.frame import Page, Screen
from dashboard.screens.parts import LONGEST_NOTE


def render(page: Page) -> None:
    """The sentence, then each of the member's records that somebody has looked at, what to do first on top."""
    store = DecisionStore.of()
    files = store.files()
    mine = page.query("my_records", records=sorted(files))
    days = int(cases.policy(page.viewer, "appeal_days"))
    told = st.session_state.pop("my_cases_message", None)
    if told:
        st.info(told)
    if mine.empty:
        page.empty("my_cases.empty")
        return
    open_files = [files[record] for record in mine["record_id"]]
    page.answer(
        "my_cases.answer",
        records=len(mine),
        questions=sum(file.question is not None for file in open_files),
        appealable=sum(_can_appeal(file, store, days) for file in open_files),
    )
    first_to_do = sorted(
        mine.to_dict("records"),
        key=lambda row: not (files[row["record_id"]].question or _can_appeal(files[row["record_id"]], store, days)),
    )
    for row in first_to_do:
        _record(page, store, pd.Series(row), files[row["record_id"]], days)


def _record(page: Page, store: DecisionStore, row: pd.Series, file: CaseFile, days: int) -> None:
    say, record = page.say, str(row["record_id"])
    box = st.container(border=True)
    box.markdown(
        say(
            "my_cases.record",
            record=record,
            what=row["activity_title"] or say.word("category", row["category"]),
            when=say.moment(row["started_at"]),
            where=row["community_name"] or row["community_id"],
            hours=say.number(row["declared_hours"]),
        )
    )
    box.markdown(_standing(page, file))
    for step in file.steps:
        if step.kind in ("asked", "answered", "appealed", "upheld", "dismissed"):
            box.markdown(
                say(
                    "my_cases.step",
                    when=say.moment(step.said_at),
                    what=say.word("case_action", step.kind),
                    text=step.text,
                )
            )
    if file.question:
        _form(page, store, row, "answer", days)
    if _can_appeal(file, store, days):
        box.markdown(say("my_cases.appeal_until", day=say.day(file.appeal_until(days))))
        _form(page, store, row, "appeal", days)


def _standing(page: Page, file: CaseFile) -> str:
    say = page.say
    decision = file.in_force
    if file.proposal:
        return say("my_cases.in_review")
    if decision is None:
        return say("my_cases.open")
    return say(
        "my_cases.decided",
        verdict=say.word("verdict", decision.verdict),
        when=say.moment(decision.decided_at),
        reason=say.word("decisions.reason", decision.reason_code),
        decision=decision.decision_id,
    )


def _can_appeal(file: CaseFile, store: DecisionStore, days: int) -> bool:
    until = file.appeal_until(days)
    return until is not None and store.today() <= until


def _form(page: Page, store: DecisionStore, row: pd.Series, kind: str, days: int) -> None:
    say, record = page.say, str(row["record_id"])
    with st.form(f"{kind}_{record}", border=False):
        text = st.text_area(say(f"my_cases.{kind}_text"), max_chars=LONGEST_NOTE, key=f"{kind}_text_{record}")
        sent = st.form_submit_button(say(f"my_cases.send_{kind}"), type="primary")
    if not sent:
        return
    case, speaker = cases.own_case(row, page.viewer)
    try:
        if kind == "answer":
            store.answer(case, speaker, text)
        else:
            store.file_appeal(case, speaker, text, days)
    except DecisionRefused as refusal:
        st.warning(refusal.text(say.language))
        return
    st.session_state["my_cases_message"] = say(f"my_cases.{kind}_stored")
    st.rerun()


SCREEN = Screen("my_cases", ":material/contact_support:", ("member",), render)
