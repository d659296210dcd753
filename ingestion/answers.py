"""Questionnaires: on which scale a column is answered, which end is best, and which cells are no answer.

What the cells and the header show is decided; what they cannot show (is 5 the best? is 6 a score?) becomes a question.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingestion.scales import (
    NUMBER,
    TURNED,
    Answers,
    Scale,
    asked_about_extent,
    header_is,
    is_no_answer,
    label_of,
    no_answers,
    scales,
    told_labels,
    told_range,
)
from warehouse.settings.messages import Message, message

# Share of a column's cells that must be answers of one scale.
MOSTLY = 0.8
# A column with more different cells than this is no scale.
_MOST_ANSWERS = 30
# Labels named in a question.
_LABELS_SHOWN = 6
# Codes survey programs write for "not asked" and the like, far from any scale.
_CODES_FAR_AWAY = frozenset((-99, -98, -97, -9, -8, -1, 66, 77, 88, 97, 98, 99, 888, 997, 998, 999))
_WIDEST_SCALE = 10


def read_questionnaire(columns: Mapping[str, Sequence[str]]) -> dict[str, Answers]:
    """The columns that are answers on a scale, by header, given their non-empty cells.

    Questions answered alike share a scale: what one of them leaves open (nobody chose the worst) another one shows.
    """
    counts = {header: Counter(cells) for header, cells in columns.items()}
    alone = {header: answers for header, cells in counts.items() if (answers := _read_answers(header, cells))}
    found = dict(alone)
    labelled = [header for header, answers in alone.items() if answers.values]
    for group in (
        [
            *labelled,
            *(
                header
                for header in counts
                if labelled and header not in alone and _says_alike(counts, header, labelled)
            ),
        ],
        [
            header
            for header, answers in alone.items()
            if not answers.values and 1 < answers.scale[1] <= 7 and not told_labels(header)
        ],
    ):
        if len(group) > 1 and (shared := _shared(group, sum((counts[header] for header in group), Counter()))):
            found |= shared
    return found


def _says_alike(counts: Mapping[str, Counter[str]], header: str, others: Sequence[str]) -> bool:
    """Whether a column of too few different labels to tell is answered in words of the questions beside it."""
    few = 0 < len(counts[header]) <= _MOST_ANSWERS
    slight = _labelled(header, counts[header], is_rating=True) if few else None
    return slight is not None and any(
        each.holds(slight.values) and each.holds(read.values) and len(each.levels) > 2
        for other in others
        if (read := _labelled(other, counts[other]))
        for each in scales()
    )


def _read_answers(header: str, counts: Counter[str]) -> Answers | None:
    """How the cells of a column are answers on a scale; None where they are none."""
    if not counts or len(counts) > _MOST_ANSWERS:
        return None
    if labelled := _labelled(header, counts):
        return labelled
    return _numbered([header], counts) if header_is("question", header) else None


def _shared(headers: Sequence[str], counts: Counter[str]) -> dict[str, Answers]:
    """The questions on the scale that their answers together show; empty where they show none."""
    together = _labelled(headers[0], counts, is_rating=True) or _numbered(headers, counts)
    if together is None:
        return {}
    if not together.values:
        return {header: replace(together, unsure=together.unsure if header == headers[0] else ()) for header in headers}
    scale = next(each for each in scales() if each.range == together.scale and each.holds(together.values))
    general = [question for question in together.unsure if question not in asked_about_extent(headers[0], scale)]
    return {
        header: replace(
            together, unsure=(*(general if header == headers[0] else ()), *asked_about_extent(header, scale))
        )
        for header in headers
    }


def _labelled(header: str, counts: Counter[str], *, is_rating: bool = False) -> Answers | None:
    labels = {cell: label_of(cell) for cell in counts}
    nothing = [cell for cell, (_, label) in labels.items() if label in no_answers()]
    said = {cell: label for cell, label in labels.items() if cell not in nothing and not NUMBER.fullmatch(cell)}
    scale = _scale_of({cell: label for cell, (_, label) in said.items()}, counts)
    if scale is None:
        return None
    places = {cell: scale.place(label) for cell, (_, label) in said.items()}
    values = {cell: scale.score(place) for cell, place in places.items() if place is not None}
    is_slight = len(set(values.values())) < 2 or len(scale.levels) == 2
    if is_slight and not (is_rating or header_is("quality", header)):
        return None
    if not any(code for code, _ in said.values()):
        values |= scale.usual_words(like=next(iter(values)), besides=set(places.values()))
    unsure = asked_about_extent(header, scale)
    if unknown := [cell for cell, place in places.items() if place is None][:_LABELS_SHOWN]:
        unsure.append(message("profiles.labels_unsure", header=header, labels=unknown))
    return Answers(scale.range, values, tuple(nothing), unsure=tuple(unsure))


def _scale_of(labels: Mapping[str, str], counts: Counter[str]) -> Scale | None:
    """The scale most cells fit, if nearly all do. Of scales that fit alike the one with fewer levels: nothing is said of levels
    nobody chose."""

    def fitting(scale: Scale) -> int:
        return sum(counts[cell] for cell, label in labels.items() if scale.place(label) is not None)

    best = max(scales(), key=lambda scale: (fitting(scale), -len(scale.levels)))
    known = fitting(best)
    return best if known and known >= MOSTLY * sum(counts[cell] for cell in labels) else None


# ------------------------------------------------------------ answers in numbers


def _numbered(headers: Sequence[str], counts: Counter[str]) -> Answers | None:
    """How numbers under these headers are answers on one scale; None where they are none."""
    header = " / ".join(headers)
    numbers = {cell: float(cell) for cell in counts if NUMBER.fullmatch(cell.strip())}
    nothing = [cell for cell in counts if cell not in numbers and is_no_answer(cell)]
    if not numbers or len(numbers) + len(nothing) < len(counts):
        return None
    if not all(number.is_integer() for number in numbers.values()) and not header_is("points", header):
        return None
    scores, codes = _scores_and_codes(header, sorted(set(numbers.values())))
    if not scores or scores[0] < 0 or scores[-1] > (100 if header_is("points", header) else _WIDEST_SCALE):
        return None
    if scores[-1] <= 1:
        return Answers((0, 1), no_answer=_cells(numbers, codes, nothing), unsure=tuple(_direction(header, 0, 1)))
    if told := told_labels(header):
        return _told_by_header(header, told, numbers, codes, nothing)
    low, high, unsure = _range(header, scores)
    unsure += _direction(header, low, high)
    return Answers((low, high), no_answer=_cells(numbers, codes, nothing), unsure=tuple(unsure))


def _scores_and_codes(header: str, seen: list[float]) -> tuple[list[float], list[float]]:
    """The numbers that are scores, and those outside the scale."""
    if told := told_range(header):
        scores = [number for number in seen if told[0] <= number <= told[1]]
        return scores, [number for number in seen if number not in scores]
    if any(number > _WIDEST_SCALE and number not in _CODES_FAR_AWAY for number in seen):
        return seen, []
    scores = [number for number in seen if number not in _CODES_FAR_AWAY]
    # 7 to 9 beyond a gap are codes as well: 1–5, 8, 9.
    beyond, below = [number for number in scores if number > 6], [number for number in scores if number <= 6]
    if beyond and below and beyond[-1] < _WIDEST_SCALE and beyond[0] - below[-1] > 1:
        scores = below
    return scores, [number for number in seen if number not in scores]


def _range(header: str, scores: list[float]) -> tuple[int, int, list[Message]]:
    low, high = math.floor(scores[0]), math.ceil(scores[-1])
    if high > _WIDEST_SCALE:
        return 0, 100, []
    if (told := told_range(header)) and told[0] <= low and high <= told[1]:
        return *told, []
    if high in (5, 10) and low <= 1:
        if high == 5 and low == 0:
            return 1, 5, [_is_it_a_score(header, 0)]
        return low, high, []
    if high in (6, 7) and low == 1:
        return 1, 5 if high == 6 else high, [_is_it_a_score(header, high)]
    return min(low, 1), max(high, 5), [message("profiles.range_unsure", header=header, low=low, high=high)]


def _is_it_a_score(header: str, code: float) -> Message:
    return message("profiles.score_unsure", header=header, number=f"{code:g}")


def _direction(header: str, low: int, high: int) -> list[Message]:
    if all(header_is("points", each) for each in header.split(" / ")) and not header_is("negative", header):
        return []
    return [message("profiles.direction_unsure", header=header, low=low, high=high, turned=TURNED)]


def _told_by_header(
    header: str, told: Mapping[int, str], numbers: Mapping[str, float], codes: list[float], nothing: list[str]
) -> Answers:
    """The scale a header explains: "1=非常满意 … 5=非常不满意，6=不清楚"."""
    codes = [*codes, *(code for code, label in told.items() if label in no_answers())]
    ends = {code: label for code, label in told.items() if code not in codes}
    low, high = min(ends, default=1), max(ends, default=5)
    scale = max(scales(), key=lambda each: sum(each.place(label) is not None for label in ends.values()))
    ranks = {code: place for code, label in ends.items() if (place := scale.place(label)) is not None}
    unsure: list[Message] = []
    reverse = False
    if low in ranks and high in ranks and ranks[low] != ranks[high]:
        reverse = ranks[low] > ranks[high]
        unsure += asked_about_extent(header, scale)
    else:
        unsure += _direction(header, low, high)
    outside = sorted(set(numbers.values()) - set(codes) - set(range(low, high + 1)))
    unsure += [_is_it_a_score(header, code) for code in outside]
    return Answers((low, high), no_answer=_cells(numbers, codes, nothing), reverse=reverse, unsure=tuple(unsure))


def _cells(numbers: Mapping[str, float], codes: Sequence[float], nothing: Sequence[str]) -> tuple[str, ...]:
    shown = [f"{number:g}" for number in sorted(set(numbers.values())) if number in codes]
    return tuple(dict.fromkeys([*shown, *nothing]))
