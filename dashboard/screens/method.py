"""How a record becomes a rank: one community's published numbers worked through step by step, and the method book."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.screens.frame import Page, Screen
from dashboard.screens.parts import VALUED, grade_in_words, indicator_column, reason_in_words
from dashboard.viewer import ROLES
from warehouse.settings import DOCS_DIR

BOOK = DOCS_DIR / "method.md"
# Links to files of the checkout lead nowhere from a page.
LOCAL_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]+\)")


def render(page: Page) -> None:
    """Draws the worked example for those who may see a community's values, and the book for everybody."""
    scope = {"period": page.period, "community": page.community}
    if not page.may_read("method_value"):
        _in_general(page)
        role = page.say.word("role", page.viewer.role)
        st.info(page.say("method.example_not_allowed", role=role), icon=":material/block:")
    elif (found := page.query("method_value", **scope, indicator=page.indicator)).empty:
        _in_general(page)
        page.empty("method.no_example" if page.community else "method.no_community", period=page.period)
    else:
        value = found.iloc[0]
        standing = page.query("community_standing", **scope, lens=page.lens, previous_period=page.previous_period)
        _answer(page, value, standing)
        _picture(page, value)
        _steps_to_a_score(page, value)
        _steps_to_a_total(page, standing)
    _book(page)


def _in_general(page: Page) -> None:
    catalogue = page.query("indicator_catalogue")
    built = catalogue[catalogue["built"]]
    page.answer("method.answer_in_general", indicators=len(built), dimensions=len(set(built["dimension"])))


def _answer(page: Page, value: pd.Series, standing: pd.DataFrame) -> None:
    say = page.say
    told = {"community": value["community"], "period": page.period, "indicator": say.name(value)}
    if value["status"] not in VALUED:
        page.answer(
            "method.answer_no_value",
            **told,
            status=page.status_word(value["status"]),
            reason=reason_in_words(page, value["reason"]),
        )
        return
    ranked = not standing.empty and pd.notna(standing.iloc[0]["rank"])
    page.answer(
        "method.answer" if ranked else "method.answer_unranked",
        **told,
        raw=_quantity(page, value, "raw_value"),
        value=_quantity(page, value, "value"),
        low=_quantity(page, value, "low"),
        high=_quantity(page, value, "high"),
        score=say.number(value["score"]),
        rank=_whole(page, standing, "rank"),
        rank_low=_whole(page, standing, "rank_low"),
        rank_high=_whole(page, standing, "rank_high"),
    )


def _quantity(page: Page, value: pd.Series, column: str) -> str:
    return page.say.quantity(value[column], value["unit"])


def _whole(page: Page, standing: pd.DataFrame, column: str) -> str:
    return page.say.number(None if standing.empty else standing.iloc[0][column], 0)


def _picture(page: Page, value: pd.Series) -> None:
    """The own value, everybody's and what came of both, between the goalposts."""
    say = page.say
    if value["status"] not in VALUED or pd.isna(value["goalpost_low"]):
        return
    marks = {
        "raw_value": ("raw_value", "raw_low", "raw_high"),
        "mean": ("mean",) * 3,
        "value": ("value", "low", "high"),
    }
    drawn = pd.DataFrame(
        [
            {"unit": mark, "label": say(f"method.mark_{mark}")}
            | {name: value[column] for name, column in zip(("value", "low", "high"), columns, strict=True)}
            for mark, columns in marks.items()
        ]
    ).dropna(subset=["value"])
    page.picture(
        say("method.picture", indicator=say.name(value)),
        charts.forest(
            drawn,
            axis=f"{say.name(value)} ({'%' if value['unit'] == 'share' else say.word('unit', value['unit'])})",
            bands=[
                (float(value["goalpost_low"]), say("method.score_0")),
                (float(value["goalpost_high"]), say("method.score_100")),
            ],
            highlight="value",
            digits=1 if value["unit"] == "share" else 2,
            shares=value["unit"] == "share",
        ),
        key="worked",
        note=say("method.picture_note"),
    )


def _steps_to_a_score(page: Page, value: pd.Series) -> None:
    """Steps 1 to 4: from numerator and denominator to a score, in the words of the indicator's kind."""
    say = page.say
    st.subheader(say("method.steps"), anchor=False)
    numbers = {
        name: say.number(value[name], digits)
        for name, digits in (
            ("n", 0), ("numerator", 2), ("denominator", 2), ("raw_value", 4), ("raw_se", 4), ("units", 0), ("mean", 4),
            ("tau2", 5), ("s2", 5), ("mean_n", 2), ("shrinkage", 4), ("value", 4), ("se", 4), ("reliability", 2),
            ("goalpost_low", 2), ("goalpost_high", 2), ("score", 2),
        )
    }  # fmt: skip
    steps = [_counted(value), _leaned_on(value), _judged(value), _scored(value)]
    for place, step in enumerate(steps, start=1):
        status, reason = page.status_word(value["status"]), reason_in_words(page, value["reason"])
        _step(page, place, f"method.{step}", **numbers, status=status, reason=reason)


