"""Which Python `make` takes, and what it says where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

MAKE = shutil.which("make") or "make"


def _pythons(folder: Path, fitting: tuple[str, ...], unfit: tuple[str, ...] = ()) -> Path:
    """A folder of programs that say they fit, or that they do not."""
    for name in (*fitting, *unfit):
        program = folder / name
        program.write_text(f"#!/bin/sh\nexit {int(name in unfit)}\n")
        program.chmod(0o755)
    return folder


def _make(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [MAKE, "-C", str(REPOSITORY), "--no-print-directory", *arguments]
    return subprocess.run(command, check=False, env={"PATH": str(path)}, capture_output=True, text=True)


def _taken(path: Path, *arguments: str) -> str:
    return _make(path, "--eval=taken: ; $(info $(PYTHON))", "taken", *arguments).stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("fitting", "unfit", "taken"),
    [
        (("python3.11", "python3.12", "python3.13", "python3"), (), "python3.13"),
        (("python3.11", "python3.12", "python3"), (), "python3.12"),
        (("python3.11", "python3"), ("python3.13",), "python3.11"),
        (("python3",), (), "python3"),
        ((), ("python3",), ""),
    ],
)
def test_the_newest_python_that_fits(
    tmp_path: Path, fitting: tuple[str, ...], unfit: tuple[str, ...], taken: str
) -> None:
    assert _taken(_pythons(tmp_path, fitting, unfit)) == taken


def test_a_named_python_is_taken(tmp_path: Path) -> None:
    assert _taken(_pythons(tmp_path, ("python3.13",)), "PYTHON=/opt/python3.11") == "/opt/python3.11"


@pytest.mark.parametrize("named", [(), ("PYTHON=python3.10",)])
def test_no_python_that_fits_is_said(tmp_path: Path, named: tuple[str, ...]) -> None:
    told = _make(
        _pythons(tmp_path, (), ("python3.10", "python3")), f"VENV={tmp_path / 'environment'}", "install", *named
    )
    assert told.returncode != 0
    assert "No Python 3.11, 3.12 or 3.13" in told.stdout
    assert "python3-venv" in told.stdout
    assert all(name in told.stdout for name in named)
