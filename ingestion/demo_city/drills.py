"""Drills, what they found, and who came."""

from __future__ import annotations

import json

import numpy as np

from ingestion.demo_city.gaps import is_reported
from ingestion.demo_city.people import City
from ingestion.demo_city.plan import (
    END,
    NO_TIME,
    Array,
    Plan,
    Table,
    ids,
    length,
    minutes,
    only_where,
    picked,
    rows_of,
)
from ingestion.demo_city.quality import Quality, scaled
from ingestion.demo_city.wording import (
    DRILL_FINDINGS,
    DRILL_OBJECTIVES,
    FINDING_OWNERS,
    NOT_HELD_REASONS,
)

SCENARIOS = ("fire", "flood", "earthquake", "epidemic", "evacuation", "other")
# A lockdown for an epidemic has no target time.
TARGET_MINUTES = np.array([10.0, 30.0, 12.0, np.nan, 15.0, 20.0])
FORMS = ("tabletop", "functional", "full")
RATINGS = ("P", "S", "M", "U")
SHOW_SHARE_AT_WORST = 0.6
NO_DAY = np.datetime64("NaT", "D")


def make_drills(plan: Plan, quality: Quality, city: City) -> tuple[Table, Table, Table]:
    """Drills, findings and attendance. Weak communities hold fewer, later, and partly for show."""
    rng = plan.rng("drills")
    readiness = quality.of("readiness")
    # Communities that drill for an audience do so every time, and often enough to be praised for it.
    showing = rng.random(plan.communities) < SHOW_SHARE_AT_WORST * np.clip(1 - 2 * readiness, 0, 1)
    number = rng.poisson(scaled(readiness, 2.2, 7.6) * plan.years) + (plan.years >= 0.5)
    number = np.where(showing, np.maximum(number, np.ceil(5 * plan.years)), number).astype(int)
    community = np.repeat(np.arange(plan.communities), number)
    count = len(community)
    ready = readiness[community]
    for_show = showing[community]
    scenario = _scenarios(rng, community, ready)
    scheduled = plan.first_day + rng.integers(0, len(plan.days), count)
    order = np.lexsort((scheduled, community))
    scheduled = scheduled[order]
    held = rng.random(count) < np.where(for_show, 0.97, scaled(ready, 0.72, 0.98))
    hour = rng.choice([9.0, 9.5, 10.0, 14.5, 15.0, 15.5, 19.0], count)
    late_days = np.where(rng.random(count) < 0.15, rng.integers(1, 12, count), 0)
    held_on = np.minimum(scheduled + late_days, END - 1)
    conducted = held_on.astype("datetime64[s]") + minutes(hour * 60)
    alarm = conducted + minutes(rng.integers(0, 6, count))
    target = TARGET_MINUTES[scenario]
    pace = np.where(for_show, rng.uniform(0.75, 0.97, count), scaled(ready, 1.3, 0.62) * rng.lognormal(0, 0.22, count))
    usual = np.where(np.isnan(target), 40.0, target)
    assembled = alarm + minutes(usual * pace)
    announced = for_show | (rng.random(count) < scaled(ready, 0.95, 0.4))
    external = ~for_show & (rng.random(count) < scaled(ready, 0.1, 0.62))
    residents = city.communities["residents"][community]
    expected = np.maximum(12, np.rint(residents * rng.uniform(0.008, 0.035, count))).astype(int)
    came = rng.binomial(expected, np.clip(np.where(for_show, 0.96, scaled(ready, 0.36, 0.97)), 0, 1))
    listed = np.maximum(3, np.rint(residents * 0.003 * rng.uniform(0.7, 1.3, count))).astype(int)
    reached = rng.binomial(listed, np.clip(scaled(ready, 0.35, 1.0) + rng.normal(0, 0.08, count), 0, 1))

    timed = held & (rng.random(count) < 0.95)  # some reports come without their times
    drills: Table = {
        "drill_id": ids("D", count, 5),
        "community": community,
        "scenario": np.array(SCENARIOS, dtype=object)[scenario],
        "form": rng.choice(FORMS, count, p=(0.25, 0.4, 0.35)).astype(object),
        "announced": announced,
        "not_held_reason": only_where(~held, picked(rng, NOT_HELD_REASONS, count)),
        "scheduled_on": scheduled,
        "conducted_at": np.where(held, conducted, NO_TIME),
        "alarm_at": np.where(timed, alarm, NO_TIME),
        "first_response_at": np.where(timed, alarm + minutes(usual * pace * rng.uniform(0.15, 0.45, count)), NO_TIME),
        "assembled_at": np.where(timed, assembled, NO_TIME),
        "all_clear_at": np.where(timed, assembled + minutes(rng.integers(8, 45, count)), NO_TIME),
        "target_minutes": target,
        "expected_participants": expected.astype(float),
        "participants": np.where(held, came, np.nan),
        "residents": np.where(held, np.rint(expected * rng.uniform(0.3, 0.9, count)), np.nan),
        "vulnerable_listed": listed.astype(float),
        "vulnerable_reached": np.where(held, reached, np.nan),
        "evaluator": only_where(held, np.where(external, "external", "self")),
        "objectives": _objectives(rng, ready, for_show, held),
    }
    reported = is_reported(plan, "drills", drills["scheduled_on"], community)
    drills, held, for_show = rows_of(drills, reported), held[reported], for_show[reported]
    _copy_some_reports(rng, drills, for_show & held)
    findings = _findings(plan, rng, drills, readiness, held & ~for_show)
    return drills, findings, _attendance(rng, city, drills, held)


