"""One file on its way into the lake: its sheets staged, mapped, checked row by row and as a whole, committed together."""

from __future__ import annotations

import itertools
import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingestion import contract as checks
from ingestion.batch_checks import Batch, check_batch
from ingestion.data_docs import CheckedBatch
from ingestion.headers import normalise_header
from ingestion.lake import Delivery, Lake, content_id
from ingestion.mapping import Mapped, Mapper
from ingestion.notices import Notice, notice
from ingestion.policy import Policy
from ingestion.profile import Profile, Table
from ingestion.quarantine import answered
from ingestion.readers import EXTRA_CELLS, ROW_NUMBER, FileRefused, Sheet
from ingestion.recognition import MissingColumn, has_key, missing_columns
from ingestion.report import FileReport, Progress, repeated
from ingestion.sql import literal, one_row, quoted
from ingestion.texts import StagedSheet
from ingestion.words import headers_of_rows_to_mend
from warehouse.settings import LINEAGE_COLUMNS, contracts
from warehouse.settings.messages import Message, message

# What others refer to comes first, so that references are known when they are looked up.
ARRIVAL_ORDER = ("communities", "members", "activities", "organisations", "drills", "service_logs")

# Rows checked at once: the library's cost for a chunk of any size is a quarter of a second.
CHUNK_ROWS = 500_000

# Columns nothing takes that are told by name.
COLUMNS_TOLD = 12

_KEY = "_key"

# Columns that say which community a row is of.
OWNER_COLUMNS = ("community_id", "home_community_id")

_Item = TypeVar("_Item")


def arrival(source: str | None) -> int:
    """The place of a source in the order of arrival."""
    return ARRIVAL_ORDER.index(source) if source in ARRIVAL_ORDER else len(ARRIVAL_ORDER)


@dataclass(frozen=True)
class ArrivingFile:
    """A file, or a folder of photos, as a delivery names it: of `community` only where one is given, sent `by` somebody."""

    name: str
    digest: str
    size_bytes: int
    delivery_id: str
    community: str | None = None
    by: str | None = None

    def delivery(self, batches: list[dict[str, Any]]) -> Delivery:
        """The delivery of these batches' records."""
        refused = batches[0]["status"] == "refused"
        return Delivery(
            self.delivery_id,
            {
                "delivery_id": self.delivery_id,
                "file_name": self.name,
                "sha256": self.digest,
                "size_bytes": self.size_bytes,
                "status": "refused" if refused else "landed",
                "reason": batches[0]["reason"] if refused else None,
                "received_at": batches[0]["received_at"],
                "batches": batches,
            },
        )


