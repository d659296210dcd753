"""The Streamlit entry point: who looks, in which language, and the screens open to them; then the screen."""

from __future__ import annotations

import functools
from typing import Any, cast

import streamlit as st

from dashboard import access
from dashboard.screens import FRONT_DOOR, SCREENS, frame
from dashboard.viewer import PERSONA_SUBJECT, ROLES, Role, Viewer, persona
from dashboard.wording import LANGUAGES, Language, Wording

# Digits of one width let columns of numbers be compared; the rest gives phones back the space wide margins take.
STYLE = """<style>
.stApp { font-variant-numeric: tabular-nums; }
.stMainBlockContainer { padding-top: 3.2rem; padding-bottom: 3rem; max-width: 1200px; }
@media (max-width: 640px) { .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; } }
@media print { .stSidebar, .stDownloadButton, .st-key-filters { display: none; } }
</style>"""

AUDITORS = ("1", "2", "3")

# Drawn here because a named icon would be fetched from another host.
BALANCE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#0b5cad" stroke-width="2.4">
<path d="M16 4v24M9 28h14M5 9h22M5 9l-4 10h8zM27 9l-4 10h8z"/></svg>"""


def main() -> None:
    """Draws one run of the dashboard."""
    frame.recall()
    say = Wording(cast(Language, _from_url("lang", LANGUAGES)))
    st.set_page_config(page_title=say("app.name"), page_icon=BALANCE, layout="wide")
    st.html(STYLE)
    role = cast(Role, _from_url("persona", ROLES))
    subjects = _subjects(role, say)
    subject = _from_url("as", tuple(subjects))
    viewer = persona(role, None if subject == frame.ALL else subject)
    page = st.navigation(_pages(viewer, say), expanded=True)
    with st.sidebar:
        _identity(role, subjects, say)
    page.run()


def _from_url(key: str, allowed: tuple[str, ...]) -> str | None:
    """The URL's value of `key` where it is one of those allowed, else the first of them."""
    wanted = st.query_params.get(key)
    return wanted if wanted in allowed else next(iter(allowed), None)


def _pages(viewer: Viewer, say: Wording) -> list[Any]:
    """Every screen has its address for everybody, so that a link opened as somebody else explains itself."""
    pages = [
        st.Page(
            functools.partial(frame.show, screen, viewer, say),
            title=say(f"{screen.key}.menu"),
            icon=screen.icon,
            url_path=screen.key,
            visibility="visible" if viewer.role in screen.roles else "hidden",
        )
        for screen in SCREENS
    ]
    first = next(page for page in pages if page.url_path == FRONT_DOOR[viewer.role])
    front_door = st.Page(
        functools.partial(st.switch_page, first), title=say("app.name"), default=True, visibility="hidden"
    )
    return [front_door, *pages]


def _subjects(role: Role, say: Wording) -> dict[str, str]:
    """Whom the persona can stand for, id → name; empty for roles that stand for nobody in particular."""
    if role == "auditor":
        # A sanction takes two of them.
        return {number: say("app.auditor", number=number) for number in AUDITORS}
    column = PERSONA_SUBJECT.get(role)
    if column is None:
        return {}
    try:
        found = access.query(f"persona_{column.removesuffix('_id')}", Viewer("persona switcher", role))
    except (access.NothingPublished, access.ReadFailed):
        return {}
    named = dict(zip(found["subject"].astype(str), found["title"].astype(str), strict=True))
    # Some clerks keep the data of one community, some of all of them.
    return {frame.ALL: say("app.whole_deployment"), **named} if role == "clerk" else named


def _identity(role: Role, subjects: dict[str, str], say: Wording) -> None:
    box = st.container(border=True)
    box.caption(say("app.persona"), help=say("app.persona_help"))
    frame.choose(
        box,
        "persona",
        say("app.persona"),
        ROLES,
        lambda code: say.word("role", code),
        label_shown=False,
        width="stretch",
    )
    if subjects:
        frame.choose(
            box, "as", say(f"app.subject_{role}"), list(subjects), lambda code: subjects[code], width="stretch"
        )
    frame.choose(st, "lang", say("app.language"), LANGUAGES, lambda code: say.word("language", code), width="stretch")


main()
