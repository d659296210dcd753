"""The wizard for a kind of file nobody has described: first rows, proposed mapping to correct, trial, save, take in."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
import yaml

from dashboard.intake import MEGABYTES_PER_FILE, CommandFailed, Intake, Task, receive
from dashboard.profile_draft import (
    CLOCK,
    IGNORED,
    KEPT,
    ORDERS,
    QUESTION,
    SAME_UNIT,
    UNITS,
    DraftProblem,
    Line,
    compose,
    given,
    key_headers,
    lines_of,
    read_draft,
    targets,
    words_of,
)
from dashboard.screens.frame import Page
from dashboard.screens.parts import column_word, community_choice, own_communities, plain, uploader_words
from dashboard.wording import Wording
from warehouse.settings import Contract, contracts
from warehouse.settings.messages import Message

DESK = "wizard"


@dataclass
class Desk:
    """The file on the desk: what ingestion says of it by source, the trial of a profile, and under which name it is kept."""

    file: Path
    described: dict[str | None, dict[str, Any]] = field(default_factory=dict)
    tried: tuple[str, dict[str, Any]] | None = None
    saved: tuple[str, str] | None = None
    taken: str | None = None

    def key(self, name: str) -> str:
        """A widget's key, another one for another file."""
        return f"wizard_{name}_{hashlib.sha256(str(self.file).encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Edited:
    """What a person has said: the columns, what words stand for, what the id is made of, values the file lacks."""

    lines: list[Line]
    words: dict[str, dict[str, str]]
    key_from: list[str]
    constants: dict[str, str]
    community: str | None


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
        st.error(plain(_told(described["reason"], say)), icon=":material/block:")
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
    try:
        draft = compose(
            read_draft(described["profile"]),
            contract,
            edited.lines,
            edited.words,
            edited.key_from,
            edited.constants,
            mentions_others=not page.viewer.community_ids,
        )
    except DraftProblem as problem:
        st.warning(
            say(f"wizard.problem.{problem.code}", about=_about(contract, problem.about, say)), icon=":material/help:"
        )
        return
    text = yaml.safe_dump(draft, allow_unicode=True, sort_keys=False)
    with st.expander(say("wizard.yaml"), icon=":material/code:"):
        st.code(text, language="yaml")
    _try(desk, intake, say, text, edited.community)
    if desk.tried is not None and desk.tried[0] == text:
        _show_trial(desk.tried[1], say)
        _keep(page, desk, intake, text, draft["profile"], edited.community, begin)


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


def _about(contract: Contract, name: str, say: Wording) -> str:
    return column_word(contract.source, name, say) if name in contract.column_names else name


# ---- the file ----------------------------------------------------------------------------------------------------


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
    notes = [note[say.language] for note in sheet["notes"]]
    if others:
        notes.append(say("wizard.other_sheets", sheets=say.listing(others)))
    for note in notes:
        st.caption(plain(note))


# ---- what becomes what -------------------------------------------------------------------------------------------


def _ask(page: Page, desk: Desk, described: dict[str, Any], contract: Contract) -> Edited:
    say = page.say
    held = {column["header"]: column for column in described["columns"]}
    draft = read_draft(described["profile"])
    st.subheader(say("wizard.mapping"), anchor=False)
    st.caption(say("wizard.mapping_note"))
    waiting = st.container()
    lines = _mapping(desk, described, contract, draft, held, say)
    words = _words(page, desk, contract, draft, lines, held)
    filled = {line.target.removesuffix(CLOCK) for line in lines} | given(draft)
    key_from: list[str] = []
    if len(contract.key) == 1 and contract.key[0] not in {line.target for line in lines}:
        mapped = [line.header for line in lines if line.target not in (IGNORED, KEPT)]
        key_from = st.multiselect(
            say("wizard.key_from", column=column_word(contract.source, contract.key[0], say)),
            mapped,
            default=key_headers(draft, contract, mapped)
            or [line.header for line in lines if line.target.endswith(("_id", "_at", "_on"))],
            key=desk.key(f"key_{contract.source}"),
            help=say("wizard.key_help"),
        )
    community = None
    if "community_id" in contract.column_names and contract.key != ("community_id",) and "community_id" not in filled:
        own = page.viewer.community_ids
        if len(own) == 1:
            community = own[0]
            st.caption(say("wizard.own_community", community=community))
        else:
            community = community_choice(page, desk.key("community"))
    constants = _constants(desk, contract, filled, say)
    edited = Edited(lines, words, key_from, constants, community)
    _still_open(waiting, described, contract, edited, held, say)
    return edited


