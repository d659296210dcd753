"""The rules every decision keeps: the case page, the command and the import all ask here."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

from warehouse.settings.messages import Spoken, message
from warehouse.settings.operational import Basis, Verdict

# What a reason can be given for: a verdict, or a step beside it.
Action = Literal["genuine", "not_genuine", "unclear", "asked", "escalated", "rejected", "self_reported"]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
# The verdict that takes something from somebody: it needs a second person.
SANCTION: Verdict = "not_genuine"
DECIDING_ROLES = frozenset({"auditor"})
# Who may put policy into force.
POLICY_ROLES = frozenset({"administrator"})
# Who may take which step in closing a period.
CLOSING_ROLES: dict[Literal["close", "object"], frozenset[str]] = {
    "close": frozenset({"committee"}),
    "object": frozenset({"community"}),
}


@dataclass(frozen=True)
class Reason:
    """One reason code of the policy file and what it can be given for."""

    code: str
    action: Action


@cache
def reasons() -> dict[str, Reason]:
    """The deployment's reason codes by code, in the order of the policy file."""
    raw = yaml.safe_load((Path(__file__).parent / "reason_codes.yml").read_text(encoding="utf-8"))
    return {line["code"]: Reason(**line) for line in raw}


@dataclass(frozen=True)
class Case:
    """What the rules must know of the record to be decided.

    `managers` grade service in the record's community: they manage it, so they cannot audit it.
    """

    record_id: str
    community_id: str
    member_id: str
    sampled: bool = False
    managers: frozenset[str] = frozenset()

    @property
    def basis(self) -> Basis:
        """Whether a decision may enter the estimate of prevalence: the sample says so, never the auditor."""
        return "random" if self.sampled else "targeted"


@dataclass(frozen=True)
class Decider:
    """Who decides: user id, role, and the communities they manage by office."""

    user: str
    role: str
    manages: frozenset[str] = field(default=frozenset())


class DecisionRefused(Spoken):
    """A step that breaks a rule: the code names the rule, the message says what happened and what next."""


def reasons_for(action: str | None) -> list[Reason]:
    """The reasons that can be given for `action`, in the order of the policy file."""
    return [reason for reason in reasons().values() if reason.action == action]


def check_auditor(case: Case, decider: Decider) -> None:
    """Raises DecisionRefused unless `decider` may take steps in this case at all."""
    if not decider.user:
        raise DecisionRefused("decisions.unsigned")
    if decider.role not in DECIDING_ROLES:
        raise DecisionRefused("decisions.role_cannot_decide")
    if decider.user == case.member_id:
        raise DecisionRefused("decisions.own_record")
    if case.community_id in decider.manages or decider.user in case.managers:
        raise DecisionRefused("decisions.conflict_of_interest", who=decider.user, community=case.community_id)


def check_decision(verdict: str, reason_code: str | None, case: Case, decider: Decider) -> Verdict:
    """The verdict, once it is known to keep every rule that does not depend on what was decided before.

    Raises DecisionRefused naming the first rule broken; nothing has been stored then.
    """
    check_auditor(case, decider)
    known = next((known for known in VERDICTS if known == verdict), None)
    if known is None:
        raise DecisionRefused("decisions.unknown_verdict", verdict=verdict, verdicts=list(VERDICTS))
    check_reason(known, reason_code)
    return known


def check_closer(step: Literal["close", "object"], decider: Decider, reason: str) -> None:
    """Raises DecisionRefused unless `decider` signs, has the role for `step` in closing a period, and says why."""
    if not decider.user:
        raise DecisionRefused("decisions.step_unsigned")
    if decider.role not in CLOSING_ROLES[step]:
        if step == "close":
            raise DecisionRefused("decisions.role_cannot_close")
        raise DecisionRefused("decisions.role_cannot_object")
    if not reason.strip():
        raise DecisionRefused("decisions.reason_needed")


def check_policy_maker(decider: Decider, reason: str) -> None:
    """Raises DecisionRefused unless `decider` signs, may put policy into force, and says why."""
    if not decider.user:
        raise DecisionRefused("decisions.policy_unsigned")
    if decider.role not in POLICY_ROLES:
        raise DecisionRefused("decisions.role_cannot_change_policy")
    if not reason.strip():
        raise DecisionRefused("decisions.reason_needed")


def check_member(case: Case, speaker: Decider, text: str) -> None:
    """Raises DecisionRefused unless `speaker` is the member whose record it is and says something."""
    if speaker.role != "member" or speaker.user != case.member_id:
        raise DecisionRefused("decisions.not_your_record")
    check_text(text)


def check_text(text: str) -> None:
    """Raises DecisionRefused where nothing was written."""
    if not text.strip():
        raise DecisionRefused("decisions.text_needed")


def check_reason(action: Action, reason_code: str | None) -> None:
    """Raises DecisionRefused unless `reason_code` fits `action`; only some verdicts can go without one."""
    fitting = reasons_for(action)
    options = [
        message("decisions.reason_option", reason=message(f"decisions.reason.{reason.code}"), reason_code=reason.code)
        for reason in fitting
    ]
    if reason_code is None:
        if action not in ("genuine", "unclear"):
            raise DecisionRefused("decisions.reason_code_needed", options=options)
    elif reason_code not in {reason.code for reason in fitting}:
        raise DecisionRefused("decisions.reason_does_not_fit", reason_code=reason_code, options=options)
