"""Activities and the honest service records made at them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingestion.demo_city.people import SKILLS, City
from ingestion.demo_city.plan import (
    END,
    HOUR,
    LAST_KNOWN,
    NO_TIME,
    Array,
    Plan,
    Table,
    blank,
    length,
    minutes,
    only_where,
    rows_of,
    seconds,
    shifted,
    stacked,
)
from ingestion.demo_city.quality import Quality, scaled
from ingestion.demo_city.rhythm import day_weights, lengths_hours, month_numbers, start_times
from ingestion.demo_city.wording import EMERGENCY, EVERYDAY, PHRASES, activity_titles, service_texts

RECORDS_A_YEAR = 12.8  # of a member who takes part at all, in a middling community
NEARLY_SILENT_SHARE = 0.05  # communities that leave very few records
INDIVIDUAL_SHARE = 0.07  # service outside any activity: one visit, no code on site
MEAN_ATTENDANCE = 9.0
LARGEST_CAPACITY = 50
MATCHING_SKILL = {
    "clinic": "medical",
    "legal": "legal",
    "tutoring": "teaching",
    "repair": "repair",
    "patrol": "police",
    "mediation": "psychology",
    "publicity": "it",
}
SKILLED_SHARE = 0.45  # of the activities of those categories, the part that asks for the skill
EVERYDAY_WEIGHTS = (0.2, 0.2, 0.13, 0.06, 0.04, 0.07, 0.12, 0.05, 0.06, 0.07)
EMERGENCY_WEIGHTS = (0.2, 0.2, 0.15, 0.13, 0.14, 0.02, 0.16)
# What is announced for the weeks after the last day: a part of what the last weeks had, so many days later.
DAYS_REPEATED, SHARE_REPEATED, DAYS_AHEAD = 28, 0.35, np.timedelta64(49, "D")
SMALLEST_GAP = 45 * np.timedelta64(60, "s")  # honest people need time between two services
CODE_LETTERS = np.array(list("ABCDEFGHJKLMNPQRSTUVWXYZ23456789"))


@dataclass(frozen=True)
class Emergency:
    """One declared incident: `days` of emergency service in `communities` (positions) from `day` on."""

    scenario: str
    day: np.datetime64
    days: int
    communities: Array


@dataclass(frozen=True)
class _Pool:
    """Who serves where, sorted by community: entry → member, with cumulative willingness for weighted draws."""

    member: Array
    cumulative: Array
    starts: Array
    ends: Array

    def draw(self, rng: np.random.Generator, group: Array) -> Array:
        """One member per element of `group`, by willingness; -1 where the group has nobody willing."""
        low = self.cumulative[self.starts[group]]
        high = self.cumulative[self.ends[group]]
        entry = np.searchsorted(self.cumulative, low + rng.random(len(group)) * (high - low), side="right") - 1
        return np.where(high > low, self.member[np.minimum(entry, len(self.member) - 1)], -1)


def _pool(member: Array, group: Array, weight: Array, groups: int) -> _Pool:
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    return _Pool(
        member=member[order],
        cumulative=np.concatenate([[0.0], np.cumsum(weight[order])]),
        starts=np.searchsorted(ordered, np.arange(groups)),
        ends=np.searchsorted(ordered, np.arange(groups), side="right"),
    )


def make_service(plan: Plan, quality: Quality, city: City, emergencies: list[Emergency]) -> tuple[Table, Table]:
    """Activities (sorted by community and start) and honest service records.

    Beside contract columns they carry positions: `community`, `member`, `activity` (-1: none), and `has_photo`.
    """
    rng = plan.rng("service")
    willing, pool, skill_pool = _willingness(rng, quality, city)
    volume = np.where(rng.random(plan.communities) < NEARLY_SILENT_SHARE, 0.05, 1.0)
    yearly = RECORDS_A_YEAR * scaled(quality.of("mobilisation"), 0.75, 1.2) * willing * volume
    expected = rng.poisson(yearly * plan.years) + 3
    activities = _activities(plan, rng, quality, city, expected, emergencies)
    attended = _attendance(rng, quality, city, activities, pool, skill_pool)
    alone = _visits(plan, rng, quality, city, expected, pool)
    logs = _without_clashes(stacked([attended, alone]))
    record_attendance(rng, plan, quality, city, activities, logs, np.flatnonzero(logs["activity"] >= 0))
    record_visits(rng, plan, city, logs, np.flatnonzero(logs["activity"] < 0))
    return activities, logs


def _willingness(rng: np.random.Generator, quality: Quality, city: City) -> tuple[Array, _Pool, _Pool]:
    """Total willingness per community, and the pools to draw from by community and by community × skill."""
    members, count = len(city.home), len(city.reach_m)
    mobilisation = quality.of("mobilisation", city.home)
    active = rng.random(members) < scaled(mobilisation, 0.42, 0.97)
    weight = np.where(active, 0.5 + rng.gamma(2.5, 0.2, members), 0.01)
    weight *= np.select(
        [city.members["actor"] == "cadre", city.members["actor"] == "resident_volunteer"], [0.6, 0.95], 1.0
    )
    weight *= np.where(city.age == 4, 0.6, 1.0)
    seconded = city.seconded_to >= 0
    entry_member = np.concatenate([np.arange(members), np.flatnonzero(seconded)])
    entry_community = np.concatenate([city.home, city.seconded_to[seconded]])
    entry_weight = np.concatenate([weight * np.where(seconded, 0.3, 1.0), weight[seconded] * 0.7])
    entry, skill = np.nonzero(city.skill_sets[entry_member])
    return (
        np.bincount(entry_community, entry_weight, minlength=count),
        _pool(entry_member, entry_community, entry_weight, count),
        _pool(
            entry_member[entry],
            entry_community[entry] * len(SKILLS) + skill,
            entry_weight[entry],
            count * len(SKILLS),
        ),
    )


def _drawn_days(plan: Plan, rng: np.random.Generator, quality: Quality, community: Array) -> Array:
    """A day per element: the season's rhythm, with a rush in December where mobilisation is weak."""
    weights = day_weights(plan)
    december = month_numbers(plan.days) == 12
    rush = 0.2 + 1.6 * (1 - quality.of("mobilisation"))
    matrix = weights * (1 + rush[:, None] * december)
    cumulative = np.cumsum(matrix, axis=1)
    cumulative /= cumulative[:, -1:]
    stacked_up = (cumulative + np.arange(len(matrix))[:, None]).ravel()
    found = np.searchsorted(stacked_up, community + rng.random(len(community)), side="right")
    return plan.days[np.clip(found - community * len(weights), 0, len(weights) - 1)]


