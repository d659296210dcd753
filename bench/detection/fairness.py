"""How often honest people are reviewed, by age: records of theirs that reach a threshold of suspicion.

    python -m bench.detection.fairness [--seeds 200] [--communities 3] [--months 12] [--together 20] [--minutes N] [--write]

Each seed is a small city of its own; some cities at a time share a deployment, no place or person: a city alone would take
three times as long.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from bench.detection.cities import CityPlan, flagged_cities
from bench.detection.measures import ratio_over_cities
from bench.detection.report import write_output

OLDEST = "80+"
MOST_TIMES = 1.3


def honest_members(plans: list[CityPlan]) -> pd.DataFrame:
    """Members with records and no fake among them: city (place in `plans`), age_band, queued and held (their most suspect
    record reaches the threshold), digital_access."""
    with tempfile.TemporaryDirectory(prefix="tianping-cities-") as folder:
        connection, truth = flagged_cities(plans, Path(folder))
    with connection:
        connection.register("truth", truth)
        return connection.execute(
            """
            with policy as (
                select
                    (select value from audit_policy where parameter = 'queue_suspicion') as queue,
                    (select max(value) from points_rules where parameter = 'hold_suspicion') as hold
            )
            select
                truth.city, members.age_band, members.digital_access, max(suspicion) >= max(queue) as queued,
                max(suspicion) >= max(hold) as held
            from truth
            inner join flag_record_suspicion using (record_id)
            inner join core_service_records using (record_id)
            inner join core_members as members using (member_id)
            cross join policy
            group by truth.city, member_id, members.age_band, members.digital_access
            having not bool_or(fake) and members.age_band is not null
            """
        ).df()


def report(members: pd.DataFrame) -> Iterator[str]:
    """The lines to be printed; `members` are those of `honest_members`, cities told apart."""
    for reached in ("queued", "held"):
        yield f"honest members with a record that is {reached}, per 1,000"
        for band, group in members.groupby("age_band"):
            yield f"{band:>8}  {1000 * group[reached].mean():7.1f}  of {len(group)}"
        is_oldest = members["age_band"] == OLDEST
        by_city = (
            members.assign(oldest=is_oldest)
            .groupby(["city", "oldest"])[reached]
            .agg(["sum", "count"])
            .unstack(fill_value=0)
        )
        ratio = ratio_over_cities(
            *(by_city[(part, old)].to_numpy(dtype=float) for old in (True, False) for part in ("sum", "count"))
        )
        if math.isnan(ratio.value):
            yield f"{OLDEST} against all others: nothing to compare"
        else:
            verdict = "reached" if ratio.value <= MOST_TIMES else "not reached"
            yield f"{OLDEST} against all others: {ratio} times, target at most {MOST_TIMES}: {verdict}"
        yield ""


def main() -> None:
    """Runs and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.detection.fairness", description=__doc__)
    options.add_argument("--seeds", type=int, default=200)
    options.add_argument("--communities", type=int, default=3)
    options.add_argument("--months", type=int, default=12)
    options.add_argument("--together", type=int, default=20, help="cities in one deployment")
    options.add_argument("--minutes", type=float, default=math.inf, help="report what there is after as long")
    options.add_argument("--write", action="store_true", help="put the output into docs/detection.md")
    chosen = options.parse_args()
    found: list[pd.DataFrame] = []
    cities, started = 0, time.monotonic()
    while cities < chosen.seeds and time.monotonic() - started < 60 * chosen.minutes:
        seeds = range(cities, min(cities + chosen.together, chosen.seeds))
        members = honest_members([CityPlan(5000 + seed, chosen.communities, chosen.months, 0.04) for seed in seeds])
        found.append(members.assign(city=members["city"] + cities))
        cities = seeds.stop
        print(f"{cities} cities, {(time.monotonic() - started) / 60:.1f} minutes", flush=True)
    lines = [f"{cities} cities of {chosen.communities} communities and {chosen.months} months", ""]
    lines += report(pd.concat(found, ignore_index=True))
    print("\n".join(lines))
    if chosen.write:
        write_output("python -m bench.detection.fairness", lines)


if __name__ == "__main__":
    main()
