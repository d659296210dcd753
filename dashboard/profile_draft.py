"""A mapping profile as a table a person edits, and back: which column of the file becomes which column of a source.

The profile is the YAML of `docs/profiles.md` read into dicts. What the table does not show (other sources the file feeds,
patterns of times, constants) stays as it was proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from warehouse.settings import Contract

# What a column of the file may become, beside a column of the source.
IGNORED, KEPT, DAY, QUESTION, CLOCK = "@ignored", "@kept", "@day", "@question", "@clock"
# In the unit of the column it becomes.
SAME_UNIT = "same"
# What a proposal writes where only a person knows.
UNKNOWN = {"constant": "?"}

ORDERS = ("auto", "ymd", "dmy", "mdy")
UNITS = {"seconds": 1, "minutes": 60, "hours": 3600}

# Names a profile keeps for the answers to questions.
_ANSWER = ("item", "score", "scale_min", "scale_max")
# How a field's cells are read, whatever the field feeds.
_OF_TIMES = ("format", "timezone", "offset", "clock", "not_after", "days_before")
RECOGNISED_BY = 5


class DraftProblem(ValueError):
    """The table is no profile yet; `code` names the problem (`wizard.problem.<code>`), `about` the column."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(f"{code}: {about}")
        self.code = code
        self.about = about


@dataclass(frozen=True)
class Line:
    """One column of the file. `target` is a column of the source, `IGNORED`, `KEPT` (used as proposed, in a way the table
    does not show), `DAY` (the day of clocks that stand alone), `QUESTION` (a row for each answer) or `<column>@clock`.
    `unit` is what the file counts a duration in,
    `low` to `high` the scale of a question, turned round where `reverse`; `no_answer` are codes, `;` between them."""

    header: str
    target: str = IGNORED
    order: str = "auto"
    unit: str = SAME_UNIT
    no_answer: str = ""
    low: float | None = None
    high: float | None = None
    reverse: bool = False


def read_draft(text: str) -> dict[str, Any]:
    """The proposed profile of its YAML text."""
    draft: dict[str, Any] = yaml.safe_load(text)
    return {**draft, "fields": draft["fields"] or {}}


