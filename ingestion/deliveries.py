"""Takes files in: reads, maps, checks and lands them, each file a delivery that arrives whole or not at all."""

from __future__ import annotations

import itertools
import shutil
import statistics
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import duckdb
import pyarrow as pa

from ingestion import contract as checks
from ingestion.data_docs import write_pages
from ingestion.lake import Delivery, Lake, content_id, file_sha256
from ingestion.mapping import Mapped, Mapper, Notice, StagedSheet, literal, quoted
from ingestion.photos import PHOTO_SCHEMA, PHOTO_SUFFIXES, index_photos, neighbours
from ingestion.profile import (
    MissingColumn,
    Profile,
    ProfileError,
    Table,
    contract_profile,
    find_header,
    has_key,
    missing_columns,
    normalise_header,
    profiles,
    read_profile,
    recognises,
)
from ingestion.readers import EXTRA_CELLS, ROW_NUMBER, Refused, Sheet, is_table_file, read
from warehouse.settings import LINEAGE_COLUMNS, Home, contracts

CHUNK_ROWS = 250_000

# What others refer to comes first, so that references are known when they are looked up.
ARRIVAL_ORDER = ("communities", "members", "activities", "organisations", "drills", "service_logs")

# A batch this many times smaller or larger than its source's usual one is pointed out.
UNUSUAL_VOLUME = 3.0

PHOTO_FOLDER = "photos"

Progress = Callable[[str, str, str], None]  # file name, what is being done in Chinese, in English

_CheckedBatch = tuple[dict[str, Any], checks.Checker]

# Photos have no row of text they came from.
_UNKNOWN_ORIGINALS = (
    "select null::varchar as file_name, null::varchar as sheet, null::bigint as row_number, null::varchar as row_json"
)


@dataclass
class FileReport:
    """What became of one file. `status`: landed, repeated (the same bytes were in already), refused, not_taken."""

    file_name: str
    status: Literal["landed", "repeated", "refused", "not_taken"]
    reason_zh: str = ""
    reason_en: str = ""
    delivery_id: str = ""
    batches: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing of the file was refused, held or quarantined."""
        return self.status != "refused" and all(
            batch["status"] == "landed" and not batch["rows_quarantined"] for batch in self.batches
        )


@dataclass
class Report:
    """What became of a call. `exit_code` is the command's: 0 all in, 1 something refused or quarantined."""

    files: list[FileReport] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        return 0 if all(file.is_clean for file in self.files) else 1

    def as_dict(self) -> dict[str, Any]:
        """The report for machines."""
        return {"exit_code": self.exit_code, "files": [asdict(file) for file in self.files]}


