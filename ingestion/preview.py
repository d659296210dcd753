"""What a person needs to finish a mapping profile: the file as it came, what its columns hold, what cannot be known from
them, and a dry run of an edited profile that lands nothing."""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import yaml

from ingestion.deliveries import ingest
from ingestion.lake import Lake, locked
from ingestion.profile import SHIPPED_PROFILES, ProfileError, contract_headers, normalise_header, read_profile
from ingestion.proposal import SAMPLE_ROWS, propose
from ingestion.quarantine import entries, summary
from ingestion.readers import Sheet, read
from ingestion.words import chinese_words
from warehouse.settings import Contract, Home, contracts

# Rows shown of the file and of the dry run.
FIRST_ROWS = 20
# Rows that did not pass, told one by one.
PROBLEM_ROWS = 200
# A column with more different cells than this holds no vocabulary.
WORDS = 60

# A day of which only the whole column can tell whether it or the month comes first.
_SHORT_DAY = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(?:\d{4}|\d{2})\b")
_NAME = re.compile(r"\w[\w\-]{0,63}")

_QUOTED = re.compile("“(.+?)”")

# What a dry run cannot say: it knows nothing of what has landed before.
_NEEDS_THE_LAKE = ("unknown_reference", "unusual_volume")


class NameTaken(Exception):
    """A profile of this name exists; `shipped` where it came with the program."""

    def __init__(self, name: str, shipped: bool) -> None:
        super().__init__(name)
        self.shipped = shipped


@dataclass(frozen=True)
class _Question:
    """Something only a person can tell; `about` is a column of the contract, `header` one of the file."""

    code: str
    about: str
    header: str
    zh: str
    en: str

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "column": self.about, "header": self.header, "zh": self.zh, "en": self.en}


def describe(path: Path, source: str | None = None) -> dict[str, Any]:
    """The file's sheets with their first rows, the proposed profile, each column's content, and what is left to ask.

    Keys: `profile` (YAML text), `source`, `sheet` (place of the sheet it is about), `sheets`, `columns`, `questions`.
    Raises Refused for a file that cannot be read.
    """
    text = propose(path, source)
    draft = yaml.safe_load(text)
    draft["fields"] = draft["fields"] or {}  # a file may be all questions
    sheets = read(path)
    main = next((table for table in draft["tables"] if not table.get("distinct")), draft["tables"][0])
    questions = main.get("melt", {}).get("questions", {})
    named = {header for field in [*draft["fields"].values(), *questions.values()] for header in _headers(field)}
    chosen = max(sheets, key=lambda sheet: (len(named.intersection(sheet.header)), len(sheet.header)))
    sample = _sample(chosen)
    columns = [_column(header, sample) for header in chosen.header]
    asked = _questions(draft, main, columns)
    return {
        "profile": text,
        "source": main["source"],
        "sheet": sheets.index(chosen),
        "sheets": [_shown(sheet, sample if sheet is chosen else _sample(sheet, FIRST_ROWS)) for sheet in sheets],
        "columns": columns,
        "questions": [question.as_dict() for question in [*asked, *_unanswered(draft, asked)]],
    }


def _headers(field: Any) -> list[str]:
    if isinstance(field, dict):
        return [*_listed(field["headers"]), *_listed(field.get("time_of_day", []))]
    return _listed(field)


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _sample(sheet: Sheet, rows: int = SAMPLE_ROWS) -> pa.Table:
    batches: list[pa.RecordBatch] = []
    for batch in sheet.batches(rows):
        batches.append(batch)
        if sum(each.num_rows for each in batches) >= rows:
            break
    return pa.Table.from_batches(batches, schema=sheet.schema).slice(0, rows)


def _shown(sheet: Sheet, sample: pa.Table) -> dict[str, Any]:
    first = sample.slice(0, FIRST_ROWS).to_pylist()
    return {
        "file_name": sheet.file_name,
        "sheet": sheet.sheet,
        "hidden": sheet.hidden,
        "header_row": sheet.header_row,
        "header": sheet.header,
        "rows": [[row[header] for header in sheet.header] for row in first],
        "notes": [{"zh": note.text("zh"), "en": note.text("en")} for note in sheet.notes],
    }


def _column(header: str, sample: pa.Table) -> dict[str, Any]:
    """What the sampled cells of a column are: how many, examples, its words where they are few, the order of its days."""
    cells = [cell.strip() for cell in sample[header].to_pylist() if cell and cell.strip()]
    words = Counter(cells)
    return {
        "header": header,
        "filled": len(cells),
        "distinct": len(words),
        "unique": bool(cells) and len(words) == sample.num_rows,
        "examples": list(words)[:3],
        "words": [[word, times] for word, times in words.most_common()] if len(words) <= WORDS else [],
        "days": _days(words),
    }


