"""Is the work unit eligible for distinction this year, and how far are its members? For the unit and the committee."""

from __future__ import annotations

import functools
from typing import Any, cast

import pandas as pd
import streamlit as st

from dashboard import documents, flow_charts
from dashboard.documents import SUFFIXES, DocumentSubject, Suffix
from dashboard.screens import frame
from dashboard.screens.frame import Page, Screen
from dashboard.viewer import Viewer, persona
from dashboard.wording import Wording

DUTY_BANDS = range(6)
EVENNESS_BANDS = range(5)


def render(page: Page) -> None:
    """The year and the unit in the bar, the sentence, the spread, the list, the files."""
    say = page.say
    years = [str(year) for year in page.query("points_years")["year"]]
    if not years:
        page.empty("points.empty")
        return
    bar = st.container(horizontal=True)
    year = frame.choose_named(bar, "year", page.viewer, say("points.year"), years, width=150) or years[0]
    units = page.query("assessment_units", year=year).set_index("work_unit_id", drop=False)
    if units.empty:
        page.empty("assessment.no_unit", year=year)
        return
    chosen = frame.choose_named(bar, "unit", page.viewer, say("points.work_unit"), list(units.index)) or str(
        units.index[0]
    )
    unit = cast("pd.Series[Any]", units.loc[chosen])
    st.markdown(f":material/arrow_right: **{documents.answer(unit, say)}**")
    st.caption(
        say("points.about_rule", rule=unit["rule_id"], version=unit["rule_version"], text=unit[f"rule_{say.language}"])
    )
    st.markdown(documents.credit(unit, say))
    _spread(page, year, chosen)
    _members(page, year, chosen)
    if page.viewer.role == "committee":
        _units(page, units)


def _spread(page: Page, year: str, unit: str) -> None:
    say = page.say
    counted = page.query("assessment_bands", year=year, unit=unit).set_index(["measure", "band"])["members"]
    parts = {
        measure: pd.DataFrame(
            {
                "label": [say(f"assessment.{measure}_{band}") for band in bands],
                "count": [int(counted.get((measure, band), 0)) for band in bands],
            }
        )
        for measure, bands in (("duty_share", DUTY_BANDS), ("evenness", EVENNESS_BANDS))
    }
    st.subheader(say("assessment.spread", year=year), anchor=False)
    st.caption(say("assessment.spread_note"))
    for (measure, counts), column in zip(parts.items(), st.columns(len(parts)), strict=True):
        column.plotly_chart(
            flow_charts.bands(counts, axis=say(f"assessment.people_by_{measure}")),
            theme=None,
            key=f"spread_{measure}",
            config={"displayModeBar": False},
            alt=say("assessment.spread_note"),
        )


def _members(page: Page, year: str, unit: str) -> None:
    say = page.say
    st.subheader(say("assessment.list"), anchor=False)
    members = page.query("assessment_members", year=year, unit=unit)
    column = st.column_config
    page.table(
        members.assign(
            level=[say.word("suggested_level", level) for level in members["suggested_level"]],
        ),
        {
            "member_id": column.TextColumn(say("assessment.column_member_id")),
            "verified_hours": column.NumberColumn(say("assessment.column_verified_hours"), format="%.1f"),
            "duty_percent": column.ProgressColumn(
                say("assessment.column_duty_share"), min_value=0, max_value=100, format="%.0f %%"
            ),
            "evenness": column.ProgressColumn(
                say("assessment.column_evenness"), min_value=0, max_value=1, format="%.2f"
            ),
            "grade_a_percent": column.NumberColumn(say("assessment.column_grade_a_share"), format="%.0f %%"),
            "rating_mean": column.NumberColumn(say("assessment.column_rating_mean"), format="%.2f"),
            "drills": column.NumberColumn(say("assessment.column_drills")),
            "held_points": column.NumberColumn(say("assessment.column_held_points"), format="%.1f"),
            "reversed_points": column.NumberColumn(say("assessment.column_reversed_points"), format="%.1f"),
            "level": column.TextColumn(say("assessment.column_suggested_level")),
            "rule_id": column.TextColumn(say("assessment.column_rule_id"), width="small"),
        },
        file=f"assessment_{unit}_{year}",
    )
    if page.viewer.role == "work_unit":
        take_away(page, DocumentSubject("work-unit", unit, year))
    else:
        st.caption(say("assessment.files_of_units", unit=unit, year=year))


def _units(page: Page, units: pd.DataFrame) -> None:
    say, column = page.say, st.column_config
    st.subheader(say("assessment.units"), anchor=False)
    page.table(
        units.assign(
            standing=[say(f"assessment.is_{bool(eligible)}".lower()) for eligible in units["eligible"]],
        ),
        {
            "work_unit_id": column.TextColumn(say("points.work_unit")),
            "members": column.NumberColumn(say("assessment.members")),
            "completion_percent": column.NumberColumn(say("assessment.completion"), format="%.0f %%"),
            "reported_percent": column.NumberColumn(say("assessment.reported_rate"), format="%.0f %%"),
            "evenness": column.NumberColumn(say("assessment.evenness"), format="%.2f"),
            "random_audits": column.NumberColumn(say("assessment.audits")),
            "standing": column.TextColumn(say("assessment.standing")),
        },
        file="assessment_units",
    )


def take_away(page: Page, subject: DocumentSubject) -> None:
    """Buttons for the document of `subject`, made when they are asked for."""
    say = page.say
    viewer = persona("work_unit" if subject.kind == "work-unit" else "member", subject.name)
    for suffix, column in zip(SUFFIXES, st.columns(len(SUFFIXES)), strict=True):
        column.download_button(
            say("documents.take", suffix=suffix[1:].upper()),
            data=functools.partial(_document, subject, viewer, say, suffix),
            file_name=f"{subject.kind}_{subject.name}_{subject.year}{suffix}",
            key=f"take_{suffix}",
            on_click="ignore",
            icon=":material/download:",
        )
    st.caption(say("documents.verify_note"))


SCREEN = Screen("assessment", ":material/fact_check:", ("work_unit", "committee"), render)


def _document(subject: DocumentSubject, viewer: Viewer, say: Wording, suffix: Suffix) -> bytes:
    return documents.write(documents.make(subject, viewer, say), suffix)