def _mapping(
    desk: Desk,
    described: dict[str, Any],
    contract: Contract,
    draft: dict[str, Any],
    held: dict[str, dict[str, Any]],
    say: Wording,
) -> list[Line]:
    """The table of the file's columns, each with what it becomes."""
    proposed = lines_of(draft, list(held))
    doubtful = {question["header"] for question in described["questions"] if question["code"] == "doubtful"}
    rows = pd.DataFrame(
        [
            {
                "sign": _sign(line, line.header in doubtful, say),
                "examples": say.listing(held[line.header]["examples"]),
                "evidence": _evidence(held[line.header]["days"], say),
                **{each.name: getattr(line, each.name) for each in fields(Line)},
                # Nothing to choose where the cells are no days and no durations.
                "order": line.order if held[line.header]["days"] else None,
                "unit": line.unit if line.target.rpartition("_")[2] in UNITS else None,
            }
            for line in proposed
        ]
    ).astype({"low": "float64", "high": "float64", "order": "object", "unit": "object"})
    asks = "scale_min" in contract.column_names
    has_days = any(column["days"] for column in held.values())
    counts_time = any(name.rpartition("_")[2] in UNITS for name in contract.column_names)
    column = st.column_config
    shown = {
        "sign": column.TextColumn(say("wizard.sign"), disabled=True, width="small"),
        "header": column.TextColumn(say("wizard.header"), disabled=True),
        "target": column.SelectboxColumn(
            say("wizard.target"),
            options=targets(contract),
            format_func=lambda code: target_word(contract, str(code), say),
            required=True,
            width="medium",
        ),
        "examples": column.TextColumn(say("wizard.examples"), disabled=True, width="medium"),
    }
    if has_days:
        shown["order"] = column.SelectboxColumn(
            say("wizard.order"),
            options=list(ORDERS),
            format_func=lambda code: say(f"wizard.order_{code}"),
        )
        shown["evidence"] = column.TextColumn(say("wizard.evidence"), disabled=True, width="medium")
    if counts_time:
        shown["unit"] = column.SelectboxColumn(
            say("wizard.unit"),
            options=[SAME_UNIT, *UNITS],
            format_func=lambda code: say(f"wizard.unit_{code}"),
            width="small",
        )
    if asks:
        shown["low"] = column.NumberColumn(say("wizard.low"), width="small")
        shown["high"] = column.NumberColumn(say("wizard.high"), width="small")
        shown["reverse"] = column.CheckboxColumn(say("wizard.reverse"), help=say("wizard.reverse_help"), width="small")
    shown["no_answer"] = column.TextColumn(say("wizard.no_answer"), help=say("wizard.no_answer_help"), width="small")
    said = st.data_editor(
        rows,
        hide_index=True,
        width="stretch",
        column_order=list(shown),
        column_config=shown,
        placeholder=say("frame.none"),
        key=desk.key(f"mapping_{contract.source}"),
    )
    return [_line(row) for row in said.to_dict("records")]


def _line(row: dict[Any, Any]) -> Line:
    said = {each.name: row[each.name] for each in fields(Line)}
    for name in ("low", "high"):
        said[name] = None if pd.isna(said[name]) else said[name]
    for name, usual in (("target", IGNORED), ("order", ORDERS[0]), ("unit", SAME_UNIT), ("no_answer", "")):
        said[name] = said[name] if isinstance(said[name], str) else usual
    return Line(**said)


def _sign(line: Line, doubtful: bool, say: Wording) -> str:
    if line.target in (IGNORED, KEPT):
        return say("wizard.sign_unused" if line.target == IGNORED else "wizard.sign_kept")
    return say("wizard.sign_doubtful" if doubtful or line.target == QUESTION else "wizard.sign_sure")


def _evidence(days: dict[str, Any] | None, say: Wording) -> str:
    """Why days are read in this order."""
    if days is None:
        return ""
    if days["contradicts"]:
        return say("wizard.evidence_contradicts")
    if days["proof"] is None:
        return say("wizard.evidence_none", cells=days["cells"])
    return say("wizard.evidence_proof", cell=days["proof"], order=say(f"wizard.order_{days['order']}"))


