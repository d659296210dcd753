"""Takes files in: reads, maps, checks and lands them, each file a delivery that arrives whole or not at all."""

from __future__ import annotations

import itertools
import logging
import tempfile
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from ingestion.archives import extract, opened, photo_members
from ingestion.data_docs import CheckedBatch, write_pages
from ingestion.headers import normalise_header
from ingestion.intake import ArrivingFile, FileIntake, arrival
from ingestion.lake import Lake, content_id, disk_fault, file_sha256
from ingestion.photos import KNOWN_SCHEMA, PHOTO_SUFFIXES, index_photos, neighbours, with_newer
from ingestion.policy import Policy, policies
from ingestion.profile import Profile, ProfileError, contract_profile, of_community
from ingestion.profile_reading import profiles, read_profile
from ingestion.readers import FileRefused, Sheet, is_table_file, read
from ingestion.recognition import missing_columns, recognised_among
from ingestion.report import FileReport, Progress, Report, repeated
from warehouse.settings import Home, contracts
from warehouse.settings.messages import message

PHOTO_FOLDER = "photos"

# So many photos land as one delivery: an ingest cut short goes on where the last one ended, and memory stays bounded.
PHOTOS_AT_ONCE = 1_000

_Photo = TypeVar("_Photo")  # a path, or a member of an archive


def ingest(
    paths: Sequence[Path | str],
    home: Home,
    profile: str | None = None,
    source: str | None = None,
    progress: Progress | None = None,
    community: str | None = None,
    only: Collection[Path] | None = None,
    by: str | None = None,
) -> Report:
    """Takes in files, folders and zips; returns what became of each file. A file that fails does not stop the others.

    `profile` is the name of a profile or the path of its YAML, `source` the name of a source, `community` the id of the
    community the files are of: rows of any other one go to quarantine, and rows that name none are of this one. All apply to
    every file. Of the files in folders, `only` these are taken. `by` is who sent them.
    Raises FileNotFoundError for a path that is not there, ProfileError for a profile and PolicyError for a policy of the
    home that cannot be used.
    """
    call = _Call(Lake(home), policies(home), progress or (lambda *_: None), community, by)
    chooser = _Chooser(home, profile, source, community)
    found = _sort_paths([Path(path) for path in paths], only)
    report = Report(warnings=chooser.warnings)
    with call.lake.workspace() as workspace:
        for path, is_named in found.tables:
            with _kept_apart(path.name, [path], workspace, report) as room:
                report.files += _take_in(path, is_named, call, chooser, room)
        for folder, photos in found.photos.items():
            with _kept_apart(folder, photos, workspace, report) as room:
                parts = ([path for _, path in part] for part in _photo_parts((path.name, path) for path in photos))
                report.files.append(_take_in_photos(folder, parts, len(photos), call, room))
        for path in filter(_holds_photos, (path for path, _ in found.tables)):
            with _kept_apart(f"{path.name}/{PHOTO_FOLDER}", [path], workspace, report) as room:
                report.files += _take_in_archived_photos(path, call, room)
    for path in found.plain:
        report.files.append(_not_taken(path))
        report.files[-1].paths = (path,)
    if call.checked:
        call.tell("data_docs", message("ingestion.updating_docs"))
        try:
            write_pages(home, call.checked.values())
        except OSError as error:
            # What landed has landed; the next ingest writes the pages anew.
            report.warnings.append(message("ingestion.docs_not_updated", fault=str(error)))
    return report


@dataclass
class _Call:
    """What all files of one call share. `checked` is the last checked batch of each source."""

    lake: Lake
    policies: dict[str, Policy]
    tell: Progress
    community: str | None
    by: str | None
    checked: dict[str, CheckedBatch] = field(default_factory=dict)

    def file(self, name: str, digest: str, size_bytes: int, delivery_id: str) -> ArrivingFile:
        """A file of this call."""
        return ArrivingFile(name, digest, size_bytes, delivery_id, self.community, self.by)


