"""Proposes a mapping profile for a file nobody has described yet.

What the file shows is written down; what it cannot show is written down as a question under `ask`, and a profile with open
questions reads nothing: a person answers them in the lines they are about and deletes them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
import yaml

from ingestion.columns import OTHER_NAMES, Held, Match, alikeness, fit, held_columns, matches, meanings
from ingestion.readers import Sheet, read
from ingestion.scales import Answers, Question, is_no_answer, read_questionnaire
from ingestion.words import other_headers
from warehouse.settings import Column, Contract, contracts

# Rows looked at for keys, scales, orders of days and unknown words.
SAMPLE_ROWS = 5_000
# A source that fits so little, or another one nearly as well, makes the choice a person's.
SURELY, NEARLY = 3.5, 0.75
# Below this a header is too unlike a column's names to be taken; it is named beside the draft.
DOUBTFUL = 0.72
# Hours beyond which most records must be in minutes.
_LONG_SERVICE = 16
_NEAR_DAYS = 3

_UNITS = {
    "分钟": 60.0, "分": 60.0, "min": 60.0, "mins": 60.0, "minute": 60.0, "minutes": 60.0,
    "小时": 3600.0, "时": 3600.0, "h": 3600.0, "hr": 3600.0, "hrs": 3600.0, "hour": 3600.0, "hours": 3600.0,
    "秒": 1.0, "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0,
    "m": 1.0, "米": 1.0, "km": 1000.0, "公里": 1000.0, "千米": 1000.0,
    "km2": 1.0, "km²": 1.0, "平方公里": 1.0, "平方千米": 1.0, "公顷": 0.01, "ha": 0.01, "m2": 1e-6, "平方米": 1e-6, "亩": 1 / 1500,
    "%": 0.01, "％": 0.01, "share": 1.0, "元": 1.0, "万元": 10_000.0, "value": 1.0,
}  # fmt: skip
_SHORT_DAY = re.compile(r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")
_ISO_DAY = re.compile(r"^\s*(\d{4})\D(\d{1,2})\D(\d{1,2})")
_ID_LIKE = re.compile(r"编号|编码|代码|号$|(?<![a-z])(?:id|code|no|number|uuid|key)(?![a-z])", re.IGNORECASE)
_PERSON_NAME = re.compile(r"姓名|名字|手机|电话|\bname\b|phone|e-?mail", re.IGNORECASE)
# What an id made of a row's content is made of: never what is mended or added later.
_IDENTIFYING = (
    "community_id", "member_id", "respondent_id", "reviewer_id", "organisation_id", "drill_id", "started_at", "rated_at",
    "conducted_at", "scheduled_on", "raised_at", "occurred_at", "found_on", "held_on", "happened_at", "issued_at", "starts_at",
    "reviewed_at", "submitted_at", "item", "category", "scenario", "kind", "topic", "title", "text", "score", "lat", "lon",
)  # fmt: skip


@dataclass
class _Draft:
    """A profile in the making: fields, columns of the main source, questions to people, remarks beside the fields."""

    contract: Contract
    found: dict[str, Match]
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    melt: dict[str, Any] | None = None
    others: list[dict[str, Any]] = field(default_factory=list)
    ask: list[Question] = field(default_factory=list)
    remarks: dict[str, list[str]] = field(default_factory=dict)

    def used_headers(self) -> set[str]:
        """Headers that some field or question reads."""
        specs = [*self.fields.values(), *(self.melt["questions"].values() if self.melt else ())]
        return {header for spec in specs for header in (*spec["headers"], *spec.get("time_of_day", ()))}


def propose(path: Path, source: str | None = None) -> str:
    """The YAML of a profile for the file at `path`, with what a person has to answer under `ask`.

    Without `source` the source is chosen that the headers, their cells and the file's titles fit best. Raises Refused for a
    file that cannot be read.
    """
    sheets = read(path)
    sheet = max(sheets, key=lambda each: len(each.header))
    sample = _sample(sheet)
    held = held_columns(sample)
    answers = read_questionnaire({header: each.cells for header, each in held.items()})
    titles = " ".join(
        [
            path.stem,
            *(each.sheet or "" for each in sheets),
            *(str(note.values["title"]) for note in sheet.notes if "title" in note.values),
        ]
    )
    candidates = [contracts()[source]] if source else list(contracts().values())
    ranked = sorted(
        ((fit(contract, found := matches(contract, held.values()), sheet.header, len(answers), titles), contract, found)
         for contract in candidates),
        key=lambda entry: -entry[0],
    )  # fmt: skip
    if ranked[0][1].source == "service_logs" and len(answers) > 1:
        # A visit at which questions were answered feeds both.
        ranked.sort(key=lambda entry: entry[1].source != "resident_ratings")
    best, contract, found = ranked[0]
    draft = _Draft(contract, {match.column: match for match in found})
    if contract.source == "resident_ratings":
        _add_answers(draft, answers, held)
    _add_fields(draft, held, sample)
    _add_missing(draft, held)
    if draft.melt:
        _add_visits(draft, held)
    _add_mentions(draft, held)
    is_sure = best >= SURELY or len(found) == len(sheet.header)
    near = [other for score, other, _ in ranked[1:3] if not is_sure or score >= NEARLY * best]
    _ask_for_source(draft, [other for other in near if other.source not in {table["source"] for table in draft.others}])
    return _yaml(path, sheet, draft, [other.source for _, other, _ in ranked[1:4]])


def _ask_for_source(draft: _Draft, near: Sequence[Contract]) -> None:
    if near:
        named, others = "、".join(other.name_zh for other in near), ", ".join(other.source for other in near)
        question = Question(
            f"这份文件是“{draft.contract.name_zh}”，还是{named}？不是就用 --source 重新生成。",
            f"Is this file {draft.contract.source}, or {others}? If not, propose again with --source.",
        )
        draft.ask.insert(0, question)


def _sample(sheet: Sheet) -> pa.Table:
    batches = []
    rows = 0
    for batch in sheet.batches(SAMPLE_ROWS):
        batches.append(batch)
        rows += batch.num_rows
        if rows >= SAMPLE_ROWS:
            break
    return pa.Table.from_batches(batches, schema=sheet.schema).slice(0, SAMPLE_ROWS)


# ------------------------------------------------------------------------------------------------------ answers on a scale


def _add_answers(draft: _Draft, answers: Mapping[str, Answers], held: Mapping[str, Held]) -> None:
    """The score: one column of it, or several question columns turned into rows."""
    by_name = draft.found.get("score")
    is_long = "item" in draft.found and by_name is not None
    questions = {header: each for header, each in answers.items() if not is_long or header == by_name.header}  # type: ignore[union-attr]
    for column in [match.column for match in draft.found.values() if match.header in questions]:
        del draft.found[column]
    if len(questions) > 1:
        usual = Counter(_key_of(each) for each in questions.values()).most_common(1)[0][0]
        shared = next(each for each in questions.values() if _key_of(each) == usual)
        draft.melt = {"scale": list(shared.scale), "questions": {}}
        if shared.values:
            draft.melt["answers"] = dict(shared.values)
        if shared.no_answer:
            draft.melt["no_answer"] = list(shared.no_answer)
        for header, each in questions.items():
            name = _item(header, draft.melt["questions"])
            draft.melt["questions"][name] = _question(header, each, shared)
            draft.ask += each.unsure
        for column in ("item", "score", "scale_min", "scale_max"):
            draft.found.pop(column, None)
            draft.columns[column] = column
        if (text := draft.found.pop("text", None)) is not None:
            draft.remarks.setdefault("", []).append(
                f"“{text.header}”会随每个问题重复，未取 would repeat with every question"
            )
    elif questions:
        ((header, each),) = questions.items()
        draft.fields["score"] = {"headers": [header], "type": "number"} | _single_score(each)
        draft.columns |= {
            "score": "score",
            "scale_min": {"constant": each.scale[0]},
            "scale_max": {"constant": each.scale[1]},
        }
        if not is_long:
            draft.columns["item"] = {"constant": _item(header, ())}
        draft.ask += [_in_single_column(question) for question in each.unsure]


def _item(header: str, taken: Iterable[str]) -> str:
    """A name for what was rated, made of its header."""
    name = (
        re.sub(r"_+", "_", re.sub(r"\W+", "_", re.sub(r"[(（][^)）]*[)）]", "", header).casefold())).strip("_")
        or "rating"
    )
    while name in taken:
        name += "_2"
    return name


def _key_of(answers: Answers) -> tuple[Any, ...]:
    """What questions answered alike have in common."""
    return answers.scale, tuple(answers.values.items()), answers.no_answer


def _question(header: str, answers: Answers, shared: Answers) -> dict[str, Any]:
    """A question with what it does not share with the others."""
    spec: dict[str, Any] = {"headers": [header]}
    if _key_of(answers) != _key_of(shared):
        spec |= {"scale": list(answers.scale), "values": dict(answers.values), "no_answer": list(answers.no_answer)}
    if answers.reverse:
        spec["reverse"] = True
    return spec


def _single_score(answers: Answers) -> dict[str, Any]:
    """Cells to scores; a scale on which the lowest is best is turned round cell by cell."""
    spec: dict[str, Any] = {}
    low, high = answers.scale
    if answers.reverse:
        spec["values"] = {str(int(score)): int(low + high - score) for score in range(int(low), int(high) + 1)}
    elif answers.values:
        spec["values"] = dict(answers.values)
    if answers.no_answer:
        spec["no_answer"] = list(answers.no_answer)
    return spec


def _in_single_column(question: Question) -> Question:
    """A score without question rows is turned round by its values."""
    return Question(
        question.zh.replace("reverse: true", "values: {1: 5, 2: 4 …}"),
        question.en.replace("reverse: true", "values: {1: 5, 2: 4 …}"),
    )


# ------------------------------------------------------------------------------------------------------------------ fields


def _add_fields(draft: _Draft, held: Mapping[str, Held], sample: pa.Table) -> None:
    days = _days_elsewhere(draft, held)
    for column in draft.contract.columns:
        match = draft.found.get(column.name)
        if match is None:
            continue
        if match.alikeness < DOUBTFUL * OTHER_NAMES:
            draft.remarks.setdefault("", []).append(f"{match.header} → {column.name}（{column.zh}）?")
            continue
        header = match.header
        spec: dict[str, Any] = {"headers": [header]}
        if column.name in days:
            header = days[column.name]
            spec = {"headers": [header], "time_of_day": [match.header]}
        if not column.required:
            spec["optional"] = True
        if column.type in ("date", "timestamp"):
            spec["type"] = column.type
            _add_order(draft, spec, held[header], held)
        remarks = [] if match.alikeness >= 0.95 else [f"? {column.zh}"]
        remarks += _add_words(draft.contract, column, held[match.header], spec)
        draft.fields[column.name] = spec
        draft.columns[column.name] = _output(draft, column, match.header, held)
        if remarks:
            draft.remarks[column.name] = remarks


def _days_elsewhere(draft: _Draft, held: Mapping[str, Held]) -> dict[str, str]:
    """For columns whose header holds a clock without a day: the header beside it that holds the day."""
    used = {match.header for match in draft.found.values()}
    clocks = [
        match.column
        for match in draft.found.values()
        if draft.contract.column(match.column).type == "timestamp" and held[match.header].is_clock
    ]
    day = (
        next((header for header, each in held.items() if header not in used and each.is_day), None) if clocks else None
    )
    return dict.fromkeys(clocks, day) if day else {}


def _add_order(draft: _Draft, spec: dict[str, Any], times: Held, held: Mapping[str, Held]) -> None:
    """The pattern or the order of a column's days, where it shows them; asked where neither it nor another column does."""
    if form := times.written_time:
        spec["format"] = form
        return
    days = [match for cell in times.cells if (match := _SHORT_DAY.match(cell))]
    first = any(int(match[1]) > 12 for match in days)
    second = any(int(match[2]) > 12 for match in days)
    spec["order"] = "auto" if first == second else "dmy" if first else "mdy"
    if (
        days
        and not (first or second)
        and not any(_tells_order(times, other) for other in held.values() if other is not times)
    ):
        draft.ask.append(
            Question(
                f"“{times.header}”里的日期（如 {days[0][0]}）先写日还是先写月？请把 order 改为 dmy 或 mdy。",
                f'"{times.header}": does the day or the month come first ({days[0][0]})? Change order to dmy or mdy.',
            )
        )


