"""Mapping profiles: what a platform's export calls things, and how its cells become columns of sources.

A profile names *fields* (headers of the file, and how their cells are to be read) and *tables* (sources of the contract
and which field fills which column). `docs/profiles.md` describes how they are written, `profile_reading.py` reads them. A file
with the contract's own headers gets its profile from the contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ingestion.headers import contract_headers, find_header
from ingestion.notices import label
from ingestion.words import chinese_words
from warehouse.settings import ColumnType, Contract, contracts
from warehouse.settings.messages import Message, Spoken

Order = Literal["auto", "ymd", "dmy", "mdy"]

# Cells that say "nothing here"; compared case-insensitively. Platforms write them instead of leaving a cell empty.
EMPTY_CELLS = ("", "n/a", "#n/a", "null", "nan")

# Fields that every answer of a questionnaire has.
MELTED = ("item", "score", "scale_min", "scale_max")


class ProfileError(Spoken, ValueError):
    """A profile that cannot be used: which line, and why."""


@dataclass(frozen=True)
class Field:
    """One column of the file and how to read its cells.

    `order` is the order of day, month and year in cells like 03/09/2015, `format` a strptime pattern for times written in
    words; `time_of_day` are headers of a second column that holds the clock of the day in the first. `timezone` (IANA) is
    where a time without an offset was written; `offset: ignore` takes the written clock and not the offset behind it.
    `clock` names the field that decides doubtful days. A day after that of the field `not_after`, or more than
    `days_before` days before it, is reported. A question has a `scale` (lowest, highest) and may be turned round (`reverse`).
    """

    name: str
    headers: tuple[str, ...]
    type: ColumnType = "string"
    optional: bool = False
    values: Mapping[str, str | None] = field(default_factory=dict)
    no_answer: tuple[str, ...] = ()
    order: Order = "auto"
    format: str | None = None
    time_of_day: tuple[str, ...] = ()
    timezone: str | None = None
    offset: Literal["convert", "ignore"] = "convert"
    clock: str | None = None
    not_after: str | None = None
    days_before: int | None = None
    scale: tuple[float, float] = (0, 1)
    reverse: bool = False

    @property
    def is_time(self) -> bool:
        return self.type in ("date", "timestamp")


@dataclass(frozen=True)
class Output:
    """How one column of a source is filled.

    Exactly one of `source_fields` (the first that is not empty), `join` (texts joined by `:`, empty where one of them is; with
    a `separator`, by that and without the empty ones), `fingerprint` (an id made of these fields; rows alike are numbered in
    the order of the file) or `constant`.
    `believable` fields are passed over where they break their `not_after` or `days_before`; `on_day_of` moves a device time by
    the whole days between its `clock` and the stated day; `plus_seconds` names a field of seconds added to a time; the rest
    change text (`slug`, `title`, `hash`) or units (`multiply`).
    """

    source_fields: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    separator: str | None = None
    fingerprint: tuple[str, ...] = ()
    constant: Any = None
    values: Mapping[str, str | None] = field(default_factory=dict)
    slug: bool = False
    title: bool = False
    hash: bool = False
    multiply: float | None = None
    believable: tuple[str, ...] = ()
    on_day_of: str | None = None
    clock: str | None = None
    plus_seconds: str | None = None


@dataclass(frozen=True)
class Melt:
    """Question columns turned into one row per answer: fields `item`, `score`, `scale_min`, `scale_max`."""

    questions: tuple[Field, ...]


@dataclass(frozen=True)
class Table:
    """One source fed by the file. `distinct` keeps the first row of each key, for a source the file only mentions. `repeat`
    gives a row once for every group of columns: by the group's name, the headers its fields are read from; the first of
    them must be filled."""

    source: str
    columns: Mapping[str, Output]
    distinct: bool = False
    melt: Melt | None = None
    repeat: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """A whole mapping. `identity` changes with its content, so that a mended profile reads the same file anew.

    A profile with `not_taken` has no tables: it knows a file and says why nothing of it is taken over.
    """

    name: str
    called: Message
    recognise: tuple[str, ...]
    fields: Mapping[str, Field]
    tables: tuple[Table, ...]
    identity: str
    timezone: str | None = None
    empty: tuple[str, ...] = EMPTY_CELLS
    repeated_sheets: tuple[str, ...] = ()
    not_taken: Message | None = None

    def headers_read(self) -> list[tuple[str, ...]]:
        """The headers of every field, question and group of columns, each as its alternatives."""
        fields = [
            *self.fields.values(),
            *(question for table in self.tables if table.melt for question in table.melt.questions),
        ]
        groups = [group for table in self.tables for group in table.repeat.values()]
        return [
            *(names for each in fields for names in (each.headers, each.time_of_day) if names),
            *(names for group in groups for names in group.values()),
        ]

    def of_group(self, group: Mapping[str, tuple[str, ...]]) -> Profile:
        """This profile with the fields of one group of columns read from that group's headers."""
        return replace(
            self, fields={**self.fields, **{name: replace(self.fields[name], headers=group[name]) for name in group}}
        )


def contract_profile(contract: Contract) -> Profile:
    """The profile of a file that already carries the contract's names or their Chinese labels and words."""
    fields = {
        column.name: Field(
            name=column.name,
            headers=contract_headers(column.name, column.zh),
            type=column.type,
            optional=not column.required,
            values={
                said.casefold(): word
                for word, chinese in chinese_words(contract.source, column.name).items()
                for said in chinese
            },
        )
        for column in contract.columns
    }
    return Profile(
        name=contract.source,
        called=label(contract.source),
        recognise=(),
        fields=fields,
        tables=(Table(contract.source, {name: Output(source_fields=(name,)) for name in fields}),),
        identity="contract",
        repeated_sheets=contract.key,
    )


def of_community(profile: Profile, community_id: str, headers: Sequence[str]) -> Profile:
    """`profile` for a file of one community: where `headers` do not say which, every row is of `community_id`."""
    tables = tuple(
        replace(table, columns={**table.columns, "community_id": Output(constant=community_id)})
        if "community_id" in contracts()[table.source].column_names
        and not _is_filled(profile, table.columns.get("community_id"), headers)
        else table
        for table in profile.tables
    )
    if tables == profile.tables:
        return profile
    return replace(profile, tables=tables, identity=f"{profile.identity}@{community_id}")


def _is_filled(profile: Profile, output: Output | None, headers: Sequence[str]) -> bool:
    """Whether a column has its value from the profile or from a header that is there."""
    if output is None:
        return False
    names = fields_of(output)
    return not names or any(find_header(headers, profile.fields[name].headers) for name in names)


def fields_of(output: Output) -> list[str]:
    """Names of the fields a column is filled from."""
    clocks = filter(None, (output.on_day_of, output.clock, output.plus_seconds))
    return list(dict.fromkeys([*output.source_fields, *output.join, *output.fingerprint, *clocks]))


def names_of(headers: str | Iterable[str]) -> tuple[str, ...]:
    """One name or several, as profiles write them."""
    return (headers,) if isinstance(headers, str) else tuple(headers)