def _days(words: Counter[str]) -> dict[str, Any] | None:
    """How days such as 03/09/2015 are to be read, and by which cells; None where there are none."""
    days = [(match, word) for word in words if (match := _SHORT_DAY.match(word))]
    if not days:
        return None
    day_first = next((word for match, word in days if int(match[1]) > 12), None)
    month_first = next((word for match, word in days if int(match[2]) > 12), None)
    proofs = [(order, cell) for order, cell in (("dmy", day_first), ("mdy", month_first)) if cell]
    order, cell = proofs[0] if len(proofs) == 1 else ("auto", None)
    return {"cells": len(days), "order": order, "proof": cell, "contradicts": len(proofs) == 2}


def _questions(draft: dict[str, Any], table: dict[str, Any], columns: list[dict[str, Any]]) -> list[_Question]:
    contract = contracts()[table["source"]]
    # What the proposal does not know it leaves as "?".
    known = {column: output for column, output in table["columns"].items() if output != {"constant": "?"}}
    filled = set(known)
    fed = {column: _feeding(output) for column, output in known.items()}
    read_from = {name: _headers(field) for name, field in draft["fields"].items()}
    of_header = {column["header"]: column for column in columns}
    asked = [*_lacking(contract, filled)]
    for column, names in fed.items():
        for header in [header for name in names for header in read_from.get(name, [])]:
            if (held := of_header.get(header)) is not None:
                field = next(draft["fields"][name] for name in names if header in read_from.get(name, []))
                asked += _of_column(contract, column, held, field if isinstance(field, dict) else {})
    return asked


def _unanswered(draft: dict[str, Any], asked: list[_Question]) -> list[_Question]:
    """What the proposal itself asks and the questions above do not: the question, without how to write the answer in YAML."""
    firm = [question for question in asked if question.code != "doubtful"]
    return [
        _Question("other", "", "", _first_sentence(own["zh"]), _first_sentence(own["en"]))
        for own in draft.get("ask", ())
        if not any(_concerns(question, own["zh"]) for question in firm)
    ]


def _first_sentence(text: str) -> str:
    found = re.match(r".*?(?:[？。]|[?.](?=\s|$))", text)
    return found[0] if found else text


def _concerns(question: _Question, text: str) -> bool:
    """Whether `text` asks about the same column."""
    return (question.header or question.about) in text or any(
        f"“{part}”" in question.zh for part in _QUOTED.findall(text)
    )


def _feeding(output: Any) -> list[str]:
    if isinstance(output, str):
        return [output]
    return _listed(output.get("from", [])) if isinstance(output, dict) else list(output)


def _lacking(contract: Contract, filled: set[str]) -> list[_Question]:
    asked = []
    for column in contract.columns:
        if column.required and column.name not in filled:
            if column.name == "community_id":
                zh, en = (
                    "文件里没有社区一列：这些行属于哪个社区？",
                    "No column says the community: whose rows are these?",
                )
            elif column.name in contract.key:
                zh = f"没有找到“{column.zh}”：哪一列是编号？没有编号就用几列内容合成一个。"
                en = f"No column was found for {column.name}: which one is it? Without one, an id is made of several columns."
            else:
                zh, en = f"必填的“{column.zh}”由哪一列来？", f"Which column fills {column.name}, which is required?"
            asked.append(_Question("required", column.name, "", zh, en))
    if contract.time and not filled.intersection(contract.time):
        labels = "、".join(contract.column(name).zh for name in contract.time)
        zh = f"没有找到时间：哪一列是{labels}（有一个即可）？"
        en = f"No time was found: which column is {', '.join(contract.time)} (one is enough)?"
        asked.append(_Question("no_time", contract.time[0], "", zh, en))
    if "scale_min" in contract.column_names and "score" in filled and not {"scale_min", "scale_max"} <= filled:
        zh, en = "得分最低几分、最高几分？分越高越好吗？", "What are the lowest and highest scores, and is high good?"
        asked.append(_Question("scale", "score", "", zh, en))
    return asked