def _tells_order(times: Held, other: Held) -> bool:
    """Whether another column's days, a few days off at most, show which of the first two numbers is the day."""
    pairs = [(_SHORT_DAY.match(one), _ISO_DAY.match(two)) for one, two in zip(times.cells, other.cells, strict=False)]
    near = {"dmy": 0, "mdy": 0}
    compared = 0
    for short, iso in pairs:
        if short is None or iso is None or len(short[3]) < 4:
            continue
        compared += 1
        known = _day(int(iso[1]), int(iso[2]), int(iso[3]))
        for order, month, day in (("dmy", 2, 1), ("mdy", 1, 2)):
            said = _day(int(short[3]), int(short[month]), int(short[day]))
            near[order] += bool(known and said and abs((known - said).days) <= _NEAR_DAYS)
    return compared > 0 and max(near.values()) >= 0.8 * compared and min(near.values()) <= 0.5 * compared


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return datetime(year, month, day).date()
    except ValueError:
        return None


def _add_words(contract: Contract, column: Column, words: Held, spec: dict[str, Any]) -> list[str]:
    """Puts words of the file whose meaning is known into `values`, those that say nothing into `no_answer`; returns what is
    to be said of the others."""
    if not column.vocabulary:
        return []
    known = meanings(contract, column)
    outside = [word for word in words.some if word not in column.vocabulary]
    if values := {word: known[word.casefold()] for word in outside if word.casefold() in known}:
        spec["values"] = values
    if nothing := [word for word in outside if word not in values and is_no_answer(word)]:
        spec["no_answer"] = nothing
    if left := [word for word in outside if word not in values and word not in nothing]:
        return [
            f"不在词表中 not in the vocabulary: {', '.join(left[:20])}",
            f"词表 vocabulary: {', '.join(column.vocabulary)}",
        ]
    return []


