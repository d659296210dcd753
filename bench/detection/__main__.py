"""How many fakes the flags find, against simpler scores, detectors without rules, and what could be learnt of the whole truth.

    python -m bench.detection [--seeds 20] [--communities 40] [--months 12] [--fakes 0.04] [--write]

Each seed is a demonstration city. Oracle: boosted trees that learn from the truth of every record of half of the cities, with
all features and flags, and score the other half; a bound for whoever is told everything but this city's truth.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from bench.detection.cities import CityPlan, audit, flagged_cities
from bench.detection.detectors import (
    ecod,
    features_of,
    flag_count,
    flags_of,
    isolation_forest,
    oracle,
    rarity_weighted,
    suspicion,
)
from bench.detection.measures import (
    Figure,
    Scores,
    Truth,
    average_precision,
    over_cities,
    precision_at,
    recall_by_kind,
)
from bench.detection.report import write_output

BUDGET = 200
AUDITS = (200, 600)
NOISY_OR, LEARNED, ORACLE = "noisy-or", "weights of evidence, 600 audits", "oracle"
BASELINES = (
    "flag count",
    "rarity-weighted flags",
    "IForest on flags",
    "ECOD on flags",
    "IForest on features",
    "ECOD on features",
)


@dataclass(frozen=True)
class City:
    """One scored city: records in order of record_id, `scores` by method; `table` is what the oracle may look at."""

    kinds: np.ndarray
    table: pd.DataFrame
    scores: dict[str, Scores] = field(default_factory=dict)

    @property
    def fake(self) -> Truth:
        found: Truth = self.kinds != ""
        return found


def scored_city(plan: CityPlan) -> City:
    """The city with every score but the oracle's."""
    with tempfile.TemporaryDirectory(prefix="tianping-city-") as folder:
        connection, truth = flagged_cities([plan], Path(folder))
    with connection:
        flags, features = flags_of(connection), features_of(connection)
        scores = {
            "flag count": flag_count(connection),
            "rarity-weighted flags": rarity_weighted(connection),
            "IForest on flags": isolation_forest(flags, plan.seed),
            "ECOD on flags": ecod(flags),
            "IForest on features": isolation_forest(features, plan.seed),
            "ECOD on features": ecod(features),
            NOISY_OR: suspicion(connection),
        }
        for audits in AUDITS:
            audit(connection, truth, audits, np.random.default_rng([plan.seed, audits]))
            scores[f"weights of evidence, {audits} audits"] = suspicion(connection)
    kinds = truth.sort_values("record_id")["kind"].to_numpy(dtype=object)
    return City(kinds, pd.concat([features, flags], axis=1).astype("float32"), scores)


def add_oracle(cities: Sequence[City]) -> None:
    """Scores every other city by what the rest teach, then the rest by those."""
    halves = cities[::2], cities[1::2]
    for known, asked in (halves, halves[::-1]):
        found = oracle([(city.table, city.fake) for city in known], [city.table for city in asked])
        for city, scores in zip(asked, found, strict=True):
            city.scores[ORACLE] = scores


def report(cities: Sequence[City]) -> Iterator[str]:
    """The lines to be printed."""
    methods = list(cities[0].scores)
    precision, average = (
        {method: [measure(city, method) for city in cities] for method in methods}
        for measure in (
            lambda city, method: precision_at(city.scores[method], city.fake, BUDGET),
            lambda city, method: average_precision(city.scores[method], city.fake),
        )
    )
    yield f"{'':34}{f'precision at {BUDGET}':24}average precision"
    for method in methods:
        yield f"{method:34}{over_cities(precision[method])!s:24}{over_cities(average[method])}"
    yield ""
    yield from _targets(precision, average, methods)
    yield ""
    yield "share found among as many records as there are fakes"
    shown = [method for method in (NOISY_OR, LEARNED, ORACLE) if method in methods]
    yield f"{'':24}" + "".join(f"{method:>34}" for method in shown)
    recalls = {
        method: pd.DataFrame([recall_by_kind(city.scores[method], city.kinds) for city in cities]) for method in shown
    }
    for kind in recalls[NOISY_OR].columns:
        yield f"{kind:24}" + "".join(f"{recalls[method][kind].mean():34.2f}" for method in shown)


def _targets(
    precision: dict[str, list[float]], average: dict[str, list[float]], methods: Sequence[str]
) -> Iterator[str]:
    def mean(values: Sequence[float]) -> float:
        return sum(values) / len(values)

    best = max(BASELINES, key=lambda method: mean(average[method]))
    best_at_budget = max(BASELINES, key=lambda method: mean(precision[method]))
    yield _target(f"noisy-or / {best}, average precision", _ratio(average[NOISY_OR], average[best]), 1.25)
    yield _target(
        f"noisy-or / {best_at_budget}, at {BUDGET}", _ratio(precision[NOISY_OR], precision[best_at_budget]), 1.0
    )
    yield _target("weights, 600 audits / noisy-or, average precision", _ratio(average[LEARNED], average[NOISY_OR]), 1.0)
    yield _target(f"weights, 600 audits / noisy-or, at {BUDGET}", _ratio(precision[LEARNED], precision[NOISY_OR]), 1.0)
    if ORACLE in methods:
        yield _target(f"weights, 600 audits / oracle, at {BUDGET}", _ratio(precision[LEARNED], precision[ORACLE]), 0.8)


def _ratio(values: Sequence[float], others: Sequence[float]) -> Figure:
    return over_cities([value / other for value, other in zip(values, others, strict=True)])


def _target(name: str, found: Figure, least: float) -> str:
    return f"{name:58}{found!s:24}target {least:.2f}  {'reached' if found.value >= least else 'not reached'}"


def main() -> None:
    """Runs and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.detection", description=__doc__)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--first-seed", type=int, default=1)
    options.add_argument("--communities", type=int, default=40)
    options.add_argument("--months", type=int, default=12)
    options.add_argument("--fakes", type=float, default=0.04)
    options.add_argument("--write", action="store_true", help="put the output into docs/detection.md")
    chosen = options.parse_args()
    cities = []
    for seed in range(chosen.first_seed, chosen.first_seed + chosen.seeds):
        cities.append(scored_city(CityPlan(seed, chosen.communities, chosen.months, chosen.fakes)))
        print(f"city {seed}: {len(cities[-1].kinds)} records, {cities[-1].fake.sum()} fakes", flush=True)
    if len(cities) > 1:
        add_oracle(cities)
    lines = [
        f"{chosen.seeds} cities of {chosen.communities} communities and {chosen.months} months, "
        f"{sum(len(city.kinds) for city in cities)} records, {100 * chosen.fakes:g} % fakes; mean (95 % interval)",
        "",
        *report(cities),
    ]
    print("\n".join(lines))
    if chosen.write:
        write_output("python -m bench.detection", lines)


if __name__ == "__main__":
    main()
