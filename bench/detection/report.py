"""Pages of docs/ show what the measurements printed last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "detection.md"


def write_output(command: str, lines: Sequence[str], page: Path = PAGE) -> None:
    """Puts `lines` under `command` in `page`, in place of those printed before. ValueError where it has none."""
    shown = "\n".join(["```", f"$ {command}", *(line.rstrip() for line in lines), "```"])
    block = re.compile(rf"```\n\$ {re.escape(command)}\n.*?```", re.DOTALL)
    text = page.read_text(encoding="utf-8")
    if not block.search(text):
        raise ValueError(f"{page} has no output of {command}")
    page.write_text(block.sub(lambda _: shown, text, count=1), encoding="utf-8")
