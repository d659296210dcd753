"""Which columns of a contract the columns of an unknown file probably are, judged by header and by what the cells hold."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from ingestion.headers import contract_headers, normalise_header
from ingestion.profile import Order
from ingestion.readers import EXTRA_CELLS, ROW_NUMBER
from ingestion.typed import NO, YES
from ingestion.words import chinese_words, other_headers, recognised, words_of_source
from warehouse.settings import Column, Contract, contracts

# Below this, two headers are not alike enough to be worth a person's correction.
ALIKE = 0.62
# A name only other offices use for a column counts less than the contract's own: the match is marked as doubtful.
OTHER_NAMES = 0.9
# Share of cells that must be of a column's type for the column to be taken.
FITTING = 0.8
# Different cells looked at.
_CELLS = 300
# Rows in which every one may still be of a community of its own.
_FEW = 20

_DAY = re.compile(recognised("day"))
# A day of which only the whole column can tell whether it or the month comes first.
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(?:\d{4}|\d{2})\b")
_CLOCK = re.compile(recognised("clock"))
_NUMBER = re.compile(r"\s*[-+]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?\s*[%％]?\s*")
_BRACKETS = re.compile(r"\s*[(（\[【][^)）\]】]*[)）\]】]\s*")
# What many headers end in; what stands before it tells them apart.
_COMMON_ENDS = re.compile(recognised("ends_of_headers"))
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# Times written with words, as strptime patterns.
_WRITTEN_TIMES = (
    "%a %b %d %H:%M:%S %z %Y",
    "%a %b %d %H:%M:%S %Y",
    "%d %b %Y %H:%M",
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
)


@dataclass(frozen=True)
class DayOrder:
    """How days such as 03/09/2015 are to be read: `order`, and the cell that is `proof` of it; of how many different `cells`, the
    first an `example`."""

    cells: int
    order: Order
    proof: str | None
    contradicts: bool
    example: str


@dataclass(frozen=True)
class Match:
    """A header of the file and the contract column it probably is; `alikeness` is 0–1, 1 for the same name."""

    column: str
    header: str
    alikeness: float


class Held:
    """What a column of the file holds, by a sample of its rows."""

    def __init__(self, header: str, column: pa.ChunkedArray) -> None:
        self.header = header
        texts = column.to_pylist()
        self.cells = [cell.strip() for cell in texts if cell and cell.strip()]
        self.is_unique = bool(self.cells) and len(set(self.cells)) == len(texts)
        self.some = list(dict.fromkeys(self.cells))[:_CELLS]

    def share(self, pattern: re.Pattern[str]) -> float:
        """Share of the different cells that begin like this; 1 of none."""
        return sum(1 for cell in self.some if pattern.match(cell)) / len(self.some) if self.some else 1.0

    @property
    def is_clock(self) -> bool:
        return bool(self.some) and self.share(_CLOCK) == 1

    @property
    def is_day(self) -> bool:
        return bool(self.some) and self.share(_DAY) == 1

    @property
    def day_order(self) -> DayOrder | None:
        """The order of its days, of those with the year last; None where there are none."""
        days = [(match, cell) for cell in dict.fromkeys(self.cells) if (match := _SHORT_DAY.match(cell))]
        if not days:
            return None
        day_first = next((cell for match, cell in days if int(match[1]) > 12), None)
        month_first = next((cell for match, cell in days if int(match[2]) > 12), None)
        if (day_first is None) == (month_first is None):
            return DayOrder(len(days), "auto", None, day_first is not None, days[0][1])
        return DayOrder(len(days), "dmy" if day_first else "mdy", day_first or month_first, False, days[0][1])

    @property
    def written_time(self) -> str | None:
        """The strptime pattern of times written with words; None where they are written otherwise."""
        return next(
            (form for form in _WRITTEN_TIMES if self.some and all(_is_time(cell, form) for cell in self.some)), None
        )

    @property
    def is_time(self) -> bool:
        return bool(self.some) and (self.share(_DAY) >= FITTING or self.written_time is not None)

    @property
    def numbers(self) -> list[float]:
        """The numbers among the cells."""
        return [float(cell.replace(",", "").rstrip("%％ ")) for cell in self.cells if _NUMBER.fullmatch(cell)]

    def _names_no_place(self) -> bool:
        """Whether the cells name no place alone: small numbers, as wards are numbered within a town, or another in every row."""
        return all(cell.isdecimal() and len(cell) <= 2 for cell in self.some) or (
            self.is_unique and len(self.cells) > _FEW
        )

    def fits(self, contract: Contract, column: Column) -> float:
        """From 0 to 1: how far the cells are what the column holds."""
        if not self.some:
            return 1.0
        if column.type in ("date", "timestamp"):
            return 1.0 if self.is_time or self.is_clock else self.share(_DAY)
        if column.type in ("integer", "number"):
            return sum(1 for cell in self.some if _NUMBER.fullmatch(cell)) / len(self.some)
        if column.type == "boolean":
            return sum(1 for cell in self.some if cell.casefold() in (*YES, *NO)) / len(self.some)
        if self.is_time or (column.name == "community_id" and self._names_no_place()):
            return 0.3
        if not column.vocabulary:
            return 1.0
        known = meanings(contract, column)
        return 0.85 + 0.15 * sum(1 for cell in self.some if cell.casefold() in known) / len(self.some)


def held_columns(sample: pa.Table) -> dict[str, Held]:
    """What every column of the sample holds, by header."""
    return {name: Held(name, sample[name]) for name in sample.column_names if name not in (ROW_NUMBER, EXTRA_CELLS)}


def meanings(contract: Contract, column: Column) -> dict[str, str]:
    """The words a column of a vocabulary is said in, and what they mean."""
    said = {word.casefold(): word for word in column.vocabulary}
    for word, chinese in chinese_words(contract.source, column.name).items():
        said |= {each.casefold(): word for each in chinese}
    return said


def matches(contract: Contract, held: Iterable[Held]) -> list[Match]:
    """The best pairing of headers with columns, likest first, each used once."""
    pairs = []
    for column in contract.columns:
        for each in held:
            # An id of another source is only one where it is called so.
            foreign = column.references and column.name not in (*contract.key, "community_id", "member_id")
            alikeness = _likeness(contract, column, each.header)
            if (
                alikeness >= (OTHER_NAMES if foreign and not column.required else ALIKE)
                and (fits := each.fits(contract, column)) >= FITTING
            ):
                pairs.append(Match(column.name, each.header, alikeness * (0.9 + 0.1 * fits)))
    chosen: list[Match] = []
    for match in sorted(pairs, key=lambda each: -each.alikeness):
        if all(match.column != other.column and match.header != other.header for other in chosen):
            chosen.append(match)
    return chosen


def fit(contract: Contract, found: Sequence[Match], headers: Sequence[str], answered: int, titles: str) -> float:
    """How well a contract fits a file: what was found of it, the rarer its columns the more; what it lacks; how much of the
    file it explains (`answered`: columns that are answers on a scale); and whether the `titles` speak of such things."""
    by_column = {match.column: match for match in found}
    score = sum(_rarity(match.column) * match.alikeness for match in found)
    explained = len(found)
    if contract.source == "resident_ratings" and answered:
        score += 0.6 + 0.5 * min(answered, 4)
        explained += answered if "score" not in by_column else 0
    score += 1.5 * min(explained, len(headers)) / max(len(headers), 1)
    score -= 0.4 * sum(1 for column in contract.columns if column.required and column.name not in by_column)
    if contract.time and not any(name in by_column for name in contract.time):
        score -= 0.6
    words = words_of_source(contract.source)
    if any(word.casefold() in titles.casefold() for word in words):
        score += 1
    spoken = sum(any(word.casefold() in header.casefold() for word in words) for header in headers)
    return score + 0.25 * min(spoken, 3)


def _rarity(column: str) -> float:
    return 1 / math.sqrt(sum(1 for contract in contracts().values() if column in contract.column_names))


def _likeness(contract: Contract, column: Column, header: str) -> float:
    own = alikeness(header, contract_headers(column.name, column.zh))
    return max(own, OTHER_NAMES * alikeness(header, other_headers(contract.source, column.name)))


def alikeness(header: str, names: Sequence[str]) -> float:
    """From 0 to 1: how alike a header is to the likest of `names`. Units in brackets do not count, nor, for Chinese headers,
    an end that many have; headers joined of several lines count by their last."""
    plain = _BRACKETS.sub("", header) or header
    forms = [(plain, 1.0)]
    if "/" in plain:
        forms.append((plain.rpartition("/")[2], 0.9))
    return max((weight * _alike(form, name) for form, weight in forms for name in names), default=0.0)


def _alike(header: str, name: str) -> float:
    given, wanted = normalise_header(header), normalise_header(name)
    if given == wanted:
        return 1.0
    if not (_CHINESE.search(given) and _CHINESE.search(wanted)):
        return _alike_in_words(header, name)
    ratio = difflib.SequenceMatcher(None, given, wanted).ratio()
    if min(len(given), len(wanted)) >= 2 and (given in wanted or wanted in given):
        ratio = max(ratio, 0.8)
    stems = _COMMON_ENDS.sub("", given), _COMMON_ENDS.sub("", wanted)
    if all(stems) and stems != (given, wanted):
        ratio = min(ratio, 0.4 + 0.6 * difflib.SequenceMatcher(None, *stems).ratio())
    return ratio


def _alike_in_words(header: str, name: str) -> float:
    given, wanted = _words(header), _words(name)
    if not given or not wanted:
        return 0.0
    shared = sum(1 for word in given if any(_same_word(word, other) for other in wanted))
    return 2 * min(shared, len(wanted)) / (len(given) + len(wanted)) * 0.95


def _words(text: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [
        word for word in re.split(r"[\W_]+", apart.casefold()) if word and word not in ("the", "of", "a", "in", "for")
    ]


def _same_word(one: str, other: str) -> bool:
    """Whether two words are one in other forms: open and opened, arrive and arrival; but not train and trainee."""
    short, long = sorted((one, other), key=len)
    shared = next((place for place in range(len(short)) if short[place] != long[place]), len(short))
    return short == long or (shared >= max(4, 0.75 * len(short)) and len(long) - shared <= 3)


def _is_time(cell: str, form: str) -> bool:
    try:
        datetime.strptime(cell, form)
    except ValueError:
        return False
    return True
