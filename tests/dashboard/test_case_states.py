"""Where a case stands is one thing: the store and the models say the same of it, whatever several people do to it in any order.

Random steps go through the stores, what they stored is landed, and the models that read it are computed without a build.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import duckdb
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from dashboard.decisions.awards import AwardStore, Nominee
from dashboard.decisions.closings import ClosingStore
from dashboard.decisions.redemptions import Offer, Purse, RedemptionStore
from dashboard.decisions.rules import Case, Decider, DecisionRefused
from dashboard.decisions.store import DecisionStore, Ruling
from warehouse.landing import list_inputs, load_decisions
from warehouse.rendering import render
from warehouse.settings import Home

AUDITORS = [Decider(f"auditor-{number}", "auditor") for number in range(4)]
CASES = [Case(f"R{number}", "C1", f"M{number}", sampled=number == 0) for number in range(2)]
PERIODS = ("2026Q1", "2026Q2")
COMMITTEE = Decider("committee", "committee")
COMMUNITY = Decider("office", "community", frozenset({"C1"}))
ANSWERS: tuple[Literal["accepted", "rejected"], ...] = ("accepted", "rejected")
NOMINEE = Nominee("star", 2026, "M1")
OFFERS = [
    Offer("towel", "redeem", 10, 2, "system:redeemed", date(2026, 1, 1)),
    Offer("gift", "donate", 5, None, "community:C1", date(2026, 1, 1)),
]
NOTICE_DAYS, APPEAL_DAYS, MINUTES = 3, 30, 15
STARTED = datetime(2026, 4, 1, 9)

# A step: what is done, by whom, to which of several, which of several choices, and how long after the step before.
Step = tuple[str, int, int, int, timedelta]
PAUSES = [timedelta(0), timedelta(minutes=1), timedelta(minutes=20), timedelta(days=1), timedelta(days=2)]


def steps(*kinds: str) -> st.SearchStrategy[list[Step]]:
    few = st.integers(0, 3)
    return st.lists(st.tuples(st.sampled_from(kinds), few, few, few, st.sampled_from(PAUSES)), min_size=12, max_size=40)


PROPERTY = settings(max_examples=60, deadline=None)


@dataclass
class Desk:
    """A store on its own, its clock, and what was refused."""

    home: Home
    now: datetime = STARTED
    refused: set[str] = field(default_factory=set)

    def clock(self) -> datetime:
        return self.now

    def take(self, taken: list[Step], take_one: Callable[[str, int, int, int], object]) -> None:
        for kind, who, what, choice, pause in taken:
            self.now += pause
            try:
                take_one(kind, who, what, choice)
            except DecisionRefused as refusal:
                self.refused.add(refusal.code)
            else:
                event(kind)

    def models(self, name: str) -> list[dict[str, Any]]:
        """Rows of a model computed from what the store holds now."""
        with duckdb.connect() as connection:
            connection.execute("create schema landing")
            load_decisions(connection, list_inputs(self.home).decisions)
            connection.execute(f"create table core_periods as select unnest({list(PERIODS)}) as period")
            for model, sql in models_before(name).items():
                connection.execute(f"create view {model} as {sql}")
            return connection.table(name).df().to_dict("records")


@cache
def models_before(name: str) -> dict[str, str]:
    """The SQL of a model and of those it reads, in the order they are computed; without `core_periods`."""
    found: dict[str, str] = {}

    def made(model: str) -> str:
        if model not in found and model != "core_periods":
            sql = render(model, ref=made, source=lambda schema, table: f"{schema}.{table}")
            found[model] = sql
        return model

    made(name)
    return found


@cache
def migrated() -> Path:
    """An empty store with every table, made once."""
    path = Path(tempfile.mkdtemp(prefix="tianping-store-")) / "decisions.sqlite"
    DecisionStore(f"sqlite:///{path}").save_filter("a", "b", "c", {})
    return path


@contextmanager
def desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="tianping-case-") as folder:
        shutil.copy(migrated(), Path(folder) / "decisions.sqlite")
        yield Desk(Home(Path(folder)))


def none_or(value: Any) -> Any:
    """What a data frame has for null is None here."""
    return None if value is None or value != value else value


SECOND_REJECTED = [
    ("not_genuine", 0, 0, 0, PAUSES[1]),
    ("not_genuine", 1, 0, 1, PAUSES[1]),
    ("reject", 2, 0, 0, PAUSES[1]),
]


@PROPERTY
@example(taken=SECOND_REJECTED)
@given(
    taken=steps(
        "not_genuine", "not_genuine", "not_genuine", "sheet", "genuine", "unclear", "reject", "ask", "answer",
        "escalate", "appeal", "uphold", "dismiss",
    )
)  # fmt: skip
def test_a_decision_stands_where_the_store_says(taken: list[Step]) -> None:
    with desk() as at:
        store = DecisionStore(at.home.decisions_url, now=at.clock)

        def take_one(kind: str, who: int, what: int, choice: int) -> object:
            case, auditor = CASES[what % len(CASES)], AUDITORS[who]
            reason = ("not_present", "hours_overstated")[choice % 2]
            member = Decider(case.member_id, "member")
            last = store.file(case.record_id).last
            seen = last.decision_id if last else None
            if kind == "sheet":
                return store.decide_many([Ruling(each, "not_genuine", reason) for each in CASES], auditor)
            if kind in ("not_genuine", "genuine", "unclear"):
                return store.decide(case, auditor, kind, reason if kind == "not_genuine" else None, seen=seen)
            if kind == "reject":
                return store.reject(case, auditor, "proof_insufficient", "", seen=seen)
            if kind == "ask":
                return store.ask(case, auditor, "ask_about_photo", "?")
            if kind == "escalate":
                return store.escalate(case, auditor, "needs_visit", "")
            if kind == "answer":
                return store.answer(case, member, "!")
            if kind == "appeal":
                return store.file_appeal(case, member, "!", APPEAL_DAYS)
            if kind == "uphold":
                return store.uphold(case, auditor, None, "!")
            return store.dismiss(case, auditor, "!")

        at.take(taken, take_one)
        rows = {row["record_id"]: row for row in at.models("core_audit_decisions")}
        for record, file in store.files().items():
            row = rows.get(record, {})
            standing = file.proposal or file.in_force
            said = {
                "decision_id": standing.decision_id if standing else None,
                "verdict": standing.verdict if standing else None,
                "awaits_second": file.proposal is not None,
                "confirmed": file.proposal is None and file.in_force is not None,
                "effective_decision_id": file.in_force.decision_id if file.in_force else None,
                "effective_verdict": file.in_force.verdict if file.in_force else None,
                "is_appealed": file.appeal is not None,
                "basis": "random" if record == "R0" else "targeted",
            }
            if file.decisions:
                assert {name: none_or(row[name]) for name in said} == said
            # Points are held from the first proposal on: they come back once nobody has anything to decide.
            if (
                file.proposal is None
                and file.decisions
                and any(each.verdict == "not_genuine" for each in file.decisions)
            ):
                assert not row["awaits_second"]
                assert none_or(row["settled_at"]) is not None
        assert all(check.whole for check in store.verify())


@PROPERTY
@given(taken=steps("freeze", "object", "object", "answer", "answer", "final", "restate"))
def test_a_period_stands_where_the_store_says(taken: list[Step]) -> None:
    with desk() as at:
        store = ClosingStore(at.home.decisions_url, now=at.clock)

        def take_one(kind: str, who: int, what: int, choice: int) -> object:
            period = PERIODS[what % len(PERIODS)]
            if kind == "freeze":
                return store.freeze(period, COMMITTEE, "!", "a" * 64, NOTICE_DAYS)
            if kind == "restate":
                return store.restate(period, COMMITTEE, "!", "b" * 64, NOTICE_DAYS)
            if kind == "object":
                return store.object(period, COMMUNITY, "C1", "!")
            if kind == "final":
                return store.make_final(period, COMMITTEE, "!")
            filed = [objection.filed.event_id for objection in store.closing(period).objections]
            return store.answer(
                period, COMMITTEE, (filed or ["none"])[who % len(filed or "-")], ANSWERS[choice % 2], "!"
            )

        at.take(taken, take_one)
        rows = {row["period"]: row for row in at.models("core_period_states")}
        for period in PERIODS:
            closing, row = store.closing(period), rows[period]
            said = {
                "state": closing.state,
                "frozen": closing.version is not None,
                "restatement": closing.version.restatement if closing.version else None,
                "objections": len(closing.objections),
                "unanswered": len(closing.unanswered),
            }
            assert {name: none_or(row[name]) for name in said} == said
            assert (none_or(row["final_at"]) is not None) == (closing.state == "final")
            if closing.version:
                assert row["notice_ends_on"].date() == closing.notice_ends_on
                assert row["frozen_at"].to_pydatetime() == closing.version.said_at


@PROPERTY
@given(taken=steps("reserve", "reserve", "confirm", "cancel"))
def test_points_are_spent_where_the_store_says(taken: list[Step]) -> None:
    with desk() as at:
        store = RedemptionStore(at.home.decisions_url, now=at.clock)
        accounts = ("M1", "M2")
        balance = 40.0

        def take_one(kind: str, who: int, what: int, choice: int) -> object:
            holder = accounts[who % 2]
            account, member = f"member:{holder}", Decider(holder, "member")
            if kind == "reserve":
                offer = OFFERS[choice % 2]
                return store.reserve(offer, Purse(account, balance, 0, "build"), member, offer.points, MINUTES)
            made = [step.step_id for step in store.steps(account) if step.kind == "reserved"]
            reservation = (made or ["none"])[what % len(made or "-")]
            return store.confirm(reservation, member) if kind == "confirm" else store.cancel(reservation, member)

        at.take(taken, take_one)
        # What was only reserved comes back once its time is over.
        at.now += timedelta(minutes=MINUTES + 1)
        rows = at.models("core_redemptions")
        for holder in accounts:
            account = f"member:{holder}"
            spent = sum(row["points"] for row in rows if row["account"] == account)
            assert store.left(Purse(account, balance, 0, "build")) == balance - spent >= 0
            # What the newest build knows of is not taken off twice.
            newest = max((row["position"] for row in rows), default=0)
            assert store.left(Purse(account, balance - spent, int(newest), "build")) == balance - spent
        given_out = {offer.offer_id: sum(row["offer_id"] == offer.offer_id for row in rows) for offer in OFFERS}
        assert store.taken() == {offer: count for offer, count in given_out.items() if count}
        assert given_out["towel"] <= 2


@PROPERTY
@given(taken=steps("nominate", "object", "answer", "confer", "decline"))
def test_an_award_is_conferred_after_its_notice_and_over_no_objection(taken: list[Step]) -> None:
    with desk() as at:
        store = AwardStore(at.home.decisions_url, now=at.clock)

        def take_one(kind: str, who: int, what: int, choice: int) -> object:
            if kind == "nominate":
                return store.nominate(NOMINEE, COMMITTEE, "!", NOTICE_DAYS, "build")
            if kind == "object":
                return store.object(NOMINEE, COMMUNITY, "!")
            if kind == "confer":
                return store.confer(NOMINEE, COMMITTEE, "!")
            if kind == "decline":
                return store.decline(NOMINEE, COMMITTEE, "!")
            known = store.nominations(2026).get(NOMINEE)
            filed = [objection.step_id for objection, _ in known.objections] if known else []
            return store.answer(
                NOMINEE, COMMITTEE, (filed or ["none"])[who % len(filed or "-")], ANSWERS[choice % 2], "!"
            )

        at.take(taken, take_one)
        known = store.nominations(2026).get(NOMINEE)
        if known is None:
            return
        kinds = [step.kind for step in known.steps]
        assert kinds[0] == "nominated"
        assert kinds.count("nominated") == 1
        ended = [kind for kind in kinds if kind in ("conferred", "declined")]
        assert kinds[-1:] == ended or not ended
        state = known.state(at.now.date())
        assert state == (ended[0] if ended else "in_notice" if at.now.date() <= known.notice_ends_on else "notice_over")
        if ended == ["conferred"]:
            assert known.steps[-1].said_at.date() > known.notice_ends_on
            assert all(answer is not None and answer.verdict == "rejected" for _, answer in known.objections)
        assert all(step.said_at.date() <= known.notice_ends_on for step in known.steps if step.kind == "objected")
