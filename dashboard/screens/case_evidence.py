"""What is known of a record: facts, traces over time, places, photos."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import case_charts
from dashboard.decisions.case_files import CaseFile
from dashboard.photos import photo_bytes
from dashboard.screens.frame import Page
from dashboard.screens.parts import one_line
from dashboard.screens.photo_wall import photo_wall, whose_photo
from dashboard.wording import Wording

# The traces a service leaves, in the order it should leave them.
STEPS = (
    "claimed_at", "code_scanned_at", "first_photo_at", "checkout_at", "submitted_at", "reviewed_at",
)  # fmt: skip
PHOTO_PX = 420


def show_facts(page: Page, record: pd.Series, file: CaseFile) -> None:
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
    st.markdown("  \n".join(f"**{say(f'case.fact.{key}')}**　{one_line(value)}" for key, value in facts.items()))


def _state(file: CaseFile, published: str, say: Wording) -> str:
    """Where the case stands now, which may be further than in the published build."""
    if file.state == "open":
        return say.word("audit_state", published)
    if file.state == "decided" and file.in_force:
        verdict = file.in_force.verdict
        return say.word("audit_state", verdict if verdict == "unclear" else f"decided_{verdict}")
    return say.word("case_state", file.state)


def traces(record: pd.Series, say: Wording) -> pd.DataFrame:
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


def show_places(page: Page, record: pd.Series, record_id: str) -> None:
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


def show_photos(page: Page, record: pd.Series, matches: pd.DataFrame) -> None:
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
                        whose=whose_photo(match, say),
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
