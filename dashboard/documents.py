"""Documents people take away and hand on: a work unit's assessment, a member's statement; as xlsx or PDF, with a checksum.

The last line of a document says what it is, from which build, and the checksum of everything in it. `check` makes the same
document from the same build once more: a cell that was changed afterwards, or a checksum that was, is told.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import pandas as pd

from dashboard import access
from dashboard.viewer import Viewer, persona
from dashboard.wording import Language, Wording
from warehouse.settings import Home

Kind = Literal["work-unit", "member"]
Cell = str | float | int | None
Suffix = Literal[".xlsx", ".pdf"]
SUFFIXES: tuple[Suffix, ...] = (".xlsx", ".pdf")

# A font every PDF reader has for Chinese; nothing is embedded.
PDF_FONT = "STSong-Light"
SEAL = re.compile(r"TIANPING\|(work-unit|member)\|([^|]+)\|(\d{4})\|(zh|en)\|([^|]+)\|([0-9a-f]{64})")
NARROW, WIDE = 12, 44


class NotOurs(Exception):
    """The file is no document of this program, or its last line is gone."""


class NothingToDocument(Exception):
    """The published build holds nothing of this subject in this year."""


@dataclass(frozen=True)
class DocumentSubject:
    """What a document is about: `name` is a work unit or a member."""

    kind: Kind
    name: str
    year: str


@dataclass(frozen=True)
class Document:
    """A document before it is written: facts above, a table below; `as_of` is the day it looks from."""

    subject: DocumentSubject
    language: Language
    build_id: str
    title: str
    facts: tuple[tuple[str, Cell], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    seal_label: str

    @property
    def checksum(self) -> str:
        """Digest of everything in the document."""
        about = [self.subject.kind, self.subject.name, self.subject.year, self.language, self.build_id, self.title]
        content = json.dumps([about, self.facts, self.columns, self.rows], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def seal(self) -> str:
        """The line by which `check` knows the document."""
        about = self.subject
        return "|".join(["TIANPING", about.kind, about.name, about.year, self.language, self.build_id, self.checksum])


@dataclass(frozen=True)
class Checked:
    """What `check` found. `in_build`: the build gives this checksum; `unchanged`: the file's content is the document's."""

    subject: DocumentSubject
    build_id: str
    checksum: str
    build_is_kept: bool
    in_build: bool
    unchanged: bool

    @property
    def confirmed(self) -> bool:
        return self.in_build and self.unchanged


def make(subject: DocumentSubject, viewer: Viewer, say: Wording, build: Path | None = None) -> Document:
    """The document of `subject` as `viewer` may see it, from `build` (else the current one).

    Raises NothingToDocument, NothingPublished, ReadFailed, or FileNotFoundError where the build is not kept any more.
    """
    file = build or access.current_build()

    def ask(name: str, **params: Any) -> pd.DataFrame:
        return access.query_build(file, name, viewer, **params)

    return (_work_unit if subject.kind == "work-unit" else _member)(subject, ask, say)


def write(document: Document, suffix: Suffix) -> bytes:
    """The document as a file; the same document is the same bytes."""
    return _xlsx(document) if suffix == ".xlsx" else _pdf(document)


def check(path: Path, home: Home) -> Checked:
    """Makes the document that `path` says it is once more and compares. Raises NotOurs, OSError, or what `make` raises."""
    content = path.read_bytes()
    found = SEAL.search(_properties(content))
    if found is None:
        raise NotOurs
    kind, name, year, language, build_id, checksum = found.groups()
    subject = DocumentSubject("work-unit" if kind == "work-unit" else "member", name, year)
    kept = home.published / f"{build_id}.duckdb"
    viewer = persona("work_unit" if kind == "work-unit" else "member", name)
    if not kept.exists():
        return Checked(subject, build_id, checksum, False, False, False)
    document = make(subject, viewer, Wording("zh" if language == "zh" else "en"), kept)
    written = write(document, ".xlsx" if _is_xlsx(content) else ".pdf")
    # A workbook opened and kept by a spreadsheet has other bytes and the same cells.
    unchanged = _cells(content) == _cells(written) if _is_xlsx(content) else content == written
    return Checked(subject, build_id, checksum, True, document.checksum == checksum, unchanged)


# ---- what the documents say ----------------------------------------------------------------------------------------

Ask = Callable[..., pd.DataFrame]


def _work_unit(subject: DocumentSubject, ask: Ask, say: Wording) -> Document:
    units = ask("assessment_units", year=subject.year)
    units = units[units["work_unit_id"] == subject.name]
    if units.empty:
        raise NothingToDocument
    unit = units.iloc[0]
    members = ask("assessment_members", year=subject.year, unit=subject.name)
    columns = (
        "member_id", "verified_hours", "duty_hours", "duty_share", "evenness", "months_served", "grade_a_share",
        "rating_mean", "drills", "held_points", "reversed_points", "suggested_level", "rule_id",
    )  # fmt: skip
    levels = members["suggested_level"].value_counts()
    facts: list[tuple[str, Cell]] = [
        (say("documents.scope"), say("documents.scope_unit", unit=subject.name, members=len(members))),
        *_origin(ask, say),
        (say("documents.answer"), answer(unit, say)),
        (say("assessment.members"), int(unit["members"])),
        (say("assessment.reported"), int(unit["reported_members"])),
        (say("assessment.completed"), int(unit["completed_members"])),
        (say("assessment.completion"), say.percent(unit["completion_rate"], 1)),
        (say("assessment.verified_hours"), round(float(unit["verified_hours"]), 2)),
        (say("assessment.evenness"), _number(unit["evenness"])),
        (say("assessment.credit"), credit(unit, say)),
        *((say.word("suggested_level", level), int(count)) for level, count in sorted(levels.items())),
    ]
    return _document(
        subject,
        ask,
        say,
        say("documents.title_work_unit", unit=subject.name, year=subject.year),
        facts,
        [say(f"assessment.column_{column}") for column in columns],
        [
            [
                say.word("suggested_level", row[column]) if column == "suggested_level" else _cell(row[column])
                for column in columns
            ]
            for row in members.to_dict("records")
        ],
    )


def _member(subject: DocumentSubject, ask: Ask, say: Wording) -> Document:
    balance = ask("points_balance")
    duty = ask("points_duty", year=subject.year)
    entries = ask("points_ledger", year=subject.year)
    if balance.empty and duty.empty:
        raise NothingToDocument
    facts: list[tuple[str, Cell]] = [
        (say("documents.scope"), say("documents.scope_member", member=subject.name, year=subject.year)),
        *_origin(ask, say),
        *((say(f"documents.{name}"), _number(balance[name].sum())) for name in ("available", "pending", "held")),
        (say("documents.points_of_year"), _number(entries["points"].sum())),
    ]
    if not duty.empty:
        row = duty.iloc[0]
        hours = ask("points_hours", year=subject.year).iloc[0]
        facts += [
            (say("documents.posted_hours"), _number(hours["posted_hours"])),
            (say("documents.waiting_hours"), _number(hours["waiting_hours"])),
            (say("assessment.column_verified_hours"), _number(row["verified_hours"])),
            (say("assessment.column_duty_hours"), _number(row["duty_hours"])),
            (say("assessment.column_suggested_level"), say.word("suggested_level", row["suggested_level"])),
        ]
    columns = (
        "posted_at",
        "kind",
        "points",
        "hours",
        "activity_title",
        "record_id",
        "rule_id",
        "rule_version",
        "decision_id",
    )
    return _document(
        subject,
        ask,
        say,
        say("documents.title_member", member=subject.name, year=subject.year),
        facts,
        [say(f"documents.column_{column}") for column in columns],
        [
            [say.word("ledger_kind", row[column]) if column == "kind" else _cell(row[column]) for column in columns]
            for row in entries.sort_values(["posted_at", "entry_id"]).to_dict("records")
        ],
    )


def answer(unit: pd.Series, say: Wording) -> str:
    """The sentence on a work unit's year: how many, how far, whether eligible and by which rule."""
    reported_short = not pd.isna(unit["reported_rate"]) and unit["reported_rate"] < unit["required_rate"]
    short = unit["completion_rate"] < unit["required_rate"]
    which = "eligible" if unit["eligible"] else "not_completed" if short or not reported_short else "not_reported"
    return say(
        f"assessment.answer_{which}",
        members=say.number(unit["members"], 0),
        year=unit["year"],
        completed=say.percent(unit["completion_rate"]),
        reported=say.percent(unit["reported_rate"]),
        required=say.percent(unit["required_rate"]),
        rule=unit["rule_id"],
    )