def _output(draft: _Draft, column: Column, header: str, held: Mapping[str, Held]) -> Any:
    """How a column is filled from its field: pseudonyms of people, ids of places, units."""
    if column.name == "community_id" and not _ID_LIKE.search(header):
        return {"from": column.name, "slug": True}
    if column.name == "respondent_id" or (column.name.endswith("member_id") and _PERSON_NAME.search(header)):
        return {"from": column.name, "hash": True}
    if column.type not in ("number", "integer"):
        return column.name
    factor = _unit_factor(column, header)
    numbers = held[header].numbers
    if (
        column.name.endswith("_hours")
        and factor == 1
        and _unit(header) is None
        and numbers
        and median(numbers) > _LONG_SERVICE
    ):
        draft.ask.append(
            Question(
                f"“{header}”的单位是分钟吗（如 {numbers[0]:g}）？如果是，请写 {{from: {column.name}, multiply: 0.016666666666666666}}。",
                f'"{header}": is it in minutes (such as {numbers[0]:g})? If so, write '
                f"{{from: {column.name}, multiply: 0.016666666666666666}}.",
            )
        )
    return {"from": column.name, "multiply": factor} if factor != 1 else column.name


def _unit_factor(column: Column, header: str) -> float:
    """What a number is multiplied by to be in the column's unit; 1 where the header names no other unit."""
    wanted, written = _UNITS.get(column.name.rpartition("_")[2]), _unit(header)
    return written / wanted if wanted and written else 1