def target_word(contract: Contract, code: str, say: Wording) -> str:
    """What a column of the file may become, in words; required ones starred."""
    if code in (IGNORED, KEPT):
        return say("wizard.ignored" if code == IGNORED else "wizard.kept")
    if code in contract.column_names:
        star = " *" if contract.column(code).required else ""
        return f"{column_word(contract.source, code, say)}{star}"
    if code.endswith(CLOCK):
        return say("wizard.clock_of", column=column_word(contract.source, code.removesuffix(CLOCK), say))
    return say("wizard.question" if code == QUESTION else "wizard.day")


# ---- words -------------------------------------------------------------------------------------------------------


def _words(
    page: Page,
    desk: Desk,
    contract: Contract,
    draft: dict[str, Any],
    lines: list[Line],
    held: dict[str, dict[str, Any]],
) -> dict[str, dict[str, str]]:
    """What the words of a column stand for, asked where the column has a vocabulary or names communities."""
    said: dict[str, dict[str, str]] = {}
    for line in lines:
        meanings = _meanings(page, contract, line)
        proposed = words_of(draft, line.header)
        in_file = [word for word, _ in held[line.header]["words"]]
        if not meanings:
            # A question's words keep the scores the proposal gives them.
            if line.target != IGNORED and proposed:
                said[line.header] = proposed
            continue
        known = {name: code for code, name in meanings.items()} | {code: code for code in meanings}
        start = {word: proposed.get(word) or known.get(word) for word in in_file}
        if all(word in meanings for word in in_file):
            continue
        unknown = [word for word, code in start.items() if code is None]
        title = page.say("wizard.words", header=line.header, unknown=len(unknown), words=len(in_file))
        with st.expander(title, expanded=bool(unknown), icon=":material/translate:"):
            said[line.header] = _word_table(desk, contract, line, held[line.header]["words"], start, meanings, page.say)
    return said


def _meanings(page: Page, contract: Contract, line: Line) -> dict[str, str]:
    """Code → word of what a column's cells may stand for."""
    if line.target not in contract.column_names:
        return {}
    column = contract.column(line.target)
    if column.references == "communities":
        return own_communities(page)
    return {word: page.say.word(line.target, word) for word in column.vocabulary}


def _word_table(
    desk: Desk,
    contract: Contract,
    line: Line,
    in_file: list[list[Any]],
    start: dict[str, str | None],
    meanings: dict[str, str],
    say: Wording,
) -> dict[str, str]:
    column = st.column_config
    rows = pd.DataFrame([{"word": word, "times": times, "meaning": start[word]} for word, times in in_file])
    rows["meaning"] = rows["meaning"].astype("object")
    token = hashlib.sha256(json.dumps([line.header, line.target]).encode()).hexdigest()[:8]
    said = st.data_editor(
        rows,
        hide_index=True,
        width="stretch",
        column_config={
            "word": column.TextColumn(say("wizard.word"), disabled=True),
            "times": column.NumberColumn(say("wizard.times"), disabled=True, width="small"),
            "meaning": column.SelectboxColumn(
                say("wizard.meaning", column=column_word(contract.source, line.target, say)),
                options=list(meanings),
                format_func=lambda code: _with_code(str(code), meanings),
            ),
        },
        placeholder=say("wizard.meaning_none"),
        key=desk.key(f"words_{contract.source}_{token}"),
    )
    # A word that names one of its meanings as it is stays; that it is known is said all the same.
    return {row["word"]: row["meaning"] for row in said.to_dict("records") if isinstance(row["meaning"], str)}


def _with_code(code: str, meanings: dict[str, str]) -> str:
    return code if meanings[code] == code else f"{meanings[code]}（{code}）"


def _constants(desk: Desk, contract: Contract, filled: set[str], say: Wording) -> dict[str, str]:
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
                format_func=functools.partial(say.word, column.name),
                placeholder=say("wizard.constant_none"),
                key=key,
            )
        else:
            value = st.text_input(label, key=key)
        if value:
            said[column.name] = value
    return said