def _activities(
    plan: Plan,
    rng: np.random.Generator,
    quality: Quality,
    city: City,
    expected: Array,
    emergencies: list[Emergency],
) -> Table:
    number = np.maximum(1, rng.poisson(expected * (1 - INDIVIDUAL_SHARE) / MEAN_ATTENDANCE))
    community = np.repeat(np.arange(plan.communities), number)
    day = _drawn_days(plan, rng, quality, community)
    declared = np.zeros(len(community), dtype=bool)
    for emergency in emergencies:
        where = np.repeat(emergency.communities, 8)
        community = np.concatenate([community, where])
        day = np.concatenate([day, emergency.day + rng.integers(0, emergency.days, len(where))])
        declared = np.concatenate([declared, np.ones(len(where), dtype=bool)])
    day = np.minimum(day, END - 1)
    count = len(community)
    starts_at = start_times(rng, day)
    order = np.lexsort((starts_at, community))
    community, declared, starts_at = community[order], declared[order], starts_at[order]

    hours = lengths_hours(rng, count)
    everyday = rng.random(count) < scaled(quality.of("service", community), 0.45, 0.92)
    category = np.where(
        everyday & ~declared,
        rng.choice(EVERYDAY, count, p=EVERYDAY_WEIGHTS),
        rng.choice(EMERGENCY, count, p=EMERGENCY_WEIGHTS),
    ).astype(object)
    skill = np.array([MATCHING_SKILL.get(word) for word in category], dtype=object)
    skill[rng.random(count) >= SKILLED_SHARE] = None
    size = np.clip(np.rint(rng.lognormal(np.log(8.6), 0.65, count)), 2, 42)
    size = np.where(skill.astype(bool), np.minimum(size, 4), size)
    size = np.where(declared, np.clip(size * 2, 8, 45), size).astype(int)
    filled = np.minimum(rng.uniform(0.65, 1.05, count), 1.0)
    capacity = np.clip(np.ceil(size / filled), size, LARGEST_CAPACITY).astype(int)
    ahead_hours = np.where(declared, rng.uniform(1, 3, count), 24 * rng.integers(2, 8, count))
    opening = (starts_at - minutes(ahead_hours * 60)).astype("datetime64[D]").astype("datetime64[s]")
    opens_at = np.where(
        declared, starts_at - minutes(ahead_hours * 60), opening + rng.choice([8, 9, 12, 20], count) * HOUR
    )
    grids = city.communities["grids"][community]
    grid = rng.integers(1, grids + 1)
    lat, lon = _sites(rng, city, community, grid)
    return {
        "activity_id": np.array([f"A{number:06d}" for number in range(1, count + 1)], dtype=object),
        "community": community,
        "grid": np.array([PHRASES["grid"].format(number=number) for number in grid], dtype=object),
        "title": activity_titles(rng, category, grid),
        "category": category,
        "skill": skill,
        "opens_at": opens_at,
        "starts_at": starts_at,
        "ends_at": starts_at + minutes(hours * 60),
        "capacity": capacity,
        "hours_needed": np.round(size * hours * rng.uniform(0.95, 1.25, count) * 2) / 2,
        "lat": np.round(lat, 6),
        "lon": np.round(lon, 6),
        "code": _codes(rng, count),
        "demand_id": blank(count),
        "organisation_id": blank(count),
        "size": size,
    }


