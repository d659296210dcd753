"""A draft's fields: which header fills which column, in which order its days and in which unit its numbers are written."""

from __future__ import annotations

import re
from datetime import date, datetime
from statistics import median
from typing import Any

from ingestion.columns import OTHER_NAMES, Held, meanings
from ingestion.draft import ABOUT_FILE, Draft
from ingestion.scales import is_no_answer
from ingestion.words import is_like_id, is_person_name, named_unit, unit_factor
from warehouse.settings import Column

# Below this a header is too unlike a column's names to be taken; it is named beside the draft. Above, it is surely meant.
DOUBTFUL, _SURELY_NAMED = 0.72, 0.95
# Hours beyond which most records must be in minutes.
_LONG_SERVICE = 16
_NEAR_DAYS = 3
# Words named in a remark.
_WORDS_SHOWN = 20

_SHORT_DAY = re.compile(r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")
_ISO_DAY = re.compile(r"^\s*(\d{4})\D(\d{1,2})\D(\d{1,2})")


def add_fields(draft: Draft) -> None:
    """The columns of the source that headers of the file are called like."""
    days = _days_elsewhere(draft)
    for column in draft.contract.columns:
        match = draft.found.get(column.name)
        if match is None:
            continue
        if match.alikeness < DOUBTFUL * OTHER_NAMES:
            draft.remark(ABOUT_FILE, "remark_perhaps", header=match.header, column=column.name, name=column.zh)
            continue
        header = match.header
        spec: dict[str, Any] = {"headers": [header]}
        if column.name in days:
            header = days[column.name]
            spec = {"headers": [header], "time_of_day": [match.header]}
        if not column.required:
            spec["optional"] = True
        if column.type in ("date", "timestamp"):
            spec["type"] = column.type
            add_order(draft, column.name, spec, draft.held[header])
        if match.alikeness < _SURELY_NAMED:
            draft.remark(column.name, "remark_doubtful", name=column.zh)
        _add_words(draft, column, draft.held[match.header], spec)
        draft.fields[column.name] = spec
        draft.columns[column.name] = output_of(draft, column, match.header)


def _days_elsewhere(draft: Draft) -> dict[str, str]:
    """For columns whose header holds a clock without a day: the header beside it that holds the day."""
    used = {match.header for match in draft.found.values()}
    clocks = [
        match.column
        for match in draft.found.values()
        if draft.contract.column(match.column).type == "timestamp" and draft.held[match.header].is_clock
    ]
    day = (
        next((header for header, each in draft.held.items() if header not in used and each.is_day), None)
        if clocks
        else None
    )
    return dict.fromkeys(clocks, day) if day else {}


def add_order(draft: Draft, column: str, spec: dict[str, Any], times: Held) -> None:
    """The pattern or the order of a column's days, where it shows them; asked where neither it nor another column does."""
    if form := times.written_time:
        spec["format"] = form
        return
    days = times.day_order
    spec["order"] = days.order if days else "auto"
    if days is None or days.order != "auto" or days.contradicts:
        return
    if not any(_tells_order(times, other) for other in draft.held.values() if other is not times):
        draft.asks("order_unsure", column=column, header=times.header, example=days.example)


def _tells_order(times: Held, other: Held) -> bool:
    """Whether another column's days, a few days off at most, show which of the first two numbers is the day."""
    pairs = [(_SHORT_DAY.match(one), _ISO_DAY.match(two)) for one, two in zip(times.cells, other.cells, strict=False)]
    near = {"dmy": 0, "mdy": 0}
    compared = 0
    for short, iso in pairs:
        if short is None or iso is None or len(short[3]) < 4:
            continue
        compared += 1
        known = _day(int(iso[1]), int(iso[2]), int(iso[3]))
        for order, month, day in (("dmy", 2, 1), ("mdy", 1, 2)):
            said = _day(int(short[3]), int(short[month]), int(short[day]))
            near[order] += bool(known and said and abs((known - said).days) <= _NEAR_DAYS)
    return compared > 0 and max(near.values()) >= 0.8 * compared and min(near.values()) <= 0.5 * compared


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return datetime(year, month, day).date()
    except ValueError:
        return None


def _add_words(draft: Draft, column: Column, words: Held, spec: dict[str, Any]) -> None:
    """Puts words of the file whose meaning is known into `values`, those that say nothing into `no_answer`; the others are
    remarked upon."""
    if not column.vocabulary:
        return
    known = meanings(draft.contract, column)
    outside = [word for word in words.some if word not in column.vocabulary]
    if values := {word: known[word.casefold()] for word in outside if word.casefold() in known}:
        spec["values"] = values
    if nothing := [word for word in outside if word not in values and is_no_answer(word)]:
        spec["no_answer"] = nothing
    if left := [word for word in outside if word not in values and word not in nothing]:
        draft.remark(column.name, "remark_outside", listed=left[:_WORDS_SHOWN])
        draft.remark(column.name, "remark_vocabulary", listed=list(column.vocabulary))


def output_of(draft: Draft, column: Column, header: str) -> Any:
    """How a column is filled from its field: pseudonyms of people, ids of places, units."""
    if column.name == "community_id" and not is_like_id(header):
        return {"from": column.name, "slug": True}
    if column.name == "respondent_id" or (column.name.endswith("member_id") and is_person_name(header)):
        return {"from": column.name, "hash": True}
    if column.type not in ("number", "integer"):
        return column.name
    factor = unit_factor(column.name, header)
    numbers = draft.held[header].numbers
    is_said = factor != 1 or named_unit(header) is not None
    if column.name.endswith("_hours") and not is_said and numbers and median(numbers) > _LONG_SERVICE:
        draft.asks("minutes_unsure", column=column.name, header=header, number=f"{numbers[0]:g}")
    return {"from": column.name, "multiply": factor} if factor != 1 else column.name
