"""What people here call things: Chinese words of the vocabularies (`words.yml`), names of columns and units (`headers.yml`), and
what is recognised in the files they write (`recognised.yml`)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


def chinese_words(source: str, column: str) -> dict[str, tuple[str, ...]]:
    """The Chinese words of each word of a column's vocabulary, the usual one first; empty where there are none."""
    return {str(word): tuple(chinese) for word, chinese in _entry("words.yml", source, column, {}).items()}


def other_headers(source: str, column: str) -> tuple[str, ...]:
    """Headers a column also goes by in the exports of offices and platforms."""
    return tuple(_entry("headers.yml", source, column, ()))


def words_of_source(source: str) -> tuple[str, ...]:
    """Words that files and headers of a source carry."""
    return tuple(_read("headers.yml").get(source, ()))


def headers_of_rows_to_mend() -> tuple[str, ...]:
    """What the workbook of rows to mend has beside the columns of the file: reason, file, row, and last the entry's number."""
    return tuple(_read("headers.yml")["rows_to_mend"])


def recognised(name: str) -> Any:
    """What readers and mapping recognise in cells and around tables: a pattern, or a list or mapping of words."""
    return _read("recognised.yml")[name]


def only_day() -> str:
    """The header of a file's only day, where it says no more than that."""
    return str(_read("headers.yml")["only_day"])


def is_like_id(header: str) -> bool:
    """Whether a header is worded like that of an id."""
    return _says("like_an_id", header)


def is_person_name(header: str) -> bool:
    """Whether a header names people or where they are reached."""
    return _says("name_of_a_person", header)


def unit_factor(column: str, header: str) -> float:
    """What a number is multiplied by to be in the column's unit; 1 where the header names no other unit."""
    wanted, written = _read("headers.yml")["units"].get(column.rpartition("_")[2]), named_unit(header)
    return written / wanted if wanted and written else 1


def named_unit(header: str) -> float | None:
    """The unit a header names, in the smallest of its kind: in brackets, under a line of its own, or at its end."""
    units: dict[str, float] = _read("headers.yml")["units"]
    ends = [
        *re.findall(_read("headers.yml")["in_brackets"], header),
        header.rpartition("/")[2],
        header.rpartition("_")[2],
    ]
    return next((units[end.casefold()] for end in ends if end != header and end.casefold() in units), None)


def _says(kind: str, header: str) -> bool:
    return re.search(_read("headers.yml")[kind], header, re.IGNORECASE) is not None


def _entry(file_name: str, source: str, column: str, default: Any) -> Any:
    entries = _read(file_name)
    return entries.get(f"{source}.{column}", entries.get(column, default))


@cache
def _read(file_name: str) -> dict[str, Any]:
    entries: dict[str, Any] = yaml.load((_FOLDER / file_name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return entries