def plan_ahead(plan: Plan, activities: Table) -> Table:
    """Activities announced for the weeks after the city's last day: about a third of December's, seven weeks later."""
    rng = plan.rng("planned activities")
    recent = (activities["starts_at"] >= END - DAYS_REPEATED) & (activities["starts_at"] < END)
    chosen = rows_of(activities, np.flatnonzero(recent & (rng.random(length(activities)) < SHARE_REPEATED)))
    count = length(chosen)
    numbers = length(activities) + np.arange(1, count + 1)
    moved = {name: chosen[name] + DAYS_AHEAD for name in ("opens_at", "starts_at", "ends_at")}
    ids_and_codes = {
        "activity_id": np.array([f"A{number:06d}" for number in numbers], dtype=object),
        "code": _codes(rng, count),
        "demand_id": blank(count),
        "organisation_id": blank(count),
    }
    return {**chosen, **moved, **ids_and_codes}


def _codes(rng: np.random.Generator, count: int) -> Array:
    letters = CODE_LETTERS[rng.integers(0, len(CODE_LETTERS), (count, 8))]
    return np.ascontiguousarray(letters).view("U8").ravel().astype(object)


def _sites(rng: np.random.Generator, city: City, community: Array, grid: Array) -> tuple[Array, Array]:
    """Sites lie around the middle of their grid; grids lie in a ring around the centre of the community."""
    grids = city.communities["grids"][community]
    angle = 2 * np.pi * grid / grids
    reach = city.reach_m[community] * 0.7
    return shifted(
        city.communities["lat"][community],
        city.communities["lon"][community],
        reach * np.sin(angle) + rng.normal(0, 60, len(community)),
        reach * np.cos(angle) + rng.normal(0, 60, len(community)),
    )


def _attendance(
    rng: np.random.Generator, quality: Quality, city: City, activities: Table, pool: _Pool, skill_pool: _Pool
) -> Table:
    """Who took part in which activity, nobody twice."""
    activity = np.repeat(np.arange(length(activities)), activities["size"])
    community = activities["community"][activity]
    member = pool.draw(rng, community)
    position = {skill: number for number, skill in enumerate(SKILLS)}
    skill = np.array([position.get(word, -1) for word in activities["skill"]])[activity]
    matched = (skill >= 0) & (rng.random(len(member)) < scaled(quality.of("service", community), 0.1, 0.85))
    skilled = skill_pool.draw(rng, np.where(matched, community * len(SKILLS) + skill, 0))
    member = np.where(matched & (skilled >= 0), skilled, member)
    _, first = np.unique(activity * len(city.home) + member, return_index=True)
    return _unrecorded(
        member[first],
        community[first],
        activity[first],
        activities["category"][activity[first]],
        activities["starts_at"][activity[first]],
        activities["ends_at"][activity[first]],
    )


