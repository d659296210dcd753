"""Is the data in, and what must be mended? For the clerk; the committee sees what rests on it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import access, flow_charts
from dashboard.findings import missing_inputs
from dashboard.intake import Intake, may_send
from dashboard.screens.frame import Page, Screen
from dashboard.screens.parts import column_word, needs_in_words
from dashboard.screens.upload import counter, mend_button
from dashboard.wording import Wording
from warehouse.settings import Home, contracts

# A report quotes cells of files people sent: inside the page it may neither run anything nor ask another host.
QUIET = (
    "<meta http-equiv='Content-Security-Policy'"
    " content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)
USUAL_REASONS = 5


def render(page: Page) -> None:
    """The newest day in a sentence, the clerk's counter, then what to mend, batches, decisions, gaps, Data Docs."""
    if may_send(page.viewer):
        # Files come before there is anything to show of them.
        try:
            has_news = _news(page)
        except (access.NothingPublished, access.ReadFailed):
            counter(page)
            raise
        counter(page)
    else:
        has_news = _news(page)
    if has_news:
        _what_came(page)


def _news(page: Page) -> bool:
    """The newest day in a sentence; False where nothing has come for this viewer yet."""
    say = page.say
    day = page.query("data_day")
    if day.empty:
        own = may_send(page.viewer) and page.viewer.community_ids
        page.empty("data.empty_own" if own else "data.empty")
        return False
    newest = day.iloc[0]
    page.answer(
        "data.answer",
        day=_day(newest["received_on"], say),
        files=say.number(newest["files"], 0),
        rows=say.number(newest["rows_accepted"], 0),
        to_mend=say.number(page.query("data_to_mend")["rows"].iloc[0], 0),
    )
    if newest["refused"] or newest["held"]:
        st.warning(
            say("data.not_believed", refused=int(newest["refused"]), held=int(newest["held"])),
            icon=":material/block:",
        )
    return True


def _what_came(page: Page) -> None:
    say = page.say
    page.picture(
        say("data.picture"),
        flow_charts.deliveries(page.query("data_days"), landed=say("data.landed"), quarantined=say("data.quarantined")),
        key="deliveries",
    )
    _quarantine(page)
    _batches(page)
    _sources(page)
    _notices(page)
    _unevaluable(page)
    _data_docs(page, Home.at().data_docs)


def _day(day: pd.Timestamp, say: Wording) -> str:
    return (
        say("data.today")
        if day.date() == pd.Timestamp.now(Home.at().deployment().timezone).date()
        else f"{day:%Y-%m-%d}"
    )


def _quarantine(page: Page) -> None:
    say = page.say
    st.subheader(say("data.to_mend"), anchor=False)
    reasons = page.query("data_quarantine_reasons")
    if reasons.empty:
        st.success(say("data.nothing_to_mend"), icon=":material/check:")
        return
    counted = page.query("data_to_mend").iloc[0]
    st.caption(say("data.to_mend_counts", rows=say.number(counted["rows"], 0), places=say.number(counted["places"], 0)))
    _reasons(reasons, say)
    if not page.may_read("data_quarantine"):
        return
    rows = page.query("data_quarantine")
    columns = {
        "file_name": say("data.file"),
        "sheet": say("data.sheet"),
        "row_number": say("data.row"),
        "key": say("data.key"),
        "column_name": say("data.column"),
        "value": say("data.value"),
        "reason": say("data.reason"),
        "source": say("data.source"),
    }
    named = zip(rows["source"], rows["column_name"], strict=True)
    shown = rows.assign(
        source=_sources_in_words(rows["source"], say),
        column_name=[column_word(source, column, say) for source, column in named],
        reason=[say.told(row["reason_code"], row["reason_values"]) for row in rows.to_dict("records")],
    )
    shown = shown[list(columns)].rename(columns=columns)
    st.dataframe(shown.fillna(""), hide_index=True, width="stretch")
    mend_button(Intake(page.viewer, say.language, Home.at()), say)


def _reasons(reasons: pd.DataFrame, say: Wording) -> None:
    """The most usual reasons and what is left of the others, so that the lines add up to the sentence above them."""
    worst, others = reasons.head(USUAL_REASONS), reasons.iloc[USUAL_REASONS:]
    lines = [
        say(
            "data.reason_line",
            reason=say.told(row["reason_code"], row["reason_values"]),
            source=say.word("source", row["source"]),
            column=column_word(row["source"], row["column_name"], say) or say("frame.none"),
            rows=say.number(row["rows"], 0),
        )
        for row in worst.to_dict("records")
    ]
    if len(others):
        lines.append(say("data.other_reasons", kinds=len(others), rows=say.number(others["rows"].sum(), 0)))
    st.markdown("\n".join(lines))


