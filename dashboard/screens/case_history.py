"""What else is known of those in a case: their histories, the ledger entries of the record."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.screens.frame import Page


def show_history(page: Page, record_id: str) -> None:
    say = page.say
    st.subheader(say("case.history"), anchor=False)
    histories = {row["who"]: row for row in page.query("case_history", record=record_id).to_dict("records")}
    for who in ("member", "reviewer"):
        if who not in histories:
            st.markdown(say("case.no_reviewer"))
            continue
        history = histories[who]
        numbers = {
            column: say.number(history[column], 0)
            for column in (
                "records", "raised_records", "graded", "graded_best", "decided_genuine", "decided_not_genuine",
            )
        }  # fmt: skip
        st.markdown(
            say(
                f"case.history_{who}",
                **numbers,
                declared=say.number(history["declared_hours"]),
                verified=say.number(history["verified_hours"]),
                first=f"{history['first_at']:%Y-%m-%d}",
                last=f"{history['last_at']:%Y-%m-%d}",
            )
        )


def show_ledger(page: Page, record: pd.Series, record_id: str) -> None:
    say = page.say
    st.subheader(say("case.ledger"), anchor=False)
    entries = page.query("case_ledger", record=record_id)
    if entries.empty:
        page.empty("case.no_ledger", hours=say.number(record["declared_hours"]))
        return
    st.markdown(
        say("case.points_at_stake", points=say.number(record["points"]), hours=say.number(record["declared_hours"]))
    )
    column = st.column_config
    entries = entries.assign(kind=[say.word("ledger_kind", kind) for kind in entries["kind"]])
    page.table(
        entries,
        {
            "posted_at": column.DatetimeColumn(say("points.posted"), format="YYYY-MM-DD"),
            "kind": column.TextColumn(say("points.kind")),
            "points": column.NumberColumn(say("points.points"), format="%+.1f"),
            "hours": column.NumberColumn(say("points.hours"), format="%.2f"),
            "rule_id": column.TextColumn(say("points.rule")),
            "rule_version": column.TextColumn(say("points.rule_version")),
            "decision_id": column.TextColumn(say("points.decision")),
            "entry_id": column.TextColumn(say("points.entry")),
        },
        file=f"ledger_{record_id}",
    )
