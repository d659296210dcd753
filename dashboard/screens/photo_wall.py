"""One photo used on several records: all of them side by side, with time, place and people."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.photos import photo_bytes
from dashboard.screens.frame import Page
from dashboard.wording import Wording

IN_A_ROW = 4
MOST_SHOWN = 12


def photo_wall(page: Page, record_id: str, at_least: int = 2) -> None:
    """Every use of a photo of this record, the first use first, where there are `at_least` so many. For the auditor."""
    say = page.say
    uses = page.query("photo_group", record=record_id)
    if len(uses) < at_least:
        return
    st.markdown(say("case.photo_group", count=len(uses), people=uses["member_id"].nunique()))
    shown = uses.head(MOST_SHOWN)
    for start in range(0, len(shown), IN_A_ROW):
        columns = st.columns(IN_A_ROW, gap="small")
        for column, use in zip(columns, shown.iloc[start : start + IN_A_ROW].to_dict("records"), strict=False):
            content = photo_bytes(use["sha256"], page.viewer) if isinstance(use["sha256"], str) else None
            if content is not None:
                column.image(content, width="stretch")
            column.caption(
                say(
                    "case.photo_use",
                    order=say(f"case.{'first' if use['is_first'] else 'later'}_photo_use"),
                    record=use["record_id"],
                    when=say.moment(use["started_at"]),
                    what=use["activity_title"] or say.word("category", use["category"]),
                    where=use["community_name"] or use["community_id"],
                    who=use["member_id"],
                    hours=say.number(use["declared_hours"]),
                    state=say.word("audit_state", use["audit_state"]),
                )
            )
    if len(uses) > len(shown):
        st.caption(say("case.more_photo_uses", count=len(uses) - len(shown)))


def whose_photo(match: pd.Series, say: Wording) -> str:
    """Whether the photo a match was found in is of the same person or of another."""
    return say(f"case.{'same' if match['same_member'] else 'another'}_person")