def main_table(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The table that takes the file's rows, without what it does not know; others only mention what they find in it."""
    tables: list[dict[str, Any]] = draft["tables"]
    table = next((table for table in tables if not table.get("distinct")), tables[0])
    known = {column: output for column, output in table["columns"].items() if output != UNKNOWN}
    return {**table, "columns": known}


def targets(contract: Contract) -> list[str]:
    """What a column of a file may become in this source."""
    clocks = [f"{column.name}{CLOCK}" for column in contract.columns if column.type == "timestamp"]
    asked = [QUESTION] if "scale_min" in contract.column_names else []
    return [IGNORED, *contract.column_names, *asked, *([DAY, *clocks] if clocks else []), KEPT]


def lines_of(draft: Mapping[str, Any], headers: Sequence[str]) -> list[Line]:
    """The proposed profile as one line per header of the file."""
    lines = {header: Line(header) for header in headers}
    table = main_table(draft)
    asked = [each for other in draft["tables"] for each in other.get("melt", {}).get("questions", {}).values()]
    used = [header for name in draft["fields"] for header in _headers_of(draft, name)]
    for each in [*used, *(header for question in asked for header in _question_headers(question))]:
        if each in lines:
            lines[each] = Line(each, KEPT)
    for column, output in table["columns"].items():
        for name in _fields_of(output) or _own_id(column, output):
            field = _field(draft, name)
            header = next((each for each in field["headers"] if each in lines), None)
            if header is None:
                continue
            read = Line(header, column, field.get("order", "auto"), no_answer=_joined(field.get("no_answer", ())))
            clock = next((each for each in field["time_of_day"] if each in lines), None)
            if clock is None:
                scale = [_constant(table["columns"].get(end)) for end in ("scale_min", "scale_max")]
                low, high = scale if column == "score" else (None, None)
                lines[header] = replace(read, unit=_unit(column, output), low=low, high=high)
            else:
                lines[header] = replace(read, target=DAY)
                lines[clock] = Line(clock, f"{column}{CLOCK}")
    melt = table.get("melt", {})
    for question in melt.get("questions", {}).values():
        own = question if isinstance(question, dict) else {}
        low, high = own.get("scale", melt["scale"])
        codes = own.get("no_answer", melt.get("no_answer", ()))
        for header in _question_headers(question):
            if header in lines:
                turned = bool(own.get("reverse"))
                lines[header] = Line(header, QUESTION, "auto", SAME_UNIT, _joined(codes), low, high, turned)
    return list(lines.values())


def given(draft: Mapping[str, Any]) -> set[str]:
    """Columns of the source that the proposal fills from no column of the file in particular."""
    return {column for column, output in main_table(draft)["columns"].items() if not _fields_of(output)}


def words_of(draft: Mapping[str, Any], header: str) -> dict[str, str]:
    """What the proposal takes the column's words for."""
    melt = main_table(draft).get("melt", {})
    questions = [each for each in melt.get("questions", {}).values() if isinstance(each, dict)]
    found: dict[str, str] = {}
    for field in [*(_field(draft, name) for name in draft["fields"]), *questions]:
        if header in _listed(field["headers"]):
            found.update({str(word): str(meaning) for word, meaning in field.get("values", {}).items()})
    return found


def key_headers(draft: Mapping[str, Any], contract: Contract, headers: Sequence[str]) -> list[str]:
    """The file's columns the proposal makes an id of; empty where a column holds one."""
    output = main_table(draft)["columns"].get(contract.key[0])
    made_of = output.get("fingerprint", ()) if isinstance(output, dict) else ()
    return [header for name in made_of for header in _field(draft, name)["headers"] if header in headers]


def compose(
    draft: Mapping[str, Any],
    contract: Contract,
    lines: Sequence[Line],
    words: Mapping[str, Mapping[str, str]],
    key_from: Sequence[str] = (),
    constants: Mapping[str, str] | None = None,
    mentions_others: bool = True,
) -> dict[str, Any]:
    """The profile the table says.

    `words` by header: what its words stand for. `key_from`: headers an id is made of where no column holds one.
    `constants`: values of columns the file does not have. Where no column says the community, whoever sends the file does.
    Without `mentions_others` the file feeds no register of communities or people it only mentions: a community may not add to
    them. Raises DraftProblem.
    """
    # A score is turned round as an answer is.
    questions = [line for line in lines if line.target == QUESTION or (line.target == "score" and line.reverse)]
    mapped = [line for line in lines if line.target not in (IGNORED, KEPT, DAY) and line not in questions]
    day = next((line for line in lines if line.target == DAY), None)
    old = main_table(draft)["columns"] if main_table(draft)["source"] == contract.source else {}
    fields: dict[str, Any] = {}
    columns: dict[str, Any] = {}
    names: dict[str, str] = {}
    for line in mapped:
        column = line.target.removesuffix(CLOCK)
        if column in columns:
            raise DraftProblem("twice", column)
        name = names[line.header] = f"{column}_text" if questions and column in _ANSWER else column
        fields[name] = _field_spec(draft, contract, line, column, day, words.get(line.header, {}))
        columns[column] = _output(old.get(column), line, column, name, bool(words.get(line.header)))
        if column == "score" and line.low is not None and line.high is not None:
            columns |= {"scale_min": {"constant": line.low}, "scale_max": {"constant": line.high}}
    for column, value in (constants or {}).items():
        columns.setdefault(column, {"constant": value})
    fields |= _kept_fields(draft, lines, fields)
    known = {*fields, *(_ANSWER if questions else ())}
    for column, output in old.items():
        made_anew = key_from and contract.key == (column,)
        if (
            not made_anew
            and not _own_id(column, output)
            and not _fields_of(output)
            and set(_joined_fields(output)) <= known
        ):
            columns.setdefault(column, output)
    if questions:
        columns |= {name: columns.get(name, name) for name in _ANSWER}
    _fill_community(contract, fields, columns)
    many = any(line.target == QUESTION for line in questions)
    _fill_key(contract, columns, [names[header] for header in key_from if header in names], many)
    if contract.time and not any(column in columns for column in contract.time):
        raise DraftProblem("no_time", contract.time[0])
    for needed in contract.columns:
        if needed.required and needed.name not in columns:
            raise DraftProblem("required", needed.name)
    table: dict[str, Any] = {"source": contract.source}
    if questions:
        table["melt"] = _melt(draft, questions, words)
    table["columns"] = columns
    # Words that stand for communities we know mention no others.
    named = any(line.target == "community_id" and words.get(line.header) for line in mapped)
    mentions = [
        other
        for other in draft["tables"]
        if other["source"] not in (contract.source, main_table(draft)["source"]) and _is_fed(other, fields)
        if mentions_others or not other.get("distinct")
        if not (named and other["source"] == "communities")
    ]
    kept = {key: value for key, value in draft.items() if key in ("timezone", "empty", "repeated_sheets")}
    tables = [*mentions, table]
    fed = {name for each in tables for output in each["columns"].values() for name in _all_fields(output)}
    used = [line.header for line in lines if line.target not in (IGNORED, KEPT)]
    proposed = [header for header in draft.get("recognise", ()) if header in used]
    return {
        "profile": draft["profile"],
        "recognise": list(dict.fromkeys([*proposed, *used]))[:RECOGNISED_BY],
        **kept,
        "fields": {name: spec for name, spec in fields.items() if name in fed},
        "tables": tables,
    }


def _field(draft: Mapping[str, Any], name: str) -> dict[str, Any]:
    spec = draft["fields"].get(name, {"headers": []})
    spec = spec if isinstance(spec, dict) else {"headers": spec}
    return {**spec, "headers": _listed(spec["headers"]), "time_of_day": _listed(spec.get("time_of_day", ()))}


def _field_spec(
    draft: Mapping[str, Any], contract: Contract, line: Line, column: str, day: Line | None, words: Mapping[str, str]
) -> dict[str, Any]:
    kind = contract.column(column)
    before = next(
        (_field(draft, name) for name in draft["fields"] if line.header in _field(draft, name)["headers"]), {}
    )
    spec: dict[str, Any] = {"headers": [line.header]}
    if line.target.endswith(CLOCK):
        if day is None:
            raise DraftProblem("clock_without_day", column)
        spec = {"headers": [day.header], "time_of_day": [line.header]}
    if not kind.required:
        spec["optional"] = True
    if kind.type in ("date", "timestamp"):
        order = day.order if day is not None and line.target.endswith(CLOCK) else line.order
        spec |= {"type": kind.type, "order": order}
        spec |= {key: before[key] for key in _OF_TIMES if key in before and before[key] not in draft["fields"]}
    if meant := {word: meaning for word, meaning in words.items() if meaning}:
        spec["values"] = meant
    if line.no_answer.strip():
        spec["no_answer"] = _split(line.no_answer)
    return spec


def _output(before: Any, line: Line, column: str, name: str, is_named: bool) -> Any:
    """How the column is filled: as proposed where the proposal changes the text, in the column's own unit."""
    output = {**before, "from": name} if isinstance(before, dict) and "from" in before else {"from": name}
    if is_named and column == "community_id":
        output.pop("slug", None)  # the words stand for ids already
    if (own := column.rpartition("_")[2]) in UNITS:
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


def _fill_key(contract: Contract, columns: dict[str, Any], made_of: list[str], many_answers: bool) -> None:
    """Gives every row its id: a column's, made of several, and for answers one for each question."""
    if len(contract.key) != 1:
        return
    (key,) = contract.key
    if key not in columns and made_of:
        columns[key] = {"fingerprint": [*made_of, *(["item"] if many_answers else [])]}
    elif many_answers and isinstance(columns.get(key), str):
        columns[key] = {"join": [columns[key], "item"]}


def _melt(
    draft: Mapping[str, Any], questions: Sequence[Line], words: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    melt = main_table(draft).get("melt", {})
    named = {header: name for name, each in melt.get("questions", {}).items() for header in _question_headers(each)}
    asked: dict[str, Any] = {}
    for line in questions:
        if line.low is None or line.high is None or line.low >= line.high:
            raise DraftProblem("scale", line.header)
        spec: dict[str, Any] = {"headers": [line.header], "scale": [line.low, line.high], "optional": True}
        if line.reverse:
            spec["reverse"] = True
        if line.no_answer.strip():
            spec["no_answer"] = _split(line.no_answer)
        if meant := {word: meaning for word, meaning in words.get(line.header, {}).items() if meaning}:
            spec["values"] = meant
        asked[named.get(line.header) or line.header.replace("__", "_")] = spec
    answers = {"answers": melt["answers"]} if "answers" in melt else {}
    return {"scale": [questions[0].low, questions[0].high], **answers, "questions": asked}


def _question_headers(question: Any) -> list[str]:
    return _listed(question["headers"] if isinstance(question, dict) else question)


def _headers_of(draft: Mapping[str, Any], name: str) -> list[str]:
    return [*_field(draft, name)["headers"], *_field(draft, name)["time_of_day"]]


def _is_fed(table: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    named = {name for output in table["columns"].values() for name in _all_fields(output)}
    return named <= fields.keys() | set(_ANSWER if "melt" in table else ())


def _fields_of(output: Any) -> list[str]:
    """The fields of which a column takes the first that is not empty."""
    if isinstance(output, dict):
        output = output.get("from", [])
    return [each["field"] if isinstance(each, dict) else each for each in _listed(output)]


def _own_id(column: str, output: Any) -> list[str]:
    """The field that holds a row's id where every answer gets its own of it."""
    joined = output.get("join", ()) if isinstance(output, dict) else ()
    return [column] if list(joined) == [column, "item"] else []


def _joined_fields(output: Any) -> list[str]:
    return [*output.get("join", ()), *output.get("fingerprint", ())] if isinstance(output, dict) else []


def _all_fields(output: Any) -> list[str]:
    clocks = [output[key] for key in ("on_day_of", "clock") if key in output] if isinstance(output, dict) else []
    return [*_fields_of(output), *_joined_fields(output), *clocks]


def _unit(column: str, output: Any) -> str:
    factor = output.get("multiply") if isinstance(output, dict) else None
    own = column.rpartition("_")[2]
    if factor is None or own not in UNITS:
        return SAME_UNIT
    return next((unit for unit, seconds in UNITS.items() if abs(seconds / UNITS[own] / factor - 1) < 1e-6), SAME_UNIT)


def _constant(output: Any) -> float | None:
    value = output.get("constant") if isinstance(output, dict) else None
    return float(value) if isinstance(value, int | float) else None


def _listed(names: Any) -> list[Any]:
    return [names] if isinstance(names, str | dict) else list(names)


def _joined(codes: Sequence[Any]) -> str:
    return ";".join(map(str, codes))


def _split(codes: str) -> list[str]:
    return [code.strip() for code in codes.replace("；", ";").replace("，", ";").split(";") if code.strip()]
