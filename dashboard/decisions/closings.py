"""How a period is closed: frozen with a reason, under public notice, objected to, answered, final, restated.

Every step is one row of `period_closings`: only added, signed, chained to the one before. The next build reads them. Nothing
becomes final by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal, get_args

from dashboard.decisions.operational import OperationalStore, chain_of
from dashboard.decisions.rules import Decider, DecisionRefused, check_closer
from warehouse.settings.operational import Answer, ClosingStep, ClosingStepKind

State = Literal["open", "in_notice", "final", "restated"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)

CHAIN = chain_of(ClosingStep, letter="P")


@dataclass(frozen=True)
class Objection:
    """A community's objection and, once there is one, its answer."""

    filed: ClosingStep
    answer: ClosingStep | None = None


@dataclass(frozen=True)
class Closing:
    """Where a period stands: what its steps add up to. `restatement` 0 is the freeze itself."""

    period: str
    steps: tuple[ClosingStep, ...] = ()

    @property
    def version(self) -> ClosingStep | None:
        """The step that gave out the numbers in force; None while the period is open."""
        return next((step for step in reversed(self.steps) if step.manifest_sha256), None)

    @property
    def state(self) -> State:
        """`open`, `in_notice` after the freeze, `restated` after a restatement, `final`."""
        last = next((step for step in reversed(self.steps) if step.manifest_sha256 or step.kind == "final"), None)
        if last is None:
            return "open"
        return "in_notice" if last.kind == "frozen" else "restated" if last.kind == "restated" else "final"

    @property
    def notice_ends_on(self) -> date | None:
        return self.version.notice_ends_on if self.version else None

    @property
    def objections(self) -> tuple[Objection, ...]:
        """All objections, oldest first."""
        answers = {step.answers: step for step in self.steps if step.answers}
        return tuple(Objection(step, answers.get(step.event_id)) for step in self.steps if step.kind == "objection")

    @property
    def unanswered(self) -> tuple[Objection, ...]:
        return tuple(objection for objection in self.objections if objection.answer is None)

    @property
    def awaits_restatement(self) -> bool:
        """Whether an objection was accepted and the numbers in force are still those it objected to."""
        version = self.version
        return version is not None and any(
            objection.answer is not None
            and objection.answer.verdict == "accepted"
            and objection.answer.position > version.position
            for objection in self.objections
        )

    def notice_day(self, today: date) -> int | None:
        """Which day of the notice `today` is, 1 the day the numbers were given out; None when it is over or not begun."""
        version = self.version
        if version is None or self.state == "final" or version.notice_ends_on is None or today > version.notice_ends_on:
            return None
        return (today - version.said_at.date()).days + 1


