"""The wizard's tables: what each column of the file becomes, and what its words stand for."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.screens.frame import Page
from dashboard.screens.parts import column_word, own_communities
from dashboard.screens.wizard_desk import CLOCK, IGNORED, KEPT, QUESTION, Desk, Line, called
from dashboard.wording import Wording
from warehouse.settings import Contract

# What of a line is asked about in the table.
ASKED = ("target", "order", "unit", "low", "high", "reverse", "no_answer")


def ask_targets(desk: Desk, described: dict[str, Any], contract: Contract, say: Wording) -> list[Line]:
    """The file's columns, each with what a person says it becomes."""
    proposed: list[Line] = described["table"]["lines"]
    said = st.data_editor(
        _rows(described, say),
        hide_index=True,
        width="stretch",
        column_order=list(shown := _columns(described, contract, say)),
        column_config=shown,
        placeholder=say("frame.none"),
        key=desk.key(f"mapping_{contract.source}"),
    )
    return [_said(line, row) for line, row in zip(proposed, said.to_dict("records"), strict=True)]


def _rows(described: dict[str, Any], say: Wording) -> pd.DataFrame:
    held = {column["header"]: column for column in described["columns"]}
    doubtful = {each["values"]["header"] for each in described["questions"] if each["code"] == "profiles.doubtful"}
    rows = [
        {
            **{name: line[name] for name in ("header", *ASKED)},
            "sign": _sign(line, line["header"] in doubtful, say),
            "examples": say.listing(held[line["header"]]["examples"]),
            "evidence": _evidence(held[line["header"]]["days"], say),
            # Nothing to choose where the cells are no days and no durations.
            "order": line["order"] if held[line["header"]]["days"] else None,
            "unit": line["unit"] if line["target"].rpartition("_")[2] in described["table"]["units"] else None,
        }
        for line in described["table"]["lines"]
    ]
    return pd.DataFrame(rows).astype({"low": "float64", "high": "float64", "order": "object", "unit": "object"})


def _columns(described: dict[str, Any], contract: Contract, say: Wording) -> dict[str, Any]:
    """The columns of the table; those left out that no column of the file or the source gives reason to ask about."""
    column, table = st.column_config, described["table"]
    has_days = any(each["days"] for each in described["columns"])
    asks = QUESTION in table["targets"]
    columns = {
        "sign": column.TextColumn(say("wizard.sign"), disabled=True, width="small"),
        "header": column.TextColumn(say("wizard.header"), disabled=True),
        "target": column.SelectboxColumn(
            say("wizard.target"),
            options=table["targets"],
            format_func=lambda code: target_word(contract, str(code), say),
            required=True,
            width="medium",
        ),
        "examples": column.TextColumn(say("wizard.examples"), disabled=True, width="medium"),
        "order": has_days and _choice("order", table["orders"], say),
        "evidence": has_days and column.TextColumn(say("wizard.evidence"), disabled=True, width="medium"),
        "unit": table["units"] and _choice("unit", table["units"], say),
        "low": asks and column.NumberColumn(say("wizard.low"), width="small"),
        "high": asks and column.NumberColumn(say("wizard.high"), width="small"),
        "reverse": asks
        and column.CheckboxColumn(say("wizard.reverse"), help=say("wizard.reverse_help"), width="small"),
        "no_answer": column.TextColumn(say("wizard.no_answer"), help=say("wizard.no_answer_help"), width="small"),
    }
    return {name: shown for name, shown in columns.items() if shown}


def _choice(name: str, codes: list[str], say: Wording) -> Any:
    return st.column_config.SelectboxColumn(
        say(f"wizard.{name}"), options=codes, format_func=lambda code: say(f"wizard.{name}_{code}"), width="small"
    )


def _said(line: Line, row: dict[Any, Any]) -> Line:
    """The line as the table says; a cell nobody filled says what the proposal does, or nothing."""
    said = {name: None if pd.isna(row[name]) else row[name] for name in ASKED}
    usual = {"target": IGNORED, "order": line["order"], "unit": line["unit"], "no_answer": ""}
    return {**line, **said, **{name: code for name, code in usual.items() if said[name] is None}}


def _sign(line: Line, is_doubtful: bool, say: Wording) -> str:
    if line["target"] in (IGNORED, KEPT):
        return say("wizard.sign_unused" if line["target"] == IGNORED else "wizard.sign_kept")
    return say("wizard.sign_doubtful" if is_doubtful or line["target"] == QUESTION else "wizard.sign_sure")


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


def ask_words(page: Page, desk: Desk, described: dict[str, Any], contract: Contract, lines: list[Line]) -> list[Line]:
    """The lines with what the words of a column stand for, asked where the column has a vocabulary or names communities."""
    in_file = {column["header"]: column["words"] for column in described["columns"]}
    said = []
    for line in lines:
        meanings = _meanings(page, described, contract, line)
        if meanings:
            words = _words(desk, contract, line, in_file[line["header"]], meanings, page.say)
        else:
            # A question's words keep the scores the proposal gives them.
            words = line["words"] if line["target"] != IGNORED else {}
        said.append({**line, "words": words})
    return said


def _words(
    desk: Desk, contract: Contract, line: Line, in_file: list[list[Any]], meanings: dict[str, str], say: Wording
) -> dict[str, str]:
    if all(word in meanings for word, _ in in_file):
        return {}
    known = {name: code for code, name in meanings.items()} | {code: code for code in meanings}
    start = {word: line["words"].get(word) or known.get(word) for word, _ in in_file}
    unknown = [word for word, code in start.items() if code is None]
    title = say("wizard.words", header=line["header"], unknown=len(unknown), words=len(in_file))
    with st.expander(title, expanded=bool(unknown), icon=":material/translate:"):
        return _word_table(desk, contract, line, in_file, start, meanings, say)


def _meanings(page: Page, described: dict[str, Any], contract: Contract, line: Line) -> dict[str, str]:
    """Code → word of what a column's cells may stand for."""
    if line["target"] not in contract.column_names:
        return {}
    column = contract.column(line["target"])
    if column.references == "communities":
        return own_communities(page)
    return called(described, line["target"], page.say)


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
    # Two communities may have one name.
    of_places = contract.column(line["target"]).references == "communities"
    rows = pd.DataFrame([{"word": word, "times": times, "meaning": start[word]} for word, times in in_file])
    rows["meaning"] = rows["meaning"].astype("object")
    token = hashlib.sha256(json.dumps([line["header"], line["target"]]).encode()).hexdigest()[:8]
    said: pd.DataFrame = st.data_editor(
        rows,
        hide_index=True,
        width="stretch",
        column_config={
            "word": column.TextColumn(say("wizard.word"), disabled=True),
            "times": column.NumberColumn(say("wizard.times"), disabled=True, width="small"),
            "meaning": column.SelectboxColumn(
                say("wizard.meaning", column=column_word(contract.source, line["target"], say)),
                options=list(meanings),
                format_func=lambda code: _meaning_with_code(str(code), meanings) if of_places else meanings[str(code)],
            ),
        },
        placeholder=say("wizard.meaning_none"),
        key=desk.key(f"words_{contract.source}_{token}"),
    )
    # A word that names one of its meanings as it is stays; that it is known is said all the same.
    return {row["word"]: row["meaning"] for row in said.to_dict("records") if isinstance(row["meaning"], str)}


def _meaning_with_code(code: str, meanings: dict[str, str]) -> str:
    return code if meanings[code] == code else f"{meanings[code]}（{code}）"
