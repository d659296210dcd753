"""Mapping profiles: what a platform's export calls things, said in YAML, and which sheets a profile fits.

A profile names *fields* (headers of the file, and how their cells are to be read) and *tables* (sources of the contract
and which field fills which column). `docs/profiles.md` describes the format. A file with the contract's own headers gets
its profile from the contract.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

import yaml

from ingestion.words import chinese_words
from warehouse.settings import DUCKDB_TYPES, ColumnType, Contract, contracts
from warehouse.settings.messages import Spoken

SHIPPED_PROFILES = Path(__file__).parent / "profiles"

Order = Literal["auto", "ymd", "dmy", "mdy"]

# Cells that say "nothing here"; compared case-insensitively. Platforms write them instead of leaving a cell empty.
EMPTY_CELLS = ("", "n/a", "#n/a", "null", "nan")


# Columns every sheet brings along; a field cannot be called so.
_RESERVED = frozenset(("row_number", "extra_cells", "file_name", "sheet"))


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

    A profile with `not_taken` (Chinese, English) has no tables: it knows a file and says why nothing of it is taken over.
    """

    name: str
    name_zh: str
    name_en: str
    recognise: tuple[str, ...]
    fields: Mapping[str, Field]
    tables: tuple[Table, ...]
    identity: str
    timezone: str | None = None
    empty: tuple[str, ...] = EMPTY_CELLS
    repeated_sheets: tuple[str, ...] = ()
    not_taken: tuple[str, str] | None = None

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


# ---------------------------------------------------------------------------------------------------------- reading YAML


def normalise_header(header: str) -> str:
    """Header as it is compared: width, case, spaces, underscores and dashes do not matter."""
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", header)).casefold()


def profile_folders(home_path: Path) -> list[Path]:
    """Where profiles are looked for: the deployment's own before the shipped ones."""
    return [home_path / "profiles", SHIPPED_PROFILES]


def profiles(home_path: Path) -> tuple[dict[str, Profile], dict[str, ProfileError]]:
    """All profiles by name, and what is wrong with those that cannot be used, by the name of their file.

    A profile of the deployment hides a shipped one of the same name.
    """
    found: dict[str, Profile] = {}
    broken: dict[str, ProfileError] = {}
    for folder in profile_folders(home_path):
        for path in sorted(folder.glob("*.yml")):
            try:
                profile = read_profile(path)
            except ProfileError as error:
                broken[path.stem] = error
            else:
                found.setdefault(profile.name, profile)
    return found, broken


