"""A community's report card: the page of the community as a workbook to take to a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from dashboard.screens.frame import Page, deployment
from dashboard.screens.parts import grade_in_words, indicator_column, reason_in_words

Cell = str | float | None

# Widths of columns, in characters.
NARROW, WIDE, TEXT = 12, 24, 90


def write_report_card(page: Page, path: Path) -> None:
    """Writes the card of `page.community` in `page.period` to `path`, an xlsx of four sheets.

    Standing, dimensions, indicators with what they rest on, and how we know; all as published, in the page's language.
    Raises OSError where the file cannot be written.
    """
    say = page.say
    workbook = xlsxwriter.Workbook(str(path))
    try:
        for name, rows, widths in (
            (say("report_card.standing"), _standing(page), (WIDE, TEXT)),
            (say("report_card.dimensions"), _dimensions(page), (WIDE, *[NARROW] * 6)),
            (say("report_card.indicators"), _indicators(page), (NARROW, WIDE, *[NARROW] * 10, WIDE, TEXT)),
            (say("report_card.how"), _how_we_know(page), (WIDE, TEXT)),
        ):
            _write_sheet(workbook, name, rows, widths)
    finally:
        workbook.close()


def _write_sheet(
    workbook: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[Cell]], widths: Sequence[int]
) -> None:
    """One sheet: a bold first row that stays in sight, then the rows; what is missing is a dash, never 0."""
    sheet = workbook.add_worksheet(name)
    plain = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "#,##0"})
    fraction = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "#,##0.00##"})
    heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            form = heading if line == 0 else plain
            if isinstance(cell, str):
                sheet.write_string(line, column, cell, form)
            elif cell is None or pd.isna(cell):
                sheet.write_string(line, column, "—", form)
            else:
                sheet.write_number(line, column, cell, form if cell == round(cell) else fraction)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _standing(page: Page) -> list[list[Cell]]:
    say = page.say
    found = page.query(
        "community_standing",
        period=page.period,
        lens=page.lens,
        community=page.community,
        previous_period=page.previous_period,
    )
    communities = page.query("communities").set_index("community_id")
    title = say("report_card.title", name=communities.loc[str(page.community), "name"], period=page.period)
    rows: list[list[Cell]] = [[title, ""]]
    if deployment(page.viewer).get("synthetic") == "true":
        rows.append([say("report_card.note"), say("frame.synthetic")])
    if found.empty or pd.isna(found.iloc[0]["total"]):
        coverage = None if found.empty else found.iloc[0]["coverage"]
        rows.append(
            [
                say("overview.column_total"),
                say("community.withheld", period=page.period, coverage=say.percent(coverage)),
            ]
        )
    else:
        rows += _placed(page, found.iloc[0])
    rows += [
        [say("report_card.adjustment"), _adjustment(page, row)]
        for row in page.query("adjustments", period=page.period, community=page.community).to_dict("records")
    ]
    periods = page.query("periods").set_index("period")
    rows.append([say("report_card.state"), say.word("period_state", periods.loc[str(page.period), "state"])])
    return rows


def _placed(page: Page, own: pd.Series) -> list[list[Cell]]:
    say = page.say

    def interval(low: str, high: str, digits: int) -> str:
        return say("frame.interval", low=say.number(own[low], digits), high=say.number(own[high], digits))

    return [
        [say("overview.column_total"), say.number(own["total"], 2)],
        [say("report_card.total_interval"), interval("total_low", "total_high", 1)],
        [say("overview.column_rank"), say("report_card.of", rank=int(own["rank"]), of=int(own["ranked"]))],
        [say("overview.column_interval"), interval("rank_low", "rank_high", 0)],
        [say("overview.column_peer_rank"), say("report_card.of", rank=int(own["peer_rank"]), of=int(own["peer_size"]))],
        [say("overview.column_grade"), grade_in_words(say, own["grade"], own["borderline_grade"])],
        [say("report_card.probability"), say.percent(own["grade_probability"])],
        [say("report_card.change", previous=page.previous_period), say.change(own["change"], 2)],
        [say("component.adjustment"), say.change(own["adjustment"], 2)],
        [say("overview.column_coverage"), say.percent(own["coverage"])],
    ]


def _adjustment(page: Page, row: dict[Any, Any]) -> str:
    say = page.say
    effect = say.change(row["points"]) if row["kind"] != "veto" else say.word("grade", row["grade_cap"])
    return f"{say.name(row)} {effect} {say.word('appeal', row['appeal'])}"


def _dimensions(page: Page) -> list[list[Cell]]:
    say = page.say
    scored = page.query("dimension_scores", period=page.period, lens=page.lens, communities=[page.community])
    heading: list[Cell] = [
        say("frame.dimension"), say("frame.score"), say("frame.low"), say("frame.high"), say("method.column_weight"),
        say("method.column_points"), say("overview.column_coverage"),
    ]  # fmt: skip
    return [
        heading,
        *(
            [say.name(row), *(row[name] for name in ("score", "low", "high", "weight", "points", "coverage"))]
            for row in scored.to_dict("records")
        ),
    ]


def _indicators(page: Page) -> list[list[Cell]]:
    say = page.say
    held = page.query(
        "community_indicators", period=page.period, community=page.community, previous_period=page.previous_period
    )
    meanings = page.query("indicator_catalogue").set_index("indicator_id")[f"meaning_{say.language}"]
    heading: list[Cell] = [
        say("frame.dimension"), say("frame.indicator"), say("frame.numerator"), say("frame.denominator"),
        say("method.mark_raw_value"), say("frame.value"), say("frame.low"), say("frame.high"), say("community.before"),
        say("indicators.unit"), say("frame.score"), say("frame.status"), say("frame.reason"), say("indicators.meaning"),
    ]  # fmt: skip
    numbers = ("numerator", "denominator", "raw_value", "value", "low", "high", "value_before")
    return [
        heading,
        *(
            [
                row[f"dimension_{say.language}"],
                name,
                *(row[column] for column in numbers),
                say.word("unit", row["unit"]),
                row["score"],
                page.status_word(row["status"]),
                reason_in_words(page, row["reason"]),
                str(meanings[row["indicator_id"]]),
            ]
            for row, name in zip(held.to_dict("records"), indicator_column(page, held), strict=True)
        ),
    ]


def _how_we_know(page: Page) -> list[list[Cell]]:
    say = page.say
    build = page.query("build").iloc[0]
    definitions: list[list[Cell]] = [
        [say("report_card.definition"), say(f"{key}.definition").replace("**", "")] for key in ("overview", "community")
    ]
    return [
        [say("report_card.how"), ""],
        [say("report_card.build"), str(build["build_id"])],
        [say("report_card.made"), say.moment(build["finished_at"])],
        [say("report_card.code"), str(build["code_version"])],
        [say("report_card.inputs"), str(build["inputs_hash"])],
        *definitions,
    ]
