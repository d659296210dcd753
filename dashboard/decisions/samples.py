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
            raise DecisionRefused(
                "nothing_to_extend",
                f"{period} 还没有抽过样，不能追加；请去掉 --extend。没有抽取。",
                f"No sample of {period} was drawn, so there is none to extend: leave out --extend. Nothing was drawn.",
            )
        if size <= len(drawn):
            raise DecisionRefused(
                "not_larger",
                f"{period} 已抽 {len(drawn)} 件；追加时 --size 是追加后的总数，须大于它。没有抽取。",
                f"{len(drawn)} records of {period} are drawn; --size is the total after extending and must be larger. "
                "Nothing was drawn.",
            )
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
                raise DecisionRefused(
                    "frame_changed",
                    f"{period} 抽样之后，记录或其标记又有变化：追加的记录入样概率无法说清，因此不追加。"
                    "已抽的样本仍然有效；可以另抽一个尚未抽过的周期。",
                    f"Since {period} was sampled its records or their flags have changed: how likely further records were to "
                    "be drawn could not be stated, so the sample is not extended. It stands as it is; a period that was not "
                    "sampled can be drawn.",
                )
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
                raise DecisionRefused(
                    "nothing_to_add",
                    f"{period} 的 {len(earlier)} 件已满足这个件数；没有再抽。",
                    f"The {len(earlier)} records of {period} make up this size already; no more were drawn.",
                )
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
        raise DecisionRefused(
            "unsigned",
            "抽样要署名：请写明是谁抽的。没有抽取。",
            "A sample is signed: say who draws it. Nothing was drawn.",
        )
    if decider.role not in DECIDING_ROLES:
        raise DecisionRefused(
            "role_cannot_draw", "样本由核查人员抽取；没有抽取。", "Auditors draw samples; nothing was drawn."
        )


def months_of(period: str) -> frozenset[str]:
    """The months of a month, quarter, half or year, as in 2026-03, 2026Q1, 2026H1, 2026. Raises DecisionRefused for any other text."""
    written = re.fullmatch(r"(\d{4})(?:(H|Q|-)(\d{1,2}))?", period)
    length = MONTHS[written[2] or ""] if written else 0
    first = (int(written[3] or 1) - 1) * length + 1 if written else 0
    if not written or not 1 <= first <= 12:
        raise DecisionRefused(
            "unknown_period",
            f"“{period}”不是周期；写法如 2026-03、2026Q1、2026H1、2026。没有抽取。",
            f"“{period}” is no period; write 2026-03, 2026Q1, 2026H1 or 2026. Nothing was drawn.",
        )
    return frozenset(f"{written[1]}-{month:02d}" for month in range(first, first + length))


def _refuse_overlap(connection: sa.Connection | None, period: str) -> None:
    """A record that could be drawn twice would have no one probability: samples may not share a month."""
    asked = months_of(period)
    if connection is None:
        return
    sampled: Sequence[str] = connection.execute(sa.select(SAMPLES.c.period).distinct()).scalars().all()
    for other in sorted(sampled):
        if asked & months_of(other):
            raise DecisionRefused(
                "drawn_before",
                f"{other} 已经抽过样，{period} 与它重叠：同一条记录不能被抽两次。没有抽取。要加大该样本请用 --extend。",
                f"{other} was sampled before and {period} overlaps it: no record may be drawn twice. Nothing was drawn. "
                "To enlarge that sample use --extend.",
            )
