"""Mapping profiles as they are written in YAML (`docs/profiles.md`): read, or refused with the place that is wrong."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from ingestion.profile import (
    EMPTY_CELLS,
    MELTED,
    Field,
    Melt,
    Output,
    Profile,
    ProfileError,
    Table,
    fields_of,
    names_of,
)
from warehouse.settings import DUCKDB_TYPES, contracts
from warehouse.settings.messages import as_told

SHIPPED_PROFILES = Path(__file__).parent / "profiles"

# Columns every sheet brings along; a field cannot be called so.
_RESERVED = frozenset(("row_number", "extra_cells", "file_name", "sheet"))


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
        raise ProfileError("profiles.not_yaml", where=path.name, fault=str(error)) from error
    except OSError as error:
        raise ProfileError("profiles.unreadable", where=path.name, fault=str(error)) from error
    if not isinstance(raw, dict):
        raise ProfileError("profiles.no_keys", where=path.name)
    try:
        return _profile_from(raw)
    except ProfileError as error:
        raise ProfileError("profiles.in_file", file=path.name, fault=error.message) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ProfileError("profiles.not_written_so", where=path.name, fault=str(error)) from error


def _profile_from(raw: dict[str, Any]) -> Profile:
    allowed = {
        "profile", "name_zh", "name_en", "recognise", "timezone", "empty", "repeated_sheets", "fields", "tables", "not_taken",
        "ask",
    }  # fmt: skip
    _refuse_unknown_keys("profile", raw, allowed)
    if raw.get("ask"):
        questions = [as_told(question["zh"], question["en"]) for question in raw["ask"]]
        raise ProfileError("profiles.open_questions", count=len(questions), questions=questions)
    reason = raw.get("not_taken")
    _require_keys("profile", raw, ("profile", "recognise") if reason else ("profile", "fields", "tables"))
    if reason:
        _refuse_unknown_keys("not_taken", reason, {"zh", "en"})
        _require_keys("not_taken", reason, ("zh", "en"))
    fields = {name: _field_from(name, spec) for name, spec in raw.get("fields", {}).items()}
    tables = tuple(_table_from(spec, fields) for spec in raw.get("tables", ()))
    if twice := [source for source, times in Counter(table.source for table in tables).items() if times > 1]:
        raise ProfileError("profiles.source_twice", source=twice[0])
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
        called=as_told(*(str(raw.get(name, raw["profile"])) for name in ("name_zh", "name_en"))),
        recognise=tuple(raw.get("recognise", ())),
        timezone=raw.get("timezone"),
        empty=tuple({*EMPTY_CELLS, *_spellings(raw.get("empty", ()))}),
        repeated_sheets=tuple(raw.get("repeated_sheets", ())),
        fields=fields,
        tables=tables,
        identity=f"{raw['profile']}:{identity}",
        not_taken=as_told(reason["zh"], reason["en"]) if reason else None,
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
        raise ProfileError("profiles.reserved_field", where=f"fields.{name}")
    if spec.get("type", "string") not in DUCKDB_TYPES:
        raise ProfileError("profiles.no_type", where=f"fields.{name}.type", type=spec["type"])
    if spec.get("format") and not _FORMAT.fullmatch(spec["format"]):
        raise ProfileError("profiles.no_format", where=f"fields.{name}.format", format=spec["format"])
    return Field(
        **{
            **spec,
            "name": name,
            "headers": names_of(spec["headers"]),
            "time_of_day": names_of(spec.get("time_of_day", ())),
            "values": _values_from(spec),
            "no_answer": tuple(_spellings(spec.get("no_answer", ()))),
        }
    )


# Directives of strptime both Python and the engine know.
_FORMAT = re.compile(r"(?:%-?[aAbBdHIjmMpSyYz%]|%[fn]|[^%])+")


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
        raise ProfileError("profiles.no_source", source=source)
    melt = _melt_from(spec["melt"]) if "melt" in spec else None
    repeat = {
        str(group): {name: names_of(headers) for name, headers in named.items()}
        for group, named in spec.get("repeat", {}).items()
    }
    if unknown := {name for group in repeat.values() for name in group} - set(fields):
        raise ProfileError("profiles.no_field", where=f"tables.{source}.repeat", field=min(unknown))
    known = {*fields, *(MELTED if melt else ()), *(("group",) if repeat else ())}
    columns = {}
    for column, output_spec in spec["columns"].items():
        where = f"tables.{source}.{column}"
        if column not in contracts()[source].column_names:
            raise ProfileError("profiles.no_such_column", where=where, source=source)
        output = _output_from(where, output_spec)
        for name in set(fields_of(output)) - known:
            raise ProfileError("profiles.no_field", where=where, field=name)
        columns[column] = output
    for required in contracts()[source].columns:
        if required.required and required.name not in columns:
            raise ProfileError("profiles.not_filled", where=f"tables.{source}", column=required.name)
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
        raise ProfileError("profiles.filled_by_one", where=where)
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
        raise ProfileError("profiles.no_keys", where=where)
    for key in spec:
        if key not in allowed:
            near = difflib.get_close_matches(str(key), allowed, n=1)
            code = "unknown_key_but_near" if near else "unknown_key"
            raise ProfileError(f"profiles.{code}", where=where, key=str(key), **({"near": near[0]} if near else {}))


def _require_keys(where: str, spec: dict[str, Any], keys: Iterable[str]) -> None:
    for key in keys:
        if key not in spec:
            raise ProfileError("profiles.key_missing", where=where, key=key)


def _changes_text(output: Output) -> bool:
    return bool(output.values or output.slug or output.title or output.hash)
