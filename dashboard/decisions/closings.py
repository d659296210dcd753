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
            "already_frozen",
            f"{closing.period} 已于 {closing.steps[0].said_at:%Y-%m-%d} 冻结，数字没有改动。要按现有数据更正，请用 tianping restate。",
            f"{closing.period} was frozen on {closing.steps[0].said_at:%Y-%m-%d}; its numbers are unchanged. "
            "To correct it by what is known now, use tianping restate.",
        )


def check_restatement(closing: Closing, decider: Decider, reason: str) -> None:
    """Raises DecisionRefused unless `decider` may restate this period now."""
    check_closer("close", decider, reason)
    _frozen(closing)


def check_objection(closing: Closing, decider: Decider, community_id: str, text: str, today: date) -> None:
    """Raises DecisionRefused unless `decider` may object for `community_id` today."""
    check_closer("object", decider, text)
    if community_id not in decider.manages:
        raise DecisionRefused(
            "not_your_community",
            "只能代表自己的社区提出异议；没有保存。",
            "An objection is filed for one's own community; nothing was stored.",
        )
    _frozen(closing)
    if closing.notice_day(today) is None:
        raise DecisionRefused(
            "notice_over",
            f"{closing.period} 的公示期已于 {closing.notice_ends_on} 结束，异议没有保存。新的事实请告诉党工委，由其决定是否更正。",
            f"The notice of {closing.period} ended on {closing.notice_ends_on}; nothing was stored. Tell the committee "
            "about new facts: it decides on a restatement.",
        )


def check_answer(closing: Closing, decider: Decider, objection_id: str, text: str) -> None:
    """Raises DecisionRefused unless `decider` may answer this objection now."""
    check_closer("close", decider, text)
    if objection_id not in {objection.filed.event_id for objection in closing.unanswered}:
        raise DecisionRefused(
            "nothing_to_answer",
            f"异议 {objection_id} 不存在或已经答复过；没有保存。请刷新页面。",
            f"Objection {objection_id} does not exist or is answered already; nothing was stored. Reload the page.",
        )


def check_final(closing: Closing, decider: Decider, text: str, today: date) -> None:
    """Raises DecisionRefused unless `decider` may make the numbers in force final today."""
    check_closer("close", decider, text)
    _frozen(closing)
    if closing.state == "final":
        raise DecisionRefused("already_final", f"{closing.period} 已是终稿。", f"{closing.period} is final already.")
    if closing.notice_day(today) is not None:
        raise DecisionRefused(
            "notice_running",
            f"{closing.period} 公示到 {closing.notice_ends_on} 为止，之后才能定稿。",
            f"The notice of {closing.period} runs until {closing.notice_ends_on}; it can be made final after that.",
        )
    if closing.unanswered:
        raise DecisionRefused(
            "objections_open",
            f"还有 {len(closing.unanswered)} 件异议没有答复；请先逐件答复。",
            f"{len(closing.unanswered)} objections are unanswered; answer each of them first.",
        )
    if closing.awaits_restatement:
        raise DecisionRefused(
            "restatement_due",
            "有异议已被采纳，但数字还没有更正；请先更正（tianping restate），再定稿。",
            "An objection was accepted and the numbers are not restated yet; restate first, then make it final.",
        )


def _frozen(closing: Closing) -> None:
    if closing.version is None:
        raise DecisionRefused(
            "not_frozen",
            f"{closing.period} 还没有冻结；没有保存。请先冻结：tianping freeze {closing.period}。",
            f"{closing.period} is not frozen; nothing was stored. Freeze it first: tianping freeze {closing.period}.",
        )
