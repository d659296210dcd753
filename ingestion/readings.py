"""The fields of a sheet read as their types, once it is decided how times are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ingestion.profile import Field
from ingestion.sql import literal, quoted
from ingestion.texts import StagedSheet, Texts
from ingestion.typed import TimeStyle, time_sql, typed_sql


@dataclass(frozen=True)
class Readings:
    """Reads the `texts` of a file's fields; `styles` has how the cells of each time field are written."""

    texts: Texts
    styles: Mapping[str, TimeStyle]

    def read(self, spec: Field, text: str) -> str:
        """SQL of `text` as the field's type; null where it cannot be read so."""
        if spec.is_time:
            return time_sql(text, self.styles[spec.name], spec, self.texts.zones(spec))
        return typed_sql(text, spec.type)

    def cells(self, names: Iterable[str], sheet: StagedSheet, question: Field | None) -> str:
        """Select of the fields `names` of one sheet: `<f>` read, `<f>__unread` text, `<f>__day` of times."""
        texts, reads, unread = ["row_number", "extra_cells"], ["*"], ["*"]
        for spec in [self.texts.profile.fields[name] for name in names]:
            text, read = quoted(f"{spec.name}__text"), quoted(spec.name)
            texts.append(f"{self.texts.text(spec, sheet)} as {text}")
            reads.append(f"{self.read(spec, text)} as {read}")
            unread.append(
                f"case when {text} is not null and {read} is null then {text} end as {quoted(f'{spec.name}__unread')}"
            )
            if spec.is_time:
                reads.append(f"{self.read(replace(spec, type='date'), text)} as {quoted(f'{spec.name}__day')}")
        if question is not None:
            texts.append(f"{self.texts.text(question, sheet)} as answer__text")
        origin = f"{literal(sheet.file_name)} as file_name, {literal(sheet.name)}::varchar as sheet"
        cells = f"select {', '.join(texts)} from {sheet.table}"
        return f"select {', '.join(unread)}, {origin} from (select {', '.join(reads)} from ({cells}))"

    def is_beyond(self, spec: Field) -> str:
        """SQL of whether the day of a field breaks its `not_after` or `days_before`."""
        day, limit = f"cast({quoted(spec.name)} as date)", f"cast({quoted(spec.not_after or '')} as date)"
        if spec.days_before is None:
            return f"({day} > {limit})"
        return f"({day} > {limit} or {day} < {limit} - {spec.days_before})"
