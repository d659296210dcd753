"""What became of a call and of each of its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from ingestion.lake import Delivery
from warehouse.settings.messages import Message

Progress = Callable[[str, Message], None]  # file name, what is being done


@dataclass
class FileReport:
    """What became of one file.

    `status`: landed, repeated (the same bytes were in already), refused, not_taken, fault (disk or program failed on it).
    """

    file_name: str
    status: Literal["landed", "repeated", "refused", "not_taken", "fault"]
    reason: Message | None = None
    delivery_id: str = ""
    batches: list[dict[str, Any]] = field(default_factory=list)
    # What the report is about: a file, or the photos of a folder.
    paths: tuple[Path, ...] = field(default=(), repr=False)

    @property
    def is_clean(self) -> bool:
        """Whether nothing of the file was refused, held or quarantined."""
        return self.status not in ("refused", "fault") and all(
            batch["status"] == "landed" and not batch["rows_quarantined"] for batch in self.batches
        )


@dataclass
class Report:
    """What became of a call. `exit_code` is the command's: 0 all in, 1 something refused or quarantined, 3 a fault.

    `warnings` concern no single file.
    """

    files: list[FileReport] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        if any(file.status == "fault" for file in self.files):
            return 3
        return 0 if all(file.is_clean for file in self.files) else 1

    def as_dict(self) -> dict[str, Any]:
        """The report for machines."""
        told = asdict(self)
        for file in told["files"]:
            del file["paths"]
        return {"exit_code": self.exit_code, **told}


def repeated(file_name: str, known: Delivery) -> FileReport:
    """The report of a file whose delivery is there already."""
    reason = known.record["reason"]
    return FileReport(
        file_name,
        "refused" if known.record["status"] == "refused" else "repeated",
        Message.of(reason) if reason else None,
        known.delivery_id,
        known.record["batches"],
    )
