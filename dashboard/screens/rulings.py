"""What an auditor says of a record or a group of them: an action by button or key, its reason, a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.decisions.case_files import CaseFile
from dashboard.decisions.rules import SANCTION, VERDICTS, reasons_for
from dashboard.screens.frame import Page
from dashboard.screens.parts import LONGEST_NOTE

# The keys that choose an action anywhere on the page; a field being typed in keeps its keys.
KEYS = {
    "genuine": "g", "not_genuine": "n", "unclear": "u", "asked": "a", "escalated": "e", "confirmed": "y", "rejected": "x",
    "upheld": "g", "dismissed": "n",
}  # fmt: skip
SAVE_KEY = "Ctrl+Enter"


@dataclass(frozen=True)
class Said:
    """What has been chosen and written so far."""

    action: str
    reason: str | None
    text: str


def actions(file: CaseFile) -> tuple[str, ...]:
    """What can be done with a case as it stands."""
    if file.appeal:
        return "upheld", "dismissed"
    if file.proposal:
        return "confirmed", "rejected", *(verdict for verdict in VERDICTS if verdict != SANCTION), "escalated"
    return *VERDICTS, *(() if file.question else ("asked",)), *(() if file.escalation else ("escalated",))


def choose(page: Page, key: str, offered: Sequence[str]) -> Said | None:
    """The action, its reason and the note; None until an action is chosen. `key` tells the widgets of cases apart."""
    say = page.say
    chosen_key = f"action_{key}"
    chosen: str | None = st.session_state.get(chosen_key)
    row = st.container(horizontal=True)
    for action in offered:
        row.button(
            say.word("case_action", action),
            key=f"{action}_{key}",
            type="primary" if action == chosen else "secondary",
            shortcut=KEYS[action],
            on_click=_choose,
            args=(chosen_key, action, say("case.chosen", action=say.word("case_action", action), save=SAVE_KEY)),
        )
    if chosen is None or chosen not in offered:
        return None
    # A record is upheld as genuine for one of the reasons that make it so.
    fitting = reasons_for("genuine" if chosen == "upheld" else chosen)
    reason = None
    if fitting:
        reason = st.selectbox(
            say("case.reason_code"),
            [reason.code for reason in fitting],
            format_func=lambda code: say.word("decisions.reason", code),
            index=None,
            placeholder=say("case.choose_reason"),
            key=f"reason_{key}_{chosen}",
        )
    text = st.text_area(
        say(f"case.{'question' if chosen == 'asked' else 'note'}"), key=f"note_{key}", max_chars=LONGEST_NOTE
    )
    return Said(chosen, reason, text)


def clear(key: str) -> None:
    """Empties what was chosen and written: it has been stored."""
    st.session_state[f"action_{key}"] = None
    st.session_state[f"note_{key}"] = ""


def _choose(key: str, action: str, told: str) -> None:
    st.session_state[key] = action
    # Chosen by key, perhaps with the form out of sight.
    st.toast(told, icon=":material/keyboard:")
