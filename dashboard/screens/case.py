"""Is this record what it says? Everything known of it at once, and the decision. For the auditor; the committee reads."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import access, case_charts, cases
from dashboard.audit_package import PackageSubject, audit_package
from dashboard.decisions.store import DecisionStore
from dashboard.screens import frame
from dashboard.screens.case_decision import decide, show_effects, show_message
from dashboard.screens.case_evidence import show_facts, show_photos, show_places, traces
from dashboard.screens.case_flags import sentence, show_flags
from dashboard.screens.case_history import show_history, show_ledger
from dashboard.screens.frame import Page, Screen

# What a sentence looks at in photo matches.
MATCHED = ["photo_id", "same_member", "other_is_earlier", "other_started_at"]


def render(page: Page) -> None:
    """The sentence, the traces and places, the photos, the rules, the histories, the ledger, the decision."""
    store = DecisionStore.of()
    queue = cases.to_do(cases.open_queue(page.viewer, store))
    record_id, following = _chosen(page, queue)
    if record_id is None:
        page.empty("case.empty")
        return
    found = page.query("case", record=record_id)
    if found.empty:
        raise frame.Unseen("record", record_id, access.why_unseen("record", record_id, page.viewer))
    record = found.iloc[0]
    file = store.file(record_id)
    _log_opening(page, store, record_id)
    show_message()
    flags = page.query("case_flags", record=record_id)
    # Whose photo a match is shows people: for auditors alone.
    may_see = page.may_read("case_photo_matches")
    matches = page.query("case_photo_matches", record=record_id) if may_see else pd.DataFrame(columns=MATCHED)
    page.answer("case.answer", text=sentence(flags, matches, page.say))
    known, timed = st.columns([5, 6], gap="large")
    with known:
        show_facts(page, record, file)
    with timed:
        page.picture(page.say("case.timeline"), case_charts.timeline(traces(record, page.say)), key="timeline")
    show_photos(page, record, matches)
    where, who = st.columns([5, 6], gap="large")
    with where:
        show_places(page, record, record_id)
    with who:
        show_history(page, record_id)
        show_ledger(page, record, record_id)
    show_flags(page, flags, record)
    show_effects(page, record_id)
    _package(page, store, record_id)
    decide(page, store, file, following)


def _chosen(page: Page, queue: pd.DataFrame) -> tuple[str | None, str | None]:
    """The record in the URL, else the first of the queue, and the one that follows it; buttons and keys walk the queue."""
    waiting = [str(record) for record in queue["record_id"]]
    named = st.query_params.get("record")
    options = waiting if named is None or named in waiting else [named, *waiting]
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    record_id = frame.choose(bar, "record", page.say("case.record"), options, width=260)
    place = options.index(record_id) if record_id in options else -1
    before = options[place - 1] if place > 0 else None
    following = options[place + 1] if 0 <= place < len(options) - 1 else None
    for key, neighbour, icon in (("k", before, "skip_previous"), ("j", following, "skip_next")):
        bar.button(
            page.say("case.before" if key == "k" else "case.next"),
            key=f"walk_{key}",
            icon=f":material/{icon}:",
            shortcut=key,
            disabled=neighbour is None,
            on_click=frame.keep,
            args=("record", neighbour),
        )
    if record_id in waiting:
        bar.caption(page.say("case.position", place=waiting.index(record_id) + 1, waiting=len(waiting)))
    return record_id, following


def _log_opening(page: Page, store: DecisionStore, record_id: str) -> None:
    """Opening a case reads about a person, so it leaves an entry: once a session, not at every redraw."""
    opened: set[str] = st.session_state.setdefault("opened_cases", set())
    if record_id not in opened:
        store.log_access(page.viewer.user_id, page.viewer.role, "case", record_id)
        opened.add(record_id)


def _package(page: Page, store: DecisionStore, record_id: str) -> None:
    st.download_button(
        page.say("case.package"),
        # Made only when asked for: it reads every photo.
        data=lambda: audit_package(PackageSubject(record_id), page.viewer, store, page.say),
        file_name=f"{PackageSubject(record_id).name}.zip",
        mime="application/zip",
        icon=":material/folder_zip:",
        help=page.say("case.package_note"),
        on_click="ignore",
        key=f"package_{record_id}",
    )


SCREEN = Screen("case", ":material/frame_inspect:", ("auditor", "committee"), render)
