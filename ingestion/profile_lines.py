"""A mapping profile as a table a person edits, and back: which column of the file becomes which column of a source.

Profiles are the YAML of `docs/profiles.md` read into dicts. What the table does not show (other sources the file feeds,
patterns of times) stays as it was proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import yaml

from ingestion.notices import label
from ingestion.profile import MELTED, ProfileError, names_of
from ingestion.words import chinese_words
from warehouse.settings import Column, Contract, contracts

# What a column of the file may become, beside a column of the source: nothing; used as proposed, in a way the table does not
# show; the day of clocks that stand alone; a row for each answer; and, behind a column's name, its clock.
IGNORED, KEPT, DAY, QUESTION, CLOCK = "@ignored", "@kept", "@day", "@question", "@clock"
# In the unit of the column it becomes.
SAME_UNIT = "same"
UNITS = {"seconds": 1, "minutes": 60, "hours": 3600}
ORDERS = ("auto", "ymd", "dmy", "mdy")
# What a proposal writes where only a person knows.
UNKNOWN = {"constant": "?"}
RECOGNISED_BY = 5

# How a field's cells are read, whatever the field feeds.
_OF_TIMES = ("format", "timezone", "offset", "clock", "not_after", "days_before")


@dataclass(frozen=True)
class Line:
    """One column of the file. `target` is a column of the source or one of the above; `unit` is what the file counts a duration
    in, `low` to `high` the scale of a question, turned round where `reverse`; `no_answer` are codes, `;` between them; `words`
    say what the column's words stand for."""

    header: str
    target: str = IGNORED
    order: str = "auto"
    unit: str = SAME_UNIT
    no_answer: str = ""
    low: float | None = None
    high: float | None = None
    reverse: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """The column of the source, clock or not."""
        return self.target.removesuffix(CLOCK)


@dataclass(frozen=True)
class Edited:
    """What a person has made of a proposal. `key_from`: headers an id is made of where no column holds one; `constants`: values
    of columns the file does not have. Without `mentions_others` the file feeds no register of communities or people it only
    mentions: a community may not add to them."""

    lines: Sequence[Line]
    key_from: Sequence[str] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    mentions_others: bool = True

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Edited:
        """What JSON says, each line an object. Raises TypeError for what it does not know."""
        return cls(**{**stored, "lines": [Line(**line) for line in stored["lines"]]})


def read_draft(text: str) -> dict[str, Any]:
    """The proposed profile of its YAML text."""
    draft: dict[str, Any] = yaml.safe_load(text)
    return {**draft, "fields": draft["fields"] or {}}


