"""What every reader returns: sheets of text with row numbers, notes on what was decided, and refusals with their reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from warehouse.settings.messages import Message, Spoken

ROW_NUMBER = "row_number"
EXTRA_CELLS = "extra_cells"
CHUNK_ROWS = 65_536


class FileRefused(Spoken):
    """A file that cannot be read truthfully: what is wrong, that nothing was taken over, and what to do."""


# Yields batches and, as it learns of them, notes.
RowSource = Callable[[int], Iterator["pa.RecordBatch | Message"]]


@dataclass
class Sheet:
    """One table of a file.

    `file_name` is the name as the user knows it ('archive.zip/inner.csv' inside an archive), `sheet` the worksheet's name.
    `header` holds the unique cleaned column names; `header_row` is the 1-based row of the last line above
    the data (0: they begin on the first row).
    `notes` are the decisions the reader took, told so that a person can check them; they are complete once `batches` has
    been read to its end: rows left out and ragged rows are only known then.
    """

    file_name: str
    sheet: str | None
    header: list[str]
    header_row: int
    rows: RowSource = field(repr=False)
    hidden: bool = False
    notes: list[Message] = field(default_factory=list)
    # Temporary folders the rows are read from; they go when the sheet goes.
    keeps: list[object] = field(default_factory=list, repr=False)
    # Files of the same archive that cannot be read, by name; told by the first sheet.
    refused_members: dict[str, FileRefused] = field(default_factory=dict, repr=False)

    @property
    def schema(self) -> pa.Schema:
        """Text columns of the header, then `row_number` (int64) and `extra_cells` (text)."""
        return sheet_schema(self.header)

    def batches(self, chunk_rows: int = CHUNK_ROWS) -> Iterator[pa.RecordBatch]:
        """The rows, at most `chunk_rows` at a time, in file order; wholly empty rows are left out.

        An empty cell is null. `row_number` is the 1-based row as a spreadsheet shows it. `extra_cells` is null except
        where a row has more cells than the table has columns: then it holds the surplus cells, tab-separated, and the
        row's values may stand in the wrong columns. Raises `FileRefused` where the rest of the file cannot be read.
        """
        for read in self.rows(chunk_rows):
            if not isinstance(read, Message):
                yield read
            elif read not in self.notes:
                self.notes.append(read)


def sheet_schema(header: list[str]) -> pa.Schema:
    """Arrow schema of the batches of a sheet with these columns."""
    fields = [pa.field(name, pa.string()) for name in header]
    return pa.schema([*fields, pa.field(ROW_NUMBER, pa.int64()), pa.field(EXTRA_CELLS, pa.string())])


def unique_names(names: list[str]) -> list[str]:
    """The names, repeated ones suffixed '.1', '.2' … as pandas does; never one of the reader's own columns."""
    taken = {ROW_NUMBER, EXTRA_CELLS}
    unique = []
    for name in names:
        candidate, repeats = name, 0
        while candidate in taken:
            repeats += 1
            candidate = f"{name}.{repeats}"
        taken.add(candidate)
        unique.append(candidate)
    return unique
