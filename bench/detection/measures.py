"""How well a score finds fakes. Records of equal score stand in no order: what is measured is the mean over all their orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, mean, stdev

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Figure:
    """A mean over cities with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def over_cities(values: Sequence[float]) -> Figure:
    """The mean of one value per city; the normal interval of its standard error, none for one city."""
    reach = NormalDist().inv_cdf(0.975) * stdev(values) / len(values) ** 0.5 if len(values) > 1 else float("nan")
    return Figure(mean(values), mean(values) - reach, mean(values) + reach)


def chosen(scores: Scores, budget: int) -> Scores:
    """Each record's chance to be among the `budget` of highest score."""
    edge = np.sort(scores)[::-1][min(budget, len(scores)) - 1]
    above = scores > edge
    share = (budget - above.sum()) / (scores == edge).sum()
    return np.where(above, 1.0, np.where(scores == edge, share, 0.0))


def precision_at(scores: Scores, fake: Truth, budget: int) -> float:
    """The share of fakes among the `budget` records of highest score."""
    return float(chosen(scores, budget)[fake].sum() / budget)


def average_precision(scores: Scores, fake: Truth) -> float:
    """The mean, over fakes, of the precision among the records of their score or a higher one."""
    _, place = np.unique(-scores, return_inverse=True)
    found = np.bincount(place, weights=fake)
    precision = np.cumsum(found) / np.cumsum(np.bincount(place))
    return float((found * precision).sum() / fake.sum())


def recall_by_kind(scores: Scores, kinds: npt.NDArray[np.object_]) -> dict[str, float]:
    """For every kind of fake the share found among as many records as there are fakes; `kinds` is "" for honest records."""
    chance = chosen(scores, int((kinds != "").sum()))
    return {kind: float(chance[kinds == kind].mean()) for kind in sorted(set(kinds) - {""})}


def ratio_over_cities(hits: Scores, cases: Scores, other_hits: Scores, other_cases: Scores) -> Figure:
    """The rate of some against that of others, all arrays by city, pooled over cities; its 95 % interval by leaving out each
    city in turn (Tukey's jackknife), on the logarithmic scale. Unknown where one of the rates is 0."""

    def logarithm(hit: float, case: float, other_hit: float, other_case: float) -> float:
        return float(np.log(hit / case * other_case / other_hit)) if hit > 0 and other_hit > 0 else float("nan")

    columns = np.stack([hits, cases, other_hits, other_cases])
    total = columns.sum(axis=1)
    without = np.array([logarithm(*(total - column)) for column in columns.T])
    count = columns.shape[1]
    error = (count - 1) / count * ((without - without.mean()) ** 2).sum()
    value, reach = logarithm(*total), NormalDist().inv_cdf(0.975) * error**0.5
    return Figure(*(float(np.exp(value + step)) for step in (0, -reach, reach)))
