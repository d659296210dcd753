"""Which policy holds, and what would a change of it do? The administrator proposes, previews and puts into force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import access, cases
from dashboard.decisions.policy_changes import PolicyStore, check_withdrawal
from dashboard.decisions.rules import POLICY_ROLES, DecisionRefused
from dashboard.findings import observed, threshold
from dashboard.intake import keep_text
from dashboard.policy_charts import slopes
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
from dashboard.screens.frame import Page, Screen
from dashboard.screens.parts import grade_in_words
from dashboard.screens.running import Running
from dashboard.wording import Wording
from warehouse.settings.operational import PolicyChange

LONGEST_TEXT = 2000
ACCOUNTS_SHOWN = 50
DRAFT_FILE = "policy.json"
RUNNING = Running("policy")
# Rows proposed in addition to what is edited in place, and which round of editing it is: a new round begins empty.
ADDED, ROUND = "policy_added", "policy_round"


def render(page: Page) -> None:
    """The sentence, the effect of what was previewed, the editor, what holds, and every change so far."""
    policy, changes = page.query("policy"), PolicyStore.of().changes()
    RUNNING.finish()
    _answer(page, policy, changes)
    effects = _effects()
    if effects is not None:
        _show_effects(page, effects)
    if page.viewer.role in POLICY_ROLES:
        _told(page.say)
        _propose(page, policy)
    else:
        _read_only(page, policy)
    _history(page, policy, changes)


# ---- the answer and the effects ----------------------------------------------------------------------------------


def _effects() -> dict[str, Any] | None:
    """What the last preview found; None where there was none, or it was refused."""
    name, answer = RUNNING.answer() or ("", {})
    return answer if name == "preview" and "error" not in answer else None


def _answer(page: Page, policy: pd.DataFrame, changes: list[PolicyChange]) -> None:
    say, effects = page.say, _effects()
    if effects is None:
        standing = _sets_in_force(changes)
        dated = [change.valid_from for change in standing.values() if change.valid_from]
        holds = in_force(policy, PolicyStore.of().today())
        counted = {"values": say.number(len(holds), 0), "changeable": say.number(int(holds["changeable"].sum()), 0)}
        if dated:
            page.answer("policy.answer_changed", **counted, sets=len(standing), newest=say.day(max(dated)))
        else:
            page.answer("policy.answer_first", **counted)
        return
    page.answer(
        "policy.answer_preview", period=effects["period"], effects=say("frame.semicolon").join(_told_of(page, effects))
    )


def _told_of(page: Page, effects: Mapping[str, Any]) -> list[str]:
    """The effects in a sentence, part by part."""
    say = page.say
    lenses = {row["lens"]: say.name(row) for row in page.query("lenses").to_dict("records")}
    parts = [
        say(
            "policy.told_lens",
            lens=lenses.get(each["lens"], each["lens"]),
            communities=each["communities"],
            ranks=each["rank_moves"],
            grades=each["grade_moves"],
        )
        for each in effects["lenses"]
    ]
    for held in effects["held"]:
        told = {"newly": held["newly_held"], "freed": held["no_longer_held"], "records": say.number(held["records"], 0)}
        parts.append(say("policy.told_held", **told))
    if effects["flags"]:
        newly, freed = (sum(row[key] for row in effects["flags"]) for key in ("newly_raised", "no_longer_raised"))
        parts.append(say("policy.told_flags", newly=newly, freed=freed))
    for row in effects["points"]:
        if row["gain"] or row["lose"]:
            actor = say.word("actor", row["actor_type"])
            told = {"gain": row["gain"], "lose": row["lose"], "accounts": row["accounts"]}
            parts.append(say("policy.told_points", actor=actor, **told))
    return parts


def _show_effects(page: Page, effects: Mapping[str, Any]) -> None:
    say = page.say
    ends = (say("policy.before"), say("policy.after"))
    note = say("policy.picture_note", period=effects["period"])
    for each in effects["lenses"]:
        _show_standings(page, each, ends, note)
    if effects["flags"]:
        flags = pd.DataFrame(effects["flags"])
        labels = [f"{row['flag_code']} {say.name(row)}" for row in effects["flags"]]
        drawn = flags.assign(label=labels, before=flags["raised_before"], after=flags["raised_after"])
        page.picture(say("policy.flags"), slopes(drawn, ends=ends), key="flags", note=note)
        _show_records(page, effects)
    if effects["points"]:
        points = pd.DataFrame(effects["points"])
        labels = [say.word("actor", actor) for actor in points["actor_type"]]
        drawn = points.assign(label=labels, before=points["points_before"], after=points["points_after"])
        page.picture(say("policy.points"), slopes(drawn, ends=ends), key="points", note=note)
        _show_accounts(page, effects)


def _show_standings(page: Page, lens: Mapping[str, Any], ends: tuple[str, str], note: str) -> None:
    say, column = page.say, st.column_config
    rows = pd.DataFrame(lens["standings"])
    drawn = rows.assign(label=rows["name"], before=rows["rank_before"], after=rows["rank_after"])
    figure = slopes(drawn, ends=ends, best_first=True)
    page.picture(say("policy.ranks"), figure, key=f"ranks_{lens['lens']}", note=note)
    page.table(
        rows.assign(
            **{
                f"grade_{side}": [
                    grade_in_words(say, row[f"grade_{side}"], row[f"borderline_grade_{side}"])
                    for row in lens["standings"]
                ]
                for side in ("before", "after")
            },
        ),
        {
            "name": column.TextColumn(say("frame.community")),
            "rank_before": column.NumberColumn(say("policy.rank_before")),
            "rank_after": column.NumberColumn(say("policy.rank_after")),
            "total_before": column.NumberColumn(say("policy.total_before"), format="%.2f"),
            "total_after": column.NumberColumn(say("policy.total_after"), format="%.2f"),
            "moved": column.NumberColumn(say("policy.moved"), format="%+.2f"),
            "grade_before": column.TextColumn(say("policy.grade_before")),
            "grade_after": column.TextColumn(say("policy.grade_after")),
        },
        file=f"policy_ranks_{lens['lens']}",
    )


def _show_records(page: Page, effects: Mapping[str, Any]) -> None:
    say, column = page.say, st.column_config
    rows = effects["records"]
    page.table(
        pd.DataFrame(rows).assign(
            category=[say.word("category", row["category"]) for row in rows],
            observed=[observed(row["finding_code"], row["finding_values"], say) for row in rows],
            threshold_before=[threshold(row["flag_code"], row["finding_values_before"], say) for row in rows],
            threshold_after=[threshold(row["flag_code"], row["finding_values"], say) for row in rows],
            status_before=[say.word("flag_status", row["status_before"]) for row in rows],
            status_after=[say.word("flag_status", row["status_after"]) for row in rows],
        ),
        {
            "record_id": column.TextColumn(say("policy.record")),
            "flag_code": column.TextColumn(say("policy.flag"), width="small"),
            "community_id": column.TextColumn(say("frame.community")),
            "category": column.TextColumn(say("policy.category")),
            "observed": column.TextColumn(say("policy.observed")),
            "threshold_before": column.TextColumn(say("policy.threshold_before")),
            "threshold_after": column.TextColumn(say("policy.threshold_after")),
            "status_before": column.TextColumn(say("policy.before")),
            "status_after": column.TextColumn(say("policy.after")),
        },
        file="policy_records",
    )


def _show_accounts(page: Page, effects: Mapping[str, Any]) -> None:
    say, column = page.say, st.column_config
    if effects["levels"]:
        levels = [
            say(
                "policy.level",
                members=row["members"],
                before=say.word("suggested_level", row["level_before"]),
                after=say.word("suggested_level", row["level_after"]),
            )
            for row in effects["levels"]
        ]
        st.markdown(say("policy.levels", levels=say("frame.semicolon").join(levels)))
    if not effects["accounts"]:
        st.caption(say("policy.no_account"))
        return
    rows = pd.DataFrame(effects["accounts"])
    st.caption(say("policy.accounts_note", accounts=say.number(len(rows), 0)))
    page.table(
        rows.assign(
            # Whose account it is is nobody's business here: the same person has the same stand-in.
            account=[access.pseudonym(account) for account in rows["account"]],
            actor_type=[say.word("actor", actor) for actor in rows["actor_type"]],
        ).head(ACCOUNTS_SHOWN),
        {
            "account": column.TextColumn(say("policy.account")),
            "actor_type": column.TextColumn(say("policy.actor")),
            "points_before": column.NumberColumn(say("policy.points_before"), format="%.1f"),
            "points_after": column.NumberColumn(say("policy.points_after"), format="%.1f"),
            "moved": column.NumberColumn(say("policy.moved"), format="%+.1f"),
        },
        file="policy_accounts",
    )


# ---- proposing ---------------------------------------------------------------------------------------------------


def _told(say: Wording) -> None:
    """What the last command said, but for a preview's effects."""
    name, answer = RUNNING.answer() or ("", {})
    if "error" in answer:
        st.error(answer["error"], icon=":material/error:")
    elif name == "apply":
        st.success(say("policy.applied", id=answer["change_set"], day=answer["valid_from"]), icon=":material/gavel:")
    elif name == "withdraw":
        st.success(say("policy.withdrawn", id=answer["withdraws"]), icon=":material/undo:")


