"""The screens, one module and one question each, in the order of the menu."""

from dashboard.screens import case, closing, community, data, indicators, overview, points, queue
from dashboard.screens.frame import Screen

SCREENS: tuple[Screen, ...] = (
    overview.SCREEN,
    community.SCREEN,
    indicators.SCREEN,
    queue.SCREEN,
    case.SCREEN,
    points.SCREEN,
    data.SCREEN,
    closing.SCREEN,
)
