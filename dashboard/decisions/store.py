"""The operational store of audits: every decision and every step of a case, who opened what, and the filters a person keeps.

Decisions and steps are only added, never changed: the database refuses it, and the hash chains show it if somebody changed
the file underneath. The next build reads both tables from here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dashboard.decisions.case_files import DECISION_CHAIN, STATE_CHAIN, STEP_CHAIN, CaseFile, case_files
from dashboard.decisions.operational import ACCESS_LOG, METADATA, OperationalStore
from dashboard.decisions.rules import (
    SANCTION,
    Case,
    Decider,
    DecisionRefused,
    check_auditor,
    check_decision,
    check_member,
    check_reason,
    check_text,
)
from warehouse.settings.operational import CaseStep, CaseStepKind, Decision

DECISIONS, STEPS, STATES = DECISION_CHAIN.table, STEP_CHAIN.table, STATE_CHAIN.table
SAVED_FILTERS = sa.Table(
    "saved_filters",
    METADATA,
    sa.Column("who", sa.String, primary_key=True),
    sa.Column("screen", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("parameters", sa.Text),
)


@dataclass(frozen=True)
class Ruling:
    """What an auditor says of one record. `seen`: the decision id they knew to be the newest, None: none."""

    case: Case
    verdict: str
    reason_code: str | None = None
    note: str | None = None
    seen: str | None = None


@dataclass(frozen=True)
class Repeated:
    """A ruling that changes nothing: the same person's same decision stands already, as `standing`."""

    standing: Decision


Outcome = Decision | Repeated | DecisionRefused


class DecidedMeanwhile(DecisionRefused):
    """Somebody decided the same record after the page was opened; `standing` is their decision."""

    def __init__(self, standing: Decision) -> None:
        self.standing = standing
        super().__init__(
            "decisions.decided_meanwhile",
            who=standing.decided_by,
            when=f"{standing.decided_at:%Y-%m-%d %H:%M}",
            verdict=standing.verdict,
        )


