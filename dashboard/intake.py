"""What the Data screen has ingestion do: the commands a terminal would run, each in a process of its own.

Only clerks reach them, and a clerk of a community only for that community. Files people send are kept under
`home/work/uploads/<random>/` while they are needed and removed afterwards.
"""

from __future__ import annotations

import json
import logging
import mimetypes
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from dashboard.viewer import Viewer
from dashboard.wording import Language
from warehouse.settings import Home

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "tianping")
# Where the command is found, whatever folder the dashboard was started in.
PROGRAM = Path(__file__).parents[1]

MEGABYTES_PER_FILE = 2_000
COPIED_AT_ONCE = 1 << 20
NAME_BYTES = 180
DEAD_AFTER_SECONDS = 24 * 3600
OK, REFUSED = 0, 1


class MayNotSend(PermissionError):
    """The viewer may not have this done: no clerk, or a clerk of another community."""


class CommandFailed(Exception):
    """The command ended in a fault or did not answer as agreed; its own words are in the message."""


class Upload(Protocol):
    """A file as the browser sent it."""

    name: str

    def read(self, size: int = -1, /) -> bytes: ...


def may_send(viewer: Viewer) -> bool:
    """Whether the viewer sends files in at all."""
    return viewer.role == "clerk"


def community_of(viewer: Viewer, wanted: str | None = None) -> str | None:
    """The community the viewer's files are for: `wanted`, or the viewer's own; None for the whole deployment.

    Raises MayNotSend for viewers who are no clerks, and for a community that is not theirs.
    """
    if not may_send(viewer):
        raise MayNotSend(viewer.user_id)
    if not viewer.community_ids:
        return wanted
    if wanted is None and len(viewer.community_ids) == 1:
        return viewer.community_ids[0]
    if wanted not in viewer.community_ids:
        raise MayNotSend(viewer.user_id, wanted)
    return wanted


# ---- files people send -------------------------------------------------------------------------------------------


