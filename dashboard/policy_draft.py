"""A change of policy as people edit it: rows in a table with the value that holds and the one proposed, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

CASES = "recorded_adjustments"
# What a person edits together, in the order shown: tables of policy, and of these the columns.
GROUPS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "weights": (("dimensions", ("weight",)), ("indicator_catalogue", ("weight_within",))),
    "goalposts": (("indicator_catalogue", ("goalpost_low", "goalpost_high")),),
    "mandatory": (("indicator_catalogue", ("mandatory",)),),
    "cuts": (("grade_bands", ("at_least",)),),
    "lenses": (("lens_nodes", ("weight",)), ("lens_weights", ("weight",))),
    "thresholds": (("flag_thresholds", ("value",)),),
    "rules": (("points_rules", ("value",)),),
}
SWITCHES = frozenset({"mandatory"})


@dataclass(frozen=True)
class Proposed:
    """One proposed value, as the command reads it."""

    table: str
    row: str
    column: str
    value: float | bool | str


def in_force(policy: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows of the query `policy` that hold on `day`."""
    moment = pd.Timestamp(day)
    begun, over = pd.to_datetime(policy["valid_from"]) <= moment, pd.to_datetime(policy["valid_to"]) < moment
    return policy[begun & ~over].reset_index(drop=True)


def table_of(policy: pd.DataFrame, group: str) -> pd.DataFrame:
    """The rows of a group as they are edited: `current` and `proposed` are numbers, or booleans for switches."""
    parts = [
        policy[(policy["table_name"] == table) & policy["column_name"].isin(columns)]
        for table, columns in GROUPS[group]
    ]
    rows = pd.concat(parts, ignore_index=True)
    current = rows["value"] == "true" if group in SWITCHES else rows["value"].astype(float)
    return rows.assign(current=current, proposed=current)


def proposed(edited: pd.DataFrame) -> list[Proposed]:
    """The values of an edited group that are not those that hold; an emptied cell proposes nothing."""
    changed = edited[edited["proposed"].notna() & (edited["proposed"] != edited["current"])]
    return [
        Proposed(row["table_name"], row["row_key"], row["column_name"], row["proposed"])
        for row in changed.to_dict("records")
    ]


def case(community: str, item: str, evidence: str, day: date, standing: Iterable[str]) -> list[Proposed]:
    """A case of bonus, penalty or veto; its key is new among the keys `standing`."""
    known, number = set(standing), 1
    while (key := f"{community}-{item}-{day}-{number}") in known:
        number += 1
    named = {"community_id": community, "item": item, "evidence": evidence.strip()}
    return [Proposed(CASES, key, column, value) for column, value in named.items()]


def as_file(values: Iterable[Proposed], valid_from: date) -> str:
    """The text of the file that `tianping policy` reads."""
    changes = [{"table": each.table, "row": each.row, "column": each.column, "value": each.value} for each in values]
    return json.dumps({"valid_from": valid_from.isoformat(), "changes": changes}, ensure_ascii=False, default=_plain)


def is_preview_of(answer: Mapping[str, Any], text: str) -> bool:
    """Whether `answer` of a preview is that of exactly the file `text`."""
    wanted = json.loads(text)
    seen = {(each["table"], each["row"], each["column"], each["new"]) for each in answer.get("values", ())}
    asked = {(each["table"], each["row"], each["column"], _as_published(each["value"])) for each in wanted["changes"]}
    return bool(seen) and answer["valid_from"] == wanted["valid_from"] and seen == asked


def _as_published(value: float | bool | str) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else str(float(value))
        if isinstance(value, (int, float))
        else value
    )


def _plain(value: Any) -> Any:
    """A number or boolean of numpy as Python's own."""
    return value.item()
