"""Proposes a mapping profile for a file nobody has described yet.

What the file shows is written down; what it cannot show is asked, and a profile with open questions reads nothing: a person
answers them in the lines they are about and deletes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from ingestion.answers import read_questionnaire
from ingestion.columns import fit, held_columns, matches
from ingestion.draft import Draft
from ingestion.notices import label
from ingestion.proposed_answers import add_answers
from ingestion.proposed_fields import add_fields
from ingestion.proposed_keys import add_missing
from ingestion.proposed_sources import add_mentions, add_visits
from ingestion.readers import Sheet, read
from warehouse.settings import Contract, contracts
from warehouse.settings.messages import message

# Rows looked at for keys, scales, orders of days and unknown words.
SAMPLE_ROWS = 5_000
# A source that fits so little, or another one nearly as well, makes the choice a person's.
SURELY, NEARLY = 3.5, 0.75


def propose(path: Path, source: str | None = None, sheets: Sequence[Sheet] | None = None) -> Draft:
    """A profile for the file at `path` (`sheets`, where it has been read), with what a person has to answer.

    Without `source` the source is chosen that the headers, their cells and the file's titles fit best. Raises FileRefused for a
    file that cannot be read.
    """
    sheets = read(path) if sheets is None else sheets
    sheet = max(sheets, key=lambda each: len(each.header))
    held = held_columns(sample(sheet))
    answers = read_questionnaire({header: each.cells for header, each in held.items()})
    titles = " ".join(
        [
            path.stem,
            *(each.sheet or "" for each in sheets),
            *(str(note.values["title"]) for note in sheet.notes if "title" in note.values),
        ]
    )
    candidates = [contracts()[source]] if source else list(contracts().values())
    ranked = sorted(
        ((fit(contract, found := matches(contract, held.values()), sheet.header, len(answers), titles), contract, found)
         for contract in candidates),
        key=lambda entry: -entry[0],
    )  # fmt: skip
    if ranked[0][1].source == "service_logs" and len(answers) > 1:
        # A visit at which questions were answered feeds both.
        ranked.sort(key=lambda entry: entry[1].source != "resident_ratings")
    best, contract, found = ranked[0]
    draft = Draft(path, sheet, contract, held, {match.column: match for match in found})
    if contract.source == "resident_ratings":
        add_answers(draft, answers)
    add_fields(draft)
    add_missing(draft)
    if draft.melt:
        add_visits(draft)
    add_mentions(draft)
    is_sure = best >= SURELY or len(found) == len(sheet.header)
    near = [other for score, other, _ in ranked[1:3] if not is_sure or score >= NEARLY * best]
    _ask_for_source(draft, [other for other in near if other.source not in {table["source"] for table in draft.others}])
    draft.also_like = [other for _, other, _ in ranked[1:4]]
    return draft


def _ask_for_source(draft: Draft, near: Sequence[Contract]) -> None:
    if near:
        others = [label(other.source) for other in near]
        draft.ask.insert(0, message("profiles.source_unsure", source=label(draft.contract.source), others=others))


def sample(sheet: Sheet, rows: int = SAMPLE_ROWS) -> pa.Table:
    """The first rows of a sheet."""
    batches: list[pa.RecordBatch] = []
    for batch in sheet.batches(rows):
        batches.append(batch)
        if sum(each.num_rows for each in batches) >= rows:
            break
    return pa.Table.from_batches(batches, schema=sheet.schema).slice(0, rows)
