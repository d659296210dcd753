"""How big the city is, which days it covers, and where its randomness comes from."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
# A source in the making: columns of equal length. Ids stay integer positions until the files are written.
Table = dict[str, Array]

END = np.datetime64("2026-01-01", "D")
# Nothing is known later than this: the demonstration looks back from the middle of January.
LAST_KNOWN = np.datetime64("2026-01-14T18:00:00", "s")

NO_TIME = np.datetime64("NaT", "s")
HOUR = np.timedelta64(3600, "s")
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True)
class Plan:
    """`months` calendar months ending with December 2025; `fakes` is the share of service records that are fake."""

    communities: int
    months: int
    seed: int
    fakes: float

    @property
    def first_day(self) -> np.datetime64:
        return (END.astype("datetime64[M]") - np.timedelta64(self.months, "M")).astype("datetime64[D]")

    @property
    def days(self) -> Array:
        """Every day of the city, in order (datetime64[D])."""
        return np.arange(self.first_day, END)

    @property
    def years(self) -> float:
        return self.months / 12

    def rng(self, part: str) -> np.random.Generator:
        """A stream of its own for each part, so that a change in one part leaves the others as they were."""
        return np.random.default_rng([self.seed, zlib.crc32(part.encode())])

    def elapsed(self, times: Array) -> Array:
        """How far into the covered time `times` lie, 0–1."""
        total = (END - self.first_day).astype(float)
        return np.clip((times.astype("datetime64[D]") - self.first_day).astype(float) / total, 0.0, 1.0)


def seconds(values: Array) -> Array:
    """Seconds (float) as timedelta64[s]."""
    return np.rint(values).astype("int64").astype("timedelta64[s]")


def minutes(values: Array | float) -> Array:
    """Minutes (float) as timedelta64[s]."""
    return seconds(np.asarray(values) * 60)


def length(table: Table) -> int:
    return len(next(iter(table.values())))


def rows_of(table: Table, rows: Array) -> Table:
    """The table with only `rows` (positions or a mask), in that order."""
    return {name: column[rows] for name, column in table.items()}


def stacked(tables: list[Table]) -> Table:
    """Tables of the same columns, one under another."""
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def blank(count: int) -> Array:
    """A text column without values."""
    return np.full(count, None, dtype=object)


def shifted(lat: Array, lon: Array, north_m: Array, east_m: Array) -> tuple[Array, Array]:
    """Positions moved by metres north and east."""
    return (
        lat + north_m / METRES_PER_DEGREE,
        lon + east_m / (METRES_PER_DEGREE * np.cos(np.radians(lat))),
    )


def ids(prefix: str, count: int, digits: int) -> Array:
    """`prefix` and a running number from 1."""
    return np.array([f"{prefix}{number:0{digits}d}" for number in range(1, count + 1)], dtype=object)


def at_positions(values: Array, positions: Array) -> Array:
    """`values` at `positions`, None where the position is -1."""
    found = blank(len(positions))
    some = positions >= 0
    found[some] = values[positions[some]]
    return found


def only_where(condition: Array, values: Any) -> Array:
    """`values` (an array of the same length, or one value) where `condition` holds, None elsewhere."""
    result = blank(len(condition))
    result[condition] = values[condition] if isinstance(values, np.ndarray) else values
    return result


def picked(rng: np.random.Generator, words: tuple[str, ...] | list[str], count: int) -> Array:
    """`count` of `words`, each as likely (object array)."""
    return np.array(words, dtype=object)[rng.integers(0, len(words), count)]
