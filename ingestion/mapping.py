"""Mapping: the text cells of a file into typed columns of a source, as DuckDB SQL over whole columns.

Which cell goes where is the profile's to say (`profile.py`); nothing here runs once per row in Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

import duckdb

from ingestion.date_orders import DateOrders
from ingestion.field_notices import drift, field_notices, no_answers
from ingestion.notices import Notice, notice
from ingestion.profile import Field, Output, Profile, Table, fields_of
from ingestion.readings import Readings
from ingestion.sql import let, literal, quoted, replaced
from ingestion.texts import StagedSheet, Texts
from ingestion.typed import typed_sql
from warehouse.settings import DUCKDB_TYPES, ColumnType, Contract, contracts

# Hexadecimal digits of an id made of a row's content: no two of a billion rows meet by chance.
FINGERPRINT_LENGTH = 20


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
        texts = Texts(connection, profile, sheets, deployment_zone)
        self._orders = DateOrders(texts)
        self._readings = Readings(texts, self._orders.styles)
        self._hash_key = hash_key

    @property
    def _texts(self) -> Texts:
        return self._readings.texts

    def notices(self) -> list[Notice]:
        """What the file as a whole shows: how its dates were read, what its fields hold, how it differs from earlier rounds."""
        return [*self._orders.notices, *field_notices(self._readings), *drift(self._texts)]

    def map_table(self, table: Table) -> Mapped:
        """Creates DuckDB view `mapped_<source>` of the rows of `table`; nothing is read yet but what notices count."""
        contract = contracts()[table.source]
        notices: list[Notice] = []
        if table.repeat:
            parts = [
                self._select_group(table, contract, sheet, group)
                for sheet in self._texts.sheets
                for group in table.repeat
            ]
            notices += self._count_empty_groups(table)
        else:
            asked: list[Field | None] = list(table.melt.questions) if table.melt else [None]
            parts = [
                self._select(table, contract, sheet, question) for sheet in self._texts.sheets for question in asked
            ]
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
        self._texts.connection.execute(f"create or replace view {name} as {rows}")
        for column, output in table.columns.items():
            if output.fingerprint:
                notices += self._count_rows_alike(name, column)
        if table.melt:
            for question in table.melt.questions:
                notices += no_answers(self._texts, question)
                if not any(sheet.header_of(question.headers) for sheet in self._texts.sheets):
                    notices.append(_question_absent(question))
        columns = {row[0] for row in self._texts.connection.execute(f"describe {name}").fetchall()}
        unread = tuple(c for c in contract.column_names if f"{c}__unread" in columns)
        return Mapped(name, table.source, unread, tuple(notices), is_mention=table.distinct)

    def _select_group(self, table: Table, contract: Contract, sheet: StagedSheet, group: str) -> str:
        """The rows of one group of columns, those whose first field is filled."""
        mapper = copy(self)
        texts = replace(self._texts, profile=self._texts.profile.of_group(table.repeat[group]))
        mapper._readings = replace(self._readings, texts=texts)
        filled = texts.cell(sheet.header_of(next(iter(table.repeat[group].values()))))
        filtered = replace(sheet, table=f"(select * from {sheet.table} where {filled} is not null)")
        return mapper._select(table, contract, filtered, None, group)

    def _count_empty_groups(self, table: Table) -> list[Notice]:
        """Cells left blank where a group has nothing to say: no rows, and told."""
        empty = 0
        for sheet in self._texts.sheets:
            for group in table.repeat.values():
                cell = self._texts.cell(sheet.header_of(next(iter(group.values()))))
                empty += self._texts.one(f"select count(*) filter (where {cell} is null) from {sheet.table}")[0]
        return [notice("groups_empty", "", empty)] if empty else []

    def _count_rows_alike(self, mapped: str, column: str) -> list[Notice]:
        count = self._texts.one(f"select count(*) from {mapped} where contains({quoted(column)}, ':')")[0]
        return [notice("rows_alike", column, count)] if count else []

    def _select(
        self, table: Table, contract: Contract, sheet: StagedSheet, question: Field | None, group: str | None = None
    ) -> str:
        used = {name: None for output in table.columns.values() for name in fields_of(output)}
        for name in list(used):
            spec = self._texts.profile.fields.get(name)
            if spec is not None and spec.not_after:
                used[spec.not_after] = None
        pseudo: dict[str, str] = {} if group is None else {"group": literal(group)}
        if question is not None:
            number = typed_sql("answer__text", "number")
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
        cells = self._readings.cells([name for name in used if name not in pseudo], sheet, question)
        return f"select {', '.join(columns)}, file_name, sheet, row_number, extra_cells from ({cells})"

    def _candidate(self, output: Output, name: str, pseudo: Mapping[str, str]) -> str:
        if name in pseudo:
            return pseudo[name]
        spec = self._texts.profile.fields[name]
        value = quoted(name)
        if name in output.believable and spec.not_after:
            value = f"case when {self._readings.is_beyond(spec)} then null else {value} end"
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
            value = replaced(f"cast({value} as varchar)", output.values)
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
            name in self._texts.profile.fields and self._texts.profile.fields[name].type == "string" for name in output.source_fields
        )  # fmt: skip
        if fed_as_text and kind not in ("string", "list"):
            is_time = kind in ("date", "timestamp")
            value = f"try_cast({value} as {kind})" if is_time else typed_sql(f"({value})", kind)
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
        return let(
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
        if names and all(self._texts.profile.fields[name].type == "string" for name in names) and not output.hash:
            text = self._value(replace(output, multiply=None), "string", pseudo)
            parts.append(
                f"case when {text} is not null and ({self._value(output, kind, pseudo)}) is null then {text} end"
            )
        if not parts:
            return "null"
        return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"


def _question_absent(question: Field) -> Notice:
    return notice("question_absent", question.name, 1, name=question.name, headers=" / ".join(question.headers))
