"""Measures the scoring method on simulated leagues and on the demonstration city; writes the table the method book shows.

`python -m bench.method` takes about four minutes on one core. With `--home` it also holds a built demonstration city against
the quality it was made with. Nothing here decides: a target that is missed is printed as such.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.method.book import RESULTS
from bench.method.demo import demo_figures
from bench.method.leagues import TRUTHS
from bench.method.measures import Figure, Record, mean, over_leagues, share, small_advantage, width_against
from bench.method.trials import drop_each, measure_leagues, scored_twice
from warehouse.settings import Home


class Measure(NamedTuple):
    """A figure of leagues with its target, as text and as a condition; no condition where it is only reported."""

    name: str
    figure: Callable[[Sequence[Record]], float]
    target: str = ""
    reached: Callable[[float], bool] | None = None


class Line(NamedTuple):
    """A line of the results; low and high are empty where nothing is left to chance."""

    setting: str
    measure: str
    value: str
    low: str
    high: str
    target: str
    reached: str


def measures_of(truth: str) -> list[Measure]:
    """What is asked of leagues of one truth."""
    best = truth == TRUTHS[0].name
    least = 0.88 if best else 0.85
    slim = ("<= 1.10", lambda value: value <= 1.10)
    return [
        Measure("coverage of the 90 % rank interval", share("covered", "communities"), f">= {least}", lambda value: value >= least),
        Measure("mean width of the rank interval, places", mean("width")),
        Measure("width / exact posterior's at equal coverage", width_against("exact"), *(slim if best else ())),
        Measure("width / indicators' EB posteriors' at equal coverage", width_against("independent"), *slim),
        Measure("coverage of the 90 % interval of the total", share("totals_covered", "communities")),
        Measure("grades given with P >= .8 that are right", share("graded_right", "graded"), ">= 0.80", lambda value: value >= 0.8),
        Measure("share of communities given a grade", share("graded", "communities")),
        Measure("wrong among pairwise verdicts", share("decided_wrong", "decided")),
        Measure("share of pairs with a verdict", lambda records: mean("decided")(records) / _pairs(records[0].communities)),
        Measure("size bias", mean("size_bias"), "within 0.1", lambda value: abs(value) < 0.1),
        Measure("n < 10 in the top tenth, less their true share", small_advantage, "<= 0", lambda value: value <= 0),
    ]  # fmt: skip


def _pairs(communities: int) -> int:
    return communities * (communities - 1) // 2


def simulated(leagues: int, communities: int, draws: int, seed: int) -> Iterator[Line]:
    """Every figure of every truth, then what is exact."""
    for truth in TRUTHS:
        records = measure_leagues(truth, leagues, communities, draws, seed)
        for measure in measures_of(truth.name):
            found = over_leagues(records, measure.figure)
            reached = "" if measure.reached is None else "reached" if measure.reached(found.value) else "not reached"
            yield Line(truth.name, measure.name, *_texts(found), measure.target, reached)
    dropped = drop_each(TRUTHS[-2], communities // 2, seed)
    name = f"pairs reversed by dropping each of {dropped.dropped}, of {dropped.pairs}"
    yield _exact(f"{name}, stored priors", dropped.with_stored_priors, "0", dropped.with_stored_priors == 0)
    yield _exact(f"{name}, priors estimated again", dropped.with_new_priors)
    same = scored_twice(TRUTHS[-2], communities // 2, seed)
    yield _exact("leagues that differ when scored twice with one seed", int(not same), "0", same)


def _exact(measure: str, value: int, target: str = "", reached: bool | None = None) -> Line:
    said = "" if reached is None else "reached" if reached else "not reached"
    return Line(TRUTHS[-2].name, measure, str(value), "", "", target, said)


def _texts(figure: Figure) -> tuple[str, str, str]:
    return tuple("" if math.isnan(number) else f"{number:.3f}" for number in (figure.value, figure.low, figure.high))  # type: ignore[return-value]


def main() -> None:
    """Runs and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.method", description=__doc__)
    options.add_argument("--leagues", type=int, default=16, help="leagues of each truth")
    options.add_argument("--communities", type=int, default=60, help="communities of each league")
    options.add_argument("--draws", type=int, default=800, help="draws of the references")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--home", type=Path, help="home of a built demonstration city")
    options.add_argument("--city-seed", type=int, default=1, help="seed the demonstration city was made with")
    options.add_argument("--write", action="store_true", help=f"write {RESULTS.name}, which docs/method.md shows")
    chosen = options.parse_args()
    lines = []
    for line in simulated(chosen.leagues, chosen.communities, chosen.draws, chosen.seed):
        lines.append(line)
        interval = f"({line.low} to {line.high})" if line.low else ""
        print(
            f"{line.setting:<15} {line.measure:<58} {line.value:>8} {interval:<20} {line.target:<10} {line.reached}",
            flush=True,
        )
    if chosen.home:
        for period, measure, value in demo_figures(Home.at(chosen.home), chosen.city_seed):
            lines.append(Line(f"demo city {period}", measure, f"{value:.3f}", "", "", "", ""))
            print(f"demo city {period:<7} {measure:<56} {value:8.3f}", flush=True)
    if chosen.write:
        with RESULTS.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([Line._fields, *lines])


if __name__ == "__main__":
    main()