def _still_open(
    where: Any,
    described: dict[str, Any],
    contract: Contract,
    edited: Edited,
    held: dict[str, dict[str, Any]],
    say: Wording,
) -> None:
    """The questions the file cannot answer and nobody has answered yet."""
    by_header = {line.header: line for line in edited.lines}
    filled = {line.target.removesuffix(CLOCK) for line in edited.lines} | edited.constants.keys()
    filled |= set(contract.key) if edited.key_from else set()
    filled |= {"community_id"} if edited.community else set()

    def is_open(question: dict[str, str]) -> bool:
        line = by_header.get(question["header"])
        if question["code"] == "required":
            return question["column"] not in filled
        if question["code"] == "no_time":
            return not filled.intersection(contract.time)
        if question["code"] == "date_order":
            return line is not None and line.target != IGNORED and line.order == "auto"
        if question["code"] == "words":
            return line is not None and line.target == question["column"] and not _all_meant(line, edited, held)
        if question["code"] == "scale":
            return any(line.target == "score" and line.low is None for line in edited.lines)
        return False  # what is only doubtful is marked in the table

    def _all_meant(line: Line, edited: Edited, held: dict[str, dict[str, Any]]) -> bool:
        meant = {*edited.words.get(line.header, {}), *contract.column(line.target).vocabulary}
        return all(word in meant for word, _ in held[line.header]["words"])

    left = [question[say.language] for question in described["questions"] if is_open(question)]
    if left:
        where.warning(
            "\n".join([say("wizard.still_open", questions=len(left)), *(f"- {plain(text)}" for text in left)]),
            icon=":material/help:",
        )
    else:
        where.success(say("wizard.nothing_open"), icon=":material/check:")
    for question in described["questions"]:
        if question["code"] == "other":
            where.caption(f":material/help: {plain(question[say.language])}")


# ---- trial, keeping, taking in -----------------------------------------------------------------------------------


def _try(desk: Desk, intake: Intake, say: Wording, text: str, community: str | None) -> None:
    if st.button(say("wizard.try"), type="primary", icon=":material/play_arrow:", help=say("wizard.try_help")):
        with st.spinner(say("wizard.trying")):
            try:
                desk.tried = (text, intake.preview(desk.file, text, community))
            except CommandFailed as fault:
                desk.tried = None
                st.error(say("wizard.fault"), icon=":material/error:")
                st.code(str(fault), language=None)
    elif desk.tried is not None and desk.tried[0] != text:
        st.info(say("wizard.changed"), icon=":material/refresh:")


def _show_trial(trial: dict[str, Any], say: Wording) -> None:
    st.subheader(say("wizard.trial"), anchor=False)
    if "files" not in trial:
        st.error(plain(_told(trial["reason"], say)), icon=":material/block:")
        return
    batches = [batch for file in trial["files"] for batch in file["batches"]]
    for file in trial["files"]:
        if file["status"] in ("refused", "not_taken"):
            st.error(plain(_told(file["reason"], say)), icon=":material/block:")
    for batch in batches:
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
            st.warning(plain(_told(batch["reason"], say)), icon=":material/pause_circle:")
        for notice in batch["notices"]:
            st.caption(f"· {plain(_told(notice, say))}")
        if (table := trial["tables"].get(batch["source"])) is not None:
            rows = pd.DataFrame(table["rows"], columns=table["columns"]).dropna(axis="columns", how="all")
            words = {name: column_word(batch["source"], name, say) for name in rows.columns} | {
                "row_number": say("data.row")
            }
            st.dataframe(rows, hide_index=True, width="stretch", column_config=words)
    if not trial["rows"]:
        return
    st.markdown(say("wizard.problems"))
    for problem in trial["problems"]:
        st.caption(say("wizard.problem_line", reason=plain(_told(problem["reason"], say)), rows=problem["rows"]))
    shown = {
        "row_number": say("data.row"),
        "key": say("data.key"),
        "column_name": say("data.column"),
        "value": say("data.value"),
        "reason": say("data.reason"),
    }
    rows = pd.DataFrame(trial["rows"])
    rows["reason"] = [_told(reason, say) for reason in rows["reason"]]
    rows["column_name"] = [
        column_word(source, name, say) for source, name in zip(rows["source"], rows["column_name"], strict=True)
    ]
    st.dataframe(rows[list(shown)].fillna(""), hide_index=True, width="stretch", column_config=shown)


def _told(stored: dict[str, Any], say: Wording) -> str:
    return Message.of(stored).text(say.language)


def _keep(
    page: Page,
    desk: Desk,
    intake: Intake,
    text: str,
    proposed_name: str,
    community: str | None,
    begin: Callable[[Task], None],
) -> None:
    """Saves the profile under a name, and offers to take the file in with it."""
    say = page.say
    st.subheader(say("wizard.keep"), anchor=False)
    name = st.text_input(say("wizard.name"), proposed_name, key=desk.key("name"), help=say("wizard.name_help")).strip()
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
        del st.session_state[DESK]

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
        st.error(plain(_told(answer["reason"], say)), icon=":material/block:")
        return
    st.rerun()
