"""Is this record what it says? Everything known of it at once, and the decision. For the auditor; the committee reads."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import access, case_charts, cases
from dashboard.audit_package import PackageSubject, audit_package
from dashboard.decisions.case_files import CaseFile
from dashboard.decisions.rules import SANCTION, VERDICTS, Case, DecisionRefused, check_auditor
from dashboard.decisions.store import DecidedMeanwhile, DecisionStore
from dashboard.findings import missing_inputs, observed, threshold
from dashboard.photos import photo_bytes
from dashboard.screens import frame, rulings
from dashboard.screens.frame import Page, Screen
from dashboard.screens.photo_wall import photo_wall
from dashboard.screens.rulings import Said
from dashboard.wording import Wording

# The traces a service leaves, in the order it should leave them.
STEPS = (
    "claimed_at", "code_scanned_at", "first_photo_at", "checkout_at", "submitted_at", "reviewed_at",
)  # fmt: skip
SENTENCE_REASONS = 2
PHOTO_PX = 420


def render(page: Page) -> None:
    """The sentence, the traces and places, the photos, the rules, the histories, the ledger, the decision."""
    store = DecisionStore.of()
    queue = cases.to_do(cases.open_queue(page.viewer, store))
    record_id, following = _chosen(page, queue)
    found = page.query("case", record=record_id) if record_id else pd.DataFrame()
    if record_id is None or found.empty:
        if record_id is not None:
            raise frame.Unseen("record", record_id, access.why_unseen("record", record_id, page.viewer))
        page.empty("case.empty")
        return
    record = found.iloc[0]
    file = store.file(record_id)
    _log_opening(page, store, record_id)
    _message()
    flags = page.query("case_flags", record=record_id)
    matches = page.query("case_photo_matches", record=record_id)
    page.answer("case.answer", text=_sentence(flags, matches, page.say))
    facts, traces = st.columns([5, 6], gap="large")
    with facts:
        _facts(page, record, file)
    with traces:
        page.picture(page.say("case.timeline"), case_charts.timeline(_steps(record, page.say)), key="timeline")
    _photos(page, record, matches)
    where, who = st.columns([5, 6], gap="large")
    with where:
        _places(page, record, record_id)
    with who:
        _history(page, record_id)
        _ledger(page, record, record_id)
    _flags(page, flags, record)
    _effects(page, record_id)
    _package(page, store, record_id)
    _decision(page, store, file, following)


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


def _sentence(flags: pd.DataFrame, matches: pd.DataFrame, say: Wording) -> str:
    raised = flags[flags["status"] == "raised"]
    parts = [_reason(flag, matches, say) for _, flag in raised.head(SENTENCE_REASONS).iterrows()]
    more = len(raised) - len(parts)
    if more > 0:
        parts.append(say("case.more_raised", count=more))
    if not parts:
        parts.append(say("case.none_raised"))
    counts = flags["status"].value_counts()
    parts.append(say("case.the_rest", unknown=counts.get("not_evaluable", 0), clear=counts.get("clear", 0)))
    return say("frame.semicolon").join(parts)


def _reason(flag: pd.Series, matches: pd.DataFrame, say: Wording) -> str:
    """A raised rule as one would say it; a reused photo names whose it was and of which day."""
    origins = matches[matches["other_is_earlier"] & (matches["same_member"] == (flag["flag_code"] == "M2"))]
    if flag["flag_code"] in ("M1", "M2") and not origins.empty:
        origin = origins.sort_values("other_started_at").iloc[0]
        whose = say(f"case.{'same' if origin['same_member'] else 'another'}_person")
        return say("case.photo_reason", whose=whose, date=f"{origin['other_started_at']:%Y-%m-%d}")
    return say("case.reason", name=say.name(flag), observed=observed(flag["finding_code"], flag["finding_values"], say))


def _facts(page: Page, record: pd.Series, file: CaseFile) -> None:
    say = page.say
    st.subheader(say("case.facts"), anchor=False)
    period = say("case.span", start=say.moment(record["started_at"]), end=say.moment(record["ended_at"]))
    facts = {
        "member": " · ".join(
            [str(record["member_id"]), say.word("actor", record["actor"]), str(record["age_band"] or say("frame.none"))]
        ),
        "activity": record["activity_title"] or say.word("category", record["category"]),
        "community": f"{record['community_name']}（{record['district']}）",
        "service_time": f"{period} · {say.word('time_basis', record['time_basis'])}",
        "channel": say.word("channel", record["channel"]),
        "hours": say(
            "case.hours", declared=say.number(record["declared_hours"]), verified=say.number(record["verified_hours"])
        ),
        "evidence": say.word("evidence_grade", record["evidence_grade"]),
        "review": say.word("review_grade", record["review_grade"]),
        "suspicion": say("case.suspicion", value=say.number(record["suspicion"], 2)),
        "state": _state(file, str(record["audit_state"]), say),
        "text": record["text"] if isinstance(record["text"], str) else say("frame.none"),
        "source": say(
            "case.source", file=record["file_name"], row=record["row_number"], batch=str(record["batch_id"])[:8]
        ),
    }
    # Two spaces before the break keep the lines in one paragraph.
    st.markdown("  \n".join(f"**{say(f'case.fact.{key}')}**　{_cell(value)}" for key, value in facts.items()))


def _state(file: CaseFile, published: str, say: Wording) -> str:
    """Where the case stands now, which may be further than in the published build."""
    if file.state == "open":
        return say.word("audit_state", published)
    if file.state == "decided" and file.in_force:
        verdict = file.in_force.verdict
        return say.word("audit_state", verdict if verdict == "unclear" else f"decided_{verdict}")
    return say.word("case_state", file.state)


def _cell(value: object) -> str:
    """Text safe inside markdown: what members typed must not become markup."""
    text = str(value)
    for mark in "\\`*_[]<>|$#":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def _steps(record: pd.Series, say: Wording) -> pd.DataFrame:
    rows = []
    before: pd.Timestamp | None = None
    for step in STEPS:
        at = record[step]
        present = not pd.isna(at)
        if present:
            text = say("case.step_at", at=say.moment(at), gap=_gap(before, at, say))
            before = at
        elif step == "first_photo_at" and isinstance(record["photo_ids"], str):
            text = say("case.untimed_photo")
        else:
            text = say("case.no_trace")
        if step == "reviewed_at" and present:
            text = f"{text} · {say.word('review_grade', record['review_grade'])}"
        rows.append({"label": say(f"case.step.{step}"), "text": text, "present": present})
    rated = not pd.isna(record["rating_mean"])
    rating = (
        say("case.rating", mean=say.number(record["rating_mean"], 2), count=say.number(record["rating_count"], 0))
        if rated
        else say("case.no_rating")
    )
    rows.append({"label": say("case.step.rated"), "text": rating, "present": rated})
    return pd.DataFrame(rows)


def _gap(before: pd.Timestamp | None, at: pd.Timestamp, say: Wording) -> str:
    """How long after the trace before; a trace out of order says so."""
    if before is None:
        return ""
    minutes = (at - before).total_seconds() / 60
    unit, size = next(
        (unit, size)
        for unit, size in (("days", 1440), ("hours", 60), ("minutes", 1))
        if abs(minutes) >= size or size == 1
    )
    return say(f"case.{unit}_{'later' if minutes >= 0 else 'earlier'}", count=say.number(abs(minutes) / size, 0))


def _places(page: Page, record: pd.Series, record_id: str) -> None:
    say = page.say
    fixes = page.query("case_places", record=record_id)
    if fixes.empty:
        st.subheader(say("case.places"), anchor=False)
        page.empty("case.no_places")
        return
    words = {kind: say(f"case.place.{kind}") for kind in ("site", "phone", "photo")}
    page.picture(
        say("case.places"),
        case_charts.places(fixes, words=words, ring=say("case.ring")),
        key="places",
        note=say(
            "case.places_note",
            distance=say.number(record["site_distance_m"], 0),
            accuracy=say.number(record["gps_accuracy_m"], 0),
        ),
    )


def _photos(page: Page, record: pd.Series, matches: pd.DataFrame) -> None:
    say = page.say
    st.subheader(say("case.photos"), anchor=False)
    if page.viewer.role != "auditor":
        page.empty("case.photos_withheld")
        return
    photos = page.query("case_photos", record=record["record_id"])
    listed = record["photo_ids"] if isinstance(record["photo_ids"], str) else ""
    missing = [photo for photo in listed.split(";") if photo and photo not in set(photos["photo_id"])]
    if missing:
        page.empty("case.photos_not_arrived", photos=say.listing(missing))
    elif photos.empty:
        page.empty("case.no_photos")
    # A single pair is shown below, photo beside match.
    photo_wall(page, str(record["record_id"]), at_least=3)
    for _, photo in photos.iterrows():
        own, other = st.columns(2, gap="medium")
        with own:
            _photo(page, photo["sha256"], bool(photo["opens"]))
            st.caption(say("case.own_photo", photo=photo["photo_id"], at=say.moment(photo["taken_at"])))
        alike = matches[matches["photo_id"] == photo["photo_id"]]
        with other:
            if alike.empty:
                st.caption(say("case.no_match"))
            for _, match in alike.head(2).iterrows():
                _photo(page, match["other_sha256"], True)
                st.caption(
                    say(
                        "case.match",
                        whose=say(f"case.{'same' if match['same_member'] else 'another'}_person"),
                        who=match["other_member_id"],
                        when=say.moment(match["other_started_at"]),
                        what=match["other_activity_title"] or say("frame.none"),
                        where=match["other_community_name"] or say("frame.none"),
                        distance=match["distance"],
                        orientation=say.word("orientation", match["orientation"]),
                        order=say(f"case.{'earlier' if match['other_is_earlier'] else 'later'}_use"),
                        record=match["other_record_id"],
                    )
                )
            if len(alike) > 2:
                st.caption(say("case.more_matches", count=len(alike) - 2))


def _photo(page: Page, sha256: Any, opens: bool) -> None:
    content = photo_bytes(sha256, page.viewer) if opens and isinstance(sha256, str) else None
    if content is None:
        page.empty("case.photo_missing" if opens else "case.photo_unreadable")
    else:
        st.image(content, width=PHOTO_PX)


def _flags(page: Page, flags: pd.DataFrame, record: pd.Series) -> None:
    say = page.say
    st.subheader(say("case.flags"), anchor=False)
    st.caption(say("case.flags_note"))
    parts = {
        "suspicion": record["suspicion"],
        "flags": record["flags_contribution"],
        "member": record["member_contribution"],
    }
    learned = not pd.isna(record["suspicion_base"])
    st.caption(
        say(
            f"case.adds_up_{'to_odds' if learned else 'alone'}",
            base=say.number(record["suspicion_base"], 2),
            **{name: say.number(value, 2) for name, value in parts.items()},
        )
    )
    language = say.language
    for _, flag in flags[flags["status"] == "raised"].iterrows():
        box = st.container(border=True)
        box.markdown(f":material/flag: **{_cell(say.name(flag))}**　`{flag['flag_code']}`")
        box.markdown(
            say(
                "case.flag_found",
                observed=_cell(observed(flag["finding_code"], flag["finding_values"], say)),
                threshold=_cell(threshold(flag["flag_code"], flag["finding_values"], say)),
                weight=say.change(flag["weight"], 2),
            )
        )
        if isinstance(flag[f"mitigation_{language}"], str):
            box.caption(say("case.flag_mitigated", reason=_cell(flag[f"mitigation_{language}"])))
        for column, aspect in zip(box.columns(3, gap="medium"), ("why", "innocent", "check"), strict=True):
            column.markdown(f":small[**{say(f'case.flag_{aspect}')}**  \n{_cell(flag[f'{aspect}_{language}'])}]")
        named = flag["evidence"].split(";") if isinstance(flag["evidence"], str) and flag["evidence"] else []
        ids = say.listing(named) if named else say("case.flag_this_record")
        box.caption(say("case.flag_evidence", ids=ids, version=flag["rule_version"]))
    for status in ("not_evaluable", "clear"):
        part = flags[flags["status"] == status]
        with st.expander(say(f"case.flags_{status}", count=len(part))):
            rows = part.to_dict("records")
            found = (
                {say("case.missing"): [missing_inputs(row["missing_input"], row["missing_code"], say) for row in rows]}
                if status == "not_evaluable"
                else {say("case.observed"): [observed(row["finding_code"], row["finding_values"], say) for row in rows]}
            )
            table = pd.DataFrame(
                {
                    say("case.rule"): [f"{row['flag_code']} {say.name(row)}" for row in rows],
                    **found,
                    say("case.threshold"): [threshold(row["flag_code"], row["finding_values"], say) for row in rows],
                }
            )
            st.dataframe(table, hide_index=True, width="stretch")


def _history(page: Page, record_id: str) -> None:
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


def _ledger(page: Page, record: pd.Series, record_id: str) -> None:
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


# ---- the decision ------------------------------------------------------------------------------------------------


def _effects(page: Page, record_id: str) -> None:
    """What each verdict changes, before and after."""
    say = page.say
    st.subheader(say("case.effects"), anchor=False)
    st.caption(say("case.effects_note"))
    effects = page.query("case_effects", record=record_id)

    def written(row: pd.Series, column: str) -> str:
        value = say.number(row[f"value_{column}"])
        if not pd.isna(row[f"out_of_{column}"]):
            return say("case.effect_ratio", numerator=value, denominator=say.number(row[f"out_of_{column}"]))
        return (
            value if row["subject"] == "points" else say("case.effect_hours", hours=value, grade=row[f"grade_{column}"])
        )

    table = pd.DataFrame(
        {
            "subject": [
                say.word("case_effect", row["subject"]) if pd.isna(row["name_zh"]) else say.name(row)
                for _, row in effects.iterrows()
            ],
            "period": effects["period"].fillna(say("frame.none")),
            **{
                column: [written(row, column) for _, row in effects.iterrows()]
                for column in ("now", "if_genuine", "if_not_genuine")
            },
        }
    )
    page.table(
        table,
        {column: st.column_config.TextColumn(say(f"case.effect_{column}")) for column in table.columns},
        file=f"effects_{record_id}",
    )


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


def _decision(page: Page, store: DecisionStore, file: CaseFile, following: str | None) -> None:
    say, record_id = page.say, file.record_id
    st.subheader(say("case.decide"), anchor=False)
    # What the auditor has seen is what stood when the page was opened, not what came in while they were writing.
    seen: str | None = st.session_state.setdefault(f"seen_{record_id}", file.last.decision_id if file.last else None)
    _said_so_far(page, file)
    case = cases.find_case(record_id, page.viewer)
    if case is None:
        return
    try:
        check_auditor(case, cases.decider(page.viewer))
    except DecisionRefused as refusal:
        st.info(refusal.text(say.language), icon=":material/lock:")
        return
    if file.proposal and file.proposal.decided_by == page.viewer.user_id:
        page.empty("case.awaits_another")
        return
    if file.appeal and page.viewer.user_id in file.took_part:
        page.empty("case.appeal_for_another")
        return
    said = rulings.choose(page, record_id, rulings.actions(file))
    st.caption(say("case.next_build"))
    st.button(
        say("case.save"),
        type="primary",
        disabled=said is None,
        on_click=_save,
        args=(page, store, case, said, seen, following),
        icon=":material/gavel:",
        shortcut=rulings.SAVE_KEY,
    )


def _save(page: Page, store: DecisionStore, case: Case, said: Said, seen: str | None, following: str | None) -> None:
    """Stores what was said and opens the next case, or keeps what was written and says why it was not stored."""
    say, record_id = page.say, case.record_id
    try:
        made = _store(page, store, case, said, seen)
    except DecidedMeanwhile as meanwhile:
        st.session_state[f"seen_{record_id}"] = meanwhile.standing.decision_id
        text = say(
            "case.decided_meanwhile",
            who=meanwhile.standing.decided_by,
            when=say.moment(meanwhile.standing.decided_at),
            verdict=say.word("verdict", meanwhile.standing.verdict),
        )
        st.session_state["case_message"] = ("warning", text)
    except DecisionRefused as refusal:
        st.session_state["case_message"] = ("warning", refusal.text(say.language))
    else:
        rulings.clear(record_id)
        st.session_state.pop(f"seen_{record_id}", None)
        state = store.file(record_id).state
        text = say(
            f"case.saved_{'waiting' if state == 'awaits_second' else 'now'}",
            record=record_id,
            decision=made,
            action=say.word("case_action", said.action),
        )
        st.session_state["case_message"] = ("success", text)
        frame.keep("record", following or record_id)


def _store(page: Page, store: DecisionStore, case: Case, said: Said, seen: str | None) -> str:
    """Stores one action; the id it was stored under. Raises DecisionRefused."""
    who = cases.decider(page.viewer)
    if said.action in VERDICTS:
        return store.decide(case, who, said.action, said.reason, said.text, seen=seen).decision_id
    if said.action == "confirmed":
        decided = store.decisions(case.record_id)
        reason = next((decision.reason_code for decision in decided if decision.decision_id == seen), None)
        return store.decide(case, who, SANCTION, reason, said.text, seen=seen).decision_id
    if said.action == "rejected":
        return store.reject(case, who, said.reason, said.text, seen=seen).step_id
    if said.action == "upheld":
        return store.uphold(case, who, said.reason, said.text).step_id
    if said.action == "dismissed":
        return store.dismiss(case, who, said.text).step_id
    take = store.ask if said.action == "asked" else store.escalate
    return take(case, who, said.reason, said.text).step_id


def _message() -> None:
    message = st.session_state.pop("case_message", None)
    if message:
        kind, text = message
        (st.success if kind == "success" else st.warning)(text)


def _said_so_far(page: Page, file: CaseFile) -> None:
    """Every decision and step of the case, oldest first, each signed."""
    say = page.say
    lines = []
    for decision in file.decisions:
        state = "rejected" if file.rejection_of(decision) else "proposed" if decision == file.proposal else "decided"
        lines.append(
            (decision.decided_at, decision.decision_id, decision.decided_by, decision.reason_code, decision.note,
             say(f"case.line_{state}", verdict=say.word("verdict", decision.verdict)))
        )  # fmt: skip
    for step in file.steps:
        lines.append(
            (step.said_at, step.step_id, say("role.member") if step.role == "member" else step.said_by, step.reason_code,
             step.text, say.word("case_action", step.kind))
        )  # fmt: skip
    for at, identity, who, code, text, what in sorted(lines):
        st.markdown(
            say(
                "case.earlier",
                decision=identity,
                when=say.moment(at),
                who=_cell(who),
                verdict=what,
                reason=say.word("decisions.reason", code),
                note=_cell(text or say("frame.none")),
            )
        )


SCREEN = Screen("case", ":material/frame_inspect:", ("auditor", "committee"), render)
