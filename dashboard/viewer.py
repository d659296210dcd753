"""Who is looking: the viewer whose rights every read is narrowed to, and the personas of the local demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["committee", "community", "auditor", "member", "organisation", "work_unit", "clerk", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)

# Roles that look over the whole deployment where nothing narrows them.
WHOLE_DEPLOYMENT: frozenset[Role] = frozenset({"committee", "auditor", "clerk", "administrator"})

# What a persona stands for: the column whose value ("which community?") makes the role a person.
PERSONA_SUBJECT: dict[Role, str] = {
    "community": "community_id",
    "clerk": "community_id",
    "member": "member_id",
    "organisation": "organisation_id",
    "work_unit": "work_unit_id",
}


@dataclass(frozen=True)
class Viewer:
    """One viewer and the rows they may read; an empty scope reads nothing of that kind.

    `districts` narrows a committee or an auditor to their districts; empty means the whole deployment.
    """

    user_id: str
    role: Role
    community_ids: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    member_id: str | None = None
    work_unit_id: str | None = None
    organisation_id: str | None = None

    def scope(self, column: str) -> tuple[str, ...]:
        """The values of `column` this viewer may see; KeyError for a column no scope is kept for."""
        return {
            "community_id": self.community_ids,
            "district": self.districts,
            "member_id": (self.member_id,) if self.member_id else (),
            "work_unit_id": (self.work_unit_id,) if self.work_unit_id else (),
            "organisation_id": (self.organisation_id,) if self.organisation_id else (),
        }[column]


def persona(role: Role, subject: str | None = None) -> Viewer:
    """The demonstration viewer of `role`; `subject` is their community, member, organisation or work unit, where the role has one."""
    column = PERSONA_SUBJECT.get(role)
    return Viewer(
        user_id=f"{role}:{subject}" if subject else role,
        role=role,
        community_ids=(subject,) if subject and column == "community_id" else (),
        member_id=subject if column == "member_id" else None,
        work_unit_id=subject if column == "work_unit_id" else None,
        organisation_id=subject if column == "organisation_id" else None,
    )
