"""A profile in the making: what is found in a file, what is to be asked, and what is to be said beside it; and the YAML people
read and correct, with what they are asked and what there is to know in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ingestion.columns import Held, Match
from ingestion.profile_lines import RECOGNISED_BY, UNKNOWN
from ingestion.readers import Sheet
from warehouse.settings import Contract
from warehouse.settings.messages import LANGUAGES, Message, message

# Remarks that concern no single field.
ABOUT_FILE = ""
# Said in the line of a field; everything else below it.
_BESIDE = "profiles.remark_doubtful"


@dataclass
class Draft:
    """What the columns of a sheet hold and which of a contract were found in it; fields, columns and questions of the main source;
    tables of others; what to `ask` people, and what `remarks` to make, by field."""

    path: Path
    sheet: Sheet
    contract: Contract
    held: Mapping[str, Held]
    found: dict[str, Match]
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    melt: dict[str, Any] | None = None
    others: list[dict[str, Any]] = field(default_factory=list)
    ask: list[Message] = field(default_factory=list)
    remarks: dict[str, list[Message]] = field(default_factory=dict)
    # Sources the file might also be of.
    also_like: Sequence[Contract] = ()

    def used_headers(self) -> set[str]:
        """Headers that some field or question reads."""
        specs = [*self.fields.values(), *(self.melt["questions"].values() if self.melt else ())]
        return {header for spec in specs for header in (*spec["headers"], *spec.get("time_of_day", ()))}

    def asks(self, code: str, **values: Any) -> None:
        """Asks `profiles.<code>` of people, with the column of the source or the header it is about among the values."""
        asked = message(f"profiles.{code}", **values)
        if asked not in self.ask:
            self.ask.append(asked)

    def asks_for_column(self, code: str, column: str, **values: Any) -> None:
        """Asks what fills a column, which until then is not known."""
        self.columns[column] = UNKNOWN
        self.asks(code, column=column, **values)

    def remark(self, about: str, code: str, **values: Any) -> None:
        """Says `profiles.<code>` beside the field `about`."""
        self.remarks.setdefault(about, []).append(message(f"profiles.{code}", **values))

    def drop(self, column: str) -> None:
        """Forgets how a column was to be filled."""
        self.fields.pop(column, None)
        self.columns.pop(column, None)

    def profile(self) -> dict[str, Any]:
        """What is known so far as a profile, without what is asked."""
        used = self.used_headers()
        likest = sorted(self.found.values(), key=lambda match: -match.alikeness)
        recognise = [match.header for match in likest if match.header in used] or self.sheet.header
        melt = {"melt": self.melt} if self.melt else {}
        columns = {name: self.columns[name] for name in self.contract.column_names if name in self.columns}
        # What others refer to first, then what the file is about.
        mentioned = [table for table in self.others if table.get("distinct")]
        rest = [table for table in self.others if not table.get("distinct")]
        return {
            "profile": re.sub(r"\W+", "_", self.path.stem.casefold()).strip("_") or "profile",
            "recognise": recognise[:RECOGNISED_BY],
            "fields": self.fields,
            "tables": [*mentioned, {"source": self.contract.source, **melt, "columns": columns}, *rest],
        }


def written(draft: Draft) -> str:
    """The YAML of a draft: the profile, with its questions under `ask`."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    contract, profile = draft.contract, draft.profile()
    sheet = f" · {draft.sheet.sheet}" if draft.sheet.sheet else ""
    yield f"# {draft.path.name}{sheet} → {contract.source}（{contract.name_zh}）"
    yield comment(message("profiles.draft"))
    if draft.also_like:
        yield comment(message("profiles.also_like", listed=[other.source for other in draft.also_like]))
    if draft.ask:
        yield from (f"# {message('profiles.ask').text(language)}" for language in LANGUAGES)
        yield "ask:"
        yield from (f"  - {_flow(_asked(question))}" for question in draft.ask)
    yield f"profile: {_flow(profile['profile'])}"
    yield f"recognise: {_flow(profile['recognise'])}"
    yield "fields:" if draft.fields else "fields: {}"
    for name, spec in draft.fields.items():
        remarks = draft.remarks.get(name, [])
        beside = "".join(f"  # ? {remark.text('zh')}" for remark in remarks if remark.code == _BESIDE)
        yield f"  {name}: {_flow(spec)}{beside}"
        yield from (f"    {comment(remark)}" for remark in remarks if remark.code != _BESIDE)
    yield "tables:"
    for table in profile["tables"]:
        yield from _table_lines(table)
    yield from map(comment, draft.remarks.get(ABOUT_FILE, ()))
    if lacking := [column for column in contract.columns if column.name not in draft.columns]:
        yield comment(message("profiles.not_matched", listed=[f"{each.name}（{each.zh}）" for each in lacking]))
    used = draft.used_headers()
    if left := [header for header in draft.sheet.header if header not in used]:
        yield comment(message("profiles.headers_not_used", listed=[" ".join(header.split()) for header in left]))


def comment(said: Message) -> str:
    """What is said as a comment in both languages, and what it lists (value `listed`) once."""
    text = " ".join(dict.fromkeys(said.text(language) for language in LANGUAGES))
    listed = said.values.get("listed")
    return f"# {text}: {', '.join(listed)}" if listed else f"# {text}"


def _asked(question: Message) -> dict[str, str]:
    """A question and how its answer is written, by language."""
    how = Message(f"{question.code}_how", question.values)
    return {
        "zh": f"{question.text('zh')}{how.text('zh')}",
        "en": f"{question.text('en')} {how.text('en')}",
    }


def _table_lines(table: Mapping[str, Any]) -> Iterator[str]:
    yield f"  - source: {table['source']}"
    if table.get("distinct"):
        yield "    distinct: true"
    if melt := table.get("melt"):
        yield "    melt:"
        yield from (f"      {name}: {_flow(melt[name])}" for name in ("scale", "answers", "no_answer") if name in melt)
        yield "      questions:"
        yield from (f"        {_flow(name)}: {_flow(spec)}" for name, spec in melt["questions"].items())
    yield "    columns:"
    yield from (f"      {name}: {_flow(output)}" for name, output in table["columns"].items())


def _flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=100_000, sort_keys=False)
    return text.removesuffix("\n...\n").strip()
