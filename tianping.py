"""The `tianping` command: the one place where the rooms meet."""

from __future__ import annotations

import typer

from ingestion import commands as ingestion
from warehouse import commands as warehouse
from dashboard import commands as dashboard

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="天平：社区服务与应急准备评价。Evaluation of community service and emergency readiness.",
)


def main() -> None:
    """Entry point of the console script."""
    app()
