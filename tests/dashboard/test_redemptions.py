"""Points are given away once: no sequence of clicks overspends, no crowd takes more than there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.decisions.redemptions import Offer, Purse, RedemptionStore
from dashboard.decisions.rules import Decider, DecisionRefused

TEA = Offer("tea", "redeem", 20, None, "system:rewards", date(2020, 1, 1))
POOL = Offer("pool", "donate", 1, None, "pool:C1", date(2020, 1, 1))
LAST_HUNDRED = Offer("umbrella", "redeem", 20, 100, "system:rewards", date(2020, 1, 1))
MINUTES = 15


class Clocked(RedemptionStore):
    """A store whose clock a test moves."""

    ahead = timedelta()

    def __init__(self, url: str) -> None:
        super().__init__(url, now=lambda: datetime.now() + self.ahead)


def member(name: str) -> Decider:
    return Decider(name, "member")


def purse(name: str, available: float = 100, spent_until: int = 0) -> Purse:
    return Purse(f"member:{name}", available, spent_until, "build")


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DecisionRefused) as refused:
        act()
    return refused.value.code.removeprefix("decisions.")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    return Clocked(f"sqlite:///{tmp_path_factory.mktemp('store') / 'decisions.sqlite'}")


def test_what_is_reserved_is_spent_once_confirmed_and_free_again_otherwise(store: Clocked) -> None:
    mine = purse("A")
    kept = store.reserve(TEA, mine, member("A"), 20, MINUTES)
    assert store.left(mine) == 80
    assert store.open_reservation("member:A") == kept
    done = store.confirm(kept.step_id, member("A"))
    assert (done.answers, done.points, done.to_account) == (kept.step_id, 20, "system:rewards")
    assert refusal(lambda: store.confirm(kept.step_id, member("A"))) == "ended_already"
    given_back = store.reserve(TEA, mine, member("A"), 20, MINUTES)
    assert refusal(lambda: store.cancel(given_back.step_id, member("B"))) == "not_your_reservation"
    store.cancel(given_back.step_id, member("A"))
    assert store.left(mine) == 80
    # A build that knows the confirmation has taken it off the balance already.
    assert store.left(purse("A", 80, done.position)) == 80
    [check] = store.verify()
    assert check.whole


def test_a_reservation_nobody_confirms_runs_out(store: Clocked) -> None:
    mine = purse("late", 20)
    kept = store.reserve(TEA, mine, member("late"), 20, MINUTES)
    assert refusal(lambda: store.reserve(TEA, mine, member("late"), 20, MINUTES)) == "not_enough"
    store.ahead = timedelta(minutes=MINUTES + 1)
    try:
        assert refusal(lambda: store.confirm(kept.step_id, member("late"))) == "too_late"
        assert store.left(mine) == 20
        assert store.open_reservation("member:late") is None
    finally:
        store.ahead = timedelta()


def test_who_may_spend_what(store: Clocked) -> None:
    company = Purse("enterprise:O1", 100, 0, "build")
    owner, office = Decider("O1", "organisation"), Decider("office", "committee")
    assert refusal(lambda: store.reserve(TEA, company, owner, 20, MINUTES)) == "donation_only"
    assert refusal(lambda: store.reserve(POOL, company, office, 35, MINUTES)) == "not_your_account"
    assert (
        refusal(lambda: store.reserve(POOL, company, Decider("O2", "organisation"), 35, MINUTES)) == "not_your_account"
    )
    assert refusal(lambda: store.reserve(TEA, purse("A"), member("B"), 20, MINUTES)) == "not_your_account"
    assert refusal(lambda: store.reserve(TEA, purse("A"), office, 20, MINUTES)) == "not_your_account"
    assert refusal(lambda: store.reserve(TEA, purse("A"), member("A"), 19, MINUTES)) == "wrong_points"
    over = Offer("tea", "redeem", 20, None, "system:rewards", date(2020, 1, 1), date(2020, 12, 31))
    assert refusal(lambda: store.reserve(over, purse("A"), member("A"), 20, MINUTES)) == "not_on_offer"
    gift = store.reserve(POOL, company, owner, 35, MINUTES)
    assert (gift.to_account, gift.said_by) == ("pool:C1", "O1")


def test_stored_steps_cannot_be_changed(store: Clocked) -> None:
    kept = store.reserve(TEA, purse("C"), member("C"), 20, MINUTES)
    for change in ("update redemptions set points = 1", "delete from redemptions"):
        with store._writing() as connection, pytest.raises(sa.exc.IntegrityError, match="append-only"):
            connection.exec_driver_sql(f"{change} where step_id = '{kept.step_id}'")


names = count()


@settings(max_examples=40, deadline=None)
@given(
    available=st.floats(0, 100),
    acts=st.lists(
        st.tuples(st.sampled_from(["reserve", "give", "confirm", "cancel", "wait", "build"]), st.floats(1, 60)),
        max_size=12,
    ),
)
def test_no_sequence_of_clicks_overspends(store: Clocked, available: float, acts: list[tuple[str, float]]) -> None:
    name = f"member-{next(names)}"
    mine, kept, spent = purse(name, available), [], 0.0
    store.ahead = timedelta()
    for act, amount in acts:
        try:
            if act in ("reserve", "give"):
                offer, points = (TEA, TEA.points) if act == "reserve" else (POOL, amount)
                kept.append(store.reserve(offer, mine, member(name), points, MINUTES))
            elif act in ("confirm", "cancel") and kept:
                ended = getattr(store, act)(kept[int(amount) % len(kept)].step_id, member(name))
                spent += ended.points if act == "confirm" else 0
            elif act == "wait":
                store.ahead += timedelta(minutes=amount)
            elif act == "build":
                known = [step.position for step in store.steps(mine.account) if step.kind == "confirmed"]
                mine = purse(name, available - spent, max(known, default=0))
        except DecisionRefused:
            pass
        assert spent <= available + 1e-6
        assert store.left(mine) <= available - spent + 1e-6


def crowd(store: RedemptionStore, people: int = 1000) -> Counter[str]:
    """Everybody reserves and confirms one of the last hundred at once; what became of each."""

    def one(number: int) -> str:
        name = f"crowd-{number}"
        try:
            kept = store.reserve(LAST_HUNDRED, purse(name), member(name), 20, MINUTES)
            return store.confirm(kept.step_id, member(name)).kind
        except DecisionRefused as refused:
            return refused.code.removeprefix("decisions.")

    with ThreadPoolExecutor(12) as threads:
        return Counter(threads.map(one, range(people)))


def test_a_thousand_at_once_get_the_last_hundred_on_sqlite(tmp_path: Path) -> None:
    store = RedemptionStore(f"sqlite:///{tmp_path / 'decisions.sqlite'}")
    assert crowd(store) == {"confirmed": 100, "sold_out": 900}
    assert store.taken() == {"umbrella": 100}
    assert store.verify()[0].whole


def test_a_thousand_at_once_get_the_last_hundred_on_postgresql(postgres_url: str) -> None:
    store = RedemptionStore(postgres_url)
    assert crowd(store) == {"confirmed": 100, "sold_out": 900}
    assert store.taken() == {"umbrella": 100}
    assert store.verify()[0].whole
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), store._writing() as connection:
        connection.exec_driver_sql("update redemptions set points = 1")