class FileIntake:
    """One file on its way into the lake, staged in a DuckDB of its own that spills to disk."""

    def __init__(
        self, file: ArrivingFile, lake: Lake, policies: dict[str, Policy], workspace: Path, tell: Progress
    ) -> None:
        self._file = file
        self._policies = policies
        self._lake = lake
        self._workspace = workspace
        self._tell = tell
        self._moves: dict[Path, Path] = {}
        self._accepted: dict[str, Path] = {}  # source: its accepted rows, not yet in the lake
        self._connection = duckdb.connect(str(workspace / f"{file.delivery_id}.duckdb"))
        self._connection.execute(
            "set memory_limit = '1500MB'; set threads = 2; set TimeZone = 'UTC'; set enable_progress_bar = false"
        )
        self._received_at = lake.next_received_at()
        self._numbers = itertools.count()
        self.checked: dict[str, CheckedBatch] = {}

    def take_sheets(self, plan: list[tuple[Sheet, Profile | None]]) -> FileReport:
        """Maps, checks and commits the sheets; raises FileRefused when a column the file must have is missing."""
        with self._connection:
            groups: dict[str, tuple[Profile, list[Sheet]]] = {}
            unread_sheets: list[str] = []
            for sheet, profile in plan:
                if profile is None:
                    unread_sheets.append(sheet.sheet or sheet.file_name)
                else:
                    groups.setdefault(profile.name, (profile, []))[1].append(sheet)
            batches: list[dict[str, Any]] = []
            for profile, sheets in sorted(groups.values(), key=lambda group: arrival(group[0].tables[0].source)):
                batches += self._map_group(profile, sheets)
            if unread_sheets:
                batches[0]["notices"].append(_sheets_not_taken(unread_sheets).as_dict())
            return self._commit(batches)

    def take_photos(self, table: pa.Table, file_names: list[str], pairs: pa.Table) -> FileReport:
        """Checks and commits photos already described (`table`, one row per file) and their look-alikes (`pairs`)."""
        with self._connection:
            self._connection.register("described", table)
            self._connection.register("pairs", pairs)
            self._connection.register(
                "origins", pa.table({"name": file_names, "place": [*range(1, len(file_names) + 1)]})
            )
            self._connection.execute(
                "create table mapped_photos as select described.*, origins.name as file_name, null::varchar as sheet, "
                "origins.place as row_number, null::varchar as extra_cells from described positional join origins"
            )
            batch = self._land(None, None, Mapped("mapped_photos", "photos", (), ()), [], [])
            if pairs.num_rows:
                lineage = (
                    f"{literal(batch['batch_id'])} as batch_id, {literal(self._file.name)} as file_name, "
                    "null::varchar as sheet, null::bigint as row_number"
                )
                self._copy(
                    f"select *, {lineage} from pairs",
                    self._lake.home.lake / "photo_neighbours" / f"{batch['batch_id']}.parquet",
                )
            return self._commit([batch])

    def _commit(self, batches: list[dict[str, Any]]) -> FileReport:
        delivery = self._file.delivery(batches)
        if not self._lake.commit(delivery, self._moves):
            committed = self._lake.delivery(self._file.delivery_id)
            assert committed is not None
            return repeated(self._file.name, committed)
        return FileReport(self._file.name, "landed", delivery_id=self._file.delivery_id, batches=batches)

    def _map_group(self, profile: Profile, sheets: list[Sheet]) -> list[dict[str, Any]]:
        fitting: dict[int, list[Table]] = {}
        shortfalls: list[list[MissingColumn]] = []
        for place, sheet in enumerate(sheets):
            tables = [table for table in profile.tables if has_key(profile, table, sheet.header)]
            missing = [gap for table in tables for gap in missing_columns(profile, table, sheet.header)]
            if tables and not missing:
                fitting[place] = tables
            else:
                shortfalls.append(missing or missing_columns(profile, profile.tables[-1], sheet.header))
        if not fitting:
            raise _missing_column(self._file.name, min(shortfalls, key=len))
        notices: list[Notice] = []
        left_out = [sheet.sheet or sheet.file_name for place, sheet in enumerate(sheets) if place not in fitting]
        if left_out:
            notices.append(_sheets_not_taken(left_out))
        staged = [self._stage(sheets[place]) for place in fitting]
        staged, repeated = self._drop_repeated_sheets(profile, staged)
        notices += repeated
        for place in fitting:
            notices += [Notice(note) for note in sheets[place].notes]
        notices += _columns_not_taken(profile, staged)
        mapper = Mapper(self._connection, profile, staged, self._lake.timezone, self._hash_key(profile))
        notices += mapper.notices()
        batches = []
        wanted = [table for table in profile.tables if any(table in tables for tables in fitting.values())]
        for table in wanted:
            self._tell(self._file.name, message("ingestion.mapping", source=table.source))
            mapped = mapper.map_table(table)
            # What concerns the file as a whole is said once, on the batch that holds its rows one to one.
            shared = notices if table is wanted[_main_table(wanted)] else []
            batches.append(self._land(profile.name, profile.identity, mapped, staged, shared))
        return batches

    def _hash_key(self, profile: Profile) -> str:
        needed = any(output.hash for table in profile.tables for output in table.columns.values())
        return self._lake.hash_key() if needed else ""

    def _stage(self, sheet: Sheet) -> StagedSheet:
        """Writes the sheet's text beside the connection, where any number of passes read only the columns they need."""
        table = f"raw_{next(self._numbers)}"
        path = self._workspace / f"{table}.parquet"
        # Not compressed, no dictionaries: it is read at once and thrown away.
        with pq.ParquetWriter(path, sheet.schema, compression="none", use_dictionary=False) as writer:
            for batch in _ahead(sheet.batches()):
                writer.write_batch(batch)
        self._connection.execute(f"create view {table} as select * from read_parquet({literal(str(path))})")
        return StagedSheet(sheet.file_name, sheet.sheet, table, tuple(sheet.header))

    def _drop_repeated_sheets(
        self, profile: Profile, staged: list[StagedSheet]
    ) -> tuple[list[StagedSheet], list[Notice]]:
        """Leaves out sheets whose keys all stand in another sheet with the same headers; tells so."""
        kept: list[StagedSheet] = []
        notices = []
        sizes = {sheet.table: self._count(f"select count(*) from {sheet.table}") for sheet in staged}
        for sheet in sorted(staged, key=lambda each: -sizes[each.table]):
            whole = next((other for other in kept if self._is_contained(profile, sheet, other)), None)
            if whole is None:
                kept.append(sheet)
                continue
            name, of = sheet.name or sheet.file_name, whole.name or whole.file_name
            notices.append(notice("sheet_repeated", "", sizes[sheet.table], sheet=name, other=of))
        return [sheet for sheet in staged if sheet in kept], notices

    def _is_contained(self, profile: Profile, part: StagedSheet, whole: StagedSheet) -> bool:
        if [*map(normalise_header, part.headers)] != [*map(normalise_header, whole.headers)]:
            return False
        keys = [part.header_of((name,)) for name in profile.repeated_sheets]
        columns = ", ".join(quoted(name) for name in (keys if keys and all(keys) else part.headers) if name)
        return not self._count(
            f"select count(*) from (select {columns} from {part.table} except select {columns} from {whole.table})"
        )

    def _count(self, query: str) -> int:
        return int(one_row(self._connection, query)[0])

    # -- one batch -----------------------------------------------------------------------------------------------------

    def _land(
        self,
        profile_name: str | None,
        profile_identity: str | None,
        mapped: Mapped,
        staged: list[StagedSheet],
        shared: list[Notice],
    ) -> dict[str, Any]:
        """Checks the mapped rows, writes the good and the bad ones to the workspace; returns the batch's record."""
        contract = contracts()[mapped.source]
        batch_id = content_id(
            self._file.digest, mapped.source, profile_identity or "", *filter(None, [self._file.community])
        )
        rows_repeated = self._find_conflicts(mapped)
        accepted = self._workspace / f"{mapped.source}-{batch_id}.parquet"
        rows_read, rows_bad, checker = self._check(mapped, batch_id, accepted)
        status = "landed"
        reason: Message | None = None
        policy = self._policies[mapped.source]
        # Rows of other communities say nothing about how good the sender's own are.
        foreign = self._count("select count(distinct row) from failures where rule = 'other_community'")
        if policy.holds(rows_read - foreign, rows_bad - foreign):
            status = "held"
            reason = message("ingestion.batch_held", rows=rows_read, bad=rows_bad, share=policy.hold_above)
            rows_read, rows_bad, checker = self._check(mapped, batch_id, None)
        elif rows_read > rows_bad:
            self._accepted[mapped.source] = accepted
            self._moves[accepted] = self._lake.home.lake / mapped.source / f"{batch_id}.parquet"
        if rows_bad:
            self._write_quarantine(mapped, staged, batch_id)
        notices = [*shared, *mapped.notices]
        if not rows_read:
            notices.append(notice("no_rows", "", 0))
        if rows_repeated:
            notices.append(notice("rows_repeated", contract.key[0], rows_repeated))
        whole = None
        if status == "landed" and rows_read > rows_bad:
            arriving = Batch(
                mapped.source,
                accepted,
                rows_read,
                rows_repeated,
                [each["rows_read"] for each in self._lake.batches() if each["source"] == mapped.source],
                self._known_rows,
                policy,
                self._received_at,
            )
            told, whole = check_batch(self._connection, arriving)
            notices += told
        batch = {
            "batch_id": batch_id,
            "source": mapped.source,
            "file_name": self._file.name,
            "sheet": ", ".join(sheet.name for sheet in staged if sheet.name) or None,
            "rows_read": rows_read,
            "rows_accepted": rows_read - rows_bad,
            "rows_quarantined": rows_bad,
            "rows_repeated": rows_repeated,
            "status": status,
            "reason": reason.as_dict() if reason else None,
            "received_at": self._received_at,
            "profile": profile_name,
            "is_mention": mapped.is_mention,
            "community_id": self._file.community,
            "uploaded_by": self._file.by,
            "answers": answered(self._connection, self._lake, mapped.source, staged),
            "notices": [each.as_dict() for each in notices],
        }
        self.checked[mapped.source] = CheckedBatch(batch, checker.suite, checker.results, whole)
        return batch

    def _known_rows(self, source: str) -> list[Path]:
        """Parquet files of the accepted rows of `source`: those in the lake and those of this file."""
        arriving = [self._accepted[source]] if source in self._accepted else []
        return [*self._lake.landed_files(source), *arriving]

    def _find_conflicts(self, mapped: Mapped) -> int:
        """Makes table `conflicts` of keys with differing content; returns the number of rows that repeat an earlier one."""
        contract = contracts()[mapped.source]
        key = _key_text(mapped.source)
        self._connection.execute(
            f"create or replace table repeated as select {key} as key from {mapped.table} "
            "where key is not null group by 1 having count(*) > 1"
        )
        content = ", ".join(quoted(name) for name in contract.column_names)
        self._connection.execute(
            "create or replace table keys as select key, count(*) as times, min(content) <> max(content) as differs from "
            f"(select {key} as key, hash({content}) as content from {mapped.table} where key in (from repeated)) group by key"
            if self._count("select count(*) from repeated")
            else "create or replace table keys (key varchar, times bigint, differs boolean)"
        )
        self._connection.execute("create or replace table conflicts as select key from keys where differs")
        return self._count("select coalesce(sum(times - 1), 0) from keys where not differs")

    def _check(self, mapped: Mapped, batch_id: str, accepted: Path | None) -> tuple[int, int, checks.Checker]:
        """Runs the suite over the mapped rows, once through: the good ones go to the file `accepted`, the bad ones with
        their reasons into table `failures`. With `accepted` None the batch is held: no row is good.

        Returns the rows read, the rows that failed, and the checker.
        """
        self._connection.execute(
            "create or replace table failures (row bigint, file_name varchar, sheet varchar, row_number bigint, key varchar, "
            "rule varchar, column_name varchar, value varchar, reason_code varchar, reason_values varchar)"
        )
        checker = checks.Checker(mapped.source, self._policies[mapped.source], mapped.unread, self._file.community)
        rows_read = rows_bad = 0
        # Mapping, checking and writing each go on in a thread of their own.
        with ExitStack() as closing:
            writer: pq.ParquetWriter | None = None
            for chunk, bad in _ahead(self._checked_chunks(mapped, checker, is_held=accepted is None)):
                if accepted is not None and len(bad) < chunk.num_rows:
                    good = _accepted(chunk, bad, mapped.source, batch_id)
                    if writer is None:
                        writer = closing.enter_context(_lake_writer(accepted, good.schema, mapped.source))
                    writer.write_table(good)
                rows_read += chunk.num_rows
                rows_bad += len(bad)
        return rows_read, rows_bad, checker

    def _checked_chunks(
        self, mapped: Mapped, checker: checks.Checker, *, is_held: bool
    ) -> Iterator[tuple[pa.Table, set[int]]]:
        """The mapped rows in chunks, each with the places of its bad rows, whose reasons are in table `failures` by then."""
        conflicts = self._connection.sql("select key from conflicts").to_arrow_table().column("key").combine_chunks()
        failures_of_chunk = self._connection.cursor()
        rows_read = 0
        rows = self._connection.sql(self._checked_rows(mapped, checker)).to_arrow_reader(CHUNK_ROWS)
        for chunk in _ahead(_chunks(rows)):
            key = chunk.column(_KEY)
            conflict = pc.if_else(pc.is_in(key, value_set=conflicts), key, None)
            failures = checker.check(chunk.append_column(checks.CONFLICT, conflict))
            if is_held:
                failed = {failure.row for failure in failures}
                sound = [row for row in range(chunk.num_rows) if row not in failed]
                failures += [checks.Failure(row, "batch_held", "", None) for row in sound]
            if failures:
                failures_of_chunk.register("found", _with_origin(failures, chunk, rows_read, checker))
                failures_of_chunk.execute("insert into failures select * from found")
            yield chunk, {failure.row for failure in failures}
            rows_read += chunk.num_rows

    def _checked_rows(self, mapped: Mapped, checker: checks.Checker) -> str:
        """Select of the contract's columns, the origin, and what the suite looks at beside them."""
        contract = contracts()[mapped.source]
        own = [quoted(name) for name in contract.column_names]
        unread = [quoted(name) for name in checker.columns if name not in contract.column_names]
        # A time that is there but cannot be read is its own finding, not a missing time.
        times = [f"{quoted(name)} is not null" for name in contract.time]
        times += [f"{quoted(f'{name}__unread')} is not null" for name in contract.time if name in mapped.unread]
        has_time = f"case when {' or '.join(times)} then true end" if times else "null"
        # Mentions never take the place of a source's own rows, so whose they are does not matter.
        owner = "null::varchar" if mapped.is_mention else self._owner(mapped.source)
        return (
            f"select {', '.join([*own, *unread])}, file_name, sheet, row_number, extra_cells as {checks.EXTRA}, "
            f"{has_time} as {checks.HAS_TIME}, {_key_text(mapped.source)} as {_KEY}, {owner} as {checks.OWNER} "
            f"from {mapped.table}"
        )

    def _owner(self, source: str) -> str:
        """SQL of the community a row belongs to, an empty text where that is not known; null where nobody asks.

        Rows without a community of their own belong to that of the record, drill or member they are about. A row that
        corrects one belongs to whoever the corrected one is of, whatever it says itself.
        """
        if self._file.community is None:
            return "null::varchar"
        contract = contracts()[source]
        own = _owner_column(source)
        if source == "photos":
            corrected = self._owners_of("photos", "photo_id", "sender")
            return f"coalesce({corrected}, {literal(self._file.community)})"
        if own is not None:
            corrected = self._owners_of(source, _key_text(source), own)
            return f"coalesce(nullif({corrected}, {own}), {own}, '')"
        about = next(column for column in contract.columns if column.references and _owner_column(column.references))
        assert about.references is not None
        key, owner = contracts()[about.references].key[0], _owner_column(about.references)
        return f"coalesce({self._owners_of(about.references, quoted(key), str(owner), quoted(about.name))}, '')"

    def _owners_of(self, source: str, key: str, owner: str, about: str | None = None) -> str:
        """SQL of the community of the newest row of `source` whose `key` is `about` (its own key when not given)."""
        files = [*self._lake.landed_batches(source)]
        rows = [
            f"select {key} as id, {literal(batch.get('community_id')) if owner == 'sender' else owner} as owner, "
            f"{place} as place from read_parquet({literal(str(path))})"
            for place, (batch, path) in enumerate(files)
        ]
        if source in self._accepted:
            rows.append(
                f"select {key} as id, {owner}, {len(files)} from read_parquet({literal(str(self._accepted[source]))})"
            )
        if not rows:
            return "null::varchar"
        table = f"owners_{source}"
        every = " union all ".join(rows)
        self._connection.execute(
            f"create or replace table {table} as select id, max_by(coalesce(owner, ''), place) as owner from ({every}) group by id"
        )
        return f"(select owner from {table} where id = {about or key})"

    def _write_quarantine(self, mapped: Mapped, staged: list[StagedSheet], batch_id: str) -> None:
        originals = (
            # Photos have no row of text they came from.
            f"select file_name, sheet, row_number, null::varchar as row_json from {mapped.table}"
            if not staged
            else " union all ".join(
                f"select {literal(sheet.file_name)} as file_name, {literal(sheet.name)}::varchar as sheet, row_number, "
                f"to_json(struct_pack({', '.join(f'{quoted(name)} := {quoted(name)}' for name in sheet.headers)}))::varchar as row_json "
                f"from {sheet.table} where row_number in (select row_number from failures)"
                for sheet in staged
            )
        )
        self._copy(
            f"select {literal(mapped.source)} as source, {literal(batch_id)} as batch_id, bad.file_name, bad.sheet, "
            "bad.row_number, bad.key, bad.rule, bad.column_name, bad.value, bad.reason_code, "
            f"bad.reason_values, originals.row_json, {_ENTRY} as entry from failures as bad "
            f"left join ({originals}) as originals on originals.row_number = bad.row_number "
            "and originals.file_name = bad.file_name and originals.sheet is not distinct from bad.sheet "
            "order by bad.row, bad.rule, bad.column_name",
            self._lake.home.quarantine / f"{batch_id}.parquet",
        )

    def _copy(self, query: str, destination: Path) -> None:
        partial = self._workspace / f"{destination.parent.name}-{destination.name}"
        self._connection.execute(f"copy ({query}) to {literal(str(partial))} (format parquet, compression zstd)")
        self._moves[partial] = destination


