"""Fixtures of the ingestion tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.settings import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home.at(tmp_path / "home")
