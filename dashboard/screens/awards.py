"""Whom does a rule nominate for the awards of the year, does anybody object, and what do people decide?"""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pandas as pd
import streamlit as st

from dashboard import cases, flow_charts
from dashboard.decisions.awards import (
    AWARDING_ROLES,
    OBJECTING_ROLES,
    AwardStore,
    Nomination,
    Nominee,
    State,
)
from dashboard.decisions.rules import DecisionRefused
from dashboard.screens import frame
from dashboard.screens.frame import Page, Screen
from dashboard.screens.parts import LONGEST_TEXT
from warehouse.settings.operational import Answer

SAID = "awards_said"


def render(page: Page) -> None:
    """The year in the bar, the sentence, the public notice, the candidates of each award, and the one that is opened."""
    say, store = page.say, AwardStore.of()
    years = [str(year) for year in page.query("points_years")["year"]]
    if not years:
        page.empty("points.empty")
        return
    year = frame.choose_named(st, "year", page.viewer, say("points.year"), years, width=150) or years[0]
    candidates = page.query("award_candidates", year=year)
    if (said := st.session_state.pop(SAID, None)) is not None:
        st.success(said, icon=":material/check:")
    standing = store.nominations(int(year))
    states = [nomination.state(store.today()) for nomination in standing.values()]
    if candidates.empty and not standing:
        page.empty("awards.empty", year=year)
        return
    page.answer(
        "awards.answer" if page.viewer.role in AWARDING_ROLES else "awards.answer_own",
        year=year,
        candidates=len(candidates),
        in_notice=states.count("in_notice"),
        conferred=states.count("conferred"),
    )
    if len(candidates):
        counts = candidates["award"].value_counts()
        page.picture(
            say("awards.picture", year=year),
            flow_charts.bands(
                pd.DataFrame(
                    {"label": [say.word("award", award) for award in counts.index], "count": counts.to_numpy()}
                ),
                axis=say("awards.candidates"),
            ),
            key="awards",
            note=say("awards.picture_note"),
        )
    _notice(page, store, standing)
    rows = {_nominee(row): row for _, row in candidates.iterrows()}
    for award in say.codes("award"):
        own = [name for name in rows if name.award == award]
        if own:
            _table(page, award, [rows[name] for name in own], [_state(store, standing, name) for name in own])
        elif page.viewer.role in AWARDING_ROLES:
            st.caption(say("awards.none", award=say.word("award", award)))
    _open_one(page, store, rows, standing)


def _state(store: AwardStore, standing: dict[Nominee, Nomination], nominee: Nominee) -> State:
    return standing.get(nominee, Nomination(nominee)).state(store.today())


def _notice(page: Page, store: AwardStore, standing: dict[Nominee, Nomination]) -> None:
    """Everybody who was nominated, for everybody: who may object must be able to see it."""
    say, column = page.say, st.column_config
    st.subheader(say("awards.public_notice"), anchor=False)
    if not standing:
        page.empty("awards.no_notice")
        return
    page.table(
        pd.DataFrame(
            {
                "award": say.word("award", nominee.award),
                "nominee": nominee.name,
                "reason": nomination.steps[0].text,
                "ends": nomination.notice_ends_on,
                "objections": len(nomination.objections),
                "standing": say.word("award_state", nomination.state(store.today())),
            }
            for nominee, nomination in standing.items()
        ),
        {
            "award": column.TextColumn(say("awards.award")),
            "nominee": column.TextColumn(say("awards.nominee")),
            "reason": column.TextColumn(say("awards.text_nominate"), width="large"),
            "ends": column.DateColumn(say("awards.ends")),
            "objections": column.NumberColumn(say("awards.objections")),
            "standing": column.TextColumn(say("awards.state")),
        },
        file="award_notice",
    )


def _nominee(row: pd.Series) -> Nominee:
    name = next(row[column] for column in ("member_id", "household_id", "organisation_id") if not pd.isna(row[column]))
    return Nominee(str(row["award"]), int(row["year"]), str(name))


def _table(page: Page, award: str, rows: list[pd.Series], states: list[State]) -> None:
    say, column = page.say, st.column_config
    candidates = pd.DataFrame(rows)
    candidates = candidates.assign(
        nominee=[_nominee(row).name for row in rows],
        standing=[say.word("award_state", state) for state in states],
    )
    st.subheader(say.word("award", award), anchor=False)
    st.caption(candidates[f"rule_{say.language}"].iloc[0])
    columns = {
        "nominee": column.TextColumn(say("awards.nominee")),
        "community_name": column.TextColumn(say("frame.community")),
        "value": column.NumberColumn(say(f"awards.value_{award}"), format="%.1f"),
        "records": column.NumberColumn(say("awards.records")),
        "rating_mean": column.NumberColumn(say("assessment.column_rating_mean"), format="%.2f"),
        "evenness": column.NumberColumn(say("assessment.column_evenness"), format="%.2f"),
        "grade_a_percent": column.NumberColumn(say("assessment.column_grade_a_share"), format="%.0f %%"),
        "tied": column.NumberColumn(say("awards.tied"), help=say("awards.tied_note")),
        "standing": column.TextColumn(say("awards.state")),
    }
    # What a rule does not look at is known of none of its candidates.
    shown = {name: made for name, made in columns.items() if candidates[name].notna().any()}
    page.table(candidates, shown, file=f"candidates_{award}")


def _open_one(
    page: Page, store: AwardStore, rows: dict[Nominee, pd.Series], standing: dict[Nominee, Nomination]
) -> None:
    """One candidate of the rule, or one under notice, with what was said so far and the steps open to the viewer."""
    say = page.say
    st.subheader(say("awards.one"), anchor=False)
    nominee: Nominee | None = st.selectbox(
        say("awards.choose"),
        list(dict.fromkeys([*standing, *rows])),
        format_func=lambda name: f"{say.word('award', name.award)} · {name.name}",
        index=None,
        placeholder=say("frame.none"),
    )
    if nominee is None:
        return
    nomination = standing.get(nominee, Nomination(nominee))
    awarding = page.viewer.role in AWARDING_ROLES
    for step in nomination.steps:
        # What one person says against another is for those who decide.
        if awarding or step.kind not in ("objected", "answered"):
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
    if awarding:
        _decide(page, store, rows.get(nominee), nomination, state)
    elif state == "in_notice" and page.viewer.role in OBJECTING_ROLES:
        _ask(
            page,
            "object",
            lambda text: store.object(nominee, cases.decider(page.viewer), text),
            "awards.objection_kept",
        )
    elif state == "open":
        st.caption(say("awards.not_nominated"))


def _decide(page: Page, store: AwardStore, row: pd.Series | None, nomination: Nomination, state: State) -> None:
    nominee, decider = nomination.nominee, cases.decider(page.viewer)
    build = str(page.query("build").iloc[0]["build_id"])
    if state == "open" and row is not None:
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


SCREEN = Screen(
    "awards",
    ":material/workspace_premium:",
    ("committee", "community", "work_unit", "member", "organisation"),
    render,
)
