"""Communities and the people in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingestion.demo_city.plan import (
    END,
    Array,
    Plan,
    Table,
    ids,
    only_where,
    shifted,
)
from ingestion.demo_city.quality import Quality, scaled
from ingestion.demo_city.wording import COMMUNITY_FIRST, COMMUNITY_SECOND, DISTRICTS, PHRASES, STREET_NUMBERS

CENTRE = (30.20, 113.40)
DISTRICT_SPACING_M = 22_000
STREET_SPACING_M = 3_500
KINDS = ("work_unit", "housing_estate", "urban_renewal", "old_neighbourhood", "mixed")
KIND_WEIGHTS = (0.14, 0.36, 0.14, 0.24, 0.12)
SETTINGS = ("risk", "migrant", "resource", "ordinary")
SETTING_WEIGHTS = (0.22, 0.26, 0.26, 0.26)
ELDERLY_SHARE = {
    "work_unit": 0.27,
    "housing_estate": 0.16,
    "urban_renewal": 0.14,
    "old_neighbourhood": 0.31,
    "mixed": 0.2,
}
MEDIAN_RESIDENTS = 4_800
ACTORS = ("party_member", "resident_volunteer", "cadre")
AGE_BANDS = ("18-34", "35-49", "50-64", "65-79", "80+")
SKILLS = ("medical", "legal", "teaching", "police", "fire", "psychology", "it", "repair", "language", "other")
SKILL_WEIGHTS = (0.16, 0.09, 0.17, 0.08, 0.06, 0.07, 0.14, 0.13, 0.06, 0.04)
# Exports of one platform lack what another has.
PLATFORMS = ("complete", "no_device", "no_claim")
PLATFORM_WEIGHTS = (0.72, 0.18, 0.10)


@dataclass(frozen=True)
class City:
    """The communities and members of one city.

    `communities` and `members` hold what the files say; the other arrays, by position, hold what they do not.
    """

    communities: Table
    members: Table
    home: Array  # member → community
    age: Array  # member → position in AGE_BANDS
    skill_sets: Array  # members × SKILLS, bool
    device: Array  # member → device number; household members may share one
    has_gps: Array  # member → the phone gives a position
    seconded_to: Array  # member → community the work unit sends them to, -1 for none
    platform: Array  # community → position in PLATFORMS
    district: Array  # community → district number
    reach_m: Array  # community → typical distance from its centre to its edge, metres

    @property
    def is_phone(self) -> Array:
        """Members who use the app themselves."""
        return self.members["digital_access"] == "phone"


def settle_city(plan: Plan, quality: Quality) -> City:
    """Draws communities over districts and streets, and their members."""
    rng = plan.rng("people")
    count = plan.communities
    communities, district, reach_m = _draw_communities(rng, count, quality)
    mobilisation = quality.of("mobilisation")
    residents = communities["residents"]
    party = rng.poisson(residents * 0.0212) + 8
    volunteers = rng.poisson(residents * 0.0078 * scaled(mobilisation, 0.35, 1.5)) + 2
    cadres = 4 + residents // 1500
    staffing = np.stack([party, volunteers, cadres])
    home = np.concatenate([np.repeat(np.arange(count), numbers) for numbers in staffing])
    actor = np.repeat(np.arange(3), staffing.sum(axis=1))
    order = np.argsort(home, kind="stable")
    home, actor = home[order], actor[order]
    total = len(home)

    elderly = communities["elderly_share"][home]
    uniform = rng.random(total)
    old = rng.random(total) < elderly * np.where(actor == 2, 0.0, 1.15)
    age = np.where(old, np.where(uniform < 0.8, 3, 4), np.searchsorted([0.3, 0.68], uniform))
    skill_sets = np.zeros((total, len(SKILLS)), dtype=bool)
    for share in (0.42, 0.14):
        has = np.flatnonzero(rng.random(total) < share)
        skill_sets[has, rng.choice(len(SKILLS), len(has), p=SKILL_WEIGHTS)] = True

    works = (actor == 0) & (age < 3) & (rng.random(total) < 0.82)
    units = max(3, round(count * 1.2))
    unit = rng.integers(0, units, total)
    sent = works & (rng.random(total) < 0.22)
    member_ids = ids("M", total, 5)
    access = _digital_access(rng, age)
    household = _households(rng, home)
    communities["reported_members"] = np.bincount(home[actor == 0], minlength=count)
    registered = communities["reported_members"] / scaled(quality.of("structure"), 0.6, 1.45)
    communities["registered_members"] = np.rint(registered).astype(int)
    per_group = scaled(quality.of("structure"), 34, 8) * rng.lognormal(0, 0.1, count)
    communities["party_groups"] = np.maximum(1, np.rint(registered / per_group)).astype(int)

    skill_words = np.array(SKILLS, dtype=object)
    members: Table = {
        "member_id": member_ids,
        "actor": np.array(ACTORS, dtype=object)[actor],
        "home_community_id": communities["community_id"][home],
        "work_unit_id": only_where(works, ids("W", units, 4)[unit]),
        "assignment": np.where(sent, "unit", only_where(actor == 0, "residence")).astype(object),
        "household_id": only_where(rng.random(total) < 0.8, ids("H", int(household.max()) + 1, 6)[household]),
        "age_band": only_where(rng.random(total) < 0.95, np.array(AGE_BANDS, dtype=object)[age]),
        "skills": np.array([";".join(skill_words[row]) or None for row in skill_sets], dtype=object),
        "reported_on": np.where(
            actor == 0,
            END - 30 - rng.integers(31 * plan.months, 31 * plan.months + 900, total),
            np.datetime64("NaT", "D"),
        ),
        "digital_access": access,
    }
    # One in three old members uses the phone of the household instead of one of their own.
    shares_phone = (age >= 3) & (rng.random(total) < 0.35)
    device = np.where(shares_phone, total + household, np.arange(total))
    return City(
        communities=communities,
        members=members,
        home=home,
        age=age,
        skill_sets=skill_sets,
        device=device,
        has_gps=rng.random(total) < np.where(age >= 3, 0.75, 0.92),
        seconded_to=np.where(sent, _elsewhere_in_district(rng, home, district), -1),
        platform=rng.choice(len(PLATFORMS), count, p=PLATFORM_WEIGHTS),
        district=district,
        reach_m=reach_m,
    )


def _draw_communities(rng: np.random.Generator, count: int, quality: Quality) -> tuple[Table, Array, Array]:
    position = np.arange(count)
    district = position % len(DISTRICTS)
    streets = max(1, min(len(STREET_NUMBERS), count // (len(DISTRICTS) * 7)))
    street = position // len(DISTRICTS) % streets
    residents = np.clip(rng.lognormal(np.log(MEDIAN_RESIDENTS), 0.55, count), 1_500, 15_000).astype(int)
    kind = rng.choice(KINDS, count, p=KIND_WEIGHTS).astype(object)
    area = residents / rng.uniform(6_000, 20_000, count)
    reach_m = np.sqrt(area) * 400
    centre_lat, centre_lon = np.full(count, CENTRE[0]), np.full(count, CENTRE[1])
    north = (district // 2) * DISTRICT_SPACING_M + (street // 2) * STREET_SPACING_M + rng.normal(0, 900, count)
    east = (district % 2) * DISTRICT_SPACING_M + (street % 2) * STREET_SPACING_M + rng.normal(0, 900, count)
    lat, lon = shifted(centre_lat, centre_lon, north, east)
    structure, readiness = quality.of("structure"), quality.of("readiness")
    grids = np.maximum(2, np.rint(residents / 900)).astype(int)
    households = np.rint(residents / rng.uniform(2.4, 3.1, count)).astype(int)

    def updated_on(chance: Array) -> Array:
        days_ago = np.where(rng.random(count) < chance, rng.integers(20, 330, count), rng.integers(400, 1_200, count))
        return END - days_ago

    communities: Table = {
        "community_id": ids("C", count, 3),
        "name": _community_names(rng, count),
        "district": np.array(DISTRICTS, dtype=object)[district],
        "street": np.array([PHRASES["street"].format(number=number) for number in STREET_NUMBERS], dtype=object)[
            street
        ],
        "kind": kind,
        "setting": rng.choice(SETTINGS, count, p=SETTING_WEIGHTS).astype(object),
        "residents": residents,
        "households": households,
        "elderly_share": np.round(
            np.clip([ELDERLY_SHARE[word] for word in kind] + rng.normal(0, 0.03, count), 0.05, 0.45), 3
        ),
        "staff": 5 + residents // 900,
        "grids": grids,
        "grids_with_branch": rng.binomial(grids, scaled(structure, 0.5, 1.0)),
        "org_tiers": np.where(structure > 0.45, 3, 2),
        "lat": np.round(lat, 6),
        "lon": np.round(lon, 6),
        "area_km2": np.round(area, 3),
        "plan_updated_on": updated_on(scaled(readiness, 0.3, 1.0)),
        "responsibility_list_updated_on": updated_on(scaled(readiness, 0.2, 0.98)),
    }
    return communities, district, reach_m


def _community_names(rng: np.random.Generator, count: int) -> Array:
    """Plausible, evidently made-up names; once all pairs of syllables are used up a number is added."""
    pairs = np.array([first + second for first in COMMUNITY_FIRST for second in COMMUNITY_SECOND], dtype=object)
    shuffled = pairs[rng.permutation(len(pairs))]
    rounds = np.arange(count) // len(pairs)
    return np.array(
        [
            PHRASES["community_again" if turn else "community"].format(
                name=shuffled[number % len(pairs)], number=turn + 1
            )
            for number, turn in enumerate(rounds)
        ],
        dtype=object,
    )


def _digital_access(rng: np.random.Generator, age: Array) -> Array:
    by_age = {3: (0.72, 0.12, 0.16), 4: (0.32, 0.28, 0.40)}
    access = np.where(rng.random(len(age)) < 0.985, "phone", "paper").astype(object)
    for band, shares in by_age.items():
        rows = np.flatnonzero(age == band)
        access[rows] = rng.choice(("phone", "proxy", "paper"), len(rows), p=shares)
    return access


def _households(rng: np.random.Generator, home: Array) -> Array:
    """Household numbers: about one household in five has two or more of the members."""
    starts = np.concatenate([[True], home[1:] != home[:-1]]) | (rng.random(len(home)) < 0.8)
    return np.cumsum(starts) - 1


def _elsewhere_in_district(rng: np.random.Generator, home: Array, district: Array) -> Array:
    """Another community of the same district for each member; their own where there is no other."""
    count = len(district)
    per_district = np.bincount(district)[district[home]]
    # Communities of one district lie a fixed number of positions apart.
    step = rng.integers(1, np.maximum(per_district, 2)) % per_district
    goal = home + step * len(DISTRICTS)
    return np.where(goal < count, goal, goal - per_district * len(DISTRICTS))
