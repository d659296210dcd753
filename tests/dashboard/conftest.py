"""Fixtures of the dashboard's tests: a published home to look at, and answers that do not outlive a test."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboard import access
from dashboard.screens import running
from warehouse.settings import Home


@pytest.fixture(autouse=True)
def fresh_answers() -> Iterator[None]:
    """Each test reads anew: homes in temporary folders may reuse a path."""
    access.forget()
    yield
    access.forget()


@pytest.fixture(autouse=True, scope="session")
def components_looked_for_once() -> Iterator[None]:
    """AppTest looks through everything installed for components of Streamlit, anew at every run of a script."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


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


class Asked:
    """Stands in for a command that a page starts: what it was asked, with what its file said, and what it answers at once."""

    answers: dict[str, dict[str, Any]]
    asked: list[tuple[list[str], dict[str, Any]]]

    def __init__(self, arguments: list[str], home: Home, language: str, files: list[Path]) -> None:
        self.line, self.done = "", Event()
        self.done.set()
        self._command = next(word for word in arguments if word in self.answers)
        self.asked.append((arguments, json.loads(files[0].read_text(encoding="utf-8")) if files else {}))

    def answer(self) -> dict[str, Any]:
        return self.answers[self._command]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> type[Asked]:
    """The commands of a page replaced by one that answers what a test tells it to."""
    Asked.answers, Asked.asked = {}, []
    monkeypatch.setattr(running, "Task", Asked)
    return Asked


def sentence(app: AppTest) -> str:
    """The answer a page begins with."""
    return next(part.value for part in app.markdown if part.value.startswith(":material/arrow_right:"))


def _one_screen(key: str, role: str, subject: str | None, language: str) -> None:
    from dashboard.screens import SCREENS, frame
    from dashboard.viewer import persona
    from dashboard.wording import Wording

    (screen,) = [screen for screen in SCREENS if screen.key == key]
    frame.recall()
    frame.show(screen, persona(role, subject), Wording(language))  # type: ignore[arg-type]
