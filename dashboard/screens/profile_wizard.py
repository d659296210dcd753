"""The wizard for a kind of file nobody has described: first rows, proposed mapping to correct, trial, save, take in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.intake import MEGABYTES_PER_FILE, CommandFailed, Intake, Task, receive
from dashboard.screens.frame import Page
from dashboard.screens.parts import column_word, community_choice, plain, uploader_words
from dashboard.screens.wizard_columns import ask_targets, ask_words
from dashboard.screens.wizard_desk import CLOCK, IGNORED, KEPT, Desk, Entered, Line, called
from dashboard.screens.wizard_questions import show_open_questions
from dashboard.screens.wizard_trial import keep, show_trial, try_out
from dashboard.wording import Wording
from warehouse.settings import Contract, contracts

DESK = "wizard"


def open_file(file: Path) -> None:
    """Puts a file that was sent in on the desk."""
    st.session_state[DESK] = Desk(file)


def draw(page: Page, intake: Intake, begin: Callable[[Task], None]) -> None:
    """The wizard; `begin` starts the command that takes the file in."""
    desk: Desk | None = st.session_state.get(DESK)
    if desk is None or not desk.file.exists():
        _pick(page)
        return
    say = page.say
    bar = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
    bar.markdown(say("wizard.file", file=plain(desk.file.name)))
    bar.button(say("wizard.other_file"), icon=":material/close:", on_click=st.session_state.pop, args=(DESK,))
    try:
        described = _described(desk, intake, say, st.session_state.get(desk.key("source")))
    except CommandFailed as fault:
        st.error(say("wizard.fault"), icon=":material/error:")
        st.code(str(fault), language=None)
        return
    if "profile" not in described:
        st.error(plain(say.message(described["reason"])), icon=":material/block:")
        return
    _first_rows(described, say)
    st.selectbox(
        say("wizard.source"),
        list(contracts()),
        index=list(contracts()).index(described["source"]),
        format_func=lambda code: say.word("source", code),
        key=desk.key("source"),
        help=say("wizard.source_help"),
    )
    contract = contracts()[described["source"]]
    edited = _ask(page, desk, described, contract)
    said = {
        "profile": described["profile"],
        "lines": edited.lines,
        "key_from": edited.key_from,
        "constants": edited.constants,
        # A community adds to no register.
        "mentions_others": not page.viewer.community_ids,
    }
    try_out(desk, intake, say, said, edited.community)
    if desk.tried is not None and desk.tried[0] == said:
        show_trial(desk.tried[1], say)
        if "profile" in desk.tried[1]:

            def begin_and_clear(task: Task) -> None:
                begin(task)
                del st.session_state[DESK]

            keep(desk, intake, say, desk.tried[1], edited.community, begin_and_clear)


def _pick(page: Page) -> None:
    say = page.say
    uploader_words(say, MEGABYTES_PER_FILE)
    st.caption(say("wizard.what"))
    file = st.file_uploader(say("wizard.drop"), key="wizard_upload", max_upload_size=MEGABYTES_PER_FILE)
    if st.button(say("wizard.look"), type="primary", disabled=file is None, icon=":material/search:") and file:
        (kept,) = receive(page.viewer, [file])
        open_file(kept)
        st.rerun()


def _described(desk: Desk, intake: Intake, say: Wording, source: str | None) -> dict[str, Any]:
    if source not in desk.described:
        with st.spinner(say("wizard.looking")):
            answer = intake.describe(desk.file, source)
        desk.described[source] = answer
        desk.described.setdefault(answer.get("source"), answer)
    return desk.described[source]


# ---- the file -------------------------------------------------------------------------------------------------------


def _first_rows(described: dict[str, Any], say: Wording) -> None:
    sheet = described["sheets"][described["sheet"]]
    st.markdown(
        say(
            "wizard.first_rows",
            rows=len(sheet["rows"]),
            columns=len(sheet["header"]),
            sheet=sheet["sheet"] or say("frame.none"),
        )
    )
    st.dataframe(pd.DataFrame(sheet["rows"], columns=sheet["header"]).fillna(""), hide_index=True, width="stretch")
    others = [each["sheet"] for each in described["sheets"] if each is not sheet and each["sheet"]]
    notes = [say.message(note) for note in sheet["notes"]]
    if others:
        notes.append(say("wizard.other_sheets", sheets=say.listing(others)))
    for note in notes:
        st.caption(plain(note))


# ---- what becomes what ----------------------------------------------------------------------------------------------


def _ask(page: Page, desk: Desk, described: dict[str, Any], contract: Contract) -> Entered:
    say, table = page.say, described["table"]
    st.subheader(say("wizard.mapping"), anchor=False)
    st.caption(say("wizard.mapping_note"))
    waiting = st.container()
    lines = ask_words(page, desk, described, contract, ask_targets(desk, described, contract, say))
    filled = {line["target"].removesuffix(CLOCK) for line in lines} | set(table["given"])
    key_from: list[str] = []
    if len(contract.key) == 1 and contract.key[0] not in {line["target"] for line in lines}:
        key_from = _key_from(desk, table, contract, lines, say)
    community = None
    if "community_id" in contract.column_names and contract.key != ("community_id",) and "community_id" not in filled:
        own = page.viewer.community_ids
        if len(own) == 1:
            community = own[0]
            st.caption(say("wizard.own_community", community=community))
        else:
            community = community_choice(page, desk.key("community"))
    edited = Entered(lines, key_from, _constants(desk, described, contract, filled, say), community)
    show_open_questions(waiting, described, contract, edited, say)
    return edited


def _key_from(desk: Desk, table: dict[str, Any], contract: Contract, lines: list[Line], say: Wording) -> list[str]:
    """The columns an id is made of where none holds one."""
    mapped = [line["header"] for line in lines if line["target"] not in (IGNORED, KEPT)]
    telling = [line["header"] for line in lines if line["target"].endswith(("_id", "_at", "_on"))]
    return st.multiselect(
        say("wizard.key_from", column=column_word(contract.source, contract.key[0], say)),
        mapped,
        default=[header for header in table["key_from"] if header in mapped] or telling,
        key=desk.key(f"key_{contract.source}"),
        help=say("wizard.key_help"),
    )


def _constants(
    desk: Desk, described: dict[str, Any], contract: Contract, filled: set[str], say: Wording
) -> dict[str, str]:
    """Values of required columns the file has no column for: the same in every row."""
    said: dict[str, str] = {}
    for column in contract.columns:
        if not column.required or column.name in filled or column.name == "community_id" or column.name in contract.key:
            continue
        label = say("wizard.constant", column=column_word(contract.source, column.name, say))
        key = desk.key(f"constant_{contract.source}_{column.name}")
        if column.vocabulary:
            value = st.selectbox(
                label,
                list(column.vocabulary),
                index=None,
                format_func=called(described, column.name, say).__getitem__,
                placeholder=say("wizard.constant_none"),
                key=key,
            )
        else:
            value = st.text_input(label, key=key)
        if value:
            said[column.name] = value
    return said
