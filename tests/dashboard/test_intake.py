"""Files people send: hostile names, whose they are, who may send them, and what is left behind."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from dashboard import intake
from dashboard.intake import CommandFailed, Intake, MayNotSend, cleaned, community_of, discard, receive
from dashboard.viewer import ROLES, Viewer, persona
from warehouse.settings import Home

CLERK = persona("clerk", "C001")
EVERYWHERE = persona("clerk")

# Answers as the command does, and with what it was asked.
ECHO = """
import json, os, sys
arguments = sys.argv[1:]
print("服务记录.csv: 读取", file=sys.stderr, flush=True)
files = [os.path.basename(each) for each in arguments if os.path.exists(each)]
states = [{"file_name": name, "status": "refused" if "坏" in name else "landed", "batches": []} for name in files]
print(json.dumps({"files": states, "arguments": arguments, "language": os.environ["TIANPING_LANG"]}))
"""


class Sent(io.BytesIO):
    """A file as the browser sends it; remembers how much was asked for at once."""

    def __init__(self, name: str, content: bytes = b"x") -> None:
        super().__init__(content)
        self.name = name
        self.asked: list[int] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked.append(-1 if size is None else size)
        return super().read(size)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home.at(tmp_path / "home")


@pytest.fixture
def echo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the command."""
    script = tmp_path / "echo.py"
    script.write_text(ECHO, encoding="utf-8")
    monkeypatch.setattr(intake, "COMMAND", (sys.executable, str(script)))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("服务记录.csv", "服务记录.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\记录.xlsx", "记录.xlsx"),
        ("..", "upload"),
        ("a/..", "upload"),
        ("", "upload"),
        ("/", "upload"),
        ("a\x00b\nc\u202egnp.csv", "abcgnp.csv"),
        ("--help.csv", "help.csv"),
        (".hidden", "hidden"),
        ("~$记录.xlsx", "记录.xlsx"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_one(sent: str, kept: str) -> None:
    assert cleaned(sent) == kept


def test_a_long_name_keeps_its_ending_and_fits_the_file_system(home: Home) -> None:
    (file,) = receive(CLERK, [Sent("长" * 400 + ".xlsx")], home)
    assert file.suffix == ".xlsx"
    assert file.read_bytes() == b"x"


def test_uploads_lie_in_a_folder_of_their_own_and_photos_among_photos(home: Home) -> None:
    first = receive(CLERK, [Sent("../记录.csv", b"1"), Sent("P1.JPG"), Sent("记录.csv", b"2")], home)
    second = receive(CLERK, [Sent("记录.csv", b"3")], home)
    assert [file.name for file in first] == ["记录.csv", "P1.JPG", "记录.csv"]
    assert first[1].parent.name == "photos"
    assert [file.read_bytes() for file in (first[0], first[2], second[0])] == [b"1", b"2", b"3"]
    assert all(file.is_relative_to(home.work / "uploads") for file in [*first, *second])


def test_a_large_file_is_copied_piece_by_piece(home: Home) -> None:
    sent = Sent("大.csv", bytes(3 * intake.COPIED_AT_ONCE))
    receive(CLERK, [sent], home)
    assert len(sent.asked) > 3
    assert set(sent.asked) == {intake.COPIED_AT_ONCE}


def test_what_dead_uploads_left_goes_with_the_next_one(home: Home) -> None:
    (old,) = receive(CLERK, [Sent("旧.csv")], home)
    (recent,) = receive(CLERK, [Sent("新.csv")], home)
    os.utime(old.parent, (0, 0))
    receive(CLERK, [Sent("再.csv")], home)
    assert not old.parent.exists()
    assert recent.exists()


def test_removing_one_file_of_an_upload_leaves_the_others(home: Home) -> None:
    first, second = receive(CLERK, [Sent("一.csv"), Sent("二.csv")], home)
    discard([first], home)
    assert not first.exists()
    assert second.exists()
    discard([second], home)
    assert not second.parent.exists()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "clerk"])
def test_only_clerks_send_files_in(role: str, home: Home, echo: None) -> None:
    viewer = persona(role, "C001")  # type: ignore[arg-type]
    with pytest.raises(MayNotSend):
        receive(viewer, [Sent("记录.csv")], home)
    desk = Intake(viewer, "zh", home)
    for forbidden in (lambda: desk.take_in([]), lambda: desk.describe(Path("x")), desk.templates, desk.rows_to_mend):
        with pytest.raises(MayNotSend):
            forbidden()
    assert not home.path.exists()


def test_a_clerk_of_a_community_sends_for_it_and_no_other(home: Home, echo: None) -> None:
    asked = Intake(CLERK, "zh", home).take_in([]).answer()["arguments"]
    assert asked[asked.index("--community") + 1] == "C001"
    assert asked[asked.index("--by") + 1] == CLERK.user_id
    with pytest.raises(MayNotSend):
        Intake(CLERK, "zh", home).take_in([], "C002")
    assert "--community" not in Intake(EVERYWHERE, "zh", home).take_in([]).answer()["arguments"]


def test_a_clerk_of_several_communities_says_which() -> None:
    both = Viewer("both", "clerk", community_ids=("C1", "C2"))
    assert community_of(both, "C2") == "C2"
    with pytest.raises(MayNotSend):
        community_of(both)


def test_the_command_speaks_the_viewer_s_language_and_its_files_go_but_the_refused(home: Home, echo: None) -> None:
    files = receive(CLERK, [Sent("好.csv"), Sent("坏.csv")], home)
    task = Intake(CLERK, "en", home).take_in(files)
    assert task.answer()["language"] == "en"
    assert task.line == "服务记录.csv: 读取"
    assert [file.exists() for file in files] == [False, True]
    assert task.unread() == [files[1]]


@pytest.mark.parametrize("program", ["raise SystemExit('disk full')", "print('{')", "print('{}'); raise SystemExit(3)"])
def test_a_fault_is_told_and_leaves_no_file(
    program: str, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "broken.py"
    script.write_text(program, encoding="utf-8")
    monkeypatch.setattr(intake, "COMMAND", (sys.executable, str(script)))
    files = receive(CLERK, [Sent("记录.csv")], home)
    with pytest.raises(CommandFailed):
        Intake(CLERK, "zh", home).take_in(files).answer()
    assert list((home.work / "uploads").iterdir()) == []
