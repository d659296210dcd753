"""Does the 95 % interval of prevalence hold the truth in 95 % of periods? Simulated periods, estimated by the warehouse's own SQL.

Every period is a population of its own: how many records, how many of them flagged, how often flagged and unflagged ones are not
genuine, and how both scatter over districts and channels are drawn anew, rare quiet fakes among them. Its sample is allocated as
`tianping audit sample` does; some audits are never done and some cannot tell. `python -m bench.audits` prints coverage and width.
"""

from __future__ import annotations

import argparse
import csv
import math
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from warehouse.rendering import macros, render
from warehouse.settings import WAREHOUSE_DIR

Counts = npt.NDArray[np.int64]

PLACES = 20  # districts × channels
ANSWERED = 0.95
UNCLEAR = 0.03
TARGET = 0.93


@dataclass(frozen=True)
class Coverage:
    """What the intervals of simulated periods are worth. `held`: share that hold the truth; `bounds_held`: share of those in
    which it lies between the interval's lower end if every unclear verdict were genuine and the upper end if none were."""

    periods: int
    held: float
    missed_below: float
    missed_above: float
    bounds_held: float
    mean_width: float


def policy() -> dict[str, float]:
    """The numbers audits go by, from the seed."""
    with (WAREHOUSE_DIR / "seeds" / "audit_policy.csv").open(encoding="utf-8") as file:
        return {row["parameter"]: float(row["value"]) for row in csv.DictReader(file)}


def draw_period(rng: np.random.Generator, size: int) -> tuple[pd.DataFrame, float]:
    """The sampled records of one period (stratum, flagged, population, sampled, verdict) and its true prevalence."""
    numbers = policy()
    flagged_share = rng.uniform(0.05, 0.25)
    rates = {True: rng.uniform(0.1, 0.5), False: math.exp(rng.uniform(math.log(0.001), math.log(0.02)))}
    shares = rng.dirichlet(np.full(PLACES, 2.0))
    strata = []
    for flagged, part in ((True, flagged_share), (False, 1 - flagged_share)):
        records = rng.multinomial(round(rng.uniform(3_000, 40_000) * part), shares)
        small = records < numbers["sample_least_stratum"]
        populations = [*records[~small], *([records[small].sum()] if records[small].sum() else [])]
        strata += [(flagged, int(population)) for population in populations]
    weights = np.array([count * (numbers["sample_flagged_factor"] if flagged else 1.0) for flagged, count in strata])
    drawn = []
    fakes_in_all = 0
    for place, ((flagged, population), wanted) in enumerate(zip(strata, size * weights / weights.sum(), strict=True)):
        sampled = min(population, max(2, round(wanted)))
        fakes = rng.binomial(population, min(1.0, rates[flagged] * rng.gamma(4.0, 0.25)))
        fakes_in_all += fakes
        found = rng.hypergeometric(fakes, population - fakes, sampled)
        for number in range(sampled):
            drawn.append((f"s{place}", flagged, population, sampled, number < found))
    sample = pd.DataFrame(drawn, columns=["stratum", "flagged", "population", "sampled", "is_fake"])
    verdicts = np.where(sample["is_fake"], "not_genuine", "genuine").astype(object)
    chance = rng.uniform(size=len(sample))
    verdicts[chance < UNCLEAR] = "unclear"
    verdicts[chance > ANSWERED] = None
    return sample.assign(verdict=verdicts), fakes_in_all / sum(population for _, population in strata)


def estimates(connection: duckdb.DuckDBPyConnection, samples: pd.DataFrame) -> pd.DataFrame:
    """Prevalence and its bounds per period, each with its interval, by the models and macros of a build.

    `samples` has sample_period, record_id, stratum, flagged, population, sampled and verdict. One row per period and measure.
    """
    sql = macros()
    connection.execute("create or replace table numbers as select range as n from range(1, 2001)")
    connection.execute(
        """
        create or replace table core_audit_samples as
        select *, sampled / population as inclusion_probability, timestamp '2026-01-01' as drawn_at from samples
        """
    )
    connection.execute(
        """
        create or replace table core_audit_decisions as
        select record_id, verdict, timestamp '2026-01-02' as decided_at from samples where verdict is not null
        """
    )
    connection.execute(f"create or replace table flag_audit_units as {render('flag_audit_units', ref=str)}")
    measures = {
        "prevalence": ("clear", "is_fake"),
        "low_bound": ("answered", "is_fake"),
        "high_bound": ("answered", "is_fake + case when verdict = 'unclear' then 1 else 0 end"),
    }
    rows = " union all ".join(
        f"""
        select
            sample_period as period, '{measure}' as measure, stratum, population, {answer}_in_stratum as sampled,
            {answer}_weight as weight, 1.0 as x, {y} as y
        from flag_audit_units where is_{answer} = 1
        """
        for measure, (answer, y) in measures.items()
    )
    keys = ["period", "measure"]
    connection.execute(f"create or replace table units as {rows}")
    connection.execute(f"create or replace table ratios as {sql['survey_ratios']('units', keys)}")
    return connection.execute(sql["korn_graubard"]("ratios", keys, "numbers")).df()


def coverage(periods: int, size: int, seed: int) -> Coverage:
    """Simulates `periods` periods with samples of `size` records and holds their intervals against the truth."""
    rng = np.random.default_rng(seed)
    drawn = [draw_period(rng, size) for _ in range(periods)]
    samples = pd.concat([sample.assign(sample_period=f"p{number:04d}") for number, (sample, _) in enumerate(drawn)])
    samples["record_id"] = [f"r{number}" for number in range(len(samples))]
    truth = pd.Series([prevalence for _, prevalence in drawn], [f"p{number:04d}" for number in range(periods)])
    with duckdb.connect() as connection:
        connection.register("samples", samples)
        found = estimates(connection, samples).set_index("period")
    by_measure = {str(measure): rows.reindex(truth.index) for measure, rows in found.groupby("measure")}
    city, low, high = (by_measure[name] for name in ("prevalence", "low_bound", "high_bound"))
    return Coverage(
        periods,
        float(((city["low"] <= truth) & (truth <= city["high"])).mean()),
        float((truth > city["high"]).mean()),
        float((truth < city["low"]).mean()),
        float(((low["low"] <= truth) & (truth <= high["high"])).mean()),
        float((city["high"] - city["low"]).mean()),
    )


def main() -> None:
    """Runs and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.audits", description=__doc__)
    options.add_argument("--periods", type=int, default=500)
    options.add_argument("--sizes", type=int, nargs="+", default=[200, 600])
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    for size in chosen.sizes:
        found = coverage(chosen.periods, size, chosen.seed)
        reached = "reached" if found.held >= TARGET else "not reached"
        print(
            f"sample of {size}: the 95 % interval holds the truth in {found.held:.1%} of {found.periods} periods "
            f"(target >= {TARGET:.0%}: {reached}); too low {found.missed_below:.1%}, too high {found.missed_above:.1%}; "
            f"bounds hold it in {found.bounds_held:.1%}; mean width {100 * found.mean_width:.1f} points"
        )


if __name__ == "__main__":
    main()
