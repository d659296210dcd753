"""Every chain of the operational store, to be walked from end to end."""

from __future__ import annotations

from dashboard.decisions import awards, closings, error_reports, policy_changes, redemptions, samples
from dashboard.decisions.case_files import DECISION_CHAIN, STATE_CHAIN, STEP_CHAIN
from dashboard.decisions.operational import OperationalStore


class EveryChain(OperationalStore):
    """The whole store, for looking at it: nothing is written through here."""

    chains = (
        DECISION_CHAIN,
        STEP_CHAIN,
        STATE_CHAIN,
        closings.CHAIN,
        policy_changes.CHAIN,
        samples.CHAIN,
        redemptions.CHAIN,
        error_reports.CHAIN,
        awards.CHAIN,
    )
