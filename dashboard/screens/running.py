"""A command that a page has had started: in a process of its own, watched while it runs, its answer kept for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.intake import CommandFailed, Task
from dashboard.wording import Wording
from warehouse.settings import Home

SECONDS_BETWEEN_LOOKS = 0.7


@dataclass(frozen=True)
class Running:
    """The commands of one page as the session keeps them: at most one under way, and what the last one answered."""

    page: str

    @property
    def _task(self) -> str:
        return f"{self.page}_task"

    @property
    def _answer(self) -> str:
        return f"{self.page}_answer"

    def start(self, name: str, arguments: Sequence[str], say: Wording, files: Sequence[Path] = ()) -> None:
        """Starts the command and draws the page anew; `name` is what the page knows it by."""
        task = Task([*arguments], Home.at(), say.language, files)
        st.session_state[self._task] = (name, task)
        st.session_state.pop(self._answer, None)
        st.rerun()

    def is_under_way(self) -> bool:
        return self._task in st.session_state

    def watch(self, say: Wording) -> None:
        """Says what the command is doing, line by line."""
        _, task = st.session_state[self._task]

        @st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
        def look() -> None:
            if task.done.is_set():
                st.rerun()
            st.status(say("running.doing", doing=task.line or say("running.starting")), type="compact")

        look()

    def finish(self) -> None:
        """Turns a command that has ended into its answer."""
        if not self.is_under_way() or not st.session_state[self._task][1].done.is_set():
            return
        name, task = st.session_state.pop(self._task)
        try:
            st.session_state[self._answer] = (name, task.answer())
        except CommandFailed as fault:
            st.session_state[self._answer] = (name, {"error": str(fault)})

    def answer(self) -> tuple[str, dict[str, Any]] | None:
        """The name of the last command and what it answered, `error` where it was refused or failed."""
        known: tuple[str, dict[str, Any]] | None = st.session_state.get(self._answer)
        return known

    def forget(self) -> None:
        """Drops the last answer."""
        st.session_state.pop(self._answer, None)
