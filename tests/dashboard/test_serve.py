"""The dashboard serves this machine only, and says plainly when it cannot."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from dashboard import serve
from warehouse.settings import Home


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_is_bound_to_this_machine_and_reports_to_nobody() -> None:
    line = serve.command(8501)
    assert "--server.address=127.0.0.1" in line
    assert "--browser.gatherUsageStats=false" in line
    assert "--client.showErrorDetails=none" in line


def test_nothing_drawn_is_fetched_from_another_host() -> None:
    room = Path(serve.__file__).parent
    for path in room.rglob("*.py"):
        text = (
            path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "").replace("http://127.0.0.1", "")
        )
        assert "http://" not in text, path
        assert "https://" not in text, path
        assert "st.map(" not in text, path


def test_it_starts_and_answers(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "TIANPING_HOME": str(tmp_path), "PYTHONPATH": str(serve.APP.parents[1])}
    running = subprocess.Popen(serve.command(port), env=environment, stdout=subprocess.DEVNULL)
    try:
        assert answer(f"http://127.0.0.1:{port}/_stcore/health") == "ok"
    finally:
        running.terminate()
        running.wait(timeout=30)


def answer(address: str) -> str:
    """The text at `address`, waiting up to a minute for somebody to answer."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return str(response.read().decode())
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def test_a_taken_port_is_told_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert serve.serve(Home.at(tmp_path), port) == serve.USAGE
    assert f"--port {port + 1}" in capsys.readouterr().err


def test_the_command_is_run_by_this_python() -> None:
    assert serve.command(8501)[0] == sys.executable
