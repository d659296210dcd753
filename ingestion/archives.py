"""Zip archives of table files and photos."""

from __future__ import annotations

import errno
import lzma
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ingestion.encodings import decode_name
from ingestion.sheets import FileRefused, Sheet
from warehouse.settings.messages import message

_MAX_DEPTH = 3
_BOMB_RATIO, _BOMB_BYTES = 500, 1_073_741_824
# What the zip library and its decompressors raise on damaged bytes.
_DAMAGED = (
    zipfile.BadZipFile,
    EOFError,
    ValueError,
    NotImplementedError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
_NOT_TABLES = frozenset(
    [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".tif", ".tiff", ".mp4", ".pdf", ".doc", ".docx", ".md"]
)


def is_workbook_archive(path: Path) -> bool:
    """Whether a zip file is a workbook or another office document and not an archive of files."""
    names = _names(path)
    return "[Content_Types].xml" in names or "mimetype" in names


def is_numbers_archive(path: Path) -> bool:
    """Whether a zip file is a document of Apple Numbers."""
    return any(name.endswith(".iwa") for name in _names(path))


def _names(path: Path) -> list[str]:
    try:
        with opened(path) as archive:
            return archive.namelist()
    except FileRefused:
        return []


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive at `path`; raises `FileRefused` where it is damaged or would unpack to an implausible size."""
    with _damage_told("ingestion.archive_damaged"):
        archive = zipfile.ZipFile(path)
    with archive:
        _refuse_bomb(sum(member.file_size for member in archive.infolist()), path.stat().st_size)
        yield archive


def read_archive(path: Path, name: str, workspace: Path, read: Callable[[Path, str], list[Sheet]]) -> list[Sheet]:
    """The tables of all members, read by `read(file, name)`; the first sheet names the members that cannot be read.

    Raises `FileRefused` if no member can be read: with the member's own reason where there is but one.
    """
    if name.count(".zip/") >= _MAX_DEPTH:
        raise FileRefused("ingestion.archive_too_deep")
    sheets: list[Sheet] = []
    refusals: dict[str, FileRefused] = {}
    skipped: list[str] = []
    with opened(path) as archive:
        for number, member in enumerate(archive.infolist()):
            inner = _member_name(member)
            if member.is_dir() or _is_system_file(inner):
                continue
            if PurePosixPath(inner).suffix.lower() in _NOT_TABLES:
                skipped.append(inner)
                continue
            try:
                found = read(extract(archive, member, workspace / str(number)), f"{name}/{inner}")
            except FileRefused as refusal:
                refusals[f"{name}/{inner}"] = refusal
                continue
            for sheet in found:
                refusals |= sheet.refused_members
                sheet.refused_members = {}
            sheets += found
    if not sheets:
        if len(refusals) == 1:
            raise next(iter(refusals.values()))
        if skipped and not refusals:
            raise FileRefused("ingestion.no_tables")
        raise FileRefused("ingestion.archive_unreadable")
    sheets[0].refused_members = refusals
    if skipped:
        shown = ", ".join(skipped[:5]) + (" …" if len(skipped) > 5 else "")
        sheets[0].notes.append(message("ingestion.members_skipped", count=len(skipped), files=shown))
    return sheets


def photo_members(archive: zipfile.ZipFile, folder: str, suffixes: frozenset[str]) -> list[tuple[str, zipfile.ZipInfo]]:
    """The archive's pictures in folders called `folder`, each with its file name, ordered by that name."""
    found = []
    for member in archive.infolist():
        name = PurePosixPath(_member_name(member))
        if member.is_dir() or _is_system_file(str(name)):
            continue
        if folder in name.parts[:-1] and name.suffix.lower() in suffixes:
            found.append((name.name, member))
    return sorted(found, key=lambda entry: (PurePosixPath(entry[0]).stem, entry[1].filename))


def extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> Path:
    """Unpacks one member to `target`; raises `FileRefused` where it is encrypted, damaged or a bomb."""
    if member.flag_bits & 0x1:
        raise FileRefused("ingestion.archive_encrypted")
    _refuse_bomb(member.file_size, member.compress_size)
    with (
        _damage_told("ingestion.member_damaged"),
        archive.open(member) as source,
        target.open("wb") as out,
    ):
        shutil.copyfileobj(source, out, 1_048_576)
    return target


@contextmanager
def _damage_told(code: str) -> Iterator[None]:
    """Turns what the zip library raises on damaged bytes into a refusal; a full disk is no damage."""
    try:
        yield
    except _DAMAGED as error:
        raise FileRefused(code, fault=str(error)) from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise FileRefused(code, fault=str(error)) from error


def _refuse_bomb(unpacked_bytes: int, packed_bytes: int) -> None:
    if unpacked_bytes > _BOMB_BYTES and unpacked_bytes > _BOMB_RATIO * max(packed_bytes, 1):
        raise FileRefused("ingestion.archive_implausible")


def _member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; archives made on Chinese Windows store it without saying its encoding."""
    if member.flag_bits & 0x800:
        return member.filename
    return decode_name(member.filename.encode("cp437", errors="replace"))


def _is_system_file(name: str) -> bool:
    last = PurePosixPath(name).name
    return name.startswith("__MACOSX/") or last.startswith((".", "~$")) or last == "Thumbs.db"
