"""One community: where it stands, against whom that is fair to say, what moved it, and every number down to its rows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.screens import attention
from dashboard.screens.frame import Page, Screen, choose_named, go_to
from dashboard.screens.parts import (
    VALUED,
    definition,
    grade_bands,
    grade_in_words,
    indicator_column,
    needs_in_words,
    reason_in_words,
)


def render(page: Page) -> None:
    """Draws the screen for the chosen community."""
    if page.community is None:
        page.empty("community.none_in_scope")
        return
    scope = {"period": page.period, "community": page.community}
    compare = {**scope, "lens": page.lens, "previous_period": page.previous_period}
    standing = page.query("community_standing", **compare)
    changes = page.query("community_changes", **compare)
    if standing.empty or pd.isna(standing.iloc[0]["total"]):
        coverage = None if standing.empty else standing.iloc[0]["coverage"]
        page.answer("community.withheld", period=page.period, coverage=page.say.percent(coverage))
    else:
        own = standing.iloc[0]
        _answer(page, own, changes)
        attention.adjustments(page)
        _among_peers(page, page.query("community_peers", **scope, lens=page.lens))
        _dimensions(page, page.query("community_dimensions", **scope, lens=page.lens))
        _changes(page, own, changes)
        _gains(page, page.query("community_gains", **scope, lens=page.lens))
    attention.own_alarms(page)
    attention.own_risk(page)
    attention.overdue(page, page.community)
    _indicators(page, page.query("community_indicators", **scope, previous_period=page.previous_period))


def _answer(page: Page, own: pd.Series, changes: pd.DataFrame) -> None:
    say = page.say
    standing = {
        "name": own["name"],
        "period": page.period,
        "rank": int(own["rank"]),
        "ranked": int(own["ranked"]),
        "low": int(own["rank_low"]),
        "high": int(own["rank_high"]),
        "peer_rank": int(own["peer_rank"]),
        "peer_size": int(own["peer_size"]),
        "total": say.number(own["total"]),
        "grade": grade_in_words(say, own["grade"], own["borderline_grade"]),
    }
    if pd.isna(own["change"]):
        page.answer("community.answer_first", **standing)
    elif changes.empty:
        page.answer("community.answer_still", **standing, change=say.change(own["change"]))
    else:
        reason = changes.iloc[0].to_dict()
        page.answer(
            "community.answer" if own["moved"] else "community.answer_within",
            **standing,
            change=say.change(own["change"]),
            reason=_mover(page, reason),
            share=say.change(reason["contribution"]),
        )
    if own["adjustment"]:
        st.caption(say("community.adjustment", points=say.change(own["adjustment"])))


def _mover(page: Page, row: dict[Any, Any]) -> str:
    """What moved the score, in words: the indicator, or the component where it is not an indicator's value."""
    if row["component"] == "others":
        return page.say("community.others", count=row["parts"])
    component = page.say.word("component", row["component"])
    if pd.isna(row["name_zh"]):
        return component
    name = page.say.name(row)
    return name if row["component"] == "value" else f"{name} ({component})"


def _among_peers(page: Page, peers: pd.DataFrame) -> None:
    drawn = peers.rename(
        columns={
            "community_id": "unit",
            "name": "label",
            "total": "value",
            "total_low": "low",
            "total_high": "high",
        }
    )
    page.picture(
        page.say("community.peers"),
        charts.forest(
            drawn,
            axis=page.say("overview.total_axis"),
            bands=grade_bands(page),
            highlight=page.community,
        ),
        key="peers",
        note=page.say("community.peers_note"),
    )


def _dimensions(page: Page, dimensions: pd.DataFrame) -> None:
    if dimensions.empty:
        return
    labels = [page.say.name(row) for row in dimensions.to_dict("records")]
    page.picture(
        page.say("community.dimensions"),
        charts.bars_among_peers(
            dimensions.assign(label=labels, value=dimensions["score"]),
            axis=page.say("community.dimension_axis"),
            peers=page.say("community.peer_mid"),
        ),
        key="dimensions",
        note=page.say("community.dimensions_note"),
    )


def _changes(page: Page, own: pd.Series, changes: pd.DataFrame) -> None:
    if changes.empty or pd.isna(own["total_before"]):
        return
    say = page.say
    page.picture(
        say("community.changes", previous=page.previous_period),
        charts.waterfall(
            changes.assign(label=[_mover(page, row) for row in changes.to_dict("records")]),
            start=(str(page.previous_period), float(own["total_before"])),
            end=(str(page.period), float(own["total"])),
        ),
        key="changes",
        note=say("community.changes_note"),
    )


