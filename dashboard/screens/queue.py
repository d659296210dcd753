"""Which records are worth checking first? For the auditor: most hours brought back for a week's work on top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cases
from dashboard.screens import frame
from dashboard.screens.frame import ALL, Page, Screen
from dashboard.wording import Wording

# What one auditor gets through in a week; each viewer sets their own in the bar.
WEEK_SIZES = ("12", "24", "48", "96")
USUAL_WEEK = "24"
# The week's cases are all in sight; the rest of the queue scrolls.
HEADING_PX, ROW_PX = 38, 35


def render(page: Page) -> None:
    """The sentence, the filters, the rows; a row's button opens its case."""
    say = page.say
    queue = cases.open_queue(page.viewer, cases.decision_store())
    if queue.empty:
        page.empty("queue.empty")
        return
    queue, week = _filtered(page, queue)
    if queue.empty:
        page.empty("queue.none_match")
        return
    this_week = queue.head(week)
    page.answer(
        "queue.answer",
        cases=len(this_week),
        hours=say.number(this_week["expected_hours"].sum()),
        waiting=len(queue),
        at_stake=say.number(queue["hours_at_stake"].sum()),
    )
    rows = _in_words(queue, say)
    columns = _columns(say)
    opening = st.column_config.ButtonColumn("", key="open_case", pinned=True, width=60, type="secondary")
    st.dataframe(
        rows[["open", *columns]],
        hide_index=True,
        column_config={"open": opening, **columns},
        width="stretch",
        height=HEADING_PX + ROW_PX * min(len(rows), week),
        key="queue_rows",
    )
    clicked = st.session_state.get("open_case")
    if clicked:
        open_case(str(queue["record_id"].iloc[clicked["row"]]))
    st.download_button(
        say("frame.download", rows=len(rows)),
        data=rows[list(columns)].to_csv(index=False).encode("utf-8-sig"),
        file_name="audit_queue.csv",
        mime="text/csv",
        on_click="ignore",
    )


def open_case(record_id: str) -> None:
    """Goes to the case page of `record_id`."""
    frame.keep("record", record_id)
    st.switch_page(st.Page(lambda: None, title="case", url_path="case"))


def reasons_in_words(row: pd.Series, say: Wording) -> str:
    """The strongest two reasons of a queue row, in the viewer's language."""
    named = [row[f"reason_{place}_{say.language}"] for place in (1, 2)]
    return say("frame.semicolon").join(str(name) for name in named if isinstance(name, str))


def _filtered(page: Page, queue: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    say = page.say
    bar = st.container(horizontal=True)
    districts = {str(district): str(district) for district in sorted(queue["district"].dropna().unique())}
    district = frame.choose(
        bar, "district", say("frame.district"), [ALL, *districts], _worded(districts, say), width=150
    )
    if district not in (None, ALL):
        queue = queue[queue["district"] == district]
    communities = dict(zip(queue["community_id"], queue["community_name"].fillna(queue["community_id"]), strict=True))
    community = frame.choose(
        bar, "community", say("frame.community"), [ALL, *sorted(communities)], _worded(communities, say), width=200
    )
    names: dict[str, str] = {}
    for place in (1, 2):
        named = queue.dropna(subset=[f"reason_{place}_code"])
        names |= dict(zip(named[f"reason_{place}_code"], named[f"reason_{place}_{say.language}"], strict=True))
    reason = frame.choose(bar, "reason", say("queue.reason"), [ALL, *sorted(names)], _worded(names, say), width=200)
    states = {state: say.word("audit_state", state) for state in sorted(queue["audit_state"].unique())}
    state = frame.choose(bar, "state", say("queue.state"), [ALL, *states], _worded(states, say), width=150)
    week = frame.choose(
        bar, "week", say("queue.week"), WEEK_SIZES, lambda size: say("queue.cases", cases=size), USUAL_WEEK, width=150
    )
    if community not in (None, ALL):
        queue = queue[queue["community_id"] == community]
    if reason not in (None, ALL):
        queue = queue[(queue["reason_1_code"] == reason) | (queue["reason_2_code"] == reason)]
    if state not in (None, ALL):
        queue = queue[queue["audit_state"] == state]
    return queue.reset_index(drop=True), int(week or USUAL_WEEK)


def _worded(names: dict[str, str], say: Wording) -> Callable[[str], str]:
    return lambda code: say("queue.all") if code == ALL else names[code]


def _in_words(queue: pd.DataFrame, say: Wording) -> pd.DataFrame:
    return queue.assign(
        open=say("queue.open"),
        what=queue["activity_title"].fillna(queue["category"].map(lambda code: say.word("category", code))),
        reasons=[reasons_in_words(row, say) for _, row in queue.iterrows()],
        state=queue["audit_state"].map(lambda code: say.word("audit_state", code)),
    )


def _columns(say: Wording) -> dict[str, Any]:
    column = st.column_config
    hours = say("queue.hours_format")
    return {
        "what": column.TextColumn(say("queue.what"), width=140),
        "member_id": column.TextColumn(say("queue.who"), help=say("queue.masked"), width=75),
        "reasons": column.TextColumn(say("queue.reasons"), width=230),
        "expected_hours": column.NumberColumn(
            say("queue.expected"), format=hours, help=say("queue.expected_help"), width=85
        ),
        "hours_at_stake": column.NumberColumn(say("queue.at_stake"), format=hours, width=85),
        "suspicion": column.ProgressColumn(
            say("queue.suspicion"), min_value=0, max_value=1, format="%.2f", help=say("queue.suspicion_help"), width=95
        ),
        "age_days": column.NumberColumn(say("queue.age"), format=say("queue.days_format"), width=75),
        "group_size": column.NumberColumn(say("queue.group"), help=say("queue.group_help"), width=55),
        "state": column.TextColumn(say("queue.state"), width=80),
        "community_name": column.TextColumn(say("frame.community"), width=110),
        "record_id": column.TextColumn(say("queue.record"), width=100),
    }


SCREEN = Screen("queue", ":material/rule:", ("auditor",), render)
