"""Fixtures every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from warehouse.settings import Home

REPOSITORY = Path(__file__).parents[1]

# The same examples in every run: what fails is the change at hand, not the luck of a draw.
settings.register_profile("same examples", derandomize=True)
settings.load_profile("same examples")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real inputs and reference numbers beside a checkout; tests that need it say so where it is absent."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.exists():
        pytest.skip("../shared/data is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def demo_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Source files of a small synthetic city: 12 communities, 6 months."""
    from ingestion.demo_city import write_city

    folder = tmp_path_factory.mktemp("city")
    write_city(folder, communities=12, months=6, seed=7)
    return folder


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory, demo_source: Path) -> Home:
    """A home with the small city ingested, built and published. Read it; a test that writes copies it first."""
    from ingestion.deliveries import ingest
    from warehouse.build import build

    home = Home.at(tmp_path_factory.mktemp("demo") / "home")
    home.write_deployment(synthetic=True, name="天平示范市（合成数据）", as_of="2026-01-15 00:00:00")
    ingest([demo_source], home)
    build(home)
    return home
