"""Answers of questionnaires: on which scale a column is answered, which end is best, and which cells are no answer.

What the cells and the header show is decided; what they cannot show (is 5 the best? is 6 a score?) becomes a question.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# Share of a column's cells that must be answers of one scale.
MOSTLY = 0.8
# Codes survey programs write for "not asked" and the like, far from any scale.
_CODES_FAR_AWAY = frozenset((-99, -98, -97, -9, -8, -1, 66, 77, 88, 97, 98, 99, 888, 997, 998, 999))
_WIDEST_SCALE = 10
# A column with more different cells than this is no scale.
_MOST_ANSWERS = 30
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ASKS = re.compile(
    r"满意|滿意|评[分价]|打分|得分|星级|好评|您|是否|认为|感受|[?？吗]|推荐"
    r"|^_?q\d|^_\d+[a-z]?_|\bq\d+\b|rating|\bscore|satisf|recommend|experience|helpful|likely|agree|\bstars?\b"
    r"|\b(?:are|do|does|did|is|was|were|have|has|how|would|overall)\b",
    re.IGNORECASE,
)
_MORE_IS_BETTER = re.compile(r"得分|评分|打分|分数|分值|星级|\bscore|\bstars?\b|star rating|\bpoints\b", re.IGNORECASE)
_QUALITY = re.compile(
    r"满意|滿意|推荐|公平|公正|安全|及时|有用|satisf|recommend|fair|heard|safe|help|useful|trust|respect", re.IGNORECASE
)
# Shortest beginning of a label that can be told from others.
_LABEL_CUT_OFF = 6
# "1=非常满意", "5 - very poor" in a header.
_CODED_LABEL = re.compile(r"(\d{1,2})\s*(?:分)?\s*[=＝:：为–—-]\s*([^\d=＝:：,，;；、/|()（）]+)")
_TOLD_RANGE = re.compile(r"(?<!\d)([01])\s*(?:分)?\s*[-–—~～至到]\s*(\d{1,3})(?!\d)")
_LEADING_CODE = re.compile(r"^\s*[(（\[]?(\d{1,2})[)）\]]?\s*(?:[-–—=＝:：.、_]+\s*|(?=\D))(\S.*)$")
_TRAILING_CODE = re.compile(r"^(.*\S)\s*[(（\[]\s*(\d{1,2})\s*分?\s*[)）\]]$")


@dataclass(frozen=True)
class Question:
    """Something only a person can say about the file."""

    zh: str
    en: str


@dataclass(frozen=True)
class Answers:
    """How a column of answers is read: `values` of its cells (empty where the cells are the scores), the scale, cells that are
    no answer; `reverse` where 1 is best. `unsure` says what cannot be known."""

    scale: tuple[float, float]
    values: Mapping[str, float] = field(default_factory=dict)
    no_answer: tuple[str, ...] = ()
    reverse: bool = False
    unsure: tuple[Question, ...] = ()


@dataclass(frozen=True)
class _Scale:
    of: str
    levels: tuple[tuple[str, ...], ...]

    def place(self, label: str) -> int | None:
        """Place of the label's level, 0 for the worst. Survey programs cut labels off: a beginning will do if it is one."""
        exact = [place for place, level in enumerate(self.levels) if label in level]
        begun = [place for place, level in enumerate(self.levels) if any(word.startswith(label) for word in level)]
        if exact:
            return exact[0]
        return begun[0] if len(label) >= _LABEL_CUT_OFF and len(begun) == 1 else None

    def score(self, place: int) -> float:
        """The score of a level, 1 for the worst; 0 and 1 where there are two."""
        return place if len(self.levels) == 2 else place + 1

    def usual_words(self, like: str, besides: set[int | None]) -> dict[str, float]:
        """Scores of the levels nobody chose so far, by what they are called in the language of `like`."""
        return {
            next(word for word in level if word.isascii() == like.isascii()): self.score(place)
            for place, level in enumerate(self.levels)
            if place not in besides and any(word.isascii() == like.isascii() for word in level)
        }

    def holds(self, cells: Iterable[str]) -> bool:
        """Whether the cells are answers on this scale."""
        return all(self.place(_label(cell)[1]) is not None for cell in cells)

    @property
    def range(self) -> tuple[float, float]:
        return (0, 1) if len(self.levels) == 2 else (1, len(self.levels))


def asks_something(header: str) -> bool:
    """Whether a header is worded like a question or names a rating."""
    return _ASKS.search(header.replace("_", " ")) is not None or _ASKS.search(header) is not None


def is_no_answer(cell: str) -> bool:
    """Whether a cell says that there is no answer, whatever the question."""
    return _plain(cell) in _no_answers()


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
            if not answers.values and 1 < answers.scale[1] <= 7 and not _told(header)
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
        for each in _scales()
    )


def _read_answers(header: str, counts: Counter[str]) -> Answers | None:
    """How the cells of a column are answers on a scale; None where they are none."""
    if not counts or len(counts) > _MOST_ANSWERS:
        return None
    if labelled := _labelled(header, counts):
        return labelled
    return _numbered([header], counts) if asks_something(header) else None


