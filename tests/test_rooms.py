"""The rooms' walls: what the import contracts refuse, and that each room's README is short."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.conftest import REPOSITORY

ROOMS = ("ingestion", "warehouse", "dashboard")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the rooms' modules and of their contracts, to be changed."""
    for room in ROOMS:
        shutil.copytree(REPOSITORY / room, tmp_path / room, ignore=_all_but_modules)
    for name in ("pyproject.toml", "tianping.py"):
        shutil.copy(REPOSITORY / name, tmp_path / name)
    return tmp_path


def _all_but_modules(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(folder, name).is_file() and not name.endswith(".py")]


def _lint_imports(house: Path) -> subprocess.CompletedProcess[str]:
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--no-cache",
        "--config",
        str(house / "pyproject.toml"),
    ]
    return subprocess.run(
        command, cwd=house, env={"PYTHONPATH": str(house)}, check=False, capture_output=True, text=True
    )


def test_the_rooms_keep_their_contracts(house: Path) -> None:
    told = _lint_imports(house)
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("room", ["ingestion", "dashboard"])
def test_a_module_the_contracts_have_never_heard_of_is_refused(house: Path, room: str) -> None:
    (house / "warehouse" / "anything_new.py").write_text("ANYTHING = 1\n")
    (house / room / "curious.py").write_text("from warehouse.anything_new import ANYTHING\n")
    told = _lint_imports(house)
    assert told.returncode == 1
    assert f"{room}.curious -> warehouse.anything_new" in told.stdout


@pytest.mark.parametrize("room", ["ingestion", "dashboard"])
def test_a_new_module_of_the_settings_is_let_through(house: Path, room: str) -> None:
    (house / "warehouse" / "settings" / "anything_new.py").write_text("ANYTHING = 1\n")
    (house / room / "curious.py").write_text("from warehouse.settings.anything_new import ANYTHING\n")
    told = _lint_imports(house)
    assert told.returncode == 0, told.stdout


def test_the_settings_are_no_way_round() -> None:
    rests_on = grimp.build_graph(*ROOMS).find_upstream_modules("warehouse.settings", as_package=True)
    assert not [module for module in rests_on if module.partition(".")[0] in ROOMS]


@pytest.mark.parametrize("room", ROOMS)
def test_a_rooms_readme_is_read_in_a_minute(room: str) -> None:
    lines = (REPOSITORY / room / "README.md").read_text(encoding="utf-8").splitlines()
    assert 0 < len(lines) <= 30


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_rooms_readme_names_is_there(room: str) -> None:
    text = (REPOSITORY / room / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?!home/)[\w*/]+(?:\.py|\.yml|\.sql|/))`", text))
    assert len(named) > 5
    assert [name for name in named if not list((REPOSITORY / room).rglob(name))] == []
