"""How an award comes about: a candidate of the rule is nominated, put under public notice, objected to, conferred or declined.

Every step is one row of `award_steps`: only added, signed, chained to the one before. Nothing is conferred by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from dashboard.decisions.operational import OperationalStore, chain_of
from dashboard.decisions.rules import Decider, DecisionRefused, check_text
from warehouse.settings.operational import Answer, AwardStep, AwardStepKind

State = Literal["open", "in_notice", "notice_over", "conferred", "declined"]

# Who may nominate, answer and decide; who may object.
AWARDING_ROLES = frozenset({"committee"})
OBJECTING_ROLES = frozenset({"community", "work_unit", "member"})


CHAIN = chain_of(AwardStep, letter="N")


@dataclass(frozen=True)
class Nominee:
    """Who may get which award of which year."""

    award: str
    year: int
    name: str


@dataclass(frozen=True)
class Nomination:
    """Where one candidate stands: what the steps add up to."""

    nominee: Nominee
    steps: tuple[AwardStep, ...] = ()

    def state(self, today: date) -> State:
        """`open` before a nomination; `notice_over` until somebody decides."""
        if not self.steps:
            return "open"
        last = self.steps[-1].kind
        if last == "conferred":
            return "conferred"
        if last == "declined":
            return "declined"
        return "in_notice" if today <= self.notice_ends_on else "notice_over"

    @property
    def notice_ends_on(self) -> date:
        """The last day of the notice; the first step has it."""
        return self.steps[0].notice_ends_on or date.min

    @property
    def objections(self) -> tuple[tuple[AwardStep, AwardStep | None], ...]:
        """Each objection with its answer."""
        answers = {step.answers: step for step in self.steps if step.answers}
        return tuple((step, answers.get(step.step_id)) for step in self.steps if step.kind == "objected")


class AwardStore(OperationalStore):
    """The steps of awards behind `url` (SQLAlchemy)."""

    chains = (CHAIN,)

    def nominations(self, year: int) -> dict[Nominee, Nomination]:
        """Everybody who was nominated for an award of `year`."""
        with self._reading() as connection:
            found: dict[Nominee, Nomination] = {}
            for step in CHAIN.rows(connection):
                if step.year == year:
                    nominee = Nominee(step.award, step.year, step.nominee)
                    known = found.get(nominee, Nomination(nominee))
                    found[nominee] = replace(known, steps=(*known.steps, step))
            return found

    def nominate(self, nominee: Nominee, decider: Decider, reason: str, notice_days: int, build_id: str) -> AwardStep:
        """Puts a candidate under public notice; `build_id` holds the evidence. Raises DecisionRefused."""
        last = self.today() + timedelta(days=notice_days - 1)
        return self._add(
            nominee, decider, AWARDING_ROLES, reason, {"open"}, "nominated", notice_ends_on=last, build_id=build_id
        )

    def object(self, nominee: Nominee, decider: Decider, text: str) -> AwardStep:
        """Stores an objection while the notice runs. Raises DecisionRefused."""
        return self._add(nominee, decider, OBJECTING_ROLES, text, {"in_notice"}, "objected")

    def answer(self, nominee: Nominee, decider: Decider, objection_id: str, verdict: Answer, text: str) -> AwardStep:
        """Answers one objection. Raises DecisionRefused."""

        def check(standing: Nomination) -> None:
            if objection_id not in {step.step_id for step, answer in standing.objections if answer is None}:
                raise DecisionRefused("decisions.nothing_to_answer_on_award")

        return self._add(
            nominee, decider, AWARDING_ROLES, text, {"in_notice", "notice_over"}, "answered", check,
            answers=objection_id, verdict=verdict,
        )  # fmt: skip

    def confer(self, nominee: Nominee, decider: Decider, reason: str) -> AwardStep:
        """Gives the award, once the notice is over and every objection is rejected. Raises DecisionRefused."""

        def check(standing: Nomination) -> None:
            if any(answer is None for _, answer in standing.objections):
                raise DecisionRefused("decisions.objections_open_on_award")
            if any(answer is not None and answer.verdict == "accepted" for _, answer in standing.objections):
                raise DecisionRefused("decisions.objection_accepted")

        return self._add(nominee, decider, AWARDING_ROLES, reason, {"notice_over"}, "conferred", check)

    def decline(self, nominee: Nominee, decider: Decider, reason: str) -> AwardStep:
        """Decides against the award. Raises DecisionRefused."""
        return self._add(nominee, decider, AWARDING_ROLES, reason, {"in_notice", "notice_over"}, "declined")

    def _add(
        self,
        nominee: Nominee,
        decider: Decider,
        roles: frozenset[str],
        text: str,
        states: set[State],
        kind: AwardStepKind,
        check: Callable[[Nomination], None] | None = None,
        **values: Any,
    ) -> AwardStep:
        if not decider.user or decider.role not in roles:
            raise DecisionRefused("decisions.role_cannot")
        check_text(text)
        with self._writing() as connection:
            steps = [step for step in CHAIN.rows(connection, award=nominee.award, nominee=nominee.name)
                     if step.year == nominee.year]  # fmt: skip
            standing = Nomination(nominee, tuple(steps))
            state = standing.state(self.today())
            if state not in states:
                raise DecisionRefused("decisions.award_step_not_now", state=state)
            if check is not None:
                check(standing)
            return CHAIN.add(
                connection,
                self._now(),
                **values,
                kind=kind,
                award=nominee.award,
                year=nominee.year,
                nominee=nominee.name,
                text=text.strip(),
                said_by=decider.role if decider.role == "member" else decider.user,
                role=decider.role,
            )
