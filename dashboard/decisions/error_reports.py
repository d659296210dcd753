"""Errors that members report in their own records: the hours it should have been, and why it was not.

What is reported before anybody asks is corrected and not held against the member. It only ever takes hours off, so nobody has
to allow it. Only added, signed, chained; the next build reads it.
"""

from __future__ import annotations

from dashboard.decisions.case_files import DECISION_CHAIN, STEP_CHAIN, CaseFile
from dashboard.decisions.operational import OperationalStore, chain_of
from dashboard.decisions.rules import Case, Decider, DecisionRefused, check_member, check_reason
from warehouse.settings.operational import ErrorReport

CHAIN = chain_of(ErrorReport, letter="M")


class ErrorReportStore(OperationalStore):
    """The reports behind `url` (SQLAlchemy)."""

    chains = (CHAIN,)

    def reports(self, record_ids: list[str]) -> dict[str, ErrorReport]:
        """The last report of each of these records that has one."""
        wanted = set(record_ids)
        with self._reading() as connection:
            return {row.record_id: row for row in CHAIN.rows(connection) if row.record_id and row.record_id in wanted}

    def report(
        self, case: Case, member: Decider, declared_hours: float, corrected_hours: float, reason_code: str, text: str
    ) -> ErrorReport:
        """Stores that a record of one's own should have had `corrected_hours`. Raises DecisionRefused."""
        check_member(case, member, text)
        check_reason("self_reported", reason_code)
        if not 0 <= corrected_hours < declared_hours:
            raise DecisionRefused("decisions.not_less", hours=declared_hours)
        with self._writing() as connection:
            decisions = DECISION_CHAIN.rows(connection, record_id=case.record_id)
            file = CaseFile(
                case.record_id, tuple(decisions), tuple(STEP_CHAIN.rows(connection, record_id=case.record_id))
            )
            if file.decisions or file.steps:
                raise DecisionRefused("decisions.under_audit_already")
            return CHAIN.add(
                connection,
                self._now(),
                record_id=case.record_id,
                community_id=case.community_id,
                reason_code=reason_code,
                corrected_hours=float(corrected_hours),
                text=text.strip(),
                said_by=member.role,
                role=member.role,
            )
