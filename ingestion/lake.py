"""The lake: immutable Parquet batches, and the delivery record whose appearance makes them exist.

A delivery is one ingested file. Its JSON is linked into place last, after every Parquet it names is on disk: a process
killed at any instruction leaves the whole delivery or nothing. Locks are advisory file locks, which the kernel drops with
the process that held them.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from warehouse.settings import Home
from warehouse.settings.messages import Message, as_told, message

_TIME_FORMAT = "%Y-%m-%d %H:%M:%S.%f"


def file_sha256(path: Path) -> str:
    """SHA-256 of the file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_id(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for `parts`."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


# What a disk refuses; the catalogue says what the person at it can do.
_DISK_FAULTS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "quota",
    errno.EFBIG: "size",
    errno.EROFS: "read_only",
    errno.EACCES: "denied",
    errno.EPERM: "not_permitted",
    errno.EIO: "failed",
}


def disk_fault(error: BaseException) -> Message | None:
    """What the disk refused, what is safe and what to do; None for any other error."""
    said = str(error)
    code = error.errno if isinstance(error, OSError) else None
    if code not in _DISK_FAULTS:
        # The engine tells the system's own words, and that it ran out of room for what it spills.
        code = next((each for each in _DISK_FAULTS if os.strerror(each) in said), None)
        if code is None and "max_temp_directory_size" in said:
            code = errno.ENOSPC
    if code is None:
        return None
    fault = message(f"ingestion.disk_{_DISK_FAULTS[code]}")
    # Of a copy it is where to.
    path = getattr(error, "filename2", None) or getattr(error, "filename", None)
    if path:
        fault = message("ingestion.disk_at", fault=fault, path=str(path))
    return message("ingestion.disk_fault", fault=fault, remedy=message(f"ingestion.disk_{_DISK_FAULTS[code]}_remedy"))


