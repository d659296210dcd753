"""What the commands of all rooms share: options, and rows on a terminal, of which nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from warehouse.settings.messages import word

HomeOption = Annotated[Path | None, typer.Option("--home", help=word("commands.option_home"))]
JsonOption = Annotated[bool, typer.Option("--json", help=word("commands.option_json"))]

# Beside what a cell holds: a space on either side and a border.
BORDERS = 3
# Text that may be broken anywhere still needs so many columns to be read.
LEAST_WIDTH = 8


def print_rows(headings: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Prints `rows` under `headings`; null is empty.

    Words and numbers stay whole: where the terminal has no room for all columns side by side, each row becomes a block of lines
    `heading: value`, without those that are empty.
    """
    console = Console()
    shown = [["" if value is None else str(value) for value in row] for row in rows]
    columns = [[heading, *cells] for heading, *cells in zip_longest(headings, *shown, fillvalue="")]
    widths = [max(map(_least_width, column)) for column in columns]
    if sum(widths) + BORDERS * len(widths) + 1 > console.width:
        _print_blocks(console, headings, shown, title)
        return
    table = Table(title=escape(title) or None, title_justify="left")
    for heading, column, width in zip(headings, columns, widths, strict=True):
        is_one_word = width == max(map(cell_len, column))
        table.add_column(escape(heading), overflow="fold", no_wrap=is_one_word, min_width=width)
    for row in shown:
        table.add_row(*map(escape, row))
    console.print(table, highlight=False)


def _print_blocks(console: Console, headings: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> None:
    if title:
        console.print(title, markup=False, highlight=False, style="bold", soft_wrap=True)
    for place, row in enumerate(rows):
        if place:
            console.print()
        for heading, value in zip(headings, row, strict=True):
            if value:
                console.print(f"{heading}: {value}", markup=False, highlight=False, soft_wrap=True)


def _least_width(text: str) -> int:
    """The columns that the longest word needs; text without spaces between words (Chinese) breaks anywhere."""
    words = re.findall(r"[^\s⺀-￯]+", text)
    return max(*map(cell_len, words), min(cell_len(text), LEAST_WIDTH)) if words else min(cell_len(text), LEAST_WIDTH)
