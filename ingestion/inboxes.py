"""The inboxes: folders others put files into, looked through as often as a timer likes.

Files stay where they were put: a folder may be read-only, or the mirror of another that would send a moved file again. What
was taken is remembered by path, size and times of change, so that a file is read once and not at every look. The memory may
be lost at any moment: what is read again is known by its bytes and changes nothing.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingestion.deliveries import Progress, Report, ingest
from ingestion.lake import content_id, disk_fault
from ingestion.profile import ProfileError
from ingestion.profile_reading import profiles
from warehouse.settings import Home, Inbox
from warehouse.settings.messages import Message, message

# A file that changed within these seconds may still be being written.
SETTLED_SECONDS = 5.0

# Names under which files arrive before they are whole, and those of systems and editors.
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")
_NOT_FILES = (".", "~$")

_State = tuple[int, int, int]  # bytes, nanoseconds of the last change of the content and of the entry


@dataclass
class InboxReport:
    """One inbox's look. `unsettled` files may still be being written; `fault` says what stopped it."""

    folder: Path
    report: Report
    unsettled: tuple[Path, ...] = ()
    fault: Message | None = None

    @property
    def exit_code(self) -> int:
        """As an ingest's: 0, 1 or 3."""
        return 3 if self.fault else self.report.exit_code

    def as_dict(self) -> dict[str, Any]:
        """The look for machines."""
        return {
            "folder": str(self.folder),
            "unsettled": [str(path) for path in self.unsettled],
            "fault": self.fault.as_dict() if self.fault else None,
            **self.report.as_dict(),
            "exit_code": self.exit_code,
        }


def take_in(home: Home, progress: Progress | None = None) -> list[InboxReport]:
    """Ingests what is new in the inboxes of `home`, each by its own settings; one that fails does not stop the others."""
    memory = _Memory(home)
    found = []
    for inbox in home.deployment().inboxes:
        folder = home.path / inbox.folder
        try:
            found.append(_take_in(inbox, folder, home, memory, progress))
        except ProfileError as error:
            found.append(InboxReport(folder, Report(), fault=error.message))
        except OSError as error:
            found.append(
                InboxReport(folder, Report(), fault=disk_fault(error) or message("ingestion.fault", fault=str(error)))
            )
    memory.keep()
    return found


def _take_in(inbox: Inbox, folder: Path, home: Home, memory: _Memory, progress: Progress | None) -> InboxReport:
    if folder == home.path / "inbox":
        folder.mkdir(parents=True, exist_ok=True)
    if not folder.is_dir():
        fault = message("ingestion.no_inbox", folder=str(folder), settings=str(home.settings_file))
        return InboxReport(folder, Report(), fault=fault)
    # What was refused or not taken may be read by other profiles; one that cannot be used is told with it.
    known, broken = profiles(home.path)
    reading = content_id(repr(inbox), *(profile.identity for profile in known.values()), *map(str, broken.values()))
    new, unsettled = _settled([path for path in _files(folder) if not memory.knows(path, reading)])
    if not new:
        return InboxReport(folder, Report(), unsettled)
    report = ingest([folder], home, inbox.profile, inbox.source, progress, inbox.community, only=new.keys())
    for path, state in new.items():
        outcomes = {file.status for file in report.files if path in file.paths}
        # A file that changed while it was read is not the one that was looked at.
        if outcomes and "fault" not in outcomes and _state(path) == state:
            memory.add(path, state, reading if outcomes & {"refused", "not_taken"} else None)
    return InboxReport(folder, report, unsettled)


def _files(folder: Path) -> list[Path]:
    """The files below `folder` that are whole by their names."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if not path.name.endswith(_UNFINISHED)
        and not any(part.startswith(_NOT_FILES) for part in path.relative_to(folder).parts)
        and path.is_file()
    ]


def _settled(paths: list[Path]) -> tuple[dict[Path, _State], tuple[Path, ...]]:
    """The files that do not change, with their states, and those that do; looks twice at what changed just now."""
    first = {path: _state(path) for path in paths}
    now = time.time_ns()
    young = [path for path, state in first.items() if state and now - max(state[1:]) < SETTLED_SECONDS * 1e9]
    if young:
        time.sleep(SETTLED_SECONDS)
    changing = {path for path in young if _state(path) != first[path]}
    still = {path: state for path, state in first.items() if state and path not in changing}
    return still, tuple(path for path in young if path in changing)


def _state(path: Path) -> _State | None:
    """What tells a file from what it was before; None where it has gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


class _Memory:
    """Which files were taken, as they were then; `work/inboxes.json`."""

    def __init__(self, home: Home) -> None:
        self._file = home.work / "inboxes.json"
        self._taken: dict[str, dict[str, Any]] = {}
        with suppress(FileNotFoundError, ValueError):
            self._taken = json.loads(self._file.read_text(encoding="utf-8"))
        self._asked: set[str] = set()

    def knows(self, path: Path, reading: str) -> bool:
        """Whether the file was taken as it is now, or was turned away by the same `reading`."""
        self._asked.add(str(path))
        known = self._taken.get(str(path))
        return known is not None and known["reading"] in (None, reading) and tuple(known["state"]) == _state(path)

    def add(self, path: Path, state: _State, reading: str | None) -> None:
        """Remembers the file for good, or as long as the `reading` that turned it away stays the same."""
        self._taken[str(path)] = {"state": state, "reading": reading}

    def keep(self) -> None:
        """Writes down what is known of the files that are still there."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        partial = self._file.with_suffix(".partial")
        partial.write_text(json.dumps({path: self._taken[path] for path in self._asked & self._taken.keys()}))
        os.replace(partial, self._file)
