"""The README says what the program does."""

from __future__ import annotations

import re

from typer.testing import CliRunner

from tests.conftest import REPOSITORY
from tianping import app


def test_readme_lists_exactly_the_commands_there_are() -> None:
    documented = set(re.findall(r"^\| `tianping (\w+)` \|", (REPOSITORY / "README.md").read_text("utf-8"), re.M))
    names = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert documented == names | {group.name for group in app.registered_groups}


def test_every_command_takes_home_and_json() -> None:
    runner = CliRunner()
    without = []
    for command in sorted(
        {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    ):
        text = runner.invoke(app, [command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"}).output
        without += [f"{command} {option}" for option in ("--home", "--json") if option not in text]
    assert without == []


def test_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (REPOSITORY / "README.md").read_text("utf-8"))
    assert [link for link in links if not (REPOSITORY / link).exists()] == []
