"""The cells of a file's sheets as the texts of a profile's fields, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import duckdb

from ingestion.headers import header_among, headers_as_compared
from ingestion.profile import Field, Profile
from ingestion.sql import one_row, quoted, replaced
from ingestion.typed import typed_sql


@dataclass(frozen=True)
class StagedSheet:
    """A sheet loaded as text into DuckDB table `table`, with its headers, `row_number` and `extra_cells`."""

    file_name: str
    name: str | None
    table: str
    headers: tuple[str, ...]

    @cached_property
    def _as_compared(self) -> dict[str, str]:
        return headers_as_compared(self.headers)

    def header_of(self, names: Sequence[str]) -> str | None:
        """The first header that is one of `names`, as `find_header` has it."""
        return header_among(self._as_compared, names)


@dataclass(frozen=True)
class Texts:
    """The sheets of one file as `profile` reads them; `zone` is the deployment's time zone."""

    connection: duckdb.DuckDBPyConnection = field(repr=False)
    profile: Profile
    sheets: Sequence[StagedSheet]
    zone: str

    def one(self, query: str) -> tuple[Any, ...]:
        """The only row of a query that has exactly one."""
        return one_row(self.connection, query)

    def text(self, spec: Field, sheet: StagedSheet) -> str:
        """Text of the field's cells in `sheet`; null where it has no such column."""
        text = self.cell(sheet.header_of(spec.headers), spec.no_answer)
        if spec.time_of_day:
            clock = self.cell(sheet.header_of(spec.time_of_day))
            # A spreadsheet writes a day as midnight of it.
            day = rf"regexp_replace({text}, '[T ]0?0:00(:00)?$', '')"
            text = f"case when {clock} is null then {text} else {day} || ' ' || {clock} end"
        if spec.type == "list" and spec.values:
            words = f"string_split({typed_sql(text, 'list')}, ';')"
            return f"array_to_string(list_transform({words}, lambda word: {replaced('trim(word)', spec.values)}), ';')"
        return replaced(text, spec.values)

    def cell(self, header: str | None, no_answer: Iterable[str] = ()) -> str:
        """SQL of the cells under `header`; null where they say nothing, or there is no such column."""
        if header is None:
            return "null::varchar"
        nothing = {*self.profile.empty, *no_answer}
        cell = quoted(header)
        longest = max(len(word.encode()) for word in nothing)
        # Most cells are longer than any word for "nothing" and have no blanks around them: they pass at a glance.
        return (
            f"(case when strlen({cell}) > {longest} and not ({cell} like ' %' or {cell} like '% ') then {cell} "
            f"else {replaced(f'trim({cell})', dict.fromkeys(sorted(nothing)))} end)"
        )

    def zones(self, spec: Field) -> tuple[str, str]:
        """Where a field's times without offset were written, and the deployment's zone."""
        return spec.timezone or self.profile.timezone or self.zone, self.zone

    def column(self, spec: Field, *more: Field) -> str:
        """The texts of a field (and of `more`) over all sheets, as a subquery with columns `text`, `text_1` …; rows of
        sheets that lack one of the columns are left out."""
        parts = []
        for sheet in self.sheets:
            if all(sheet.header_of(each.headers) for each in (spec, *more)):
                texts = [
                    f"{self.text(each, sheet)} as text{f'_{place}' if place else ''}"
                    for place, each in enumerate((spec, *more))
                ]
                parts.append(f"select {', '.join(texts)} from {sheet.table}")
        return f"({' union all '.join(parts)})" if parts else ""
