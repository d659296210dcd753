"""Which policy holds, and what would a change of it do? The administrator proposes, previews and puts into force."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.decisions.policy_changes import PolicyStore
from dashboard.decisions.rules import POLICY_ROLES
from dashboard.policy_draft import in_force
from dashboard.screens.frame import Page, Screen
from dashboard.screens.policy_editor import propose, show_told
from dashboard.screens.policy_history import sets_in_force, show_history
from dashboard.screens.policy_preview import RUNNING, in_sentences, previewed, show_effects
from dashboard.screens.policy_words import worded
from warehouse.settings.operational import PolicyChange


def render(page: Page) -> None:
    """The sentence, the effect of what was previewed, the editor, what holds, and every change so far."""
    policy, changes = page.query("policy"), PolicyStore.of().changes()
    RUNNING.finish()
    _answer(page, policy, changes)
    effects = previewed()
    if effects is not None:
        show_effects(page, effects)
    if page.viewer.role in POLICY_ROLES:
        show_told(page.say)
        propose(page, policy)
    else:
        _read_only(page, policy)
    show_history(page, policy, changes)


def _answer(page: Page, policy: pd.DataFrame, changes: list[PolicyChange]) -> None:
    say, effects = page.say, previewed()
    if effects is None:
        standing = sets_in_force(changes)
        dated = [change.valid_from for change in standing.values() if change.valid_from]
        holds = in_force(policy, PolicyStore.of().today())
        counted = {"values": say.number(len(holds), 0), "changeable": say.number(int(holds["changeable"].sum()), 0)}
        if dated:
            page.answer("policy.answer_changed", **counted, sets=len(standing), newest=say.day(max(dated)))
        else:
            page.answer("policy.answer_first", **counted)
        return
    page.answer(
        "policy.answer_preview",
        period=effects["period"],
        effects=say("frame.semicolon").join(in_sentences(page, effects)),
    )


def _read_only(page: Page, policy: pd.DataFrame) -> None:
    say, column = page.say, st.column_config
    st.subheader(say("policy.holds"), anchor=False)
    holds = in_force(policy, PolicyStore.of().today())
    page.table(
        worded(say, holds),
        {
            "name": column.TextColumn(say("policy.name"), width="large"),
            "what": column.TextColumn(say("policy.what")),
            "value": column.TextColumn(say("policy.current")),
            "unit_word": column.TextColumn(say("policy.unit")),
            "valid_from": column.DateColumn(say("policy.since")),
        },
        file="policy",
        height=420,
    )


SCREEN = Screen("policy", ":material/balance:", ("administrator", "committee"), render)