class DecisionStore(OperationalStore):
    """Decisions, steps and access log behind `url` (SQLAlchemy). `timezone`: what stored times are local to."""

    chains = (DECISION_CHAIN, STEP_CHAIN, STATE_CHAIN)

    def bring_up_to_date(self) -> None:
        """Says where the cases stand that an earlier release decided, which stored their steps alone. A build reads nothing else."""
        with self._reading():
            pass

    def _bring_up_to_date(self) -> None:
        if self._ready:
            return
        super()._bring_up_to_date()
        with self._writing() as connection:
            if STATE_CHAIN.last(connection) is None:
                files = case_files(DECISION_CHAIN.rows(connection), STEP_CHAIN.rows(connection))
                STATE_CHAIN.add_many(connection, self._now(), [file.state_row() for file in files.values()])

    # ---- decisions -------------------------------------------------------------------------------------------------

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
        """Stores one decision at once and returns it; a second person's equal sanction confirms the first.

        Raises DecisionRefused when a rule is broken, DecidedMeanwhile when another decision than `seen` is the newest;
        nothing is stored then.
        """
        with self._writing() as connection:
            file = _file(connection, case.record_id)
            values = _decision_values(Ruling(case, verdict, reason_code, note, seen), file, decider)
            decision = DECISION_CHAIN.add(connection, self._now(), **values)
            STATE_CHAIN.add(connection, self._now(), **file.after(decision).state_row())
            self._log(connection, decider.user, decider.role, "decide", case.record_id)
        return decision

    def decide_many(self, rulings: Sequence[Ruling], decider: Decider) -> list[Outcome]:
        """Stores all that keep the rules in one transaction; what became of each, in order.

        One's own earlier decision counts as seen. So does a second person's sanction that waits and says the same: to send
        the same sheet is to confirm it. A record named twice in `rulings` is decided by the first.
        """
        outcomes: list[Outcome | None] = []
        accepted: dict[str, dict[str, Any]] = {}
        with self._writing() as connection:
            files = case_files(DECISION_CHAIN.rows(connection), STEP_CHAIN.rows(connection))
            for ruling in rulings:
                record = ruling.case.record_id
                file = files.get(record, CaseFile(record))
                standing = _repeated(ruling, file, decider)
                refusal = _named_twice(record) if record in accepted else None
                if standing is None and refusal is None:
                    try:
                        accepted[record] = _decision_values(_seen_filled_in(ruling, file, decider), file, decider)
                    except DecisionRefused as broken:
                        refusal = broken
                outcomes.append(refusal or (Repeated(standing) if standing else None))
            decisions = DECISION_CHAIN.add_many(connection, self._now(), list(accepted.values()))
            now_stand = [files.get(each.record_id, CaseFile(each.record_id)).after(each) for each in decisions]
            STATE_CHAIN.add_many(connection, self._now(), [file.state_row() for file in now_stand])
            made = iter(decisions)
            for record in accepted:
                self._log(connection, decider.user, decider.role, "decide", record)
        return [outcome or next(made) for outcome in outcomes]

    # ---- steps -----------------------------------------------------------------------------------------------------

    def reject(self, case: Case, decider: Decider, reason_code: str | None, text: str, *, seen: str | None) -> CaseStep:
        """Stores that a second person does not confirm the sanction `seen`: the case is back in the queue."""

        def check(file: CaseFile) -> dict[str, Any]:
            check_auditor(case, decider)
            check_reason("rejected", reason_code)
            proposal = file.proposal
            if proposal is None or proposal.decision_id != seen:
                raise _changed_meanwhile(file)
            if proposal.decided_by == decider.user:
                raise DecisionRefused("decisions.own_proposal")
            return {"decision_id": proposal.decision_id}

        return self._step(case, decider, "rejected", check, reason_code=reason_code, text=text)

    def ask(self, case: Case, decider: Decider, reason_code: str | None, text: str) -> CaseStep:
        """Stores a question to the member, who finds it when they next look."""

        def check(file: CaseFile) -> dict[str, Any]:
            check_auditor(case, decider)
            check_reason("asked", reason_code)
            if file.question:
                raise DecisionRefused("decisions.asked_already", who=file.question.said_by)
            return {}

        return self._step(case, decider, "asked", check, reason_code=reason_code, text=text)

    def escalate(self, case: Case, decider: Decider, reason_code: str | None, text: str) -> CaseStep:
        """Stores that the case is passed on: somebody else decides it."""

        def check(file: CaseFile) -> dict[str, Any]:
            check_auditor(case, decider)
            check_reason("escalated", reason_code)
            if file.escalation:
                raise DecisionRefused("decisions.escalated_already", who=file.escalation.said_by)
            return {}

        return self._step(case, decider, "escalated", check, reason_code=reason_code, text=text)

    def answer(self, case: Case, speaker: Decider, text: str) -> CaseStep:
        """Stores the member's answer to what they were asked."""

        def check(file: CaseFile) -> dict[str, Any]:
            check_member(case, speaker, text)
            if file.question is None:
                raise DecisionRefused("decisions.nothing_asked")
            return {"answers": file.question.step_id}

        return self._step(case, speaker, "answered", check, text=text)

    def file_appeal(self, case: Case, speaker: Decider, text: str, days: int) -> CaseStep:
        """Stores the member's appeal against the sanction in force, within `days` of it (policy)."""

        def check(file: CaseFile) -> dict[str, Any]:
            check_member(case, speaker, text)
            until = file.appeal_until(days)
            if until is None or file.in_force is None:
                raise DecisionRefused("decisions.nothing_to_appeal")
            if self.today() > until:
                raise DecisionRefused("decisions.appeal_too_late", until=str(until))
            return {"decision_id": file.in_force.decision_id}

        return self._step(case, speaker, "appealed", check, text=text)

    def uphold(self, case: Case, decider: Decider, reason_code: str | None, text: str) -> CaseStep:
        """Stores that the appeal is right: the record is genuine from now on. For somebody who took no part before."""
        return self._decide_appeal(case, decider, "upheld", text, reason_code)

    def dismiss(self, case: Case, decider: Decider, text: str) -> CaseStep:
        """Stores that the decision stays although it was appealed against. For somebody who took no part before."""
        return self._decide_appeal(case, decider, "dismissed", text)

    def _decide_appeal(
        self, case: Case, decider: Decider, kind: CaseStepKind, text: str, reason_code: str | None = None
    ) -> CaseStep:
        with self._writing() as connection:
            file = _file(connection, case.record_id)
            check_auditor(case, decider)
            check_text(text)
            appeal = file.appeal
            if appeal is None:
                raise _changed_meanwhile(file)
            _check_apart(file, decider)
            decided = appeal.decision_id
            if kind == "upheld":
                seen = file.last.decision_id if file.last else None
                values = _values(Ruling(case, "genuine", reason_code, text, seen), file, decider)
                decision = DECISION_CHAIN.add(connection, self._now(), **values)
                file, decided = file.after(decision), decision.decision_id
            return self._add_step(
                connection, case, decider, kind, file, answers=appeal.step_id, decision_id=decided, text=text
            )

    def _step(
        self,
        case: Case,
        speaker: Decider,
        kind: CaseStepKind,
        check: Callable[[CaseFile], dict[str, Any]],
        **values: Any,
    ) -> CaseStep:
        """Adds one step; `check` sees the case as it is while nobody else can write, refuses, or says what it is about."""
        with self._writing() as connection:
            file = _file(connection, case.record_id)
            return self._add_step(connection, case, speaker, kind, file, **values, **check(file))

    def _add_step(
        self,
        connection: sa.Connection,
        case: Case,
        speaker: Decider,
        kind: CaseStepKind,
        file: CaseFile,
        *,
        text: str,
        **values: Any,
    ) -> CaseStep:
        by_member = speaker.role == "member"
        self._log(connection, speaker.user, speaker.role, kind, case.record_id)
        step = STEP_CHAIN.add(
            connection,
            self._now(),
            record_id=case.record_id,
            community_id=case.community_id,
            kind=kind,
            text=text.strip() or None,
            said_by="member" if by_member else speaker.user,
            role=speaker.role,
            **values,
        )
        STATE_CHAIN.add(connection, self._now(), **file.after(step).state_row())
        return step

    # ---- what there is ---------------------------------------------------------------------------------------------

    def file(self, record_id: str) -> CaseFile:
        """Everything said about one record."""
        with self._reading() as connection:
            return _file(connection, record_id)

    def files(self) -> dict[str, CaseFile]:
        """Every record about which anything was said, by record id."""
        with self._reading() as connection:
            return case_files(DECISION_CHAIN.rows(connection), STEP_CHAIN.rows(connection))

    def decisions(self, record_id: str) -> list[Decision]:
        """Every decision on one record, oldest first."""
        return list(self.file(record_id).decisions)

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
        """Takes record ids, texts and salts out of what was said about these records; returns how many rows that were.

        Verdict, signature and time stay, and so does the digest the chains are made of: they still verify, and
        without the salt nobody can find the record behind them.
        """
        with self._writing() as connection:
            erased = connection.execute(
                DECISIONS.update()
                .where(DECISIONS.c.record_id.in_(record_ids), DECISIONS.c.salt.is_not(None))
                .values(record_id="erased-" + sa.func.substr(DECISIONS.c.sealed, 1, 16), note=None, salt=None)
            ).rowcount
            erased += connection.execute(
                STEPS.update().where(STEPS.c.record_id.in_(record_ids)).values(record_id=None, text=None, salt=None)
            ).rowcount
            connection.execute(
                STATES.update().where(STATES.c.record_id.in_(record_ids)).values(record_id=None, salt=None)
            )
            forgotten = ACCESS_LOG.update().where(ACCESS_LOG.c.record.in_(record_ids))
            connection.execute(forgotten.values(record=None))
        return erased

    # ---- saved filters ---------------------------------------------------------------------------------------------

    def save_filter(self, who: str, screen: str, name: str, parameters: Mapping[str, str]) -> None:
        """Keeps `parameters` of a screen under `name` for `who`, in place of what had that name."""
        with self._writing() as connection:
            connection.execute(_filters_of(SAVED_FILTERS.delete(), who, screen, name))
            kept = {"who": who, "screen": screen, "name": name, "parameters": json.dumps(dict(parameters))}
            connection.execute(SAVED_FILTERS.insert().values(kept))

    def forget_filter(self, who: str, screen: str, name: str) -> None:
        """Drops a filter that was kept."""
        with self._writing() as connection:
            connection.execute(_filters_of(SAVED_FILTERS.delete(), who, screen, name))

    def saved_filters(self, who: str, screen: str) -> dict[str, dict[str, str]]:
        """What `who` keeps for `screen`: parameters by name."""
        with self._reading() as connection:
            chosen = _filters_of(SAVED_FILTERS.select(), who, screen).order_by(SAVED_FILTERS.c.name)
            rows = connection.execute(chosen) if connection else ()
            return {row.name: json.loads(row.parameters) for row in rows}


