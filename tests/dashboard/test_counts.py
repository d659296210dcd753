"""What a sentence counts is what stands under it: every screen, as everybody who may open it, sentence by sentence.

A message with a counted noun is either compared with the table it speaks of (`STANDS_IN`), or it says something no table of its
page lists (`ELSEWHERE`); one that is in neither fails the walk.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from dashboard import access
from dashboard.screens import SCREENS
from dashboard.viewer import PERSONA_SUBJECT, ROLES, Role, Viewer
from dashboard.wording import Wording
from tests.dashboard.conftest import OpenScreen
from warehouse.settings import WAREHOUSE_DIR
from warehouse.settings.messages import message_id

CATALOGUE = WAREHOUSE_DIR / "settings" / "wording" / "zh" / "screens.ftl"
COUNTED = re.compile(r"\{ \$(\w+) \}(?:\*\*)? ?(?:行|条|件|个|项|人|名(?!（)|种|处|场)")
PERIOD = "2025Q4"


@dataclass
class Shown:
    """What a page said and showed: messages with their values, tables by the name of their file, files to take away."""

    said: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    tables: list[tuple[str, pd.DataFrame]] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)

    def has(self, start: str) -> bool:
        """Whether a table of such a name was shown."""
        return any(name.startswith(start) for name, _ in self.tables)

    def rows(self, start: str) -> pd.DataFrame:
        """The rows of all tables whose name begins so."""
        found = [table for name, table in self.tables if name.startswith(start)]
        assert found, (start, [name for name, _ in self.tables])
        return pd.concat(found)


def _rows(start: str) -> Callable[[Shown], int]:
    return lambda shown: len(shown.rows(start))


def _sum(start: str, column: str) -> Callable[[Shown], int]:
    return lambda shown: int(shown.rows(start)[column].sum())


# The message and the value of it → what it must be, read off the tables shown.
STANDS_IN: dict[tuple[str, str], Callable[[Shown], int]] = {
    ("assessment.answer_not_completed", "members"): _rows("assessment_W"),
    ("awards.answer", "candidates"): _rows("candidates_"),
    ("awards.answer_own", "candidates"): _rows("candidates_"),
    ("community.evidence_counted", "rows"): _rows("evidence_"),
    ("data.answer", "to_mend"): lambda shown: shown.rows("to_mend")[["文件", "行号"]].drop_duplicates().shape[0],
    ("data.to_mend_counts", "rows"): lambda shown: shown.rows("to_mend")[["文件", "行号"]].drop_duplicates().shape[0],
    ("data.to_mend_counts", "places"): _rows("to_mend"),
    ("indicators.catalogue", "count"): _rows("indicator_catalogue"),
    ("indicators.catalogue", "built"): lambda shown: int(
        (shown.rows("indicator_catalogue")["built_word"] == Wording("zh")("indicators.built")).sum()
    ),
    ("matching.answer", "places"): _sum("open_tasks", "places_left"),
    ("matching.answer", "people"): _rows("task_matches"),
    ("overview.answer", "compared"): lambda shown: int(shown.rows("ranking")["change"].notna().sum()),
    ("overview.answer", "ranked"): lambda shown: int(shown.rows("ranking")["rank"].notna().sum()),
    ("points.group_answer", "members"): lambda shown: int(
        (shown.rows("duty_by_community") if shown.has("duty_by_community") else shown.rows("duty_by_"))["members"].sum()
    ),
    ("points.group_answer", "completed"): lambda shown: int(
        (shown.rows("duty_by_work_unit") if shown.has("duty_by_work_unit") else shown.rows("duty_by_"))[
            "completed"
        ].sum()
    ),
    ("policy.answer_first", "values"): _rows("policy"),
    ("queue.answer", "waiting"): _rows("queue"),
}

# Values beside a compared one that say a part of it, or what lies in no table.
BESIDE = {
    ("policy.answer_first", "changeable"), ("queue.answer", "cases"), ("queue.answer", "late"),
    ("awards.answer", "conferred"), ("awards.answer", "in_notice"), ("awards.answer_own", "conferred"),
    ("awards.answer_own", "in_notice"), ("data.answer", "files"), ("data.answer", "rows"), ("matching.answer", "demands"),
    ("matching.answer", "activities"), ("overview.answer", "moved"), ("overview.answer", "up"), ("overview.answer", "down"),
}  # fmt: skip
# The committee reads why rows are to be mended and not the rows; an administrator drafts changes where others read the list.
UNLISTED = {
    ("data.answer", "to_mend", "committee"), ("data.to_mend_counts", "rows", "committee"),
    ("data.to_mend_counts", "places", "committee"), ("policy.answer_first", "values", "administrator"),
}  # fmt: skip
# Counts of what the page does not list: histories of one record, steps of a calculation, parts of a part.
ELSEWHERE = {
    "assessment.credit_insufficient", "attention.alarm_count", "attention.overdue_count", "attention.risk_count",
    "audits.expected", "case.history_member", "case.history_reviewer", "case.position", "case.rating", "case.source",
    "case.the_rest", "case.flags_clear", "case.flags_not_evaluable", "compare.within", "community.others", "frame.freshness",
    "overview.rank_interval", "queue.here",
    "matching.crowded", "matching.crowded_one", "method.answer_in_general", "method.counted_rate", "method.leaned_rate",
    "method.answer", "method.ranked", "method.weighed", "community.answer_within", "overview.other_indicators", "queue.cases",
    "upload.take_in", "data.reason_line", "data.other_reasons",
}  # fmt: skip


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Keeps what the pages opened in a test say and show."""
    seen = Shown()
    say, table, download = Wording.__call__, st.dataframe, st.download_button

    def said(self: Wording, key: str, **values: Any) -> str:
        seen.said.append((key, values))
        return say(self, key, **values)

    def drawn(data: Any, *args: Any, **kwargs: Any) -> Any:
        rows = pd.DataFrame(data)
        name = str(kwargs.get("key") or ("to_mend" if "行号" in rows else "unnamed"))
        seen.tables.append((name.removeprefix("table_"), rows))
        return table(data, *args, **kwargs)

    def offered(label: str, *args: Any, **kwargs: Any) -> Any:
        if str(kwargs.get("file_name")).endswith(".csv"):
            seen.files.append((label, kwargs["data"]))
        return download(label, *args, **kwargs)

    monkeypatch.setattr(Wording, "__call__", said)
    monkeypatch.setattr(st, "dataframe", drawn)
    monkeypatch.setattr(st, "download_button", offered)
    return seen