@contextmanager
def _kept_apart(name: str, paths: Sequence[Path], workspace: Path, report: Report) -> Iterator[Path]:
    """A folder of its own for one file; what fails on the file is told and does not stop the others."""
    told = len(report.files)
    try:
        with tempfile.TemporaryDirectory(dir=workspace, ignore_cleanup_errors=True) as room:
            yield Path(room)
    except ProfileError:
        raise
    except Exception as error:
        said = disk_fault(error)
        if said is None:
            logging.getLogger(__name__).exception(name)
            said = message("ingestion.program_fault", fault=str(error))
        report.files.append(FileReport(name, "fault", said))
    for file in report.files[told:]:
        file.paths = tuple(paths)


# ---------------------------------------------------------------------------------------------------------- what is there


@dataclass
class _Found:
    """What a call's paths hold: tables with whether they were named themselves, photos by folder, plain documents."""

    tables: list[tuple[Path, bool]] = field(default_factory=list)
    photos: dict[str, list[Path]] = field(default_factory=dict)
    plain: list[Path] = field(default_factory=list)


def _sort_paths(paths: Iterable[Path], only: Collection[Path] | None) -> _Found:
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
            if (only is not None and each not in only) or any(part.startswith((".", "~$")) for part in parts):
                continue
            if PHOTO_FOLDER in (path.name, *parts[:-1]) and each.suffix.lower() in PHOTO_SUFFIXES:
                found.photos.setdefault(f"{path.name}/{PHOTO_FOLDER}", []).append(each)
            elif is_table_file(each):
                found.tables.append((each, False))
            else:
                found.plain.append(each)
    found.tables.sort(key=lambda entry: (arrival(_source_named(entry[0].stem)), str(entry[0])))
    return found


def _photo_parts(named: Iterable[tuple[str, _Photo]]) -> Iterator[list[tuple[str, _Photo]]]:
    """Photos with their file names, PHOTOS_AT_ONCE at a time; those of one id stay together, so that they are compared."""
    part: list[tuple[str, _Photo]] = []
    ordered = sorted(named, key=lambda entry: Path(entry[0]).stem)
    for _, of_one_id in itertools.groupby(ordered, key=lambda entry: Path(entry[0]).stem):
        part += of_one_id
        if len(part) >= PHOTOS_AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _not_taken(path: Path) -> FileReport:
    return FileReport(path.name, "not_taken", message("ingestion.not_recognised"))


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

    def __init__(self, home: Home, profile: str | None, source: str | None, community: str | None) -> None:
        self._known, broken = profiles(home.path)
        self.warnings = [message("ingestion.profile_left_aside", fault=error.message) for error in broken.values()]
        self.community = community
        self._profile: Profile | None = None
        if profile is not None:
            if profile in self._known:
                self._profile = self._known[profile]
            elif profile in broken:
                raise broken[profile]
            elif Path(profile).suffix in (".yml", ".yaml") and Path(profile).exists():
                self._profile = read_profile(Path(profile))
            else:
                listed = ", ".join(self._known) or "-"
                raise ProfileError("ingestion.no_such_profile", profile=profile, known=listed)
        if source is not None and source not in contracts():
            raise ProfileError("ingestion.no_such_source", source=source, known=", ".join(contracts()))
        self._source = source

    def choose(self, sheet: Sheet) -> Profile | None:
        """The profile that reads `sheet`; None where none recognises it."""
        profile = self._for_sheet(sheet)
        if profile is None or self.community is None:
            return profile
        return of_community(profile, self.community, sheet.header)

    def _for_sheet(self, sheet: Sheet) -> Profile | None:
        if self._profile is not None:
            return self._profile
        stem = Path(sheet.file_name).stem
        named = self._source or _source_named(sheet.sheet) or _source_named(stem)
        recognised = recognised_among(self._known.values(), sheet.header)
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
    call: _Call,
    chooser: _Chooser,
    workspace: Path,
) -> list[FileReport]:
    call.tell(path.name, message("ingestion.reading"))
    digest = file_sha256(path)
    size_bytes = path.stat().st_size
    refused_members: dict[str, FileRefused] = {}
    try:
        sheets = read(path)
        refused_members = sheets[0].refused_members
        plan = [(sheet, chooser.choose(sheet)) for sheet in sheets]
        known_reasons = [profile.not_taken for _, profile in plan if profile and profile.not_taken]
        plan = [(sheet, None if profile and profile.not_taken else profile) for sheet, profile in plan]
        if known_reasons and not any(profile for _, profile in plan):
            return [FileReport(path.name, "not_taken", known_reasons[0])]
        if not any(profile for _, profile in plan):
            if not named_explicitly:
                return [_not_taken(path)]
            raise FileRefused("ingestion.unrecognised", file=path.name)
        identity = "+".join(sorted({profile.identity + profile.name for _, profile in plan if profile}))
        # What one community may not send, another may: the same bytes are another delivery.
        delivery_id = content_id(digest, identity, *filter(None, [call.community]))
        if (known := call.lake.delivery(delivery_id)) is not None:
            report = repeated(path.name, known)
        else:
            file = call.file(path.name, digest, size_bytes, delivery_id)
            intake = FileIntake(file, call.lake, call.policies, workspace, call.tell)
            report = intake.take_sheets(plan)
            call.checked.update(intake.checked)
    except FileRefused as refusal:
        if refusal.code == "ingestion.no_tables" and _holds_photos(path):
            return []
        report = _refuse(path.name, digest, size_bytes, call, refusal)
    return [report, *_refuse_members(refused_members, digest, call)]