def ingest(
    paths: Sequence[Path | str],
    home: Home,
    profile: str | None = None,
    source: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Takes in files, folders and zips; returns what became of each file.

    `profile` is the name of a profile or the path of its YAML, `source` the name of a source; both apply to every file.
    Raises FileNotFoundError for a path that is not there and ProfileError for a profile that cannot be used.
    """
    tell = progress or (lambda *_: None)
    lake = Lake(home)
    chooser = _Chooser(home, profile, source)
    found = _sort_paths([Path(path) for path in paths])
    report = Report()
    checked: dict[str, _CheckedBatch] = {}
    with lake.workspace() as workspace:
        for path, named_explicitly in found.tables:
            report.files.append(_take_in(path, named_explicitly, lake, chooser, workspace, tell, checked))
        for folder, photos in (*found.photos.items(), *_photos_in_archives(found.tables, workspace)):
            report.files.append(_take_in_photos(folder, photos, lake, workspace, tell, checked))
    report.files += [_not_taken(path) for path in found.plain]
    if checked:
        tell("data_docs", "更新校验文档", "updating Data Docs")
        write_pages(home, checked.values())
    return report


# ---------------------------------------------------------------------------------------------------------- what is there


@dataclass
class _Found:
    """What a call's paths hold: tables with whether they were named themselves, photos by folder, plain documents."""

    tables: list[tuple[Path, bool]] = field(default_factory=list)
    photos: dict[str, list[Path]] = field(default_factory=dict)
    plain: list[Path] = field(default_factory=list)


def _sort_paths(paths: Iterable[Path]) -> _Found:
    found = _Found()
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        if path.is_file():
            if path.suffix.lower() in PHOTO_SUFFIXES:
                found.photos.setdefault(path.parent.name, []).append(path)
            else:
                found.tables.append((path, True))
            continue
        for each in sorted(each for each in path.rglob("*") if each.is_file()):
            parts = each.relative_to(path).parts
            if any(part.startswith((".", "~$")) for part in parts):
                continue
            if PHOTO_FOLDER in (path.name, *parts[:-1]) and each.suffix.lower() in PHOTO_SUFFIXES:
                found.photos.setdefault(f"{path.name}/{PHOTO_FOLDER}", []).append(each)
            elif is_table_file(each):
                found.tables.append((each, False))
            else:
                found.plain.append(each)
    found.tables.sort(key=lambda entry: (_arrival(_source_named(entry[0].stem)), str(entry[0])))
    return found


def _arrival(source: str | None) -> int:
    return ARRIVAL_ORDER.index(source) if source in ARRIVAL_ORDER else len(ARRIVAL_ORDER)


def _photos_in_archives(tables: list[tuple[Path, bool]], workspace: Path) -> Iterator[tuple[str, list[Path]]]:
    """The pictures under `photos/` of the zips among `tables`, unpacked."""
    for number, (path, _) in enumerate(tables):
        if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
            continue
        unpacked: list[Path] = []
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = PurePosixPath(member.filename)
                if PHOTO_FOLDER in name.parts[:-1] and name.suffix.lower() in PHOTO_SUFFIXES:
                    target = workspace / f"photos-{number}" / str(len(unpacked)) / name.name
                    target.parent.mkdir(parents=True)
                    with archive.open(member) as packed, target.open("wb") as out:
                        shutil.copyfileobj(packed, out)
                    unpacked.append(target)
        if unpacked:
            yield f"{path.name}/{PHOTO_FOLDER}", unpacked


def _not_taken(path: Path) -> FileReport:
    return FileReport(
        path.name,
        "not_taken",
        "没有映射配置认得它",
        "no profile recognises it",
    )


def _source_named(name: str | None) -> str | None:
    """The source called `name` in English or Chinese."""
    if name is None:
        return None
    for source, contract in contracts().items():
        if normalise_header(name) in (normalise_header(source), normalise_header(contract.name_zh)):
            return source
    return None


class _Chooser:
    """Which profile reads which sheet."""

    def __init__(self, home: Home, profile: str | None, source: str | None) -> None:
        self._known = profiles(home.path)
        self._profile: Profile | None = None
        if profile is not None:
            if profile in self._known:
                self._profile = self._known[profile]
            elif Path(profile).suffix in (".yml", ".yaml") and Path(profile).exists():
                self._profile = read_profile(Path(profile))
            else:
                listed = ", ".join(self._known) or "-"
                raise ProfileError(
                    f"没有映射配置 {profile}（现有：{listed}）。There is no profile {profile} (known: {listed})."
                )
        if source is not None and source not in contracts():
            listed = ", ".join(contracts())
            raise ProfileError(f"没有数据源 {source}（现有：{listed}）。There is no source {source} (known: {listed}).")
        self._source = source

    def choose(self, sheet: Sheet) -> Profile | None:
        """The profile that reads `sheet`; None where none recognises it."""
        if self._profile is not None:
            return self._profile
        stem = Path(sheet.file_name).stem
        named = self._source or _source_named(sheet.sheet) or _source_named(stem)
        recognised = next((each for each in self._known.values() if recognises(each, sheet.header)), None)
        if named is None:
            return recognised
        of_contract = contract_profile(contracts()[named])
        # A platform may call its file as we call a source; its headers tell.
        fits = not missing_columns(of_contract, of_contract.tables[0], sheet.header)
        return of_contract if fits or self._source or recognised is None else recognised


# ---------------------------------------------------------------------------------------------------------------- one file


def _take_in(
    path: Path,
    named_explicitly: bool,
    lake: Lake,
    chooser: _Chooser,
    workspace: Path,
    tell: Progress,
    checked: dict[str, _CheckedBatch],
) -> FileReport:
    tell(path.name, "读取", "reading")
    digest = file_sha256(path)
    try:
        sheets = read(path)
        plan = [(sheet, chooser.choose(sheet)) for sheet in sheets]
        known_reasons = [profile.not_taken for _, profile in plan if profile and profile.not_taken]
        plan = [(sheet, None if profile and profile.not_taken else profile) for sheet, profile in plan]
        if known_reasons and not any(profile for _, profile in plan):
            return FileReport(path.name, "not_taken", *known_reasons[0])
        if not any(profile for _, profile in plan):
            if not named_explicitly:
                return _not_taken(path)
            raise Refused(
                "unrecognised",
                f"没有映射配置认得“{path.name}”，未取用任何内容。请运行 tianping profile {path.name} 生成映射配置，或用 --source 指明数据源。",
                f'No profile recognises "{path.name}"; nothing was taken over. Run `tianping profile {path.name}` for a profile, '
                "or name the source with --source.",
            )
        identity = "+".join(sorted({profile.identity + profile.name for _, profile in plan if profile}))
        delivery_id = content_id(digest, identity)
        if (known := lake.delivery(delivery_id)) is not None:
            return _repeated(path.name, known)
        file = _File(path.name, digest, path.stat().st_size, delivery_id)
        intake = _Intake(file, lake, workspace, tell)
        report = intake.take_sheets(plan)
    except Refused as refusal:
        return _refuse(path, digest, lake, refusal)
    checked.update(intake.checked)
    return report


def _take_in_photos(
    folder: str, paths: list[Path], lake: Lake, workspace: Path, tell: Progress, checked: dict[str, _CheckedBatch]
) -> FileReport:
    """Lands the photos that are new or changed; those known by id and content are passed over."""
    tell(folder, "查看照片", "looking at photos")
    known = _known_photos(lake)
    landed = set(zip(known["photo_id"].to_pylist(), known["sha256"].to_pylist(), strict=True))
    with ThreadPoolExecutor() as pool:
        digests = list(pool.map(file_sha256, paths))
    named = dict(zip(paths, digests, strict=True))
    fresh = [path for path, digest in named.items() if (path.stem, digest) not in landed]
    if not fresh:
        return FileReport(folder, "repeated")
    digest = content_id(*sorted(f"{path.stem}:{named[path]}" for path in fresh))
    delivery_id = content_id(digest, "photos")
    if (earlier := lake.delivery(delivery_id)) is not None:
        return _repeated(folder, earlier)

    def count(done: int, total: int) -> None:
        tell(folder, f"照片 {done}/{total}", f"photos {done}/{total}")

    table = index_photos(fresh, lake.home.photos, progress=count)
    file = _File(folder, digest, sum(path.stat().st_size for path in fresh), delivery_id)
    intake = _Intake(file, lake, workspace, tell)
    report = intake.take_photos(table, [path.name for path in fresh], neighbours(table, known))
    checked.update(intake.checked)
    return report


def _known_photos(lake: Lake) -> pa.Table:
    """photo_id, sha256 and hashes of every photo landed; a photo sent again counts with its newest content."""
    files = [str(path) for path in lake.landed_files("photos")]
    if not files:
        return PHOTO_SCHEMA.empty_table()
    with duckdb.connect() as connection:
        return connection.sql(
            "select photo_id, sha256, pdq_hash, pdq_dihedral, pdq_quality from read_parquet(?, filename = true) "
            "qualify row_number() over (partition by photo_id order by list_position(?, filename) desc) = 1",
            params=[files, files],
        ).to_arrow_table()


def _repeated(file_name: str, known: Delivery) -> FileReport:
    return FileReport(
        file_name,
        "refused" if known.record["status"] == "refused" else "repeated",
        known.record["reason_zh"],
        known.record["reason_en"],
        known.delivery_id,
        known.record["batches"],
    )


def _refuse(path: Path, digest: str, lake: Lake, refusal: Refused) -> FileReport:
    file = _File(path.name, digest, path.stat().st_size, content_id(digest, "refused", refusal.code, refusal.en))
    known = lake.delivery(file.delivery_id)
    if known is None:
        batch: dict[str, Any] = {
            "batch_id": file.delivery_id,
            "source": None,
            "file_name": path.name,
            "sheet": None,
            "rows_read": 0,
            "rows_accepted": 0,
            "rows_quarantined": 0,
            "rows_repeated": 0,
            "status": "refused",
            "reason_zh": refusal.zh,
            "reason_en": refusal.en,
            "received_at": lake.next_received_at(),
            "profile": None,
            "notices": [],
        }
        known = file.delivery([batch])
        lake.commit(known, {})
    return _repeated(path.name, known)


@dataclass(frozen=True)
class _File:
    """A file, or a folder of photos, as a delivery names it."""

    name: str
    digest: str
    size_bytes: int
    delivery_id: str

    def delivery(self, batches: list[dict[str, Any]]) -> Delivery:
        refused = batches[0]["status"] == "refused"
        return Delivery(
            self.delivery_id,
            {
                "delivery_id": self.delivery_id,
                "file_name": self.name,
                "sha256": self.digest,
                "size_bytes": self.size_bytes,
                "status": "refused" if refused else "landed",
                "reason_zh": batches[0]["reason_zh"] if refused else "",
                "reason_en": batches[0]["reason_en"] if refused else "",
                "received_at": batches[0]["received_at"],
                "batches": batches,
            },
        )


class _Intake:
    """One file on its way into the lake, staged in a DuckDB of its own that spills to disk."""

    def __init__(self, file: _File, lake: Lake, workspace: Path, tell: Progress) -> None:
        self._file = file
        self._lake = lake
        self._workspace = workspace
        self._tell = tell
        self._moves: dict[Path, Path] = {}
        self._connection = duckdb.connect(str(workspace / f"{file.delivery_id}.duckdb"))
        self._connection.execute("set memory_limit = '1500MB'; set threads = 2; set TimeZone = 'UTC'")
        self._received_at = lake.next_received_at()
        self._numbers = itertools.count()
        self.checked: dict[str, _CheckedBatch] = {}

    def take_sheets(self, plan: list[tuple[Sheet, Profile | None]]) -> FileReport:
        """Maps, checks and commits the sheets; raises Refused when a column the file must have is missing."""
        with self._connection:
            groups: dict[str, tuple[Profile, list[Sheet]]] = {}
            unread_sheets: list[str] = []
            for sheet, profile in plan:
                if profile is None:
                    unread_sheets.append(sheet.sheet or sheet.file_name)
                else:
                    groups.setdefault(profile.name, (profile, []))[1].append(sheet)
            batches: list[dict[str, Any]] = []
            for profile, sheets in sorted(groups.values(), key=lambda group: _arrival(group[0].tables[0].source)):
                batches += self._map_group(profile, sheets)
            if unread_sheets:
                batches[0]["notices"].append(asdict(_sheets_not_taken(unread_sheets)))
            return self._commit(batches)

    def take_photos(self, table: pa.Table, file_names: list[str], pairs: pa.Table) -> FileReport:
        """Checks and commits photos already described (`table`, one row per file) and their look-alikes (`pairs`)."""
        with self._connection:
            self._connection.register("described", table)
            self._connection.register("origins", pa.table({"name": file_names}))
            self._connection.execute(
                "create table mapped_photos as select described.*, origins.name as file_name, null::varchar as sheet, "
                "1::bigint as row_number, null::varchar as extra_cells from described positional join origins"
            )
            batch = self._land(None, None, Mapped("mapped_photos", "photos", (), ()), [], [])
            if pairs.num_rows:
                self._connection.register("pairs", pairs)
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
            return _repeated(self._file.name, committed)
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
            notices += [Notice(note.code, "", 1, note.zh, note.en) for note in sheets[place].notes]
        notices += _columns_not_taken(profile, staged)
        mapper = Mapper(self._connection, profile, staged, self._lake.timezone, self._hash_key(profile))
        mapper.count_field_notices()
        notices += mapper.notices
        batches = []
        wanted = [table for table in profile.tables if any(table in tables for tables in fitting.values())]
        for table in wanted:
            self._tell(self._file.name, f"映射与校验 {table.source}", f"mapping and checking {table.source}")
            mapped = mapper.map_table(table)
            # What concerns the file as a whole is said once, on the batch that holds its rows one to one.
            shared = notices if table is wanted[_main_table(wanted)] else []
            batches.append(self._land(profile.name, profile.identity, mapped, staged, shared))
        return batches

    def _hash_key(self, profile: Profile) -> str:
        needed = any(output.hash for table in profile.tables for output in table.columns.values())
        return self._lake.hash_key() if needed else ""

    def _stage(self, sheet: Sheet) -> StagedSheet:
        table = f"raw_{next(self._numbers)}"
        reader = pa.RecordBatchReader.from_batches(sheet.schema, sheet.batches())
        self._connection.register("incoming", reader)
        self._connection.execute(f"create table {table} as select * from incoming")
        self._connection.unregister("incoming")
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
            rows = sizes[sheet.table]
            notices.append(
                Notice(
                    "sheet_repeated",
                    "",
                    rows,
                    f"工作表“{name}”的 {rows} 行都已在“{of}”中，没有重复计数。",
                    f'Sheet "{name}": its {rows} rows all stand in "{of}" already; they were not counted twice.',
                )
            )
        return [sheet for sheet in staged if sheet in kept], notices

    def _is_contained(self, profile: Profile, part: StagedSheet, whole: StagedSheet) -> bool:
        if [*map(normalise_header, part.headers)] != [*map(normalise_header, whole.headers)]:
            return False
        keys = [find_header(part.headers, (name,)) for name in profile.repeated_sheets]
        columns = ", ".join(quoted(name) for name in (keys if keys and all(keys) else part.headers) if name)
        return not self._count(
            f"select count(*) from (select {columns} from {part.table} except select {columns} from {whole.table})"
        )

    def _count(self, query: str) -> int:
        row = self._connection.execute(query).fetchone()
        assert row is not None
        return int(row[0])

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
        batch_id = content_id(self._file.digest, mapped.source, profile_identity or "")
        rows_read = self._count(f"select count(*) from {mapped.table}")
        rows_repeated = self._find_conflicts(mapped)
        checker = self._check(mapped)
        rows_bad = self._count("select count(distinct row) from failures")
        status = "landed"
        reason_zh = reason_en = ""
        policy = checks.policy(mapped.source)
        if policy.holds(rows_read, rows_bad):
            status = "held"
            reason_zh = f"{rows_read} 行中有 {rows_bad} 行不合格，超过 {policy.hold_above:.0%}，整批暂缓入库"
            reason_en = (
                f"{rows_bad} of {rows_read} rows failed, more than {policy.hold_above:.0%}: the batch is held whole"
            )
            zh, en = checks.reason(mapped.source, "batch_held", contract.key[0], None)
            self._connection.execute(
                f"insert into failures select rowid, 'batch_held', '', null, {literal(zh)}, {literal(en)} from {mapped.table} "
                "where rowid not in (select row from failures)"
            )
            rows_bad = rows_read
        if rows_read > rows_bad:
            self._write_accepted(mapped, batch_id)
        if rows_bad:
            self._write_quarantine(mapped, staged, batch_id)
        notices = [*shared, *mapped.notices, *checker.notices()]
        if not rows_read:
            notices.append(Notice("no_rows", "", 0, "文件里没有数据行。", "The file has no rows."))
        if rows_repeated:
            notices.append(_rows_repeated(contract.key[0], rows_repeated))
        if status == "landed":
            notices += [*self._unknown_references(mapped), *self._unusual_volume(mapped.source, rows_read)]
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
            "reason_zh": reason_zh,
            "reason_en": reason_en,
            "received_at": self._received_at,
            "profile": profile_name,
            "is_mention": mapped.is_mention,
            "notices": [asdict(notice) for notice in notices],
        }
        self.checked[mapped.source] = (batch, checker)
        return batch

    def _find_conflicts(self, mapped: Mapped) -> int:
        """Makes table `conflicts` of keys with differing content; returns the number of rows that repeat an earlier one."""
        contract = contracts()[mapped.source]
        key = _key_text(mapped.source)
        content = ", ".join(quoted(name) for name in contract.column_names)
        self._connection.execute(
            f"create or replace table keys as select {key} as key, count(*) as times, "
            f"min(hash({content})) <> max(hash({content})) as differs from {mapped.table} "
            f"where {key} is not null group by 1 having count(*) > 1"
        )
        self._connection.execute("create or replace table conflicts as select key from keys where differs")
        return self._count("select coalesce(sum(times - 1), 0) from keys where not differs")

    def _check(self, mapped: Mapped) -> checks.Checker:
        """Runs the suite over the mapped rows; fills table `failures`."""
        contract = contracts()[mapped.source]
        self._connection.execute(
            "create or replace table failures "
            "(row bigint, rule varchar, column_name varchar, value varchar, reason_zh varchar, reason_en varchar)"
        )
        checker = checks.Checker(mapped.source, mapped.unread)
        # A time that is there but cannot be read is its own finding, not a missing time.
        times = ", ".join(
            [f"cast({quoted(name)} as varchar)" for name in contract.time]
            + [quoted(f"{name}__unread") for name in contract.time if name in mapped.unread]
        )
        key = _key_text(mapped.source)
        columns = ", ".join(quoted(name) for name in checker.columns)
        chunks = self._connection.sql(
            f"select rowid as {checks.ROW}, {columns}, {f'coalesce({times})' if times else 'null'} as {checks.TIME}, "
            f"extra_cells as {checks.EXTRA}, conflict as {checks.CONFLICT} "
            f"from {mapped.table} left join (select key as conflict from conflicts) on conflict = {key}"
        ).to_arrow_reader(CHUNK_ROWS)
        cursor = self._connection.cursor()
        for chunk in chunks:
            failures = checker.check(pa.Table.from_batches([chunk]))
            if failures:
                reasons = [checks.reason(mapped.source, each.rule, each.column, each.value) for each in failures]
                cursor.register(
                    "found",
                    pa.table(
                        {
                            "row": [each.row for each in failures],
                            "rule": [each.rule for each in failures],
                            "column_name": [each.column for each in failures],
                            "value": pa.array([each.value for each in failures], pa.string()),
                            "reason_zh": [zh for zh, _ in reasons],
                            "reason_en": [en for _, en in reasons],
                        }
                    ),
                )
                cursor.execute("insert into failures select * from found")
        return checker

    def _write_accepted(self, mapped: Mapped, batch_id: str) -> None:
        contract = contracts()[mapped.source]
        lineage = {
            "batch_id": literal(batch_id),
            "file_name": "file_name",
            "sheet": "sheet",
            "row_number": "row_number",
        }
        own = [quoted(name) for name in contract.column_names]
        added = [f"cast({lineage[name]} as {kind}) as {name}" for name, kind in LINEAGE_COLUMNS.items()]
        self._copy(
            f"select {', '.join([*own, *added])} from {mapped.table} "
            "where rowid not in (select row from failures) order by rowid",
            self._lake.home.lake / mapped.source / f"{batch_id}.parquet",
        )

    def _write_quarantine(self, mapped: Mapped, staged: list[StagedSheet], batch_id: str) -> None:
        originals = (
            _UNKNOWN_ORIGINALS
            if not staged
            else " union all ".join(
                f"select {literal(sheet.file_name)} as file_name, {literal(sheet.name)}::varchar as sheet, row_number, "
                f"to_json(struct_pack({', '.join(f'{quoted(name)} := {quoted(name)}' for name in sheet.headers)}))::varchar as row_json "
                f"from {sheet.table} where row_number in (select row_number from bad)"
                for sheet in staged
            )
        )
        self._connection.execute(
            f"create or replace table bad as select rowid as row, file_name, sheet, row_number, "
            f"{_key_text(mapped.source)} as key from {mapped.table} where rowid in (select row from failures)"
        )
        self._copy(
            f"select {literal(mapped.source)} as source, {literal(batch_id)} as batch_id, bad.file_name, bad.sheet, "
            "bad.row_number, bad.key, failures.rule, failures.column_name, failures.value, failures.reason_zh, "
            f"failures.reason_en, originals.row_json from failures join bad using (row) "
            f"left join ({originals}) as originals on originals.row_number = bad.row_number "
            "and originals.file_name = bad.file_name and originals.sheet is not distinct from bad.sheet "
            "order by bad.row, failures.rule, failures.column_name",
            self._lake.home.quarantine / f"{batch_id}.parquet",
        )

    def _copy(self, query: str, destination: Path) -> None:
        partial = self._workspace / f"{destination.parent.name}-{destination.name}"
        self._connection.execute(f"copy ({query}) to {literal(str(partial))} (format parquet, compression zstd)")
        self._moves[partial] = destination

    # -- notices -------------------------------------------------------------------------------------------------------

    def _unknown_references(self, mapped: Mapped) -> list[Notice]:
        """Ids this batch mentions that no accepted row of the other source has; the order of arrival is free."""
        notices = []
        here = {row[0] for row in self._connection.execute("show tables").fetchall()}
        for column in contracts()[mapped.source].columns:
            other = column.references
            if other is None:
                continue
            key = quoted(contracts()[other].key[0])
            known = [f"select {key} as id from {literal(str(path))}" for path in self._lake.landed_files(other)]
            if f"mapped_{other}" in here:
                known.append(f"select {key} as id from mapped_{other}")
            missing = f"select {quoted(column.name)} as id, count(*) as times from {mapped.table} "
            missing += "where id is not null and rowid not in (select row from failures) group by 1"
            if known:
                missing = f"select * from ({missing}) anti join ({' union all '.join(known)}) using (id)"
            found = self._connection.execute(
                f"select count(*), coalesce(sum(times), 0), min(id) from ({missing})"
            ).fetchone()
            assert found is not None
            ids, times, example = found
            if ids:
                zh = contracts()[other].name_zh
                notices.append(
                    Notice(
                        "unknown_reference",
                        column.name,
                        int(times),
                        f"“{column.zh}”中有 {ids} 个编号（{int(times)} 行，如 {example}）尚未出现在“{zh}”中；已入库，随后补交即可。",
                        f'"{column.name}": {ids} ids ({int(times)} rows, such as {example}) are not in {other} yet; they landed, '
                        "send the missing rows when you have them.",
                    )
                )
        return notices

    def _unusual_volume(self, source: str, rows: int) -> list[Notice]:
        earlier = [batch["rows_read"] for batch in self._lake.batches() if batch["source"] == source]
        if len(earlier) < 3:
            return []
        usual = statistics.median(earlier)
        if usual / UNUSUAL_VOLUME <= rows <= usual * UNUSUAL_VOLUME:
            return []
        return [
            Notice(
                "unusual_volume",
                "",
                rows,
                f"本批 {rows} 行，往常约 {usual:g} 行，请确认文件是否完整、是否重复。",
                f"{rows} rows; usually about {usual:g}. Check that the file is complete and not doubled.",
            )
        ]


