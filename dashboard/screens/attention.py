"""What asks for attention beside the ranking: alarms, risk, what is overdue, and what was added to a score or caps a grade."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.decisions.rules import reasons
from dashboard.screens import frame
from dashboard.screens.frame import ALL, Page
from dashboard.screens.parts import needs_in_words

RISK_INPUTS = ("incidents", "severity_sum", "overdue_findings", "exposed_people")


def city_alarms(page: Page) -> None:
    """Which communities an alarm concerns and by which numbers; a row's button opens the evidence."""
    say = page.say
    st.subheader(say("attention.alarms"), anchor=False)
    counts = page.query("alarm_counts", period=page.period, district=page.district)
    if counts.empty:
        page.empty("attention.no_alarms")
        return
    for row in counts.to_dict("records"):
        st.markdown(say("attention.alarm_count", alarm=say.word("alarm", row["alarm"]), **_whole(row)))
    st.caption(say("attention.alarms_note"))
    held = page.query("alarms", period=page.period, district=page.district, community=None)
    listed = _in_words(page, held[held["status"] == "raised"])
    if listed.empty:
        return
    opening = st.column_config.ButtonColumn("", key="open_alarm", pinned=True, width=60, type="secondary")
    columns: dict[str, Any] = {
        "name": say("frame.community"),
        "district": say("frame.district"),
        "alarm_word": say("attention.column_alarm"),
        "because": st.column_config.TextColumn(say("attention.column_because"), width="large"),
    }
    st.dataframe(
        listed.assign(open=say("attention.open"))[["open", *columns]],
        hide_index=True,
        column_config={"open": opening, **columns},
        width="stretch",
        key="alarm_rows",
    )
    clicked = st.session_state.get("open_alarm")
    if clicked:
        _open_evidence(listed.iloc[clicked["row"]])


def own_alarms(page: Page) -> None:
    """The alarms of the page's community: raised or not to be told, each with its numbers."""
    say = page.say
    held = page.query("alarms", period=page.period, district=ALL, community=page.community)
    for row in _in_words(page, held).to_dict("records"):
        text = say(f"attention.{row['status']}", alarm=row["alarm_word"], because=row["because"])
        if row["status"] == "raised":
            st.warning(text, icon=":material/notification_important:")
        else:
            st.caption(text)


def adjustments(page: Page) -> None:
    """What was added to the community's score or taken from it, and what caps its grade, each on its evidence."""
    say = page.say
    items = page.query("adjustments", period=page.period, community=page.community)
    if items.empty:
        st.caption(say("attention.no_adjustments"))
        return
    st.subheader(say("attention.adjustments"), anchor=False)
    for row in items[items["kind"] == "veto"].to_dict("records"):
        st.warning(
            say(
                "attention.veto",
                item=say.name(row),
                grade=say.word("grade", row["grade_cap"]),
                appeal=say.word("appeal", row["appeal"]),
            ),
            icon=":material/gavel:",
        )
    page.table(
        items.assign(
            item_word=[say.name(row) for row in items.to_dict("records")],
            kind_word=items["kind"].map(lambda code: say.word("adjustment_kind", code)),
            reason_word=items["reason"].map(lambda text: _reasons_in_words(page, text)),
            appeal_word=items["appeal"].map(lambda code: say.word("appeal", code)),
        ),
        {
            "item_word": say("attention.column_item"),
            "kind_word": say("attention.column_kind"),
            "cases": st.column_config.NumberColumn(say("attention.column_cases")),
            "points": st.column_config.NumberColumn(say("attention.column_points"), format="%+.1f"),
            "reason_word": say("frame.reason"),
            "evidence": say("attention.column_evidence"),
            "appeal_word": say("attention.column_appeal"),
        },
        file=f"adjustments_{page.community}_{page.period}",
    )
    st.caption(say("attention.adjustments_note"))


def city_risk(page: Page) -> None:
    """How many communities are at each level of risk, and what makes it so."""
    say = page.say
    st.subheader(say("attention.risk"), anchor=False)
    counts = page.query("risk_counts", period=page.period, district=page.district)
    if counts.empty:
        page.empty("attention.no_risk")
        return
    levels = [
        say("attention.risk_count", level=_level(page, row), communities=row["communities"])
        for row in counts.to_dict("records")
    ]
    st.markdown(say("attention.risk_counts", quarter=counts.iloc[0]["quarter"], levels=say.listing(levels)))
    ratings = page.query("risk_ratings", period=page.period, district=page.district, community=None)
    _risk_table(page, ratings, file=f"risk_{page.period}")


def own_risk(page: Page) -> None:
    """The risk level of the page's community with its inputs."""
    ratings = page.query("risk_ratings", period=page.period, district=ALL, community=page.community)
    if ratings.empty:
        return
    st.subheader(page.say("attention.risk"), anchor=False)
    row = ratings.iloc[0]
    st.markdown(page.say("attention.own_risk", quarter=row["quarter"], level=_level(page, row)))
    _risk_table(page, ratings, file=f"risk_{page.community}_{page.period}")