def _file(connection: sa.Connection | None, record_id: str) -> CaseFile:
    decisions = DECISION_CHAIN.rows(connection, record_id=record_id)
    return CaseFile(record_id, tuple(decisions), tuple(STEP_CHAIN.rows(connection, record_id=record_id)))


def _decision_values(ruling: Ruling, file: CaseFile, decider: Decider) -> dict[str, Any]:
    """The row of a decision, once it keeps every rule. Raises DecisionRefused or DecidedMeanwhile."""
    check_decision(ruling.verdict, ruling.reason_code, ruling.case, decider)
    newest = file.last.decision_id if file.last else None
    if newest != ruling.seen:
        if file.last is None:
            raise DecisionRefused("decisions.seen_unknown", record=file.record_id, decision=ruling.seen)
        raise _changed_meanwhile(file)
    if file.appeal:
        raise DecisionRefused("decisions.appealed")
    if file.in_force and file.in_force.verdict == SANCTION:
        if (ruling.verdict, ruling.reason_code) == (SANCTION, file.in_force.reason_code):
            raise DecisionRefused("decisions.in_force_already")
        if ruling.verdict != SANCTION:
            _check_apart(file, decider)
    if file.escalation and file.escalation.said_by == decider.user:
        raise DecisionRefused("decisions.passed_on")
    return _values(ruling, file, decider)


