"""Rows of policy in the viewer's words, and the days policy can change from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.screens.frame import Page
from dashboard.wording import Wording


def period_ends(page: Page) -> dict[str, date]:
    periods = page.query("period_ends")
    return dict(zip(periods["period"], pd.to_datetime(periods["ends_on"]).dt.date, strict=True))


def worded(say: Wording, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of policy in the viewer's words: name, what it is, unit."""
    return rows.assign(
        name=[name_of(say, row) for row in rows.to_dict("records")],
        what=[say.word("policy_column", name) for name in rows["column_name"]],
        unit_word=[say.word("unit", unit) for unit in rows["unit"]],
    )


def name_of(say: Wording, row: Mapping[Any, Any]) -> str:
    """What a row is called; a threshold of one kind of service says of which."""
    category = str(row["row_key"]).rpartition("|")[2] if row["table_name"] == "flag_thresholds" else "*"
    if category == "*":
        return say.name(row)
    return say("policy.in_category", name=say.name(row), category=say.word("category", category))
