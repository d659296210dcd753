"""The screens, one module and one question each, in the order of the menu."""

from dashboard.screens import (
    assessment,
    audits,
    awards,
    case,
    closing,
    community,
    compare,
    data,
    indicators,
    matching,
    method,
    my_cases,
    overview,
    points,
    policy,
    queue,
)
from dashboard.screens.frame import Screen
from dashboard.viewer import Role

SCREENS: tuple[Screen, ...] = (
    overview.SCREEN,
    community.SCREEN,
    compare.SCREEN,
    indicators.SCREEN,
    queue.SCREEN,
    case.SCREEN,
    audits.SCREEN,
    points.SCREEN,
    my_cases.SCREEN,
    assessment.SCREEN,
    matching.SCREEN,
    awards.SCREEN,
    data.SCREEN,
    closing.SCREEN,
    policy.SCREEN,
    method.SCREEN,
)

# Where each role lands: on the page that answers its own question.
FRONT_DOOR: dict[Role, str] = {
    "committee": "overview",
    "community": "community",
    "auditor": "queue",
    "member": "points",
    "organisation": "points",
    "work_unit": "assessment",
    "clerk": "data",
    "administrator": "policy",
}
