"""What the last preview of a change of policy found: in a sentence, in pictures, in tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import access
from dashboard.findings import observed, threshold
from dashboard.policy_charts import slopes
from dashboard.screens.frame import Page
from dashboard.screens.parts import grade_in_words
from dashboard.screens.running import Running

ACCOUNTS_SHOWN = 50
RUNNING = Running("policy")


def previewed() -> dict[str, Any] | None:
    """What the last preview found; None where there was none, or it was refused."""
    name, answer = RUNNING.answer() or ("", {})
    return answer if name == "preview" and "error" not in answer else None


def in_sentences(page: Page, effects: Mapping[str, Any]) -> list[str]:
    """The effects in a sentence, part by part."""
    say = page.say
    lenses = {row["lens"]: say.name(row) for row in page.query("lenses").to_dict("records")}
    parts = [
        say(
            "policy.told_lens",
            lens=lenses.get(each["lens"], each["lens"]),
            communities=each["communities"],
            ranks=each["rank_moves"],
            grades=each["grade_moves"],
        )
        for each in effects["lenses"]
    ]
    for held in effects["held"]:
        told = {"newly": held["newly_held"], "freed": held["no_longer_held"], "records": say.number(held["records"], 0)}
        parts.append(say("policy.told_held", **told))
    if effects["flags"]:
        newly, freed = (sum(row[key] for row in effects["flags"]) for key in ("newly_raised", "no_longer_raised"))
        parts.append(say("policy.told_flags", newly=newly, freed=freed))
    for row in effects["points"]:
        if row["gain"] or row["lose"]:
            actor = say.word("actor", row["actor_type"])
            told = {"gain": row["gain"], "lose": row["lose"], "accounts": row["accounts"]}
            parts.append(say("policy.told_points", actor=actor, **told))
    return parts


def show_effects(page: Page, effects: Mapping[str, Any]) -> None:
    say = page.say
    ends = (say("policy.before"), say("policy.after"))
    note = say("policy.picture_note", period=effects["period"])
    for each in effects["lenses"]:
        _show_standings(page, each, ends, note)
    if effects["flags"]:
        flags = pd.DataFrame(effects["flags"])
        labels = [f"{row['flag_code']} {say.name(row)}" for row in effects["flags"]]
        drawn = flags.assign(label=labels, before=flags["raised_before"], after=flags["raised_after"])
        page.picture(say("policy.flags"), slopes(drawn, ends=ends), key="flags", note=note)
        _show_records(page, effects)
    if effects["points"]:
        points = pd.DataFrame(effects["points"])
        labels = [say.word("actor", actor) for actor in points["actor_type"]]
        drawn = points.assign(label=labels, before=points["points_before"], after=points["points_after"])
        page.picture(say("policy.points"), slopes(drawn, ends=ends), key="points", note=note)
        _show_accounts(page, effects)


def _show_standings(page: Page, lens: Mapping[str, Any], ends: tuple[str, str], note: str) -> None:
    say, column = page.say, st.column_config
    rows = pd.DataFrame(lens["standings"])
    drawn = rows.assign(label=rows["name"], before=rows["rank_before"], after=rows["rank_after"])
    figure = slopes(drawn, ends=ends, best_first=True)
    page.picture(say("policy.ranks"), figure, key=f"ranks_{lens['lens']}", note=note)
    page.table(
        rows.assign(
            **{
                f"grade_{side}": [
                    grade_in_words(say, row[f"grade_{side}"], row[f"borderline_grade_{side}"])
                    for row in lens["standings"]
                ]
                for side in ("before", "after")
            },
        ),
        {
            "name": column.TextColumn(say("frame.community")),
            "rank_before": column.NumberColumn(say("policy.rank_before")),
            "rank_after": column.NumberColumn(say("policy.rank_after")),
            "total_before": column.NumberColumn(say("policy.total_before"), format="%.2f"),
            "total_after": column.NumberColumn(say("policy.total_after"), format="%.2f"),
            "moved": column.NumberColumn(say("policy.moved"), format="%+.2f"),
            "grade_before": column.TextColumn(say("policy.grade_before")),
            "grade_after": column.TextColumn(say("policy.grade_after")),
        },
        file=f"policy_ranks_{lens['lens']}",
    )


def _show_records(page: Page, effects: Mapping[str, Any]) -> None:
    say, column = page.say, st.column_config
    rows = effects["records"]
    page.table(
        pd.DataFrame(rows).assign(
            category=[say.word("category", row["category"]) for row in rows],
            observed=[observed(row["finding_code"], row["finding_values"], say) for row in rows],
            threshold_before=[threshold(row["flag_code"], row["finding_values_before"], say) for row in rows],
            threshold_after=[threshold(row["flag_code"], row["finding_values"], say) for row in rows],
            status_before=[say.word("flag_status", row["status_before"]) for row in rows],
            status_after=[say.word("flag_status", row["status_after"]) for row in rows],
        ),
        {
            "record_id": column.TextColumn(say("policy.record")),
            "flag_code": column.TextColumn(say("policy.flag"), width="small"),
            "community_id": column.TextColumn(say("frame.community")),
            "category": column.TextColumn(say("policy.category")),
            "observed": column.TextColumn(say("policy.observed")),
            "threshold_before": column.TextColumn(say("policy.threshold_before")),
            "threshold_after": column.TextColumn(say("policy.threshold_after")),
            "status_before": column.TextColumn(say("policy.before")),
            "status_after": column.TextColumn(say("policy.after")),
        },
        file="policy_records",
    )


def _show_accounts(page: Page, effects: Mapping[str, Any]) -> None:
    say, column = page.say, st.column_config
    if effects["levels"]:
        levels = [
            say(
                "policy.level",
                members=row["members"],
                before=say.word("suggested_level", row["level_before"]),
                after=say.word("suggested_level", row["level_after"]),
            )
            for row in effects["levels"]
        ]
        st.markdown(say("policy.levels", levels=say("frame.semicolon").join(levels)))
    if not effects["accounts"]:
        st.caption(say("policy.no_account"))
        return
    rows = pd.DataFrame(effects["accounts"])
    st.caption(say("policy.accounts_note", accounts=say.number(len(rows), 0)))
    page.table(
        rows.assign(
            # Whose account it is is nobody's business here: the same person has the same stand-in.
            account=[access.pseudonym(account) for account in rows["account"]],
            actor_type=[say.word("actor", actor) for actor in rows["actor_type"]],
        ).head(ACCOUNTS_SHOWN),
        {
            "account": column.TextColumn(say("policy.account")),
            "actor_type": column.TextColumn(say("policy.actor")),
            "points_before": column.NumberColumn(say("policy.points_before"), format="%.1f"),
            "points_after": column.NumberColumn(say("policy.points_after"), format="%.1f"),
            "moved": column.NumberColumn(say("policy.moved"), format="%+.1f"),
        },
        file="policy_accounts",
    )
