"""The rules' findings in the viewer's language: what was observed, against what, and what was missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from dashboard.wording import Wording
from warehouse.settings import contracts
from warehouse.settings.messages import word


def observed(code: object, values: object, say: Wording) -> str:
    """What a rule found: its `finding_code` with the JSON of its `finding_values`; a dash where it saw nothing."""
    return word(f"finding.{code}", _values(values), say.language) if _is_text(code) else say("frame.none")


def threshold(flag_code: str, values: object, say: Wording) -> str:
    """What the rule `flag_code` holds its findings against; `values` as for `observed`."""
    return word(f"finding.{flag_code.lower()}_threshold", _values(values), say.language)


def missing_inputs(columns: object, code: object, say: Wording) -> str:
    """The inputs a rule lacked (a ;-list of columns) by the names a form carries, and why what is there is of no use."""
    if not _is_text(columns):
        return say("frame.none")
    names = _column_names() if say.language == "zh" else {}
    listed = say.listing([names.get(column) or say.word("missing_input", column) for column in _each(columns)])
    return (
        say("case.missing_because", inputs=listed, why=word(f"finding.{code}", {}, say.language))
        if _is_text(code)
        else listed
    )


def _each(columns: object) -> dict[str, None]:
    return dict.fromkeys(str(columns).split(";"))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _values(stored: object) -> Mapping[str, Any]:
    """The values as the catalogue takes them: it tells from `none` that one is not there."""
    if not isinstance(stored, str):
        return {}
    return {name: "none" if value is None else value for name, value in json.loads(stored).items()}


@cache
def _column_names() -> dict[str, str]:
    return {column.name: column.zh for contract in contracts().values() for column in contract.columns}