def _take_in_photos(
    folder: str,
    parts: Iterable[list[Path]],
    total: int,
    call: _Call,
    workspace: Path,
) -> FileReport:
    """Lands the photos that are new or changed, a delivery a part; a content that landed under its id once is passed over."""
    call.tell(folder, message("ingestion.looking_at_photos"))
    known = _known_photos(call.lake)
    landed = _contents_landed(call.lake)
    report = FileReport(folder, "repeated")
    looked_at = 0
    for paths in parts:
        with ThreadPoolExecutor() as pool:
            digests = dict(zip(paths, pool.map(file_sha256, paths), strict=True))
        fresh = {path: digest for path, digest in digests.items() if (path.stem, digest) not in landed}
        for delivered in _apart_from_conflicts(fresh):
            digest = content_id(*sorted(f"{path.stem}:{fresh[path]}" for path in delivered))
            delivery_id = content_id(digest, "photos")
            if (earlier := call.lake.delivery(delivery_id)) is not None:
                report.batches += earlier.record["batches"]
                continue

            def count(done: int, of_part: int, before: int = looked_at) -> None:
                if done % 25 == 0 or done == of_part:
                    call.tell(folder, message("ingestion.photos_done", done=before + done, total=total))

            table = index_photos(delivered, call.lake.home.photos, workspace, call.lake.timezone, progress=count)
            file = call.file(folder, digest, sum(path.stat().st_size for path in delivered), delivery_id)
            intake = FileIntake(file, call.lake, call.policies, workspace, call.tell)
            pairs = neighbours(table, known, call.lake.home.photos)
            of_part = intake.take_photos(table, [path.name for path in delivered], pairs)
            call.checked.update(intake.checked)
            if of_part.status == "landed":
                report.status = "landed"
            report.delivery_id = report.delivery_id or of_part.delivery_id
            report.batches += of_part.batches
            known = with_newer(known, table)
            landed.update((path.stem, fresh[path]) for path in delivered)
        looked_at += len(paths)
    return report


