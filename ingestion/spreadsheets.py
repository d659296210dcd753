"""Workbooks (xlsx, xlsm, xls, ods) and the HTML or XML tables that call themselves '.xls'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa

from ingestion.encodings import TextEncoding, empty_file
from ingestion.layout import RowFilter, Span, find_layout, stacked_tables
from ingestion.sheets import FileRefused, Sheet, sheet_schema
from ingestion.workbooks import Grid, PasswordNeeded, WorkbookError, Worksheet, worksheets
from warehouse.settings.messages import Message, message

_OFFICE_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"
_PASSWORD_FIELD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)


def read_workbook(path: Path, name: str) -> list[Sheet]:
    """The non-empty worksheets of a workbook, in its order; raises `FileRefused`."""
    try:
        found, uncomputed = worksheets(path)
    except PasswordNeeded as error:
        raise FileRefused("ingestion.workbook_encrypted") from error
    except WorkbookError as error:
        raise (_other_document(path) or _damaged()) from error
    sheets = _sheets(name, found)
    if uncomputed:
        sheets[0].notes.append(message("ingestion.uncomputed_formulas", count=uncomputed))
    return sheets


def read_markup_tables(path: Path, name: str, encoding: TextEncoding) -> list[Sheet]:
    """The tables of an HTML page or an Excel 2003 XML file; raises `FileRefused`."""
    text = path.read_text(encoding=encoding.codec, errors="replace")
    if _OFFICE_SPREADSHEET[1:-1] in text[:4096]:
        try:
            grids = _office_xml_grids(text)
        except (ElementTree.ParseError, ValueError) as error:
            raise _damaged() from error
    else:
        parser = _HtmlTables()
        try:
            parser.feed(text)
            parser.close()
        except (AssertionError, ValueError) as error:
            # How the parser says that a declaration is malformed.
            raise _damaged() from error
        grids = [(f"table {number}", False, grid, []) for number, grid in enumerate(parser.tables, 1)]
    if not grids and text.lstrip("\ufeff \r\n\t").startswith("<?xml"):
        raise FileRefused("ingestion.xml_without_table")
    if not grids or _PASSWORD_FIELD.search(text):
        raise FileRefused("ingestion.page_without_table")
    sheets = _sheets(name, grids)
    sheets[0].notes.insert(0, encoding.note)
    return sheets


def _sheets(name: str, worksheets_found: Iterable[Worksheet]) -> list[Sheet]:
    sheets: list[Sheet] = []
    empty: list[str] = []
    for title, hidden, grid, spans in worksheets_found:
        found = _tables(name, title, hidden, grid, spans)
        sheets += found
        if not found:
            empty.append(title)
    if not sheets:
        raise empty_file()
    if empty:
        sheets[0].notes.append(message("ingestion.empty_sheets", count=len(empty), sheets=", ".join(empty)))
    return sheets


def _tables(name: str, title: str, hidden: bool, grid: Grid, spans: Sequence[Span]) -> list[Sheet]:
    """The tables of a worksheet: one, or several below each other; none on an empty one."""
    declared = (len(grid), max(map(len, grid), default=0))
    _trim(grid)
    if not grid:
        return []
    notes = []
    if hidden:
        notes.append(message("ingestion.hidden_sheet", sheet=title))
    trimmed = declared[0] - len(grid), declared[1] - max(map(len, grid))
    if max(trimmed) > 0:
        notes.append(message("ingestion.phantom_range", rows=trimmed[0], columns=trimmed[1]))
    starts = [0, *stacked_tables(grid)]
    if len(starts) > 1:
        shown = ", ".join(str(start + 1) for start in starts[1:])
        notes.append(message("ingestion.stacked_tables", tables=len(starts), rows=shown))
    sheets = [
        grid_sheet(name, title, grid[start:end], _shifted(spans, start, end), first_row=start)
        for start, end in pairwise([*starts, len(grid)])
    ]
    for sheet in sheets:
        sheet.hidden = hidden
        sheet.notes[:0] = notes
    return sheets


def _shifted(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The merged ranges between two rows, counted from the first of them."""
    return [
        ((top - start, left), (bottom - start, right))
        for (top, left), (bottom, right) in spans
        if start <= top and bottom < end
    ]


def grid_sheet(name: str, title: str | None, grid: Grid, spans: Sequence[Span] = (), first_row: int = 0) -> Sheet:
    """The table in the cells of `grid`, which begins `first_row` rows below the top of its sheet and is not empty."""
    layout = find_layout(grid, whole=True, spans=spans)
    if layout is None:
        raise empty_file()
    notes = list(layout.notes)
    filled = _fill_down(grid, spans, layout.header_row)
    if filled:
        notes.append(message("ingestion.merged_cells", count=filled))
    body = grid[layout.header_row :]
    columns = [
        pa.array([row[position] if position < len(row) else None for row in body], pa.string())
        for position in layout.positions
    ]
    header_row = first_row + layout.header_row
    numbers = pa.array(range(header_row + 1, first_row + len(grid) + 1), pa.int64())
    schema = sheet_schema(layout.names)
    table = pa.RecordBatch.from_arrays([*columns, numbers, pa.nulls(len(body), pa.string())], schema=schema)

    def rows(chunk_rows: int) -> Iterator[pa.RecordBatch | Message]:
        row_filter = RowFilter(layout)
        kept = row_filter.keep(table, is_last=True)
        for start in range(0, kept.num_rows, chunk_rows):
            yield kept.slice(start, chunk_rows)
        yield from row_filter.notes()

    return Sheet(name, title, layout.names, header_row, rows, notes=notes)


