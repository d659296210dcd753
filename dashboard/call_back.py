"""The worklist of a random sample as a workbook: printed, it is the form for call-backs; filled in, `tianping audit import` reads it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pandas as pd
import xlsxwriter

PAPER_A4 = 9


def workbook(
    rows: pd.DataFrame,
    headings: dict[str, str],
    blanks: Sequence[tuple[str, Sequence[str]]],
    title: str,
    notes: tuple[str, Sequence[str]],
) -> bytes:
    """An xlsx file: `rows` under `headings` (column → heading, in order), then empty columns to fill in.

    `blanks` are the headings of those with the words allowed (none: free text). The first row holds the headings, so that the
    file can be read back; `title` goes into the page's header, `notes` (name, lines) onto a sheet of their own.
    """
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top", "bg_color": "#f3f4f6"})
        cell = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        page = book.add_worksheet(title[:31])
        for column, heading in enumerate([*headings.values(), *(name for name, _ in blanks)]):
            page.write_string(0, column, heading, head)
        for number, row in enumerate(rows[list(headings)].itertuples(index=False), start=1):
            for column, value in enumerate(row):
                page.write_string(number, column, "" if pd.isna(value) else str(value), cell)
            for column in range(len(headings), len(headings) + len(blanks)):
                page.write_blank(number, column, None, cell)
        for offset, (_, words) in enumerate(blanks):
            column = len(headings) + offset
            page.set_column(column, column, 14)
            if words and len(rows):
                page.data_validation(1, column, len(rows), column, {"validate": "list", "source": list(words)})
        page.set_column(0, len(headings) - 1, 13)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(PAPER_A4)
        page.fit_to_pages(1, 0)
        page.set_header(f"&L{title}&R&P / &N")
        explained = book.add_worksheet(notes[0])
        explained.set_column(0, 0, 100)
        for number, note in enumerate(notes[1]):
            explained.write_string(number, 0, note)
    return buffer.getvalue()
