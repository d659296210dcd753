"""The front door of ingestion: a file of any accepted format becomes sheets of text rows, or is refused with the reason."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from ingestion.archives import is_numbers_archive, is_workbook_archive, read_archive
from ingestion.delimited import read_delimited
from ingestion.encodings import SAMPLE_BYTES, decide, decode_sample, empty_file
from ingestion.records import is_json, read_json, read_parquet
from ingestion.sheets import EXTRA_CELLS, ROW_NUMBER, FileRefused, Sheet
from ingestion.spreadsheets import read_markup_tables, read_workbook
from warehouse.settings.messages import message

__all__ = ["EXTRA_CELLS", "ROW_NUMBER", "FileRefused", "Sheet", "is_table_file", "read"]

TABLE_SUFFIXES = frozenset(
    [
        ".csv",
        ".tsv",
        ".txt",
        ".xlsx",
        ".xls",
        ".xlsm",
        ".ods",
        ".json",
        ".jsonl",
        ".ndjson",
        ".parquet",
        ".zip",
        ".html",
        ".htm",
    ]
)
_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_FOREIGN = {
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"SQLite format 3": "sqlite",
    b"{\\rtf": "rtf",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"$FL2": "spss",
    b"<stata_dta>": "stata",
    b"\x00\x01\x00\x00Standard ": "access",
    b"MIME-Version:": "mht",
    # Versions before Excel 5, and what some scripts write to this day; Excel opens it and saves it properly.
    b"\x09\x00\x04\x00": "bare_stream",
    b"\x09\x02\x06\x00": "bare_stream",
    b"\x09\x04\x06\x00": "bare_stream",
    b"\x09\x08\x08\x00": "bare_stream",
}


def is_table_file(path: Path) -> bool:
    """Whether `read` should be asked about `path`: by name, and not a lock file, a system file or a folder."""
    return path.is_file() and not path.name.startswith((".", "~$")) and path.suffix.lower() in TABLE_SUFFIXES


def read(path: Path) -> list[Sheet]:
    """All tables of the file at `path`, the format decided by its bytes and not its name; raises `FileRefused`."""
    return _read(path, path.name)


def _read(path: Path, name: str) -> list[Sheet]:
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    if not head:
        raise empty_file()
    for magic, kind in _FOREIGN.items():
        if head.startswith(magic):
            raise _unknown_format(kind)
    if head.startswith(_PARQUET):
        return read_parquet(path, name)
    if head.startswith(_OLE) or (head.startswith(_ZIP) and is_workbook_archive(path)):
        return read_workbook(path, name)
    if head.startswith(_ZIP) and is_numbers_archive(path):
        raise _unknown_format("numbers")
    # Kept by the sheets that stream from it, and removed with the last of them.
    workspace = tempfile.TemporaryDirectory(prefix="tianping-")
    folder = Path(workspace.name)
    sheets = read_archive(path, name, folder, _read) if head.startswith(_ZIP) else _read_text(path, name, head, folder)
    for sheet in sheets:
        sheet.keeps.append(workspace)
    return sheets


def _read_text(path: Path, name: str, head: bytes, workspace: Path) -> list[Sheet]:
    encoding = decide(path)
    start = decode_sample(head, encoding.codec).lstrip()
    if re.match(r"<(!doctype\s+html|html|table|\?xml|meta|head|body|style|div)\b", start, re.IGNORECASE):
        return read_markup_tables(path, name, encoding)
    if is_json(start):
        return read_json(path, name, encoding)
    return read_delimited(path, name, encoding, workspace)


def _unknown_format(kind: str) -> FileRefused:
    return FileRefused("ingestion.unknown_format", kind=message(f"ingestion.kind_{kind}"))
