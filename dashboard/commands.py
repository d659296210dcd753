"""The dashboard's own command: `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard import serve as server
from warehouse.settings import Home


def serve(
    port: Annotated[int, typer.Option(help="看板端口 / port of the dashboard", min=1, max=65535)] = server.PORT,
    home: Annotated[Path | None, typer.Option("--home", help="数据目录 / home folder")] = None,
) -> None:
    """在本机打开看板 / open the dashboard on this machine (127.0.0.1)."""
    raise typer.Exit(server.serve(Home.at(home), port))
