"""JSON lists of records, JSON lines and Parquet as sheets of text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingestion.cells import cell_text
from ingestion.encodings import TextEncoding, empty_file
from ingestion.layout import SAMPLE_ROWS, Layout, RowFilter, refuse_destroyed
from ingestion.sheets import FileRefused, Sheet, sheet_schema, unique_names
from ingestion.spreadsheets import grid_sheet
from warehouse.settings.messages import Message

Record = dict[str, Any]

_BLANK = "\ufeff \t\r\n"
# What an interface says around a list of records, and what is no record of its own.
_AROUND_A_LIST = frozenset(
    (
        "code", "msg", "message", "status", "success", "ok", "error", "total", "count", "page", "pages", "pageno", "pagenum",
        "pagesize", "size", "limit", "offset", "time", "timestamp", "date", "version", "type", "name", "title", "description",
        "next", "previous", "hasmore",
    )
)  # fmt: skip

# What reading a damaged Parquet file raises; a name that is no text raises ValueError.
_DAMAGED = (pa.ArrowException, OSError, ValueError)


def is_json(start: str) -> bool:
    """Whether a text beginning like this is JSON and not a delimited table."""
    return re.match(r"\[\s*[{\[\]]|\{\s*[\"}]", start) is not None


def read_json(path: Path, name: str, encoding: TextEncoding) -> list[Sheet]:
    """The tables of a JSON file; raises `FileRefused`.

    A table is an array of records or of rows, JSON lines, records one after the other, columns with their cells, or a list of
    records inside an object ("data": {"rows": […]}), of which there may be several. An object with things of its own to say
    is one record. Nested objects become columns 'outer.inner'. Row numbers count lines in JSON lines, records elsewhere.
    """

    def lines() -> Iterator[tuple[int, Record]]:
        with path.open(encoding=encoding.codec, errors="replace") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip(_BLANK):
                    yield number, _flat(_as_record(_parse(line, number), number))

    if _is_json_lines(path, encoding):
        return [_record_sheet(name, None, lines, encoding.note)]
    documents = _documents(path.read_text(encoding=encoding.codec, errors="replace"))
    content = documents[0] if len(documents) == 1 else documents
    if isinstance(content, list) and content and all(isinstance(row, list) for row in content):
        sheet = grid_sheet(name, None, [[cell_text(cell) for cell in row] for row in content])
        sheet.notes.insert(0, encoding.note)
        return [sheet]
    return [_numbered_sheet(name, place, items, encoding.note) for place, items in _tables(content).items()]


def _numbered_sheet(name: str, place: str | None, items: list[Any], note: Message) -> Sheet:
    records = [(number, _flat(_as_record(item, number))) for number, item in enumerate(items, 1)]
    return _record_sheet(name, place, lambda: records, note)


def _tables(content: Any) -> dict[str | None, list[Any]]:
    """The lists of records in a JSON value, by where they stand in it (None: it is one itself)."""
    if isinstance(content, list):
        return {None: content}
    if columns := _as_columns(content):
        return {None: columns}
    found = _lists_of_records(content)
    own = [
        key
        for key, part in content.items()
        if not isinstance(part, (list, dict)) and re.sub(r"[\W_]", "", key).casefold() not in _AROUND_A_LIST
    ]
    if not found and any(part == [] for part in _parts(content)) and not own:
        raise empty_file()
    if not found or len(own) > 1:
        return {None: [content]}
    return {None if len(found) == 1 else place: items for place, items in found.items()}


def _lists_of_records(content: Record, outer: str = "") -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for key, part in content.items():
        if _is_list_of_records(part):
            found[outer + key] = part
        elif isinstance(part, dict):
            found |= _lists_of_records(part, f"{outer}{key}.")
    return found


def _parts(content: Any) -> Iterator[Any]:
    yield content
    if isinstance(content, dict):
        for part in content.values():
            yield from _parts(part)


def _as_columns(content: Record) -> list[Record]:
    """The records of columns given one by one: {"id": ["a", "b"]} or {"id": {"0": "a", "1": "b"}}; none where it is no such."""
    columns = list(content.values())
    if len(columns) < 2:
        return []
    if all(isinstance(column, dict) for column in columns):
        places = list(columns[0])
        if not places or any(list(column) != places for column in columns) or not all(map(str.isdigit, places)):
            return []
        columns = [list(column.values()) for column in columns]
    if not all(isinstance(column, list) and len(column) == len(columns[0]) for column in columns):
        return []
    if any(isinstance(cell, (list, dict)) for column in columns for cell in column):
        return []
    return [dict(zip(content, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _documents(text: str) -> list[Any]:
    """The JSON values of a text, one or several without anything between them; raises `FileRefused`."""
    decoder = json.JSONDecoder()
    found: list[Any] = []
    text, place = text.strip(_BLANK), 0
    try:
        while place < len(text):
            value, place = decoder.raw_decode(text, place)
            found.append(value)
            while place < len(text) and text[place] in _BLANK:
                place += 1
    except (ValueError, RecursionError) as error:
        raise FileRefused("ingestion.malformed", fault=str(error)) from error
    return found


def read_parquet(path: Path, name: str) -> list[Sheet]:
    """The one table of a Parquet file; raises `FileRefused`."""
    try:
        file = pq.ParquetFile(path)
        header = _header(file.schema_arrow.names)
    except _DAMAGED as error:
        raise FileRefused("ingestion.malformed", fault=str(error)) from error
    if not file.metadata.num_rows:
        raise empty_file()

    def rows(chunk_rows: int) -> Iterator[pa.RecordBatch | Message]:
        row_filter, row = RowFilter(_layout(header)), 0
        try:
            for batch in file.iter_batches(batch_size=chunk_rows):
                columns = [_text_column(column) for column in batch.columns]
                yield row_filter.keep(_batch(header, columns, range(row + 1, row + batch.num_rows + 1)))
                row += batch.num_rows
        except _DAMAGED as error:
            raise FileRefused("ingestion.malformed", fault=str(error)) from error
        yield from row_filter.notes()

    return [Sheet(name, None, header, 0, rows)]


def _record_sheet(
    name: str, place: str | None, records: Callable[[], Iterable[tuple[int, Record]]], note: Message
) -> Sheet:
    keys = list(dict.fromkeys(key for _, record in records() for key in record))
    if not keys:
        raise empty_file()
    header = _header(keys)
    refuse_destroyed(header, [list(map(cell_text, record.values())) for _, record in islice(records(), SAMPLE_ROWS)])

    def rows(chunk_rows: int) -> Iterator[pa.RecordBatch | Message]:
        row_filter = RowFilter(_layout(header))
        remaining = iter(records())
        while chunk := list(islice(remaining, chunk_rows)):
            columns = [pa.array([cell_text(record.get(key)) for _, record in chunk], pa.string()) for key in keys]
            yield row_filter.keep(_batch(header, columns, [number for number, _ in chunk]))
        yield from row_filter.notes()

    return Sheet(name, place, header, 0, rows, notes=[note])


def _header(names: Iterable[str]) -> list[str]:
    return unique_names([name.strip() or f"column_{number}" for number, name in enumerate(names, 1)])


def _layout(header: list[str]) -> Layout:
    return Layout(0, tuple(range(len(header))), header, (None,) * len(header))


def _batch(header: list[str], columns: list[pa.Array], numbers: Sequence[int]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [*columns, pa.array(numbers, pa.int64()), pa.nulls(len(numbers), pa.string())], schema=sheet_schema(header)
    )


def _text_column(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_integer(column.type) or pa.types.is_boolean(column.type):
        text = pc.cast(column, pa.string())
        return pc.if_else(pc.equal(text, ""), None, text)
    return pa.array([cell_text(value) for value in column.to_pylist()], pa.string())


def _is_json_lines(path: Path, encoding: TextEncoding) -> bool:
    """Whether the first line is an object by itself and another line follows (a single object may be a wrapper)."""
    with path.open(encoding=encoding.codec, errors="replace") as stream:
        lines = [line.strip(_BLANK) for line in islice(stream, 50)]
    filled = [line for line in lines if line]
    if len(filled) < 2:
        return False
    try:
        return isinstance(json.loads(filled[0]), dict)
    except (ValueError, RecursionError):
        return False


def _parse(text: str, line: int) -> Any:
    try:
        return json.loads(text.strip(_BLANK))
    except (ValueError, RecursionError) as error:
        raise FileRefused("ingestion.malformed_line", line=line, fault=str(error)) from error


def _as_record(item: Any, number: int) -> Record:
    if isinstance(item, dict):
        return item
    raise FileRefused("ingestion.not_a_record", item=number)


def _is_list_of_records(part: Any) -> bool:
    return isinstance(part, list) and bool(part) and all(isinstance(item, dict) for item in part)


def _flat(record: Record, prefix: str = "") -> Record:
    flat: Record = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat
