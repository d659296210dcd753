"""Decisions on records: only added, each chained to the one before, and the access log.

The next build reads `audit_decisions` from here.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dashboard.decisions.operational import ACCESS_LOG, FIRST_HASH, METADATA, OperationalStore, chain_hash, seal
from dashboard.decisions.rules import Case, Decider, DecisionRefused, check_decision

DECISIONS = sa.Table(
    "audit_decisions",
    METADATA,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("decision_id", sa.String),
    sa.Column("record_id", sa.String),
    sa.Column("community_id", sa.String),
    sa.Column("verdict", sa.String),
    sa.Column("reason_code", sa.String),
    sa.Column("note", sa.Text),
    sa.Column("decided_by", sa.String),
    sa.Column("role", sa.String),
    sa.Column("decided_at", sa.DateTime),
    sa.Column("basis", sa.String),
    sa.Column("supersedes", sa.String),
    sa.Column("salt", sa.String),
    sa.Column("sealed", sa.String),
    sa.Column("previous_hash", sa.String),
    sa.Column("hash", sa.String),
)
# What the chain seals in the open. The record and the note are sealed through `sealed`, a salted digest.
CHAINED = (
    "decision_id", "community_id", "verdict", "reason_code", "decided_by", "role", "decided_at", "basis",
    "supersedes", "sealed", "previous_hash",
)  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """One decision as stored; `decided_at` is local time of the deployment."""

    position: int
    decision_id: str
    record_id: str
    community_id: str
    verdict: str
    reason_code: str | None
    note: str | None
    decided_by: str
    role: str
    decided_at: datetime
    basis: str
    supersedes: str | None
    salt: str | None
    sealed: str
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class ChainCheck:
    """Result of walking the chain: whole, or broken at `broken_at` (a decision id) because of `reason`.

    `head` is the last hash; written down elsewhere, it also shows whether the end of the chain was cut off.
    """

    decisions: int
    head: str
    broken_at: str | None = None
    reason: str | None = None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


class DecidedMeanwhile(DecisionRefused):
    """Somebody decided the same record after the page was opened; `standing` is their decision."""

    def __init__(self, standing: Decision) -> None:
        self.standing = standing
        when = standing.decided_at.strftime("%Y-%m-%d %H:%M")
        super().__init__(
            "decided_meanwhile",
            f"{standing.decided_by} 已于 {when} 作出决定（{standing.verdict}）。"
            "您的决定未保存，填写的内容还在；看过后可再提交。",
            f"{standing.decided_by} decided this record on {when} ({standing.verdict}). "
            "Yours was not stored; what you wrote is kept: look at theirs, then submit again if you differ.",
        )


class DecisionStore(OperationalStore):
    """Decisions and access log behind `url` (SQLAlchemy). `timezone`: what stored times are local to."""

    chained_table = "audit_decisions"

    def decide(
        self,
        case: Case,
        decider: Decider,
        verdict: str,
        reason_code: str | None = None,
        note: str | None = None,
        *,
        seen: str | None,
    ) -> Decision:
        """Stores one decision at once and returns it.

        `seen` is the decision id the decider knew to stand (None: none). Raises DecisionRefused when a rule
        is broken, DecidedMeanwhile when another decision has come between; nothing is stored then.
        """
        checked = check_decision(verdict, reason_code, case, decider)
        with self._writing() as connection:
            standing = _standing(connection, case.record_id)
            if (standing.decision_id if standing else None) != seen:
                if standing is None:
                    raise DecisionRefused(
                        "seen_unknown",
                        f"记录 {case.record_id} 没有决定 {seen}；未保存。",
                        f"Record {case.record_id} has no decision {seen}; nothing was stored.",
                    )
                raise DecidedMeanwhile(standing)
            last = _last(connection)
            position = last.position + 1 if last else 1
            salt = secrets.token_hex(16)
            row: dict[str, Any] = {
                "position": position,
                "decision_id": f"D{position:07d}",
                "record_id": case.record_id,
                "community_id": case.community_id,
                "verdict": checked,
                "reason_code": reason_code,
                "note": note or None,
                "decided_by": decider.user,
                "role": decider.role,
                # A clock set back must not put a later decision before an earlier one: the build goes by time.
                "decided_at": max(self._now(), last.decided_at) if last else self._now(),
                # A later decision on a sampled record still answers the sample.
                "basis": standing.basis if standing else case.basis,
                "supersedes": seen,
                "salt": salt,
                "sealed": seal(salt, case.record_id, note or None),
                "previous_hash": last.hash if last else FIRST_HASH,
            }
            decision = Decision(**row, hash=chain_hash(row, CHAINED))
            connection.execute(DECISIONS.insert().values(**vars(decision)))
            self._log(connection, decider.user, decider.role, "decide", case.record_id)
        return decision

    def decisions(self, record_id: str) -> list[Decision]:
        """Every decision on one record, oldest first; the last one stands."""
        chosen = DECISIONS.select().where(DECISIONS.c.record_id == record_id).order_by(DECISIONS.c.position)
        with self._reading() as connection:
            return [_decision(row) for row in connection.execute(chosen)] if connection else []

    def standing(self) -> dict[str, Decision]:
        """The decision that stands for every decided record, by record id."""
        with self._reading() as connection:
            rows = connection.execute(DECISIONS.select().order_by(DECISIONS.c.position)) if connection else ()
            return {row.record_id: _decision(row) for row in rows}

    def log_access(self, who: str, role: str, what: str, record: str | None = None) -> None:
        """Notes that `who`, acting as `role`, opened `what` (for example 'case'), of `record` if any."""
        with self._writing() as connection:
            self._log(connection, who, role, what, record)

    def accesses(self, record: str) -> list[tuple[str, str, str, datetime]]:
        """(who, role, what, at) of every access to `record`, oldest first."""
        log = ACCESS_LOG.c
        chosen = sa.select(log.who, log.role, log.what, log.at).where(log.record == record)
        with self._reading() as connection:
            rows = connection.execute(chosen.order_by(log.entry)) if connection else ()
            return [(row.who, row.role, row.what, row.at) for row in rows]

    def erase(self, record_ids: list[str]) -> int:
        """Takes record ids, notes and salts out of the decisions on these records; returns how many.

        Verdict, signature and time stay, and so does the digest the chain is made of: it still verifies, and
        without the salt nobody can find the record behind it.
        """
        with self._writing() as connection:
            erased = connection.execute(
                DECISIONS.update()
                .where(DECISIONS.c.record_id.in_(record_ids), DECISIONS.c.salt.is_not(None))
                .values(record_id="erased-" + sa.func.substr(DECISIONS.c.sealed, 1, 16), note=None, salt=None)
            ).rowcount
            forgotten = ACCESS_LOG.update().where(ACCESS_LOG.c.record.in_(record_ids))
            connection.execute(forgotten.values(record=None))
        return erased

    def verify_chain(self) -> ChainCheck:
        """Walks every decision from the first and stops at the first that is not what was stored."""
        count, previous = 0, FIRST_HASH
        with self._reading() as connection:
            rows = connection.execute(DECISIONS.select().order_by(DECISIONS.c.position)) if connection else ()
            for decision in map(_decision, rows):
                count += 1
                reason = _fault(decision, previous, count)
                if reason:
                    return ChainCheck(count, previous, decision.decision_id, reason)
                previous = decision.hash
        return ChainCheck(count, previous)


def _decision(row: sa.Row[Any]) -> Decision:
    return Decision(**row._mapping)


def _standing(connection: sa.Connection, record_id: str) -> Decision | None:
    on_record = DECISIONS.select().where(DECISIONS.c.record_id == record_id)
    row = connection.execute(on_record.order_by(DECISIONS.c.position.desc()).limit(1)).first()
    return _decision(row) if row else None


def _last(connection: sa.Connection) -> Decision | None:
    row = connection.execute(DECISIONS.select().order_by(DECISIONS.c.position.desc()).limit(1)).first()
    return _decision(row) if row else None


def _fault(decision: Decision, previous: str, position: int) -> str | None:
    """What is wrong with this link of the chain, or None."""
    if decision.position != position:
        return "a decision before it is missing"
    if decision.previous_hash != previous:
        return "it does not follow the decision before it"
    if decision.hash != chain_hash(vars(decision), CHAINED):
        return "it was changed after it was stored"
    if decision.salt is None:
        erased = decision.record_id == f"erased-{decision.sealed[:16]}" and decision.note is None
        return None if erased else "it was changed after it was erased"
    if decision.sealed != seal(decision.salt, decision.record_id, decision.note):
        return "its record or note was changed after it was stored"
    return None
