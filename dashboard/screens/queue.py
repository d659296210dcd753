"""Which records are worth checking first? For the auditor: most hours brought back a minute on top, alone or in groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import cases
from dashboard.decisions.case_files import CaseFile
from dashboard.decisions.rules import VERDICTS, DecisionRefused
from dashboard.decisions.store import DecisionStore, Ruling
from dashboard.screens import frame, rulings
from dashboard.screens.frame import ALL, Page, Screen
from dashboard.screens.photo_wall import photo_wall
from dashboard.screens.rulings import Said
from dashboard.wording import Wording
from warehouse.settings.operational import Decision

# What one auditor gets through in a week; each viewer sets their own in the bar.
WEEK_SIZES = ("12", "24", "48", "96")
USUAL_WEEK = "24"
# The week's cases are all in sight; the rest of the queue scrolls.
HEADING_PX, ROW_PX = 38, 35
# What records can be looked at together by, and the column that says which belong together.
GROUPINGS = {"person": "member_id", "reviewer": "reviewer_id", "photo": "photo_group", "activity": "activity_id"}
# The filters a person can keep under a name.
FILTERS = ("district", "community", "reason", "state", "week", "grouping")
HERE = "▶"


def render(page: Page) -> None:
    """The sentence, the filters, the rows or groups; keys walk them and open a case."""
    say = page.say
    store = DecisionStore.of()
    queue = cases.open_queue(page.viewer, store)
    if queue.empty:
        page.empty("queue.empty")
        return
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    queue, week = _filtered(page, bar, queue)
    grouping = _grouping(page, bar)
    _kept_filters(page, bar, store)
    _told()
    if queue.empty:
        page.empty("queue.none_match")
        return
    this_week = queue.head(week)
    page.answer(
        "queue.answer",
        cases=len(this_week),
        hours=say.number(this_week["expected_hours"].sum()),
        minutes=say.number(this_week["check_minutes"].sum(), 0),
        waiting=len(queue),
        at_stake=say.number(queue["hours_at_stake"].sum()),
        late=int(queue["is_late"].sum()),
    )
    if grouping is None:
        _rows(page, queue, week)
        return
    group = st.query_params.get("group")
    members = queue[queue[GROUPINGS[grouping]] == group]
    if members.empty:
        _groups(page, queue, grouping)
    else:
        _group(page, store, members.reset_index(drop=True), grouping, str(group))


def reasons_in_words(row: pd.Series, say: Wording) -> str:
    """The strongest two reasons of a queue row, in the viewer's language."""
    named = [row[f"reason_{place}_{say.language}"] for place in (1, 2)]
    return say("frame.semicolon").join(str(name) for name in named if isinstance(name, str)) or say("queue.no_reason")


# ---- filters -----------------------------------------------------------------------------------------------------


