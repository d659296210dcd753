"""How policy changes: values put into force together from a date, with a reason, after a preview; and withdrawn.

Every changed value is one row of `policy_changes`: only added, signed, chained to the one before. The next build reads them.
Nothing reaches back into a frozen period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from dashboard.decisions.closings import CHAIN as CLOSINGS_CHAIN
from dashboard.decisions.operational import OperationalStore, chain_of
from dashboard.decisions.rules import Decider, DecisionRefused, check_policy_maker
from warehouse.settings.operational import PolicyChange

CHAIN = chain_of(PolicyChange, letter="G")


@dataclass(frozen=True)
class ChangedValue:
    """A value of policy to be put into force; `old` is null where a row is added."""

    table: str
    row: str
    column: str
    old: str | None
    new: str


class PolicyStore(OperationalStore):
    """The changes of policy behind `url` (SQLAlchemy)."""

    chains = (CHAIN,)

    def changes(self) -> list[PolicyChange]:
        """Every change and withdrawal, oldest first."""
        with self._reading() as connection:
            return CHAIN.rows(connection)

    def frozen_until(self, period_ends: Mapping[str, date]) -> date | None:
        """The last day that belongs to a frozen period; `period_ends` has the last day of each period."""
        with self._reading() as connection:
            return _frozen_until(connection, period_ends)

    def put_in_force(
        self,
        values: Sequence[ChangedValue],
        valid_from: date,
        decider: Decider,
        reason: str,
        preview: str,
        period_ends: Mapping[str, date],
    ) -> list[PolicyChange]:
        """Stores that `values` hold from `valid_from` on; `preview` is the digest of what was previewed. Raises DecisionRefused."""
        with self._writing() as connection:
            check_change(values, valid_from, decider, reason, _frozen_until(connection, period_ends))
            newest = CHAIN.last(connection)
            change_set = CHAIN.id_of(newest.position + 1 if newest else 1)
            rows = [
                {
                    "change_set": change_set,
                    "kind": "in_force",
                    "table_name": value.table,
                    "row_key": value.row,
                    "column_name": value.column,
                    "old_value": value.old,
                    "new_value": value.new,
                    "valid_from": valid_from,
                    "preview": preview,
                    "reason": reason.strip(),
                    "said_by": decider.user,
                    "role": decider.role,
                }
                for value in values
            ]
            return CHAIN.add_many(connection, self._now(), rows)

    def withdraw(self, change_set: str, decider: Decider, reason: str, period_ends: Mapping[str, date]) -> PolicyChange:
        """Stores that a set of changes no longer holds, from its first day on. Raises DecisionRefused."""
        with self._writing() as connection:
            changes = CHAIN.rows(connection)
            check_withdrawal(changes, change_set, decider, reason, _frozen_until(connection, period_ends))
            return CHAIN.add(
                connection,
                self._now(),
                change_set=CHAIN.id_of(changes[-1].position + 1),
                kind="withdrawn",
                withdraws=change_set,
                reason=reason.strip(),
                said_by=decider.user,
                role=decider.role,
            )


def check_change(
    values: Sequence[ChangedValue], valid_from: date, decider: Decider, reason: str, frozen_until: date | None
) -> None:
    """Raises DecisionRefused unless `decider` may put `values` into force from `valid_from` on."""
    check_policy_maker(decider, reason)
    if not any(value.old != value.new for value in values):
        raise DecisionRefused("decisions.nothing_changes")
    _check_not_frozen(valid_from, frozen_until)


def check_withdrawal(
    changes: Sequence[PolicyChange], change_set: str, decider: Decider, reason: str, frozen_until: date | None
) -> None:
    """Raises DecisionRefused unless `decider` may withdraw this set of changes now."""
    check_policy_maker(decider, reason)
    withdrawn = {change.withdraws for change in changes}
    starts = [change.valid_from for change in changes if change.change_set == change_set and change.valid_from]
    if not starts or change_set in withdrawn:
        raise DecisionRefused("decisions.nothing_to_withdraw", change_set=change_set)
    _check_not_frozen(min(starts), frozen_until)


def _check_not_frozen(valid_from: date, frozen_until: date | None) -> None:
    if frozen_until is not None and valid_from <= frozen_until:
        earliest = frozen_until + timedelta(days=1)
        raise DecisionRefused(
            "decisions.policy_frozen", until=str(frozen_until), valid_from=str(valid_from), earliest=str(earliest)
        )


def _frozen_until(connection: sa.Connection | None, period_ends: Mapping[str, date]) -> date | None:
    frozen = {step.period for step in CLOSINGS_CHAIN.rows(connection) if step.manifest_sha256}
    return max((period_ends[period] for period in frozen), default=None)
