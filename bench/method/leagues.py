"""Leagues of communities whose true values are known, what is recorded of them, and what the record can tell at best.

A true value is drawn on its goalposts around the level of its community's class: rates from a beta, means and facts from a
normal, median times from an inverse gamma distribution. Rows are Bernoulli, normal and exponential. All of it is conjugate,
so that one can draw from the exact posterior of the truth, given the rows, and hold the warehouse's intervals against it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[Any]

# A fifth of the communities have fewer than ten rows per indicator.
MEDIAN_ROWS, ROWS_SPREAD, MOST_ROWS = 25.0, 1.1, 400
FEW_ROWS = 10
# Within one community the rows of a mean scatter by this share of the goalposts' range, as ratings from 1 to 5 do.
ROW_SPREAD = 0.35

log_gamma = np.vectorize(math.lgamma, otypes=[float])


@dataclass(frozen=True)
class Truth:
    """How true values come about.

    `levels` and `chances` are the classes of communities: where on the goalposts (0-1) their values centre, and how common
    they are; with one class indicators have nothing in common. `spread` is the standard deviation within a class. `silence`
    hides what is bad: with this chance a failure (a value below the community's own) is not recorded, and with this chance
    times the standard deviations a community lies below the mean an indicator of it has no rows at all.
    """

    name: str
    levels: tuple[float, ...]
    chances: tuple[float, ...]
    spread: float
    silence: float = 0.0


TRUTHS = (
    Truth("well specified", (0.65,), (1.0,), 0.15),
    Truth("skewed", (0.80, 0.62, 0.35), (0.75, 0.18, 0.07), 0.13),
    Truth("correlated", (0.40, 0.525, 0.65, 0.775, 0.90), (0.1, 0.2, 0.4, 0.2, 0.1), 0.13),
    Truth("non-response", (0.65,), (1.0,), 0.15, silence=0.1),
)


@dataclass(frozen=True)
class League:
    """One simulated league; arrays are communities × indicators in the order of `catalogue`.

    `catalogue` has indicator_id, kind, basis, goalpost_low, goalpost_high and nominal_weight. `values` are true, in the
    indicator's unit; of the rows recorded, `n` is the number and `sums` the sum. `rows` has a row of evidence each:
    community, indicator (positions) and value.
    """

    catalogue: pd.DataFrame
    truth: Truth
    values: Array
    n: Array
    sums: Array
    rows: pd.DataFrame

    def is_small(self) -> Array:
        """Which communities have fewer than FEW_ROWS rows per sampled indicator."""
        return self.n[:, (self.catalogue["basis"] == "sample").to_numpy()].mean(axis=1) < FEW_ROWS


@dataclass(frozen=True)
class Family:
    """The conjugate family of some indicators, given their class: the prior's parameters, broadcastable to
    classes × 1 × indicators, and where these indicators stand in the catalogue."""

    kind: str
    columns: Array
    first: Array
    second: Array
    row_variance: Array


def families(catalogue: pd.DataFrame, truth: Truth) -> Iterator[Family]:
    """The indicators of `catalogue` by kind: rates Beta(first, second), means and facts N(first, second as variance), median
    times InverseGamma(first, second)."""
    kinds = np.where(
        catalogue["basis"] == "census", "fact", catalogue["kind"].map({"r": "rate", "m": "mean", "t": "time"})
    )
    for kind in np.unique(kinds):
        columns = np.flatnonzero(kinds == kind)
        low, high = (catalogue[f"goalpost_{end}"].to_numpy()[columns] for end in ("low", "high"))
        mean = low + np.array(truth.levels)[:, None, None] * (high - low)
        variance = np.broadcast_to((truth.spread * (high - low)) ** 2, mean.shape)
        row_variance = (ROW_SPREAD * (high - low)) ** 2
        if kind == "rate":
            size = mean * (1 - mean) / variance - 1
            yield Family(kind, columns, mean * size, (1 - mean) * size, row_variance)
        elif kind == "time":
            shape = 2 + mean**2 / variance
            yield Family(kind, columns, shape, mean * (shape - 1), row_variance)
        else:
            yield Family(kind, columns, mean, variance, row_variance)


def sampled(family: Family, first: Array, second: Array, rng: np.random.Generator) -> Array:
    """True values with these parameters of `family`."""
    if family.kind == "rate":
        return rng.beta(first, second)
    if family.kind == "time":
        return second / rng.gamma(first)
    return rng.normal(first, np.sqrt(second))


def draw_league(catalogue: pd.DataFrame, truth: Truth, communities: int, rng: np.random.Generator) -> League:
    """A league of this many communities."""
    classes = rng.choice(len(truth.levels), communities, p=truth.chances)
    shape = (communities, len(catalogue))
    values, scatter, kind = np.empty(shape), np.zeros(shape[1]), np.empty(shape[1], dtype=object)
    for family in families(catalogue, truth):
        values[:, family.columns] = sampled(family, family.first[classes, 0], family.second[classes, 0], rng)
        kind[family.columns] = family.kind
        scatter[family.columns] = np.sqrt(family.row_variance)

    quality = totals(values, catalogue)
    below = np.clip((quality.mean() - quality) / quality.std(), 0, None)[:, None]
    size = np.exp(rng.normal(math.log(MEDIAN_ROWS), ROWS_SPREAD, communities))
    n = np.maximum(rng.poisson(np.minimum(size, MOST_ROWS)[:, None], shape), 1)
    n = np.where(rng.random(shape) < truth.silence * below, 0, n)
    n = np.where(kind == "fact", 1, n)

    community, indicator = (np.repeat(place.ravel(), n.ravel()) for place in np.indices(shape))
    true, what = values[community, indicator], kind[indicator]
    value = np.where(
        what == "rate",
        rng.random(len(true)) < np.where(what == "rate", true, 0),
        np.where(
            what == "time",
            rng.exponential(np.where(what == "time", true, 1) / math.log(2)),
            np.where(what == "fact", true, rng.normal(true, scatter[indicator])),
        ),
    )
    better = np.sign((catalogue["goalpost_high"] - catalogue["goalpost_low"]).to_numpy())[indicator]
    is_bad = (what != "fact") & (better * (value - true) < 0)
    kept = ~(is_bad & (rng.random(len(value)) < truth.silence))
    rows = pd.DataFrame({"community": community, "indicator": indicator, "value": value.astype(float)})[kept]
    place = rows["community"].to_numpy() * shape[1] + rows["indicator"].to_numpy()
    count = np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape)
    sums = np.bincount(place, rows["value"], minlength=shape[0] * shape[1]).reshape(shape)
    return League(catalogue, truth, values, count, sums, rows)


def totals(values: Array, catalogue: pd.DataFrame) -> Array:
    """Totals (0-100) of values (… × indicators), by the default method: goalposts as they stand, arithmetic mean."""
    low, high = catalogue["goalpost_low"].to_numpy(), catalogue["goalpost_high"].to_numpy()
    scores: Array = 100 * np.clip((values - low) / (high - low), 0, 1) @ catalogue["nominal_weight"].to_numpy()
    return scores


def posterior_totals(league: League, draws: int, rng: np.random.Generator) -> Array:
    """Totals (draws × communities) from the exact posterior of the truth, which knows how the league was made.

    It takes silence for chance: a record cannot tell the two apart.
    """
    known = [_posterior(league, family) for family in families(league.catalogue, league.truth)]
    evidence = np.log(league.truth.chances)[:, None] + sum(fit for _, _, _, fit in known)
    chances = np.exp(evidence - evidence.max(axis=0))
    cumulated = (chances / chances.sum(axis=0)).cumsum(axis=0)
    classes = (rng.random((draws, 1, len(league.values))) > cumulated[None, :-1]).sum(axis=1)
    everyone = np.arange(len(league.values))
    values = np.empty((draws, *league.values.shape))
    for family, first, second, _ in known:
        if family.kind == "fact":
            values[:, :, family.columns] = league.values[:, family.columns]
        else:
            values[:, :, family.columns] = sampled(family, first[classes, everyone], second[classes, everyone], rng)
    return totals(values, league.catalogue)


def _posterior(league: League, family: Family) -> tuple[Family, Array, Array, Array]:
    """Parameters given the rows (classes × communities × indicators) and the log likelihood of each class."""
    n, sums = league.n[:, family.columns], league.sums[:, family.columns]
    if family.kind == "rate":
        first, second = family.first + sums, family.second + n - sums
        fit = (
            log_gamma(first) + log_gamma(second) - log_gamma(first + second)
            - log_gamma(family.first) - log_gamma(family.second) + log_gamma(family.first + family.second)
        )  # fmt: skip
    elif family.kind == "time":
        first, second = family.first + n, family.second + math.log(2) * sums
        fit = log_gamma(first) - log_gamma(family.first) + family.first * np.log(family.second) - first * np.log(second)
    else:
        error = np.where(family.kind == "fact", 0, family.row_variance) / np.maximum(n, 1)
        mean = sums / np.maximum(n, 1)
        weight = np.where(n > 0, family.second / (family.second + error), 0)
        first, second = family.first + weight * (mean - family.first), family.second * (1 - weight)
        fit = np.where(
            n > 0, -0.5 * (np.log(family.second + error) + (mean - family.first) ** 2 / (family.second + error)), 0
        )
    return family, first, second, fit.sum(axis=2)
