"""Fixtures of the dashboard's tests: a published home to look at, and answers that do not outlive a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