def _counted(value: pd.Series) -> str:
    if pd.isna(value["raw_value"]):
        return "counted_nothing"
    return {"t": "counted_time", "m": "counted_mean"}.get(value["kind"], "counted_rate")


def _leaned_on(value: pd.Series) -> str:
    if value["status"] not in VALUED:
        return "leaned_without_value"
    if pd.isna(value["raw_value"]):
        return "leaned_alone"
    if value["basis"] == "census":
        return "leaned_on_nothing"
    return "leaned_rate" if value["kind"] == "r" else "leaned_mean"


def _judged(value: pd.Series) -> str:
    return "judged" if value["status"] in VALUED else "judged_without_value"


def _scored(value: pd.Series) -> str:
    if pd.isna(value["score"]):
        return "scored_nothing"
    return "scored" if value["status"] in VALUED else "scored_zero"


def _step(page: Page, place: int, code: str, **values: object) -> None:
    st.markdown(page.say("method.step", place=place, told=page.say(code, **values)))


def _steps_to_a_total(page: Page, standing: pd.DataFrame) -> None:
    """Steps 5 to 7: from the score to the dimension, the total and the rank."""
    say = page.say
    scored = page.query("dimension_scores", period=page.period, lens=page.lens, communities=[page.community])
    _weigh(page, scored)
    total = None if standing.empty else standing.iloc[0]
    if total is None or pd.isna(total["total"]):
        coverage = say.percent(None if total is None else total["coverage"])
        _step(page, 6, "community.withheld", period=page.period, coverage=coverage)
        return
    _add_up(page, scored, total)
    _step(
        page,
        7,
        "method.ranked",
        rank=say.number(total["rank"], 0),
        ranked=say.number(total["ranked"], 0),
        low=say.number(total["rank_low"], 0),
        high=say.number(total["rank_high"], 0),
        grade=grade_in_words(say, total["grade"], total["borderline_grade"]),
        probability=say.percent(total["grade_probability"]),
    )


def _weigh(page: Page, scored: pd.DataFrame) -> None:
    """Step 5: the indicator among those of its dimension."""
    say, number = page.say, st.column_config.NumberColumn
    named = {"period": page.period, "lens": page.lens, "community": page.community, "indicator": page.indicator}
    together = page.query("method_dimension", **named)
    if together.empty:
        _step(page, 5, "method.weighed_nothing")
        return
    own = together[together["indicator_id"] == page.indicator].iloc[0]
    dimension = scored[scored["dimension"] == own["dimension"]].iloc[0]
    _step(
        page,
        5,
        "method.weighed",
        dimension=say.name(dimension),
        within=say.percent(own["within"], 2),
        points=say.number(own["points"], 2),
        dimension_score=say.number(dimension["score"], 2),
        indicators=len(together),
    )
    page.table(
        together.assign(name=indicator_column(page, together), status_word=together["status"].map(page.status_word)),
        {
            "name": say("frame.indicator"),
            "score": number(say("frame.score"), format="%.2f"),
            "within": number(say("method.column_within"), format="percent"),
            "points": number(say("method.column_points"), format="%.2f"),
            "status_word": say("frame.status"),
        },
        file=f"method_{own['dimension']}_{page.community}_{page.period}",
    )


def _add_up(page: Page, scored: pd.DataFrame, total: pd.Series) -> None:
    """Step 6: the dimensions together."""
    say, number = page.say, st.column_config.NumberColumn
    _step(
        page,
        6,
        "method.totalled" if scored["points"].notna().any() else "method.totalled_geometric",
        score=say.number(total["score"], 2),
        adjustment=say.change(total["adjustment"], 2),
        total=say.number(total["total"], 2),
        low=say.number(total["total_low"]),
        high=say.number(total["total_high"]),
        coverage=say.percent(total["coverage"]),
    )
    page.table(
        scored.assign(name=[say.name(row) for row in scored.to_dict("records")]),
        {
            "name": say("frame.dimension"),
            "score": number(say("frame.score"), format="%.2f"),
            "low": number(say("frame.low"), format="%.1f"),
            "high": number(say("frame.high"), format="%.1f"),
            "weight": number(say("method.column_weight"), format="percent"),
            "points": number(say("method.column_points"), format="%.2f"),
            "coverage": number(say("overview.column_coverage"), format="percent"),
        },
        file=f"method_total_{page.community}_{page.period}",
    )


def _book(page: Page) -> None:
    """The method book, chapter by chapter."""
    st.subheader(page.say("method.book"), anchor=False)
    if not BOOK.exists():
        page.empty("method.no_book")
        return
    opening, *chapters = LOCAL_LINK.sub(r"`\1`", BOOK.read_text(encoding="utf-8")).split("\n## ")
    st.caption(opening.partition("\n")[2])
    for chapter in chapters:
        title, _, text = chapter.partition("\n")
        with st.expander(title):
            st.markdown(text)


SCREEN = Screen(
    key="method",
    icon=":material/menu_book:",
    roles=ROLES,
    render=render,
    filters=("period", "community", "indicator"),
)
