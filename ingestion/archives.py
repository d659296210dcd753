"""Zip archives of table files."""

from __future__ import annotations

import lzma
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from ingestion.encodings import decode_name
from ingestion.sheets import Note, Refused, Sheet

_MAX_DEPTH = 3
_BOMB_RATIO, _BOMB_BYTES = 500, 1_073_741_824
# What the zip library and its decompressors raise on damaged bytes.
_DAMAGED = (
    zipfile.BadZipFile,
    OSError,
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
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except _DAMAGED:
        return False
    return "[Content_Types].xml" in names or "mimetype" in names


def read_archive(path: Path, name: str, workspace: Path, read: Callable[[Path, str], list[Sheet]]) -> list[Sheet]:
    """The tables of all members, read by `read(file, name)`; a member that cannot be read is told in a note.

    Raises `Refused` if no member can be read: with the member's own reason where there is but one.
    """
    if name.count(".zip/") >= _MAX_DEPTH:
        raise _unreadable_archive("压缩包嵌套过深", "archives are nested too deeply")
    sheets: list[Sheet] = []
    refusals: list[tuple[str, Refused]] = []
    skipped: list[str] = []
    try:
        with zipfile.ZipFile(path) as archive:
            for number, member in enumerate(archive.infolist()):
                inner = _member_name(member)
                if member.is_dir() or _is_system_file(inner):
                    continue
                if PurePosixPath(inner).suffix.lower() in _NOT_TABLES:
                    skipped.append(inner)
                    continue
                try:
                    sheets += read(_extract(archive, member, workspace / str(number)), f"{name}/{inner}")
                except Refused as refusal:
                    refusals.append((inner, refusal))
    except _DAMAGED as error:
        raise _unreadable_archive("压缩包已损坏", f"the archive is damaged: {error}") from error
    if not sheets:
        if len(refusals) == 1:
            raise refusals[0][1]
        raise _unreadable_archive("压缩包里没有可读的表格", "no table in the archive can be read")
    for inner, reason in refusals:
        zh, en = f"压缩包中的“{inner}”未读取：{reason.zh}", f"“{inner}” in the archive was not read: {reason.en}"
        sheets[0].notes.append(Note("member_refused", zh, en))
    if skipped:
        shown = ", ".join(skipped[:5]) + (" …" if len(skipped) > 5 else "")
        zh, en = (
            f"{len(skipped)} 个非表格文件未读取：{shown}。",
            f"{len(skipped)} files that are no tables: {shown}.",
        )
        sheets[0].notes.append(Note("members_skipped", zh, en))
    return sheets


def _member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; archives made on Chinese Windows store it without saying its encoding."""
    if member.flag_bits & 0x800:
        return member.filename
    return decode_name(member.filename.encode("cp437", errors="replace"))


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> Path:
    if member.flag_bits & 0x1:
        raise Refused(
            "encrypted",
            "压缩包设有密码，无法读取。没有写入任何数据。请解压后重新提交。",
            "The archive is protected by a password. Nothing was taken over. Unpack it and send the files.",
        )
    if member.file_size > _BOMB_BYTES and member.file_size > _BOMB_RATIO * max(member.compress_size, 1):
        raise _unreadable_archive("解压后的大小不合常理", "its unpacked size is implausible")
    with archive.open(member) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1_048_576)
    return target


def _is_system_file(name: str) -> bool:
    last = PurePosixPath(name).name
    return name.startswith("__MACOSX/") or last.startswith((".", "~$")) or last == "Thumbs.db"


def _unreadable_archive(zh: str, en: str) -> Refused:
    return Refused(
        "corrupted",
        f"{zh}。没有写入任何数据。请解压后直接提交表格文件。",
        f"The archive cannot be used: {en}. Nothing was taken over. Unpack it and send the table files themselves.",
    )
