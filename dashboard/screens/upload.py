"""The clerk's counter on the Data page: hand files in, read what became of them, fetch templates and rows to mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import access
from dashboard.intake import MEGABYTES_PER_FILE, CommandFailed, Intake, Task, community_of, discard, receive
from dashboard.screens import profile_wizard
from dashboard.screens.frame import Page
from dashboard.screens.parts import column_word, community_choice, plain, uploader_words
from dashboard.wording import Wording
from warehouse.settings import Home, contracts

SECONDS_BETWEEN_LOOKS = 0.7
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What lives in the session: the command under way, the report of the last one, refused files, what is being done and by whom.
TASK, REPORT, KEPT, DOING = "intake_task", "intake_report", "intake_kept", "intake_doing"
COUNTER, OWNER = "intake_counter", "intake_owner"
ACTIVITIES = ("send", "describe", "templates")
# Refusals that end once somebody has said what the file's columns mean.
DESCRIBABLE = {"ingestion.unrecognised", "ingestion.missing_column"}
SIGNS = {"landed": "✓", "partly": "◐", "repeated": "↺", "held": "⏸", "nothing": "✕", "refused": "✕", "not_taken": "–"}


def counter(page: Page) -> None:
    """Where a clerk works: sending files in, describing a new kind of file, templates."""
    say = page.say
    intake = Intake(page.viewer, say.language, Home.at())
    _only_of(page.viewer.user_id)
    _finish()
    st.session_state.setdefault(DOING, ACTIVITIES[0])
    doing = st.segmented_control(
        say("upload.doing"),
        ACTIVITIES,
        required=True,
        format_func=lambda code: say(f"upload.{code}"),
        key=DOING,
        label_visibility="collapsed",
    )
    if doing == "describe":
        profile_wizard.draw(page, intake, begin)
    elif doing == "templates":
        _templates(intake, say)
    else:
        _send(page, intake)
    if (task := st.session_state.get(TASK)) is not None:
        _watch(task, say)
    elif (report := st.session_state.get(REPORT)) is not None and doing == "send":
        _report(page, intake, report)


def begin(task: Task) -> None:
    """Makes `task` the one whose progress and report the page shows; call before the page is drawn."""
    st.session_state[TASK] = task
    st.session_state[DOING] = ACTIVITIES[0]
    st.session_state.pop(REPORT, None)


def _only_of(user_id: str) -> None:
    """Puts away what another person has left in this browser."""
    if st.session_state.get(OWNER) != user_id:
        for name in (TASK, REPORT, KEPT, DOING, profile_wizard.DESK):
            st.session_state.pop(name, None)
    st.session_state[OWNER] = user_id


# ---- sending -----------------------------------------------------------------------------------------------------


def _send(page: Page, intake: Intake) -> None:
    say = page.say
    uploader_words(say, MEGABYTES_PER_FILE)
    st.caption(say("upload.for_own" if page.viewer.community_ids else "upload.for_all"))
    number = st.session_state.setdefault(COUNTER, 0)
    busy = TASK in st.session_state
    files = st.file_uploader(
        say("upload.drop"),
        accept_multiple_files=True,
        max_upload_size=MEGABYTES_PER_FILE,
        key=f"upload_{number}",
        disabled=busy,
    )
    community = community_choice(page, "upload_community") if len(page.viewer.community_ids) > 1 else None
    st.button(
        say("upload.take_in", files=len(files)),
        type="primary",
        disabled=busy or not files,
        icon=":material/upload:",
        on_click=_take_in,
        args=(intake, files, community),
    )


def _take_in(intake: Intake, files: list[Any], community: str | None) -> None:
    community_of(intake.viewer, community)
    discard(st.session_state.pop(KEPT, ()))
    begin(intake.take_in(receive(intake.viewer, files), community))
    # A new uploader lets go of the bytes the old one held in memory.
    st.session_state[COUNTER] += 1


def _watch(task: Task, say: Wording) -> None:
    """Says what the command is doing, line by line; the page around it stays usable."""

    @st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
    def look() -> None:
        if task.done.is_set():
            st.rerun()
        st.status(say("upload.running", doing=task.line or say("upload.starting")), type="compact")

    look()


def _finish() -> None:
    """Turns a command that has ended into its report."""
    task: Task | None = st.session_state.get(TASK)
    if task is None or not task.done.is_set():
        return
    del st.session_state[TASK]
    try:
        st.session_state[REPORT] = task.answer()
    except CommandFailed as fault:
        st.session_state[REPORT] = {"fault": str(fault)}
    st.session_state[KEPT] = task.unread()


# ---- the report --------------------------------------------------------------------------------------------------


def _report(page: Page, intake: Intake, report: dict[str, Any]) -> None:
    say = page.say
    st.subheader(say("upload.report"), anchor=False)
    if "fault" in report or "files" not in report:
        st.error(say("upload.fault"), icon=":material/error:")
        st.code(report.get("fault") or report.get("error", ""), language=None)
        return
    lines = [line for file in report["files"] for line in _lines(file, say)]
    landed, bad = (sum(line[name] or 0 for line in lines if not line["old"]) for name in ("landed", "quarantined"))
    page.answer("upload.result", files=len(report["files"]), rows=say.number(landed, 0), bad=say.number(bad, 0))
    column = st.column_config
    st.dataframe(
        pd.DataFrame(lines).drop(columns="old"),
        hide_index=True,
        width="stretch",
        placeholder=say("frame.none"),
        column_config={
            "state": column.TextColumn(say("data.status"), width="small"),
            "file": column.TextColumn(say("data.file")),
            "source": column.TextColumn(say("data.source"), width="small"),
            "read": column.NumberColumn(say("data.read"), format="localized", width="small"),
            "landed": column.NumberColumn(say("data.accepted"), format="localized", width="small"),
            "quarantined": column.NumberColumn(say("data.quarantined_rows"), format="localized", width="small"),
            "repeated": column.NumberColumn(say("data.repeated"), format="localized", width="small"),
            "next": column.TextColumn(say("upload.next"), width="large"),
        },
    )
    for number, file in enumerate(report["files"]):
        _details(page, intake, file, number)
    if landed:
        st.info(_counted(page), icon=":material/schedule:")


def _lines(file: dict[str, Any], say: Wording) -> list[dict[str, Any]]:
    """One line per source a file fed, or one that says why it fed none."""
    whole = {"file": file["file_name"], "source": say("frame.none"), "old": file["status"] == "repeated"}
    nothing = {"read": None, "landed": None, "quarantined": None, "repeated": None}
    if file["status"] in ("refused", "not_taken") or not file["batches"]:
        return [
            {"state": _state(file["status"], say), **whole, **nothing, "next": say(f"upload.next_{file['status']}")}
        ]
    lines = []
    for batch in file["batches"]:
        state = _batch_state(file, batch)
        counts = {
            "read": batch["rows_read"],
            "landed": batch["rows_accepted"],
            "quarantined": batch["rows_quarantined"],
            "repeated": batch["rows_repeated"],
        }
        source = say.word("source", batch["source"])
        lines.append(
            {"state": _state(state, say), **whole, "source": source, **counts, "next": say(f"upload.next_{state}")}
        )
    return lines


def _batch_state(file: dict[str, Any], batch: dict[str, Any]) -> str:
    if batch["status"] == "held":
        return "held"
    if file["status"] == "repeated":
        return "repeated"
    if batch["rows_quarantined"]:
        return "partly" if batch["rows_accepted"] else "nothing"
    return "landed"


def _state(state: str, say: Wording) -> str:
    return f"{SIGNS[state]} {say(f'upload.state_{state}')}"


def _details(page: Page, intake: Intake, file: dict[str, Any], number: int) -> None:
    """What was decided about one file and why, the first rows to mend, and the button that mends them."""
    say = page.say
    told = [file["reason"]] if file["status"] in ("refused", "not_taken") else []
    for batch in file["batches"]:
        told += [batch["reason"], *batch["notices"]]
    said = [say.message(each) for each in told if each]
    refusals = {each["code"] for each in told if each}
    if "ingestion.unrecognised" in refusals:
        # The report names a command; here a button does it.
        said = [say("upload.unrecognised")]
    bad = [batch for batch in file["batches"] if batch["rows_quarantined"]]
    said = [text for text in dict.fromkeys(said) if text]
    if not said and not bad:
        return
    with st.expander(
        file["file_name"], expanded=file["status"] == "refused" or bool(bad), icon=":material/description:"
    ):
        if said:
            st.markdown("\n".join(f"- {plain(text)}" for text in said))
        for batch in bad:
            # The same content sent twice is one batch of two files.
            _rows_to_mend(intake, batch, say, key=f"mend_{number}_{batch['batch_id']}")
        if refusals & DESCRIBABLE and _kept(file["file_name"]) is not None:
            st.button(
                say("upload.describe_it"),
                key=f"describe_{number}",
                icon=":material/table_edit:",
                on_click=_describe_kept,
                args=(file["file_name"],),
            )


def _rows_to_mend(intake: Intake, batch: dict[str, Any], say: Wording, key: str) -> None:
    rows = pd.DataFrame(batch.get("refused_rows", ()))
    if not rows.empty:
        shown = ["row_number", "key", "column_name", "value", "reason"]
        names = ("data.row", "data.key", "data.column", "data.value", "data.reason")
        words = {name: column_word(batch["source"], name, say) for name in rows["column_name"].dropna().unique()}
        reasons = [say.message(reason) for reason in rows["reason"]]
        rows = rows.assign(column_name=rows["column_name"].map(words), reason=reasons)
        st.dataframe(
            rows[shown].fillna(""),
            hide_index=True,
            width="stretch",
            column_config=dict(zip(shown, map(say, names), strict=True)),
        )
        st.caption(say("upload.first_rows", shown=rows["row_number"].nunique(), rows=batch["rows_quarantined"]))
    mend_button(intake, say, batch["batch_id"], key=key)


def mend_button(intake: Intake, say: Wording, batch: str | None = None, key: str = "mend") -> None:
    """Offers the open rows as a workbook, made when it is asked for."""
    st.download_button(
        say("upload.mend"),
        data=lambda: intake.rows_to_mend(batch),
        file_name=f"{say('data.to_mend')}.xlsx",
        mime=XLSX,
        icon=":material/undo:",
        key=key,
        on_click="ignore",
    )


def _counted(page: Page) -> str:
    """When what has just landed enters the numbers."""
    try:
        build = page.query("build")
    except access.NothingPublished:
        return page.say("upload.counted_first")
    return page.say("upload.counted", finished=page.say.moment(build.iloc[0]["finished_at"]))


# ---- files nothing recognised ------------------------------------------------------------------------------------


def _kept(file_name: str) -> Path | None:
    return next((path for path in st.session_state.get(KEPT, ()) if path.name == file_name and path.exists()), None)


def _describe_kept(file_name: str) -> None:
    file = _kept(file_name)
    if file is not None:
        st.session_state[DOING] = "describe"
        profile_wizard.open_file(file)


# ---- templates ---------------------------------------------------------------------------------------------------


@st.cache_data(show_spinner=False)
def _workbooks(_intake: Intake, language: str) -> dict[str, bytes]:
    """The templates, made once while the dashboard runs; `language` tells the kept ones apart."""
    return _intake.templates()


def _templates(intake: Intake, say: Wording) -> None:
    st.caption(say("upload.templates_note"))
    with st.spinner(say("upload.templates_making")):
        try:
            books = _workbooks(intake, say.language)
        except CommandFailed:
            st.error(say("upload.templates_failed"), icon=":material/error:")
            return
    of_source = {source: f"{contract.name_zh}.xlsx" for source, contract in contracts().items()}
    offered = [source for source in of_source if of_source[source] in books]
    source = st.selectbox(
        say("upload.template_of"), offered, format_func=lambda code: say.word("source", code), key="template_source"
    )
    if source is not None:
        st.download_button(
            say("upload.template_download", source=say.word("source", source)),
            data=books[of_source[source]],
            file_name=of_source[source],
            mime=XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