def read_profile(path: Path) -> Profile:
    """The profile in `path`. Raises ProfileError naming what is wrong."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path.name}：不是有效的 YAML。Not valid YAML: {error}") from error
    except OSError as error:
        raise ProfileError(f"{path.name}：无法读取。It cannot be read: {error}") from error
    if not isinstance(raw, dict):
        raise ProfileError(f"{path.name}：应为“键: 值”。It should be `key: value` lines.")
    try:
        return _profile_from(raw)
    except ProfileError as error:
        raise ProfileError(f"{path.name}：{error}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ProfileError(f"{path.name}：写法不对。It is not written as a profile is: {error}") from error


def _profile_from(raw: dict[str, Any]) -> Profile:
    allowed = {
        "profile", "name_zh", "name_en", "recognise", "timezone", "empty", "repeated_sheets", "fields", "tables", "not_taken",
        "ask",
    }  # fmt: skip
    _refuse_unknown_keys("profile", raw, allowed)
    if raw.get("ask"):
        raise _open_questions(raw["ask"])
    reason = raw.get("not_taken")
    _require_keys("profile", raw, ("profile", "recognise") if reason else ("profile", "fields", "tables"))
    if reason:
        _refuse_unknown_keys("not_taken", reason, {"zh", "en"})
        _require_keys("not_taken", reason, ("zh", "en"))
    fields = {name: _field_from(name, spec) for name, spec in raw.get("fields", {}).items()}
    tables = tuple(_table_from(spec, fields) for spec in raw.get("tables", ()))
    if twice := [source for source, times in Counter(table.source for table in tables).items() if times > 1]:
        raise ProfileError(f"tables：{twice[0]} 写了两次，请合并。{twice[0]} is there twice; make it one.")
    identity = hashlib.sha256(json.dumps(raw, default=str).encode()).hexdigest()
    # What a column is in the contract decides how the field feeding it is read, unless the profile says so itself.
    for table in tables:
        for column, output in table.columns.items():
            kind = contracts()[table.source].column(column).type
            if len(output.source_fields) == 1 and not _changes_text(output):
                feeding = fields.get(output.source_fields[0])
                if feeding and feeding.type == "string" and kind != "string":
                    fields[feeding.name] = replace(feeding, type=kind)
    return Profile(
        name=str(raw["profile"]),
        name_zh=str(raw.get("name_zh", raw["profile"])),
        name_en=str(raw.get("name_en", raw["profile"])),
        recognise=tuple(raw.get("recognise", ())),
        timezone=raw.get("timezone"),
        empty=tuple({*EMPTY_CELLS, *_spellings(raw.get("empty", ()))}),
        repeated_sheets=tuple(raw.get("repeated_sheets", ())),
        fields=fields,
        tables=tables,
        identity=f"{raw['profile']}:{identity}",
        not_taken=(reason["zh"], reason["en"]) if reason else None,
    )


def _open_questions(ask: Sequence[Mapping[str, str]]) -> ProfileError:
    zh, en = ("；".join(question["zh"] for question in ask), "; ".join(question["en"] for question in ask))
    return ProfileError(
        f"还有 {len(ask)} 个问题没有回答：{zh} 回答后删去 ask。"
        f"{len(ask)} questions are open: {en} Answer them and delete `ask`."
    )


def _field_from(name: str, spec: Any, more_keys: Iterable[str] = ()) -> Field:
    if isinstance(spec, str | list):
        spec = {"headers": spec}
    allowed = {
        "headers", "type", "optional", "values", "no_answer", "order", "format", "time_of_day", "timezone", "offset",
        "clock", "not_after", "days_before", *more_keys,
    }  # fmt: skip
    _refuse_unknown_keys(f"fields.{name}", spec, allowed)
    _require_keys(f"fields.{name}", spec, ("headers",))
    if name in _RESERVED or "__" in name:
        raise ProfileError(f"fields.{name}：这个名字另有用途。This name has another use.")
    if spec.get("type", "string") not in DUCKDB_TYPES:
        raise ProfileError(f"fields.{name}.type：{spec['type']} 不是类型。{spec['type']} is no type.")
    if spec.get("format") and not _FORMAT.fullmatch(spec["format"]):
        raise ProfileError(
            f"fields.{name}.format：{spec['format']} 不是时间格式。{spec['format']} is no pattern of a time."
        )
    return Field(
        **{
            **spec,
            "name": name,
            "headers": _names(spec["headers"]),
            "time_of_day": _names(spec.get("time_of_day", ())),
            "values": _values_from(spec),
            "no_answer": tuple(_spellings(spec.get("no_answer", ()))),
        }
    )


# Directives of strptime both Python and the engine know.
_FORMAT = re.compile(r"(?:%-?[aAbBdHIjmMpSyYz%]|%[fn]|[^%])+")


def _names(headers: str | Iterable[str]) -> tuple[str, ...]:
    return (headers,) if isinstance(headers, str) else tuple(headers)


def _spellings(cells: Iterable[Any]) -> list[str]:
    """How cells named in YAML may stand in a file: YAML reads a bare `yes` as true, and an export may write 6 as 6.0."""
    found = []
    for cell in cells:
        text = str(cell).casefold()
        if isinstance(cell, bool):
            found += ["true", "yes", "on", "y"] if cell else ["false", "no", "off", "n"]
        else:
            found += [text, f"{text}.0"] if re.fullmatch(r"-?\d+", text) else [text]
    return found


def _values_from(spec: dict[str, Any]) -> dict[str, str | None]:
    """`values` by every spelling of the cell; a bare `yes` in YAML means the word, nothing means an empty cell."""
    words = {True: "yes", False: "no"}
    return {
        cell: None if value is None else words[value] if isinstance(value, bool) else str(value)
        for key, value in spec.get("values", {}).items()
        for cell in _spellings([key])
    }


def _table_from(spec: dict[str, Any], fields: Mapping[str, Field]) -> Table:
    _refuse_unknown_keys("tables", spec, {"source", "columns", "distinct", "melt", "repeat"})
    _require_keys("tables", spec, ("source", "columns"))
    source = spec["source"]
    if source not in contracts():
        raise ProfileError(f"tables：没有数据源 {source}。There is no source {source}.")
    melt = _melt_from(spec["melt"]) if "melt" in spec else None
    repeat = {
        str(group): {name: _names(headers) for name, headers in named.items()}
        for group, named in spec.get("repeat", {}).items()
    }
    if unknown := {name for group in repeat.values() for name in group} - set(fields):
        name = sorted(unknown)[0]
        raise ProfileError(f"tables.{source}.repeat：没有字段 {name}。There is no field {name}.")
    known = {*fields, *(("item", "score", "scale_min", "scale_max") if melt else ()), *(("group",) if repeat else ())}
    columns = {}
    for column, output_spec in spec["columns"].items():
        where = f"tables.{source}.{column}"
        if column not in contracts()[source].column_names:
            raise ProfileError(f"{where}：{source} 没有这一列。{source} has no such column.")
        output = _output_from(where, output_spec)
        for name in set(fields_of(output)) - known:
            raise ProfileError(f"{where}：没有字段 {name}。There is no field {name}.")
        columns[column] = output
    for required in contracts()[source].columns:
        if required.required and required.name not in columns:
            raise ProfileError(
                f"tables.{source}：必填列 {required.name} 没有来处。Required {required.name} is not filled."
            )
    return Table(source=source, columns=columns, distinct=bool(spec.get("distinct")), melt=melt, repeat=repeat)


def _melt_from(spec: dict[str, Any]) -> Melt:
    _refuse_unknown_keys("melt", spec, {"questions", "answers", "no_answer", "scale"})
    _require_keys("melt", spec, ("questions", "scale"))
    shared = {"values": spec.get("answers", {}), "no_answer": spec.get("no_answer", ()), "type": "number"}
    questions = []
    for item, question in spec["questions"].items():
        own = question if isinstance(question, dict) else {"headers": question}
        low, high = own.get("scale", spec["scale"])
        questions.append(_field_from(item, {**shared, **own, "scale": (low, high)}, ("scale", "reverse")))
    return Melt(questions=tuple(questions))


def _output_from(where: str, spec: Any) -> Output:
    if isinstance(spec, str | list):
        spec = {"from": spec}
    allowed = {
        "from", "join", "separator", "fingerprint", "constant", "values", "slug", "title", "hash", "multiply", "on_day_of",
        "clock", "plus_seconds",
    }  # fmt: skip
    _refuse_unknown_keys(where, spec, allowed)
    names, believable = [], []
    candidates = spec.get("from", [])
    for candidate in [candidates] if isinstance(candidates, str | dict) else candidates:
        if isinstance(candidate, dict):
            _refuse_unknown_keys(f"{where}.from", candidate, {"field", "believable"})
            names.append(candidate["field"])
            if candidate.get("believable"):
                believable.append(candidate["field"])
        else:
            names.append(candidate)
    if sum((bool(names), "join" in spec, "fingerprint" in spec, "constant" in spec)) != 1:
        raise ProfileError(
            f"{where}：from、join、fingerprint、constant 四者取一。Give one of from, join, fingerprint, constant."
        )
    others = {key: value for key, value in spec.items() if key not in ("from", "join", "fingerprint", "values")}
    return Output(
        source_fields=tuple(names),
        believable=tuple(believable),
        join=tuple(spec.get("join", ())),
        fingerprint=tuple(spec.get("fingerprint", ())),
        values=_values_from(spec),
        **others,
    )


def _refuse_unknown_keys(where: str, spec: Any, allowed: set[str]) -> None:
    if not isinstance(spec, dict):
        raise ProfileError(f"{where}：应为“键: 值”。It should be `key: value` lines.")
    for key in spec:
        if key not in allowed:
            near = difflib.get_close_matches(str(key), allowed, n=1)
            hint = f"（{near[0]}?）" if near else ""
            raise ProfileError(f"{where}：不认识 {key}{hint}。Unknown key {key}.")


def _require_keys(where: str, spec: dict[str, Any], keys: Iterable[str]) -> None:
    for key in keys:
        if key not in spec:
            raise ProfileError(f"{where}：缺少 {key}。{key} is missing.")


def _changes_text(output: Output) -> bool:
    return bool(output.values or output.slug or output.title or output.hash)


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
        name_zh=contract.name_zh,
        name_en=contract.source,
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


def contract_headers(name: str, zh: str) -> tuple[str, ...]:
    without_brackets = re.sub(r"[（(].*?[）)]", "", zh)
    return tuple(dict.fromkeys((name, zh, without_brackets)))


# --------------------------------------------------------------------------------------------------- matching with sheets


def find_header(headers: Sequence[str], wanted: Sequence[str]) -> str | None:
    """The first of the file's `headers` that is one of `wanted`, in the order of `wanted`.

    A wanted name may hold `*` for any text; it finds a header only where no other one is like it.
    """
    return header_among(headers_as_compared(headers), wanted)


def headers_as_compared(headers: Sequence[str]) -> dict[str, str]:
    """The headers by what they are compared as; of those compared alike the first."""
    by_normal: dict[str, str] = {}
    for header in headers:
        by_normal.setdefault(normalise_header(header), header)
    return by_normal


def header_among(by_normal: Mapping[str, str], wanted: Sequence[str]) -> str | None:
    """As `find_header`, of headers known by what they are compared as."""
    for name in wanted:
        normal = normalise_header(name)
        if (match := by_normal.get(normal)) is not None:
            return match
        if "*" in name and len(alike := [each for each in by_normal if fnmatchcase(each, normal)]) == 1:
            return by_normal[alike[0]]
    return None


def recognised_among(profiles: Iterable[Profile], headers: Sequence[str]) -> Profile | None:
    """The profile of a file with these headers: the first all of whose `recognise` are there, or else the only one most of
    whose `recognise` are, with all it cannot do without and most of what it reads: headers drift between rounds."""
    candidates = [profile for profile in profiles if profile.recognise]
    for profile in candidates:
        if not absent_headers(profile, headers):
            return profile
    drifted = [profile for profile in candidates if _is_recognised_by_most(profile, headers)]
    return drifted[0] if len(drifted) == 1 else None


def absent_headers(profile: Profile, headers: Sequence[str]) -> list[str]:
    """The headers the profile is recognised by that are not there."""
    return [name for name in profile.recognise if find_header(headers, (name,)) is None]


def _is_recognised_by_most(profile: Profile, headers: Sequence[str]) -> bool:
    if len(absent_headers(profile, headers)) >= len(profile.recognise) / 3 or not profile.tables:
        return False
    if any(missing_columns(profile, table, headers) for table in profile.tables):
        return False
    read = profile.headers_read()
    return 2 * sum(find_header(headers, names) is not None for names in read) > len(read)


@dataclass(frozen=True)
class MissingColumn:
    """A column the file must have and has not; `near` are headers of the file that look like it."""

    names: tuple[str, ...]
    near: tuple[str, ...]


def missing_columns(profile: Profile, table: Table, headers: Sequence[str]) -> list[MissingColumn]:
    """What `table` cannot do without and `headers` lack: required fields, and at least one time."""
    contract = contracts()[table.source]
    used = {name for output in table.columns.values() for name in fields_of(output)}
    wanted = [profile.fields[name] for name in used if name in profile.fields]
    wanted += table.melt.questions if table.melt else ()
    needed = [
        names for f in sorted(wanted, key=lambda f: f.name) if not f.optional for names in (f.headers, f.time_of_day)
    ]
    found = [_missing(names, headers) for names in needed if names and not find_header(headers, names)]
    if contract.time and not found:
        times = [table.columns[name] for name in contract.time if name in table.columns]
        names = {name for output in times for name in fields_of(output)}
        if not any(find_header(headers, profile.fields[name].headers) for name in names):
            labels = tuple(contract.column(name).zh for name in contract.time)
            found.append(_missing((*labels, *contract.time), headers))
    return found


def _missing(names: tuple[str, ...], headers: Sequence[str]) -> MissingColumn:
    normal = {normalise_header(header): header for header in headers}
    near: dict[str, None] = {}
    for name in names:
        for match in difflib.get_close_matches(normalise_header(name), list(normal), n=2, cutoff=0.6):
            near[normal[match]] = None
    return MissingColumn(names=names, near=tuple(near))


def has_key(profile: Profile, table: Table, headers: Sequence[str]) -> bool:
    """Whether the file has the columns the source's key is made of; a source it only might mention is left out."""
    for column in contracts()[table.source].key:
        output = table.columns.get(column)
        if output is None or output.constant is not None:
            continue
        names = [name for name in fields_of(output) if name in profile.fields]
        if names and not any(find_header(headers, profile.fields[name].headers) for name in names):
            return False
    return True


def fields_of(output: Output) -> list[str]:
    """Names of the fields a column is filled from."""
    clocks = filter(None, (output.on_day_of, output.clock, output.plus_seconds))
    return list(dict.fromkeys([*output.source_fields, *output.join, *output.fingerprint, *clocks]))
