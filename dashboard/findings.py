"""The rules' findings in the viewer's language: what was observed, against what, and what was missing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from dashboard.wording import Wording
from warehouse.settings import contracts


def finding(text: object, say: Wording) -> str:
    """An observed value or threshold as the viewer reads it; a dash where a rule observed nothing."""
    if not isinstance(text, str) or not text:
        return say("frame.none")
    if say.language == "zh":
        for pattern, replacement in _phrases():
            text = pattern.sub(replacement, text)
    return text


def missing_inputs(text: object, say: Wording) -> str:
    """The inputs a rule lacked (a ;-list of columns, perhaps with a remark) by the names a form carries."""
    if not isinstance(text, str) or not text:
        return say("frame.none")
    names = _column_names() if say.language == "zh" else {}
    columns = dict.fromkeys(part.strip().split(" ")[0] for part in text.split(";"))
    return say.listing([names.get(column) or say.word("missing_input", column) for column in columns])


@cache
def _phrases() -> list[tuple[re.Pattern[str], str]]:
    raw = yaml.safe_load(Path(__file__).with_name("findings_zh.yml").read_text(encoding="utf-8"))
    return [(re.compile(pattern), str(replacement)) for pattern, replacement in raw]


@cache
def _column_names() -> dict[str, str]:
    return {column.name: column.zh for contract in contracts().values() for column in contract.columns}