# The number of a row in quarantine, the same however many rules it breaks.
_ENTRY = "left(sha256(concat_ws('|', batch_id, bad.file_name, coalesce(bad.sheet, ''), bad.row_number)), 16)"


def _main_table(tables: list[Table]) -> int:
    """Place of the table that takes the file's rows one to one; the first where none does."""
    return next((place for place, table in enumerate(tables) if not table.distinct and not table.melt), 0)


def _owner_column(source: str) -> str | None:
    """The column of a source that says which community a row is of."""
    return next((name for name in OWNER_COLUMNS if name in contracts()[source].column_names), None)


def _key_text(source: str) -> str:
    """SQL text of a row's key: its columns joined by `|`; null where one is empty."""
    return " || '|' || ".join(f"cast({quoted(name)} as varchar)" for name in contracts()[source].key)


def _ahead(items: Iterable[_Item]) -> Iterator[_Item]:
    """The items, the next ones being made in a thread while the last one is worked on."""
    source = iter(items)
    with ThreadPoolExecutor(1) as pool:
        # Two on their way: with one, whichever thread gets the interpreter first leaves the other nothing to do.
        coming = deque(pool.submit(next, source, None) for _ in range(2))
        while (item := coming.popleft().result()) is not None:
            coming.append(pool.submit(next, source, None))
            yield item


