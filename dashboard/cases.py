"""What the case page and the audit commands share: the open queue, the case behind a record, who decides it."""

from __future__ import annotations

from functools import cache

import pandas as pd

from dashboard import access
from dashboard.decisions.rules import Case, Decider
from dashboard.decisions.store import DecisionStore
from dashboard.viewer import Viewer
from warehouse.settings import Home


def decision_store(home: Home | None = None) -> DecisionStore:
    """The operational store of `home` (else of the home in the environment)."""
    home = home or Home.at()
    return _store(home.decisions_url, home.deployment().timezone)


@cache
def _store(url: str, timezone: str) -> DecisionStore:
    return DecisionStore(url, timezone)


def open_queue(viewer: Viewer, store: DecisionStore) -> pd.DataFrame:
    """The published queue this viewer may see, without what was decided since that build."""
    queue = access.query("queue", viewer)
    return queue[~queue["record_id"].isin(store.standing().keys())].reset_index(drop=True)


def find_case(record_id: str, viewer: Viewer) -> Case | None:
    """The case behind a record with everyone who is party to it; None where the viewer sees no such record."""
    parties = access.query("case_parties", viewer, record=record_id)
    if parties.empty:
        return None
    first = parties.iloc[0]
    return Case(
        record_id=str(first["record_id"]),
        community_id=str(first["community_id"]),
        member_id=str(first["member_id"]),
        sampled=first["audit_state"] == "sampled",
        managers=frozenset(parties["reviewer_id"].dropna()),
    )


def decider(viewer: Viewer) -> Decider:
    """The viewer as somebody who decides; the communities they stand for are the ones they manage."""
    return Decider(viewer.user_id, viewer.role, frozenset(viewer.community_ids))
