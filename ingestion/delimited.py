"""Delimited text: the dialect is decided on a sample, then the file is streamed in columns and bounded memory."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from ingestion.encodings import SAMPLE_BYTES, TextEncoding, decode_sample, empty_file, transcode
from ingestion.layout import Layout, RowFilter, find_layout, listed
from ingestion.sheets import EXTRA_CELLS, ROW_NUMBER, FileRefused, Sheet, sheet_schema, unique_names
from warehouse.settings.messages import Message, message

# A row must fit in one block; a quotation mark that is never closed shows as a row that does not.
BLOCK_BYTES = 16_777_216
_LAYOUT_ROWS = 1_000
_DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}
# Tried where none of the usual ones divides the lines.
_RARE_DELIMITERS = {
    "，": "wide_commas",
    "；": "wide_semicolons",
    "^": "carets",
    "\x01": "control_characters",
}

# Scores of a dialect: below, its lines have but one cell; above, nearly all have the same cells.
_UNDIVIDED, _SURELY_DIVIDED = 0.6, 0.95
# How platforms keep Excel from changing a number: ="00123", '00123, a tab beside it.
_WRAPPED = re.compile(r"""\t*="([^"]*)"\t*|'(\d+)|\t+([^\t]*)\t*|(?:[^\t]+)\t+""")

# The csv module refuses cells above 128 KiB by default; a long free text or a JSON cell is no error.
csv.field_size_limit(BLOCK_BYTES)


