"""Points given for goods or donated: reserved, then confirmed within minutes or free again; decided once, in the order made.

Every step is one row of `redemptions`: only added, signed, chained to the one before. The next build posts what was confirmed.
What is spent between two builds is taken off the balance that the last build published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from dashboard.decisions.operational import OperationalStore, chain_of
from dashboard.decisions.rules import Decider, DecisionRefused
from warehouse.settings.operational import RedemptionAction, RedemptionStep, RedemptionStepKind

CHAIN = chain_of(RedemptionStep, letter="E")
REDEMPTIONS = CHAIN.table
ANSWERS = REDEMPTIONS.alias("answers")
# Who may give points away, each from their own account alone.
MEMBER, ORGANISATION = "member", "organisation"
# Accounts of organisations only donate.
DONATION_ONLY = ("enterprise", "social")
# Balances are sums of rounded entries.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Offer:
    """A line of the catalogue. `stock` None: as many as are asked for; `points` of a donation are the least to give."""

    offer_id: str
    action: RedemptionAction
    points: float
    stock: int | None
    to_account: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Purse:
    """What the build `build_id` says an account can spend. `spent_until`: position of the last confirmation it knows of."""

    account: str
    available: float
    spent_until: int
    build_id: str


class RedemptionStore(OperationalStore):
    """The reservations and confirmations behind `url` (SQLAlchemy)."""

    chains = (CHAIN,)

    def steps(self, account: str) -> list[RedemptionStep]:
        """Every step of one account, oldest first."""
        with self._reading() as connection:
            return CHAIN.rows(connection, account=account)

    def open_reservation(self, account: str) -> RedemptionStep | None:
        """The newest reservation of the account that still waits to be confirmed."""
        with self._reading() as connection:
            if connection is None:
                return None
            mine = _reservations(REDEMPTIONS).where(REDEMPTIONS.c.account == account, _is_live(self._now()))
            found = connection.execute(mine.order_by(REDEMPTIONS.c.position.desc()).limit(1)).first()
            return RedemptionStep(**found._mapping) if found else None

    def left(self, purse: Purse) -> float:
        """What the account can still spend: the published balance less what was spent or reserved since."""
        with self._reading() as connection:
            return purse.available - (0.0 if connection is None else _spent_since(connection, purse, self._now()))

    def taken(self) -> dict[str, int]:
        """How many of each offer are given out or reserved."""
        with self._reading() as connection:
            if connection is None:
                return {}
            counted = _reservations(REDEMPTIONS.c.offer_id, sa.func.count()).where(_takes(self._now()))
            return {row[0]: row[1] for row in connection.execute(counted.group_by(REDEMPTIONS.c.offer_id))}

    def reserve(self, offer: Offer, purse: Purse, decider: Decider, points: float, minutes: float) -> RedemptionStep:
        """Keeps one of `offer` for `minutes` and the points for it. Raises DecisionRefused."""
        check_spender(purse.account, offer, decider, points, self.today())
        with self._reading() as connection:
            # Who comes too late need not wait for the lock to hear so.
            _check_room(connection, offer, purse, points, self._now())
        with self._writing() as connection:
            now = self._now()
            _check_room(connection, offer, purse, points, now)
            return CHAIN.add(
                connection,
                now,
                kind="reserved",
                account=purse.account,
                offer_id=offer.offer_id,
                action=offer.action,
                points=float(points),
                to_account=offer.to_account,
                kept_until=now + timedelta(minutes=minutes),
                build_id=purse.build_id,
                said_by=_signature(decider),
                role=decider.role,
            )

    def confirm(self, reservation_id: str, decider: Decider) -> RedemptionStep:
        """Decides a reservation for good. Raises DecisionRefused where it is not one's own, ended, or too late."""
        return self._end("confirmed", reservation_id, decider)

    def cancel(self, reservation_id: str, decider: Decider) -> RedemptionStep:
        """Gives a reservation back before its time is over. Raises DecisionRefused."""
        return self._end("cancelled", reservation_id, decider)

    def _end(self, kind: RedemptionStepKind, reservation_id: str, decider: Decider) -> RedemptionStep:
        with self._writing() as connection:
            now = self._now()
            kept = next(iter(CHAIN.rows(connection, step_id=reservation_id)), None)
            if kept is None or kept.kind != "reserved" or not _is_owner(kept.account, decider):
                raise DecisionRefused("decisions.not_your_reservation", reservation=reservation_id)
            if CHAIN.rows(connection, answers=reservation_id):
                raise DecisionRefused("decisions.ended_already")
            if kept.kept_until is not None and now > kept.kept_until:
                raise DecisionRefused("decisions.too_late")
            same = ("account", "offer_id", "action", "points", "to_account", "build_id")
            values: dict[str, Any] = {name: getattr(kept, name) for name in same}
            return CHAIN.add(
                connection,
                now,
                **values,
                kind=kind,
                answers=reservation_id,
                said_by=_signature(decider),
                role=decider.role,
            )


