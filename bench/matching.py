"""Matching against first come, first served, on the demonstration city: the same tasks, the same places.

For each day asked for, the models propose members for the demands and activities open on that day, knowing nothing later; first
come, first served is what happened in the city in the four weeks after it, with the places given in the order of the claims.
Prints one line per measure, with both ways side by side.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb

from ingestion.deliveries import ingest
from ingestion.demo_city import write_city
from warehouse.build import computed
from warehouse.landing import list_inputs
from warehouse.settings import Home

DAYS = ("2025-09-08", "2025-10-06", "2025-11-03")

# Places of the same activities, given in the order of the claims; demands that people accepted.
FIRST_COME = """
create temp table first_come as
with claimed as (
    select
        tasks.task_id, tasks.hours, tasks.skill, tasks.places_left, logs.member_id,
        row_number() over (partition by tasks.task_id order by coalesce(logs.claimed_at, logs.submitted_at), logs.record_id) as turn
    from points.points_open_tasks as tasks
    inner join core.core_service_records as logs on tasks.task_id = logs.activity_id
    where coalesce(logs.claimed_at, logs.started_at) > $day
)
select task_id, hours, skill, member_id from claimed where turn <= places_left
"""
MATCHED = """
create temp table matched as
select tasks.task_id, tasks.hours, tasks.skill, matches.member_id
from points.points_task_matches as matches
inner join points.points_open_tasks as tasks on matches.task_id = tasks.task_id
where tasks.task_kind = 'activity'
"""
# Gini's coefficient of the hours of everybody who owes the duty or offers to serve: 0 is the same for all.
GINI = """
with hours as (
    select coalesce(sum(given.hours), 0) as hours
    from core.core_members as members
    left join {way} as given on members.member_id = given.member_id
    where members.actor in ('party_member', 'resident_volunteer')
    group by members.member_id
),
ranked as (select hours, row_number() over (order by hours) as place, count(*) over () as people from hours)
select sum((2 * place - people - 1) * hours) / (max(people) * sum(hours)) from ranked
"""
SKILLED = """
select avg(case when strpos(';' || coalesce(members.skills, '') || ';', ';' || given.skill || ';') > 0 then 1.0 else 0.0 end)
from {way} as given
inner join core.core_members as members on given.member_id = members.member_id
where given.skill is not null
"""
WITHOUT_PHONE = """
select avg(case when members.digital_access <> 'phone' then 1.0 else 0.0 end)
from {way} as given inner join core.core_members as members on given.member_id = members.member_id
"""
DEMANDS = """
select
    tasks.is_vulnerable,
    demands.raised_at,
    coalesce(demands.accepted_at <= $day + interval 28 day, false) as accepted,
    case when demands.accepted_at <= $day + interval 28 day then demands.accepted_at else $day + interval 28 day end as taken_at,
    matches.member_id is not null as is_matched
from points.points_open_tasks as tasks
inner join staging.stg_demands as demands on tasks.task_id = demands.demand_id
left join points.points_task_matches as matches on tasks.task_id = matches.task_id
where tasks.task_kind = 'demand'
"""


def measures(connection: duckdb.DuckDBPyConnection, day: datetime) -> dict[str, tuple[float, float]]:
    """Each measure as (first come, matched)."""
    connection.execute(FIRST_COME, {"day": day})
    connection.execute(MATCHED)

    def both(query: str) -> tuple[float, float]:
        first, matched = (
            connection.execute(query.format(way=way)).fetchall()[0][0] for way in ("first_come", "matched")
        )
        return float(first or 0), float(matched or 0)

    found = {
        "places filled": both("select count(*) from {way}"),
        "people with a task": both("select count(distinct member_id) from {way}"),
        "Gini of hours (0 is even)": both(GINI),
        "skill matched, of tasks that ask for one": both(SKILLED),
        "share without a phone of their own": both(WITHOUT_PHONE),
    }
    demands = connection.execute(DEMANDS, {"day": day}).df()
    vulnerable = demands[demands["is_vulnerable"]]
    first_wait = (demands["taken_at"] - demands["raised_at"]).dt.total_seconds() / 86400
    matched_wait = (day - demands["raised_at"]).dt.total_seconds() / 86400
    found["vulnerable demands that somebody takes"] = (vulnerable["accepted"].mean(), vulnerable["is_matched"].mean())
    found["days a demand waits (28 more where nobody came)"] = (first_wait.mean(), matched_wait.mean())
    return found


def main() -> None:
    """Makes the city, or takes the home given, and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.matching", description=__doc__)
    options.add_argument("--communities", type=int, default=12)
    options.add_argument("--home", type=Path, help="a home with the city ingested")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tianping-matching-") as folder:
        home = Home.at(chosen.home or Path(folder) / "home")
        if chosen.home is None:
            write_city(Path(folder) / "city", communities=chosen.communities, months=6)
            home.write_deployment(synthetic=True, as_of="2026-01-15 00:00:00")
            ingest([Path(folder) / "city"], home)
        for text in DAYS:
            day = datetime.fromisoformat(text)
            with computed(home, list_inputs(home), day, ["points_task_matches"], print) as connection:
                print(f"{text}: first come, first served | matched")
                for name, (first, matched) in measures(connection, day).items():
                    print(f"  {name}: {first:.3g} | {matched:.3g}")


if __name__ == "__main__":
    main()
