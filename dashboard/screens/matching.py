"""Who could take the open demands and activities, so that skills fit and duty is spread? Proposals; people decide."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import flow_charts
from dashboard.screens.frame import Page, Screen
from dashboard.wording import Wording

# More are in the table.
MOST_CROWDS = 5


def render(page: Page) -> None:
    """The sentence, the coverage of the coming weeks, tasks, people, crowds to expect."""
    say = page.say
    tasks = page.query("matching_tasks")
    if tasks.empty:
        page.empty("matching.empty")
        _forecast(page)
        return
    people = page.query("matching_people")
    demands = tasks[tasks["task_kind"] == "demand"]
    page.answer(
        "matching.answer",
        demands=len(demands),
        activities=len(tasks) - len(demands),
        places=int(tasks["places_left"].sum()),
        people=len(people),
    )
    crowded = tasks[tasks["is_crowded"].astype(bool)]
    if len(crowded):
        told = [say("matching.crowded", activities=len(crowded))]
        told += [f"- {_crowd(row, say)}" for row in crowded.head(MOST_CROWDS).to_dict("records")]
        st.warning("\n".join(told), icon=":material/groups:")
    _forecast(page)
    _weeks(page)
    _tasks(page, tasks)
    _people(page, tasks, people)


def _crowd(task: dict[Hashable, Any], say: Wording) -> str:
    return say(
        "matching.crowded_one",
        what=_what(task, say),
        starts=say.moment(task["starts_at"]),
        people=say.number(task["expected_people"]),
        places=say.number(task["places_left"], 0),
    )


def _forecast(page: Page) -> None:
    """Asks what an activity would be like and says, before it is published, whether too many would come."""
    say = page.say
    known = page.query("expected_crowds")
    if known.empty:
        return
    with st.expander(say("matching.forecast"), icon=":material/groups:", expanded=True):
        st.caption(say("matching.forecast_note"))
        with st.form("forecast", border=False):
            names = dict(zip(known["community_id"], known["community_name"], strict=True))
            where, what, places, hours, needed = st.columns(5, vertical_alignment="bottom")
            asked = {
                "community": where.selectbox(say("frame.community"), list(names), format_func=lambda key: names[key]),
                "category": what.selectbox(
                    say("matching.kind"),
                    sorted(set(known["category"])),
                    format_func=lambda key: say.word("category", key),
                ),
                "places": places.number_input(say("matching.forecast_places"), min_value=1, value=10),
                "planned_hours": hours.number_input(
                    say("matching.forecast_hours"), min_value=0.5, value=2.0, step=0.5, format="%.1f"
                ),
                "hours_needed": needed.number_input(
                    say("matching.forecast_needed"), min_value=0.5, value=20.0, step=1.0, format="%.1f"
                ),
            }
            if not st.form_submit_button(say("matching.forecast_do")):
                return
        found = page.query("matching_forecast", **asked)
        if found.empty:
            page.empty("matching.forecast_none")
            return
        crowd = found.iloc[0]
        about = {
            "based": say(
                "matching.forecast_own" if crowd["is_own"] else "matching.forecast_common",
                past=say.number(crowd["past_activities"], 0),
                people=say.number(crowd["expected_people"]),
            ),
            "places": say.number(asked["places"], 0),
            "needed": say.number(asked["hours_needed"]),
            "ratio": say.number(crowd["expected_hours_ratio"]),
            "limit": say.number(crowd["max_hours_ratio"]),
        }
        if crowd["exceeds_places"]:
            st.warning(say("matching.forecast_places_short", **about), icon=":material/groups:")
        if crowd["exceeds_hours"]:
            st.warning(say("matching.forecast_hours_over", **about), icon=":material/schedule:")
        if not crowd["exceeds_places"] and not crowd["exceeds_hours"]:
            st.success(say("matching.forecast_fits", **about), icon=":material/check:")


def _weeks(page: Page) -> None:
    say = page.say
    weeks = page.query("matching_weeks")
    page.picture(
        say("matching.weeks"),
        flow_charts.filled_places(
            pd.DataFrame(
                {
                    "label": [
                        say("matching.demands") if week == "demands" else say("matching.week", day=week)
                        for week in weeks["week"]
                    ],
                    "places": weeks["places"].to_numpy(),
                    "people": weeks["people"].to_numpy(),
                }
            ),
            places=say("matching.places"),
            people=say("matching.people"),
        ),
        key="weeks",
        note=say("matching.weeks_note"),
    )


def _tasks(page: Page, tasks: pd.DataFrame) -> None:
    say, column = page.say, st.column_config
    st.subheader(say("matching.tasks"), anchor=False)
    page.table(
        tasks.assign(
            kind=[say.word("task_kind", kind) for kind in tasks["task_kind"]],
            what=[_what(row, say) for row in tasks.to_dict("records")],
            needs=[say.word("skill", skill) for skill in tasks["skill"]],
            whom=[say.word("requester_group", group) for group in tasks["requester_group"]],
            crowd=[say("matching.will_crowd") if crowded else "" for crowded in tasks["is_crowded"]],
        ),
        {
            "kind": column.TextColumn(say("matching.kind"), width="small"),
            "what": column.TextColumn(say("matching.task"), width="medium"),
            "community_name": column.TextColumn(say("frame.community")),
            "starts_at": column.DatetimeColumn(say("matching.starts"), format="YYYY-MM-DD HH:mm"),
            "opened_at": column.DatetimeColumn(say("matching.opened"), format="YYYY-MM-DD"),
            "needs": column.TextColumn(say("matching.skill")),
            "whom": column.TextColumn(say("matching.whom")),
            "places_left": column.NumberColumn(say("matching.places")),
            "matched_people": column.NumberColumn(say("matching.people")),
            "expected_people": column.NumberColumn(say("matching.expected"), format="%.1f"),
            "crowd": column.TextColumn(say("matching.crowding")),
            "task_id": column.TextColumn(say("matching.number"), width="small"),
        },
        file="open_tasks",
    )


def _people(page: Page, tasks: pd.DataFrame, people: pd.DataFrame) -> None:
    say, column = page.say, st.column_config
    st.subheader(say("matching.proposals"), anchor=False)
    if people.empty:
        page.empty("matching.nobody")
        return
    about = tasks.set_index("task_id")
    page.table(
        people.assign(
            what=[_what({**about.loc[task].to_dict()}, say) for task in people["task_id"]],
            fits=[say("matching.fits") if fits else "" for fits in people["skill_matches"]],
            reach=[say.word("digital_access", access) for access in people["access"]],
        ),
        {
            "what": column.TextColumn(say("matching.task"), width="medium"),
            "position": column.NumberColumn(say("matching.position"), width="small"),
            "member_id": column.TextColumn(say("frame.member")),
            "score": column.ProgressColumn(say("matching.score"), min_value=0, max_value=1, format="%.2f"),
            "fits": column.TextColumn(say("matching.skill")),
            "distance_m": column.NumberColumn(say("matching.distance"), format="%.0f"),
            "spare_hours": column.NumberColumn(say("matching.spare"), format="%.1f"),
            "hours_lately": column.NumberColumn(say("matching.lately"), format="%.1f"),
            "reach": column.TextColumn(say("matching.reach")),
            "task_id": column.TextColumn(say("matching.number"), width="small"),
        },
        file="task_matches",
    )


def _what(task: dict[Hashable, Any], say: Wording) -> str:
    return str(task["title"]) if isinstance(task["title"], str) else say.word("category", task["category"])


SCREEN = Screen("matching", ":material/handshake:", ("community", "committee"), render)