def _of_column(contract: Contract, name: str, held: dict[str, Any], field: dict[str, Any]) -> list[_Question]:
    column, header, asked = contract.column(name), held["header"], []
    known = {normalise_header(each) for each in contract_headers(column.name, column.zh)}
    if normalise_header(header) not in known:
        zh, en = f"“{header}”就是“{column.zh}”吗？", f'Is "{header}" {column.name}?'
        asked.append(_Question("doubtful", name, header, zh, en))
    days = held["days"]
    if days and days["order"] == "auto" and field.get("order", "auto") == "auto":
        zh = f"“{header}”里的日期看不出先写日还是先写月（如 {held['examples'][0]}）。"
        en = f'"{header}": the days do not show whether day or month comes first (such as {held["examples"][0]}).'
        asked.append(_Question("date_order", name, header, zh, en))
    outside = _outside(contract, name, held, field)
    if outside:
        listed = "、".join(outside[:6])
        zh = f"“{header}”里的 {listed} 相当于词表里的哪个词？"
        en = f'"{header}": which words of the vocabulary do {", ".join(outside[:6])} stand for?'
        asked.append(_Question("words", name, header, zh, en))
    return asked


def _outside(contract: Contract, name: str, held: dict[str, Any], field: dict[str, Any]) -> list[str]:
    vocabulary = contract.column(name).vocabulary
    if not vocabulary:
        return []
    said = {word.casefold() for words in chinese_words(contract.source, name).values() for word in words}
    known = {*vocabulary, *map(str, field.get("values", {})), *map(str, field.get("no_answer", ()))}
    return [word for word, _ in held["words"] if word not in known and word.casefold() not in said]


def preview(path: Path, profile: Path, home: Home, community: str | None = None) -> dict[str, Any]:
    """A dry run: the file taken in by `profile` into a home of its own, which is gone afterwards.

    Keys: `files` as `tianping ingest --json` has them, `tables` (by source: columns and the first rows that pass),
    `problems` (by rule) and `rows` (the first that do not pass). Raises ProfileError and FileNotFoundError as ingest does.
    """
    with Lake(home).workspace() as folder:
        dry = Home(folder / "home")
        dry.write_deployment(timezone=home.deployment().timezone)
        report = ingest([path], dry, profile=str(profile), community=community)
        for batch in [batch for file in report.files for batch in file.batches]:
            batch["notices"] = [notice for notice in batch["notices"] if notice["code"] not in _NEEDS_THE_LAKE]
        tables = {
            batch["source"]: _first_rows(dry.lake / batch["source"] / f"{batch['batch_id']}.parquet", batch["source"])
            for file in report.files
            for batch in file.batches
            if batch["rows_accepted"]
        }
        bad = entries(dry, state=None)
        return {
            **report.as_dict(),
            "tables": tables,
            "problems": summary(dry, None),
            "rows": [{name: value for name, value in row.items() if name != "row_json"} for row in bad[:PROBLEM_ROWS]],
        }


def _first_rows(file: Path, source: str) -> dict[str, Any]:
    """The first rows of a batch and where they stand in the file."""
    names = contracts()[source].column_names
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select {', '.join(names)}, row_number from read_parquet(?) order by row_number limit {FIRST_ROWS}",
            [str(file)],
        ).fetchall()
    return {"columns": [*names, "row_number"], "rows": [list(row) for row in found]}


def save(home: Home, name: str, text: str, by: str, replace: bool = False) -> Path:
    """Keeps the YAML of a profile as `home/profiles/<name>.yml`, with who saved it and when; returns the file.

    Raises ProfileError for a name or a profile that cannot be used, and NameTaken unless `replace` says to.
    """
    if not _NAME.fullmatch(name):
        raise ProfileError(
            f"“{name}”不能作配置名：只用字母、数字、汉字、下划线和连字符，最多 64 个。"
            f'"{name}" is no name of a profile: letters, digits, underscores and dashes, 64 at most.'
        )
    now = datetime.now(ZoneInfo(home.deployment().timezone))
    target = home.path / "profiles" / f"{name}.yml"
    raw = yaml.safe_load(text)
    if not isinstance(raw, dict):
        raise ProfileError("应为“键: 值”。It should be `key: value` lines.")
    signed = f"# 保存人 saved by {' '.join(by.split())} · {now:%Y-%m-%d %H:%M}\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    home.work.mkdir(parents=True, exist_ok=True)
    with locked(target.parent / ".lock"), tempfile.TemporaryDirectory(dir=home.work) as scratch:
        written = Path(scratch) / target.name
        written.write_text(
            signed + yaml.safe_dump({**raw, "profile": name}, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
        read_profile(written)
        shipped = (SHIPPED_PROFILES / target.name).exists()
        if not replace and (shipped or target.exists()):
            raise NameTaken(name, shipped and not target.exists())
        os.replace(written, target)
    return target