def credit(unit: pd.Series, say: Wording) -> str:
    """What random audits say of the unit's hours, in words."""
    if unit["credit_status"] != "ok":
        return say(
            "assessment.credit_insufficient",
            audits=say.number(0 if pd.isna(unit["random_audits"]) else unit["random_audits"], 0),
        )
    return say(
        "assessment.credit_ok",
        covered=say.number(unit["covered_hours"], 0),
        audits=say.number(unit["random_audits"], 0),
        **{
            name: say.number(unit[column], 0)
            for name, column in (("credit", "credit"), ("low", "credit_low"), ("high", "credit_high"))
        },
    )


def _origin(ask: Ask, say: Wording) -> list[tuple[str, Cell]]:
    deployment: dict[str, str] = dict(ask("deployment").itertuples(index=False, name=None))
    build = ask("build").iloc[0]
    origin: list[tuple[str, Cell]] = [
        (say("documents.as_of"), str(deployment["effective_as_of"])[:10]),
        (say("documents.build"), str(build["build_id"])),
        (say("documents.code"), str(build["code_version"])),
    ]
    return (
        [*origin, (say("documents.note"), say("frame.synthetic"))] if deployment.get("synthetic") == "true" else origin
    )


def _document(
    subject: DocumentSubject,
    ask: Ask,
    say: Wording,
    title: str,
    facts: Sequence[tuple[str, Cell]],
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
) -> Document:
    return Document(
        subject,
        say.language,
        str(ask("build").iloc[0]["build_id"]),
        title,
        tuple(facts),
        tuple(columns),
        tuple(tuple(row) for row in rows),
        say("documents.seal"),
    )


