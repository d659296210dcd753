"""Every word on a screen, from the catalogues, and numbers the way each language writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from warehouse.settings.messages import LANGUAGES, Language, Message, codes, exact_word, is_worded, message_id, word

__all__ = ["LANGUAGES", "Language", "Wording"]


@dataclass(frozen=True)
class Wording:
    """The words of one language: `say("overview.title", period="2026Q1")`."""

    language: Language = "zh"

    def __call__(self, key: str, **values: object) -> str:
        """The text under `key` with its placeholders filled; KeyError if the key does not exist."""
        return exact_word(key, values, self.language)

    def word(self, group: str, code: object) -> str:
        """The word for a coded value (`word("status", "ok")`); the code itself where nobody has worded it yet."""
        if _absent(code):
            return self("frame.none")
        named = f"{group}.{code}"
        return word(named, language=self.language) if is_worded(named) else str(code)

    def told(self, code: object, values: object) -> str:
        """The sentence of a stored code and its values (JSON text); empty where nothing was told."""
        return "" if _absent(code) else word(str(code), json.loads(str(values)), self.language)

    def message(self, told: Mapping[str, Any]) -> str:
        """The sentence of a message as the commands print it."""
        return Message.of(told).text(self.language)

    def codes(self, group: str) -> list[str]:
        """The codes of a group that have a word, in the order of the catalogue."""
        prefix = message_id(f"{group}.")
        return [key.removeprefix(prefix) for key in codes("screens") if key.startswith(prefix)]

    def name(self, row: Any) -> str:
        """The row's `name_zh` or `name_en`, whichever language this is; `row` maps column names to values."""
        named = row[f"name_{self.language}"]
        return str(row["name_zh"] if _absent(named) else named)

    def number(self, value: float | int | None, digits: int = 1) -> str:
        """`1,204.5`; a dash for a value that does not exist, never 0."""
        return self("frame.none") if _absent(value) else f"{value:,.{digits}f}"

    def percent(self, value: float | None, digits: int = 0) -> str:
        """A share 0–1 as `3.9 %`; a dash where it does not exist."""
        return self("frame.none") if _absent(value) else f"{100 * float(value or 0):,.{digits}f} %"

    def change(self, value: float | None, digits: int = 1) -> str:
        """A difference with its sign: `+2.1`, `−0.4`."""
        return self("frame.none") if _absent(value) else f"{value:+,.{digits}f}".replace("-", "−")

    def quantity(self, value: float | None, unit: str | None) -> str:
        """A value in an indicator's unit (seed `indicator_catalogue`): shares as per cent, 0–1 scales bare."""
        if _absent(value):
            return self("frame.none")
        if unit == "share":
            return self.percent(value, 1)
        if unit == "0-1":
            return self.number(value, 2)
        return f"{self.number(value, 2)} {self.word('unit', unit)}"

    def moment(self, value: datetime | None) -> str:
        """A time to the minute, in the deployment's zone."""
        return self("frame.none") if _absent(value) else f"{value:%Y-%m-%d %H:%M}"

    def day(self, value: datetime | date | None) -> str:
        """A calendar day."""
        return self("frame.none") if _absent(value) else f"{value:%Y-%m-%d}"

    def listing(self, items: list[str]) -> str:
        """Items joined the way the language enumerates."""
        return self("frame.comma").join(items)


def _absent(value: object) -> bool:
    return bool(pd.isna(value))  # type: ignore[call-overload]
