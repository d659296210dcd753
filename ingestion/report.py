"""What became of a call and of each of its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from ingestion.lake import Delivery

Progress = Callable[[str, str, str], None]  # file name, what is being done in Chinese, in English


@dataclass
class FileReport:
    """What became of one file.

    `status`: landed, repeated (the same bytes were in already), refused, not_taken, fault (disk or program failed on it).
    """

    file_name: str
    status: Literal["landed", "repeated", "refused", "not_taken", "fault"]
    reason_zh: str = ""
    reason_en: str = ""
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

    `warnings` (Chinese, English) concern no single file.
    """

    files: list[FileReport] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)

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
    return FileReport(
        file_name,
        "refused" if known.record["status"] == "refused" else "repeated",
        known.record["reason_zh"],
        known.record["reason_en"],
        known.delivery_id,
        known.record["batches"],
    )
