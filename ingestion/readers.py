"""The front door of ingestion: a file of any accepted format becomes sheets of text rows, or is refused with the reason."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from ingestion.archives import is_numbers_archive, is_workbook_archive, read_archive
from ingestion.delimited import read_delimited
from ingestion.encodings import SAMPLE_BYTES, decide, decode_sample, empty_file
from ingestion.records import is_json, read_json, read_parquet
from ingestion.sheets import EXTRA_CELLS, ROW_NUMBER, Note, Refused, Sheet
from ingestion.spreadsheets import read_markup_tables, read_workbook

__all__ = ["EXTRA_CELLS", "ROW_NUMBER", "Note", "Refused", "Sheet", "is_table_file", "read"]

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
_BARE_STREAM = ("没有工作簿外壳的旧式 Excel 数据", "the bare data of an old Excel file")
_FOREIGN = {
    b"%PDF": ("PDF 文档", "a PDF document"),
    b"\x89PNG": ("PNG 图片", "a PNG picture"),
    b"\xff\xd8\xff": ("JPEG 图片", "a JPEG picture"),
    b"GIF8": ("GIF 图片", "a GIF picture"),
    b"Rar!": ("RAR 压缩包", "a RAR archive"),
    b"7z\xbc\xaf": ("7z 压缩包", "a 7z archive"),
    b"\x1f\x8b": ("gzip 压缩包", "a gzip archive"),
    b"SQLite format 3": ("数据库文件", "a database file"),
    b"{\\rtf": ("RTF 文档", "an RTF document"),
    b"BZh": ("bzip2 压缩包", "a bzip2 archive"),
    b"\xfd7zXZ": ("xz 压缩包", "an xz archive"),
    b"$FL2": ("SPSS 数据文件", "an SPSS data file"),
    b"<stata_dta>": ("Stata 数据文件", "a Stata data file"),
    b"\x00\x01\x00\x00Standard ": ("Access 数据库", "an Access database"),
    b"MIME-Version:": ("单文件网页（.mht）", "a web archive (.mht)"),
    # Versions before Excel 5, and what some scripts write to this day; Excel opens it and saves it properly.
    b"\x09\x00\x04\x00": _BARE_STREAM,
    b"\x09\x02\x06\x00": _BARE_STREAM,
    b"\x09\x04\x06\x00": _BARE_STREAM,
    b"\x09\x08\x08\x00": _BARE_STREAM,
}


def is_table_file(path: Path) -> bool:
    """Whether `read` should be asked about `path`: by name, and not a lock file, a system file or a folder."""
    return path.is_file() and not path.name.startswith((".", "~$")) and path.suffix.lower() in TABLE_SUFFIXES


def read(path: Path) -> list[Sheet]:
    """All tables of the file at `path`, the format decided by its bytes and not its name; raises `Refused`."""
    return _read(path, path.name)


def _read(path: Path, name: str) -> list[Sheet]:
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    if not head:
        raise empty_file()
    for magic, (zh, en) in _FOREIGN.items():
        if head.startswith(magic):
            raise _unknown_format(zh, en)
    if head.startswith(_PARQUET):
        return read_parquet(path, name)
    if head.startswith(_OLE) or (head.startswith(_ZIP) and is_workbook_archive(path)):
        return read_workbook(path, name)
    if head.startswith(_ZIP) and is_numbers_archive(path):
        raise _unknown_format("Apple Numbers 文件", "an Apple Numbers file")
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


def _unknown_format(zh: str, en: str) -> Refused:
    return Refused(
        "unknown_format",
        f"这是{zh}，不是表格。没有写入任何数据。请导出 CSV 或 Excel 文件后重新提交。",
        f"This is {en}, not a table. Nothing was taken over. Export CSV or Excel and send it again.",
    )