def check_spender(account: str, offer: Offer, decider: Decider, points: float, today: date) -> None:
    """Raises DecisionRefused unless `decider` may give `points` of this account for this offer today."""
    if not _is_owner(account, decider):
        raise DecisionRefused("decisions.not_your_account")
    if account.split(":")[0] in DONATION_ONLY and offer.action != "donate":
        raise DecisionRefused("decisions.donation_only")
    if today < offer.valid_from or (offer.valid_to is not None and today > offer.valid_to):
        raise DecisionRefused("decisions.not_on_offer")
    if points < offer.points or (offer.action == "redeem" and points != offer.points):
        raise DecisionRefused("decisions.wrong_points", points=offer.points)


def _is_owner(account: str, decider: Decider) -> bool:
    kind, _, holder = account.partition(":")
    kinds = {MEMBER: (MEMBER,), ORGANISATION: DONATION_ONLY}.get(decider.role, ())
    return kind in kinds and bool(holder) and holder == decider.user


def _signature(decider: Decider) -> str:
    return MEMBER if decider.role == MEMBER else decider.user


def _check_room(connection: sa.Connection | None, offer: Offer, purse: Purse, points: float, now: datetime) -> None:
    """Raises DecisionRefused where the account or the stock does not suffice; a store nobody wrote to has taken nothing."""
    spent = taken = 0.0
    if connection is not None:
        counted = _reservations(sa.func.count()).where(REDEMPTIONS.c.offer_id == offer.offer_id, _takes(now))
        taken = connection.execute(counted).scalar() or 0
        spent = _spent_since(connection, purse, now)
    if offer.stock is not None and taken >= offer.stock:
        raise DecisionRefused("decisions.sold_out")
    left = purse.available - spent
    if points > left + ROUNDING:
        raise DecisionRefused("decisions.not_enough", left=left, points=points)


def _reservations(*columns: Any) -> sa.Select[Any]:
    """Reservations, each beside the step that ended it."""
    ended = REDEMPTIONS.outerjoin(ANSWERS, ANSWERS.c.answers == REDEMPTIONS.c.step_id)
    return sa.select(*columns).select_from(ended).where(REDEMPTIONS.c.kind == "reserved")


def _is_live(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(ANSWERS.c.kind.is_(None), REDEMPTIONS.c.kept_until >= now)


def _takes(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(ANSWERS.c.kind == "confirmed", _is_live(now))


def _spent_since(connection: sa.Connection, purse: Purse, now: datetime) -> float:
    """Points reserved, or confirmed after the build of `purse`: a build knows every confirmation up to its last."""
    unknown = sa.and_(ANSWERS.c.kind == "confirmed", ANSWERS.c.position > purse.spent_until)
    spent = _reservations(sa.func.sum(REDEMPTIONS.c.points)).where(
        REDEMPTIONS.c.account == purse.account, sa.or_(unknown, _is_live(now))
    )
    return float(connection.execute(spent).scalar() or 0.0)
