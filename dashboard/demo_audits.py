"""The demonstration's random audits: a sample drawn as the command draws it, and verdicts that know the truth.

They are made before the first build, so that one build shows what audits say, and by the calendar of the demonstration rather than
today's. No flag is computed by then: the first of them, nothing but a photo, stands for all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import duckdb

from dashboard import access
from dashboard.decisions.rules import Case, Decider
from dashboard.decisions.samples import SampleStore
from dashboard.decisions.store import DecisionStore, Ruling
from warehouse.settings import WAREHOUSE_DIR, Home
from warehouse.settings.messages import word
from warehouse.settings.operational import SampledRecord

PERIOD = "2025Q4"
# What the drawing reads beside the strata, from what has landed and from policy.
FRAME = f"""
create schema published;
create view published.service_records as
select record_id, member_id, strftime(started_at, '%Y-%m') as period from landing.service_logs;
create view published.audit_frame as
select
    logs.record_id,
    logs.community_id,
    strftime(logs.started_at, '%Y-%m') as period,
    logs.photo_ids is not null and logs.code_scanned_at is null and logs.checkout_at is null and logs.lat is null as flagged,
    coalesce(communities.district, '?') as district,
    coalesce(logs.channel, '?') as channel
from landing.service_logs as logs
left join landing.communities as communities on logs.community_id = communities.community_id;
create view published.periods as select * from read_csv('{WAREHOUSE_DIR / "seeds" / "period_calendar.csv"}');
create view published.audit_policy as select * from read_csv('{WAREHOUSE_DIR / "seeds" / "audit_policy.csv"}');
"""
# What the model of the strata, which makes `published.audit_strata`, finds by its names there.
FRAME_TABLES = {
    "flag_audit_frame": "published.audit_frame",
    "core_periods": "published.periods",
    "audit_policy": "published.audit_policy",
}
# Of a city too small for a whole sample this part is drawn.
LARGEST_SHARE = 0.1
DONE, UNCLEAR = 0.97, 0.02
AUDITORS = tuple(Decider(word(f"commands.demo_auditor_{each}", language="zh"), "auditor") for each in (1, 2))
# Days before the demonstration's present on which the sample was drawn, and on which its last verdicts were given.
DRAWN_BEFORE, DECIDED_BEFORE = 10, 2


def audit_demo(home: Home, published: duckdb.DuckDBPyConnection, fake_records: set[str], seed: int) -> None:
    """Draws the sample of the last quarter and stores most of its verdicts; nothing where it was drawn before.

    `published` holds the tables of `FRAME` and the strata, or those of a build. A record is decided not genuine where it is one of
    `fake_records`, by two people as any sanction.
    """
    deployment = home.deployment()
    moment = datetime.fromisoformat(str(deployment.as_of)) - timedelta(days=DRAWN_BEFORE) + timedelta(hours=9)

    def now() -> datetime:
        return moment

    samples = SampleStore(home.decisions_url, deployment.timezone, now)
    if samples.drawn():
        return
    rows = _draw(samples, published, seed)
    if not rows:
        return
    decisions = DecisionStore(home.decisions_url, deployment.timezone, now)
    members = dict(published.execute("select record_id, member_id from published.service_records").fetchall())
    rulings = list(_rulings(rows, members, fake_records, random.Random(seed)))
    days = DRAWN_BEFORE - DECIDED_BEFORE
    for day in range(days):
        moment += timedelta(days=1)
        of_day = rulings[day::days]
        decisions.decide_many(of_day, AUDITORS[0])
        moment += timedelta(hours=1)
        decisions.decide_many([ruling for ruling in of_day if ruling.verdict == "not_genuine"], AUDITORS[1])
        moment -= timedelta(hours=1)


def _draw(samples: SampleStore, published: duckdb.DuckDBPyConnection, seed: int) -> list[SampledRecord]:
    """Draws and stores the sample, of the size that policy suggests; none where the city is too small."""
    wanted = "select value from published.audit_policy where parameter = 'sample_size'"
    (size,) = published.execute(wanted).fetchall()[0]
    (records,) = published.execute(
        "select count(*) from published.service_records where period between '2025-10' and '2025-12'"
    ).fetchall()[0]
    size = min(int(size), int(LARGEST_SHARE * records))
    if not size:
        return []
    drawn = published.execute(access.named_query("audit_draw").sql, {"period": PERIOD, "size": size, "seed": seed}).df()
    origin = {"seed": seed, "size": size, "frame_digest": str(drawn["frame_digest"].iloc[0]), "build_id": "landed"}
    return samples.keep(PERIOD, drawn.to_dict("records"), origin, AUDITORS[0])


def _rulings(
    rows: list[SampledRecord], members: dict[str, str], fake_records: set[str], chance: random.Random
) -> Iterator[Ruling]:
    """What is decided of the sample, in the order of the worklist; a few records wait, a few cannot be told."""
    for row in rows:
        luck = chance.random()
        case = Case(row.record_id, str(row.community_id), str(members[row.record_id]), sampled=True)
        if luck > DONE:
            continue
        if luck < UNCLEAR:
            yield Ruling(case, "unclear", "evidence_missing")
        elif row.record_id in fake_records:
            yield Ruling(case, "not_genuine", "not_present")
        else:
            yield Ruling(case, "genuine", "confirmed_by_resident")
