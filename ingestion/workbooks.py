"""The cells of a workbook, read in a process of its own.

The reading library is compiled: a damaged file can make it ask for more memory than there is, which ends its process.
Run as `python -m ingestion.workbooks FILE OUT`, this module ends alone; `worksheets` starts it and takes the result.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import python_calamine as calamine

from ingestion.cells import cell_text
from ingestion.layout import Span

Grid = list[list[str | None]]

# Title, whether hidden, cells from A1 on, merged ranges.
Worksheet = tuple[str, bool, Grid, Sequence[Span]]

MEMORY_BYTES = 4 * 1024**3
# A declared range of more cells than this with hardly any content is a stray cell far away: it is read row by row.
_DENSE_CELLS = 20_000_000
# A formula a program wrote and no spreadsheet program has computed yet.
_UNCOMPUTED = re.compile(rb"<f[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>|(?=</c>))")
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_CHUNK_BYTES = 16_777_216
_PROTECTED, _UNREADABLE = 3, 4


class WorkbookError(Exception):
    """A workbook that cannot be read."""


class PasswordNeeded(WorkbookError):
    """A workbook protected by a password."""


def worksheets(path: Path) -> tuple[list[Worksheet], int]:
    """The worksheets of the workbook at `path`, in its order, and how many of its formulas were never computed.

    Raises `WorkbookError`.
    """
    with tempfile.TemporaryDirectory(prefix="tianping-") as folder:
        out = Path(folder) / "worksheets"
        ended = subprocess.run(
            [sys.executable, "-m", "ingestion.workbooks", str(path), str(out)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            check=False,
        )
        if ended.returncode == _PROTECTED:
            raise PasswordNeeded
        if ended.returncode:
            raise WorkbookError(ended.stderr.decode(errors="replace")[-500:])
        found: tuple[list[Worksheet], int] = pickle.loads(out.read_bytes())
        return found


def main(path: Path, out: Path) -> int:
    """Writes the worksheets of `path` to `out`; returns the exit code."""
    with contextlib.suppress(ValueError):
        # Where the system already allows less, that limit stays.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        with calamine.load_workbook(io.BytesIO(path.read_bytes())) as workbook:
            uncomputed = _uncomputed_formulas(path) if zipfile.is_zipfile(path) else 0
            far_flung = _is_far_flung(path)
            found = [
                _worksheet(path, workbook, sheet, far_flung)
                for sheet in workbook.sheets_metadata
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError:
        return _PROTECTED
    except Exception:
        return _PROTECTED if _asks_for_password(path) else _UNREADABLE
    out.write_bytes(pickle.dumps((found, uncomputed), protocol=pickle.HIGHEST_PROTOCOL))
    return 0


def _worksheet(
    path: Path, workbook: calamine.CalamineWorkbook, sheet: calamine.SheetMetadata, far_flung: bool
) -> Worksheet:
    hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
    if far_flung:
        return sheet.name, hidden, _sparse_grid(path, sheet.name), []
    content = workbook.get_sheet_by_name(sheet.name)
    return sheet.name, hidden, _grid(content), content.merged_cell_ranges or []


def _grid(sheet: calamine.CalamineSheet) -> Grid:
    """All cells from A1 on; the library leaves out blank columns on the left."""
    if sheet.start is None:
        return []
    left: list[str | None] = [None] * sheet.start[1]
    return [left + [cell_text(cell) for cell in row] for row in sheet.iter_rows()]


def _uncomputed_formulas(path: Path) -> int:
    """How many formulas hold no value. Reads every part to its end: the library reads on over damaged ones, this raises."""
    count = 0
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            with archive.open(member) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    if member.filename.startswith("xl/worksheets/"):
                        count += len(_UNCOMPUTED.findall(chunk))
    return count


def _is_far_flung(path: Path) -> bool:
    """Whether a worksheet of the file declares a range far larger than its content: every cell would take memory."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename):
                continue
            with archive.open(member) as stream:
                declared = _DIMENSION.search(stream.read(8192))
            cells = _column_number(declared[1]) * int(declared[2]) if declared else 0
            # A filled cell takes at least some twenty bytes of XML.
            if cells > _DENSE_CELLS and member.file_size < cells:
                return True
    return False


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sparse_grid(path: Path, title: str) -> Grid:
    """The cells of a worksheet read one row at a time, without the blank range between them and a stray cell."""
    import openpyxl  # slow to load, rarely needed

    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = workbook[title]
        sheet.reset_dimensions()
        grid: Grid = []
        for row in sheet.iter_rows(values_only=True):
            cells = [cell_text(cell) for cell in row]
            while cells and cells[-1] is None:
                cells.pop()
            grid.append(cells)
        return grid
    finally:
        workbook.close()


def _asks_for_password(path: Path) -> bool:
    """Whether a workbook is encrypted: of an old one the library only says so when told the format by the name."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return True
    with tempfile.TemporaryDirectory(prefix="tianping-") as folder:
        named = Path(folder) / "workbook.xls"
        named.symlink_to(path.resolve())
        try:
            calamine.load_workbook(named).close()
        except calamine.PasswordError:
            return True
        except Exception:
            return False
    return False


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