def cleaned(name: str) -> str:
    """`name` as a file may be called here: its last part, without control or invisible characters, of bounded length."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip().lstrip(".~$ -")
    stem, dot, suffix = shown.rpartition(".")
    if not dot:
        stem, suffix = shown, ""
    ending = f"{dot}{suffix}"[:16]
    while len(f"{stem}{ending}".encode()) > NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}{ending}" or "upload"


def receive(viewer: Viewer, files: Sequence[Upload], home: Home | None = None) -> list[Path]:
    """Writes the files into a new folder of the home and returns them; photos lie in `photos/`, as ingestion expects.

    A second file of the same name gets a folder of its own. Clears what dead uploads have left.
    """
    community_of(viewer, next(iter(viewer.community_ids), None))
    root = (home or Home.at()).work / "uploads"
    _clear_dead(root)
    folder = root / uuid.uuid4().hex
    written = []
    for number, file in enumerate(files):
        name = cleaned(file.name)
        kind = mimetypes.guess_type(name)[0] or ""
        inner = "photos" if kind.startswith("image/") else ""
        target = folder / inner / name
        if target.exists():
            target = folder / str(number) / inner / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            shutil.copyfileobj(file, out, COPIED_AT_ONCE)
        written.append(target)
    return written


def keep_text(name: str, text: str, home: Home | None = None) -> Path:
    """Writes `text` as a file of an upload of its own, for a command that reads it."""
    path = (home or Home.at()).work / "uploads" / uuid.uuid4().hex / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def discard(files: Iterable[Path], home: Home | None = None) -> None:
    """Removes files of uploads, and the folders of uploads that are empty then."""
    root = (home or Home.at()).work / "uploads"
    for file in files:
        file.unlink(missing_ok=True)
        folder = root / file.relative_to(root).parts[0]
        if not any(path.is_file() for path in folder.rglob("*")):
            shutil.rmtree(folder, ignore_errors=True)


def _clear_dead(root: Path) -> None:
    for folder in root.glob("*"):
        try:
            if time.time() - folder.stat().st_mtime > DEAD_AFTER_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:
            continue  # another upload has just removed it


# ---- the command -------------------------------------------------------------------------------------------------


class Task:
    """A command under way. `line` is what it said last; `done` is set when it has ended and `answer` can be read."""

    def __init__(self, arguments: Sequence[str], home: Home, language: Language, files: Sequence[Path] = ()) -> None:
        """Starts the command; `files` of an upload are removed when it has ended, but for those that were refused."""
        self.line = ""
        self.done = threading.Event()
        self._files = files
        self._home = home
        self._said: list[str] = []
        self._output: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the thread that reads it
        self._process = subprocess.Popen(
            [*COMMAND, *arguments, "--home", str(home.path), "--json"],
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=PROGRAM,
            env={**os.environ, "TIANPING_LANG": language, "PYTHONIOENCODING": "utf-8"},
        )
        self._answer: dict[str, Any] | None = None
        self.code: int | None = None
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        try:
            assert self._process.stderr is not None
            for line in self._process.stderr:
                self._said = [*self._said[-40:], line.rstrip()]
                self.line = line.strip() or self.line
            self.code = self._process.wait()
            with self._output:
                self._output.seek(0)
                self._answer = json.loads(self._output.read())
        except ValueError:
            log.error("%s answered no JSON (exit code %s): %s", COMMAND, self.code, "\n".join(self._said))
        finally:
            try:
                unread = self.unread()
                discard([file for file in self._files if file not in unread], self._home)
            finally:
                self.done.set()

    def unread(self) -> list[Path]:
        """The files that were refused; they are kept, for a person may want to describe them."""
        if not self._files or self._answer is None:
            return []
        refused = {file["file_name"] for file in self._answer.get("files", ()) if file["status"] == "refused"}
        return [file for file in self._files if file.name in refused]

    def answer(self) -> dict[str, Any]:
        """Waits for the end; what the command printed. Raises CommandFailed after a fault."""
        self.done.wait()
        if self._answer is None or self.code not in (OK, REFUSED):
            raise CommandFailed(self._said[-1] if self._said else f"exit code {self.code}")
        return self._answer


@dataclass(frozen=True)
class Intake:
    """What one clerk may have done in one home, in their language."""

    viewer: Viewer
    language: Language
    home: Home

    def take_in(self, files: Sequence[Path], community: str | None = None, profile: str | None = None) -> Task:
        """Starts taking in files that were received; afterwards only those that were refused are left."""
        arguments = ["ingest", *map(str, files), "--by", self.viewer.user_id, *self._of(community)]
        return self._start([*arguments, *(["--profile", profile] if profile else [])], files)

    def describe(self, file: Path, source: str | None = None) -> dict[str, Any]:
        """The file's first rows, a proposed profile, also as a table, and what only a person can tell."""
        return self._ask(["profile", str(file), *(["--source", source] if source else [])])

    def preview(self, file: Path, edited: dict[str, Any], community: str | None = None) -> dict[str, Any]:
        """How the file would be read by the columns a person has `edited`, and the profile they make; nothing lands."""
        return self._with_file("lines", json.dumps(edited), file, self._of(community))

    def save_profile(self, file: Path, profile: str, name: str, replace: bool = False) -> dict[str, Any]:
        """Keeps the YAML text as a profile of the deployment; `taken` in the answer says that the name is in use."""
        asked = ["--save", name, "--by", self.viewer.user_id, *(["--replace"] if replace else [])]
        return self._with_file("profile", profile, file, asked)

    def templates(self) -> dict[str, bytes]:
        """The workbooks to fill in, by file name."""
        with tempfile.TemporaryDirectory() as folder:
            answer = self._ask(["template", "--out", folder])
            return {Path(name).name: Path(name).read_bytes() for name in answer["files"]}

    def rows_to_mend(self, batch: str | None = None) -> bytes:
        """The open rows of quarantine as a workbook to mend and send again: of one batch, or all the viewer's."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.xlsx"
            own = self._of(next(iter(self.viewer.community_ids), None))
            self._ask(["quarantine", "export", str(path), *(["--batch", batch] if batch else []), *own])
            return path.read_bytes()

    def _of(self, community: str | None) -> list[str]:
        """The option that holds a call to one community; MayNotSend where the viewer has no business there."""
        own = community_of(self.viewer, community)
        return [] if own is None else ["--community", own]

    def _with_file(self, option: str, text: str, file: Path, options: list[str]) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / option
            written.write_text(text, encoding="utf-8")
            return self._ask(["profile", str(file), f"--{option}", str(written), *options])

    def _ask(self, arguments: list[str]) -> dict[str, Any]:
        return self._start(arguments).answer()

    def _start(self, arguments: list[str], files: Sequence[Path] = ()) -> Task:
        if not may_send(self.viewer):
            raise MayNotSend(self.viewer.user_id)
        return Task(arguments, self.home, self.language, files)