def _trim(grid: Grid) -> None:
    """Cuts off blank rows below and blank columns to the right."""
    while grid and not any(cell and not cell.isspace() for cell in grid[-1]):
        grid.pop()
    width = max((i + 1 for row in grid for i, cell in enumerate(row) if cell and not cell.isspace()), default=0)
    for row in grid:
        del row[width:]


def _fill_down(grid: Grid, spans: Sequence[Span], header_row: int) -> int:
    """Writes the value of a cell merged over several data rows into each of them; returns how many such cells."""
    filled = 0
    for (top, column), (bottom, _) in spans:
        if top < header_row or bottom <= top or top >= len(grid) or column >= len(grid[top]) or not grid[top][column]:
            continue
        filled += 1
        for row in grid[top + 1 : bottom + 1]:
            if column < len(row) and row[column] is None:
                row[column] = grid[top][column]
    return filled


def _office_xml_grids(text: str) -> list[Worksheet]:
    """The worksheets of an Excel 2003 XML file."""
    if "<!ENTITY" in text[:65_536]:
        raise _damaged()
    root = ElementTree.fromstring(text.encode("utf-8"), ElementTree.XMLParser(encoding="utf-8"))
    grids: list[Worksheet] = []
    for worksheet in root.iter(f"{_OFFICE_SPREADSHEET}Worksheet"):
        grid: Grid = []
        spans: list[Span] = []
        for row in worksheet.iter(f"{_OFFICE_SPREADSHEET}Row"):
            _pad(grid, int(row.get(f"{_OFFICE_SPREADSHEET}Index", len(grid) + 1)) - 1, [])
            cells: list[str | None] = []
            for cell in row.iter(f"{_OFFICE_SPREADSHEET}Cell"):
                _pad(cells, int(cell.get(f"{_OFFICE_SPREADSHEET}Index", len(cells) + 1)) - 1, None)
                across, down = (int(cell.get(f"{_OFFICE_SPREADSHEET}Merge{way}", 0)) for way in ("Across", "Down"))
                if across or down:
                    spans.append(((len(grid), len(cells)), (len(grid) + down, len(cells) + across)))
                cells.append(_office_cell(cell))
                _pad(cells, len(cells) + across, None)
            grid.append(cells)
        hidden = any((element.text or "") != "SheetVisible" for element in worksheet.iter(_VISIBLE))
        grids.append((worksheet.get(f"{_OFFICE_SPREADSHEET}Name", "Sheet"), hidden, grid, spans))
    return grids


def _office_cell(cell: ElementTree.Element) -> str | None:
    data = cell.find(f"{_OFFICE_SPREADSHEET}Data")
    if data is None:
        return None
    text = "".join(data.itertext())
    if data.get(f"{_OFFICE_SPREADSHEET}Type") == "DateTime":
        text = text.removesuffix(".000").removesuffix("T00:00:00")
    return text or None


def _pad(items: list, length: int, blank: object) -> None:
    if length > 1_048_576:
        raise _damaged()
    items.extend([blank] * (length - len(items)))


class _HtmlTables(HTMLParser):
    """Collects the cells of every table of a page; a cell's text stands in all rows and columns it spans."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Grid] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._row = -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self.tables.append([])
            self._row = -1
        elif tag == "tr" and self.tables:
            self._end_cell()
            self._row += 1
            self._ensure_row(self._row)
        elif tag in ("td", "th") and self.tables and self._row >= 0:
            self._end_cell()
            spans = dict(attrs)
            self._cell, self._span = [], (_span(spans.get("rowspan")), _span(spans.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()
        for table in self.tables:
            for row in table:
                row[:] = [cell or None for cell in row]

    def _ensure_row(self, index: int) -> None:
        table = self.tables[-1]
        while len(table) <= index:
            table.append([])

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = "".join(self._cell).strip()
        self._cell = None
        row = self.tables[-1][self._row]
        # A place still free (None) in a row already reached by a span from above, else the row's end.
        column = row.index(None) if None in row else len(row)
        rows, columns = self._span
        for down in range(rows):
            self._ensure_row(self._row + down)
            cells = self.tables[-1][self._row + down]
            cells.extend([None] * (column + columns - len(cells)))
            cells[column : column + columns] = [text] * columns


def _span(value: str | None) -> int:
    return min(max(int(value), 1), 1000) if value and value.isdigit() else 1


def _other_document(path: Path) -> FileRefused | None:
    """The refusal of an office document that is no workbook, if it is one."""
    content = path.read_bytes()
    for marks, kind in (
        ((b"word/document.xml", "WordDocument".encode("utf-16-le")), "word"),
        ((b"ppt/presentation.xml", "PowerPoint".encode("utf-16-le")), "presentation"),
        (("__nameid_version".encode("utf-16-le"),), "mail"),
    ):
        if any(mark in content for mark in marks):
            return FileRefused("ingestion.other_document", kind=message(f"ingestion.kind_{kind}"))
    return None


def _damaged() -> FileRefused:
    return FileRefused("ingestion.damaged")
