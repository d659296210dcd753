"""Mapping: the text cells of a file into typed columns of a source, as DuckDB SQL over whole columns.

Which cell goes where is the profile's to say (`profile.py`); nothing here runs once per row in Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from ingestion.notices import Notice, notice
from ingestion.profile import Field, Melt, Order, Output, Profile, Table, absent_headers, fields_of, find_header
from warehouse.settings import DUCKDB_TYPES, ColumnType, Contract, contracts
from warehouse.settings.messages import as_told, message

# A stated day and another clock of the same row that are this close agree.
AGREEING_DAYS = 3

# Share of a column's cells that must be answers in the words of a questionnaire for it to be one of its questions.
_MOSTLY_ANSWERS = 0.8

# Hexadecimal digits of an id made of a row's content: no two of a billion rows meet by chance.
FINGERPRINT_LENGTH = 20


@dataclass(frozen=True)
class StagedSheet:
    """A sheet loaded as text into DuckDB table `table`, with its headers, `row_number` and `extra_cells`."""

    file_name: str
    name: str | None
    table: str
    headers: tuple[str, ...]


# -------------------------------------------------------------------------------------------------------------- SQL pieces


def quoted(identifier: str) -> str:
    """`identifier` as a quoted SQL name."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: object) -> str:
    """`value` as an SQL literal."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def _replaced(text: str, values: Mapping[str, str | None]) -> str:
    return _looked_up(text, values, text) if values else text


def _looked_up(text: str, values: Mapping[str, object], otherwise: str) -> str:
    """What `values` say of `text`, in any spelling of case; `otherwise` where they say nothing.

    Not `in`: the engine makes a join of a longer list, and does it even where the column is not asked for.
    """
    cases = " ".join(f"when {literal(key)} then {literal(value)}" for key, value in values.items())
    return f"case lower({text}) {cases} else {otherwise} end"


def one_row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The only row of a query that has exactly one."""
    row = connection.execute(query).fetchone()
    assert row is not None
    return row


@dataclass(frozen=True)
class TimeStyle:
    """How the cells of one time column are written, decided over the whole column."""

    order: Order
    plain: bool  # every cell is ISO without an offset: the engine's own cast reads it


def _let(name: str, value: str, body: str) -> str:
    """SQL of `body` with `value` worked out once under `name`."""
    return f"list_transform([{value}], lambda {name}: {body})[1]"


# Whole cells only: the engine's cast to a time overlooks text behind it.
_ISO_CELL = r"^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d\d(:\d\d(\.\d+)?)?)?$"
_CLOCK = r"^\d{1,2}:\d\d(:\d\d(\.\d+)?)?$"
_CLOCK_OFFSET = r"^(\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)\s*(?:Z|([+-]\d\d):?(\d\d)?)$"
_DAY_PARTS = r"^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*日?[T\s]*(.*)$"


def _time_sql(text: str, style: TimeStyle, spec: Field, zones: tuple[str, str]) -> str:
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
        local = _let("moment", f"try_strptime({text}, {literal(spec.format)})", moved if has_clock else "moment")
    elif style.plain:
        local = f"try_cast({text} as timestamp)"
        if moved != "moment":
            local = _let("moment", local, f"case when contains({text}, ':') then {moved} else moment end")
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
        clock = "rtrim(regexp_replace(rtrim(translate(trim(part.clock), '时分', '::'), '秒'), '^(\\d{1,2}):$', '\\1:00'), ':')"
        clock = rf"regexp_replace({clock}, ':(\d)\b', ':0\1', 'g')"
        for word, half in (("上午", "AM"), ("下午", "PM")):
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
        local = _let(
            "part",
            parts,
            _let(
                "on_day",
                on_day,
                _let("clock", clock, _let("moment", stamp, f"case when clock = '' then moment else {moved} end")),
            ),
        )
    # The engine works out a repeated cast once, and faster than a name for it.
    in_reason = "case when {0} >= timestamp '1900-01-01' and {0} < timestamp '2200-01-01' then {0} end"
    is_cast = local.startswith("try_cast")
    kept = in_reason.format(local) if is_cast else _let("local", local, in_reason.format("local"))
    return kept if is_instant else f"cast({kept} as date)"


