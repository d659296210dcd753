"""Whom does a rule nominate for the awards of the year, does anybody object, and what do people decide?"""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pandas as pd
import streamlit as st

from dashboard import cases, flow_charts
from dashboard.decisions.awards import AWARDING_ROLES, Answer, AwardStore, Nomination, Nominee, State, award_store
from dashboard.decisions.rules import DecisionRefused
from dashboard.screens import frame
from dashboard.screens.frame import Page, Screen

LONGEST_TEXT = 2000
SAID = "awards_said"


def render(page: Page) -> None:
    """The year in the bar, the sentence, the candidates of each award, and the one that is opened."""
    say, store = page.say, award_store()
    years = [str(year) for year in page.query("points_years")["year"]]
    if not years:
        page.empty("points.empty")
        return
    year = frame.choose(st, "year", say("points.year"), years, width=150) or years[0]
    candidates = page.query("award_candidates", year=year)
    if (said := st.session_state.pop(SAID, None)) is not None:
        st.success(said, icon=":material/check:")
    if candidates.empty:
        page.empty("awards.empty", year=year)
        return
    standing = store.nominations(int(year))
    names = [_nominee(row) for _, row in candidates.iterrows()]
    states: list[State] = [standing.get(name, Nomination(name)).state(store.today()) for name in names]
    candidates = candidates.assign(nominee=[name.name for name in names], state=states)
    page.answer(
        "awards.answer",
        year=year,
        candidates=len(candidates),
        in_notice=states.count("in_notice"),
        conferred=states.count("conferred"),
    )
    counts = candidates["award"].value_counts()
    page.picture(
        say("awards.picture", year=year),
        flow_charts.bands(
            pd.DataFrame({"label": [say.word("award", award) for award in counts.index], "count": counts.to_numpy()}),
            axis=say("awards.candidates"),
        ),
        key="awards",
        note=say("awards.picture_note"),
    )
    for award in sorted(counts.index):
        _table(page, str(award), candidates[candidates["award"] == award])
    _open_one(page, store, candidates, standing)


def _nominee(row: pd.Series) -> Nominee:
    name = next(row[column] for column in ("member_id", "household_id", "organisation_id") if not pd.isna(row[column]))
    return Nominee(str(row["award"]), int(row["year"]), str(name))


def _table(page: Page, award: str, candidates: pd.DataFrame) -> None:
    say, column = page.say, st.column_config
    st.subheader(say.word("award", award), anchor=False)
    st.caption(candidates[f"rule_{say.language}"].iloc[0])
    page.table(
        candidates.assign(standing=[say.word("award_state", state) for state in candidates["state"]]),
        {
            "nominee": column.TextColumn(say("awards.nominee")),
            "community_name": column.TextColumn(say("frame.community")),
            "value": column.NumberColumn(say(f"awards.value_{award}"), format="%.1f"),
            "records": column.NumberColumn(say("awards.records")),
            "rating_mean": column.NumberColumn(say("assessment.column_rating_mean"), format="%.2f"),
            "evenness": column.NumberColumn(say("assessment.column_evenness"), format="%.2f"),
            "grade_a_share": column.NumberColumn(say("assessment.column_grade_a_share"), format="percent"),
            "tied": column.NumberColumn(say("awards.tied"), help=say("awards.tied_note")),
            "standing": column.TextColumn(say("awards.state")),
        },
        file=f"candidates_{award}",
    )


def _open_one(page: Page, store: AwardStore, candidates: pd.DataFrame, standing: dict[Nominee, Nomination]) -> None:
    say = page.say
    rows = {f"{row['award']}|{row['nominee']}": row for _, row in candidates.iterrows()}
    st.subheader(say("awards.one"), anchor=False)
    chosen = st.selectbox(
        say("awards.choose"),
        list(rows),
        format_func=lambda key: f"{say.word('award', rows[key]['award'])} · {rows[key]['nominee']}",
        index=None,
        placeholder=say("frame.none"),
    )
    if chosen is None:
        return
    row = rows[chosen]
    nominee = _nominee(row)
    nomination = standing.get(nominee, Nomination(nominee))
    for step in nomination.steps:
        st.markdown(
            say(
                "awards.step",
                when=say.moment(step.said_at),
                what=say.word("award_step", step.kind),
                who=step.said_by,
                text=step.text or say("frame.none"),
            )
        )
    state = nomination.state(store.today())
    if state in ("in_notice", "notice_over"):
        st.markdown(say("awards.notice", ends=say.day(nomination.notice_ends_on)))
    if page.viewer.role in AWARDING_ROLES:
        _decide(page, store, row, nomination, state)
    elif state == "in_notice":
        _ask(
            page,
            "object",
            lambda text: store.object(nominee, cases.decider(page.viewer), text),
            "awards.objection_kept",
        )


def _decide(page: Page, store: AwardStore, row: pd.Series, nomination: Nomination, state: State) -> None:
    nominee, decider = nomination.nominee, cases.decider(page.viewer)
    build = str(page.query("build").iloc[0]["build_id"])
    if state == "open":
        days = int(row["notice_days"])
        _ask(page, "nominate", lambda text: store.nominate(nominee, decider, text, days, build), "awards.nominated")
    if state in ("in_notice", "notice_over"):
        for objection, answer in nomination.objections:
            if answer is None:
                _answer(page, store, nominee, objection.step_id)
        if state == "notice_over":
            _ask(page, "confer", lambda text: store.confer(nominee, decider, text), "awards.is_conferred")
        _ask(page, "decline", lambda text: store.decline(nominee, decider, text), "awards.is_declined")


def _answer(page: Page, store: AwardStore, nominee: Nominee, objection_id: str) -> None:
    decider = cases.decider(page.viewer)

    def answered(verdict: Answer) -> Callable[[str], object]:
        return lambda text: store.answer(nominee, decider, objection_id, verdict, text)

    for verdict in get_args(Answer):
        _ask(page, f"answer_{verdict}", answered(verdict), "awards.answered", objection_id)


def _ask(page: Page, step: str, take: Callable[[str], object], done: str, about: str = "") -> None:
    """A form with a text for one step; a refusal is told and what was written stays."""
    say = page.say
    with st.form(f"{step}{about}", border=True):
        text = st.text_area(say(f"awards.text_{step}"), max_chars=LONGEST_TEXT)
        if not st.form_submit_button(say(f"awards.{step}")):
            return
    try:
        take(text)
    except DecisionRefused as refusal:
        st.error(refusal.text(say.language), icon=":material/error:")
        return
    st.session_state[SAID] = say(done)
    st.rerun()


SCREEN = Screen("awards", ":material/workspace_premium:", ("committee", "community", "work_unit", "member"), render)