def _values(ruling: Ruling, file: CaseFile, decider: Decider) -> dict[str, Any]:
    was_drawn = ruling.case.sampled or any(decision.basis == "random" for decision in file.decisions)
    return {
        "record_id": ruling.case.record_id,
        "community_id": ruling.case.community_id,
        "verdict": ruling.verdict,
        "reason_code": ruling.reason_code,
        "note": ruling.note or None,
        "decided_by": decider.user,
        "role": decider.role,
        # A later decision on a sampled record still answers the sample.
        "basis": "random" if was_drawn else "targeted",
        "supersedes": file.last.decision_id if file.last else None,
    }


def _seen_filled_in(ruling: Ruling, file: CaseFile, decider: Decider) -> Ruling:
    """The ruling with what its author is taken to have seen: their own decision, or one they agree with."""
    last = file.last
    if ruling.seen or last is None:
        return ruling
    agrees = (
        file.proposal is not None
        and ruling.verdict == SANCTION
        and ruling.reason_code in (None, file.proposal.reason_code)
    )
    own = last.decided_by == decider.user and file.rejection_of(last) is None
    if not (agrees or own):
        return ruling
    reason = ruling.reason_code or (last.reason_code if agrees else None)
    return Ruling(ruling.case, ruling.verdict, reason, ruling.note, last.decision_id)


def _repeated(ruling: Ruling, file: CaseFile, decider: Decider) -> Decision | None:
    """The same person's same decision, where it is what stands or a part of it."""
    standing = file.proposal or file.in_force
    if standing is None:
        return None
    parts = [each for each in file.decisions if each.decision_id in (standing.decision_id, standing.supersedes)]
    said = (ruling.verdict, ruling.reason_code, ruling.note)
    own = [each for each in parts if each.decided_by == decider.user]
    return next((standing for each in own if (each.verdict, each.reason_code, each.note) == said), None)


def _check_apart(file: CaseFile, decider: Decider) -> None:
    if decider.user in file.took_part:
        raise DecisionRefused("decisions.took_part", who=decider.user)


def _changed_meanwhile(file: CaseFile) -> DecisionRefused:
    """Tells what came between: a decision, a rejection of one, or a step."""
    rejection = file.rejection_of(file.last) if file.last else None
    if file.last is not None and rejection is None and file.appeal is None:
        return DecidedMeanwhile(file.last)
    who = (rejection or file.steps[-1]).said_by if file.steps else ""
    return DecisionRefused("decisions.changed_meanwhile", who=who)


def _named_twice(record_id: str) -> DecisionRefused:
    return DecisionRefused("decisions.named_twice", record=record_id)


def _filters_of(statement: Any, who: str, screen: str, name: str | None = None) -> Any:
    narrowed = statement.where(SAVED_FILTERS.c.who == who, SAVED_FILTERS.c.screen == screen)
    return narrowed if name is None else narrowed.where(SAVED_FILTERS.c.name == name)
