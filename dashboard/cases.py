"""What the case page, the queue and the audit commands share: what waits for whom, the case behind a record, who decides it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard import access
from dashboard.decisions.case_files import CaseFile
from dashboard.decisions.rules import Case, Decider
from dashboard.decisions.samples import SampleStore
from dashboard.decisions.store import DecisionStore
from dashboard.viewer import Viewer


def open_queue(viewer: Viewer, store: DecisionStore) -> pd.DataFrame:
    """The published queue this viewer may see, without what was decided since that build.

    `state` is the published audit state, or what the case waits for since; `for_me` whether this viewer can take the next
    step: not on what they proposed or passed on themselves, nor while the member is asked.
    """
    queue = access.query("queue", viewer)
    files = store.files()
    found = [files.get(record, CaseFile(record)) for record in queue["record_id"]]
    queue = queue.assign(
        state=[
            published if file.state == "open" else file.state
            for file, published in zip(found, queue["audit_state"], strict=True)
        ],
        for_me=[waits_for(file, viewer.user_id) for file in found],
    )
    waits = pd.Series([file.state != "decided" for file in found], index=queue.index, dtype=bool)
    return queue[waits].reset_index(drop=True)


def to_do(queue: pd.DataFrame) -> pd.DataFrame:
    """The rows of an open queue on which its viewer can take the next step."""
    return queue[queue["for_me"].astype(bool)].reset_index(drop=True)


def waits_for(file: CaseFile, user: str) -> bool:
    """Whether the case waits for a step that `user` can take, their role given."""
    if file.proposal:
        return file.proposal.decided_by != user
    if file.appeal:
        return user not in file.took_part
    if file.escalation:
        return file.escalation.said_by != user
    return file.state == "open"


def find_cases(record_ids: Iterable[str], viewer: Viewer) -> dict[str, Case]:
    """The cases behind records, each with everyone who is party to it; without records the viewer does not see."""
    parties = access.query("case_parties", viewer, records=sorted(set(record_ids)))
    # A sample drawn since the build counts too: how a decision enters the estimate is settled when it is made.
    drawn = SampleStore.of().drawn()
    managers = parties.dropna(subset=["reviewer_id"]).groupby("community_id")["reviewer_id"].agg(frozenset)
    return {
        str(row["record_id"]): Case(
            record_id=str(row["record_id"]),
            community_id=str(row["community_id"]),
            member_id=str(row["member_id"]),
            sampled=str(row["record_id"]) in drawn,
            managers=managers.get(row["community_id"], frozenset()),
        )
        for row in parties.drop_duplicates("record_id").to_dict("records")
    }


def find_case(record_id: str, viewer: Viewer) -> Case | None:
    """The case behind one record; None where the viewer sees no such record."""
    return find_cases([record_id], viewer).get(record_id)


def decider(viewer: Viewer) -> Decider:
    """The viewer as somebody who decides; the communities they stand for are the ones they manage."""
    return Decider(viewer.user_id, viewer.role, frozenset(viewer.community_ids))


def own_case(record: pd.Series, viewer: Viewer) -> tuple[Case, Decider]:
    """A member's own record as a case, and the member as who speaks in it."""
    case = Case(str(record["record_id"]), str(record["community_id"]), str(viewer.member_id))
    return case, Decider(str(viewer.member_id), viewer.role)


def policy(viewer: Viewer, parameter: str) -> float:
    """A published number that audits go by. Raises KeyError for one that policy does not have."""
    numbers = access.query("audit_policy", viewer).set_index("parameter")["value"]
    return float(numbers[parameter])
