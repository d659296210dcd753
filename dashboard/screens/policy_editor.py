"""Proposing a change of policy: from which day, which values, why; then the preview; then into force."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboard.decisions.policy_changes import PolicyStore
from dashboard.intake import keep_text
from dashboard.policy_draft import (
    CASES,
    GROUPS,
    SWITCHES,
    Proposed,
    as_file,
    case,
    in_force,
    is_preview_of,
    proposed,
    table_of,
)
from dashboard.screens.frame import Page, community_names
from dashboard.screens.parts import LONGEST_TEXT
from dashboard.screens.policy_preview import RUNNING, previewed
from dashboard.screens.policy_words import name_of, period_ends, worded
from dashboard.wording import Wording

# Rows proposed in addition to what is edited in place, and which round of editing it is: a new round begins empty.
ADDED, ROUND = "policy_added", "policy_round"
DRAFT_FILE = "policy.json"


def show_told(say: Wording) -> None:
    """What the last command said, but for a preview's effects."""
    name, answer = RUNNING.answer() or ("", {})
    if "error" in answer:
        st.error(answer["error"], icon=":material/error:")
    elif name == "apply":
        st.success(say("policy.applied", id=answer["change_set"], day=answer["valid_from"]), icon=":material/gavel:")
    elif name == "withdraw":
        st.success(say("policy.withdrawn", id=answer["withdraws"]), icon=":material/undo:")


def propose(page: Page, policy: pd.DataFrame) -> None:
    """The editor: from which day, which values, why; then the preview; then into force."""
    say, store = page.say, PolicyStore.of()
    st.subheader(say("policy.propose"), anchor=False)
    st.caption(say("policy.explained"))
    frozen_until = store.frozen_until(period_ends(page))
    earliest = frozen_until + timedelta(days=1) if frozen_until else None
    day = st.date_input(
        say("policy.valid_from"),
        value=max(store.today(), earliest or store.today()),
        min_value=earliest or date(2000, 1, 2),
        help=say("policy.valid_from_help"),
        width=220,
    )
    assert isinstance(day, date)
    if frozen_until:
        st.caption(say("policy.frozen_until", day=say.day(frozen_until), earliest=say.day(earliest)))
    holds = in_force(policy, day)
    values = [value for group in GROUPS for value in _edited(say, holds, group, day)]
    added = st.session_state.setdefault(ADDED, [])
    _add_category(page, holds, added)
    _add_case(page, holds, day, added)
    if added:
        _added(page, holds, added)
    _decide(page, [*values, *added], day)


def _edited(say: Wording, holds: pd.DataFrame, group: str, day: date) -> list[Proposed]:
    """The editor of one group on `day`; what is proposed in it."""
    column = st.column_config
    rows = table_of(holds, group)
    value = column.CheckboxColumn if group in SWITCHES else column.NumberColumn
    with st.expander(say(f"policy.group_{group}"), icon=":material/edit:"):
        edited = st.data_editor(
            worded(say, rows),
            column_config={
                "name": column.TextColumn(say("policy.name"), width="large"),
                "what": column.TextColumn(say("policy.what")),
                "current": value(say("policy.current")),
                "proposed": value(say("policy.proposed")),
                "unit_word": column.TextColumn(say("policy.unit")),
                "valid_from": column.DateColumn(say("policy.since")),
            },
            column_order=("name", "what", "current", "proposed", "unit_word", "valid_from"),
            disabled=("name", "what", "current", "unit_word", "valid_from"),
            hide_index=True,
            # Rows of another day are other rows: what was written beside the old ones is not theirs.
            key=f"policy_{group}_{day}_{st.session_state.get(ROUND, 0)}",
        )
    return proposed(edited)


