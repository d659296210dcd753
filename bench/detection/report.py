"""docs/detection.md shows what the measurements printed last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "detection.md"


def write_output(command: str, lines: Sequence[str]) -> None:
    """Puts `lines` under `command` in the page, in place of those printed before."""
    shown = "\n".join(["```", f"$ {command}", *(line.rstrip() for line in lines), "```"])
    block = re.compile(rf"```\n\$ {re.escape(command)}\n.*?```", re.DOTALL)
    text = PAGE.read_text(encoding="utf-8")
    if not block.search(text):
        raise ValueError(f"{PAGE} has no output of {command}")
    PAGE.write_text(block.sub(lambda _: shown, text, count=1), encoding="utf-8")