YES = ("true", "t", "yes", "y", "1", "1.0", "是", "有", "真", "√")
NO = ("false", "f", "no", "n", "0", "0.0", "否", "无", "假", "×")


def _typed_sql(text: str, kind: ColumnType) -> str:
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
        return _let("number", number, "case when number = floor(number) then try_cast(number as bigint) end")
    if kind == "boolean":
        return _looked_up(text, dict.fromkeys(YES, True) | dict.fromkeys(NO, False), "null")
    if kind == "list":
        return (
            f"case when {text} like '%；%' or {text} like '%、%' then translate({text}, '；、', ';;') else {text} end"
        )
    if kind == "json":
        return f"case when json_valid({text}) then {text} end"
    return text


# ------------------------------------------------------------------------------------------------------------ the mapping

# A day written with the year last: which of the first two numbers is the day is what has to be decided.
_SHORT_DAY = r"^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(\D|$)"
_OFFSET = r":\d\d.*(Z|[+-]\d\d(:?\d\d)?)$"


@dataclass(frozen=True)
class Mapped:
    """DuckDB view of one source's rows in the order of the file: contract columns, `<column>__unread` text of cells that
    could not be read as their type, `file_name`, `sheet`, `row_number`, `extra_cells`. `is_mention` marks rows of a source
    that the file only mentions: they never take the place of the source's own."""

    table: str
    source: str
    unread: tuple[str, ...]
    notices: tuple[Notice, ...]
    is_mention: bool = False


