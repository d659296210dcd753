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
from ingestion.layout import Layout, RowFilter
from ingestion.sheets import Note, Refused, Sheet, sheet_schema, unique_names

Record = dict[str, Any]

# What reading a damaged Parquet file raises; a name that is no text raises ValueError.
_DAMAGED = (pa.ArrowException, OSError, ValueError)


def is_json(start: str) -> bool:
    """Whether a text beginning like this is JSON and not a delimited table."""
    return re.match(r"\[\s*[{\[\]]|\{\s*[\"}]", start) is not None


def read_json(path: Path, name: str, encoding: TextEncoding) -> list[Sheet]:
    """The records of a JSON array, of JSON lines, or of the one list inside a JSON object; raises `Refused`.

    Nested objects become columns 'outer.inner'. Row numbers count lines in JSON lines, records elsewhere.
    """

    def lines() -> Iterator[tuple[int, Record]]:
        with path.open(encoding=encoding.codec, errors="replace") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip("\ufeff \t\r\n"):
                    yield number, _flat(_as_record(_parse(line, number), number))

    if _is_json_lines(path, encoding):
        return [_record_sheet(name, lines, encoding.note)]
    content = _parse(path.read_text(encoding=encoding.codec, errors="replace"), 1)
    if isinstance(content, dict):
        content = next((part for part in content.values() if _is_list_of_records(part)), [content])
    records = [(number, _flat(_as_record(item, number))) for number, item in enumerate(content, 1)]
    return [_record_sheet(name, lambda: records, encoding.note)]


def read_parquet(path: Path, name: str) -> list[Sheet]:
    """The one table of a Parquet file; raises `Refused`."""
    try:
        file = pq.ParquetFile(path)
        header = _header(file.schema_arrow.names)
    except _DAMAGED as error:
        raise _corrupted(str(error)) from error
    if not file.metadata.num_rows:
        raise empty_file()

    def rows(chunk_rows: int) -> Iterator[pa.RecordBatch | Note]:
        row_filter, row = RowFilter(_layout(header)), 0
        try:
            for batch in file.iter_batches(batch_size=chunk_rows):
                columns = [_text_column(column) for column in batch.columns]
                yield row_filter.keep(_batch(header, columns, range(row + 1, row + batch.num_rows + 1)))
                row += batch.num_rows
        except _DAMAGED as error:
            raise _corrupted(str(error)) from error
        yield from row_filter.notes()

    return [Sheet(name, None, header, 0, rows)]


def _record_sheet(name: str, records: Callable[[], Iterable[tuple[int, Record]]], note: Note) -> Sheet:
    keys = list(dict.fromkeys(key for _, record in records() for key in record))
    if not keys:
        raise empty_file()
    header = _header(keys)

    def rows(chunk_rows: int) -> Iterator[pa.RecordBatch | Note]:
        row_filter = RowFilter(_layout(header))
        remaining = iter(records())
        while chunk := list(islice(remaining, chunk_rows)):
            columns = [pa.array([cell_text(record.get(key)) for _, record in chunk], pa.string()) for key in keys]
            yield row_filter.keep(_batch(header, columns, [number for number, _ in chunk]))
        yield from row_filter.notes()

    return Sheet(name, None, header, 0, rows, notes=[note])


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
        lines = [line.strip("\ufeff \t\r\n") for line in islice(stream, 50)]
    filled = [line for line in lines if line]
    if len(filled) < 2:
        return False
    try:
        return isinstance(json.loads(filled[0]), dict)
    except (ValueError, RecursionError):
        return False


def _parse(text: str, line: int) -> Any:
    try:
        return json.loads(text.strip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        raise _corrupted(f"line {line}: {error}") from error


def _as_record(item: Any, number: int) -> Record:
    if isinstance(item, dict):
        return item
    raise _corrupted(f"item {number} is not a record")


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


def _corrupted(reason: str) -> Refused:
    return Refused(
        "corrupted",
        f"文件内容不完整或格式有误，无法读取（{reason}）。没有写入任何数据。请重新导出后提交。",
        f"The file is incomplete or malformed ({reason}). Nothing was taken over. Export it again.",
    )