def _filtered(page: Page, bar: DeltaGenerator, queue: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    say = page.say
    districts = {str(district): str(district) for district in sorted(queue["district"].dropna().unique())}
    district = frame.choose_named(
        bar, "district", page.viewer, say("frame.district"), [ALL, *districts], _worded(districts, say), width=150
    )
    if district not in (None, ALL):
        queue = queue[queue["district"] == district]
    communities = dict(zip(queue["community_id"], queue["community_name"].fillna(queue["community_id"]), strict=True))
    community = frame.choose_named(
        bar,
        "community",
        page.viewer,
        say("frame.community"),
        [ALL, *sorted(communities)],
        _worded(communities, say),
        width=200,
    )
    names: dict[str, str] = {}
    for place in (1, 2):
        named = queue.dropna(subset=[f"reason_{place}_code"])
        names |= dict(zip(named[f"reason_{place}_code"], named[f"reason_{place}_{say.language}"], strict=True))
    reason = frame.choose(bar, "reason", say("queue.reason"), [ALL, *sorted(names)], _worded(names, say), width=200)
    states = {state: _state_word(state, say) for state in sorted(queue["state"].unique())}
    states = {ALL: say("queue.to_do"), **states}
    state = frame.choose(bar, "state", say("queue.state"), list(states), lambda code: states[code], width=150)
    week = frame.choose(
        bar, "week", say("queue.week"), WEEK_SIZES, lambda size: say("queue.cases", cases=size), USUAL_WEEK, width=150
    )
    if community not in (None, ALL):
        queue = queue[queue["community_id"] == community]
    if reason not in (None, ALL):
        queue = queue[(queue["reason_1_code"] == reason) | (queue["reason_2_code"] == reason)]
    if state in (None, ALL):
        return cases.to_do(queue), int(week or USUAL_WEEK)
    return queue[queue["state"] == state].reset_index(drop=True), int(week or USUAL_WEEK)


def _grouping(page: Page, bar: DeltaGenerator) -> str | None:
    chosen = frame.choose(
        bar,
        "grouping",
        page.say("queue.grouping"),
        [ALL, *GROUPINGS],
        lambda code: page.say("queue.ungrouped" if code == ALL else f"queue.by_{code}"),
        width=150,
    )
    return None if chosen in (None, ALL) else chosen


def _kept_filters(page: Page, bar: DeltaGenerator, store: DecisionStore) -> None:
    """Filters a person has kept under a name, and the means to keep those now in the address."""
    say, who = page.say, page.viewer.user_id
    kept = store.saved_filters(who, SCREEN.key)
    with bar.popover(say("queue.kept_filters", count=len(kept)), icon=":material/bookmark:"):
        for name, parameters in kept.items():
            row = st.container(horizontal=True)
            row.button(name, key=f"apply_{name}", on_click=_apply, args=(parameters,))
            row.button(
                say("queue.forget"), key=f"forget_{name}", on_click=store.forget_filter, args=(who, SCREEN.key, name)
            )
        name = st.text_input(say("queue.filter_name"), key="filter_name", max_chars=40)
        now = {key: st.query_params[key] for key in FILTERS if key in st.query_params}
        st.button(
            say("queue.keep_filter"),
            disabled=not name.strip(),
            on_click=store.save_filter,
            args=(who, SCREEN.key, name.strip(), now),
        )


def _apply(parameters: dict[str, str]) -> None:
    for key in FILTERS:
        frame.keep(key, parameters.get(key))


def _worded(names: dict[str, str], say: Wording) -> Callable[[str], str]:
    return lambda code: say("queue.all") if code == ALL else names[code]


def _state_word(state: str, say: Wording) -> str:
    return say.word("case_state" if state in ("awaits_second", "asked", "escalated") else "audit_state", state)


# ---- rows --------------------------------------------------------------------------------------------------------


def _rows(page: Page, queue: pd.DataFrame, week: int) -> None:
    say = page.say
    place = min(int(st.session_state.get("queue_place", 0)), len(queue) - 1)
    _walk(page, queue, place)
    rows = _in_words(queue, say)
    rows["here"] = [HERE if row == place else "" for row in range(len(rows))]
    columns = _columns(say)
    opening = st.column_config.ButtonColumn("", key="open_case", pinned=True, width=60, type="secondary")
    here = st.column_config.TextColumn("", pinned=True, width=30)
    st.dataframe(
        rows[["here", "open", *columns]],
        hide_index=True,
        column_config={"here": here, "open": opening, **columns},
        width="stretch",
        height=HEADING_PX + ROW_PX * min(len(rows), week),
        key="queue_rows",
    )
    clicked = st.session_state.get("open_case")
    if clicked:
        frame.go_to("case", record=queue["record_id"].iloc[clicked["row"]])
    st.download_button(
        say("frame.download", rows=len(rows)),
        data=rows[list(columns)].to_csv(index=False).encode("utf-8-sig"),
        file_name="audit_queue.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _walk(page: Page, queue: pd.DataFrame, place: int) -> None:
    """Keys j and k move along the rows, Enter opens the one they stand on."""
    say = page.say
    bar = st.container(horizontal=True, vertical_alignment="center")
    for key, step, icon in (("k", -1, "arrow_upward"), ("j", 1, "arrow_downward")):
        bar.button(
            say("queue.up" if step < 0 else "queue.down"),
            key=f"walk_{key}",
            icon=f":material/{icon}:",
            shortcut=key,
            disabled=not 0 <= place + step < len(queue),
            on_click=_stand_on,
            args=(place + step,),
        )
    if bar.button(say("queue.open"), key="open_here", type="primary", shortcut="Enter"):
        frame.go_to("case", record=queue["record_id"].iloc[place])
    row = queue.iloc[place]
    bar.markdown(say("queue.here", place=place + 1, record=row["record_id"], reasons=reasons_in_words(row, say)))


def _stand_on(place: int) -> None:
    st.session_state["queue_place"] = place


def _in_words(queue: pd.DataFrame, say: Wording) -> pd.DataFrame:
    return queue.assign(
        open=say("queue.open"),
        what=queue["activity_title"].fillna(queue["category"].map(lambda code: say.word("category", code))),
        reasons=[reasons_in_words(row, say) for _, row in queue.iterrows()],
        state=queue["state"].map(lambda code: _state_word(code, say)),
        late=queue["is_late"].map({True: say("queue.is_late"), False: ""}),
    )


def _columns(say: Wording) -> dict[str, Any]:
    column = st.column_config
    hours = say("queue.hours_format")
    return {
        "what": column.TextColumn(say("queue.what"), width=140),
        "member_id": column.TextColumn(say("queue.who"), help=say("queue.masked"), width=95),
        "reasons": column.TextColumn(say("queue.reasons"), width=230),
        "expected_hours_per_minute": column.NumberColumn(
            say("queue.per_minute"), format="%.2f", help=say("queue.per_minute_help"), width=85
        ),
        "expected_hours": column.NumberColumn(
            say("queue.expected"), format=hours, help=say("queue.expected_help"), width=85
        ),
        "hours_at_stake": column.NumberColumn(say("queue.at_stake"), format=hours, width=85),
        "suspicion": column.ProgressColumn(
            say("queue.suspicion"), min_value=0, max_value=1, format="%.2f", help=say("queue.suspicion_help"), width=95
        ),
        "age_days": column.NumberColumn(
            say("queue.age"), format=say("queue.days_format"), help=say("queue.age_help"), width=75
        ),
        "late": column.TextColumn(say("queue.late"), help=say("queue.late_help"), width=60),
        "group_size": column.NumberColumn(say("queue.group"), help=say("queue.group_help"), width=55),
        "state": column.TextColumn(say("queue.state"), width=80),
        "community_name": column.TextColumn(say("frame.community"), width=110),
        "record_id": column.TextColumn(say("queue.record"), width=100),
    }


# ---- groups ------------------------------------------------------------------------------------------------------


def _groups(page: Page, queue: pd.DataFrame, grouping: str) -> None:
    say = page.say
    groups = page.query("queue_groups", grouping=grouping, records=list(queue["record_id"]))
    if groups.empty:
        page.empty("queue.no_photo_groups" if grouping == "photo" else "queue.no_groups")
        return
    column = st.column_config
    identity = GROUPINGS[grouping]
    groups = groups.assign(
        open=say("queue.open"),
        what=groups["activity_title"].fillna(groups[identity]),
        late=groups["is_late"].map({True: say("queue.is_late"), False: ""}),
    )
    shown = {
        "open": column.ButtonColumn("", key="open_group", pinned=True, width=60, type="secondary"),
        "what": column.TextColumn(say(f"queue.by_{grouping}")),
        "cases": column.NumberColumn(say("queue.records")),
        "people": column.NumberColumn(say("queue.people")),
        "expected_hours_per_minute": column.NumberColumn(say("queue.per_minute"), format="%.2f"),
        "expected_hours": column.NumberColumn(say("queue.expected"), format=say("queue.hours_format")),
        "hours_at_stake": column.NumberColumn(say("queue.at_stake"), format=say("queue.hours_format")),
        "check_minutes": column.NumberColumn(say("queue.minutes"), format="%.0f"),
        "age_days": column.NumberColumn(say("queue.age"), format=say("queue.days_format"), help=say("queue.age_help")),
        "late": column.TextColumn(say("queue.late")),
    }
    page.table(groups, shown, file=f"groups_by_{grouping}")
    clicked = st.session_state.get("open_group")
    if clicked:
        frame.keep("group", str(groups[identity].iloc[clicked["row"]]))
        st.rerun()


def _group(page: Page, store: DecisionStore, members: pd.DataFrame, grouping: str, group: str) -> None:
    """The records of one group, and one verdict for all of them, each stored by itself."""
    say = page.say
    st.subheader(
        say("queue.group_title", by=say(f"queue.by_{grouping}"), group=group, count=len(members)), anchor=False
    )
    st.button(
        say("queue.all_groups"), icon=":material/arrow_back:", shortcut="k", on_click=frame.keep, args=("group", None)
    )
    if grouping == "photo":
        photo_wall(page, str(members["record_id"].iloc[0]))
    columns = _columns(say)
    opening = st.column_config.ButtonColumn("", key="open_case", pinned=True, width=60, type="secondary")
    rows = _in_words(members, say)
    page.table(rows, {"open": opening, **columns}, file=f"group_{grouping}")
    clicked = st.session_state.get("open_case")
    if clicked:
        frame.go_to("case", record=members["record_id"].iloc[clicked["row"]])
    st.subheader(say("queue.decide_group", count=len(members)), anchor=False)
    st.caption(say("queue.decide_group_note"))
    files = store.files()
    shown = [files.get(record, CaseFile(record)) for record in members["record_id"]]
    # A group that waits for a second person is confirmed by the same verdict and reason.
    said = rulings.choose(page, f"group_{group}", VERDICTS)
    st.button(
        say("queue.save_group", count=len(members)),
        type="primary",
        disabled=said is None,
        icon=":material/gavel:",
        shortcut=rulings.SAVE_KEY,
        on_click=_save_group,
        args=(page, store, shown, said, f"group_{group}"),
    )


def _save_group(page: Page, store: DecisionStore, shown: list[CaseFile], said: Said, key: str) -> None:
    say = page.say
    found = cases.find_cases([file.record_id for file in shown], page.viewer)
    given = [
        Ruling(found[file.record_id], said.action, said.reason, said.text, file.last.decision_id if file.last else None)
        for file in shown
        if file.record_id in found
    ]
    outcomes = store.decide_many(given, cases.decider(page.viewer))
    refused = [
        say("queue.refused_line", record=ruling.case.record_id, why=outcome.text(say.language))
        for ruling, outcome in zip(given, outcomes, strict=True)
        if isinstance(outcome, DecisionRefused)
    ]
    stored = sum(isinstance(outcome, Decision) for outcome in outcomes)
    told = say("queue.group_saved", stored=stored, refused=len(refused), verdict=say.word("verdict", said.action))
    st.session_state["queue_message"] = "\n".join([told, *refused])
    if not refused:
        rulings.clear(key)
        frame.keep("group", None)


def _told() -> None:
    message = st.session_state.pop("queue_message", None)
    if message:
        st.info(message, icon=":material/gavel:")


SCREEN = Screen("queue", ":material/rule:", ("auditor",), render)
