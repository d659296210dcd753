"""Every text a screen asks for exists, and numbers read as each language writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard.screens import SCREENS
from dashboard.viewer import ROLES
from dashboard.wording import LANGUAGES, Language, Wording
from warehouse.settings.messages import is_worded

ROOM = Path(__file__).parents[2] / "dashboard"
STATUSES = ("ok", "insufficient", "not_reported", "not_applicable", "not_evaluable")


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: path.stem)
def test_every_text_asked_for_exists(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    asked = re.findall(r"(?:\bsay|\.answer|\.empty|\bpage\.say)\(\s*\"([a-z_]+\.[a-z_0-9]+)\"", code)
    assert [key for key in asked if not is_worded(key)] == []


def test_every_screen_role_and_state_has_its_words() -> None:
    wanted = [f"{screen.key}.{part}" for screen in SCREENS for part in ("menu", "title", "definition")]
    wanted += [f"role.{role}" for role in ROLES]
    wanted += [f"{group}.{status}" for group in ("status", "status_sign") for status in STATUSES]
    assert [key for key in wanted if not is_worded(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_states_are_told_apart_without_colour(language: Language) -> None:
    for group in ("status", "status_sign"):
        assert len({Wording(language)(f"{group}.{status}") for status in STATUSES}) == 5


def test_what_does_not_exist_is_never_written_as_zero() -> None:
    say = Wording("zh")
    for missing in (None, float("nan"), pd.NaT, pd.NA):
        written = {say.number(missing), say.percent(missing), say.change(missing), say.quantity(missing, "hours")}  # type: ignore[arg-type]
        assert written == {"—"}
        assert say.moment(missing) == "—"  # type: ignore[arg-type]


def test_numbers_carry_their_unit_and_sign() -> None:
    say = Wording("zh")
    assert say.quantity(0.8731, "share") == "87.3 %"
    assert say.quantity(1234.5, "minutes") == "1,234.50 分钟"
    assert say.change(-2.06) == "−2.1"
    assert say.number(1204, 0) == "1,204"


def test_a_code_nobody_worded_is_shown_as_it_is() -> None:
    assert Wording("zh").word("grade", "特优") == "特优"
