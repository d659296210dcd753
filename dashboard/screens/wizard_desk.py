"""What lies on the desk of the wizard while a kind of file is described."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.wording import Wording

# What `tianping profile --json` has a column of the file become where it is no column of the source: nothing; what the proposal
# does with it; a row for each answer; and, behind a column's name, its clock.
IGNORED, KEPT, QUESTION, CLOCK = "@ignored", "@kept", "@question", "@clock"
# A column of the file as the command has it: `header`, `target`, `order`, `unit`, `no_answer`, `low`, `high`, `reverse`, `words`.
Line = dict[str, Any]


@dataclass
class Desk:
    """The file on the desk: what ingestion says of it by source, the trial of a profile, and under which name it is kept."""

    file: Path
    described: dict[str | None, dict[str, Any]] = field(default_factory=dict)
    tried: tuple[dict[str, Any], dict[str, Any]] | None = None
    saved: tuple[str, str] | None = None
    taken: str | None = None

    def key(self, name: str) -> str:
        """A widget's key, another one for another file."""
        return f"wizard_{name}_{hashlib.sha256(str(self.file).encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Entered:
    """What a person has said: the columns, what the id is made of, values the file lacks, the community of all its rows."""

    lines: list[Line]
    key_from: list[str]
    constants: dict[str, str]
    community: str | None


def called(described: dict[str, Any], column: str, say: Wording) -> dict[str, str]:
    """What the words of a column's vocabulary are called, by word."""
    chinese: dict[str, str] = described["table"]["words"].get(column, {})
    return chinese if say.language == "zh" else {word: say.word(column, word) for word in chinese}