class ClosingStore(OperationalStore):
    """The steps of closing periods behind `url` (SQLAlchemy)."""

    chains = (CHAIN,)

    def closings(self) -> dict[str, Closing]:
        """Every period that was ever frozen, by period."""
        found: dict[str, Closing] = {}
        for step in self._steps():
            closing = found.get(step.period, Closing(step.period))
            found[step.period] = replace(closing, steps=(*closing.steps, step))
        return found

    def closing(self, period: str) -> Closing:
        """Where one period stands."""
        return self.closings().get(period, Closing(period))

    def freeze(self, period: str, decider: Decider, reason: str, manifest_sha256: str, notice_days: int) -> ClosingStep:
        """Stores that `period` is frozen, its numbers those of the manifest. Raises DecisionRefused."""
        return self._put_in_force("frozen", check_freeze, period, decider, reason, manifest_sha256, notice_days)

    def object(
        self,
        period: str,
        decider: Decider,
        community_id: str,
        text: str,
        indicator_id: str | None = None,
        record_id: str | None = None,
    ) -> ClosingStep:
        """Stores a community's objection while the notice lasts. Raises DecisionRefused."""
        return self._add(
            decider,
            lambda closing: check_objection(closing, decider, community_id, text, self.today()),
            period=period,
            kind="objection",
            community_id=community_id,
            text=text,
            indicator_id=indicator_id,
            record_id=record_id,
        )

    def answer(self, period: str, decider: Decider, objection_id: str, verdict: Answer, text: str) -> ClosingStep:
        """Stores the answer to one objection. Raises DecisionRefused."""
        return self._add(
            decider,
            lambda closing: check_answer(closing, decider, objection_id, text),
            period=period,
            kind="answer",
            answers=objection_id,
            verdict=verdict,
            text=text,
        )

    def make_final(self, period: str, decider: Decider, text: str) -> ClosingStep:
        """Stores that the numbers in force are final. Raises DecisionRefused."""
        return self._add(
            decider,
            lambda closing: check_final(closing, decider, text, self.today()),
            period=period,
            kind="final",
            text=text,
        )

    def restate(
        self, period: str, decider: Decider, reason: str, manifest_sha256: str, notice_days: int
    ) -> ClosingStep:
        """Stores that the next version of the period's numbers is in force. Raises DecisionRefused."""
        return self._put_in_force("restated", check_restatement, period, decider, reason, manifest_sha256, notice_days)

    def _put_in_force(
        self,
        kind: ClosingStepKind,
        check: Callable[[Closing, Decider, str], None],
        period: str,
        decider: Decider,
        reason: str,
        manifest_sha256: str,
        notice_days: int,
    ) -> ClosingStep:
        """Stores a version of the period's numbers and the days of its notice."""
        return self._add(
            decider,
            lambda closing: check(closing, decider, reason),
            period=period,
            kind=kind,
            text=reason,
            manifest_sha256=manifest_sha256,
            notice_ends_on=self._last_day(notice_days),
        )

    def _last_day(self, notice_days: int) -> date:
        # The day the numbers are given out is the first day of the notice.
        return self.today() + timedelta(days=notice_days - 1)

    def _steps(self) -> list[ClosingStep]:
        with self._reading() as connection:
            return CHAIN.rows(connection)

    def _add(self, decider: Decider, check: Callable[[Closing], None], *, period: str, **values: Any) -> ClosingStep:
        """Adds one step, checked against what stands at the moment nobody else can write."""
        with self._writing() as connection:
            closing = Closing(period, tuple(CHAIN.rows(connection, period=period)))
            check(closing)
            return CHAIN.add(
                connection,
                self._now(),
                **{**values, "text": values["text"].strip()},
                period=period,
                restatement=(closing.version.restatement if closing.version else 0) + (values["kind"] == "restated"),
                said_by=decider.user,
                role=decider.role,
            )


def check_freeze(closing: Closing, decider: Decider, reason: str) -> None:
    """Raises DecisionRefused unless `decider` may freeze this period now."""
    check_closer("close", decider, reason)
    if closing.version is not None:
        raise DecisionRefused(
            "decisions.already_frozen", period=closing.period, frozen_on=str(closing.steps[0].said_at.date())
        )


def check_restatement(closing: Closing, decider: Decider, reason: str) -> None:
    """Raises DecisionRefused unless `decider` may restate this period now."""
    check_closer("close", decider, reason)
    _frozen(closing)


def check_objection(closing: Closing, decider: Decider, community_id: str, text: str, today: date) -> None:
    """Raises DecisionRefused unless `decider` may object for `community_id` today."""
    check_closer("object", decider, text)
    if community_id not in decider.manages:
        raise DecisionRefused("decisions.not_your_community")
    _frozen(closing)
    if closing.notice_day(today) is None:
        raise DecisionRefused("decisions.notice_over", period=closing.period, until=str(closing.notice_ends_on))


def check_answer(closing: Closing, decider: Decider, objection_id: str, text: str) -> None:
    """Raises DecisionRefused unless `decider` may answer this objection now."""
    check_closer("close", decider, text)
    if objection_id not in {objection.filed.event_id for objection in closing.unanswered}:
        raise DecisionRefused("decisions.nothing_to_answer", objection=objection_id)


def check_final(closing: Closing, decider: Decider, text: str, today: date) -> None:
    """Raises DecisionRefused unless `decider` may make the numbers in force final today."""
    check_closer("close", decider, text)
    _frozen(closing)
    if closing.state == "final":
        raise DecisionRefused("decisions.already_final", period=closing.period)
    if closing.notice_day(today) is not None:
        raise DecisionRefused("decisions.notice_running", period=closing.period, until=str(closing.notice_ends_on))
    if closing.unanswered:
        raise DecisionRefused("decisions.objections_open", count=len(closing.unanswered))
    if closing.awaits_restatement:
        raise DecisionRefused("decisions.restatement_due")


def _frozen(closing: Closing) -> None:
    if closing.version is None:
        raise DecisionRefused("decisions.not_frozen", period=closing.period)