def _unit(header: str) -> float | None:
    """The unit a header names: in brackets, under a line of its own, or at its end."""
    bracketed = re.findall(r"[(（\[【]\s*(?:单位[:：])?\s*([^)）\]】]+?)\s*[)）\]】]", header)
    ends = [*bracketed, header.rpartition("/")[2], header.rpartition("_")[2]]
    return next((_UNITS[end.casefold()] for end in ends if end != header and end.casefold() in _UNITS), None)


# ----------------------------------------------------------------------------------------------------- what is not in the file


def _add_missing(draft: _Draft, held: Mapping[str, Held]) -> None:
    contract = draft.contract
    for column in contract.columns:
        if not column.required or column.name in draft.columns or column.name in contract.key:
            continue
        if contract.source == "drill_findings" and column.name == "drill_id" and _inspected(draft, held):
            continue
        draft.columns[column.name] = {"constant": "?"}
        if column.name == "community_id":
            places = [
                header for header, each in held.items() if header not in draft.used_headers() and _could_be_place(each)
            ]
            zh = "看不出哪一列是社区" + (f"（是不是 {'、'.join(places[:5])}？）" if places else "")
            zh += "。在 fields 里写上它的表头；如果整份文件都属于一个社区，就写在 community_id 的 constant。"
            en = (
                "Which column is the community"
                + (f" ({', '.join(places[:5])})" if places else "")
                + "? Name its header under "
            )
            en += "fields, or write the one community of the whole file as the constant of community_id."
        else:
            zh = f"必填的“{column.zh}”由哪一列来？在 fields 里写上它的表头。"
            en = f"Which header fills {column.name}, which is required? Name it under fields."
        draft.ask.append(Question(zh, en))
    if contract.time and not any(name in draft.columns for name in contract.time):
        _take_only_time(draft, held)
    _add_key(draft, held)