def _visits(plan: Plan, rng: np.random.Generator, quality: Quality, city: City, expected: Array, pool: _Pool) -> Table:
    """Service outside activities: one member, one household."""
    community = np.repeat(np.arange(plan.communities), rng.poisson(expected * INDIVIDUAL_SHARE))
    member = pool.draw(rng, community)
    community, member = community[member >= 0], member[member >= 0]
    starts_at = start_times(rng, _drawn_days(plan, rng, quality, community))
    starts_at += minutes(rng.integers(0, 40, len(community)))
    ends_at = starts_at + minutes(rng.choice([30, 45, 60, 60, 90, 120], len(community)))
    category = rng.choice(("care", "repair", "mediation", "other"), len(community), p=(0.6, 0.15, 0.15, 0.1))
    return _unrecorded(member, community, np.full(len(community), -1), category.astype(object), starts_at, ends_at)


def _unrecorded(
    member: Array, community: Array, activity: Array, category: Array, starts_at: Array, ends_at: Array
) -> Table:
    """Records that so far say only who was where and when."""
    count = len(member)

    def no_time() -> Array:
        return np.full(count, NO_TIME)

    def no_number() -> Array:
        return np.full(count, np.nan)

    return {
        "member": member,
        "community": community,
        "activity": activity,
        "category": category,
        "claimed_at": no_time(),
        "started_at": starts_at,
        "ended_at": ends_at,
        "code_scanned_at": no_time(),
        "scanned_code": blank(count),
        "checkout_at": no_time(),
        "declared_hours": no_number(),
        "lat": no_number(),
        "lon": no_number(),
        "gps_accuracy_m": no_number(),
        "device": np.full(count, -1),
        "device_started_at": no_time(),
        "has_photo": np.zeros(count, dtype=bool),
        "text": blank(count),
        "submitted_at": no_time(),
        "channel": blank(count),
        "witness": np.full(count, -1),
        "witness_confirmed": blank(count),
        "proxy_consent": blank(count),
    }


def _without_clashes(logs: Table) -> Table:
    """Drops what an honest person could not also have done: records that start before the previous one is over."""
    for _ in range(3):
        order = np.lexsort((logs["started_at"], logs["member"]))
        same = logs["member"][order][1:] == logs["member"][order][:-1]
        early = logs["started_at"][order][1:] < logs["ended_at"][order][:-1] + SMALLEST_GAP
        clashing = order[1:][same & early]
        if not len(clashing):
            break
        keep = np.ones(length(logs), dtype=bool)
        keep[clashing] = False
        logs = rows_of(logs, keep)
    return logs


def record_attendance(
    rng: np.random.Generator,
    plan: Plan,
    quality: Quality,
    city: City,
    activities: Table,
    logs: Table,
    rows: Array,
) -> None:
    """Fills `rows` with what honest attendance at their activity leaves behind: claim, scan, checkout, position …"""
    activity, member = logs["activity"][rows], logs["member"][rows]
    count = len(rows)
    begins, ends = activities["starts_at"][activity], activities["ends_at"][activity]
    phone = city.is_phone[member]
    arrived = begins + minutes(np.clip(rng.normal(-2, 5, count), -13, 14))
    arrived += minutes(np.where(rng.random(count) < 0.03, rng.uniform(10, 25, count), 0))
    leaves_early = rng.random(count) < 0.05
    planned = (ends - begins).astype(float) / 60
    left = np.where(
        leaves_early,
        begins + minutes(planned * rng.uniform(0.65, 0.95, count)),
        ends + minutes(np.clip(rng.normal(3, 5, count), -8, 14)),
    )
    logs["community"][rows] = activities["community"][activity]
    logs["category"][rows] = activities["category"][activity]
    scanned = phone & (rng.random(count) < 0.95)
    logs["code_scanned_at"][rows] = np.where(scanned, arrived, NO_TIME)
    logs["scanned_code"][rows] = only_where(scanned, activities["code"][activity])
    # Forgotten checkouts are the commonest honest gap.
    logs["checkout_at"][rows] = np.where(scanned & (rng.random(count) < 0.86), left, NO_TIME)
    logs["started_at"][rows] = np.where(phone, arrived, begins)
    logs["ended_at"][rows] = np.where(phone, left, ends)

    mobilisation = quality.of("mobilisation", logs["community"][rows], plan.elapsed(begins))
    opens_at = activities["opens_at"][activity]
    latest = (begins - opens_at).astype(float) - 300
    wait = rng.exponential(scaled(mobilisation, 1500, 70) * 60) + 11
    logs["claimed_at"][rows] = np.where(phone, opens_at + seconds(np.minimum(wait, latest)), NO_TIME)
    _fill_position(rng, city, logs, rows, activities["lat"][activity], activities["lon"][activity])
    _fill_rest(rng, city, logs, rows)