def _apart_from_conflicts(fresh: dict[Path, str]) -> list[list[Path]]:
    """The photos whose id has one content, then those whose id has several: what lands does not hang on what cannot."""
    contents = Counter(photo_id for photo_id, _ in {(path.stem, digest) for path, digest in fresh.items()})
    clear = [path for path in fresh if contents[path.stem] == 1]
    conflicting = [path for path in fresh if contents[path.stem] > 1]
    return [paths for paths in (clear, conflicting) if paths]


def _holds_photos(path: Path) -> bool:
    """Whether `path` is an archive with pictures in a folder `photos`."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        with opened(path) as archive:
            return bool(photo_members(archive, PHOTO_FOLDER, PHOTO_SUFFIXES))
    except FileRefused:
        return False


def _take_in_archived_photos(path: Path, call: _Call, workspace: Path) -> list[FileReport]:
    """Lands the photos of an archive, unpacked a part at a time; a photo that cannot be unpacked is refused by itself."""
    refused: dict[str, FileRefused] = {}

    def unpacked(archive: zipfile.ZipFile, members: Iterable[tuple[str, zipfile.ZipInfo]]) -> Iterator[list[Path]]:
        for part in _photo_parts(members):
            with tempfile.TemporaryDirectory(dir=workspace) as folder:
                paths = []
                for number, (name, member) in enumerate(part):
                    place = Path(folder, str(number))
                    place.mkdir()
                    try:
                        paths.append(extract(archive, member, place / name))
                    except FileRefused as refusal:
                        refused[f"{path.name}/{PHOTO_FOLDER}/{name}"] = refusal
                yield paths

    with opened(path) as archive:
        members = photo_members(archive, PHOTO_FOLDER, PHOTO_SUFFIXES)
        name, parts = f"{path.name}/{PHOTO_FOLDER}", unpacked(archive, members)
        report = _take_in_photos(name, parts, len(members), call, workspace)
    # An archive of gigabytes is not read again to name members it does not refuse.
    return [report, *(_refuse_members(refused, file_sha256(path), call) if refused else [])]


def _known_photos(lake: Lake) -> pa.Table:
    """Id, content and hash of every photo landed (KNOWN_SCHEMA); a photo sent again counts with its newest content."""
    files = [str(path) for path in lake.landed_files("photos")]
    if not files:
        return KNOWN_SCHEMA.empty_table()
    with duckdb.connect() as connection:
        return connection.sql(
            f"select {', '.join(KNOWN_SCHEMA.names)} from read_parquet(?, filename = true) "
            "qualify row_number() over (partition by photo_id order by list_position(?, filename) desc) = 1",
            params=[files, files],
        ).to_arrow_table()


def _contents_landed(lake: Lake) -> set[tuple[str, str]]:
    """Every id with every content that ever landed under it."""
    files = [str(path) for path in lake.landed_files("photos")]
    if not files:
        return set()
    with duckdb.connect() as connection:
        return set(connection.execute("select photo_id, sha256 from read_parquet(?)", [files]).fetchall())


def _refuse_members(refused: Mapping[str, FileRefused], digest: str, call: _Call) -> list[FileReport]:
    """Reports of the files of an archive that cannot be read; `digest` is the archive's."""
    return [_refuse(name, content_id(digest, name), 0, call, refusal) for name, refusal in refused.items()]


def _refuse(file_name: str, digest: str, size_bytes: int, call: _Call, refusal: FileRefused) -> FileReport:
    file = call.file(file_name, digest, size_bytes, content_id(digest, "refused", repr(refusal.message)))
    known = call.lake.delivery(file.delivery_id)
    if known is None:
        batch: dict[str, Any] = {
            "batch_id": file.delivery_id,
            "source": None,
            "file_name": file_name,
            "sheet": None,
            "rows_read": 0,
            "rows_accepted": 0,
            "rows_quarantined": 0,
            "rows_repeated": 0,
            "status": "refused",
            "reason": refusal.message.as_dict(),
            "received_at": call.lake.next_received_at(),
            "profile": None,
            "notices": [],
        }
        known = file.delivery([batch])
        call.lake.commit(known, {})
    return repeated(file_name, known)
