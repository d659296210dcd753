"""The demonstration city's random audits: a sample drawn as the command draws it, and verdicts that know the truth.

They are made before the first build, so that one build shows what audits say; the frame is what has landed, which no rule has
flagged yet. A real deployment draws from its published build.
"""

from __future__ import annotations

import random

import duckdb

from dashboard import access, cases
from dashboard.decisions.rules import Case, Decider
from dashboard.decisions.store import Ruling
from warehouse.settings import WAREHOUSE_DIR, Home

PERIOD = "2025Q4"
# Of a city too small for a whole sample this part is drawn.
LARGEST_SHARE = 0.1
DONE, UNCLEAR = 0.97, 0.02
AUDITORS = (Decider("示范核查员甲", "auditor"), Decider("示范核查员乙", "auditor"))


def audit_demo(home: Home, fake_records: set[str], seed: int) -> None:
    """Draws the sample of the last quarter and stores most of its verdicts; nothing where it was drawn before.

    A record is decided not genuine where it is one of `fake_records`, by two people as any sanction.
    """
    store = cases.sample_store(home)
    if store.drawn():
        return
    with _landed(home) as connection:
        wanted = "select value from published.audit_policy where parameter = 'sample_size'"
        (size,) = connection.execute(wanted).fetchall()[0]
        records = "select count(*) from published.service_records where period >= '2025-10'"
        (in_period,) = connection.execute(records).fetchall()[0]
        size = min(int(size), int(LARGEST_SHARE * in_period))
        if not size:
            return
        asked = {"period": PERIOD, "size": size, "seed": seed}
        drawn = connection.execute(access.named_query("audit_draw").sql, asked).df()
        members = dict(connection.execute("select record_id, member_id from published.service_records").fetchall())
    digest = str(drawn["frame_digest"].iloc[0])
    origin = {"seed": seed, "size": size, "frame_digest": digest, "build_id": "landed"}
    rows = store.keep(PERIOD, drawn.to_dict("records"), origin, AUDITORS[0])
    chance = random.Random(seed)
    rulings = []
    for row in rows:
        luck = chance.random()
        case = Case(row.record_id, str(row.community_id), str(members[row.record_id]), sampled=True)
        if luck > DONE:
            continue
        if luck < UNCLEAR:
            rulings.append(Ruling(case, "unclear", "evidence_missing"))
        elif row.record_id in fake_records:
            rulings.append(Ruling(case, "not_genuine", "not_present"))
        else:
            rulings.append(Ruling(case, "genuine", "confirmed_by_resident"))
    decisions = cases.decision_store(home)
    decisions.decide_many(rulings, AUDITORS[0])
    decisions.decide_many([ruling for ruling in rulings if ruling.verdict == "not_genuine"], AUDITORS[1])


def _landed(home: Home) -> duckdb.DuckDBPyConnection:
    """What the drawing reads, from the lake instead of a build."""
    connection = duckdb.connect()
    seeds = WAREHOUSE_DIR / "seeds"
    logs, communities = (home.lake / source / "*.parquet" for source in ("service_logs", "communities"))
    for statement in (
        "create schema published",
        f"""
        create table published.service_records as
        select record_id, member_id, community_id, channel, strftime(started_at, '%Y-%m') as period
        from read_parquet('{logs}') where started_at >= timestamp '2025-10-01' and started_at < timestamp '2026-01-01'
        """,
        f"create table published.communities as select community_id, district from read_parquet('{communities}')",
        "create table published.record_flags (record_id varchar, status varchar)",
        f"create table published.periods as select * from read_csv('{seeds / 'period_calendar.csv'}')",
        f"create table published.audit_policy as select * from read_csv('{seeds / 'audit_policy.csv'}')",
    ):
        connection.execute(statement)
    return connection
