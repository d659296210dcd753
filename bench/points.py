"""What points and extrapolated credit pay, in small synthetic cities whose truth the models never see.

    python -m bench.points [--seeds 40] [--communities 3] [--audits 600] [--write]

Credit: every city is drawn with many fakes and loses them step by step, so that the same units are seen with more and with fewer
of them. For each step a year's random audits are drawn by the dashboard's own query, decided as the truth has them, and the
warehouse's own models extrapolate. Pay: ten services of two hours by one who spreads them over the year and by one who rushes them
in December; and the points of an hour attested on paper against an hour of the application.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from bench.detection.cities import AS_OF, CityPlan, decide, flagged_cities
from bench.detection.measures import Figure, over_cities
from bench.detection.report import write_output
from bench.models import run_models
from dashboard import access

PAGE = Path(__file__).parents[1] / "docs" / "points.md"
YEAR = "2025"
MONTHS = 12
# The share of all records that is fake at first, and the parts of those fakes that are kept, one step after the other.
FAKES = 0.12
KEPT = (1.0, 0.6, 0.35, 0.15, 0.0)
# Up to this share of fake hours a unit should lose almost nothing.
FEW, LEAST_KEPT_CREDIT = 0.05, 0.97
SERVICES, DECEMBER = 10, 334
# What audits change; everything counted before them stays.
AUDITED = (
    "stg_audit_samples",
    "stg_audit_decisions",
    "stg_case_states",
    "core_audit_samples",
    "core_audit_decisions",
    "flag_audit_units",
    "points_unit_credits",
)
# From which a sample is drawn, of the records there are.
FRAME = ("flag_audit_frame", "flag_audit_strata")
# What drawing a sample reads, as a build publishes it.
PUBLISHED = {
    "audit_frame": "select * from flag_audit_frame",
    "audit_strata": "select * from flag_audit_strata",
    "periods": "select * from main.core_periods",
}
UNITS = """
select
    credits.*,
    sum(evidence.claimed_hours) filter (where not truth.fake) as genuine_hours,
    coalesce(sum(evidence.claimed_hours) filter (where truth.fake), 0) as fake_hours
from points_unit_credits as credits
inner join core_service_records as records using (work_unit_id, year)
inner join flag_record_evidence as evidence using (record_id)
inner join truth using (record_id)
group by all
"""
# Both as they come: whoever is old and on paper with a witness who confirmed, whoever scanned and checked out by phone.
PAY = """
with
graded as (
    select
        worth.earned_points / worth.grade_factor as points,
        evidence.claimed_hours as hours,
        records.channel = 'paper' and records.age_band in ('65-79', '80+')
        and evidence.has_witness and records.witness_confirmed as on_paper,
        records.channel = 'app' and evidence.has_scan and evidence.has_checkout as by_phone
    from points_record_values as worth
    inner join core_service_records as records using (record_id)
    inner join flag_record_evidence as evidence using (record_id)
    where worth.actor_type = 'party_member' and worth.grade_factor > 0 and not evidence.is_double_claim
)

select
    sum(points) filter (where on_paper) / sum(hours) filter (where on_paper) as on_paper,
    sum(points) filter (where by_phone) / sum(hours) filter (where by_phone) as by_phone
from graded
"""
# A service of two hours with all evidence, copied to the days of those who spread and those who rush.
TEMPLATE = """
select records.record_id
from core_service_records as records
inner join points_record_values as worth using (record_id)
where
    records.actor = 'party_member' and records.channel = 'app' and records.review_grade = '很好'
    and not coalesce(records.review_excellent, false) and not records.in_incident
    and worth.undecided_grade = 'A' and not worth.is_held and round(worth.undecided_verified_hours, 4) = 2
