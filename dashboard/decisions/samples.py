"""Random samples: which records of a period are audited whatever the rules say of them, and how likely each was to be drawn.

Only added, signed, chained. The next build estimates from them how much of all service is not genuine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from dashboard.decisions.operational import OperationalStore, chain_of
from dashboard.decisions.rules import DECIDING_ROLES, Decider, DecisionRefused
from warehouse.settings.operational import SampledRecord

CHAIN = chain_of(SampledRecord, letter="S", moment="drawn_at")
SAMPLES = CHAIN.table
# What a record of a drawing says of itself; the rest of a row says who drew it and from what.
DRAWN_COLUMNS = ("record_id", "community_id", "stratum", "flagged", "population", "sampled", "inclusion_probability")
MONTHS = {"": 12, "H": 6, "Q": 3, "-": 1}


class SampleStore(OperationalStore):
    """The samples behind `url` (SQLAlchemy). `timezone`: what stored times are local to."""

    chains = (CHAIN,)

    def sample(self, period: str) -> list[SampledRecord]:
        """The records drawn for `period`, in the order they were drawn."""
        with self._reading() as connection:
            return CHAIN.rows(connection, period=period)

    def drawn(self) -> frozenset[str]:
        """Every record that was ever drawn."""
        with self._reading() as connection:
            return frozenset(connection.execute(sa.select(SAMPLES.c.record_id)).scalars() if connection else ())

    def check_first_draw(self, period: str, decider: Decider) -> None:
        """Raises DecisionRefused unless `decider` may draw the first sample of `period`."""
        check_drawer(decider)
        with self._reading() as connection:
            _refuse_overlap(connection, period)

    def check_extension(self, period: str, size: int, decider: Decider) -> SampledRecord:
        """The newest row of the sample to extend to `size`. Raises DecisionRefused where it cannot be."""
        check_drawer(decider)
        drawn = self.sample(period)
        if not drawn:
            raise DecisionRefused("decisions.nothing_to_extend", period=period)
        if size <= len(drawn):
            raise DecisionRefused("decisions.not_larger", period=period, count=len(drawn))
        return drawn[-1]

    def keep(
        self, period: str, drawn: Iterable[Mapping[Any, Any]], origin: Mapping[str, Any], decider: Decider
    ) -> list[SampledRecord]:
        """Stores what was drawn and returns the new rows.

        `drawn` has `DRAWN_COLUMNS` for every record of the whole sample, those of earlier draws too; `origin` has seed, size,
        frame_digest and build_id. Raises DecisionRefused where somebody drew meanwhile, or where the frame is not that of the
        first draw; nothing is stored then.
        """
        with self._writing() as connection:
            earlier = CHAIN.rows(connection, period=period)
            if not earlier:
                _refuse_overlap(connection, period)
            elif (earlier[0].seed, earlier[0].frame_digest) != (origin["seed"], origin["frame_digest"]):
                raise DecisionRefused("decisions.frame_changed", period=period)
            before = {row.record_id for row in earlier}
            rows = [
                {
                    **{name: record[name] for name in DRAWN_COLUMNS},
                    **origin,
                    "period": period,
                    "draw": earlier[-1].draw + 1 if earlier else 1,
                    "drawn_by": decider.user,
                    "role": decider.role,
                }
                for record in drawn
                if record["record_id"] not in before
            ]
            if not rows:
                raise DecisionRefused("decisions.nothing_to_add", period=period, count=len(earlier))
            return CHAIN.add_many(connection, self._now(), rows)

    def erase(self, record_ids: list[str]) -> int:
        """Takes the ids of these records and their salts out of the samples; returns how many rows that were.

        The chain still verifies. In estimates the others of its stratum stand for an erased record.
        """
        with self._writing() as connection:
            named = SAMPLES.c.record_id.in_(record_ids) & SAMPLES.c.salt.is_not(None)
            left = "erased-" + sa.func.substr(SAMPLES.c.sealed, 1, 16)
            return connection.execute(SAMPLES.update().where(named).values(record_id=left, salt=None)).rowcount


def check_drawer(decider: Decider) -> None:
    """Raises DecisionRefused unless `decider` signs and is an auditor. Who manages a community may draw: chance decides."""
    if not decider.user:
        raise DecisionRefused("decisions.sample_unsigned")
    if decider.role not in DECIDING_ROLES:
        raise DecisionRefused("decisions.role_cannot_draw")


def months_of(period: str) -> frozenset[str]:
    """The months of a month, quarter, half or year, as in 2026-03, 2026Q1, 2026H1, 2026. Raises DecisionRefused for any other text."""
    written = re.fullmatch(r"(\d{4})(?:(H|Q|-)(\d{1,2}))?", period)
    length = MONTHS[written[2] or ""] if written else 0
    first = (int(written[3] or 1) - 1) * length + 1 if written else 0
    if not written or not 1 <= first <= 12:
        raise DecisionRefused("decisions.unknown_period", period=period)
    return frozenset(f"{written[1]}-{month:02d}" for month in range(first, first + length))


def _refuse_overlap(connection: sa.Connection | None, period: str) -> None:
    """A record that could be drawn twice would have no one probability: samples may not share a month."""
    asked = months_of(period)
    if connection is None:
        return
    sampled: Sequence[str] = connection.execute(sa.select(SAMPLES.c.period).distinct()).scalars().all()
    for other in sorted(sampled):
        if asked & months_of(other):
            raise DecisionRefused("decisions.drawn_before", other=other, period=period)
