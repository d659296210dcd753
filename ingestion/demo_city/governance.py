"""Everything around the service: demands, reports, notices, incidents, partners, stock, training and burden."""

from __future__ import annotations

import numpy as np

from ingestion.demo_city.people import City
from ingestion.demo_city.plan import (
    END,
    LAST_KNOWN,
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
    stacked,
)
from ingestion.demo_city.quality import Quality, scaled
from ingestion.demo_city.service import Emergency
from ingestion.demo_city.wording import FORM_FIELDS, MATTERS, REQUESTERS, SUPPLY_ITEMS

DEMANDS_A_YEAR = 95
REPORTS_A_YEAR = 20
NOTICES_A_YEAR = 36
CONTACTS_A_YEAR = 110
TOPICS = ("first_aid", "fire", "flood", "earthquake", "epidemic", "plan_use", "other")
ORGANISATION_KINDS = (
    "enterprise", "social", "property", "owners_committee", "new_economy", "school", "hospital", "other",
)  # fmt: skip
NO_DAY = np.datetime64("NaT", "D")


def declare_emergencies(plan: Plan, city: City) -> list[Emergency]:
    """Two declared incidents: a summer flood in one district and a winter fire in one community."""
    rng = plan.rng("emergencies")
    flooded = np.flatnonzero(city.district == rng.integers(0, int(city.district.max()) + 1))
    flooded = flooded[: max(1, len(flooded) // 2)]
    burnt = rng.integers(0, plan.communities, 1)
    days = plan.days
    return [
        Emergency("flood", days[int(len(days) * 0.56)], 5, flooded),
        Emergency("fire", days[int(len(days) * 0.87)], 3, burnt),
    ]


def _moments(plan: Plan, rng: np.random.Generator, count: int) -> Array:
    """Moments of waking hours anywhere in the covered time (datetime64[s])."""
    days = plan.days[rng.integers(0, len(plan.days), count)].astype("datetime64[s]")
    return days + minutes(rng.triangular(7 * 60, 10 * 60, 22 * 60, count))


def _spread(plan: Plan, rng: np.random.Generator, yearly: Array | float) -> Array:
    """Communities repeated by a Poisson number of events."""
    expected = np.broadcast_to(np.asarray(yearly, dtype=float), (plan.communities,))
    return np.repeat(np.arange(plan.communities), rng.poisson(expected * plan.years))


def _if_known(times: Array, happened: Array | bool = True) -> Array:
    """`times` that happened and are not after the end of knowledge."""
    return np.where(happened & (times <= LAST_KNOWN), times, NO_TIME)


def make_demands(plan: Plan, quality: Quality, city: City) -> Table:
    """Residents' demands from being raised to being satisfied."""
    rng = plan.rng("demands")
    size = city.communities["residents"] / city.communities["residents"].mean()
    community = rng.permutation(_spread(plan, rng, DEMANDS_A_YEAR * size))
    count = len(community)
    raised = np.sort(_moments(plan, rng, count))
    service = quality.of("service", community, plan.elapsed(raised))
    quick = rng.random(count) < scaled(service, 0.5, 0.99)
    hours = np.where(quick, rng.uniform(0.4, 22, count), 25 + rng.exponential(50, count))
    responded = raised + minutes(hours * 60)
    answered = quick | (rng.random(count) < 0.8)
    solved_soon = rng.random(count) < scaled(service, 0.42, 0.97)
    days = np.where(solved_soon, rng.uniform(0.2, 12, count), rng.uniform(16, 70, count))
    solved = answered & (solved_soon | (rng.random(count) < 0.5))
    resolved = _if_known(responded + minutes(days * 1440), solved)
    happy = np.where(rng.random(count) < scaled(service, 0.42, 0.97), "yes", "no")
    asked = rng.random(count) < 0.85
    return {
        "demand_id": ids("Q", count, 6),
        "community": community,
        "category": rng.choice(
            ("care", "repair", "environment", "mediation", "legal", "clinic", "tutoring", "other"),
            count,
            p=(0.24, 0.2, 0.16, 0.12, 0.06, 0.08, 0.06, 0.08),
        ).astype(object),
        "requester_group": rng.choice(
            ("ordinary", "elderly", "disabled", "child"), count, p=(0.58, 0.28, 0.06, 0.08)
        ).astype(object),
        "raised_at": raised,
        "dispatched_at": _if_known(raised + minutes(hours * 60 * rng.uniform(0.05, 0.4, count)), answered),
        "accepted_at": _if_known(raised + minutes(hours * 60 * rng.uniform(0.5, 0.95, count)), answered),
        "responded_at": _if_known(responded, answered),
        "resolved_at": resolved,
        "satisfied": only_where(answered, np.where(asked, happy, "unknown")),
        "channel": rng.choice(
            ("app", "phone", "visit", "paper", "proxy"), count, p=(0.44, 0.3, 0.14, 0.06, 0.06)
        ).astype(object),
    }


def link_demands(plan: Plan, activities: Table, demands: Table) -> None:
    """Lets some activities answer a demand of their community and category raised in the month before."""
    rng = plan.rng("links")
    wanted = {key: rows for key, rows in _positions_by(demands["community"], demands["category"]).items() if len(rows)}
    for row in np.flatnonzero(rng.random(length(activities)) < 0.12):
        rows = wanted.get((activities["community"][row], activities["category"][row]))
        if rows is None:
            continue
        opens_at = activities["opens_at"][row]
        last = np.searchsorted(demands["raised_at"][rows], opens_at) - 1
        if last >= 0 and opens_at - demands["raised_at"][rows[last]] < np.timedelta64(30, "D"):
            activities["demand_id"][row] = demands["demand_id"][rows[last]]


def link_projects(plan: Plan, activities: Table, organisations: Table) -> None:
    """Lets social organisations run some of the activities of their community."""
    rng = plan.rng("projects")
    social = np.flatnonzero(organisations["kind"] == "social")
    for row in np.flatnonzero(rng.random(length(activities)) < 0.08):
        near = social[organisations["community"][social] == activities["community"][row]]
        if len(near):
            activities["organisation_id"][row] = organisations["organisation_id"][rng.choice(near)]


def _positions_by(community: Array, category: Array) -> dict[tuple[int, str], Array]:
    names, code = np.unique(category.astype(str), return_inverse=True)
    key = community * len(names) + code
    order = np.argsort(key, kind="stable")
    keys, starts = np.unique(key[order], return_index=True)
    return {
        (int(number) // len(names), str(names[number % len(names)])): rows
        for number, rows in zip(keys, np.split(order, starts[1:]), strict=True)
    }


def make_upward_reports(plan: Plan, quality: Quality, city: City) -> Table:
    """Reports from the grassroots; in weak communities many are read and nothing else."""
    rng = plan.rng("reports")
    community = rng.permutation(_spread(plan, rng, REPORTS_A_YEAR))
    count = len(community)
    raised = np.sort(_moments(plan, rng, count))
    openness = quality.of("information", community)
    soon = rng.random(count) < scaled(openness, 0.3, 0.97)
    replied = soon | (rng.random(count) < 0.7)
    substantive = soon | (replied & (rng.random(count) < 0.3))
    hours = np.where(soon, rng.uniform(1, scaled(openness, 160, 48)), rng.uniform(170, 700, count))
    replied_at = _if_known(raised + minutes(hours * 60), replied)
    cadres = np.flatnonzero(city.members["actor"] == "cadre")
    first = np.searchsorted(city.home[cadres], community)
    return {
        "report_id": ids("U", count, 5),
        "community": community,
        "member_id": only_where(rng.random(count) < 0.8, city.members["member_id"][cadres[first]]),
        "kind": rng.choice(("risk", "dispute", "request"), count, p=(0.4, 0.25, 0.35)).astype(object),
        "severity": rng.choice((1, 2, 3, 4), count, p=(0.4, 0.35, 0.18, 0.07)),
        "raised_at": raised,
        "read_at": _if_known(raised + minutes(hours * 60 * rng.uniform(0.05, 0.6, count))),
        "replied_at": replied_at,
        "reply_kind": only_where(~np.isnat(replied_at), np.where(substantive, "substantive", "read_only")),
        "closed_at": _if_known(raised + minutes((hours + rng.uniform(5, 300, count)) * 60), substantive),
    }


def make_notices(plan: Plan, quality: Quality, city: City) -> Table:
    """Downward notices: each goes to every community."""
    rng = plan.rng("notices")
    number = max(2, round(NOTICES_A_YEAR * plan.years))
    issued = np.sort(_moments(plan, rng, number))
    notice = np.repeat(np.arange(number), plan.communities)
    community = np.tile(np.arange(plan.communities), number)
    count = len(notice)
    openness = quality.of("information", community)
    received = issued[notice] + minutes(rng.exponential(scaled(openness, 20, 1.5)) * 60)
    acknowledged = received + minutes(rng.exponential(scaled(openness, 50, 3)) * 60)
    residents = city.communities["residents"][community]
    target = np.rint(residents * rng.choice((0.1, 0.3, 1.0), number)[notice]).astype(int)
    share = np.clip(scaled(openness, 0.33, 0.96) + rng.normal(0, 0.06, count), 0, 1)
    return {
        "notice_id": ids("N", number, 4)[notice],
        "community": community,
        "issued_at": issued[notice],
        "received_at": _if_known(received),
        "acknowledged_at": _if_known(acknowledged, rng.random(count) < scaled(openness, 0.85, 1.0)),
        "target_residents": target,
        "reached_residents": np.where(rng.random(count) < 0.93, rng.binomial(target, share), np.nan),
    }


def make_incidents(plan: Plan, quality: Quality, emergencies: list[Emergency]) -> Table:
    """The declared incidents, one row per community, and a few small ones."""
    rng = plan.rng("incidents")
    small = _spread(plan, rng, 0.2)
    community = np.concatenate([emergency.communities for emergency in emergencies] + [small])
    scenario = np.concatenate(
        [np.full(len(emergency.communities), emergency.scenario) for emergency in emergencies]
        + [rng.choice(("fire", "flood", "other"), len(small))]
    )
    count = len(community)
    declared_days = [np.full(len(e.communities), e.day) for e in emergencies]
    declared = np.arange(count) < count - len(small)
    day = np.concatenate([*declared_days, plan.days[rng.integers(0, len(plan.days), len(small))]])
    occurred = day.astype("datetime64[s]") + minutes(rng.uniform(2 * 60, 8 * 60, count))
    length_days = np.concatenate([np.full(len(e.communities), e.days) for e in emergencies] + [np.ones(len(small))])
    response, recovery = quality.of("response", community), quality.of("recovery", community)
    warned = rng.random(count) < scaled(response, 0.2, 0.98)
    lead = np.where(warned, -rng.uniform(20, 300, count), rng.uniform(5, 90, count))
    responded = occurred + minutes(scaled(response, 55, 9) * rng.lognormal(0, 0.3, count))
    recovered = occurred + minutes(
        1440 * np.maximum(length_days, scaled(recovery, 26, 3) * rng.lognormal(0, 0.25, count))
    )
    affected = rng.integers(5, 400, count)
    lessons = (occurred.astype("datetime64[D]") + rng.integers(20, 80, count)).astype("datetime64[D]")
    closed = (rng.random(count) < scaled(recovery, 0.25, 0.98)) & (lessons < END)
    return {
        "incident_id": ids("I", count, 4),
        "community": community,
        "scenario": scenario.astype(object),
        "warned_at": np.where(warned | declared, occurred + minutes(lead), NO_TIME),
        "occurred_at": occurred,
        "responded_at": responded,
        "stabilised_at": responded + minutes(rng.uniform(60, 900, count) * length_days),
        "recovered_at": _if_known(recovered),
        "people_affected": affected,
        "people_helped": rng.binomial(affected, scaled(response, 0.5, 0.98)),
        "lessons_closed_on": np.where(closed, lessons, NO_DAY),
    }


def make_organisations(plan: Plan, quality: Quality, city: City) -> tuple[Table, Table]:
    """Organisations and what the partners among them did."""
    rng = plan.rng("organisations")
    number = rng.poisson(2 + city.communities["residents"] / 480)
    community = np.repeat(np.arange(plan.communities), number)
    count = len(community)
    structure = quality.of("structure", community)
    kind = rng.choice(ORGANISATION_KINDS, count, p=(0.26, 0.2, 0.14, 0.1, 0.14, 0.06, 0.04, 0.06)).astype(object)
    partner = rng.random(count) < 0.6
    agreed = END - rng.integers(90, 1_000, count)
    organisations: Table = {
        "organisation_id": ids("O", count, 5),
        "community": community,
        "kind": kind,
        "has_party_branch": rng.random(count) < scaled(structure, 0.12, 0.85),
        "agreement_from": np.where(partner, agreed, NO_DAY),
        "agreement_to": np.where(partner, agreed + 365 * rng.integers(1, 4, count), NO_DAY),
    }
    willing = scaled(quality.of("structure", community), 0.3, 4.5) * np.where(partner, 1.0, 0.1)
    organisation = np.repeat(np.arange(count), rng.poisson(willing * plan.years))
    deeds = len(organisation)
    order = np.argsort(moments := _moments(plan, rng, deeds), kind="stable")
    deed = rng.choice(("joint_meeting", "resource", "personnel", "drill"), deeds, p=(0.35, 0.3, 0.25, 0.1))
    value = np.where(deed == "resource", np.rint(rng.lognormal(7, 0.8, deeds) / 100) * 100, np.nan)
    actions: Table = {
        "action_id": ids("X", deeds, 5),
        "organisation_id": organisations["organisation_id"][organisation[order]],
        "community": community[organisation[order]],
        "kind": deed[order].astype(object),
        "happened_at": moments[order],
        "value": value[order],
    }
    return organisations, actions


def make_supplies(plan: Plan, quality: Quality) -> Table:
    """Stock lines checked about once a quarter; weak communities skip checks and let stock expire."""
    rng = plan.rng("supplies")
    checks = max(1, -(-plan.months // 3))
    community, item, check = (
        axis.ravel()
        for axis in np.meshgrid(
            np.arange(plan.communities), np.arange(len(SUPPLY_ITEMS)), np.arange(checks), indexing="ij"
        )
    )
    ready = quality.of("readiness", community)
    done = rng.random(len(community)) < scaled(ready, 0.6, 1.0)
    community, item, check, ready = community[done], item[done], check[done], ready[done]
    count = len(community)
    last_day = END - 5 - 91 * (checks - 1 - check)
    checked = np.maximum(last_day - rng.integers(0, 40, count), plan.first_day)
    minimum = np.array([20, 4, 3, 6, 500, 30, 200, 150, 40])[item]
    enough = rng.random(count) < scaled(ready, 0.62, 0.99)
    share = np.where(enough, rng.uniform(1, 2, count), rng.uniform(0.2, 0.98, count))
    names = np.array([name for name, _ in SUPPLY_ITEMS], dtype=object)
    kinds = np.array([kind for _, kind in SUPPLY_ITEMS], dtype=object)
    fresh = rng.random(count) < scaled(ready, 0.72, 0.99)
    perishable = np.isin(kinds[item], ["medical", "material"])
    expires = checked + np.where(fresh, rng.integers(100, 900, count), -rng.integers(1, 200, count))
    return {
        "community": community,
        "kind": kinds[item],
        "item": names[item],
        "quantity": np.floor(minimum * share),
        "minimum": minimum.astype(float),
        "expires_on": np.where(perishable, expires, NO_DAY),
        "checked_on": checked,
    }


def make_trainings(plan: Plan, quality: Quality, city: City) -> Table:
    """Who was trained in what and passed."""
    rng = plan.rng("trainings")
    sessions = _spread(plan, rng, 6.0)
    count = len(sessions)
    held = plan.days[rng.integers(0, len(plan.days), count)]
    topic = rng.choice(TOPICS, count, p=(0.24, 0.24, 0.1, 0.08, 0.12, 0.16, 0.06)).astype(object)
    hours = rng.choice((1.5, 2.0, 2.0, 3.0), count)
    size = np.bincount(city.home, minlength=plan.communities)
    starts = np.searchsorted(city.home, np.arange(plan.communities))
    share = scaled(quality.of("readiness"), 0.06, 0.28)
    session = np.repeat(np.arange(count), rng.binomial(size[sessions], share[sessions]))
    community = sessions[session]
    member = starts[community] + rng.integers(0, size[community])
    _, first = np.unique(session * len(city.home) + member, return_index=True)
    session, community, member = session[first], community[first], member[first]
    return {
        "training_id": ids("T", count, 4)[session],
        "community": community,
        "member_id": city.members["member_id"][member],
        "topic": topic[session],
        "hours": hours[session],
        "passed": rng.random(len(session)) < scaled(quality.of("readiness", community), 0.7, 0.97),
        "held_on": held[session],
    }


def make_burden_log(plan: Plan, quality: Quality) -> Table:
    """Forms, calls and visits. Where the burden is heavy the same resident is asked again and again."""
    rng = plan.rng("burden")
    community = _spread(plan, rng, CONTACTS_A_YEAR)
    count = len(community)
    lightness = quality.of("burden", community)
    kind = rng.choice(("form", "call", "visit"), count, p=(0.45, 0.35, 0.2)).astype(object)
    matter = rng.integers(0, len(MATTERS), count)
    number_of_fields = rng.integers(2, 7, count)
    first_field = rng.integers(0, len(FORM_FIELDS), count)
    fields = np.array(
        [
            ";".join(FORM_FIELDS[(first + step) % len(FORM_FIELDS)] for step in range(number))
            for first, number in zip(first_field, number_of_fields, strict=True)
        ],
        dtype=object,
    )
    pulled = np.where(rng.random(count) < scaled(lightness, 0.25, 0.02), "refused", "done")
    original: Table = {
        "community": community,
        "kind": kind,
        "form_id": only_where(kind == "form", np.array([f"BG{number:02d}" for number in matter], dtype=object)),
        "resident_id": ids("Z", count, 6),
        "matter": np.array(MATTERS, dtype=object)[matter],
        "fields": fields,
        "requested_by": picked(rng, REQUESTERS, count),
        "happened_at": _moments(plan, rng, count),
        "outcome": np.where(rng.random(count) < scaled(lightness, 0.06, 0.005), "conflict", pulled).astype(object),
    }
    repeats = np.repeat(np.arange(count), rng.poisson(scaled(lightness, 0.8, 0.04)))
    again = rows_of(original, repeats)
    again["happened_at"] = again["happened_at"] + minutes(rng.uniform(300, 9_000, len(repeats)))
    again["requested_by"] = picked(rng, REQUESTERS, len(repeats))
    contacts = stacked([original, again])
    contacts = rows_of(contacts, contacts["happened_at"] < END.astype("datetime64[s]"))
    contacts = rows_of(contacts, np.argsort(contacts["happened_at"], kind="stable"))
    return {"entry_id": ids("B", length(contacts), 6), **contacts}
