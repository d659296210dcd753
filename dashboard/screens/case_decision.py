"""The decision of a case: what it changes, what was said so far, and what is said now."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import cases
from dashboard.decisions.case_files import CaseFile
from dashboard.decisions.rules import SANCTION, VERDICTS, Case, DecisionRefused, check_auditor
from dashboard.decisions.store import DecidedMeanwhile, DecisionStore
from dashboard.screens import frame, rulings
from dashboard.screens.frame import Page
from dashboard.screens.parts import one_line
from dashboard.screens.rulings import Said


def show_effects(page: Page, record_id: str) -> None:
    """What each verdict changes, before and after."""
    say = page.say
    st.subheader(say("case.effects"), anchor=False)
    st.caption(say("case.effects_note"))
    effects = page.query("case_effects", record=record_id)

    def written(row: pd.Series, column: str) -> str:
        value = say.number(row[f"value_{column}"])
        if not pd.isna(row[f"out_of_{column}"]):
            return say("case.effect_ratio", numerator=value, denominator=say.number(row[f"out_of_{column}"]))
        return (
            value if row["subject"] == "points" else say("case.effect_hours", hours=value, grade=row[f"grade_{column}"])
        )

    table = pd.DataFrame(
        {
            "subject": [
                say.word("case_effect", row["subject"]) if pd.isna(row["name_zh"]) else say.name(row)
                for _, row in effects.iterrows()
            ],
            "period": effects["period"].fillna(say("frame.none")),
            **{
                column: [written(row, column) for _, row in effects.iterrows()]
                for column in ("now", "if_genuine", "if_not_genuine")
            },
        }
    )
    page.table(
        table,
        {column: st.column_config.TextColumn(say(f"case.effect_{column}")) for column in table.columns},
        file=f"effects_{record_id}",
    )


def decide(page: Page, store: DecisionStore, file: CaseFile, following: str | None) -> None:
    say, record_id = page.say, file.record_id
    st.subheader(say("case.decide"), anchor=False)
    # What the auditor has seen is what stood when the page was opened, not what came in while they were writing.
    seen: str | None = st.session_state.setdefault(f"seen_{record_id}", file.last.decision_id if file.last else None)
    _said_so_far(page, file)
    case = cases.find_case(record_id, page.viewer)
    if case is None:
        return
    try:
        check_auditor(case, cases.decider(page.viewer))
    except DecisionRefused as refusal:
        st.info(refusal.text(say.language), icon=":material/lock:")
        return
    if file.proposal and file.proposal.decided_by == page.viewer.user_id:
        page.empty("case.awaits_another")
        return
    if file.appeal and page.viewer.user_id in file.took_part:
        page.empty("case.appeal_for_another")
        return
    said = rulings.choose(page, record_id, rulings.actions(file))
    st.caption(say("case.next_build"))
    st.button(
        say("case.save"),
        type="primary",
        disabled=said is None,
        on_click=_save,
        args=(page, store, case, said, seen, following),
        icon=":material/gavel:",
        shortcut=rulings.SAVE_KEY,
    )


def _save(page: Page, store: DecisionStore, case: Case, said: Said, seen: str | None, following: str | None) -> None:
    """Stores what was said and opens the next case, or keeps what was written and says why it was not stored."""
    say, record_id = page.say, case.record_id
    try:
        made = _store(page, store, case, said, seen)
    except DecidedMeanwhile as meanwhile:
        st.session_state[f"seen_{record_id}"] = meanwhile.standing.decision_id
        text = say(
            "case.decided_meanwhile",
            who=meanwhile.standing.decided_by,
            when=say.moment(meanwhile.standing.decided_at),
            verdict=say.word("verdict", meanwhile.standing.verdict),
        )
        st.session_state["case_message"] = ("warning", text)
    except DecisionRefused as refusal:
        st.session_state["case_message"] = ("warning", refusal.text(say.language))
    else:
        rulings.clear(record_id)
        st.session_state.pop(f"seen_{record_id}", None)
        state = store.file(record_id).state
        text = say(
            f"case.saved_{'waiting' if state == 'awaits_second' else 'now'}",
            record=record_id,
            decision=made,
            action=say.word("case_action", said.action),
        )
        st.session_state["case_message"] = ("success", text)
        frame.keep("record", following or record_id)


def _store(page: Page, store: DecisionStore, case: Case, said: Said, seen: str | None) -> str:
    """Stores one action; the id it was stored under. Raises DecisionRefused."""
    who = cases.decider(page.viewer)
    if said.action in VERDICTS:
        return store.decide(case, who, said.action, said.reason, said.text, seen=seen).decision_id
    if said.action == "confirmed":
        decided = store.decisions(case.record_id)
        reason = next((decision.reason_code for decision in decided if decision.decision_id == seen), None)
        return store.decide(case, who, SANCTION, reason, said.text, seen=seen).decision_id
    if said.action == "rejected":
        return store.reject(case, who, said.reason, said.text, seen=seen).step_id
    if said.action == "upheld":
        return store.uphold(case, who, said.reason, said.text).step_id
    if said.action == "dismissed":
        return store.dismiss(case, who, said.text).step_id
    take = store.ask if said.action == "asked" else store.escalate
    return take(case, who, said.reason, said.text).step_id


def show_message() -> None:
    message = st.session_state.pop("case_message", None)
    if message:
        kind, text = message
        (st.success if kind == "success" else st.warning)(text)


def _said_so_far(page: Page, file: CaseFile) -> None:
    """Every decision and step of the case, oldest first, each signed."""
    say = page.say
    lines = []
    for decision in file.decisions:
        state = "rejected" if file.rejection_of(decision) else "proposed" if decision == file.proposal else "decided"
        lines.append(
            (decision.decided_at, decision.decision_id, decision.decided_by, decision.reason_code, decision.note,
             say(f"case.line_{state}", verdict=say.word("verdict", decision.verdict)))
        )  # fmt: skip
    for step in file.steps:
        lines.append(
            (step.said_at, step.step_id, say("role.member") if step.role == "member" else step.said_by, step.reason_code,
             step.text, say.word("case_action", step.kind))
        )  # fmt: skip
    for at, identity, who, code, text, what in sorted(lines):
        st.markdown(
            say(
                "case.earlier",
                decision=identity,
                when=say.moment(at),
                who=one_line(who),
                verdict=what,
                reason=say.word("decisions.reason", code),
                note=one_line(text or say("frame.none")),
            )
        )
