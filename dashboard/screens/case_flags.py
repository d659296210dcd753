"""What the rules found in a record, in a sentence and rule by rule."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.findings import missing_inputs, observed, threshold
from dashboard.screens.frame import Page
from dashboard.screens.parts import one_line
from dashboard.screens.photo_wall import whose_photo
from dashboard.wording import Wording

SENTENCE_REASONS = 2


def sentence(flags: pd.DataFrame, matches: pd.DataFrame, say: Wording) -> str:
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
        return say("case.photo_reason", whose=whose_photo(origin, say), date=f"{origin['other_started_at']:%Y-%m-%d}")
    return say("case.reason", name=say.name(flag), observed=observed(flag["finding_code"], flag["finding_values"], say))


def show_flags(page: Page, flags: pd.DataFrame, record: pd.Series) -> None:
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
        box.markdown(f":material/flag: **{one_line(say.name(flag))}**　`{flag['flag_code']}`")
        box.markdown(
            say(
                "case.flag_found",
                observed=one_line(observed(flag["finding_code"], flag["finding_values"], say)),
                threshold=one_line(threshold(flag["flag_code"], flag["finding_values"], say)),
                weight=say.change(flag["weight"], 2),
            )
        )
        if isinstance(flag[f"mitigation_{language}"], str):
            box.caption(say("case.flag_mitigated", reason=one_line(flag[f"mitigation_{language}"])))
        for column, aspect in zip(box.columns(3, gap="medium"), ("why", "innocent", "check"), strict=True):
            column.markdown(f":small[**{say(f'case.flag_{aspect}')}**  \n{one_line(flag[f'{aspect}_{language}'])}]")
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