def _number(value: Any) -> Cell:
    return None if pd.isna(value) else round(float(value), 4)


def _cell(value: Any) -> Cell:
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d %H:%M}"
    return str(value) if isinstance(value, str) else _number(value)


# ---- files -----------------------------------------------------------------------------------------------------------


def _lines(document: Document) -> list[list[Cell]]:
    """The document line by line; what is missing is a dash, never 0."""
    lines: list[list[Cell]] = [[document.title], *([label, value] for label, value in document.facts), []]
    lines += [list(document.columns), *(list(row) for row in document.rows), [], [document.seal_label, document.seal]]
    return [["—" if cell is None else cell for cell in line] for line in lines]


def _xlsx(document: Document) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    # A fixed day, so that the same document is the same file.
    workbook.set_properties({"keywords": document.seal, "created": pd.Timestamp(2000, 1, 1).to_pydatetime()})
    sheet = workbook.add_worksheet(document.subject.year)
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    heading_at = len(document.facts) + 2
    for at, line in enumerate(_lines(document)):
        for column, cell in enumerate(line):
            form = bold if at in (0, heading_at) else None
            if isinstance(cell, str):
                sheet.write_string(at, column, cell, form)
            elif cell is not None:
                sheet.write_number(at, column, cell, form)
    sheet.set_column(0, 0, WIDE // 2)
    sheet.set_column(1, len(document.columns), NARROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    workbook.close()
    return content.getvalue()


def _pdf(document: Document) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    font = _pdf_font()
    body = ParagraphStyle("body", fontName=font, fontSize=8, leading=11, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=14, leading=20)

    def paragraphs(line: Sequence[Cell]) -> list[Any]:
        return [Paragraph(escape(f"{cell:g}" if isinstance(cell, float) else str(cell)), body) for cell in line]

    lines = _lines(document)
    facts, rows = lines[1 : len(document.facts) + 1], lines[len(document.facts) + 2 : -2]
    content = io.BytesIO()
    template = SimpleDocTemplate(
        content, pagesize=landscape(A4), leftMargin=36, rightMargin=36, topMargin=36, bottomMargin=36,
        title=document.title, keywords=document.seal, invariant=1,
    )  # fmt: skip
    ruled = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.25, "#c8c8c8"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    template.build(
        [
            Paragraph(escape(document.title), head),
            Table([paragraphs(line) for line in facts], colWidths=[150, template.width - 150], style=ruled),
            Spacer(1, 12),
            Table([paragraphs(line) for line in rows], repeatRows=1, style=ruled),
            Spacer(1, 12),
            Paragraph(escape(f"{document.seal_label}: {document.seal}"), body),
        ]
    )
    return content.getvalue()


@cache
def _pdf_font() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(PDF_FONT))
    return PDF_FONT


def _is_xlsx(content: bytes) -> bool:
    return content.startswith(b"PK")


def _properties(content: bytes) -> str:
    """Where both kinds of file keep the seal, beside the line people read."""
    if not _is_xlsx(content):
        return content.decode("latin-1")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read("docProps/core.xml").decode("utf-8")
    except (KeyError, zipfile.BadZipFile) as fault:
        raise NotOurs from fault


def _cells(content: bytes) -> list[list[Any]]:
    """Every cell of the first sheet, empty ends of lines left out."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [[cell for cell in row if cell != ""] for row in rows]
