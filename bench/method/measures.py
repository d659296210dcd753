"""What is measured of scored leagues, each figure with its 95 % interval over leagues."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.method.leagues import Array

# Nominal levels of the references' intervals, to find their width at the coverage the warehouse has.
LEVELS = np.concatenate([np.linspace(0.3, 0.95, 27), [0.97, 0.98, 0.99, 0.995, 0.999]])
GRADES = ("不合格", "合格", "良好", "优秀")


@dataclass(frozen=True)
class Figure:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """Coverage and mean width of a reference's rank intervals at each of LEVELS."""

    coverage: Array
    width: Array


@dataclass(frozen=True)
class Record:
    """What one league shows; counts are of communities or pairs. Widths are in places, an interval of one rank has width 1."""

    communities: int
    covered: int
    width: float
    exact: Curve
    independent: Curve
    totals_covered: int
    graded: int
    graded_right: int
    decided: int
    decided_wrong: int
    size_bias: float
    top_places: int
    small_at_top: int
    small_truly_at_top: int


def over_leagues(records: Sequence[Record], figure: Callable[[Sequence[Record]], float]) -> Figure:
    """`figure` of all leagues together; its interval by leaving out each league in turn (Tukey's jackknife)."""
    value, count = figure(records), len(records)
    without = [figure([*records[:place], *records[place + 1 :]]) for place in range(count)] if count > 1 else [math.nan]
    error = math.sqrt((count - 1) / count * sum((other - sum(without) / count) ** 2 for other in without))
    return Figure(value, value - 1.96 * error, value + 1.96 * error)


def share(part: str, whole: str) -> Callable[[Sequence[Record]], float]:
    """The share of `part` in `whole`, two fields of Record, summed over leagues."""

    def figure(records: Sequence[Record]) -> float:
        total = sum(getattr(record, whole) for record in records)
        return sum(getattr(record, part) for record in records) / total if total else math.nan

    return figure


def mean(field: str) -> Callable[[Sequence[Record]], float]:
    """The mean of a field of Record over the leagues where it is known."""
    return lambda records: float(np.nanmean([getattr(record, field) for record in records]))


def width_against(reference: str) -> Callable[[Sequence[Record]], float]:
    """Mean width of the rank intervals as a multiple of the `reference` curve's width at the same coverage."""

    def figure(records: Sequence[Record]) -> float:
        curves = [getattr(record, reference) for record in records]
        coverage = share("covered", "communities")(records)
        needed = np.interp(
            coverage,
            np.mean([curve.coverage for curve in curves], axis=0),
            np.mean([curve.width for curve in curves], axis=0),
        )
        return mean("width")(records) / float(needed)

    return figure


def small_advantage(records: Sequence[Record]) -> float:
    """Share of top places that communities with few rows hold, less the share that is truly theirs."""
    return share("small_at_top", "top_places")(records) - share("small_truly_at_top", "top_places")(records)


def places(totals: Array) -> Array:
    """Rank of each total along the last axis, the best first."""
    ranks: Array = (-totals).argsort(axis=-1).argsort(axis=-1) + 1
    return ranks


def covered(low: Array, high: Array, truth: Array) -> int:
    """How many intervals hold the truth."""
    return int(((low <= truth) & (truth <= high)).sum())


def curve_of(draws: Array, truth: Array) -> Curve:
    """The rank intervals of `draws` (draws × communities, totals) against the true ranks."""
    ranks = places(draws)
    tails = np.concatenate([(1 - LEVELS) / 2, (1 + LEVELS) / 2])
    low, high = np.split(np.quantile(ranks, tails, axis=0, method="inverted_cdf"), 2)
    return Curve(((low <= truth) & (truth <= high)).mean(axis=1), (high - low + 1).mean(axis=1))


def grades_right(scores: pd.DataFrame, truth: Array, bands: Sequence[float]) -> tuple[int, int]:
    """How many communities have a grade that is certain enough, and how many of these grades are those of the true totals."""
    given = scores["grade"].map({grade: place for place, grade in enumerate(GRADES)}).to_numpy()
    sure = ~np.isnan(given) & scores["borderline_grade"].isna().to_numpy()
    return int(sure.sum()), int((given == np.digitize(truth, bands))[sure].sum())


def verdicts_wrong(pairs: pd.DataFrame, truth: pd.Series[float]) -> tuple[int, int]:
    """How many pairs have a verdict, and how many of these are the wrong way round by `truth` (by community_id)."""
    better = pairs["community_a"].map(truth) > pairs["community_b"].map(truth)
    decided = pairs["verdict"] != "not_distinguishable"
    return int(decided.sum()), int((decided & (better != (pairs["verdict"] == "a_beats_b"))).sum())