order by records.record_id
limit 1
"""
COPIES = (
    """
    insert into core_service_records by name
    select records.* replace (
        served.record_id as record_id, served.member_id as member_id, served.day as service_date,
        started_at + to_days(cast(served.day - service_date as integer)) as started_at,
        ended_at + to_days(cast(served.day - service_date as integer)) as ended_at,
        submitted_at + to_days(cast(served.day - service_date as integer)) as submitted_at,
        reviewed_at + to_days(cast(served.day - service_date as integer)) as reviewed_at
    )
    from core_service_records as records cross join served
    where records.record_id = ?
    """,
    """
    insert into flag_record_evidence by name
    select evidence.* replace (served.record_id as record_id)
    from flag_record_evidence as evidence cross join served
    where evidence.record_id = ?
    """,
)
EARNED = """
select
    served.member_id,
    sum(case when moves.to_account like 'member:%' then moves.points else -moves.points end) as points,
    sum(moves.hours) as hours
from points_record_movements as moves
inner join served using (record_id)
group by served.member_id
"""


def credited(plan: CityPlan, audits: int) -> tuple[pd.DataFrame, dict[str, float]]:
    """The unit-years of one city at every step, with `kept` and the hours that are and are not genuine; and what was paid there
    (`pay`)."""
    rng = np.random.default_rng([plan.seed, audits])
    with tempfile.TemporaryDirectory(prefix="tianping-city-") as folder:
        connection, truth = flagged_cities([plan], Path(folder))
    truth["place"] = np.where(truth["fake"], rng.uniform(size=len(truth)), -1.0)
    steps = []
    with connection:
        run_models(connection, ["flag_record_evidence", *FRAME], AS_OF)
        connection.execute("create schema published")
        for name, query in PUBLISHED.items():
            connection.execute(f"create view published.{name} as {query}")
        connection.register("truth", truth)
        paid = pay(connection, rng)
        for kept in KEPT:
            for table in ("core_service_records", "flag_record_evidence"):
                gone = "select record_id from truth where place >= ?"
                connection.execute(f"delete from {table} where record_id in ({gone})", [kept])
            _audit(connection, audits, int(rng.integers(10**6)))
            steps.append(connection.sql(UNITS).df().assign(kept=kept))
    return pd.concat(steps).assign(seed=plan.seed), paid


def _audit(connection: duckdb.DuckDBPyConnection, audits: int, seed: int) -> None:
    """Draws the year's sample from the records there are, decides it by the truth, and computes the credits."""
    asked = {"period": YEAR, "size": audits, "seed": seed}
    for model in FRAME:
        connection.execute(f"drop table if exists {model}")
    run_models(connection, FRAME, AS_OF)
    drawn = connection.execute(access.named_query("audit_draw").sql, asked).df()
    decide(connection, drawn.merge(connection.execute("select record_id, fake from truth").df(), on="record_id"), YEAR)
    for model in AUDITED:
        connection.execute(f"drop table if exists {model}")
    run_models(connection, ["points_unit_credits"], AS_OF)


def pay(connection: duckdb.DuckDBPyConnection, rng: np.random.Generator) -> dict[str, float]:
    """Points of the rusher and the steady, their hours, and the points of an hour on paper and by phone; takes back all it added."""
    connection.execute("begin")
    run_models(connection, ["points_record_values"], AS_OF)
    paid = {str(name): float(value) for name, value in connection.sql(PAY).df().iloc[0].items()}
    (template,) = connection.sql(TEMPLATE).fetchall()[0]
    days = {
        "steady": np.arange(SERVICES) * 36 + rng.integers(0, 36, SERVICES),
        "rusher": DECEMBER + rng.integers(0, 31, SERVICES),
    }
    chosen = [(member, int(day)) for member, on in days.items() for day in on]
    connection.register("chosen", pd.DataFrame(chosen, columns=["member_id", "day"]))
    connection.execute(
        f"""
        create table served as
        select member_id, member_id || row_number() over () as record_id, date '{YEAR}-01-01' + cast(day as integer) as day
        from chosen
        """
    )
    for copy in COPIES:
        connection.execute(copy, [template])
    connection.execute("drop table points_record_values")
    run_models(connection, ["points_record_movements"], AS_OF)
    for row in connection.sql(EARNED).df().to_dict("records"):
        paid |= {f"{row['member_id']}_points": row["points"], f"{row['member_id']}_hours": row["hours"]}
    connection.execute("rollback")
    return paid


