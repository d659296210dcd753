"""What the fields of a file show beyond their values: codes that are no answer, days after their limit, ignored offsets, and
what a later round of a known survey has changed."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.notices import Notice, notice
from ingestion.profile import Field, Melt, Profile
from ingestion.readings import Readings
from ingestion.recognition import absent_headers
from ingestion.sql import is_one_of, literal, quoted
from ingestion.texts import Texts

# Share of a column's cells that must be answers in the words of a questionnaire for it to be one of its questions.
_MOSTLY_ANSWERS = 0.8

_OFFSET = r":\d\d.*(Z|[+-]\d\d(:?\d\d)?)$"


def field_notices(readings: Readings) -> list[Notice]:
    """Codes that are no answer, days after their limit, ignored offsets."""
    notices: list[Notice] = []
    for spec in readings.texts.profile.fields.values():
        if spec.no_answer:
            notices += no_answers(readings.texts, spec)
        if spec.not_after:
            notices += _days_beyond_limit(readings, spec)
        if spec.offset == "ignore":
            notices += _ignored_offsets(readings.texts, spec)
    return notices


def drift(texts: Texts) -> list[Notice]:
    """What a later round of a known survey changed: headers it is no longer recognised by, questions nobody reads."""
    profile, notices = texts.profile, []
    absent = absent_headers(profile, [header for sheet in texts.sheets for header in sheet.headers])
    if 0 < len(absent) < len(profile.recognise):
        notices.append(_recognised_by_most(profile, absent))
    for table in profile.tables:
        if table.melt and (left := _questions_left(texts, table.melt)):
            notices.append(notice("questions_not_taken", "", len(left), headers=left))
    return notices


def no_answers(texts: Texts, spec: Field) -> list[Notice]:
    """Codes of a field that are no answer."""
    counts: dict[str, int] = {}
    for sheet in texts.sheets:
        header = sheet.header_of(spec.headers)
        if header:
            cell = f"lower(trim({quoted(header)}))"
            codes = ", ".join(literal(code) for code in spec.no_answer)
            query = f"select {cell}, count(*) from {sheet.table} where {cell} in ({codes}) group by 1 order by 1"
            for code, count in texts.connection.execute(query).fetchall():
                counts[code] = counts.get(code, 0) + count
    if not counts:
        return []
    listed = ", ".join(f"{code} × {count}" for code, count in sorted(counts.items()))
    return [notice("no_answer", spec.name, sum(counts.values()), name=spec.name, codes=listed)]


def _days_beyond_limit(readings: Readings, spec: Field) -> list[Notice]:
    texts = readings.texts
    limit = texts.profile.fields[spec.not_after or ""]
    beyond = 0
    for sheet in texts.sheets:
        if sheet.header_of(spec.headers) and sheet.header_of(limit.headers):
            cells = readings.cells((spec.name, limit.name), sheet, None)
            beyond += texts.one(f"select count(*) from ({cells}) where {readings.is_beyond(spec)}")[0]
    if not beyond:
        return []
    named = {"header": spec.headers[0], "limit": limit.headers[0]}
    if spec.days_before is None:
        return [notice("date_beyond_limit", spec.headers[0], beyond, **named)]
    return [notice("date_out_of_window", spec.headers[0], beyond, **named, days=spec.days_before)]


def _ignored_offsets(texts: Texts, spec: Field) -> list[Notice]:
    source = texts.column(spec)
    if not source:
        return []
    count = texts.one(f"select count(*) filter (where regexp_matches(text, '{_OFFSET}')) from {source}")[0]
    zone = texts.zones(spec)[0]
    return [notice("offset_ignored", spec.headers[0], count, header=spec.headers[0], zone=zone)] if count else []


def _questions_left(texts: Texts, melt: Melt) -> list[str]:
    """Headers of columns that are answered in the words of the questions and are none of them."""
    words = {word for question in melt.questions for word, score in question.values.items() if score is not None}
    codes = words | {code for question in melt.questions for code in question.no_answer}
    left: dict[str, None] = {}
    for sheet in texts.sheets:
        used = {sheet.header_of(names) for names in texts.profile.headers_read()}
        others = [header for header in sheet.headers if header not in used]
        if not others or not words:
            continue
        counts = [
            f"count({texts.cell(header)}), count(*) filter (where {is_one_of(texts.cell(header), codes)}), "
            f"count(distinct case when {is_one_of(texts.cell(header), words)} then lower({texts.cell(header)}) end)"
            for header in others
        ]
        found = texts.one(f"select {', '.join(counts)} from {sheet.table}")
        for header, filled, answered, distinct in zip(others, found[::3], found[1::3], found[2::3], strict=True):
            if distinct > 1 and answered >= _MOSTLY_ANSWERS * filled:
                left[header] = None
    return list(left)


def _recognised_by_most(profile: Profile, absent: Sequence[str]) -> Notice:
    return notice("recognised_by_most", "", len(absent), profile=profile.called, absent=", ".join(absent))