def counted_in(key: str) -> set[str]:
    """The values of a message that stand before a counted noun."""
    return set(COUNTED.findall(TEXTS.get(message_id(key), "")))


TEXTS = dict(re.findall(r"^([\w-]+) = (.*)$", CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE))
OPEN = [(screen.key, role) for screen in SCREENS for role in ROLES if role in screen.roles]


def number(value: Any) -> int:
    return int(str(value).replace(",", ""))


@pytest.mark.parametrize(("key", "role"), OPEN)
def test_what_is_counted_is_what_is_shown(key: str, role: Role, shown: Shown, open_screen: OpenScreen) -> None:
    column = PERSONA_SUBJECT.get(role)
    subject = None
    if column and role != "clerk":
        found = access.query(f"persona_{column.removesuffix('_id')}", Viewer("tests", role))
        subject = str(found["subject"].iloc[0])
    app = open_screen(key, role, subject, period=PERIOD)
    assert not app.error
    for message, values in shown.said:
        if message == "frame.download" or message in ELSEWHERE:
            continue
        for name in counted_in(message):
            if (message, name) in BESIDE:
                continue
            assert (message, name) in STANDS_IN, f"{message} counts { {name: values[name]} }: of which table?"
            if shown.tables and (message, name, role) not in UNLISTED:
                assert number(values[name]) == STANDS_IN[message, name](shown), (message, name)
    for label, content in shown.files:
        rows = len(pd.read_csv(io.BytesIO(content)))
        assert label == Wording("zh")("frame.download", rows=rows)


def test_every_sentence_compared_says_what_it_counts() -> None:
    assert {(message, name) for message, name in STANDS_IN if name not in TEXTS[message_id(message)]} == set()