@dataclass(frozen=True)
class Dialect:
    """How a delimited file separates its cells. `spaced`: blanks after a delimiter are no part of the cell."""

    delimiter: str = ","
    quoted: bool = True
    escaped: bool = False
    spaced: bool = False

    def rows(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """The rows of text lines (which keep their line ends) in this dialect."""
        options: dict[str, Any] = {
            "delimiter": self.delimiter,
            "skipinitialspace": self.spaced,
            "strict": strict,
        }
        if not self.quoted:
            options["quoting"] = csv.QUOTE_NONE
        if self.escaped:
            options |= {"escapechar": "\\", "doublequote": False}
        return csv.reader(lines, **options)


def read_delimited(path: Path, name: str, encoding: TextEncoding, workspace: Path) -> list[Sheet]:
    """The one table of the text file at `path`, as a list like every reader's; raises `FileRefused`.

    `workspace` takes a UTF-8 copy where the file is in another encoding; it must live as long as the sheet is read.
    """
    notes = [encoding.note]
    unreadable = encoding.replaced
    if not encoding.is_utf8:
        copy = workspace / "utf8.csv"
        unreadable = transcode(path, encoding.codec, copy)
        path = copy
    if unreadable:
        notes.append(message("ingestion.unreadable_characters", count=unreadable))
    with path.open("rb") as stream:
        raw = stream.read(SAMPLE_BYTES)
    whole = path.stat().st_size <= SAMPLE_BYTES
    sample = decode_sample(raw, "utf-8")
    dialect = find_dialect(sample)
    rows = _sample_rows(sample, dialect, whole=whole)
    whole = whole and len(rows) < _LAYOUT_ROWS
    layout = find_layout(rows, whole=whole)
    if layout is None:
        raise empty_file()
    width = _width(rows, layout)
    layout = layout.within(width)
    if dialect.delimiter != ",":
        delimiter = (_DELIMITERS | _RARE_DELIMITERS)[dialect.delimiter]
        notes.append(message("ingestion.delimiter", delimiter=message(f"ingestion.delimiter_{delimiter}")))
    if dialect.spaced or dialect.delimiter in _RARE_DELIMITERS:
        path = _restated(path, dialect, workspace)
        dialect = Dialect()
    is_wrapped = any(cell and _WRAPPED.fullmatch(cell) for row in rows for cell in row)
    if is_wrapped:
        layout = replace(layout, names=unique_names([_WRAPPED.sub(r"\1\2\3", name) for name in layout.names]))
        notes.append(message("ingestion.wrapped_cells"))
    table = _Table(path, dialect, layout, width, is_wrapped)
    if not whole:
        table.add_late_columns()
    notes += layout.notes
    return [Sheet(name, None, table.layout.names, layout.header_row, table.stream, notes=notes)]


def find_dialect(sample: str) -> Dialect:
    """The dialect in which the sample's rows are equally wide and no cell holds another dialect's delimiter."""
    lines = list(islice(io.StringIO(sample, newline=""), 500))
    best, best_score = Dialect(), 0.0
    for dialect in _candidates(sample):
        score = _consistency(lines, dialect)
        # A plainer dialect wins unless another one is really better.
        if score > best_score + 0.001:
            best, best_score = dialect, score
    if best_score < _UNDIVIDED:
        rare = [Dialect(delimiter) for delimiter in _RARE_DELIMITERS if sample.count(delimiter) >= 2 * len(lines) > 2]
        best = next((dialect for dialect in rare if _consistency(lines, dialect) > _SURELY_DIVIDED), best)
    return best


def _candidates(sample: str) -> Iterator[Dialect]:
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        yield Dialect(delimiter)
        if '"' in sample:
            if re.search(re.escape(delimiter) + ' +"', sample):
                yield Dialect(delimiter, spaced=True)
            if '\\"' in sample:
                yield Dialect(delimiter, escaped=True)
            yield Dialect(delimiter, quoted=False)


def _consistency(lines: Sequence[str], dialect: Dialect) -> float:
    """From 0 to 1: the share of rows of the commonest width, less where the first row differs, where cells hold
    another delimiter or a quotation mark is left over, and where there is but one column."""
    try:
        rows = [row for row in dialect.rows(lines) if row]
    except csv.Error:
        return 0.0
    if not rows:
        return 0.0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    others = [other for other in _DELIMITERS if other != dialect.delimiter]
    undivided = sum(1 for row in rows if any(other in cell for cell in row for other in others))
    cells = [cell for row in rows for cell in row]
    quotes_left = sum(1 for cell in cells if cell.startswith('"') or cell.endswith('"'))
    score = count / len(rows) * (1 - 0.25 * undivided / len(rows)) * (1 - quotes_left / len(cells))
    return score * (1.0 if len(rows[0]) == width else 0.8) * (1.0 if width > 1 else 0.5)


def _sample_rows(sample: str, dialect: Dialect, *, whole: bool) -> list[list[str | None]]:
    rows = [
        [cell or None for cell in row] for row in islice(dialect.rows(io.StringIO(sample, newline="")), _LAYOUT_ROWS)
    ]
    # The sample may end inside a row.
    return rows if whole or len(rows) == _LAYOUT_ROWS else rows[:-1]


def _width(rows: Sequence[Sequence[str | None]], layout: Layout) -> int:
    """Columns of the file: as many as the header has, or as most rows have."""
    body = Counter(len(row) for row in rows[layout.header_row :] if row)
    header = len(rows[layout.header_row - 1]) if layout.header_row else 0
    usual = body.most_common(1)[0][0] if body else 0
    return max(header, usual)


def _restated(path: Path, dialect: Dialect, workspace: Path) -> Path:
    """A copy of the file with plain commas and no blanks after them; its rows keep their numbers."""
    copy = workspace / "restated.csv"
    with (
        path.open(encoding="utf-8-sig", errors="replace", newline="") as source,
        copy.open("w", encoding="utf-8", newline="") as out,
    ):
        csv.writer(out).writerows(dialect.rows(source))
    return copy


class _Table:
    """One delimited UTF-8 file as record batches with row numbers."""

    def __init__(self, path: Path, dialect: Dialect, layout: Layout, width: int, is_wrapped: bool) -> None:
        self._path = path
        self._dialect = dialect
        self._width = width
        self._is_wrapped = is_wrapped
        self.layout = layout

    def add_late_columns(self) -> None:
        """Widens the layout by those nameless columns that hold a value somewhere below the sample."""
        nameless = [column for column in range(self._width) if column not in self.layout.positions]
        if not nameless:
            return
        found: set[int] = set()
        skip = self.layout.header_row
        for batch in self._open(nameless, lambda row: "skip"):
            body, skip = batch.slice(skip), max(skip - batch.num_rows, 0)
            found |= {column for column, cells in zip(nameless, body.columns, strict=True) if _holds_text(cells)}
        self.layout = self.layout.with_columns(found)

    def stream(self, chunk_rows: int) -> Iterator[pa.RecordBatch | Message]:
        """The table's rows in pieces of `chunk_rows`, then the notes on ragged rows and rows left out."""
        row_filter = RowFilter(self.layout)
        ragged = _Ragged(self._dialect, self.layout, self._width)
        previous = pa.RecordBatch.from_pylist([], schema=sheet_schema(self.layout.names))
        for batch in self._numbered(ragged):
            yield from self._pieces(previous, row_filter, chunk_rows)
            previous = batch
        last = self._with_quote_closed(previous, ragged)
        yield from self._pieces(last, row_filter, chunk_rows, is_last=True)
        yield from ragged.notes()
        yield from row_filter.notes()

    def _numbered(self, ragged: _Ragged) -> Iterator[pa.RecordBatch]:
        """All rows with their numbers, the ragged ones in their places."""
        schema = sheet_schema(self.layout.names)
        row = 0
        for batch in self._open(self.layout.positions, ragged.take):
            numbers = ragged.row_numbers(after=row, count=batch.num_rows)
            row = int(numbers[-1]) if len(numbers) else row
            columns = [*batch.columns, pa.array(numbers, pa.int64()), pa.nulls(batch.num_rows, pa.string())]
            yield ragged.merge(pa.RecordBatch.from_arrays(columns, schema=schema), up_to=row)
        if ragged.waiting:
            yield ragged.merge(pa.RecordBatch.from_pylist([], schema=schema), up_to=None)

    def _with_quote_closed(self, batch: pa.RecordBatch, ragged: _Ragged) -> pa.RecordBatch:
        """The last batch; where a quotation mark never closed swallowed the rows after it, they are rows again."""
        if not batch.num_rows or not self._dialect.quoted:
            return batch
        last = batch.slice(batch.num_rows - 1).to_pylist()[0]
        number = last[ROW_NUMBER]
        swallowing = [name for name in self.layout.names if "\n" in (last[name] or "")]
        if not swallowing or _quotation_marks(self._path) % 2 == 0:
            return batch
        first_line, _, rest = last[swallowing[-1]].partition("\n")
        plain = Dialect(self._dialect.delimiter, quoted=False)
        rows = [row for row in plain.rows(io.StringIO(rest, newline="")) if row]
        if any(len(row) != self._width for row in rows):
            return batch
        last[swallowing[-1]] = first_line.rstrip("\r")
        records = [last, *(ragged.record(number + offset, row) for offset, row in enumerate(rows, 1))]
        ragged.unclosed = number
        kept = batch.slice(0, batch.num_rows - 1)
        return _joined(kept, pa.RecordBatch.from_pylist(records, schema=batch.schema))

    def _pieces(
        self, batch: pa.RecordBatch, row_filter: RowFilter, chunk_rows: int, *, is_last: bool = False
    ) -> Iterator[pa.RecordBatch]:
        body = batch.filter(pc.greater(batch.column(ROW_NUMBER), self.layout.header_row))
        kept = row_filter.keep(_unwrapped(body) if self._is_wrapped else body, is_last=is_last)
        for start in range(0, kept.num_rows, chunk_rows):
            yield kept.slice(start, chunk_rows)

    def _open(self, positions: Sequence[int], on_ragged: Callable[[Any], str]) -> Iterator[pa.RecordBatch]:
        """The file's columns at `positions`, every line a row (also blank ones, so that row numbers hold)."""
        names = [str(column) for column in range(self._width)]
        try:
            yield from pa_csv.open_csv(
                self._path,
                read_options=pa_csv.ReadOptions(column_names=names, block_size=BLOCK_BYTES, use_threads=False),
                parse_options=pa_csv.ParseOptions(
                    delimiter=self._dialect.delimiter,
                    quote_char='"' if self._dialect.quoted else False,
                    double_quote=not self._dialect.escaped,
                    escape_char="\\" if self._dialect.escaped else False,
                    newlines_in_values=self._dialect.quoted,
                    ignore_empty_lines=False,
                    invalid_row_handler=on_ragged,
                ),
                convert_options=pa_csv.ConvertOptions(
                    column_types={name: pa.string() for name in names},
                    include_columns=[str(column) for column in positions],
                    null_values=[""],
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=True,
                ),
            )
        except pa.ArrowInvalid as error:
            raise FileRefused("ingestion.table_cut_off", fault=str(error).splitlines()[0]) from error


class _Ragged:
    """Rows with more or fewer cells than the table has columns: told, completed and put back in their place."""

    def __init__(self, dialect: Dialect, layout: Layout, width: int) -> None:
        self._dialect = dialect
        self._layout = layout
        self._width = width
        self.waiting: list[tuple[int, str]] = []
        self._short: list[int] = []
        self._long: list[int] = []
        self.unclosed: int | None = None

    def take(self, row: Any) -> str:
        """Receives an invalid row from the parser."""
        self.waiting.append((row.number, row.text))
        return "skip"

    def row_numbers(self, after: int, count: int) -> np.ndarray:
        """The row numbers of the next `count` regular rows: those not taken by ragged ones."""
        waiting = np.array([number for number, _ in self.waiting], dtype=np.int64)
        following = np.arange(after + 1, after + 1 + count + len(waiting), dtype=np.int64)
        return following[~np.isin(following, waiting)][:count]

    def merge(self, batch: pa.RecordBatch, up_to: int | None) -> pa.RecordBatch:
        """The batch with the ragged rows numbered below `up_to` (None: all that wait) in their places."""
        ready = [row for row in self.waiting if up_to is None or row[0] < up_to]
        if not ready:
            return batch
        self.waiting = self.waiting[len(ready) :]
        records = [self.record(number, cells) for row in ready for number, cells in self._cells(*row)]
        added = pa.RecordBatch.from_pylist(records, schema=batch.schema)
        return _joined(batch, added)

    def notes(self) -> list[Message]:
        """What happened to ragged rows."""
        notes = []
        if self.unclosed is not None:
            notes.append(message("ingestion.unclosed_quote", row=self.unclosed))
        if self._short:
            notes.append(message("ingestion.short_rows", count=len(self._short), rows=listed(self._short)))
        if self._long:
            notes.append(message("ingestion.long_rows", count=len(self._long), rows=listed(self._long)))
        return notes

    def _cells(self, number: int, text: str) -> Iterator[tuple[int, list[str]]]:
        """The rows in a ragged piece of text: one, or many where a quotation mark was never closed."""
        try:
            rows = list(self._dialect.rows(io.StringIO(text, newline=""), strict=True))
        except csv.Error:
            plain = Dialect(self._dialect.delimiter, quoted=False)
            rows = list(plain.rows(io.StringIO(text, newline="")))
        for offset, cells in enumerate(rows):
            yield number + offset, cells

    def record(self, number: int, cells: list[str]) -> dict[str, Any]:
        """One row as a record of the batch, its surplus cells apart."""
        extra = [cell for column, cell in enumerate(cells) if cell.strip() and column not in self._layout.positions]
        if number > self._layout.header_row:
            if extra:
                self._long.append(number)
            elif len(cells) < self._width and any(cells):
                self._short.append(number)
        values = [cells[column] or None if column < len(cells) else None for column in self._layout.positions]
        record: dict[str, Any] = dict(zip(self._layout.names, values, strict=True))
        return record | {ROW_NUMBER: number, EXTRA_CELLS: "\t".join(extra) or None}


def _unwrapped(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch without what platforms put around numbers to keep Excel from changing them."""
    texts = [
        pc.replace_substring_regex(pc.utf8_trim(column, "\t"), r"""^(?:="([^"]*)"|'(\d+))$""", r"\1\2")
        for column in batch.columns[:-2]
    ]
    return pa.RecordBatch.from_arrays([*texts, *batch.columns[-2:]], schema=batch.schema)


def _joined(batch: pa.RecordBatch, added: pa.RecordBatch) -> pa.RecordBatch:
    return pa.Table.from_batches([batch, added]).sort_by(ROW_NUMBER).combine_chunks().to_batches()[0]


def _quotation_marks(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(chunk.count(b'"') for chunk in iter(lambda: stream.read(BLOCK_BYTES), b""))


def _holds_text(column: pa.Array) -> bool:
    return bool(pc.any(pc.invert(pc.or_(pc.equal(column, ""), pc.utf8_is_space(column)))).as_py())
