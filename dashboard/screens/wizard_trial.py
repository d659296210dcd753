"""Trying what the wizard's tables say on the whole file, keeping it as a profile, and taking the file in with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.intake import CommandFailed, Intake, Task
from dashboard.screens.parts import column_word, plain
from dashboard.screens.wizard_desk import Desk
from dashboard.wording import Wording


def try_out(desk: Desk, intake: Intake, say: Wording, said: dict[str, Any], community: str | None) -> None:
    """Offers to read the whole file as the tables say."""
    if st.button(say("wizard.try"), type="primary", icon=":material/play_arrow:", help=say("wizard.try_help")):
        with st.spinner(say("wizard.trying")):
            try:
                desk.tried = (said, intake.preview(desk.file, said, community))
            except CommandFailed as fault:
                desk.tried = None
                st.error(say("wizard.fault"), icon=":material/error:")
                st.code(str(fault), language=None)
    elif desk.tried is not None and desk.tried[0] != said:
        st.info(say("wizard.changed"), icon=":material/refresh:")


def show_trial(trial: dict[str, Any], say: Wording) -> None:
    """What passes, what does not, and the profile for those who can read it; or what the tables leave unsaid."""
    if "files" not in trial:
        st.warning(plain(say.message(trial["reason"])), icon=":material/help:")
        return
    st.subheader(say("wizard.trial"), anchor=False)
    with st.expander(say("wizard.yaml"), icon=":material/code:"):
        st.code(trial["profile"], language="yaml")
    for file in trial["files"]:
        if file["status"] in ("refused", "not_taken"):
            st.error(plain(say.message(file["reason"])), icon=":material/block:")
        for batch in file["batches"]:
            _batch(batch, trial["tables"].get(batch["source"]), say)
    if trial["rows"]:
        _problems(trial, say)


def _batch(batch: dict[str, Any], table: dict[str, Any] | None, say: Wording) -> None:
    st.markdown(
        say(
            "wizard.trial_counts",
            source=say.word("source", batch["source"]),
            read=say.number(batch["rows_read"], 0),
            landed=say.number(batch["rows_accepted"], 0),
            bad=say.number(batch["rows_quarantined"], 0),
        )
    )
    if batch["status"] == "held":
        st.warning(plain(say.message(batch["reason"])), icon=":material/pause_circle:")
    for notice in batch["notices"]:
        st.caption(f"· {plain(say.message(notice))}")
    if table is not None:
        rows = pd.DataFrame(table["rows"], columns=table["columns"]).dropna(axis="columns", how="all")
        words = {name: column_word(batch["source"], name, say) for name in rows.columns} | {
            "row_number": say("data.row")
        }
        st.dataframe(rows, hide_index=True, width="stretch", column_config=words)


def _problems(trial: dict[str, Any], say: Wording) -> None:
    st.markdown(say("wizard.problems"))
    for problem in trial["problems"]:
        st.caption(say("wizard.problem_line", reason=plain(say.message(problem["reason"])), rows=problem["rows"]))
    shown = {
        "row_number": say("data.row"),
        "key": say("data.key"),
        "column_name": say("data.column"),
        "value": say("data.value"),
        "reason": say("data.reason"),
    }
    rows = pd.DataFrame(trial["rows"])
    rows["reason"] = [say.message(reason) for reason in rows["reason"]]
    rows["column_name"] = [
        column_word(source, name, say) for source, name in zip(rows["source"], rows["column_name"], strict=True)
    ]
    st.dataframe(rows[list(shown)].fillna(""), hide_index=True, width="stretch", column_config=shown)


def keep(
    desk: Desk,
    intake: Intake,
    say: Wording,
    trial: dict[str, Any],
    community: str | None,
    begin: Callable[[Task], None],
) -> None:
    """Saves the profile of a trial under a name, and offers to take the file in with it; `begin` starts that."""
    text = trial["profile"]
    st.subheader(say("wizard.keep"), anchor=False)
    name = st.text_input(say("wizard.name"), trial["name"], key=desk.key("name"), help=say("wizard.name_help")).strip()
    replace = False
    if desk.taken == name:
        replace = st.checkbox(say("wizard.replace", name=name), key=desk.key("replace"))
    if desk.saved != (name, text):
        if st.button(say("wizard.save"), disabled=not name, icon=":material/save:"):
            _save(desk, intake, text, name, replace, say)
        return
    st.success(say("wizard.saved", name=name), icon=":material/check:")

    def take_in() -> None:
        begin(intake.take_in([desk.file], community, name))

    st.button(say("wizard.take_in", file=desk.file.name), type="primary", icon=":material/upload:", on_click=take_in)


def _save(desk: Desk, intake: Intake, text: str, name: str, replace: bool, say: Wording) -> None:
    try:
        answer = intake.save_profile(desk.file, text, name, replace)
    except CommandFailed as fault:
        st.error(str(fault), icon=":material/error:")
        return
    if "reason" not in answer:
        desk.saved, desk.taken = (name, text), None
    elif "taken" in answer:
        desk.taken = name
    else:
        st.error(plain(say.message(answer["reason"])), icon=":material/block:")
        return
    st.rerun()