def _could_be_place(held: Held) -> bool:
    """Whether a column holds a few texts again and again, as places are named."""
    return not held.is_time and not held.numbers and 0 < len(set(held.cells)) <= max(2, len(held.cells) / 2)


def _take_only_time(draft: _Draft, held: Mapping[str, Held]) -> None:
    """The file's one column of days is when it happened, whatever it is called; several or none are asked about."""
    names = draft.contract.time
    used = draft.used_headers()
    times = [header for header, each in held.items() if each.is_time and header not in used]
    usual = next(
        (name for name in names if alikeness("日期", other_headers(draft.contract.source, name)) == 1), names[0]
    )
    if len(times) == 1:
        spec: dict[str, Any] = {"headers": times, "optional": True, "type": draft.contract.column(usual).type}
        _add_order(draft, spec, held[times[0]], held)
        draft.fields[usual] = spec
        draft.columns[usual] = usual
        draft.remarks[usual] = [f"? {draft.contract.column(usual).zh}"]
        return
    labels = "、".join(draft.contract.column(name).zh for name in names)
    listed_zh, listed_en = (f"（{'、'.join(times)}）", f" ({', '.join(times)})") if times else ("", "")
    draft.ask.append(
        Question(
            f"哪一列{listed_zh}是{labels}（有一个即可）？在 fields 和 columns 里写上。",
            f"Which column{listed_en} is {', '.join(names)} (one is enough)? Add it to fields and columns.",
        )
    )