def _main_table(tables: list[Table]) -> int:
    """Place of the table that takes the file's rows one to one; the first where none does."""
    return next((place for place, table in enumerate(tables) if not table.distinct and not table.melt), 0)


def _key_text(source: str) -> str:
    """SQL text of a row's key: its columns joined by `|`; null where one is empty."""
    return " || '|' || ".join(f"cast({quoted(name)} as varchar)" for name in contracts()[source].key)


def _columns_not_taken(profile: Profile, staged: list[StagedSheet]) -> list[Notice]:
    fields = [*profile.fields.values()]
    fields += [question for table in profile.tables if table.melt for question in table.melt.questions]
    left: dict[str, None] = {}
    for sheet in staged:
        used = {find_header(sheet.headers, names) for spec in fields for names in (spec.headers, spec.time_of_day)}
        left.update(dict.fromkeys(name for name in sheet.headers if name not in used))
    left = {name: None for name in left if name not in (ROW_NUMBER, EXTRA_CELLS)}
    if not left:
        return []
    shown = "、".join(list(left)[:12]) + ("…" if len(left) > 12 else "")
    return [
        Notice(
            "columns_not_taken",
            "",
            len(left),
            f"{len(left)} 列没有对应项，未取用：{shown}",
            f"{len(left)} columns have no counterpart and were not taken: {shown}",
        )
    ]