def main_table(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The table that takes the file's rows, without what it does not know; others only mention what they find in it."""
    tables: list[dict[str, Any]] = draft["tables"]
    table = next((table for table in tables if not table.get("distinct")), tables[0])
    return {**table, "columns": {name: output for name, output in table["columns"].items() if output != UNKNOWN}}


# ---------------------------------------------------------------------------------------------------- a profile as lines


def as_table(draft: Mapping[str, Any], headers: Sequence[str]) -> dict[str, Any]:
    """The proposal as people edit it, for JSON: `lines`, `key_from`, what else is `given` a value, and the choices there are:
    `targets`, `orders`, `units` (none where the source counts no time), and by column what the `words` of its vocabulary are
    called in Chinese."""
    table = main_table(draft)
    contract = contracts()[table["source"]]
    return {
        "lines": [asdict(line) for line in lines_of(draft, headers)],
        "key_from": key_headers(draft, headers),
        "given": sorted(column for column, output in table["columns"].items() if not _fields_of(output)),
        "targets": _targets(contract),
        "orders": list(ORDERS),
        "units": [SAME_UNIT, *UNITS] if any(_own_unit(name) for name in contract.column_names) else [],
        "words": {column.name: _chinese(contract, column) for column in contract.columns if column.vocabulary},
    }


def _targets(contract: Contract) -> list[str]:
    clocks = [f"{column.name}{CLOCK}" for column in contract.columns if column.type == "timestamp"]
    asked = [QUESTION] if "scale_min" in contract.column_names else []
    return [IGNORED, *contract.column_names, *asked, *([DAY, *clocks] if clocks else []), KEPT]


def _chinese(contract: Contract, column: Column) -> dict[str, str]:
    chinese = chinese_words(contract.source, column.name)
    return {word: chinese.get(word, (word,))[0] for word in column.vocabulary}


def lines_of(draft: Mapping[str, Any], headers: Sequence[str]) -> list[Line]:
    """The proposed profile as one line per header of the file."""
    table = main_table(draft)
    used = {header for name in draft["fields"] for header in _headers_of(draft, name)}
    used |= {header for other in draft["tables"] for each in _questions(other).values() for header in each["headers"]}
    lines = {header: Line(header, KEPT if header in used else IGNORED) for header in headers}
    for column, output in table["columns"].items():
        for name in _fields_of(output) or _own_id(column, output):
            for line in _lines_of_field(_field(draft, name), column, table["columns"], headers):
                lines[line.header] = line
    for question in _questions(table).values():
        low, high = question["scale"]
        read = Line(
            "", QUESTION, no_answer=_joined(question), low=low, high=high, reverse=bool(question.get("reverse"))
        )
        for header in question["headers"]:
            if header in lines:
                lines[header] = replace(read, header=header)
    return [replace(line, words=_words_of(draft, line.header)) for line in lines.values()]


def _lines_of_field(
    spec: Mapping[str, Any], column: str, outputs: Mapping[str, Any], headers: Sequence[str]
) -> list[Line]:
    """The line of the header that fills a column, and of its clock's."""
    header = next((each for each in spec["headers"] if each in headers), None)
    if header is None:
        return []
    read = Line(header, column, spec.get("order", "auto"), no_answer=_joined(spec))
    clock = next((each for each in spec["time_of_day"] if each in headers), None)
    if clock is not None:
        return [replace(read, target=DAY), Line(clock, f"{column}{CLOCK}")]
    low, high = (_constant(outputs.get(end)) if column == "score" else None for end in ("scale_min", "scale_max"))
    return [replace(read, unit=_unit(column, outputs[column]), low=low, high=high)]


def _words_of(draft: Mapping[str, Any], header: str) -> dict[str, str]:
    """What the proposal takes the column's words for; not the answers that questions share."""
    own = [each for each in main_table(draft).get("melt", {}).get("questions", {}).values() if isinstance(each, dict)]
    found: dict[str, str] = {}
    for spec in [*(_field(draft, name) for name in draft["fields"]), *own]:
        if header in names_of(spec["headers"]):
            found |= {str(word): str(meaning) for word, meaning in spec.get("values", {}).items()}
    return found


def key_headers(draft: Mapping[str, Any], headers: Sequence[str]) -> list[str]:
    """The file's columns the proposal makes an id of; empty where a column holds one."""
    table = main_table(draft)
    output = table["columns"].get(contracts()[table["source"]].key[0])
    made_of = output.get("fingerprint", ()) if isinstance(output, dict) else ()
    return [header for name in made_of for header in _field(draft, name)["headers"] if header in headers]


# ---------------------------------------------------------------------------------------------------- lines as a profile


def compose(draft: Mapping[str, Any], edited: Edited) -> dict[str, Any]:
    """The profile the table says. Where no column says the community, whoever sends the file does.

    Raises ProfileError with what is missing or said twice, about a column of the source or a header of the file.
    """
    main = main_table(draft)
    contract = contracts()[main["source"]]
    # A score is turned round as an answer is.
    questions = [line for line in edited.lines if line.target == QUESTION or (line.target == "score" and line.reverse)]
    mapped = [line for line in edited.lines if line.target not in (IGNORED, KEPT, DAY) and line not in questions]
    names = {
        line.header: f"{line.column}_text" if questions and line.column in MELTED else line.column for line in mapped
    }
    fields, columns = _mapped(draft, contract, edited, [(line, names[line.header]) for line in mapped])
    fields |= _kept_fields(draft, edited.lines, fields)
    made_anew = {contract.key[0]} if edited.key_from and len(contract.key) == 1 else set()
    known = {*fields, *(MELTED if questions else ())}
    for column, output in main["columns"].items():
        if column not in made_anew and _needs_no_line(column, output) and set(_joined_fields(output)) <= known:
            columns.setdefault(column, output)
    if questions:
        columns |= {name: columns.get(name, name) for name in MELTED}
    _fill_community(contract, fields, columns)
    made_of = [names[header] for header in edited.key_from if header in names]
    _fill_key(contract, columns, made_of, any(line.target == QUESTION for line in questions))
    _refuse_gaps(contract, columns)
    table = {"source": contract.source, **({"melt": _melt(main, questions)} if questions else {}), "columns": columns}
    tables = [*_mentions(draft, edited, fields), table]
    fed = {name for each in tables for output in each["columns"].values() for name in _all_fields(output)}
    used = [line.header for line in edited.lines if line.target not in (IGNORED, KEPT)]
    proposed = [header for header in draft.get("recognise", ()) if header in used]
    return {
        "profile": draft["profile"],
        "recognise": list(dict.fromkeys([*proposed, *used]))[:RECOGNISED_BY],
        **{key: draft[key] for key in ("timezone", "empty", "repeated_sheets") if key in draft},
        "fields": {name: spec for name, spec in fields.items() if name in fed},
        "tables": tables,
    }


def _mapped(
    draft: Mapping[str, Any], contract: Contract, edited: Edited, names: Sequence[tuple[Line, str]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields, by the names they are to have, and the columns that lines and constants say."""
    day = next((line for line in edited.lines if line.target == DAY), None)
    before = main_table(draft)["columns"]
    fields: dict[str, Any] = {}
    columns: dict[str, Any] = {}
    for line, name in names:
        if line.column in columns:
            raise _problem("line_twice", contract, line.column)
        fields[name] = _field_spec(draft, contract, line, day)
        columns[line.column] = _output(before.get(line.column), line, name)
        if line.column == "score" and line.low is not None and line.high is not None:
            columns |= {"scale_min": {"constant": line.low}, "scale_max": {"constant": line.high}}
    given = {column: {"constant": value} for column, value in edited.constants.items() if column not in columns}
    return fields, columns | given


def _field_spec(draft: Mapping[str, Any], contract: Contract, line: Line, day: Line | None) -> dict[str, Any]:
    kind = contract.column(line.column)
    fields = (_field(draft, name) for name in draft["fields"])
    before = next((spec for spec in fields if line.header in spec["headers"]), {})
    spec: dict[str, Any] = {"headers": [line.header]}
    order = line.order
    if line.target.endswith(CLOCK):
        if day is None:
            raise _problem("line_clock_without_day", contract, line.column)
        spec, order = {"headers": [day.header], "time_of_day": [line.header]}, day.order
    if not kind.required:
        spec["optional"] = True
    if kind.type in ("date", "timestamp"):
        spec |= {"type": kind.type, "order": order}
        spec |= {key: before[key] for key in _OF_TIMES if key in before and before[key] not in draft["fields"]}
    return spec | _cells(line)


def _cells(line: Line) -> dict[str, Any]:
    """What the line says of single cells."""
    meant = {word: meaning for word, meaning in line.words.items() if meaning}
    codes = [code.strip() for code in line.no_answer.replace("；", ";").replace("，", ";").split(";") if code.strip()]
    return ({"values": meant} if meant else {}) | ({"no_answer": codes} if codes else {})


def _output(before: Any, line: Line, name: str) -> Any:
    """How the column is filled: as proposed where the proposal changes the text, in the column's own unit."""
    output = {**before, "from": name} if isinstance(before, dict) and "from" in before else {"from": name}
    if line.words and line.column == "community_id":
        output.pop("slug", None)  # the words stand for ids already
    if own := _own_unit(line.column):
        output.pop("multiply", None)
        if line.unit not in (SAME_UNIT, own):
            output["multiply"] = UNITS[line.unit] / UNITS[own]
    return output if len(output) > 1 else name


def _kept_fields(draft: Mapping[str, Any], lines: Sequence[Line], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The proposal's fields that the table does not show, but where somebody has taken their columns out of use."""
    dropped = {line.header for line in lines if line.target == IGNORED}
    return {
        name: spec
        for name, spec in draft["fields"].items()
        if name not in fields and not dropped.intersection(_headers_of(draft, name))
    }


def _fill_community(contract: Contract, fields: dict[str, Any], columns: dict[str, Any]) -> None:
    if "community_id" in contract.column_names and "community_id" not in columns and contract.key != ("community_id",):
        fields["community_id"] = {"headers": ["community_id", contract.column("community_id").zh], "optional": True}
        columns["community_id"] = "community_id"


def _fill_key(contract: Contract, columns: dict[str, Any], made_of: Sequence[str], many_answers: bool) -> None:
    """Gives every row its id: a column's, made of several, and for answers one for each question."""
    if len(contract.key) != 1:
        return
    (key,) = contract.key
    if key not in columns and made_of:
        columns[key] = {"fingerprint": [*made_of, *(["item"] if many_answers else [])]}
    elif many_answers and isinstance(columns.get(key), str):
        columns[key] = {"join": [columns[key], "item"]}


def _refuse_gaps(contract: Contract, columns: Mapping[str, Any]) -> None:
    if contract.time and not any(column in columns for column in contract.time):
        raise _problem("line_no_time", contract, contract.time[0])
    for needed in contract.columns:
        if needed.required and needed.name not in columns:
            raise _problem("line_required", contract, needed.name)


def _problem(code: str, contract: Contract, column: str) -> ProfileError:
    return ProfileError(f"profiles.{code}", about=label(contract.source, column))


def _melt(main: Mapping[str, Any], questions: Sequence[Line]) -> dict[str, Any]:
    named = {header: name for name, each in _questions(main).items() for header in each["headers"]}
    asked: dict[str, Any] = {}
    for line in questions:
        if line.low is None or line.high is None or line.low >= line.high:
            raise ProfileError("profiles.line_scale", about=line.header)
        spec: dict[str, Any] = {"headers": [line.header], "scale": [line.low, line.high], "optional": True}
        turned = {"reverse": True} if line.reverse else {}
        asked[named.get(line.header) or line.header.replace("__", "_")] = spec | turned | _cells(line)
    answers = {key: each for key, each in main.get("melt", {}).items() if key == "answers"}
    return {"scale": [questions[0].low, questions[0].high], **answers, "questions": asked}


def _mentions(draft: Mapping[str, Any], edited: Edited, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The other sources that the file still feeds."""
    # Words that stand for communities we know mention no others.
    named = any(line.target == "community_id" and line.words for line in edited.lines)
    source = main_table(draft)["source"]
    return [
        other
        for other in draft["tables"]
        if other["source"] != source and _is_fed(other, fields)
        if edited.mentions_others or not other.get("distinct")
        if not (named and other["source"] == "communities")
    ]


def _is_fed(table: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    named = {name for output in table["columns"].values() for name in _all_fields(output)}
    return named <= fields.keys() | set(MELTED if "melt" in table else ())


# ------------------------------------------------------------------------------------------------- pieces of the grammar


def _field(draft: Mapping[str, Any], name: str) -> dict[str, Any]:
    spec = draft["fields"].get(name, {"headers": []})
    spec = spec if isinstance(spec, dict) else {"headers": spec}
    return {**spec, "headers": names_of(spec["headers"]), "time_of_day": names_of(spec.get("time_of_day", ()))}


def _headers_of(draft: Mapping[str, Any], name: str) -> list[str]:
    spec = _field(draft, name)
    return [*spec["headers"], *spec["time_of_day"]]


def _questions(table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """A table's questions by name, each with its headers and scale and the codes that are no answer."""
    melt = table.get("melt", {})
    shared = {key: melt[key] for key in ("scale", "no_answer") if key in melt}
    own = {
        name: each if isinstance(each, dict) else {"headers": each} for name, each in melt.get("questions", {}).items()
    }
    return {name: {**shared, **each, "headers": names_of(each["headers"])} for name, each in own.items()}


def _fields_of(output: Any) -> list[str]:
    """The fields of which a column takes the first that is not empty."""
    candidates = output.get("from", ()) if isinstance(output, dict) else output
    listed = [candidates] if isinstance(candidates, str | dict) else candidates
    return [each["field"] if isinstance(each, dict) else each for each in listed]


def _joined_fields(output: Any) -> list[str]:
    return [*output.get("join", ()), *output.get("fingerprint", ())] if isinstance(output, dict) else []


def _all_fields(output: Any) -> list[str]:
    clocks = [output[key] for key in ("on_day_of", "clock") if key in output] if isinstance(output, dict) else []
    return [*_fields_of(output), *_joined_fields(output), *clocks]


def _own_id(column: str, output: Any) -> list[str]:
    """The field that holds a row's id where every answer gets its own of it."""
    return [column] if _joined_fields(output) == [column, "item"] else []


def _needs_no_line(column: str, output: Any) -> bool:
    return not _fields_of(output) and not _own_id(column, output)


def _own_unit(column: str) -> str | None:
    """The unit a column counts time in, as its name says."""
    unit = column.rpartition("_")[2]
    return unit if unit in UNITS else None


def _unit(column: str, output: Any) -> str:
    factor, own = output.get("multiply") if isinstance(output, dict) else None, _own_unit(column)
    if factor is None or own is None:
        return SAME_UNIT
    return next((unit for unit, seconds in UNITS.items() if abs(seconds / UNITS[own] / factor - 1) < 1e-6), SAME_UNIT)


def _constant(output: Any) -> float | None:
    value = output.get("constant") if isinstance(output, dict) else None
    return float(value) if isinstance(value, int | float) else None


def _joined(spec: Mapping[str, Any]) -> str:
    return ";".join(map(str, spec.get("no_answer", ())))