def record_visits(rng: np.random.Generator, plan: Plan, city: City, logs: Table, rows: Array) -> None:
    """Fills `rows` with what an honest visit outside any activity leaves behind."""
    community, member = logs["community"][rows], logs["member"][rows]
    reach = city.reach_m[community] * 0.5
    lat, lon = shifted(
        city.communities["lat"][community],
        city.communities["lon"][community],
        rng.normal(0, reach),
        rng.normal(0, reach),
    )
    checked_out = city.is_phone[member] & (rng.random(len(rows)) < 0.7)
    logs["checkout_at"][rows] = np.where(checked_out, logs["ended_at"][rows], NO_TIME)
    _fill_position(rng, city, logs, rows, lat, lon)
    _fill_rest(rng, city, logs, rows)


def _fill_position(rng: np.random.Generator, city: City, logs: Table, rows: Array, lat: Array, lon: Array) -> None:
    """Phone positions around the true place: error grows with the stated accuracy, some fixes are plainly bad."""
    member = logs["member"][rows]
    count = len(rows)
    fixed = city.is_phone[member] & city.has_gps[member] & (rng.random(count) < 0.95)
    accuracy = np.where(
        rng.random(count) < 0.03,
        rng.uniform(105, 600, count),
        np.clip(rng.lognormal(np.log(13), 0.55, count), 3, 95),
    )
    error = np.minimum(accuracy, 110) * 0.45
    jumps = rng.random(count) < 0.0015  # a few honest phones are off by more than they say
    error = np.where(jumps, rng.uniform(160, 380, count), error)
    found_lat, found_lon = shifted(lat, lon, error * rng.normal(size=count), error * rng.normal(size=count))
    logs["lat"][rows] = np.where(fixed, np.round(found_lat, 6), np.nan)
    logs["lon"][rows] = np.where(fixed, np.round(found_lon, 6), np.nan)
    logs["gps_accuracy_m"][rows] = np.where(fixed, np.round(accuracy, 1), np.nan)


def _fill_rest(rng: np.random.Generator, city: City, logs: Table, rows: Array) -> None:
    """Declared hours, device, photo, text, submission, channel and witness."""
    member, community = logs["member"][rows], logs["community"][rows]
    count = len(rows)
    started_at, ended_at = logs["started_at"][rows], logs["ended_at"][rows]
    access = city.members["digital_access"][member]
    phone = city.is_phone[member]
    spent = (ended_at - started_at).astype(float) / 3600
    logs["declared_hours"][rows] = np.maximum(0.5, np.round(spent * 2) / 2)
    logs["device"][rows] = np.where(phone, city.device[member], -1)
    logs["device_started_at"][rows] = np.where(phone, started_at + seconds(rng.normal(0, 8, count)), NO_TIME)
    logs["has_photo"][rows] = rng.random(count) < np.where(phone, 0.5, 0.8)
    logs["text"][rows] = only_where(rng.random(count) < 0.66, service_texts(rng, logs["category"][rows]))
    logs["channel"][rows] = np.where(phone, "app", access)
    # Paper is typed in by the community within the next days; the app is used at once, or late by mistake.
    late_hours = np.where(rng.random(count) < 0.003, rng.uniform(74, 240, count), rng.exponential(0.5, count))
    late_hours = np.where(phone, late_hours, rng.uniform(3, 110, count))
    submitted = ended_at + minutes(2 + late_hours * 60)
    logs["submitted_at"][rows] = np.maximum(np.minimum(submitted, LAST_KNOWN), ended_at)
    witness = _neighbours(rng, city, community, member)
    logs["witness"][rows] = np.where(phone, -1, witness)
    confirmed = np.where(rng.random(count) < 0.86, True, only_where(rng.random(count) < 0.5, False))
    logs["witness_confirmed"][rows] = only_where(~phone, confirmed)
    consent = only_where(rng.random(count) < 0.97, True)
    logs["proxy_consent"][rows] = only_where(access == "proxy", consent)