def _gains(page: Page, gains: pd.DataFrame) -> None:
    """What would move the community up, most points first."""
    if gains.empty:
        return
    say = page.say
    number = st.column_config.NumberColumn
    best = gains.iloc[0]
    st.subheader(say("community.gains"), anchor=False)
    st.caption(
        say(
            "community.gains_note",
            indicator=say.name(best),
            points=say.number(best["points_to_gain"]),
        )
    )
    page.table(
        gains.assign(
            name=indicator_column(page, gains),
            value_word=[say.quantity(value, unit) for value, unit in zip(gains["value"], gains["unit"], strict=True)],
            goal_word=[
                say.quantity(goal, unit) for goal, unit in zip(gains["goalpost_high"], gains["unit"], strict=True)
            ],
            unit_word=[
                say("community.one_point") if unit == "share" else say.word("unit", unit) for unit in gains["unit"]
            ],
            status_word=gains["status"].map(page.status_word),
        ),
        {
            "name": say("frame.indicator"),
            "points_to_gain": number(say("community.column_to_gain"), format="%.1f"),
            "points_per_unit": number(say("community.column_per_unit"), format="%.3f"),
            "unit_word": say("community.column_unit"),
            "value_word": say("community.column_now"),
            "goal_word": say("community.column_goal"),
            "status_word": say("frame.status"),
        },
        file=f"gains_{page.community}_{page.period}_{page.lens}",
        height=320,
    )


def _indicators(page: Page, held: pd.DataFrame) -> None:
    say = page.say
    st.subheader(say("community.indicators"), anchor=False)
    if held.empty:
        page.empty("community.no_indicators", period=page.period)
        return
    names = dict(zip(held["indicator_id"], indicator_column(page, held), strict=True))
    table = held.assign(
        name=list(names.values()),
        dimension_word=held[f"dimension_{say.language}"],
        value_word=[say.quantity(value, unit) for value, unit in zip(held["value"], held["unit"], strict=True)],
        before_word=[say.quantity(value, unit) for value, unit in zip(held["value_before"], held["unit"], strict=True)],
        interval=[
            say("frame.interval", low=say.quantity(low, unit), high=say.quantity(high, unit))
            if low == low
            else say("frame.none")
            for low, high, unit in zip(held["low"], held["high"], held["unit"], strict=True)
        ],
        status_word=held["status"].map(page.status_word),
        reason_word=held["reason"].map(lambda reason: reason_in_words(page, reason)),
    )
    number = st.column_config.NumberColumn
    page.table(
        table,
        {
            "dimension_word": say("frame.dimension"),
            "name": say("frame.indicator"),
            "value_word": say("frame.value"),
            "interval": say("frame.interval_90"),
            "numerator": number(say("frame.numerator"), format="localized"),
            "denominator": number(say("frame.denominator"), format="localized"),
            "score": st.column_config.ProgressColumn(say("frame.score"), format="%.0f", min_value=0, max_value=100),
            "before_word": say("community.before"),
            "status_word": say("frame.status"),
            "reason_word": say("frame.reason"),
        },
        file=f"{page.community}_{page.period}",
        height=460,
    )
    _evidence(page, held, names)


def _evidence(page: Page, held: pd.DataFrame, names: dict[str, str]) -> None:
    """One value opened down to the rows of the files it was counted from."""
    say = page.say
    st.subheader(say("community.evidence"), anchor=False)
    with_rows = held[held["status"].isin(VALUED)]
    indicator = choose_named(
        st,
        "indicator",
        page.viewer,
        say("community.choose_indicator"),
        list(held["indicator_id"]),
        lambda code: names[code],
        default=None if with_rows.empty else str(with_rows.iloc[0]["indicator_id"]),
        width=360,
    )
    row = held[held["indicator_id"] == indicator].iloc[0]
    meaning = definition(page, str(indicator))
    if meaning is not None:
        st.caption(str(meaning[f"meaning_{say.language}"]))
    if st.button(say("community.how_scored"), icon=":material/menu_book:"):
        go_to("method", community=page.community, indicator=indicator)
    if row["status"] not in VALUED:
        page.empty(
            "community.no_value",
            indicator=names[str(indicator)],
            status=page.status_word(row["status"]),
            reason=reason_in_words(page, row["reason"]),
        )
        return
    evidence = page.query("community_evidence", period=page.period, community=page.community, indicator=indicator)
    st.markdown(
        say(
            "community.evidence_counted",
            indicator=names[str(indicator)],
            value=say.quantity(row["value"], row["unit"]),
            raw=say.quantity(row["raw_value"], row["unit"]),
            numerator=say.number(row["numerator"], 2),
            denominator=say.number(row["denominator"], 2),
            rows=len(evidence),
        )
    )
    if evidence.empty:
        page.empty("community.no_evidence")
        return
    page.table(
        evidence.assign(source_word=evidence["source"].map(lambda source: needs_in_words(page, source))),
        {
            "file_name": say("frame.file"),
            "sheet": say("frame.sheet"),
            "row_number": st.column_config.NumberColumn(say("frame.row"), format="%d"),
            "source_word": say("frame.source"),
            "record_id": say("frame.record"),
            "member_id": say("frame.member"),
            "contribution": st.column_config.NumberColumn(say("frame.contribution"), format="%.3g"),
            "received_at": st.column_config.DatetimeColumn(say("frame.received"), format="YYYY-MM-DD HH:mm"),
        },
        file=f"evidence_{page.community}_{indicator}_{page.period}",
        height=360,
    )


SCREEN = Screen(
    key="community",
    icon=":material/home_work:",
    roles=("committee", "community", "auditor"),
    render=render,
    filters=("period", "lens", "community"),
)
