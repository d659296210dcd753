"""The catalogue: what an indicator means, how it becomes a score, and all communities on one funnel."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.screens.frame import ALL, Page, Screen
from dashboard.screens.parts import VALUED, definition, indicator_column, needs_in_words, value_forest


def render(page: Page) -> None:
    """Draws one indicator's page and, below it, the whole catalogue."""
    say = page.say
    catalogue = page.query("indicator_catalogue")
    chosen = str(page.indicator)
    row = definition(page, chosen)
    if row is None:
        page.empty("indicators.none")
        return
    page.answer("indicators.answer", name=say.name(row), meaning=row[f"meaning_{say.language}"])
    own = page.viewer.community_ids[0] if page.viewer.community_ids else None
    if not bool(row["built"]):
        page.empty("indicators.not_built")
        _definition(page, row)
    elif not page.may_read("indicator_standings"):
        st.info(say("indicators.values_not_allowed", role=say.word("role", page.viewer.role)), icon=":material/block:")
        _definition(page, row)
    else:
        standings = page.query("indicator_standings", period=page.period, indicator=chosen, district=ALL)
        _funnel(page, row, standings, own)
        _definition(page, row)
        value_forest(page, chosen, standings, own)
    _catalogue(page, catalogue)


def _funnel(page: Page, row: pd.Series, standings: pd.DataFrame, own: str | None) -> None:
    """Every community's own value against how much it rests on; only rates have control limits."""
    say = page.say
    drawn = standings[standings["status"].isin(VALUED)].dropna(subset=["raw_value", "denominator"])
    if row["kind"] != "r" or row["basis"] == "census" or drawn.empty:
        return
    limits = page.query("funnel_limits", period=page.period, indicator=row["indicator_id"])
    points = pd.DataFrame(
        {
            "unit": drawn["community_id"],
            "label": drawn["name"],
            "size": drawn["denominator"],
            "value": drawn["raw_value"],
        }
    )
    page.picture(
        say("indicators.funnel"),
        charts.funnel(
            points,
            limits,
            x_title=say("indicators.funnel_size"),
            y_title=say("indicators.funnel_value"),
            centre=None if limits.empty else float(limits.iloc[0]["centre"]),
            highlight=own,
        ),
        key="funnel",
        note=say("indicators.funnel_note"),
    )


def _definition(page: Page, row: pd.Series) -> None:
    say = page.say
    st.subheader(say("indicators.definition_title"), anchor=False)
    facts = {
        "dimension": row[f"dimension_{say.language}"],
        "kind": say.word("kind", row["kind"]),
        "basis": say.word("basis", row["basis"]),
        "goalposts": say(
            "indicators.goalposts_text",
            low=say.quantity(row["goalpost_low"], row["unit"]),
            high=say.quantity(row["goalpost_high"], row["unit"]),
        ),
        "weight": say.percent(row["share_of_total"], 1),
        "mandatory": say("frame.yes" if row["mandatory"] else "frame.no"),
        "minimum": say.number(row["minimum_n"], 0),
        "needs": needs_in_words(page, row["needs"]),
        "owner": say.word("owner", row["owner"]),
        "valid": say.day(row["valid_from"]),
    }
    st.markdown("\n".join(f"- **{say(f'indicators.{key}')}**：{value}" for key, value in facts.items()))
    _versions(page)
    st.markdown(say("indicators.why", why=row["why" if say.language == "zh" else "why_en"], study=row["study"]))


def _versions(page: Page) -> None:
    """Every version of the definition, where there was more than one."""
    say = page.say
    versions = page.query("indicator_versions", indicator=page.indicator)
    if len(versions) < 2:
        return
    st.markdown(f"**{say('indicators.versions')}**")
    number, day = st.column_config.NumberColumn, st.column_config.DateColumn
    page.table(
        versions.assign(owner_word=versions["owner"].map(lambda code: say.word("owner", code))),
        {
            "valid_from": day(say("indicators.valid")),
            "valid_to": day(say("indicators.valid_to")),
            "goalpost_low": number(say("indicators.goalpost_low"), format="%.3g"),
            "goalpost_high": number(say("indicators.goalpost_high"), format="%.3g"),
            f"meaning_{say.language}": st.column_config.TextColumn(say("indicators.meaning"), width="large"),
            "owner_word": say("indicators.owner"),
        },
        file=f"versions_{page.indicator}",
    )


def _catalogue(page: Page, catalogue: pd.DataFrame) -> None:
    say = page.say
    st.subheader(say("indicators.catalogue", count=len(catalogue), built=int(catalogue["built"].sum())), anchor=False)
    number = st.column_config.NumberColumn
    page.table(
        catalogue.assign(
            name=indicator_column(page, catalogue),
            meaning=catalogue[f"meaning_{say.language}"],
            dimension_word=catalogue[f"dimension_{say.language}"],
            kind_word=catalogue["kind"].map(lambda code: say.word("kind", code)),
            unit_word=catalogue["unit"].map(lambda code: say.word("unit", code)),
            needs_word=catalogue["needs"].map(lambda needs: needs_in_words(page, needs)),
            built_word=catalogue["built"].map(lambda built: say("indicators.built" if built else "indicators.unbuilt")),
        ),
        {
            "dimension_word": say("frame.dimension"),
            "name": say("frame.indicator"),
            "meaning": st.column_config.TextColumn(say("indicators.meaning"), width="large"),
            "built_word": say("indicators.state"),
            "kind_word": say("indicators.kind"),
            "unit_word": say("indicators.unit"),
            "goalpost_low": number(say("indicators.goalpost_low"), format="%.3g"),
            "goalpost_high": number(say("indicators.goalpost_high"), format="%.3g"),
            "share_of_total": number(say("indicators.weight"), format="percent"),
            "needs_word": say("indicators.needs"),
        },
        file="indicator_catalogue",
        height=460,
    )


SCREEN = Screen(
    key="indicators",
    icon=":material/rule:",
    roles=("committee", "community", "auditor", "clerk"),
    render=render,
    filters=("period", "indicator"),
)