def _neighbours(rng: np.random.Generator, city: City, community: Array, member: Array) -> Array:
    """Another member living in `community`, one per element; members are stored in order of their home."""
    starts = np.searchsorted(city.home, np.arange(len(city.reach_m)))
    size = np.bincount(city.home, minlength=len(city.reach_m))
    found = starts[community] + rng.integers(0, size[community])
    step = np.where(found + 1 < starts[community] + size[community], 1, -1)
    return np.where(found == member, found + step, found)


def make_honest_mistakes(plan: Plan, logs: Table, spare: Array) -> None:
    """Errors without intent, in records outside `spare` (a mask).

    Dates with day and month swapped, lost and wild fixes, ends before starts, checkouts pressed too early, the code
    of the poster beside, hours typed twice too high.
    """
    rng = plan.rng("mistakes")
    usable = np.flatnonzero(~spare & (logs["channel"] == "app"))

    def some(share: float, among: Array) -> Array:
        return rng.choice(among, min(len(among), int(np.ceil(len(usable) * share))), replace=False)

    swapped = some(0.0012, usable[_swap_changes_date(logs["started_at"][usable])])
    days = logs["started_at"][swapped].astype("datetime64[D]")
    shift = (_day_month_swapped(days) - days).astype("timedelta64[s]")
    logs["started_at"][swapped] += shift
    logs["ended_at"][swapped] += shift

    with_fix = usable[np.isfinite(logs["lat"][usable])]
    nowhere = some(0.0015, with_fix)
    logs["lat"][nowhere] = logs["lon"][nowhere] = 0.0
    wild = some(0.0006, with_fix)
    north, east = rng.normal(0, 5_000, (2, len(wild)))
    lat, lon = shifted(logs["lat"][wild], logs["lon"][wild], north, east)
    logs["lat"][wild], logs["lon"][wild] = np.round(lat, 6), np.round(lon, 6)
    scanned = usable[~np.isnat(logs["code_scanned_at"][usable])]
    pressed = some(0.002, scanned)
    logs["checkout_at"][pressed] = logs["code_scanned_at"][pressed] + minutes(rng.uniform(1, 20, len(pressed)))
    beside = some(0.001, scanned)
    logs["scanned_code"][beside] = logs["scanned_code"][rng.choice(scanned, len(beside))]
    doubled = some(0.001, usable)
    logs["declared_hours"][doubled] *= 2
    reversed_ends = some(0.0002, usable)
    logs["ended_at"][reversed_ends] = logs["started_at"][reversed_ends] - minutes(
        rng.uniform(5, 60, len(reversed_ends))
    )


def _day_month_swapped(days: Array) -> Array:
    """Each day with its day of the month and its month exchanged; only where the day is at most 12."""
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]")
    day = (days - months.astype("datetime64[D]")).astype(int)
    month = (months - years.astype("datetime64[M]")).astype(int)
    return (years.astype("datetime64[M]") + day).astype("datetime64[D]") + month


def _swap_changes_date(times: Array) -> Array:
    """Times whose day and month can be taken for each other and differ by enough to matter."""
    days = times.astype("datetime64[D]")
    in_month = (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(int) + 1
    return (in_month <= 12) & (np.abs(in_month - month_numbers(days)) > 0)
