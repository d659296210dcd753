"""Parts of a page that several screens draw the same way."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import access, charts
from dashboard.screens.frame import Page, community_names
from dashboard.wording import Wording
from warehouse.settings import contracts

# Statuses whose value exists; the other three states carry a reason instead of a number.
VALUED = ("ok", "insufficient")
# How much a person may write to say why.
LONGEST_TEXT = 2000
# How much a person may write beside a record.
LONGEST_NOTE = 1000


def grade_bands(page: Page) -> list[tuple[float, str]]:
    """The lower bounds of the grade bands with their words."""
    bands = page.query("grade_bands")
    return [(float(row["at_least"]), page.say.word("grade", row["grade"])) for row in bands.to_dict("records")]


def grade_in_words(say: Wording, grade: object, borderline_grade: object) -> str:
    """A grade, or the two a community lies between."""
    worded = say.word("grade", grade)
    if not isinstance(borderline_grade, str):
        return worded
    return say("frame.borderline", grades=f"{worded}/{say.word('grade', borderline_grade)}")


def reason_in_words(page: Page, reason: object) -> str:
    """Why a value is missing or weak: a worded reason, or the source or column that is missing."""
    if not isinstance(reason, str):
        return ""
    worded = page.say.word("missing", reason)
    return page.say("frame.lacks", what=needs_in_words(page, reason)) if worded == reason else worded


def indicator_column(page: Page, frame: pd.DataFrame) -> list[str]:
    """The indicators' names in the viewer's language, row by row."""
    return [page.say.name(row) for row in frame.to_dict("records")]


def definition(page: Page, indicator: str) -> pd.Series | None:
    """The catalogue row of an indicator, or None where the catalogue has none."""
    catalogue = page.query("indicator_catalogue")
    rows = catalogue[catalogue["indicator_id"] == indicator]
    return None if rows.empty else rows.iloc[0]


def plain(text: str) -> str:
    """Text of files people sent, shown as it is: nothing in it is markup."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()#+-.!|~<>$:&" else sign for sign in text)


def one_line(value: object) -> str:
    """Text safe inside markdown, on one line: what members typed must not become markup."""
    text = str(value)
    for mark in "\\`*_[]<>|$#":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def column_word(source: str, name: str, say: Wording) -> str:
    """A column of a source as the templates call it."""
    known = {column.name: column.zh for column in contracts()[source].columns}
    return known.get(name, name) if say.language == "zh" else name


def own_communities(page: Page) -> dict[str, str]:
    """Names by id of the communities the viewer may send files in for; before the first build only their own ids."""
    own = page.viewer.community_ids
    try:
        known = page.query("communities")
    except access.NothingPublished:
        return {community: community for community in own}
    names = community_names(known)
    return {community: names.get(community, community) for community in own} if own else names


def community_choice(page: Page, key: str) -> str | None:
    """Asks for one of the communities the viewer may send files in for; None where none is chosen."""
    names = own_communities(page)
    chosen: str | None = st.selectbox(
        page.say("upload.community"),
        list(names),
        index=None,
        format_func=lambda code: f"{names[code]} {code}",
        placeholder=page.say("upload.community_none"),
        key=key,
    )
    return chosen


def uploader_words(say: Wording, megabytes: int) -> None:
    """Puts the page's language on the file uploader's own words, which it has in English only."""
    words = {
        "button[kind=secondary] p": say("upload.choose"),
        "[data-testid=stFileUploaderDropzoneInstructions] span": say("upload.limit", gigabytes=megabytes // 1000),
    }
    rules = [
        f"{where} {{ font-size: 0; }} {where}::after {{ content: '{text}'; font-size: .875rem; }}"
        for where, text in ((f"[data-testid=stFileUploaderDropzone] {part}", text) for part, text in words.items())
    ]
    st.html(f"<style>{' '.join(rules)}</style>")


def needs_in_words(page: Page, needs: object) -> str:
    """`communities.grids;drills` as the names of sources and columns a clerk knows from the templates."""
    if not isinstance(needs, str):
        return page.say("frame.none")
    return page.say.listing([_need(page, need) for need in needs.split(";")])


def _need(page: Page, need: str) -> str:
    source, _, column = need.strip().partition(".")
    contract = contracts().get(source)
    if page.say.language != "zh" or contract is None:
        return need
    named = {known.name: known.zh for known in contract.columns}
    return f"{contract.name_zh}·{named.get(column, column)}" if column else contract.name_zh


def value_forest(page: Page, indicator: str, standings: pd.DataFrame, highlight: str | None = None) -> None:
    """All communities' values of one indicator with intervals, and the table behind them."""
    say = page.say
    meaning = definition(page, indicator)
    unit = None if meaning is None else meaning["unit"]
    name = indicator if meaning is None else say.name(meaning)
    drawn = standings[standings["status"].isin(VALUED)]
    if drawn.empty:
        page.empty("frame.no_values", indicator=name, period=page.period)
    else:
        chart = pd.DataFrame(
            {
                "unit": drawn["community_id"],
                "label": drawn["name"],
                **{name: drawn[name] for name in ("value", "low", "high")},
                "faint": drawn["status"] != "ok",
            }
        )
        page.picture(
            say("frame.values_of", indicator=name, period=page.period),
            charts.forest(
                chart,
                axis=f"{name} ({'%' if unit == 'share' else say.word('unit', unit)})",
                highlight=highlight,
                digits=1 if unit == "share" else 2,
                shares=unit == "share",
            ),
            key="values",
            note=say("frame.values_note"),
        )
    number = st.column_config.NumberColumn
    value_format = "percent" if unit == "share" else "%.2f"
    page.table(
        standings.assign(
            status_word=standings["status"].map(page.status_word),
            reason_word=standings["reason"].map(lambda reason: reason_in_words(page, reason)),
        ),
        {
            "name": say("frame.community"),
            "district": say("frame.district"),
            "value": number(say("frame.value"), format=value_format),
            "low": number(say("frame.low"), format=value_format),
            "high": number(say("frame.high"), format=value_format),
            "numerator": number(say("frame.numerator"), format="localized"),
            "denominator": number(say("frame.denominator"), format="localized"),
            "score": number(say("frame.score"), format="%.1f"),
            "status_word": say("frame.status"),
            "reason_word": say("frame.reason"),
        },
        file=f"{indicator}_{page.period}",
        height=420,
    )