def _batches(page: Page) -> None:
    say = page.say
    st.subheader(say("data.batches"), anchor=False)
    batches = page.query("data_batches")
    batches = batches.assign(
        status=[say.word("batch_status", status) for status in batches["status"]],
        source=_sources_in_words(batches["source"], say),
        reason=[say.told(row["reason_code"], row["reason_values"]) for row in batches.to_dict("records")],
    )
    column = st.column_config
    page.table(
        batches,
        {
            "received_at": column.DatetimeColumn(say("data.received"), format="YYYY-MM-DD HH:mm"),
            "file_name": column.TextColumn(say("data.file")),
            "sheet": column.TextColumn(say("data.sheet"), width="small"),
            "source": column.TextColumn(say("data.source")),
            "status": column.TextColumn(say("data.status"), width="small"),
            "rows_read": column.NumberColumn(say("data.read"), format="localized"),
            "rows_accepted": column.NumberColumn(say("data.accepted"), format="localized"),
            "rows_quarantined": column.NumberColumn(say("data.quarantined_rows"), format="localized"),
            "rows_repeated": column.NumberColumn(say("data.repeated"), format="localized"),
            "profile": column.TextColumn(say("data.profile")),
            "reason": column.TextColumn(say("data.why_refused"), width="large"),
        },
        file="batches",
    )


def _sources(page: Page) -> None:
    say = page.say
    st.subheader(say("data.freshness"), anchor=False)
    sources = page.query("data_sources")
    sources = sources.assign(source=_sources_in_words(sources["source"], say))
    column = st.column_config
    page.table(
        sources,
        {
            "source": column.TextColumn(say("data.source")),
            "received_at": column.DatetimeColumn(say("data.received"), format="YYYY-MM-DD HH:mm"),
            "files": column.NumberColumn(say("data.files"), format="localized"),
            "rows_accepted": column.NumberColumn(say("data.accepted"), format="localized"),
            "rows_quarantined": column.NumberColumn(say("data.quarantined_rows"), format="localized"),
        },
        file="sources",
    )


def _notices(page: Page) -> None:
    say = page.say
    st.subheader(say("data.notices"), anchor=False)
    notices = page.query("data_notices")
    if notices.empty:
        page.empty("data.no_notices")
        return
    column = st.column_config
    page.table(
        notices.assign(told=[say.told(row["code"], row["code_values"]) for row in notices.to_dict("records")]),
        {
            "told": column.TextColumn(say("data.decided"), width="large"),
            "cells": column.NumberColumn(say("data.cells"), format="localized"),
            "column_name": column.TextColumn(say("data.column")),
            "file_names": column.TextColumn(say("data.in_files")),
        },
        file="notices",
    )


def _unevaluable(page: Page) -> None:
    say = page.say
    st.subheader(say("data.unevaluable"), anchor=False)
    indicators = page.query("data_unevaluable")
    rules = page.query("data_unevaluable_flags")
    if indicators.empty and rules.empty:
        st.success(say("data.all_evaluable"), icon=":material/check:")
        return
    column = st.column_config
    if not indicators.empty:
        page.table(
            indicators.assign(
                name=[say.name(row) for row in indicators.to_dict("records")],
                needs=[needs_in_words(page, needs) for needs in indicators["needs"]],
            ),
            {
                "name": column.TextColumn(say("data.indicator"), width="large"),
                "needs": column.TextColumn(say("data.needs")),
            },
            file="indicators_not_evaluable",
        )
    if not rules.empty:
        page.table(
            rules.assign(
                name=[say.name(row) for row in rules.to_dict("records")],
                missing_input=[
                    missing_inputs(row["missing_input"], row["missing_code"], say) for row in rules.to_dict("records")
                ],
            ),
            {
                "name": column.TextColumn(say("data.rule")),
                "records": column.NumberColumn(say("data.records"), format="localized"),
                "missing_input": column.TextColumn(say("data.missing"), width="large"),
            },
            file="rules_not_evaluable",
        )


def _sources_in_words(sources: pd.Series, say: Wording) -> list[str]:
    return [say.word("source", source or None) for source in sources]


def _data_docs(page: Page, folder: Path) -> None:
    """What the checks found, as Great Expectations wrote it, drawn inside the page."""
    say = page.say
    st.subheader(say("data.docs"), anchor=False)
    reports = {path.stem: path for path in sorted(folder.glob("*.html")) if path.stem in contracts()}
    if not reports:
        page.empty("data.no_docs")
        return
    chosen = st.selectbox(
        say("data.docs_choose"),
        list(reports),
        format_func=lambda source: say.word("source", source),
        index=None,
        placeholder=say("data.docs_none"),
    )
    if chosen is not None:
        st.iframe(QUIET + reports[chosen].read_text(encoding="utf-8"), height=700)


SCREEN = Screen("data", ":material/upload_file:", ("clerk", "committee"), render)