def _chunks(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows in chunks of about CHUNK_ROWS, however small the batches."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(each.num_rows for each in waiting) >= CHUNK_ROWS:
            yield pa.Table.from_batches(waiting).combine_chunks()
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting).combine_chunks()


def _with_origin(failures: list[checks.Failure], chunk: pa.Table, before: int, checker: checks.Checker) -> pa.Table:
    """Rows of table `failures`: what failed, and where in the file. `before` is the number of rows before the chunk."""
    rows = pa.array([failure.row for failure in failures], pa.int64())
    origin = chunk.select(["file_name", "sheet", "row_number", _KEY]).take(rows)
    reasons = [checker.reason(each).as_dict() for each in failures]
    return pa.table(
        {
            "row": pc.add(rows, before),
            **dict(zip(origin.column_names, origin.columns, strict=True)),
            "rule": [each.rule for each in failures],
            "column_name": [each.column for each in failures],
            "value": pa.array([each.value for each in failures], pa.string()),
            "reason_code": [each["code"] for each in reasons],
            "reason_values": [json.dumps(each["values"], ensure_ascii=False) for each in reasons],
        }
    )


def _accepted(chunk: pa.Table, bad: Collection[int], source: str, batch_id: str) -> pa.Table:
    """The rows of `chunk` that are not `bad`, as they land: the contract's columns and the lineage."""
    if bad:
        good = np.ones(chunk.num_rows, dtype=bool)
        good[list(bad)] = False
        chunk = chunk.filter(pa.array(good))
    chunk = chunk.append_column("batch_id", pa.repeat(batch_id, chunk.num_rows))
    return chunk.select([*contracts()[source].column_names, *LINEAGE_COLUMNS])


