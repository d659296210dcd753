"""Fixtures of the dashboard's tests: a published home to look at, and answers that do not outlive a test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access
from warehouse.settings import Home


@pytest.fixture(autouse=True)
def fresh_answers() -> Iterator[None]:
    """Each test reads anew: homes in temporary folders may reuse a path."""
    access.forget()
    yield
    access.forget()


@pytest.fixture
def looking_at_demo(demo_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The small demonstration city, set as the home the dashboard reads."""
    monkeypatch.setenv("TIANPING_HOME", str(demo_home.path))
    return demo_home


@pytest.fixture
def desk(demo_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A copy of the demonstration city to decide in: the published build and the photos, and no decision yet."""
    home = Home.at(tmp_path / "desk")
    home.path.mkdir()
    shutil.copy(demo_home.settings_file, home.settings_file)
    for folder in (demo_home.published, demo_home.photos):
        shutil.copytree(folder, home.path / folder.name, copy_function=os.link)
    monkeypatch.setenv("TIANPING_HOME", str(home.path))
    return home


def republish(source: Home, target: Home, build_id: str) -> Path:
    """A copy of the published build under another name, pointed to by another home."""
    published = source.published_build()
    assert published is not None
    target.published.mkdir(parents=True, exist_ok=True)
    copied = target.published / f"{build_id}.duckdb"
    shutil.copy(published, copied)
    (target.published / "current").write_text(build_id, encoding="utf-8")
    return copied


OpenScreen = Callable[..., AppTest]


@pytest.fixture
def open_screen(desk: Home) -> OpenScreen:
    """Opens one screen of the desk as its own app: `open_screen(key, role, subject, language, **url)`."""

    def opened(key: str, role: str, subject: str | None = None, language: str = "zh", **url: str) -> AppTest:
        app = AppTest.from_function(_one_screen, args=(key, role, subject, language), default_timeout=60)
        for name, value in url.items():
            app.query_params[name] = value
        return app.run()

    return opened


def _one_screen(key: str, role: str, subject: str | None, language: str) -> None:
    from dashboard.screens import SCREENS, frame
    from dashboard.viewer import persona
    from dashboard.wording import Wording

    (screen,) = [screen for screen in SCREENS if screen.key == key]
    frame.recall()
    frame.show(screen, persona(role, subject), Wording(language))  # type: ignore[arg-type]
