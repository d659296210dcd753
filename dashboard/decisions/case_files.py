"""Everything said about one record after it was queued: decisions, and the steps beside them; and what they add up to.

A decision that a record is not genuine is a sanction: the first is a proposal, and it is in force only once a second person
has decided the same for the same reason. Nothing here is ever changed; both tables are chains.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from dashboard.decisions.operational import chain_of
from dashboard.decisions.rules import SANCTION
from warehouse.settings.operational import CaseState, CaseStateName, CaseStep, Decision

DECISION_CHAIN = chain_of(Decision, letter="D", moment="decided_at")
STEP_CHAIN = chain_of(CaseStep, letter="C")
STATE_CHAIN = chain_of(CaseState, letter="T", moment="stood_at")


@dataclass(frozen=True)
class CaseFile:
    """One record's decisions and steps, oldest first, and where the case stands."""

    record_id: str
    decisions: tuple[Decision, ...] = ()
    steps: tuple[CaseStep, ...] = ()

    @property
    def last(self) -> Decision | None:
        """The newest decision, whatever became of it: what the next one supersedes."""
        return self.decisions[-1] if self.decisions else None

    @property
    def proposal(self) -> Decision | None:
        """A sanction that waits for a second person."""
        last = self.last
        waits = last is not None and last.verdict == SANCTION and not self.is_confirmed(last)
        return last if waits and last is not None and self.rejection_of(last) is None else None

    @property
    def in_force(self) -> Decision | None:
        """The newest decision with consequences: a sanction only once it is confirmed."""
        return next((each for each in reversed(self.decisions) if self._has_consequences(each)), None)

    @property
    def question(self) -> CaseStep | None:
        """What the member was asked and has not answered."""
        answered = {step.answers for step in self.steps}
        return next((step for step in self.steps if step.kind == "asked" and step.step_id not in answered), None)

    @property
    def appeal(self) -> CaseStep | None:
        """The member's appeal that nobody has decided yet."""
        decided = {step.answers for step in self.steps}
        return next((step for step in self.steps if step.kind == "appealed" and step.step_id not in decided), None)

    @property
    def escalation(self) -> CaseStep | None:
        """The last passing on after which nobody has decided yet."""
        passed_on = next((step for step in reversed(self.steps) if step.kind == "escalated"), None)
        decided = passed_on is not None and self.last is not None and self.last.decided_at > passed_on.said_at
        return None if decided else passed_on

    @property
    def state(self) -> CaseStateName:
        """What the case waits for; `decided`: for nothing."""
        if self.appeal:
            return "appealed"
        if self.proposal:
            return "awaits_second"
        if self.question:
            return "asked"
        if self.escalation:
            return "escalated"
        return "decided" if self.in_force else "open"

    @property
    def settled_at(self) -> datetime | None:
        """When a decision came into force or a proposal was rejected, whichever is later."""
        moments = [step.said_at for step in self.steps if step.kind == "rejected"]
        return max([*moments, *([self.in_force.decided_at] if self.in_force else [])], default=None)

    @property
    def took_part(self) -> frozenset[str]:
        """Everybody who decided, rejected or passed on anything of this case."""
        said = {step.said_by for step in self.steps if step.kind in ("rejected", "upheld", "dismissed", "escalated")}
        return frozenset(said | {decision.decided_by for decision in self.decisions})

    def is_confirmed(self, decision: Decision) -> bool:
        """Whether `decision` is the second of two equal sanctions by different people."""
        first = next((each for each in self.decisions if each.decision_id == decision.supersedes), None)
        return (
            first is not None
            and decision.verdict == first.verdict == SANCTION
            and decision.reason_code == first.reason_code
            and decision.decided_by != first.decided_by
            and self.rejection_of(first) is None
        )

    def rejection_of(self, decision: Decision) -> CaseStep | None:
        """The step by which a second person refused to confirm `decision`."""
        steps = (step for step in self.steps if step.kind == "rejected" and step.decision_id == decision.decision_id)
        return next(steps, None)

    def appeal_until(self, days: int) -> date | None:
        """The last day to appeal against the sanction in force; None where there is none, or it was appealed against."""
        sanction = self.in_force
        if sanction is None or sanction.verdict != SANCTION:
            return None
        appealed = {step.decision_id for step in self.steps if step.kind == "appealed"}
        return None if sanction.decision_id in appealed else sanction.decided_at.date() + timedelta(days=days)

    def after(self, said: Decision | CaseStep) -> CaseFile:
        """The case with one more decision or step."""
        if isinstance(said, Decision):
            return replace(self, decisions=(*self.decisions, said))
        return replace(self, steps=(*self.steps, said))

    def state_row(self) -> dict[str, Any]:
        """Where the case stands after its last decision or step: a row of `case_states`, which is what a build reads."""
        bases = {decision.basis for decision in self.decisions}
        return {
            "record_id": self.record_id,
            "state": self.state,
            "proposal": self.proposal.decision_id if self.proposal else None,
            "in_force": self.in_force.decision_id if self.in_force else None,
            # A record once drawn at random stays a random audit, whoever decides it later: otherwise appeals would take
            # cases out of the sample.
            "basis": "random" if "random" in bases else "targeted" if bases else None,
            "proposed_at": next((each.decided_at for each in self.decisions if each.verdict == SANCTION), None),
            "settled_at": self.settled_at,
        }

    def _has_consequences(self, decision: Decision) -> bool:
        return self.is_confirmed(decision) if decision.verdict == SANCTION else True


def case_files(decisions: Iterable[Decision], steps: Iterable[CaseStep]) -> dict[str, CaseFile]:
    """Case files by record id, of everything given."""
    decided: dict[str, list[Decision]] = {}
    stepped: dict[str, list[CaseStep]] = {}
    for decision in decisions:
        decided.setdefault(decision.record_id, []).append(decision)
    for step in steps:
        if step.record_id is not None:
            stepped.setdefault(step.record_id, []).append(step)
    return {
        record: CaseFile(record, tuple(decided.get(record, ())), tuple(stepped.get(record, ())))
        for record in decided.keys() | stepped.keys()
    }