def _shared(headers: Sequence[str], counts: Counter[str]) -> dict[str, Answers]:
    """The questions on the scale that their answers together show; empty where they show none."""
    together = _labelled(headers[0], counts, is_rating=True) or _numbered(headers, counts)
    if together is None:
        return {}
    if not together.values:
        return {header: replace(together, unsure=together.unsure if header == headers[0] else ()) for header in headers}
    scale = next(each for each in _scales() if each.range == together.scale and each.holds(together.values))
    general = [question for question in together.unsure if question not in _direction_of_extent(headers[0], scale)]
    return {
        header: replace(
            together, unsure=(*(general if header == headers[0] else ()), *_direction_of_extent(header, scale))
        )
        for header in headers
    }


def _labelled(header: str, counts: Counter[str], *, is_rating: bool = False) -> Answers | None:
    labels = {cell: _label(cell) for cell in counts}
    nothing = [cell for cell, (_, label) in labels.items() if label in _no_answers()]
    said = {cell: label for cell, label in labels.items() if cell not in nothing and not _NUMBER.fullmatch(cell)}
    if not said:
        return None
    best, known = _scales()[0], 0
    for scale in _scales():
        fitting = sum(counts[cell] for cell, (_, label) in said.items() if scale.place(label) is not None)
        # Of scales that fit alike the one with fewer levels: nothing is said of levels nobody chose.
        if fitting > known or (fitting and fitting == known and len(scale.levels) < len(best.levels)):
            best, known = scale, fitting
    if known < MOSTLY * sum(counts[cell] for cell in said):
        return None
    places = {cell: best.place(label) for cell, (_, label) in said.items()}
    values = {cell: best.score(place) for cell, place in places.items() if place is not None}
    is_slight = len(set(values.values())) < 2 or len(best.levels) == 2
    if is_slight and not (is_rating or _is_about_quality(header)):
        return None
    if not any(code for code, _ in said.values()):
        values |= best.usual_words(like=next(iter(values)), besides=set(places.values()))
    unknown = [cell for cell, place in places.items() if place is None]
    unsure = _direction_of_extent(header, best)
    if unknown:
        shown = unknown[:6]
        unsure.append(
            Question(
                f"“{header}”里的“{'、'.join(shown)}”是几分，还是不算回答？写进 values 或 no_answer。",
                f'"{header}": which score is {", ".join(shown)}, or is it no answer? Put it into values or no_answer.',
            )
        )
    return Answers(best.range, values, tuple(nothing), unsure=tuple(unsure))


def _is_about_quality(header: str) -> bool:
    """Whether a header names a quality that yes or no can be said to; "party member?" is no rating."""
    return _QUALITY.search(header.replace("_", " ")) is not None


def _direction_of_extent(header: str, scale: _Scale) -> list[Question]:
    """Asked of a question where much may be bad, answered by how much."""
    if scale.of != "extent" or not _is_negative(header):
        return []
    return [
        Question(
            f"“{header}”像是问坏事（越多越差）。如果是，请写 reverse: true；如果不是，不用改。",
            f'"{header}" seems to ask for something bad. If much of it is bad, write reverse: true; if not, leave it.',
        )
    ]


def _numbered(headers: Sequence[str], counts: Counter[str]) -> Answers | None:
    header = " / ".join(headers)
    numbers = {cell: float(cell) for cell in counts if _NUMBER.fullmatch(cell.strip())}
    nothing = [cell for cell in counts if cell not in numbers and is_no_answer(cell)]
    if not numbers or len(numbers) + len(nothing) < len(counts):
        return None
    if not all(number.is_integer() for number in numbers.values()) and not _MORE_IS_BETTER.search(header):
        return None
    scores, codes = _scores_and_codes(header, sorted(set(numbers.values())))
    if not scores or scores[0] < 0 or scores[-1] > (100 if _MORE_IS_BETTER.search(header) else _WIDEST_SCALE):
        return None
    if scores[-1] <= 1:
        return Answers((0, 1), no_answer=_cells(numbers, codes, nothing), unsure=tuple(_direction(header, 0, 1)))
    if told := _told(header):
        return _told_by_header(header, told, numbers, codes, nothing)
    low, high, unsure = _range(header, scores)
    unsure += _direction(header, low, high)
    return Answers((low, high), no_answer=_cells(numbers, codes, nothing), unsure=tuple(unsure))


def _scores_and_codes(header: str, seen: list[float]) -> tuple[list[float], list[float]]:
    """The numbers that are scores, and those outside the scale."""
    if told := _TOLD_RANGE.search(header):
        low, high = int(told[1]), int(told[2])
        return [number for number in seen if low <= number <= high], [
            number for number in seen if not low <= number <= high
        ]
    if any(number > _WIDEST_SCALE and number not in _CODES_FAR_AWAY for number in seen):
        return seen, []
    scores = [number for number in seen if number not in _CODES_FAR_AWAY]
    # 7 to 9 beyond a gap are codes as well: 1–5, 8, 9.
    beyond, below = [number for number in scores if number > 6], [number for number in scores if number <= 6]
    if beyond and below and beyond[-1] < _WIDEST_SCALE and beyond[0] - below[-1] > 1:
        scores = below
    return scores, [number for number in seen if number not in scores]


