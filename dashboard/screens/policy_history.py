"""Which changes of policy there were, which of them hold, and withdrawing one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import cases
from dashboard.decisions.policy_changes import PolicyStore, check_withdrawal
from dashboard.decisions.rules import POLICY_ROLES, DecisionRefused
from dashboard.screens.frame import Page
from dashboard.screens.parts import LONGEST_TEXT
from dashboard.screens.policy_preview import RUNNING
from dashboard.screens.policy_words import name_of, period_ends
from warehouse.settings.operational import PolicyChange


def sets_in_force(changes: list[PolicyChange]) -> dict[str, PolicyChange]:
    """The first change of every set that was not withdrawn, by set."""
    withdrawn = {change.withdraws for change in changes}
    first: dict[str, PolicyChange] = {}
    for change in changes:
        if change.kind == "in_force" and change.change_set not in withdrawn:
            first.setdefault(change.change_set, change)
    return first


def show_history(page: Page, policy: pd.DataFrame, changes: list[PolicyChange]) -> None:
    say, column = page.say, st.column_config
    st.subheader(say("policy.history"), anchor=False)
    if not changes:
        page.empty("policy.no_history")
        return
    standing = sets_in_force(changes)
    names = {
        (row["table_name"], row["row_key"], row["column_name"]): name_of(say, row) for row in policy.to_dict("records")
    }
    rows = [
        {
            "change_set": change.change_set,
            "state": say.word("policy_state", _state(change, standing)),
            "name": change.withdraws
            or names.get((change.table_name, change.row_key, change.column_name), change.row_key),
            "what": say.word("policy_column", change.column_name),
            "old_value": change.old_value,
            "new_value": change.new_value,
            "valid_from": change.valid_from,
            "reason": change.reason or say("closing.erased"),
            "said_by": change.said_by,
            "said_at": say.moment(change.said_at),
        }
        for change in reversed(changes)
    ]
    page.table(
        pd.DataFrame(rows),
        {
            "change_set": column.TextColumn(say("policy.change_set"), width="small"),
            "state": column.TextColumn(say("policy.state"), width="small"),
            "name": column.TextColumn(say("policy.name"), width="medium"),
            "what": column.TextColumn(say("policy.what"), width="small"),
            "old_value": column.TextColumn(say("policy.old"), width="small"),
            "new_value": column.TextColumn(say("policy.new"), width="small"),
            "valid_from": column.DateColumn(say("policy.valid_from"), width="small"),
            "reason": column.TextColumn(say("policy.reason"), width="medium"),
            "said_by": column.TextColumn(say("policy.by"), width="small"),
            "said_at": column.TextColumn(say("policy.at"), width="small"),
        },
        file="policy_changes",
    )
    if page.viewer.role in POLICY_ROLES and standing and not RUNNING.is_under_way():
        _withdraw(page, changes, list(standing))


def _state(change: PolicyChange, standing: Mapping[str, PolicyChange]) -> str:
    if change.kind == "withdrawn":
        return "withdrawal"
    if change.change_set not in standing:
        return "withdrawn"
    today = PolicyStore.of().today()
    return "to_come" if change.valid_from and change.valid_from > today else "in_force"


def _withdraw(page: Page, changes: list[PolicyChange], sets: list[str]) -> None:
    say = page.say
    with st.expander(say("policy.withdraw_title"), icon=":material/undo:"), st.form("policy_withdraw"):
        st.caption(say("policy.withdraw_explained"))
        chosen = st.selectbox(say("policy.change_set"), sets[::-1])
        reason = st.text_area(say("policy.reason"), max_chars=LONGEST_TEXT, key="policy_withdraw_reason")
        if st.form_submit_button(say("policy.withdraw")):
            decider = cases.decider(page.viewer)
            try:
                frozen_until = PolicyStore.of().frozen_until(period_ends(page))
                check_withdrawal(changes, chosen, decider, reason, frozen_until)
            except DecisionRefused as refusal:
                st.error(refusal.text(say.language), icon=":material/error:")
                return
            signed = ["--by", page.viewer.user_id, "--reason", reason]
            RUNNING.start("withdraw", ["policy", "withdraw", chosen, *signed], say)