def _add_category(page: Page, holds: pd.DataFrame, added: list[Proposed]) -> None:
    say = page.say
    defaults = holds[(holds["table_name"] == "flag_thresholds") & holds["row_key"].str.endswith("|*")]
    names = {row["row_key"]: say.name(row) for row in defaults.to_dict("records")}
    with (
        st.expander(say("policy.add_category"), icon=":material/add:"),
        st.form("policy_category", clear_on_submit=True),
    ):
        rule = st.selectbox(say("policy.threshold"), list(names), format_func=lambda key: names[key])
        category = st.selectbox(
            say("policy.category"),
            list(page.query("policy_categories")["category"]),
            format_func=lambda code: say.word("category", code),
        )
        value = st.number_input(say("policy.proposed"), min_value=0.0, value=None)
        if st.form_submit_button(say("policy.add")) and rule and category and value is not None:
            key = f"{rule.removesuffix('*')}{category}"
            added[:] = [each for each in added if each.row != key]
            added.append(Proposed("flag_thresholds", key, "value", value))


def _add_case(page: Page, holds: pd.DataFrame, day: date, added: list[Proposed]) -> None:
    say = page.say
    items = holds[holds["table_name"] == "adjustment_items"]
    names = {
        row["row_key"]: say("policy.item", name=say.name(row), effect=row["value"], unit=say.word("unit", row["unit"]))
        for row in items.to_dict("records")
    }
    communities = page.query("communities")
    known = community_names(communities)
    with st.expander(say("policy.add_case"), icon=":material/add:"), st.form("policy_case", clear_on_submit=True):
        st.caption(say("policy.case_explained", day=say.day(day)))
        community = st.selectbox(
            say("frame.community"), list(known), format_func=lambda code: known[code], index=None, placeholder=""
        )
        item = st.selectbox(say("policy.case_item"), list(names), format_func=lambda code: names[code])
        evidence = st.text_input(say("policy.evidence"), max_chars=250)
        if st.form_submit_button(say("policy.add")):
            if not (community and item and evidence.strip()):
                st.error(say("policy.case_incomplete"), icon=":material/error:")
                return
            taken = [change.row_key for change in PolicyStore.of().changes() if change.row_key]
            added += case(community, item, evidence, day, [*taken, *(each.row for each in added)])


def _added(page: Page, holds: pd.DataFrame, added: list[Proposed]) -> None:
    """Rows to be added, and a way to drop them again."""
    say = page.say
    names = {row["row_key"]: row for row in holds.to_dict("records") if row["table_name"] == "flag_thresholds"}
    for each in added:
        if each.table == CASES:
            label = f"{say.word('policy_column', each.column)}：{each.value}"
        else:
            rule, _, _ = each.row.rpartition("|")
            label = f"{name_of(say, {**names[f'{rule}|*'], 'row_key': each.row})}：{each.value}"
        st.markdown(f"- {label}")
    if st.button(say("policy.drop_added"), icon=":material/delete:"):
        st.session_state[ADDED] = []
        st.rerun()


def _decide(page: Page, values: list[Proposed], day: date) -> None:
    """Preview first; what was previewed, and nothing else, can be put into force."""
    say = page.say
    # Beside the editors, for a page that did not draw them would forget what is in them.
    if RUNNING.is_under_way():
        RUNNING.watch(say)
        return
    if not values:
        st.caption(say("policy.nothing_proposed"))
        return
    text = as_file(values, day)
    effects = previewed()
    is_seen = effects is not None and is_preview_of(effects, text)
    if st.button(say("policy.preview", values=len(values)), type="secondary" if is_seen else "primary"):
        path = keep_text(DRAFT_FILE, text)
        RUNNING.start("preview", ["policy", "preview", str(path)], say, [path])
    if not is_seen:
        st.caption(say("policy.preview_first"))
        return
    with st.form("policy_apply"):
        reason = st.text_area(say("policy.reason"), max_chars=LONGEST_TEXT)
        if st.form_submit_button(say("policy.apply", day=say.day(day)), type="primary", icon=":material/gavel:"):
            if not reason.strip():
                st.error(say("policy.say_why"), icon=":material/error:")
                return
            st.session_state[ADDED] = []
            st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
            path = keep_text(DRAFT_FILE, text)
            signed = ["--by", page.viewer.user_id, "--reason", reason]
            RUNNING.start("apply", ["policy", "apply", str(path), *signed], say, [path])
