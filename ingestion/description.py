"""What a person needs to know of a file nobody has described: its first rows, what its columns hold, how it might be read, and what
cannot be known from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingestion.columns import Held
from ingestion.draft import Draft, written
from ingestion.headers import contract_headers, normalise_header
from ingestion.notices import label
from ingestion.profile_lines import CLOCK, DAY, Line, as_table, lines_of, main_table
from ingestion.proposal import propose, sample
from ingestion.readers import Sheet, read
from ingestion.words import chinese_words
from warehouse.settings import Contract
from warehouse.settings.messages import Message, message

# Rows shown of the file.
FIRST_ROWS = 20
# A column with more different cells than this holds no vocabulary.
WORDS = 60
# Words named in a question.
_WORDS_SHOWN = 6


def describe(path: Path, source: str | None = None) -> dict[str, Any]:
    """The file's sheets with their first rows, the proposed profile, each column's content, and what is left to ask.

    Keys: `profile` (YAML text), `source`, `table` (the profile as `profile_lines` has it), `sheet` (place of the sheet it is
    about), `sheets`, `columns`, `questions` (messages). Raises FileRefused for a file that cannot be read.
    """
    sheets = read(path)
    draft = propose(path, source, sheets)
    columns = [_column(each) for each in draft.held.values()]
    return {
        "profile": written(draft),
        "source": draft.contract.source,
        "table": as_table(draft.profile(), draft.sheet.header),
        "sheet": sheets.index(draft.sheet),
        "sheets": [_shown(sheet) for sheet in sheets],
        "columns": columns,
        "questions": [*draft.ask, *_questions(draft, columns)],
    }


def _shown(sheet: Sheet) -> dict[str, Any]:
    first = sample(sheet, FIRST_ROWS).to_pylist()
    return {
        "file_name": sheet.file_name,
        "sheet": sheet.sheet,
        "hidden": sheet.hidden,
        "header_row": sheet.header_row,
        "header": sheet.header,
        "rows": [[row[header] for header in sheet.header] for row in first],
        "notes": list(sheet.notes),
    }


def _column(held: Held) -> dict[str, Any]:
    """What the sampled cells of a column are: how many, examples, its words where they are few, the order of its days."""
    words = Counter(held.cells)
    return {
        "header": held.header,
        "filled": len(held.cells),
        "distinct": len(words),
        "unique": held.is_unique,
        "examples": list(words)[:3],
        "words": [[word, times] for word, times in words.most_common()] if len(words) <= WORDS else [],
        "days": asdict(days) if (days := held.day_order) else None,
    }


def _questions(draft: Draft, columns: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    """What the proposal has taken for likely and a person should look at."""
    held = {column["header"]: column for column in columns}
    lines = lines_of(draft.profile(), list(held))
    clocked = next((line.column for line in lines if line.target.endswith(CLOCK)), "")
    for line in lines:
        name = clocked if line.target == DAY else line.column
        if name in draft.contract.column_names:
            yield from _of_column(draft.contract, name, line, held[line.header])
    known = main_table(draft.profile())["columns"]
    if "score" in known and not {"scale_min", "scale_max"} <= known.keys():
        yield message("profiles.no_scale", column="score")


def _of_column(contract: Contract, name: str, line: Line, held: Mapping[str, Any]) -> Iterator[Message]:
    about: dict[str, Any] = {"column": name, "header": line.header}
    known = {normalise_header(each) for each in contract_headers(name, contract.column(name).zh)}
    if normalise_header(line.header) not in known:
        yield message("profiles.doubtful", label=label(contract.source, name), **about)
    if held["days"] and held["days"]["contradicts"] and line.order == "auto":
        yield message("profiles.order_unsure", example=held["days"]["example"], **about)
    if outside := _outside(contract, name, line, held):
        yield message("profiles.words_unknown", words=outside[:_WORDS_SHOWN], **about)


def _outside(contract: Contract, name: str, line: Line, held: Mapping[str, Any]) -> list[str]:
    """The words of a column that nobody has said the meaning of."""
    vocabulary = contract.column(name).vocabulary
    if not vocabulary:
        return []
    said = {word.casefold() for words in chinese_words(contract.source, name).values() for word in words}
    known = {*vocabulary, *line.words, *line.no_answer.split(";")}
    return [word for word, _ in held["words"] if word not in known and word.casefold() not in said]
