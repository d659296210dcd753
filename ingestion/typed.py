"""The text of a cell as a number, a truth value, a time …: SQL over whole columns."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.profile import Field, Order
from ingestion.sql import let, literal, looked_up
from ingestion.words import recognised
from warehouse.settings import ColumnType

# Whole cells only: the engine's cast to a time overlooks text behind it.
ISO_CELL = r"^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d\d(:\d\d(\.\d+)?)?)?$"
_CLOCK = r"^\d{1,2}:\d\d(:\d\d(\.\d+)?)?$"
_CLOCK_OFFSET = r"^(\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)\s*(?:Z|([+-]\d\d):?(\d\d)?)$"
_DAY_PARTS = recognised("day_parts")
_HOUR_AND_MINUTE, _SECOND = recognised("hour_and_minute"), recognised("second")
_HALF_DAYS: dict[str, str] = recognised("half_days")
# A day written with the year last: which of the first two numbers is the day is what has to be decided.
SHORT_DAY = r"^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(\D|$)"

YES: tuple[str, ...] = tuple(recognised("yes"))
NO: tuple[str, ...] = tuple(recognised("no"))


@dataclass(frozen=True)
class TimeStyle:
    """How the cells of one time column are written, decided over the whole column."""

    order: Order
    plain: bool  # every cell is ISO without an offset: the engine's own cast reads it


def time_sql(text: str, style: TimeStyle, spec: Field, zones: tuple[str, str]) -> str:
    """Naive timestamp (date for a date field) in the deployment's zone of cells `text`; null where a cell is no time.

    `zones` are (zone a time without offset was written in, deployment zone). A cell with a day and no time of day is a
    calendar day, not an instant, and keeps its day whatever the zones; so does a date field.
    """
    written, deployment = zones
    is_instant = spec.type == "timestamp"
    moved = "moment"
    if is_instant and written != deployment:
        moved = f"timezone({literal(deployment)}, timezone({literal(written)}, moment))"
    if spec.format:
        # Pattern and all: a time written with its offset is an instant, one without a clock a calendar day.
        has_clock = any(directive in spec.format for directive in ("%H", "%-H", "%I", "%-I"))
        if "%z" in spec.format:
            moved = f"timezone({literal(deployment)}, moment)"
        local = let("moment", f"try_strptime({text}, {literal(spec.format)})", moved if has_clock else "moment")
    elif style.plain:
        local = f"try_cast({text} as timestamp)"
        if moved != "moment":
            local = let("moment", local, f"case when contains({text}, ':') then {moved} else moment end")
    else:
        compact = rf"regexp_replace({text}, '^(\d{{4}})(\d\d)(\d\d)(\D|$)', '\1-\2-\3\4')"
        parts = f"regexp_extract({compact}, '{_DAY_PARTS}', ['a', 'b', 'c', 'clock'])"
        year, month, day = {
            "dmy": ("part.c", "part.b", "part.a"),
            "mdy": ("part.c", "part.a", "part.b"),
            "ymd": ("part.a", "part.b", "part.c"),
            "auto": ("null", "null", "null"),  # undecided: such cells stay unread and are reported
        }[style.order]
        long_year = f"case when length({year}) <= 2 then '20' || lpad({year}, 2, '0') else {year} end"
        on_day = (
            "case when length(part.a) = 4 then part.a || '-' || part.b || '-' || part.c "
            f"else {long_year} || '-' || {month} || '-' || {day} end"
        )
        clock = f"rtrim(translate(trim(part.clock), '{_HOUR_AND_MINUTE}', '::'), '{_SECOND}')"
        clock = rf"rtrim(regexp_replace({clock}, '^(\d{{1,2}}):$', '\1:00'), ':')"
        clock = rf"regexp_replace({clock}, ':(\d)\b', ':0\1', 'g')"
        for word, half in _HALF_DAYS.items():
            clock = rf"regexp_replace({clock}, '^{word}\s*(.*)$', '\1 {half}')"
        bare = "regexp_replace(clock, '" + _CLOCK_OFFSET + r"', '\1')"
        half_day = "['%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M %p']"
        stamp = (
            "case when clock = '' then try_cast(on_day as timestamp) "
            f"when regexp_matches({bare}, '{_CLOCK}') then try_cast(on_day || ' ' || {bare} as timestamp) "
            f"else try_strptime(on_day || ' ' || upper(clock), {half_day}) end"
        )
        if is_instant and spec.offset == "convert":
            # The engine reads Z, +08 and +08:00; +0800 gets its colon.
            zoned = r"replace(regexp_replace(clock, '([+-]\d\d)(\d\d)$', '\1:\2'), ' ', '')"
            instant = f"timezone({literal(deployment)}, try_cast(on_day || ' ' || {zoned} as timestamptz))"
            moved = f"case when regexp_matches(clock, '{_CLOCK_OFFSET}') then {instant} else {moved} end"
        local = let(
            "part",
            parts,
            let(
                "on_day",
                on_day,
                let("clock", clock, let("moment", stamp, f"case when clock = '' then moment else {moved} end")),
            ),
        )
    # The engine works out a repeated cast once, and faster than a name for it.
    in_reason = "case when {0} >= timestamp '1900-01-01' and {0} < timestamp '2200-01-01' then {0} end"
    is_cast = local.startswith("try_cast")
    kept = in_reason.format(local) if is_cast else let("local", local, in_reason.format("local"))
    return kept if is_instant else f"cast({kept} as date)"


def typed_sql(text: str, kind: ColumnType) -> str:
    """`text` read as `kind` (times apart); null where it cannot be."""
    # Percent signs and thousands separators are looked for only where the plain reading fails: patterns are slow.
    percent = (
        f"when {text} like '%\\%' escape '\\' or {text} like '%％' then try_cast(rtrim({text}, '%％') as double) / 100"
    )
    number = (
        f"case when isfinite(try_cast({text} as double)) then try_cast({text} as double) {percent if kind == 'number' else ''} "
        f"when regexp_matches({text}, '^-?\\d{{1,3}}(,\\d{{3}})+(\\.\\d+)?$') then try_cast(replace({text}, ',', '') as double) end"
    )
    if kind == "number":
        return number
    if kind == "integer":
        return let("number", number, "case when number = floor(number) then try_cast(number as bigint) end")
    if kind == "boolean":
        return looked_up(text, dict.fromkeys(YES, True) | dict.fromkeys(NO, False), "null")
    if kind == "list":
        return (
            f"case when {text} like '%；%' or {text} like '%、%' then translate({text}, '；、', ';;') else {text} end"
        )
    if kind == "json":
        return f"case when json_valid({text}) then {text} end"
    return text
