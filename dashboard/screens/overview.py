"""Overview, for the committee: which communities moved, who stands where, and what moved the city."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.screens import attention
from dashboard.screens.frame import ALL, Page, Screen, choose_named
from dashboard.screens.parts import grade_bands, grade_in_words, indicator_column, value_forest

HEALTH_MEASURES = (
    "composite_reliability", "share_ranked", "share_borderline", "size_bias", "size_bias_communities", "rank_stability",
)  # fmt: skip


def render(page: Page) -> None:
    """Draws the screen: the ranking where there is one, else why there is none and what can be shown."""
    filters = {"period": page.period, "district": page.district}
    compare = {**filters, "lens": page.lens, "previous_period": page.previous_period}
    movement = page.query("overview_movement", **compare)
    whole = movement[movement["district"].isna()]
    if whole.empty or not int(whole.iloc[0]["communities"]):
        _withheld(page, None)
        return
    city = whole.iloc[0]
    if not int(city["ranked"]):
        _withheld(page, float(city["coverage"]))
        return
    _answer(page, city)
    _prevalence(page)
    _ranking(page, page.query("overview_ranking", **compare))
    _trend(page, page.query("overview_trend", **filters, lens=page.lens))
    if int(city["compared"]):
        _changes(page, city, page.query("overview_changes", **compare))
    _attention(page)
    _districts(page, movement[movement["district"].notna()])
    _health(page)
    _coverage(page)


def _answer(page: Page, city: pd.Series) -> None:
    say = page.say
    counts = {"period": page.period, "ranked": int(city["ranked"]), "mean": say.number(city["mean_total"])}
    if not int(city["compared"]):
        page.answer("overview.answer_first", **counts)
        return
    page.answer(
        "overview.answer",
        **counts,
        previous=page.previous_period,
        compared=int(city["compared"]),
        moved=int(city["moved"]),
        up=int(city["up"]),
        down=int(city["down"]),
    )


def _attention(page: Page) -> None:
    """What asks for attention whether or not communities can be ranked."""
    attention.city_alarms(page)
    attention.overdue(page)
    attention.city_risk(page)


def _prevalence(page: Page) -> None:
    estimate = page.query("prevalence", period=page.period)
    if estimate.empty or pd.isna(estimate.iloc[0]["value"]):
        st.caption(page.say("overview.prevalence_none"))
        return
    row = estimate.iloc[0]
    st.markdown(
        page.say(
            "overview.prevalence",
            value=page.say.percent(row["value"], 1),
            low=page.say.percent(row["low"], 1),
            high=page.say.percent(row["high"], 1),
        )
    )


def _ranking(page: Page, standings: pd.DataFrame) -> None:
    say = page.say
    ranked = standings.dropna(subset=["total"])
    labels = [f"{name}  {int(rank)}" for name, rank in zip(ranked["name"], ranked["rank"], strict=True)]
    drawn = ranked.assign(label=labels).rename(
        columns={
            "community_id": "unit",
            "total": "value",
            "total_low": "low",
            "total_high": "high",
        }
    )
    page.picture(
        say("overview.ranking"),
        charts.forest(drawn, axis=say("overview.total_axis"), bands=grade_bands(page), ties=True),
        key="ranking",
        note=say("overview.ranking_note"),
    )
    table = standings.assign(
        interval=[
            say("overview.rank_interval", low=int(low), high=int(high)) if low == low else say("frame.none")
            for low, high in zip(standings["rank_low"], standings["rank_high"], strict=True)
        ],
        moved=standings["moved"].map(lambda code: say.word("moved", code)),
        grade=[
            grade_in_words(say, *both) for both in zip(standings["grade"], standings["borderline_grade"], strict=True)
        ],
    )
    number = st.column_config.NumberColumn
    page.table(
        table,
        {
            "rank": number(say("overview.column_rank")),
            "name": say("frame.community"),
            "district": say("frame.district"),
            "total": number(say("overview.column_total"), format="%.1f"),
            "interval": say("overview.column_interval"),
            "change": number(say("overview.column_change"), format="%+.1f"),
            "moved": say("overview.column_moved"),
            "grade": say("overview.column_grade"),
            "peer_rank": number(say("overview.column_peer_rank")),
            "peer_size": number(say("overview.column_peer_size")),
            "coverage": st.column_config.ProgressColumn(
                say("overview.column_coverage"), format="percent", min_value=0, max_value=1
            ),
        },
        file=f"ranking_{page.period}_{page.lens}",
        height=420,
    )


def _trend(page: Page, trend: pd.DataFrame) -> None:
    if trend["period"].nunique() < 2:
        return
    drawn = trend.rename(
        columns={"district": "group", "mean_total": "value", "quarter_low": "low", "quarter_high": "high"}
    )
    page.picture(
        page.say("overview.trend"),
        charts.small_multiples(drawn),
        key="trend",
        note=page.say("overview.trend_note"),
    )


def _changes(page: Page, city: pd.Series, changes: pd.DataFrame) -> None:
    say = page.say
    if changes.empty:
        return
    labels = [
        say.name(row) if not pd.isna(row["indicator_id"]) else say("overview.other_indicators", count=row["indicators"])
        for row in changes.to_dict("records")
    ]
    page.picture(
        say("overview.changes", previous=page.previous_period),
        charts.waterfall(
            changes.assign(label=labels),
            start=(say("overview.before", period=page.previous_period), float(city["mean_total_before"])),
            end=(say("overview.after", period=page.period), float(city["mean_total"])),
        ),
        key="changes",
        note=say("overview.changes_note"),
    )


def _districts(page: Page, districts: pd.DataFrame) -> None:
    say = page.say
    number = st.column_config.NumberColumn
    st.subheader(say("overview.districts"), anchor=False)
    page.table(
        districts,
        {
            "district": say("frame.district"),
            "communities": number(say("overview.column_communities")),
            "ranked": number(say("overview.column_ranked")),
            "mean_total": number(say("overview.column_mean"), format="%.1f"),
            "up": number(say("overview.column_up")),
            "down": number(say("overview.column_down")),
            "coverage": st.column_config.ProgressColumn(
                say("overview.column_coverage"), format="percent", min_value=0, max_value=1
            ),
        },
        file=f"districts_{page.period}_{page.lens}",
    )


def _health(page: Page) -> None:
    """How far the league table itself can be trusted."""
    say = page.say
    health = page.query("league_health", period=page.period, lens=page.lens)
    told = health[health["measure"].isin(HEALTH_MEASURES)]
    if told.empty:
        return
    st.subheader(say("overview.health"), anchor=False)
    page.table(
        told.assign(
            measure_word=told["measure"].map(lambda code: say.word("health", code)),
            reading=told["measure"].map(lambda code: say.word("health_reading", code)),
        ),
        {
            "measure_word": say("overview.column_measure"),
            "value": st.column_config.NumberColumn(say("frame.value"), format="%.3g"),
            "reading": st.column_config.TextColumn(say("overview.column_reading"), width="large"),
        },
        file=f"league_health_{page.period}_{page.lens}",
    )


def _coverage(page: Page) -> None:
    """How the indicators stand over all communities: counts per data state."""
    say = page.say
    states = page.query("indicator_states", period=page.period)
    number = st.column_config.NumberColumn
    st.subheader(say("overview.states"), anchor=False)
    page.table(
        states.assign(name=indicator_column(page, states)),
        {
            "name": say("frame.indicator"),
            **{
                state: number(page.status_word(state))
                for state in ("ok", "insufficient", "not_reported", "not_applicable", "not_evaluable")
            },
        },
        file=f"indicator_states_{page.period}",
        height=320,
    )


def _withheld(page: Page, coverage: float | None) -> None:
    """No composite: says why, then shows what the data do carry, one indicator at a time."""
    say = page.say
    states = page.query("indicator_states", period=page.period)
    usable = states[states["usable"] > 0].set_index("indicator_id", drop=False)
    missing = states[states["usable"] == 0]
    page.answer(
        "overview.withheld",
        period=page.period,
        coverage=say.percent(coverage),
        usable=len(usable),
        built=len(states),
    )
    if len(missing):
        with st.expander(say("overview.missing", count=len(missing))):
            st.markdown(say.listing(list(indicator_column(page, missing))))
    if usable.empty:
        page.empty("overview.nothing_usable")
        return
    chosen = choose_named(
        st,
        "indicator",
        page.viewer,
        say("frame.indicator"),
        list(usable.index),
        lambda code: say.name(usable.loc[code]),
        width=360,
    )
    standings = page.query("indicator_standings", period=page.period, indicator=chosen, district=page.district or ALL)
    value_forest(page, str(chosen), standings)
    _attention(page)
    _coverage(page)


SCREEN = Screen(
    key="overview",
    icon=":material/leaderboard:",
    roles=("committee", "auditor"),
    render=render,
    filters=("period", "lens", "district"),
)