def _scenarios(rng: np.random.Generator, community: Array, ready: Array) -> Array:
    """Each community works through its own order of scenarios; weak ones never get far down the list."""
    turn = np.arange(len(community)) - np.searchsorted(community, community)
    breadth = np.clip(np.rint(scaled(ready, 1.5, 5.4)), 1, 5).astype(int)
    start = rng.integers(0, 5, int(community.max(initial=0)) + 1)[community]
    return np.where(rng.random(len(community)) < 0.05, 5, (start + turn % breadth) % 5)


def _objectives(rng: np.random.Generator, ready: Array, for_show: Array, held: Array) -> Array:
    """JSON lists of three to five rated objectives; nothing for a drill not held."""
    number = rng.integers(3, 6, len(ready))
    performed = scaled(ready, 0.25, 1.05)[:, None] + rng.normal(0, 0.2, (len(ready), 5))
    grade = np.where(for_show[:, None], 0, np.searchsorted([-0.75, -0.5, -0.25], -performed))
    texts = np.full(len(ready), None, dtype=object)
    for row in np.flatnonzero(held):
        names = rng.permutation(len(DRILL_OBJECTIVES))[: number[row]]
        rated = [
            {"objective": DRILL_OBJECTIVES[name], "rating": RATINGS[grade[row, place]]}
            for place, name in enumerate(names)
        ]
        texts[row] = json.dumps(rated, ensure_ascii=False)
    return texts


def _copy_some_reports(rng: np.random.Generator, drills: Table, shown: Array) -> None:
    """Every third show drill repeats the report of the community's previous one under a new date."""
    row = np.flatnonzero(shown)
    same = np.concatenate([[False], drills["community"][row][1:] == drills["community"][row][:-1]])
    for later in np.flatnonzero(same & (rng.random(len(row)) < 0.35)):
        copy, model = row[later], row[later - 1]
        day_shift = drills["scheduled_on"][copy] - drills["conducted_at"][model].astype("datetime64[D]")
        for name in ("conducted_at", "alarm_at", "first_response_at", "assembled_at", "all_clear_at"):
            drills[name][copy] = drills[name][model] + day_shift.astype("timedelta64[s]")
        for name in ("scenario", "target_minutes", "expected_participants", "participants", "objectives"):
            drills[name][copy] = drills[name][model]


def _findings(plan: Plan, rng: np.random.Generator, drills: Table, readiness: Array, honest: Array) -> Table:
    """What honest drills showed to be wrong; good communities close it in time and check it at a later drill."""
    number = np.where(honest, rng.poisson(1.7, len(honest)), 0)
    drill = np.repeat(np.arange(len(honest)), number)
    count = len(drill)
    community = drills["community"][drill]
    ready = readiness[community]
    due_on = drills["conducted_at"][drill].astype("datetime64[D]") + rng.choice([14, 30, 30, 45, 60], count)
    in_time = rng.random(count) < scaled(ready, 0.28, 0.98)
    days = np.where(in_time, -rng.integers(0, 14, count), rng.integers(3, 90, count))
    never = ~in_time & (rng.random(count) < 0.45)
    closed_on = np.where(never | (due_on + days > END), NO_DAY, due_on + days)
    later = _next_held_drill(drills, drill, closed_on)
    checked = (later >= 0) & (rng.random(count) < scaled(ready, 0.15, 0.85))
    return {
        "finding_id": ids("F", count, 5),
        "drill_id": drills["drill_id"][drill],
        "text": picked(rng, DRILL_FINDINGS, count),
        "owner": picked(rng, FINDING_OWNERS, count),
        "due_on": due_on,
        "closed_on": closed_on,
        "verified_by_drill_id": only_where(checked, drills["drill_id"][later]),
    }


def _next_held_drill(drills: Table, drill: Array, after: Array) -> Array:
    """The community's first drill held after `after`, or -1."""
    result = np.full(len(drill), -1)
    held_on = drills["conducted_at"].astype("datetime64[D]")
    for position in np.flatnonzero(~np.isnat(after)):
        same = drills["community"] == drills["community"][drill[position]]
        later = np.flatnonzero(same & (held_on > after[position]))
        if len(later):
            result[position] = later[np.argmin(held_on[later])]
    return result


def _attendance(rng: np.random.Generator, city: City, drills: Table, held: Array) -> Table:
    """Members who signed in at drills; residents are only counted."""
    drill = np.repeat(np.arange(length(drills)), np.where(held, rng.integers(8, 36, length(drills)), 0))
    starts = np.searchsorted(city.home, np.arange(len(city.reach_m)))
    size = np.bincount(city.home, minlength=len(city.reach_m))
    community = drills["community"][drill]
    member = starts[community] + rng.integers(0, size[community])
    _, first = np.unique(drill * len(city.home) + member, return_index=True)
    return rows_of({"drill_id": drills["drill_id"][drill], "member_id": city.members["member_id"][member]}, first)