def _lake_writer(path: Path, schema: pa.Schema, source: str) -> pq.ParquetWriter:
    """Writes accepted rows; only columns of few different values are worth a dictionary."""
    few = [
        column.name for column in contracts()[source].columns if column.vocabulary or column.references == "communities"
    ]
    return pq.ParquetWriter(path, schema, use_dictionary=[*few, "batch_id", "file_name", "sheet"])


def _columns_not_taken(profile: Profile, staged: list[StagedSheet]) -> list[Notice]:
    left: dict[str, None] = {}
    for sheet in staged:
        used = {sheet.header_of(names) for names in profile.headers_read()}
        left.update(dict.fromkeys(name for name in sheet.headers if name not in used))
    left = {name: None for name in left if name not in (ROW_NUMBER, EXTRA_CELLS, *headers_of_rows_to_mend())}
    if not left:
        return []
    code = "columns_not_taken" if len(left) <= COLUMNS_TOLD else "many_columns_not_taken"
    return [notice(code, "", len(left), columns=list(left)[:COLUMNS_TOLD])]


def _sheets_not_taken(names: list[str]) -> Notice:
    return notice("sheets_not_taken", "", len(names), sheets=names)


def _missing_column(file_name: str, gaps: list[MissingColumn]) -> FileRefused:
    return FileRefused("ingestion.missing_column", file=file_name, columns=[_gap(gap) for gap in gaps])


def _gap(gap: MissingColumn) -> Message:
    """A column that is missing, with those of the file whose names are like its own."""
    if not gap.near:
        return message("ingestion.missing", names=" / ".join(gap.names))
    return message(
        "ingestion.missing_but_near",
        names=" / ".join(gap.names),
        near=[message("ingestion.quoted", name=name) for name in gap.near],
    )
