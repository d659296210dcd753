"""What the wizard still has to ask: what the file cannot say and nobody has said yet."""

from __future__ import annotations

from typing import Any

from dashboard.screens.parts import plain
from dashboard.screens.wizard_desk import CLOCK, IGNORED, Entered
from dashboard.wording import Wording
from warehouse.settings import Contract

# Questions the tables answer; others are only called to mind. What is doubtful is marked in the table.
ANSWERED_BY_TABLES = (
    "column_needed", "key_needed", "community_unsure", "community_unsure_among", "time_needed", "time_needed_among",
    "order_unsure", "words_unknown", "no_scale", "doubtful",
)  # fmt: skip


def show_open_questions(
    where: Any, described: dict[str, Any], contract: Contract, edited: Entered, say: Wording
) -> None:
    """Says in `where` which questions only a person can answer are left, and below what else to mind."""
    in_file = {column["header"]: [word for word, _ in column["words"]] for column in described["columns"]}
    left = [say.message(each) for each in described["questions"] if _is_open(each, contract, edited, in_file)]
    if left:
        where.warning(
            "\n".join([say("wizard.still_open", questions=len(left)), *(f"- {plain(text)}" for text in left)]),
            icon=":material/help:",
        )
    else:
        where.success(say("wizard.nothing_open"), icon=":material/check:")
    for question in described["questions"]:
        if question["code"].removeprefix("profiles.") not in ANSWERED_BY_TABLES:
            where.caption(f":material/help: {plain(say.message(question))}")


def _is_open(question: dict[str, Any], contract: Contract, edited: Entered, in_file: dict[str, list[str]]) -> bool:
    about = question["values"]
    line = next((line for line in edited.lines if line["header"] == about.get("header")), None)
    match question["code"].removeprefix("profiles."):
        case "column_needed" | "key_needed" | "community_unsure" | "community_unsure_among":
            return about["column"] not in _filled(contract, edited)
        case "time_needed" | "time_needed_among":
            return not _filled(contract, edited).intersection(contract.time)
        case "no_scale":
            return any(each["target"] == "score" and each["low"] is None for each in edited.lines)
        case "order_unsure":
            return line is not None and line["target"] != IGNORED and line["order"] == "auto"
        case "words_unknown":
            vocabulary = contract.column(about["column"]).vocabulary
            return (
                line is not None
                and line["target"] == about["column"]
                and not all(word in line["words"] or word in vocabulary for word in in_file[line["header"]])
            )
    return False


def _filled(contract: Contract, edited: Entered) -> set[str]:
    """The columns of the source that have a value by what has been said."""
    filled = {line["target"].removesuffix(CLOCK) for line in edited.lines} | edited.constants.keys()
    filled |= set(contract.key) if edited.key_from else set()
    return filled | ({"community_id"} if edited.community else set())
