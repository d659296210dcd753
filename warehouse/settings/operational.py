"""The tables of the operational store that only grow, each declared once: by the type of its rows.

The table that the store writes, the columns that a build lands, and what an erasure takes away follow from it. The migrations
beside the store are how it came about; they end in exactly what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from inspect import get_annotations
from types import NoneType
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args, get_origin, get_type_hints

from warehouse.settings import ColumnType

Held = TypeVar("Held")
# What the models read.
Landed = Annotated[Held, "landed"]
# What an erasure may take away: it is sealed apart from the rest, in the order of the columns.
Personal = Annotated[Held, "personal"]

TYPES: dict[type, ColumnType] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    date: "date",
    datetime: "timestamp",
}

Verdict = Literal["genuine", "not_genuine", "unclear"]
Basis = Literal["random", "targeted"]
CaseStepKind = Literal["asked", "answered", "escalated", "rejected", "appealed", "upheld", "dismissed"]
# What a case waits for; `decided`: for nothing.
CaseStateName = Literal["open", "awaits_second", "asked", "escalated", "appealed", "decided"]
ClosingStepKind = Literal["frozen", "objection", "answer", "final", "restated"]
PolicyChangeKind = Literal["in_force", "withdrawn"]
RedemptionStepKind = Literal["reserved", "confirmed", "cancelled"]
RedemptionAction = Literal["redeem", "donate"]
AwardStepKind = Literal["nominated", "objected", "answered", "conferred", "declined"]
# Of an objection.
Answer = Literal["accepted", "rejected"]


@dataclass(frozen=True)
class Sealed:
    """A stored row's number, and what seals it. Its id is the first column of its own; moments are local to the deployment.

    Columns stand in the table, and in every hash, as they do here: the number, those of its own, signature, seals.
    """

    table: ClassVar[str]

    position: Landed[int]
    salt: str | None
    sealed: str
    previous_hash: str
    hash: str

    def __init_subclass__(cls, table: str = "") -> None:
        cls.table = table


@dataclass(frozen=True)
class Signed(Sealed):
    """A sealed row with who said it, as what, and when.

    What members say is signed `member`: whose record or account it is says who, and an erasure can take that away.
    """

    said_by: str
    role: str
    said_at: Landed[datetime]


@dataclass(frozen=True)
class Decision(Sealed, table="audit_decisions"):
    """A decision on a record; `supersedes` is the one before it."""

    decision_id: Landed[str]
    record_id: Landed[Personal[str]]
    community_id: Landed[str]
    verdict: Landed[Verdict]
    reason_code: Landed[str | None]
    note: Personal[str | None]
    decided_by: Landed[str]
    role: str
    decided_at: Landed[datetime]
    basis: Landed[Basis]
    supersedes: str | None


@dataclass(frozen=True)
class CaseStep(Signed, table="case_steps"):
    """A step of a case beside its decisions; `answers` is the step it replies to."""

    step_id: Landed[str]
    record_id: Landed[Personal[str | None]]
    community_id: str
    kind: Landed[CaseStepKind]
    decision_id: Landed[str | None]
    answers: Landed[str | None]
    reason_code: str | None
    text: Personal[str | None]


@dataclass(frozen=True)
class CaseState(Sealed, table="case_states"):
    """Where a case stands after a decision or a step beside it. `proposal` is the sanction that waits for a second
    person, `in_force` the decision with consequences. `basis` is null before the first decision, `proposed_at` before the first
    sanction; `settled_at` is when a decision came into force or a proposal was rejected, whichever is later.
    """

    state_id: str
    record_id: Landed[Personal[str | None]]
    state: Landed[CaseStateName]
    proposal: Landed[str | None]
    in_force: Landed[str | None]
    basis: Landed[Basis | None]
    proposed_at: Landed[datetime | None]
    settled_at: Landed[datetime | None]
    stood_at: datetime


@dataclass(frozen=True)
class SampledRecord(Sealed, table="audit_samples"):
    """A record drawn at random. `population` and `sampled` count the records of its stratum: those there were, those drawn so far.

    `draw` is 1, or 2 and more where the sample was extended; `size` is what was asked for in all; `frame_digest` tells whether
    another frame has the same records in the same strata.
    """

    sample_id: str
    period: Landed[str]
    draw: Landed[int]
    record_id: Landed[Personal[str]]
    community_id: str | None
    stratum: Landed[str]
    flagged: Landed[bool]
    population: Landed[int]
    sampled: Landed[int]
    inclusion_probability: float
    seed: Landed[int]
    size: int
    frame_digest: str
    build_id: str
    drawn_by: Landed[str]
    role: str
    drawn_at: Landed[datetime]


@dataclass(frozen=True)
class ClosingStep(Signed, table="period_closings"):
    """A step in closing a period; `answers` is the objection it replies to."""

    event_id: Landed[str]
    period: Landed[str]
    restatement: Landed[int]
    kind: Landed[ClosingStepKind]
    community_id: Landed[str | None]
    indicator_id: Landed[str | None]
    record_id: Landed[Personal[str | None]]
    text: Personal[str | None]
    answers: Landed[str | None]
    verdict: Landed[Answer | None]
    notice_ends_on: Landed[date | None]
    manifest_sha256: str | None


@dataclass(frozen=True)
class PolicyChange(Signed, table="policy_changes"):
    """A changed value of policy, or the withdrawal of the set `withdraws`."""

    change_id: str
    change_set: Landed[str]
    kind: Landed[PolicyChangeKind]
    withdraws: Landed[str | None]
    table_name: Landed[str | None]
    row_key: Landed[str | None]
    column_name: Landed[str | None]
    old_value: str | None
    new_value: Landed[str | None]
    valid_from: Landed[date | None]
    preview: str | None
    reason: Landed[Personal[str | None]]


@dataclass(frozen=True)
class RedemptionStep(Signed, table="redemptions"):
    """Points reserved for an offer until `kept_until`, or the end of the reservation `answers`."""

    step_id: Landed[str]
    kind: Landed[RedemptionStepKind]
    answers: Landed[str | None]
    account: Landed[Personal[str]]
    offer_id: Landed[str]
    action: Landed[RedemptionAction]
    points: Landed[float]
    to_account: Landed[str]
    kept_until: datetime | None
    build_id: str | None


@dataclass(frozen=True)
class ErrorReport(Signed, table="error_reports"):
    """An error that a member reports in a record of their own."""

    step_id: Landed[str]
    record_id: Landed[Personal[str | None]]
    community_id: str
    reason_code: Landed[str]
    corrected_hours: Landed[float]
    text: Personal[str | None]


@dataclass(frozen=True)
class AwardStep(Signed, table="award_steps"):
    """A step towards an award; `answers` is the objection it replies to."""

    step_id: str
    kind: AwardStepKind
    award: str
    year: int
    nominee: Personal[str]
    answers: str | None
    verdict: Answer | None
    text: Personal[str | None]
    notice_ends_on: date | None
    build_id: str | None


@dataclass(frozen=True)
class StoredColumn:
    """A column of an operational table."""

    name: str
    type: ColumnType
    nullable: bool
    landed: bool
    personal: bool


def stored_columns(row: type[Sealed]) -> tuple[StoredColumn, ...]:
    """The columns that a type of row declares, in the order of its table."""
    declared = {field.name for field in fields(row)}
    nearest_first = [name for each in row.__mro__ for name in get_annotations(each) if name in declared]
    hints = get_type_hints(row, include_extras=True)
    return tuple(_column(name, hints[name]) for name in dict.fromkeys(["position", *nearest_first]))


def _column(name: str, hint: Any) -> StoredColumn:
    marks = getattr(hint, "__metadata__", ())
    held = hint.__origin__ if marks else hint
    kinds = (held,) if isinstance(held, type) or get_origin(held) is Literal else get_args(held)
    kind = next(each for each in kinds if each is not NoneType)
    type_ = "string" if get_origin(kind) is Literal else TYPES[kind]
    return StoredColumn(name, type_, NoneType in kinds, landed="landed" in marks, personal="personal" in marks)
