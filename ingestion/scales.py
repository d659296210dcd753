"""Scales of answers as questionnaires word them (`scales.yml`), and which cells are no answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from warehouse.settings.messages import Message, message

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# What a profile says where the lowest score is the best.
TURNED = "reverse: true"

# Shortest beginning of a label that can be told from others.
_LABEL_CUT_OFF = 6
_LEADING_CODE = re.compile(r"^\s*[(（\[]?(\d{1,2})[)）\]]?\s*(?:[-–—=＝:：.、_]+\s*|(?=\D))(\S.*)$")


@dataclass(frozen=True)
class Answers:
    """How a column of answers is read: `values` of its cells (empty where the cells are the scores), the scale, cells that are
    no answer; `reverse` where 1 is best. `unsure` says what cannot be known."""

    scale: tuple[float, float]
    values: Mapping[str, float] = field(default_factory=dict)
    no_answer: tuple[str, ...] = ()
    reverse: bool = False
    unsure: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Levels from the worst to the best; `of` says what kind of thing the words say (`scales.yml`)."""

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
        return all(self.place(label_of(cell)[1]) is not None for cell in cells)

    @property
    def range(self) -> tuple[float, float]:
        return (0, 1) if len(self.levels) == 2 else (1, len(self.levels))


def is_no_answer(cell: str) -> bool:
    """Whether a cell says that there is no answer, whatever the question."""
    return plain(cell) in no_answers()


def header_is(kind: Literal["question", "points", "quality", "negative"], header: str) -> bool:
    """Whether a header is worded like a question or names a rating; counts points; names a quality that yes or no can be said
    to; or asks for something bad."""
    return any(_headers(kind).search(said) for said in (header, header.replace("_", " ")))


def asked_about_extent(header: str, scale: Scale) -> list[Message]:
    """Asked of a question where much may be bad, answered by how much."""
    if scale.of != "extent" or not header_is("negative", header):
        return []
    return [message("profiles.bad_thing", header=header, turned=TURNED)]


def told_labels(header: str) -> dict[int, str]:
    """The labels a header gives its codes."""
    return {int(code): plain(label) for code, label in re.findall(_read()["label_of_code"], header)}


def told_range(header: str) -> tuple[int, int] | None:
    """From which score to which a header says its scale goes."""
    found = re.search(_read()["range"], header)
    return (int(found[1]), int(found[2])) if found else None


@cache
def no_answers() -> frozenset[str]:
    """Cells that say that there is no answer, as they are compared."""
    return frozenset(map(plain, _read()["no_answer"]))


def label_of(cell: str) -> tuple[str, str]:
    """The code in a cell and what it says beside it: "1 - Very good", "1___not_at_all", "非常满意（5）"."""
    if match := _LEADING_CODE.match(cell):
        return match[1], plain(match[2])
    if match := re.match(_read()["code_behind"], cell):
        return match[2], plain(match[1])
    return "", plain(cell)


def plain(text: str) -> str:
    """Words as they are compared: width, case, underscores, punctuation and kinds of apostrophes do not matter."""
    said = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("_", " ")
    said = re.sub(r"\b(don|haven|can) ?t\b", r"\1't", said)
    return re.sub(r"\s+", " ", re.sub(r"[.,!;:。，！；：]", " ", said)).strip()


@cache
def scales() -> tuple[Scale, ...]:
    """Every scale known."""
    return tuple(
        Scale(each["of"], tuple(tuple(map(plain, level)) for level in each["levels"])) for each in _read()["scales"]
    )


@cache
def _headers(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(_read()["headers"][kind]), re.IGNORECASE)


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(
        (Path(__file__).parent / "scales.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return read