class InUse(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path, wait: bool = True) -> Iterator[None]:
    """Holds an exclusive lock on the file at `path` (created if absent); raises InUse instead of waiting, if so told."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse(path) from error
        yield


@dataclass(frozen=True)
class Delivery:
    """One file as it was taken in; `record` is the content of its JSON."""

    delivery_id: str
    record: dict[str, Any]


class Lake:
    """The lake of one home."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.timezone = home.deployment().timezone
        self._commit_lock = home.lake / ".commit.lock"
        # A delivery never changes once it is there, and one file on its way in asks for all of them many times.
        self._known: dict[str, Delivery] = {}

    # -- reading -------------------------------------------------------------------------------------------------------

    def delivery(self, delivery_id: str) -> Delivery | None:
        """The delivery called so, or None."""
        path = self.home.deliveries / f"{delivery_id}.json"
        return self._delivery_at(path) if path.exists() else None

    def deliveries(self) -> list[Delivery]:
        """All deliveries in order of arrival."""
        found = [self._delivery_at(path) for path in self.home.deliveries.glob("*.json")]
        return sorted(found, key=lambda delivery: delivery.record["received_at"])

    def _delivery_at(self, path: Path) -> Delivery:
        if path.stem not in self._known:
            self._known[path.stem] = Delivery(path.stem, _in_codes(json.loads(path.read_text(encoding="utf-8"))))
        return self._known[path.stem]

    def batches(self) -> list[dict[str, Any]]:
        """All batches of all deliveries in order of arrival."""
        return [batch for delivery in self.deliveries() for batch in delivery.record["batches"]]

    def landed_files(self, source: str) -> list[Path]:
        """The Parquet files of `source` that count: those a delivery names."""
        return [path for _, path in self.landed_batches(source)]

    def landed_batches(self, source: str) -> list[tuple[dict[str, Any], Path]]:
        """The batches of `source` with rows in the lake and their Parquet files, in order of arrival."""
        return [
            (batch, self.home.lake / source / f"{batch['batch_id']}.parquet")
            for batch in self.batches()
            if batch["source"] == source and batch["status"] == "landed" and batch["rows_accepted"]
        ]

    def hash_key(self) -> str:
        """The deployment's secret for hashing respondents; made once, readable by the owner only."""
        path = self.home.path / "respondents.key"
        with locked(self._commit_lock):
            if not path.exists():
                partial = path.with_suffix(".partial")
                partial.touch(mode=0o600)
                partial.write_text(secrets.token_hex(32), encoding="utf-8")
                flush(partial)
                os.replace(partial, path)
                flush(path.parent)
        return path.read_text(encoding="utf-8")

    # -- writing -------------------------------------------------------------------------------------------------------

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """An empty folder on the lake's file system, gone afterwards; what killed ingests left behind goes first."""
        root = self.home.work / "ingest"
        root.mkdir(parents=True, exist_ok=True)
        folder = root / uuid.uuid4().hex
        own_lock = folder.with_suffix(".lock")
        with own_lock.open("a") as lock:
            with locked(self._commit_lock):
                fcntl.flock(lock, fcntl.LOCK_EX)
                self._clear_leftovers(root, own_lock)
            folder.mkdir()
            # What readers unpack lies here too, so that nothing of a killed ingest stays anywhere else.
            elsewhere, tempfile.tempdir = tempfile.tempdir, str(folder)
            try:
                yield folder
            finally:
                tempfile.tempdir = elsewhere
                shutil.rmtree(folder, ignore_errors=True)
                own_lock.unlink(missing_ok=True)

    def _clear_leftovers(self, root: Path, own_lock: Path) -> None:
        """Removes folders whose ingest is dead and Parquet no delivery names; the commit lock is held."""
        for lock_file in set(root.glob("*.lock")) - {own_lock}:
            with lock_file.open("a") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue  # its ingest is alive
                shutil.rmtree(lock_file.with_suffix(""), ignore_errors=True)
                lock_file.unlink(missing_ok=True)
        named = {batch["batch_id"] for batch in self.batches()}
        for path in (*self.home.lake.glob("*/*.parquet"), *self.home.quarantine.glob("*.parquet")):
            if path.stem not in named:
                path.unlink()
        for path in (*self.home.deliveries.glob("*.partial"), *self.home.lake.glob("*.partial")):
            path.unlink()

    def next_received_at(self) -> str:
        """Now in the deployment's zone, later than any moment given out before, to the microsecond."""
        with locked(self._commit_lock):
            clock = self.home.lake / ".last_received_at"
            now = datetime.now(ZoneInfo(self.timezone)).replace(tzinfo=None)
            if clock.exists():
                last = datetime.strptime(clock.read_text(encoding="utf-8"), _TIME_FORMAT)
                now = max(now, last + timedelta(microseconds=1))
            text = now.strftime(_TIME_FORMAT)
            partial = clock.with_suffix(".partial")
            partial.write_text(text, encoding="utf-8")
            os.replace(partial, clock)
            return text

    def commit(self, delivery: Delivery, files: dict[Path, Path]) -> bool:
        """Makes `delivery` exist: moves `files` (from → to) into place, then links its record.

        Returns False, leaving everything as it was, when another process delivered the same file meanwhile.
        """
        target = self.home.deliveries / f"{delivery.delivery_id}.json"
        for source in files:
            flush(source)
        with locked(self._commit_lock):
            if target.exists():
                return False
            for source, destination in files.items():
                destination.parent.mkdir(parents=True, exist_ok=True)
                os.replace(source, destination)
            target.parent.mkdir(parents=True, exist_ok=True)
            for folder in {destination.parent for destination in files.values()} | {self.home.lake, self.home.path}:
                flush(folder)
            partial = target.with_suffix(".partial")
            partial.write_text(json.dumps(delivery.record, ensure_ascii=False, indent=1), encoding="utf-8")
            flush(partial)
            os.replace(partial, target)
            flush(target.parent)
        return True


def _in_codes(record: dict[str, Any]) -> dict[str, Any]:
    """A delivery's record, or a batch's, with codes for what an older release told in two sentences."""
    if "reason_zh" in record:
        zh, en = record.pop("reason_zh"), record.pop("reason_en")
        record["reason"] = as_told(zh, en).as_dict() if zh else None
    for notice in record.get("notices", ()):
        if "zh" in notice:
            notice.update(as_told(notice.pop("zh"), notice.pop("en")).as_dict())
    for batch in record.get("batches", ()):
        _in_codes(batch)
    return record


def flush(path: Path) -> None:
    """Has the file or folder written to the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
