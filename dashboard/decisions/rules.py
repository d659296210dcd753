"""The rules every decision keeps: the case page, the command and the import all ask here."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

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
    zh: str
    en: str


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


class DecisionRefused(Exception):
    """A decision that breaks a rule. `code` names the rule; `zh` and `en` say what happened and what next."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en

    def text(self, language: str) -> str:
        """The message in `language`: 'zh', anything else is English."""
        return self.zh if language == "zh" else self.en


def reasons_for(action: str | None) -> list[Reason]:
    """The reasons that can be given for `action`, in the order of the policy file."""
    return [reason for reason in reasons().values() if reason.action == action]


def check_auditor(case: Case, decider: Decider) -> None:
    """Raises DecisionRefused unless `decider` may take steps in this case at all."""
    if not decider.user:
        raise DecisionRefused(
            "unsigned", "每个决定都要署名：请写明是谁作出的。", "Every decision is signed: say who makes it."
        )
    if decider.role not in DECIDING_ROLES:
        raise DecisionRefused(
            "role_cannot_decide",
            "只有核查人员可以作出决定；记录未改动。",
            "Only auditors decide; the record is unchanged.",
        )
    if decider.user == case.member_id:
        raise DecisionRefused(
            "own_record",
            "不能核查自己的服务记录；请由另一位核查人员办理。",
            "Nobody decides on their own record; ask another auditor.",
        )
    if case.community_id in decider.manages or decider.user in case.managers:
        raise DecisionRefused(
            "conflict_of_interest",
            f"{decider.user} 参与管理社区 {case.community_id}，不能核查该社区；请由另一位核查人员办理。",
            f"{decider.user} manages community {case.community_id} and cannot audit it; ask another auditor.",
        )


def check_decision(verdict: str, reason_code: str | None, case: Case, decider: Decider) -> Verdict:
    """The verdict, once it is known to keep every rule that does not depend on what was decided before.

    Raises DecisionRefused naming the first rule broken; nothing has been stored then.
    """
    check_auditor(case, decider)
    known = next((known for known in VERDICTS if known == verdict), None)
    if known is None:
        raise DecisionRefused(
            "unknown_verdict",
            f"结论“{verdict}”不认识；可用：{'、'.join(VERDICTS)}。",
            f"Verdict “{verdict}” is unknown; use one of {', '.join(VERDICTS)}.",
        )
    check_reason(known, reason_code)
    return known


def check_closer(step: Literal["close", "object"], decider: Decider, reason: str) -> None:
    """Raises DecisionRefused unless `decider` signs, has the role for `step` in closing a period, and says why."""
    if not decider.user:
        raise DecisionRefused(
            "unsigned", "每一步都要署名：请写明是谁作出的。", "Every step is signed: say who takes it."
        )
    if decider.role not in CLOSING_ROLES[step]:
        if step == "close":
            raise DecisionRefused(
                "role_cannot_close",
                "只有党工委可以冻结、答复、定稿和更正；没有任何改动。",
                "Only the party work committee freezes, answers, makes final and restates; nothing was changed.",
            )
        raise DecisionRefused(
            "role_cannot_object",
            "异议由社区提出；没有保存。",
            "Objections are filed by communities; nothing was stored.",
        )
    if not reason.strip():
        raise DecisionRefused("reason_needed", "请写明理由；没有保存。", "Say why; nothing was stored.")


def check_policy_maker(decider: Decider, reason: str) -> None:
    """Raises DecisionRefused unless `decider` signs, may put policy into force, and says why."""
    if not decider.user:
        raise DecisionRefused(
            "unsigned", "政策改动要署名：请写明是谁作出的。", "A change of policy is signed: say who makes it."
        )
    if decider.role not in POLICY_ROLES:
        raise DecisionRefused(
            "role_cannot_change_policy",
            "只有管理员可以让政策生效或撤回；没有任何改动。",
            "Only the administrator puts policy into force or withdraws it; nothing was changed.",
        )
    if not reason.strip():
        raise DecisionRefused("reason_needed", "请写明理由；没有保存。", "Say why; nothing was stored.")


def check_member(case: Case, speaker: Decider, text: str) -> None:
    """Raises DecisionRefused unless `speaker` is the member whose record it is and says something."""
    if speaker.role != "member" or speaker.user != case.member_id:
        raise DecisionRefused(
            "not_your_record",
            "只能就自己的服务记录答复或申诉；没有保存。",
            "One answers and appeals for one's own record only; nothing was stored.",
        )
    check_text(text)


def check_text(text: str) -> None:
    """Raises DecisionRefused where nothing was written."""
    if not text.strip():
        raise DecisionRefused("text_needed", "请写明情况；没有保存。", "Say what happened; nothing was stored.")


def check_reason(action: Action, reason_code: str | None) -> None:
    """Raises DecisionRefused unless `reason_code` fits `action`; only some verdicts can go without one."""
    fitting = reasons_for(action)
    zh = "、".join(f"{reason.zh}（{reason.code}）" for reason in fitting)
    en = "; ".join(f"{reason.en} ({reason.code})" for reason in fitting)
    if reason_code is None:
        if action not in ("genuine", "unclear"):
            raise DecisionRefused(
                "reason_needed",
                f"这一步必须选择理由，没有保存。可选：{zh}。",
                f"This needs a reason; nothing was stored. Choose from: {en}.",
            )
    elif reason_code not in {reason.code for reason in fitting}:
        raise DecisionRefused(
            "reason_does_not_fit",
            f"理由代码“{reason_code}”不适用于该结论，没有保存。可用：{zh}。",
            f"Reason code “{reason_code}” does not go with this verdict; nothing was stored. Choose from: {en}.",
        )