def report(units: pd.DataFrame, paid: pd.DataFrame) -> Iterator[str]:
    """The lines to be printed."""
    audited = units[units["status"] == "ok"]
    yield (
        f"{units['seed'].nunique()} cities, {len(units)} unit-years, {len(audited)} of them with 30 random audits or more "
        f"(median {audited['random_audits'].median():.0f}); mean over cities (95 % interval)"
    )
    yield ""
    yield f"{'fake hours':14}{'credit / genuine hours':28}credit gained per fake hour"
    for kept in KEPT[::-1]:
        step = audited[audited["kept"] == kept].groupby("seed")[["credit", "genuine_hours", "fake_hours"]].sum()
        share = step["fake_hours"].sum() / (step["fake_hours"] + step["genuine_hours"]).sum()
        ratio = over_cities(list(step["credit"] / step["genuine_hours"]))
        gain = over_cities(list(_gain(step))) if kept else ""
        yield f"{100 * share:8.1f} %    {ratio!s:28}{gain}"
    yield ""
    together = audited[audited["kept"] > 0].groupby("seed")[["credit", "genuine_hours", "fake_hours"]].sum()
    yield _held("credit gained per fake hour, all steps", over_cities(list(_gain(together))), most=0)
    some = audited[(audited["fake_hours"] > 0) & (audited["fake_hours"] <= FEW * audited["claimed_hours"])]
    few = some.groupby("seed")[["credit", "genuine_hours"]].sum()
    ratios = over_cities(list(few["credit"] / few["genuine_hours"]))
    yield _held(f"credit / genuine hours, {len(some)} unit-years up to 5 % fake", ratios, least=LEAST_KEPT_CREDIT)
    rush = over_cities(list(paid["rusher_points"] / paid["steady_points"]))
    yield _held("points, rushed in December / spread over the year", rush, most=2 / 3)
    hours = over_cities(list(paid["rusher_hours"] / paid["steady_hours"]))
    yield f"{'duty hours, rushed / spread':62}{hours}"
    yield f"{'points of an hour, confirmed on paper / by phone':62}{over_cities(list(paid['on_paper'] / paid['by_phone']))}"


def _gain(step: pd.DataFrame) -> pd.Series:
    return (step["credit"] - step["genuine_hours"]) / step["fake_hours"]


def _held(name: str, found: Figure, least: float | None = None, most: float | None = None) -> str:
    """One line with its target: the mean is at least `least`, or the whole interval at most `most`."""
    if least is not None:
        target, reached = f">= {least:.2f}", found.value >= least
    else:
        target, reached = f"<= {most:.2f}", found.high <= (most or 0)
    return f"{name:62}{found!s:28}target {target}  {'reached' if reached else 'not reached'}"


def main() -> None:
    """Runs and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.points", description=__doc__)
    options.add_argument("--seeds", type=int, default=40)
    options.add_argument("--communities", type=int, default=3)
    options.add_argument("--audits", type=int, default=600)
    options.add_argument("--write", action="store_true", help="put the output into docs/points.md")
    chosen = options.parse_args()
    units, paid = [], []
    for seed in range(1, chosen.seeds + 1):
        found, pay_there = credited(CityPlan(seed, chosen.communities, MONTHS, FAKES), chosen.audits)
        units.append(found)
        paid.append(pay_there)
    lines = list(report(pd.concat(units), pd.DataFrame(paid)))
    print("\n".join(lines))
    if chosen.write:
        write_output("python -m bench.points", lines, PAGE)


if __name__ == "__main__":
    main()