def _add_key(draft: _Draft, held: Mapping[str, Held]) -> None:
    """The key: the id the file has, with the item where answers became rows, or an id made of what the row says."""
    contract = draft.contract
    if draft.melt:
        told = draft.found.get("rating_id")
        unique = told if told and held[told.header].is_unique else None
        if unique is None and (
            header := next((name for name, each in held.items() if each.is_unique and _ID_LIKE.search(name)), None)
        ):
            draft.fields["rating_id"] = {"headers": [header]}
            unique = Match("rating_id", header, 1)
        if unique:
            draft.fields["rating_id"] = {"headers": [unique.header]}
            draft.columns["rating_id"] = {"join": ["rating_id", "item"]}
            return
        draft.fields.pop("rating_id", None)
        draft.columns.pop("rating_id", None)
        draft.columns["rating_id"] = {"fingerprint": [*_identifying(draft), "item", "score"]}
        return
    key = contract.key[0]
    if len(contract.key) == 1 and key in draft.found and not held[draft.found[key].header].is_unique:
        # A number that begins anew on every sheet or page names nothing.
        draft.remarks.setdefault("", []).append(f"“{draft.found[key].header}”有重复，不作编号 has repeats, is no id")
        draft.fields.pop(key, None)
        draft.columns.pop(key, None)
    for name in contract.key:
        if name in draft.columns:
            continue
        made_of = _identifying(draft)
        if made_of and not contract.column(name).references:
            draft.columns[name] = {"fingerprint": made_of}
            continue
        draft.columns[name] = {"constant": "?"}
        draft.ask.append(
            Question(
                f"哪一列是“{contract.column(name).zh}”？在 fields 里写上它的表头。",
                f"Which column is {name}? Name its header under fields.",
            )
        )


def _identifying(draft: _Draft) -> list[str]:
    return [name for name in _IDENTIFYING if name in draft.fields]


def _inspected(draft: _Draft, held: Mapping[str, Held]) -> bool:
    """Findings of inspections that belong to no drill: every place and day inspected becomes a drill evaluated from outside."""
    place = max(held, key=lambda header: alikeness(header, other_headers("drill_findings", "community_id")))
    if "found_on" not in draft.fields or alikeness(place, other_headers("drill_findings", "community_id")) < DOUBTFUL:
        return False
    draft.fields["community_id"] = {"headers": [place]}
    community = {"from": "community_id", "slug": True} if not _ID_LIKE.search(place) else "community_id"
    drill = {"join": ["community_id", "found_on"], "slug": True}
    draft.columns["drill_id"] = drill
    draft.others.append(
        {
            "source": "drills",
            "distinct": True,
            "columns": {
                "drill_id": drill,
                "community_id": community,
                "scenario": {"constant": "other"},
                "conducted_at": "found_on",
                "evaluator": {"constant": "external"},
            },
        }
    )
    draft.others.insert(0, _mention("communities", {"community_id": community, "name": "community_id"}))
    return True


def _add_visits(draft: _Draft, held: Mapping[str, Held]) -> None:
    """The interviews of a survey are visits of those who asked: who, where, from when to when."""
    if "rating_id" not in draft.fields or "community_id" not in draft.fields:
        return
    contract = contracts()["service_logs"]
    used = draft.used_headers()
    found = {
        match.column: match
        for match in matches(contract, [each for header, each in held.items() if header not in used])
    }
    if not {"member_id", "started_at"} <= set(found):
        return
    columns: dict[str, Any] = {"record_id": "rating_id"}
    for name in ("member_id", "started_at", "ended_at", "submitted_at", "device_id", "lat", "lon"):
        if name not in found or name in draft.fields:
            continue
        column = contract.column(name)
        spec: dict[str, Any] = {"headers": [found[name].header], "optional": True, "type": column.type}
        if column.type == "timestamp":
            _add_order(draft, spec, held[found[name].header], held)
        draft.fields[name] = spec
        columns[name] = _output(draft, column, found[name].header, held)
    columns |= {"community_id": draft.columns["community_id"], "category": {"constant": "other"}}
    draft.others.append(_mention("members", {"member_id": columns["member_id"]}))
    draft.others.append({"source": "service_logs", "columns": columns})


def _add_mentions(draft: _Draft, held: Mapping[str, Held]) -> None:
    """Sources the file only mentions: the communities and people of its rows."""
    named = {table["source"] for table in draft.others}
    community = draft.columns.get("community_id")
    if (
        draft.contract.source != "communities"
        and "community_id" in draft.fields
        and community
        and "communities" not in named
    ):
        columns = {"community_id": community, "name": "community_id"}
        used = draft.used_headers()
        left = [each for header, each in held.items() if header not in used]
        for match in matches(contracts()["communities"], left):
            if match.column in ("name", "district", "street") and match.alikeness >= DOUBTFUL:
                draft.fields[f"community_{match.column}"] = {"headers": [match.header], "optional": True}
                columns[match.column] = f"community_{match.column}"
        draft.others.insert(0, _mention("communities", columns))
    if draft.contract.source == "service_logs" and "member_id" in draft.fields:
        draft.others.append(_mention("members", {"member_id": draft.columns["member_id"]}))