class Mapper:
    """Maps the sheets of one file by one profile; decides date orders once, over all of them."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        profile: Profile,
        sheets: Sequence[StagedSheet],
        deployment_zone: str,
        hash_key: str,
    ) -> None:
        self._connection = connection
        self._profile = profile
        self._sheets = sheets
        self._deployment_zone = deployment_zone
        self._hash_key = hash_key
        self._styles: dict[str, TimeStyle] = {}
        self.notices: list[Notice] = []
        self._decide_time_styles()

    def map_table(self, table: Table) -> Mapped:
        """Creates DuckDB view `mapped_<source>` of the rows of `table`; nothing is read yet but what notices count."""
        contract = contracts()[table.source]
        notices: list[Notice] = []
        if table.repeat:
            parts = [
                self._select_group(table, contract, sheet, group) for sheet in self._sheets for group in table.repeat
            ]
            notices += self._count_empty_groups(table)
        else:
            asked: list[Field | None] = list(table.melt.questions) if table.melt else [None]
            parts = [self._select(table, contract, sheet, question) for sheet in self._sheets for question in asked]
        rows = " union all ".join(parts)
        if table.distinct:
            # Of several spellings of what a key stands for, the first one in the file is taken.
            key = ", ".join(quoted(name) for name in contract.key)
            known = " and ".join(f"{quoted(name)} is not null" for name in contract.key)
            rows = (
                f"select * replace (null::varchar as extra_cells) from ({rows}) where {known} "
                f"qualify row_number() over (partition by {key} order by sheet, row_number) = 1 order by sheet, row_number"
            )
        elif table.melt:
            # Rows of one respondent stand together, as in the file.
            rows = f"select * from ({rows}) where score is not null or score__unread is not null order by sheet, row_number, item"
        name = f"mapped_{table.source}"
        self._connection.execute(f"create or replace view {name} as {rows}")
        for column, output in table.columns.items():
            if output.fingerprint:
                notices += self._count_rows_alike(name, column)
        if table.melt:
            for question in table.melt.questions:
                notices += self._count_no_answers(question)
                if not any(find_header(sheet.headers, question.headers) for sheet in self._sheets):
                    notices.append(_question_absent(question))
        columns = {row[0] for row in self._connection.execute(f"describe {name}").fetchall()}
        unread = tuple(c for c in contract.column_names if f"{c}__unread" in columns)
        return Mapped(name, table.source, unread, tuple(notices), is_mention=table.distinct)

    def count_field_notices(self) -> None:
        """Adds what the fields themselves show: codes that are no answer, days after their limit, ignored offsets."""
        for spec in self._profile.fields.values():
            if spec.no_answer:
                self.notices += self._count_no_answers(spec)
            if spec.not_after:
                self._count_days_beyond_limit(spec)
            if spec.offset == "ignore":
                self._count_ignored_offsets(spec)

    def tell_drift(self) -> None:
        """Adds what a later round of a known survey changed: headers it is no longer recognised by, questions nobody reads."""
        headers = [header for sheet in self._sheets for header in sheet.headers]
        absent = absent_headers(self._profile, headers)
        if 0 < len(absent) < len(self._profile.recognise):
            self.notices.append(_recognised_by_most(self._profile, absent))
        for table in self._profile.tables:
            if table.melt and (left := self._questions_left(table.melt)):
                self.notices.append(notice("questions_not_taken", "", len(left), headers=left))

    def _questions_left(self, melt: Melt) -> list[str]:
        """Headers of columns that are answered in the words of the questions and are none of them."""
        words = {word for question in melt.questions for word, score in question.values.items() if score is not None}
        codes = words | {code for question in melt.questions for code in question.no_answer}
        left: dict[str, None] = {}
        for sheet in self._sheets:
            used = {find_header(sheet.headers, names) for names in self._profile.headers_read()}
            others = [header for header in sheet.headers if header not in used]
            if not others or not words:
                continue
            counts = [
                f"count({self._cell(header)}), count(*) filter (where {_is_one_of(self._cell(header), codes)}), "
                f"count(distinct case when {_is_one_of(self._cell(header), words)} then lower({self._cell(header)}) end)"
                for header in others
            ]
            found = self._one(f"select {', '.join(counts)} from {sheet.table}")
            for header, filled, answered, distinct in zip(others, found[::3], found[1::3], found[2::3], strict=True):
                if distinct > 1 and answered >= _MOSTLY_ANSWERS * filled:
                    left[header] = None
        return list(left)

    # -- cells ---------------------------------------------------------------------------------------------------------

    def _text(self, spec: Field, headers: Sequence[str]) -> str:
        """Text of the field's cells in a sheet with these `headers`; null where it has no such column."""
        text = self._cell(find_header(headers, spec.headers), spec.no_answer)
        if spec.time_of_day:
            clock = self._cell(find_header(headers, spec.time_of_day))
            # A spreadsheet writes a day as midnight of it.
            day = rf"regexp_replace({text}, '[T ]0?0:00(:00)?$', '')"
            text = f"case when {clock} is null then {text} else {day} || ' ' || {clock} end"
        if spec.type == "list" and spec.values:
            words = f"string_split({_typed_sql(text, 'list')}, ';')"
            return f"array_to_string(list_transform({words}, lambda word: {_replaced('trim(word)', spec.values)}), ';')"
        return _replaced(text, spec.values)

    def _cell(self, header: str | None, no_answer: Iterable[str] = ()) -> str:
        if header is None:
            return "null::varchar"
        nothing = {*self._profile.empty, *no_answer}
        cell = quoted(header)
        longest = max(len(word.encode()) for word in nothing)
        # Most cells are longer than any word for "nothing" and have no blanks around them: they pass at a glance.
        return (
            f"(case when strlen({cell}) > {longest} and not ({cell} like ' %' or {cell} like '% ') then {cell} "
            f"else {_replaced(f'trim({cell})', dict.fromkeys(sorted(nothing)))} end)"
        )

    def _read(self, spec: Field, text: str) -> str:
        if spec.is_time:
            return _time_sql(text, self._styles[spec.name], spec, self._zones(spec))
        return _typed_sql(text, spec.type)

    def _zones(self, spec: Field) -> tuple[str, str]:
        return spec.timezone or self._profile.timezone or self._deployment_zone, self._deployment_zone

    def _cells(self, names: Iterable[str], sheet: StagedSheet, question: Field | None) -> str:
        """Select of the fields `names` of one sheet: `<f>` read, `<f>__unread` text, `<f>__day` of times."""
        texts, reads, unread = ["row_number", "extra_cells"], ["*"], ["*"]
        for spec in [self._profile.fields[name] for name in names]:
            text, read = quoted(f"{spec.name}__text"), quoted(spec.name)
            texts.append(f"{self._text(spec, sheet.headers)} as {text}")
            reads.append(f"{self._read(spec, text)} as {read}")
            unread.append(
                f"case when {text} is not null and {read} is null then {text} end as {quoted(f'{spec.name}__unread')}"
            )
            if spec.is_time:
                reads.append(f"{self._read(replace(spec, type='date'), text)} as {quoted(f'{spec.name}__day')}")
        if question is not None:
            texts.append(f"{self._text(question, sheet.headers)} as answer__text")
        origin = f"{literal(sheet.file_name)} as file_name, {literal(sheet.name)}::varchar as sheet"
        cells = f"select {', '.join(texts)} from {sheet.table}"
        return f"select {', '.join(unread)}, {origin} from (select {', '.join(reads)} from ({cells}))"

    # -- columns -------------------------------------------------------------------------------------------------------

    def _select_group(self, table: Table, contract: Contract, sheet: StagedSheet, group: str) -> str:
        """The rows of one group of columns, those whose first field is filled."""
        mapper = copy(self)
        mapper._profile = self._profile.of_group(table.repeat[group])
        filled = mapper._cell(find_header(sheet.headers, next(iter(table.repeat[group].values()))))
        filtered = replace(sheet, table=f"(select * from {sheet.table} where {filled} is not null)")
        return mapper._select(table, contract, filtered, None, group)

    def _count_empty_groups(self, table: Table) -> list[Notice]:
        """Cells left blank where a group has nothing to say: no rows, and told."""
        empty = 0
        for sheet in self._sheets:
            for group in table.repeat.values():
                cell = self._cell(find_header(sheet.headers, next(iter(group.values()))))
                empty += self._one(f"select count(*) filter (where {cell} is null) from {sheet.table}")[0]
        return [notice("groups_empty", "", empty)] if empty else []

    def _select(
        self, table: Table, contract: Contract, sheet: StagedSheet, question: Field | None, group: str | None = None
    ) -> str:
        used = {name: None for output in table.columns.values() for name in fields_of(output)}
        for name in list(used):
            spec = self._profile.fields.get(name)
            if spec is not None and spec.not_after:
                used[spec.not_after] = None
        pseudo: dict[str, str] = {} if group is None else {"group": literal(group)}
        if question is not None:
            number = _typed_sql("answer__text", "number")
            lowest, highest = question.scale
            score = f"({lowest + highest} - {number})" if question.reverse else number
            pseudo = {
                "item": literal(question.name),
                "score": score,
                "scale_min": literal(float(lowest)),
                "scale_max": literal(float(highest)),
            }
        columns = []
        for column in contract.columns:
            output = table.columns.get(column.name)
            kind = DUCKDB_TYPES[column.type]
            if output is None:
                columns.append(f"null::{kind} as {quoted(column.name)}")
                continue
            value = self._value(output, column.type, pseudo)
            columns.append(f"cast({value} as {kind}) as {quoted(column.name)}")
            if column.type not in ("string", "list"):
                unread = self._unread(output, column.type, pseudo)
                if unread != "null":
                    columns.append(f"cast({unread} as varchar) as {quoted(column.name + '__unread')}")
        cells = self._cells([name for name in used if name not in pseudo], sheet, question)
        return f"select {', '.join(columns)}, file_name, sheet, row_number, extra_cells from ({cells})"

    def _candidate(self, output: Output, name: str, pseudo: Mapping[str, str]) -> str:
        if name in pseudo:
            return pseudo[name]
        spec = self._profile.fields[name]
        value = quoted(name)
        if name in output.believable and spec.not_after:
            value = f"case when {self._is_beyond(spec)} then null else {value} end"
        if output.on_day_of and output.clock:
            days = f"date_diff('day', {quoted(output.clock + '__day')}, {quoted(output.on_day_of + '__day')})"
            value = f"({value}) + to_days(cast(coalesce({days}, 0) as integer))"
        if output.plus_seconds:
            value = f"({value}) + to_microseconds(cast({quoted(output.plus_seconds)} * 1e6 as bigint))"
        return value

    def _value(self, output: Output, kind: ColumnType, pseudo: Mapping[str, str]) -> str:
        texts = [f"cast({self._candidate(output, name, pseudo)} as varchar)" for name in output.join]
        if output.fingerprint:
            return self._fingerprint(output, pseudo)
        if output.separator is not None:
            value = f"nullif(concat_ws({literal(output.separator)}, {', '.join(texts)}), '')"
        elif output.join:
            value = f"({(' || ' + literal(':') + ' || ').join(texts)})"
        elif not output.source_fields:
            return literal(output.constant)
        else:
            value = f"coalesce({', '.join(self._candidate(output, name, pseudo) for name in output.source_fields)})"
        if output.values:
            value = _replaced(f"cast({value} as varchar)", output.values)
        if output.slug:
            value = rf"trim(regexp_replace(lower({value}), '[^\p{{L}}\p{{N}}]+', '_', 'g'), '_')"
        if output.title:
            words = f"string_split(lower({value}), ' ')"
            value = f"array_to_string(list_transform({words}, lambda word: upper(word[1]) || word[2:]), ' ')"
        if output.hash:
            value = f"sha256({literal(self._hash_key)} || {value})"
        if output.multiply is not None:
            value = f"({value}) * {output.multiply!r}"
        fed_as_text = output.join or output.values or all(
            name in self._profile.fields and self._profile.fields[name].type == "string" for name in output.source_fields
        )  # fmt: skip
        if fed_as_text and kind not in ("string", "list"):
            is_time = kind in ("date", "timestamp")
            value = f"try_cast({value} as {kind})" if is_time else _typed_sql(f"({value})", kind)
        return value

    def _fingerprint(self, output: Output, pseudo: Mapping[str, str]) -> str:
        """An id of what the fields say, however it was written; `:2`, `:3` … on rows that say the same again."""
        said = [
            pseudo[name]
            if name in pseudo
            else f"coalesce(cast({quoted(name)} as varchar), {quoted(name + '__text')}, '')"
            for name in output.fingerprint
        ]
        id_of_content = f"left(sha256(concat_ws(chr(31), {', '.join(said)})), {FINGERPRINT_LENGTH})"
        return _let(
            "alike",
            f"{{'id': {id_of_content}, 'n': row_number() over (partition by {', '.join(said)} order by row_number)}}",
            "case when alike.n = 1 then alike.id else alike.id || ':' || alike.n end",
        )

    def _unread(self, output: Output, kind: ColumnType, pseudo: Mapping[str, str]) -> str:
        """Text of the first cell feeding a column that is there and could not be read; 'null' where none can be."""
        names = [name for name in fields_of(output) if name not in pseudo]
        parts = [quoted(name + "__unread") for name in names]
        if "score" in output.source_fields and "score" in pseudo:
            parts.append(f"case when answer__text is not null and ({pseudo['score']}) is null then answer__text end")
        if names and all(self._profile.fields[name].type == "string" for name in names) and not output.hash:
            text = self._value(replace(output, multiply=None), "string", pseudo)
            parts.append(
                f"case when {text} is not null and ({self._value(output, kind, pseudo)}) is null then {text} end"
            )
        if not parts:
            return "null"
        return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"

    # -- date orders ---------------------------------------------------------------------------------------------------

    def _column(self, spec: Field, *more: Field) -> str:
        """The texts of a field (and of `more`) over all sheets, as a subquery with columns `text`, `text_1` …; rows of
        sheets that lack one of the columns are left out."""
        parts = []
        for sheet in self._sheets:
            if all(find_header(sheet.headers, each.headers) for each in (spec, *more)):
                texts = [
                    f"{self._text(each, sheet.headers)} as text{f'_{place}' if place else ''}"
                    for place, each in enumerate((spec, *more))
                ]
                parts.append(f"select {', '.join(texts)} from {sheet.table}")
        return f"({' union all '.join(parts)})" if parts else ""

    def _decide_time_styles(self) -> None:
        times = [spec for spec in self._profile.fields.values() if spec.is_time]
        undecided: list[Field] = []
        for spec in times:
            source = self._column(spec)
            if not source or spec.format:
                self._styles[spec.name] = TimeStyle("ymd", plain=True)
                continue
            # A cell the engine writes as it was read needs no pattern to be sure of, and patterns are slow.
            iso = (
                "case when cast(try_cast(text as timestamp) as varchar) = text then true "
                f"else regexp_matches(text, '{_ISO_CELL}') and try_cast(text as timestamp) is not null end"
            )
            filled, plain = self._one(f"select count(text), count(*) filter (where {iso}) from {source}")
            if filled == plain:
                self._styles[spec.name] = TimeStyle("ymd", plain=True)
                continue
            order = spec.order
            short, first_is_day, second_is_day = self._one(
                f"select count(*), count(*) filter (where a > 12), count(*) filter (where b > 12) from ("
                f"select try_cast(regexp_extract(text, '{_SHORT_DAY}', 1) as integer) as a, "
                f"try_cast(regexp_extract(text, '{_SHORT_DAY}', 2) as integer) as b from {source}) where a is not null"
            )
            if order == "auto" and short == 0:
                order = "ymd"
            elif order == "auto" and first_is_day and not second_is_day:
                order = "dmy"
            elif order == "auto" and second_is_day and not first_is_day:
                order = "mdy"
            self._styles[spec.name] = TimeStyle(order, plain=False)
            if order == "auto":
                undecided.append(spec)
            elif short:
                self.notices.append(_order_notice(spec, order, short))
        for spec in undecided:
            self._decide_by_other_times(spec, [other for other in times if other not in undecided])
        for spec in times:
            self._count_swapped_cells(spec)

    def _decide_by_other_times(self, spec: Field, others: list[Field]) -> None:
        preferred = sorted(others, key=lambda other: other.name != spec.clock)
        for other in preferred:
            source = self._column(spec, other)
            if not source:
                continue
            clock = self._day("text_1", other)
            shares = {}
            for order in ("dmy", "mdy"):
                day = self._day("text", spec, TimeStyle(order, plain=False))
                compared, near = self._one(
                    f"select count(*), count(*) filter (where abs(date_diff('day', {day}, {clock})) <= {AGREEING_DAYS}) "
                    f"from {source} where {clock} is not null and regexp_matches(text, '{_SHORT_DAY}')"
                )
                shares[order] = near / compared if compared else 0.0
            order = max(shares, key=lambda each: shares[each])
            if shares[order] >= 0.8 and min(shares.values()) <= 0.5:
                self._styles[spec.name] = TimeStyle(order, plain=False)  # type: ignore[arg-type]
                self.notices.append(_order_notice(spec, order, self._count_short(spec)))
                return
        count = self._count_short(spec)
        self.notices.append(notice("date_order_unclear", spec.headers[0], count, header=spec.headers[0]))

    def _count_short(self, spec: Field) -> int:
        return int(
            self._one(f"select count(*) filter (where regexp_matches(text, '{_SHORT_DAY}')) from {self._column(spec)}")[
                0
            ]
        )

    def _day(self, text: str, spec: Field, style: TimeStyle | None = None) -> str:
        return _time_sql(text, style or self._styles[spec.name], replace(spec, type="date"), self._zones(spec))

    def _count_swapped_cells(self, spec: Field) -> None:
        """Cells a spreadsheet turned into dates by itself, in a column people wrote as day/month: did it swap them?"""
        style = self._styles[spec.name]
        if spec.clock is None or style.order not in ("dmy", "mdy"):
            return
        clock_field = self._profile.fields[spec.clock]
        source = self._column(spec, clock_field)
        if not source:
            return
        stated, clock = self._day("text", spec), self._day("text_1", clock_field)
        swapped = f"try_cast(strftime({stated}, '%Y-%d-%m') as date)"
        converted, nearer = self._one(
            f"select count(*), count(*) filter (where abs(date_diff('day', {swapped}, {clock})) "
            f"< abs(date_diff('day', {stated}, {clock}))) from {source} where regexp_matches(text, '^\\d{{4}}-')"
        )
        if nearer:
            self.notices.append(
                notice(
                    "date_cells_swapped",
                    spec.headers[0],
                    nearer,
                    header=spec.headers[0],
                    order=message(f"ingestion.order_{style.order}"),
                    cells=converted,
                    clock=clock_field.headers[0],
                )
            )

    # -- counting ------------------------------------------------------------------------------------------------------

    def _count_no_answers(self, spec: Field) -> list[Notice]:
        counts: dict[str, int] = {}
        for sheet in self._sheets:
            header = find_header(sheet.headers, spec.headers)
            if header:
                cell = f"lower(trim({quoted(header)}))"
                codes = ", ".join(literal(code) for code in spec.no_answer)
                query = f"select {cell}, count(*) from {sheet.table} where {cell} in ({codes}) group by 1 order by 1"
                for code, count in self._connection.execute(query).fetchall():
                    counts[code] = counts.get(code, 0) + count
        if not counts:
            return []
        listed = ", ".join(f"{code} × {count}" for code, count in sorted(counts.items()))
        return [notice("no_answer", spec.name, sum(counts.values()), name=spec.name, codes=listed)]

    def _count_rows_alike(self, mapped: str, column: str) -> list[Notice]:
        count = self._one(f"select count(*) from {mapped} where contains({quoted(column)}, ':')")[0]
        return [notice("rows_alike", column, count)] if count else []

    def _is_beyond(self, spec: Field) -> str:
        day, limit = f"cast({quoted(spec.name)} as date)", f"cast({quoted(spec.not_after or '')} as date)"
        if spec.days_before is None:
            return f"({day} > {limit})"
        return f"({day} > {limit} or {day} < {limit} - {spec.days_before})"

    def _count_days_beyond_limit(self, spec: Field) -> None:
        limit = self._profile.fields[spec.not_after or ""]
        beyond = 0
        for sheet in self._sheets:
            if find_header(sheet.headers, spec.headers) and find_header(sheet.headers, limit.headers):
                cells = self._cells((spec.name, limit.name), sheet, None)
                beyond += self._one(f"select count(*) from ({cells}) where {self._is_beyond(spec)}")[0]
        if beyond:
            named = {"header": spec.headers[0], "limit": limit.headers[0]}
            self.notices.append(
                notice("date_beyond_limit", spec.headers[0], beyond, **named)
                if spec.days_before is None
                else notice("date_out_of_window", spec.headers[0], beyond, **named, days=spec.days_before)
            )

    def _count_ignored_offsets(self, spec: Field) -> None:
        source = self._column(spec)
        if not source:
            return
        count = self._one(f"select count(*) filter (where regexp_matches(text, '{_OFFSET}')) from {source}")[0]
        if count:
            zone = self._zones(spec)[0]
            self.notices.append(notice("offset_ignored", spec.headers[0], count, header=spec.headers[0], zone=zone))

    def _one(self, query: str) -> tuple[Any, ...]:
        return one_row(self._connection, query)


def _is_one_of(cell: str, words: Iterable[str]) -> str:
    return _looked_up(cell, dict.fromkeys(sorted(words), True), "false")


def _recognised_by_most(profile: Profile, absent: Sequence[str]) -> Notice:
    name = as_told(profile.name_zh, profile.name_en)
    return notice("recognised_by_most", "", len(absent), profile=name, absent=", ".join(absent))


def _question_absent(question: Field) -> Notice:
    return notice("question_absent", question.name, 1, name=question.name, headers=" / ".join(question.headers))


def _order_notice(spec: Field, order: str, count: int) -> Notice:
    by = message("ingestion.by_whole_column" if spec.order == "auto" else "ingestion.by_profile")
    read_as = message(f"ingestion.order_{order}")
    return notice("date_order", spec.headers[0], count, header=spec.headers[0], order=read_as, by=by)
