"""Which profile a file with these headers is read by, and what of it the headers lack."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingestion.headers import find_header, normalise_header
from ingestion.profile import Profile, Table, fields_of
from warehouse.settings import contracts


def recognised_among(profiles: Iterable[Profile], headers: Sequence[str]) -> Profile | None:
    """The profile of a file with these headers: the first all of whose `recognise` are there, or else the only one most of
    whose `recognise` are, with all it cannot do without and most of what it reads: headers drift between rounds."""
    candidates = [profile for profile in profiles if profile.recognise]
    for profile in candidates:
        if not absent_headers(profile, headers):
            return profile
    drifted = [profile for profile in candidates if _is_recognised_by_most(profile, headers)]
    return drifted[0] if len(drifted) == 1 else None


def absent_headers(profile: Profile, headers: Sequence[str]) -> list[str]:
    """The headers the profile is recognised by that are not there."""
    return [name for name in profile.recognise if find_header(headers, (name,)) is None]


def _is_recognised_by_most(profile: Profile, headers: Sequence[str]) -> bool:
    if len(absent_headers(profile, headers)) >= len(profile.recognise) / 3 or not profile.tables:
        return False
    if any(missing_columns(profile, table, headers) for table in profile.tables):
        return False
    read = profile.headers_read()
    return 2 * sum(find_header(headers, names) is not None for names in read) > len(read)


@dataclass(frozen=True)
class MissingColumn:
    """A column the file must have and has not; `near` are headers of the file that look like it."""

    names: tuple[str, ...]
    near: tuple[str, ...]


def missing_columns(profile: Profile, table: Table, headers: Sequence[str]) -> list[MissingColumn]:
    """What `table` cannot do without and `headers` lack: required fields, and at least one time."""
    contract = contracts()[table.source]
    used = {name for output in table.columns.values() for name in fields_of(output)}
    wanted = [profile.fields[name] for name in used if name in profile.fields]
    wanted += table.melt.questions if table.melt else ()
    needed = [
        names for f in sorted(wanted, key=lambda f: f.name) if not f.optional for names in (f.headers, f.time_of_day)
    ]
    found = [_missing(names, headers) for names in needed if names and not find_header(headers, names)]
    if contract.time and not found:
        times = [table.columns[name] for name in contract.time if name in table.columns]
        names = {name for output in times for name in fields_of(output)}
        if not any(find_header(headers, profile.fields[name].headers) for name in names):
            labels = tuple(contract.column(name).zh for name in contract.time)
            found.append(_missing((*labels, *contract.time), headers))
    return found


def _missing(names: tuple[str, ...], headers: Sequence[str]) -> MissingColumn:
    normal = {normalise_header(header): header for header in headers}
    near: dict[str, None] = {}
    for name in names:
        for match in difflib.get_close_matches(normalise_header(name), list(normal), n=2, cutoff=0.6):
            near[normal[match]] = None
    return MissingColumn(names=names, near=tuple(near))


def has_key(profile: Profile, table: Table, headers: Sequence[str]) -> bool:
    """Whether the file has the columns the source's key is made of; a source it only might mention is left out."""
    for column in contracts()[table.source].key:
        output = table.columns.get(column)
        if output is None or output.constant is not None:
            continue
        names = [name for name in fields_of(output) if name in profile.fields]
        if names and not any(find_header(headers, profile.fields[name].headers) for name in names):
            return False
    return True