def _mention(source: str, columns: Mapping[str, Any]) -> dict[str, Any]:
    return {"source": source, "distinct": True, "columns": dict(columns)}


# -------------------------------------------------------------------------------------------------------------------- YAML


def _yaml(path: Path, sheet: Sheet, draft: _Draft, others: list[str]) -> str:
    contract = draft.contract
    recognise = [match.header for match in sorted(draft.found.values(), key=lambda each: -each.alikeness)]
    recognise = [header for header in recognise if header in draft.used_headers()] or sheet.header
    lines = [
        f"# {path.name}{f' · {sheet.sheet}' if sheet.sheet else ''} → {contract.source}（{contract.name_zh}）",
        "# 草稿，请逐行核对；格式见 docs/profiles.md。 A draft: check every line; the format is in docs/profiles.md.",
        f"# 也像 also like: {', '.join(others)}" if others else "",
    ]
    if draft.ask:
        lines.append(
            "# 下面的问题看文件本身答不出来。逐条在相应的行里写上答案，然后删去整个 ask；留着它，这份配置不会被使用。"
        )
        lines.append(
            "# The file itself cannot answer these. Answer each in the line it is about and delete `ask`; until then nothing is read."
        )
        lines.append("ask:")
        for question in dict.fromkeys(draft.ask):
            lines.append(f"  - {_flow({'zh': question.zh, 'en': question.en})}")
    lines += [
        f"profile: {_flow(_slug(path.stem))}",
        f"recognise: {_flow(recognise[:5])}",
        "fields:" if draft.fields else "fields: {}",
    ]
    for name, spec in draft.fields.items():
        remarks = draft.remarks.get(name, [])
        beside = f"  # {remarks[0]}" if remarks and remarks[0].startswith("?") else ""
        lines.append(f"  {name}: {_flow(spec)}{beside}")
        lines += [f"    # {remark}" for remark in remarks if not remark.startswith("?")]
    ordered = {name: draft.columns[name] for name in contract.column_names if name in draft.columns}
    main = {"source": contract.source, "melt": draft.melt, "columns": ordered}
    # What others refer to first, then what the file is about.
    mentioned = [table for table in draft.others if table.get("distinct")]
    lines.append("tables:")
    for table in [*mentioned, main, *(table for table in draft.others if table not in mentioned)]:
        lines += _table_lines(table)
    lines += [f"# {remark}" for remark in draft.remarks.get("", [])]
    lacking = [column for column in contract.columns if column.name not in draft.columns]
    if lacking:
        lines.append("# 未对应 not matched: " + ", ".join(f"{each.name}（{each.zh}）" for each in lacking))
    used = draft.used_headers()
    if left := [header for header in sheet.header if header not in used]:
        lines.append("# 文件中未用的列 headers not used: " + ", ".join(" ".join(header.split()) for header in left))
    return "\n".join(line for line in lines if line) + "\n"


def _table_lines(table: Mapping[str, Any]) -> list[str]:
    lines = [f"  - source: {table['source']}"]
    if table.get("distinct"):
        lines.append("    distinct: true")
    if melt := table.get("melt"):
        lines.append("    melt:")
        lines += [f"      {name}: {_flow(melt[name])}" for name in ("scale", "answers", "no_answer") if name in melt]
        lines.append("      questions:")
        lines += [f"        {_flow(name)}: {_flow(spec)}" for name, spec in melt["questions"].items()]
    return [*lines, "    columns:", *(f"      {name}: {_flow(output)}" for name, output in table["columns"].items())]


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.casefold()).strip("_") or "profile"


def _flow(value: Any) -> str:
    return (
        yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=100_000, sort_keys=False)
        .removesuffix("\n...\n")
        .strip()
    )