def _rows_repeated(key: str, rows: int) -> Notice:
    return Notice(
        "rows_repeated",
        key,
        rows,
        f"{rows} 行重复了前面同编号、同内容的行，只计一次。",
        f"{rows} rows repeat an earlier row with the same key and content; they count once.",
    )


def _sheets_not_taken(names: list[str]) -> Notice:
    shown = "、".join(names)
    return Notice(
        "sheets_not_taken",
        "",
        len(names),
        f"未取用的工作表：{shown}（表头对不上）",
        f"sheets not taken: {shown} (their headers do not fit)",
    )


def _missing_column(file_name: str, gaps: list[MissingColumn]) -> Refused:
    zh_parts, en_parts = [], []
    for gap in gaps:
        names = " / ".join(gap.names)
        near = "、".join(f"“{name}”" for name in gap.near)
        zh_parts.append(f"“{names}”" + (f"（是否就是 {near}？）" if near else ""))
        en_parts.append(f'"{names}"' + (f" (is it {near}?)" if near else ""))
    return Refused(
        "missing_column",
        f"“{file_name}”缺少必需的列：{'；'.join(zh_parts)}。未取用任何内容；请补上这一列或改名后重交，或运行 tianping profile {file_name}。",
        f'"{file_name}" lacks required columns: {"; ".join(en_parts)}. Nothing was taken over; add or rename the column and send it '
        f"again, or run `tianping profile {file_name}`.",
    )
