"""Starts the dashboard on this machine: bound to 127.0.0.1, headless, and asking no other host for anything."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from dashboard.charts import ACCENT, FONTS, GRID, INK
from warehouse.settings import Home
from warehouse.settings.messages import word

APP = Path(__file__).parent / "app.py"
PORT = 8501
USAGE, FAULT = 2, 3

FLAGS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": "127.0.0.1",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "theme.base": "light",
    "theme.primaryColor": ACCENT,
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f5f6f7",
    "theme.textColor": INK,
    "theme.borderColor": GRID,
    "theme.font": FONTS,
    "theme.headingFont": FONTS,
    "theme.headingFontSizes": '["1.6rem", "1.3rem", "1.1rem", "1rem", "1rem", "1rem"]',
    "theme.baseFontSize": "15",
    "theme.baseRadius": "small",
}


def command(port: int) -> list[str]:
    """The command line that runs the dashboard on `port`."""
    flags = [f"--{name}={value}" for name, value in FLAGS.items()]
    return [sys.executable, "-m", "streamlit", "run", str(APP), f"--server.port={port}", *flags]


def serve(home: Home, port: int = PORT, as_json: bool = False) -> int:
    """Runs the dashboard over `home` until it is stopped; returns the exit code: 0, 2 port taken, 3 failed."""
    if _taken(port):
        print(word("commands.port_taken", {"port": port, "other": port + 1}), file=sys.stderr)
        return USAGE
    address = f"http://127.0.0.1:{port}"
    print(json.dumps({"address": address}) if as_json else word("commands.serving", {"address": address}), flush=True)
    roots = [str(APP.parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "TIANPING_HOME": str(home.path), "PYTHONPATH": os.pathsep.join(roots)}
    try:
        code = subprocess.run(command(port), env=environment, stdout=subprocess.DEVNULL, check=False).returncode
    except KeyboardInterrupt:
        return 0
    return FAULT if code > 0 else 0


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
