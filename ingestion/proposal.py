"""Proposes a mapping profile for a file nobody has described yet: a first version for a person to check and finish."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import yaml

from ingestion.profile import contract_headers, normalise_header
from ingestion.readers import EXTRA_CELLS, ROW_NUMBER, Sheet, read
from ingestion.words import chinese_words, other_headers
from warehouse.settings import Column, Contract, contracts

# Below this, two headers are not alike enough to be worth a person's correction.
ALIKE = 0.62
# A name only other offices use for a column counts less than the contract's own: the match is marked as doubtful.
OTHER_NAMES = 0.9
# Rows looked at for key candidates, unclear dates and unknown words.
SAMPLE_ROWS = 5_000

_UNITS = {
    "分钟": "minutes", "分": "minutes", "min": "minutes", "mins": "minutes", "minutes": "minutes",
    "小时": "hours", "时": "hours", "h": "hours", "hour": "hours", "hours": "hours",
    "秒": "seconds", "s": "seconds", "sec": "seconds", "seconds": "seconds",
}  # fmt: skip
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}
_DAY = re.compile(r"\s*\d{1,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,4}")
_CLOCK = re.compile(r"\s*(?:上午|下午)?\s*\d{1,2}\s*[:：时]\s*\d{0,2}")
_DAY_FIRST = re.compile(r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")


@dataclass(frozen=True)
class Match:
    """A header of the file and the contract column it probably is; `alikeness` is 0–1, 1 for the same name."""

    column: str
    header: str
    alikeness: float


def propose(path: Path, source: str | None = None) -> str:
    """The YAML of a profile for the file at `path`, with comments on what a person has to decide.

    Without `source` the contract that most headers fit is chosen. Raises Refused for a file that cannot be read.
    """
    sheet = max(read(path), key=lambda each: len(each.header))
    candidates = [contracts()[source]] if source else list(contracts().values())
    ranked = sorted(((_matches(contract, sheet.header), contract) for contract in candidates), key=_fit, reverse=True)
    found, contract = ranked[0]
    return _yaml(path, sheet, contract, found, [other.source for _, other in ranked[1:4]])


def _fit(entry: tuple[list[Match], Contract]) -> float:
    """How well a contract fits: alikeness found, required columns counting double."""
    found, contract = entry
    return sum(match.alikeness * (2 if contract.column(match.column).required else 1) for match in found)


def _matches(contract: Contract, headers: list[str]) -> list[Match]:
    """The best pairing of headers with columns, likest first, each used once."""
    pairs = [
        Match(column.name, header, alikeness)
        for column in contract.columns
        for header in headers
        if (alikeness := _likeness(contract, column, header)) >= ALIKE
    ]
    chosen: list[Match] = []
    for match in sorted(pairs, key=lambda each: -each.alikeness):
        if all(match.column != other.column and match.header != other.header for other in chosen):
            chosen.append(match)
    return chosen


def _likeness(contract: Contract, column: Column, header: str) -> float:
    own = _alikeness(header, contract_headers(column.name, column.zh))
    return max(own, OTHER_NAMES * _alikeness(header, other_headers(contract.source, column.name)))


def _alikeness(header: str, names: tuple[str, ...]) -> float:
    given = normalise_header(header)
    best = 0.0
    for name in map(normalise_header, names):
        ratio = difflib.SequenceMatcher(None, given, name).ratio()
        if min(len(given), len(name)) >= 2 and (given in name or name in given):
            ratio = max(ratio, 0.8)
        best = max(best, ratio)
    return best


def _yaml(path: Path, sheet: Sheet, contract: Contract, found: list[Match], others: list[str]) -> str:
    sample = _sample(sheet)
    by_column = {match.column: match for match in found}
    days = _days_elsewhere(contract, sample, found)
    lines = [
        f"# {path.name}{f' · {sheet.sheet}' if sheet.sheet else ''} → {contract.source}（{contract.name_zh}）",
        "# 草稿，请逐行核对；格式见 docs/profiles.md。 A draft: check every line; the format is in docs/profiles.md.",
        f"# 也像 also like: {', '.join(others)}" if others else "",
        f"# 可作编号的列 columns that could be the key: {', '.join(_unique_columns(sample)) or '–'}",
        f"profile: {_slug(path.stem)}",
        f"recognise: {_flow([match.header for match in found[:5]])}",
        "fields:",
    ]
    for column in contract.columns:
        if (match := by_column.get(column.name)) is None:
            continue
        header = match.header
        spec = f"headers: {_flow([header])}"
        if day := days.get(column.name):
            spec = f"headers: {_flow([day])}, time_of_day: {_flow([header])}"
            header = day
        if not column.required:
            spec += ", optional: true"
        if column.type in ("date", "timestamp"):
            spec += f", type: {column.type}, order: {_order(sample, header)}"
        known, unknown = _words(contract, column, sample, match.header)
        if known:
            spec += f", values: {_flow(known)}"
        doubt = "" if match.alikeness >= 0.95 else f"  # ? {column.zh}"
        lines.append(f"  {column.name}: {{{spec}}}{doubt}")
        if unknown:
            lines.append(f"    # 不在词表中 not in the vocabulary: {', '.join(unknown)}")
            lines.append(f"    # 词表 vocabulary: {', '.join(column.vocabulary)}")
    lines += ["tables:", f"  - source: {contract.source}", "    columns:"]
    for column in contract.columns:
        if (match := by_column.get(column.name)) is not None:
            factor = _unit_factor(column, match.header)
            filled = f"{{from: {column.name}, multiply: {factor!r}}}" if factor != 1 else column.name
            lines.append(f"      {column.name}: {filled}")
    lacking = [column for column in contract.columns if column.name not in by_column]
    if required := [column for column in lacking if column.required]:
        lines.append(
            "# 必填但没找到 required and not found: " + ", ".join(f"{each.name}（{each.zh}）" for each in required)
        )
    if optional := [column for column in lacking if not column.required]:
        lines.append(
            "# 选填未对应 optional, not matched: " + ", ".join(f"{each.name}（{each.zh}）" for each in optional)
        )
    used = {match.header for match in found} | set(days.values())
    if left := [header for header in sheet.header if header not in used]:
        lines.append("# 文件中未用的列 headers not used: " + ", ".join(left))
    return "\n".join(line for line in lines if line) + "\n"


def _sample(sheet: Sheet) -> pa.Table:
    batches = []
    rows = 0
    for batch in sheet.batches(SAMPLE_ROWS):
        batches.append(batch)
        rows += batch.num_rows
        if rows >= SAMPLE_ROWS:
            break
    return pa.Table.from_batches(batches, schema=sheet.schema).slice(0, SAMPLE_ROWS)


def _unique_columns(sample: pa.Table) -> list[str]:
    found = []
    for name in sample.column_names:
        if name not in (ROW_NUMBER, EXTRA_CELLS) and sample.num_rows:
            column = sample[name]
            if not column.null_count and len(column.unique()) == sample.num_rows:
                found.append(name)
    return found


def _filled(sample: pa.Table, header: str) -> list[str]:
    return [cell.strip() for cell in sample[header].to_pylist() if cell and cell.strip()]


def _days_elsewhere(contract: Contract, sample: pa.Table, found: list[Match]) -> dict[str, str]:
    """For columns whose header holds a clock without a day: the header beside it that holds the day."""
    used = {match.header for match in found}

    def holds(header: str, pattern: re.Pattern[str]) -> bool:
        cells = _filled(sample, header)
        return bool(cells) and all(pattern.match(cell) for cell in cells)

    clocks = [
        match for match in found if contract.column(match.column).type == "timestamp" and holds(match.header, _CLOCK)
    ]
    headers = [name for name in sample.column_names if name not in (ROW_NUMBER, EXTRA_CELLS)]
    day = next((header for header in headers if header not in used and holds(header, _DAY)), None) if clocks else None
    return {match.column: day for match in clocks} if day else {}


def _words(contract: Contract, column: Column, sample: pa.Table, header: str) -> tuple[dict[str, str], list[str]]:
    """Words of the file outside the column's vocabulary: those whose meaning is known, and the first of the others."""
    if not column.vocabulary:
        return {}, []
    chinese = chinese_words(contract.source, column.name)
    meaning = {said: word for word, names in chinese.items() for said in names}
    outside = [word for word in dict.fromkeys(_filled(sample, header)) if word not in column.vocabulary]
    known = {word: meaning[word] for word in outside if word in meaning}
    return known, [word for word in outside if word not in meaning][:20]


def _unit_factor(column: Column, header: str) -> float:
    """What a duration is multiplied by to be in the column's unit; 1 where the header names no other unit."""
    wanted = column.name.rpartition("_")[2]
    written = re.search(r"[(（\[【]\s*(\w+)\s*[)）\]】]", header)
    unit = _UNITS.get(written[1].lower()) if written else None
    return _SECONDS[unit] / _SECONDS[wanted] if unit and wanted in _SECONDS else 1


def _order(sample: pa.Table, header: str) -> str:
    """dmy or mdy where the sample shows it, else auto: the whole column decides at ingest."""
    days = [match for cell in sample[header].to_pylist() if cell and (match := _DAY_FIRST.match(cell))]
    first = any(int(match[1]) > 12 for match in days)
    second = any(int(match[2]) > 12 for match in days)
    return "auto" if first == second else "dmy" if first else "mdy"


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.casefold()).strip("_") or "profile"


def _flow(values: list[str] | dict[str, str]) -> str:
    return yaml.safe_dump(values, default_flow_style=True, allow_unicode=True, width=10_000).strip()
