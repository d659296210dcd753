"""What a clerk should know about a batch that landed all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse.settings.messages import Message, message


@dataclass(frozen=True)
class Notice:
    """What is told about `column` (empty: about the file), of so many cells or rows."""

    told: Message
    column: str = ""
    count: int = 1

    def as_dict(self) -> dict[str, Any]:
        """As it stands in a batch's record: `code`, `values`, `column`, `count`."""
        return {**self.told.as_dict(), "column": self.column, "count": self.count}


def notice(code: str, column: str, count: int, **values: Any) -> Notice:
    """The notice `ingestion.<code>` about `column`; `count` is among its values."""
    return Notice(message(f"ingestion.{code}", count=count, **values), column, count)


def label(source: str, column: str | None = None) -> Message:
    """What people call a source, or a column of it."""
    return Message(".".join(filter(None, ("contract", source, column))))