def _range(header: str, scores: list[float]) -> tuple[int, int, list[Question]]:
    low, high = math.floor(scores[0]), math.ceil(scores[-1])
    if high > _WIDEST_SCALE:
        return 0, 100, []
    if (told := _TOLD_RANGE.search(header)) and int(told[1]) <= low and high <= int(told[2]):
        return int(told[1]), int(told[2]), []
    if high in (5, 10) and low <= 1:
        if high == 5 and low == 0:
            return 1, 5, [_is_it_a_score(header, 0)]
        return low, high, []
    if high in (6, 7) and low == 1:
        return 1, 5 if high == 6 else high, [_is_it_a_score(header, high)]
    return (
        min(low, 1),
        max(high, 5),
        [
            Question(
                f"“{header}”里只出现 {low}–{high}，量表从几分到几分？请改 scale。",
                f'"{header}": only {low} to {high} occur. From which score to which does the scale go? Change scale.',
            )
        ],
    )


def _is_it_a_score(header: str, code: float) -> Question:
    return Question(
        f"“{header}”里的 {code:g} 是分数，还是“不清楚”？是分数就改 scale，不是就写进 no_answer。",
        f'"{header}": is {code:g} a score, or "don\'t know"? If a score, change scale; if not, put it into no_answer.',
    )


def _direction(header: str, low: int, high: int) -> list[Question]:
    if all(_MORE_IS_BETTER.search(each) for each in header.split(" / ")) and not _is_negative(header):
        return []
    return [
        Question(
            f"“{header}”是 {high} 最好吗？如果 {low} 最好，请写 reverse: true。",
            f'"{header}": is {high} the best? If {low} is, write reverse: true.',
        )
    ]


def _told(header: str) -> dict[int, str]:
    """The labels a header gives its codes."""
    return {int(code): _plain(label) for code, label in _CODED_LABEL.findall(header)}


def _told_by_header(
    header: str, told: Mapping[int, str], numbers: Mapping[str, float], codes: list[float], nothing: list[str]
) -> Answers:
    """The scale a header explains: "1=非常满意 … 5=非常不满意，6=不清楚"."""
    codes = [*codes, *(code for code, label in told.items() if label in _no_answers())]
    ends = {code: label for code, label in told.items() if code not in codes}
    low, high = min(ends, default=1), max(ends, default=5)
    scale = max(_scales(), key=lambda each: sum(each.place(label) is not None for label in ends.values()))
    ranks = {code: place for code, label in ends.items() if (place := scale.place(label)) is not None}
    unsure: list[Question] = []
    reverse = False
    if low in ranks and high in ranks and ranks[low] != ranks[high]:
        reverse = ranks[low] > ranks[high]
        unsure += _direction_of_extent(header, scale)
    else:
        unsure += _direction(header, low, high)
    outside = sorted(set(numbers.values()) - set(codes) - set(range(low, high + 1)))
    unsure += [_is_it_a_score(header, code) for code in outside]
    return Answers((low, high), no_answer=_cells(numbers, codes, nothing), reverse=reverse, unsure=tuple(unsure))


def _cells(numbers: Mapping[str, float], codes: Sequence[float], nothing: Sequence[str]) -> tuple[str, ...]:
    shown = [f"{number:g}" for number in sorted(set(numbers.values())) if number in codes]
    return tuple(dict.fromkeys([*shown, *nothing]))


def _is_negative(header: str) -> bool:
    said = header.casefold().replace("_", " ")
    return any(word in said for word in _read()["negative"])


def _label(cell: str) -> tuple[str, str]:
    """The code in a cell and what it says beside it: "1 - Very good", "1___not_at_all", "非常满意（5）"."""
    if match := _LEADING_CODE.match(cell):
        return match[1], _plain(match[2])
    if match := _TRAILING_CODE.match(cell):
        return match[2], _plain(match[1])
    return "", _plain(cell)


def _plain(text: str) -> str:
    """Words as they are compared: width, case, underscores, punctuation and kinds of apostrophes do not matter."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("_", " ")
    plain = re.sub(r"\b(don|haven|can) ?t\b", r"\1't", plain)
    return re.sub(r"\s+", " ", re.sub(r"[.,!;:。，！；：]", " ", plain)).strip()


@cache
def _scales() -> tuple[_Scale, ...]:
    return tuple(
        _Scale(each["of"], tuple(tuple(map(_plain, level)) for level in each["levels"])) for each in _read()["scales"]
    )


@cache
def _no_answers() -> frozenset[str]:
    return frozenset(map(_plain, _read()["no_answer"]))


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(
        (Path(__file__).parent / "scales.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return read