def overdue(page: Page, community: str | None = None) -> None:
    """Required drills and supply lines that are overdue today, of one community or of all in the district."""
    say = page.say
    st.subheader(say("attention.overdue"), anchor=False)
    if community is None:
        for row in page.query("overdue_counts", district=page.district).to_dict("records"):
            st.markdown(say("attention.overdue_count", kind=say.word("overdue_kind", row["kind"]), **_whole(row)))
    lines = page.query("overdue", district=ALL if community else page.district, community=community)
    if lines.empty:
        st.caption(say("attention.nothing_overdue"))
        return
    number, day = st.column_config.NumberColumn, st.column_config.DateColumn
    page.table(
        lines.assign(
            kind_word=lines["kind"].map(lambda code: say.word("overdue_kind", code)),
            subject_word=lines["subject"].map(lambda code: say.word("scenario", code)),
            why=[_why_overdue(page, row) for row in lines.to_dict("records")],
        ),
        {
            "name": say("frame.community"),
            "kind_word": say("attention.column_kind"),
            "subject_word": say("attention.column_subject"),
            "why": st.column_config.TextColumn(say("frame.reason"), width="medium"),
            "last_on": day(say("attention.column_last")),
            "days_overdue": number(say("attention.column_days")),
            "quantity": number(say("attention.column_quantity"), format="localized"),
            "minimum": number(say("attention.column_minimum"), format="localized"),
            "file_name": say("frame.file"),
            "row_number": number(say("frame.row"), format="%d"),
        },
        file=f"overdue_{community or page.district}",
        height=280,
    )


def _in_words(page: Page, held: pd.DataFrame) -> pd.DataFrame:
    """One row per community and alarm: `because` names the measures that decide it, `indicator_id` where to look first."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for row in held.to_dict("records"):
        alarm = told.setdefault(
            (row["community_id"], row["alarm"]),
            {
                **{key: row[key] for key in ("community_id", "name", "district", "alarm", "status")},
                "alarm_word": page.say.word("alarm", row["alarm"]),
                "parts": [],
                "indicator_id": None,
            },
        )
        if row["status"] != "raised" or row["measure_status"] == "raised":
            alarm["parts"].append(_measure_in_words(page, row))
            # The last measure that holds is the weakness; the first of a suspension is the strength beside it.
            alarm["indicator_id"] = row["indicator_id"]
    rows = [{**alarm, "because": page.say("frame.semicolon").join(alarm["parts"])} for alarm in told.values()]
    return pd.DataFrame(rows)


def _measure_in_words(page: Page, row: dict[Any, Any]) -> str:
    say = page.say
    if pd.isna(row["observed"]):
        return say("attention.measure_unknown", measure=say.name(row))
    return say(
        "attention.measure" if pd.isna(row["value"]) else "attention.measure_value",
        measure=say.name(row),
        value=say.quantity(row["value"], row["unit"]),
        observed=say.number(row["observed"]),
        side=say.word("side", row["side"]),
        threshold=say.number(row["threshold"], 0),
    )


def _open_evidence(row: pd.Series) -> None:
    """Goes to the community's page, opened at the indicator to look at first."""
    named = {"indicator": row["indicator_id"]} if isinstance(row["indicator_id"], str) else {}
    frame.go_to("community", community=row["community_id"], **named)


def _risk_table(page: Page, ratings: pd.DataFrame, *, file: str) -> None:
    say = page.say
    counted = {
        name: [
            say("frame.none")
            if pd.isna(count)
            else say("attention.risk_input", count=f"{count:,.0f}", points=f"{points:.0f}")
            for count, points in zip(ratings[name], ratings[f"{name}_points"], strict=True)
        ]
        for name in RISK_INPUTS
    }
    page.table(
        ratings.assign(
            level_word=[_level(page, row) for row in ratings.to_dict("records")],
            incidents_interval=[
                say("frame.interval", low=say.number(low), high=say.number(high))
                if pd.notna(low)
                else say("frame.none")
                for low, high in zip(ratings["incidents_low"], ratings["incidents_high"], strict=True)
            ],
            missing_word=ratings["missing"].map(lambda needs: needs_in_words(page, needs)),
            **counted,
        ),
        {
            "name": say("frame.community"),
            "level_word": say("attention.column_level"),
            "points": st.column_config.NumberColumn(say("attention.column_points")),
            **{name: say(f"attention.risk_{name}") for name in RISK_INPUTS},
            "incidents_interval": say("attention.column_incidents_interval"),
            "missing_word": say("attention.column_missing"),
        },
        file=file,
        height=None if len(ratings) < 8 else 280,
    )
    rules = page.query("risk_rules").to_dict("records")
    steps = [
        say("attention.risk_step", what=say(f"attention.risk_{rule['input']}"), **_whole(rule, "at_least", "points"))
        for rule in rules
    ]
    st.caption(say("attention.risk_note", steps=say("frame.semicolon").join(steps)))


def _level(page: Page, row: Any) -> str:
    return page.status_word("not_evaluable") if pd.isna(row["level"]) else f"{row['level']:.0f} {page.say.name(row)}"


def _why_overdue(page: Page, row: dict[Any, Any]) -> str:
    if row["status"] == "overdue":
        return page.say.word("overdue_reason", row["reason"])
    return f"{page.status_word(row['status'])} {page.say('frame.lacks', what=needs_in_words(page, row['reason']))}"


def _reasons_in_words(page: Page, text: str) -> str:
    """Reason codes of decisions by their words; what was recorded in words stays."""
    words = [page.say.word("decisions.reason", code) for code in text.split(";") if code in reasons()]
    return page.say.listing(words) if words else text


def _whole(row: dict[Any, Any], *columns: str) -> dict[Any, Any]:
    """Counts of a row, as they are written inside a sentence."""
    return {name: f"{row[name]:,.0f}" for name in columns or row if isinstance(row[name], int | float)}