def _propose(page: Page, policy: pd.DataFrame) -> None:
    """The editor: from which day, which values, why; then the preview; then into force."""
    say, store = page.say, PolicyStore.of()
    st.subheader(say("policy.propose"), anchor=False)
    st.caption(say("policy.explained"))
    frozen_until = store.frozen_until(_period_ends(page))
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


def _period_ends(page: Page) -> dict[str, date]:
    periods = page.query("period_ends")
    return dict(zip(periods["period"], pd.to_datetime(periods["ends_on"]).dt.date, strict=True))


def _edited(say: Wording, holds: pd.DataFrame, group: str, day: date) -> list[Proposed]:
    """The editor of one group on `day`; what is proposed in it."""
    column = st.column_config
    rows = table_of(holds, group)
    value = column.CheckboxColumn if group in SWITCHES else column.NumberColumn
    with st.expander(say(f"policy.group_{group}"), icon=":material/edit:"):
        edited = st.data_editor(
            _worded(say, rows),
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


def _worded(say: Wording, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of policy in the viewer's words: name, what it is, unit."""
    return rows.assign(
        name=[_name(say, row) for row in rows.to_dict("records")],
        what=[say.word("policy_column", name) for name in rows["column_name"]],
        unit_word=[say.word("unit", unit) for unit in rows["unit"]],
    )


def _name(say: Wording, row: Mapping[Any, Any]) -> str:
    """What a row is called; a threshold of one kind of service says of which."""
    category = str(row["row_key"]).rpartition("|")[2] if row["table_name"] == "flag_thresholds" else "*"
    if category == "*":
        return say.name(row)
    return say("policy.in_category", name=say.name(row), category=say.word("category", category))


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
    known = dict(zip(communities["community_id"], communities["name"], strict=True))
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
            label = f"{_name(say, {**names[f'{rule}|*'], 'row_key': each.row})}：{each.value}"
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
    effects = _effects()
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


# ---- what holds and what was changed -----------------------------------------------------------------------------


def _read_only(page: Page, policy: pd.DataFrame) -> None:
    say, column = page.say, st.column_config
    st.subheader(say("policy.holds"), anchor=False)
    holds = in_force(policy, PolicyStore.of().today())
    page.table(
        _worded(say, holds),
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


def _sets_in_force(changes: list[PolicyChange]) -> dict[str, PolicyChange]:
    """The first change of every set that was not withdrawn, by set."""
    withdrawn = {change.withdraws for change in changes}
    first: dict[str, PolicyChange] = {}
    for change in changes:
        if change.kind == "in_force" and change.change_set not in withdrawn:
            first.setdefault(change.change_set, change)
    return first


def _history(page: Page, policy: pd.DataFrame, changes: list[PolicyChange]) -> None:
    say, column = page.say, st.column_config
    st.subheader(say("policy.history"), anchor=False)
    if not changes:
        page.empty("policy.no_history")
        return
    standing = _sets_in_force(changes)
    names = {
        (row["table_name"], row["row_key"], row["column_name"]): _name(say, row) for row in policy.to_dict("records")
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
                frozen_until = PolicyStore.of().frozen_until(_period_ends(page))
                check_withdrawal(changes, chosen, decider, reason, frozen_until)
            except DecisionRefused as refusal:
                st.error(refusal.text(say.language), icon=":material/error:")
                return
            signed = ["--by", page.viewer.user_id, "--reason", reason]
            RUNNING.start("withdraw", ["policy", "withdraw", chosen, *signed], say)


SCREEN = Screen("policy", ":material/balance:", ("administrator", "committee"), render)
