"""A case, or a community in a period, as one zip: rows, photos, rules, what was decided, and the SQL that computes it again.

Every table is a named query of the dashboard, narrowed and masked for whoever exports. Beside each stands the same SQL with
its values filled in, to be run with `tianping sql`, without a script.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from importlib import metadata
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from dashboard import access
from dashboard.decisions.case_files import CaseFile
from dashboard.decisions.store import DecisionStore
from dashboard.findings import observed, threshold
from dashboard.photos import photo_bytes
from dashboard.viewer import Viewer
from dashboard.wording import LANGUAGES, Wording
from warehouse.settings import DOCS_DIR, Home

# Tables of a package about records, and those about a community's period beside them, with what each is called for.
RECORD_TABLES = (
    "package_records", "package_flags", "package_suspicion", "package_photos", "package_matches", "package_ledger",
    "package_sums",
)  # fmt: skip
CASE_TABLES = ("case_effects",)
PERIOD_TABLES = ("package_indicators", "package_evidence")
RULE_TABLES = ("package_rules", "package_points_rules")
# Columns of the store that are of no use to a reader, or would let erased rows be guessed.
SECRET = ("salt",)
CHECKSUMS = "SHA256SUMS"
# Zip files carry times; a fixed one keeps the same content the same file.
ENTRY_TIME = (1980, 1, 1, 0, 0, 0)


class NothingToPackage(Exception):
    """The published data hold nothing of what was asked for, or the viewer does not see it."""


@dataclass(frozen=True)
class PackageSubject:
    """What a package is about: one record, or a community in a period."""

    record: str | None = None
    community: str | None = None
    period: str | None = None

    @property
    def name(self) -> str:
        """A file name's stem."""
        return f"case-{self.record}" if self.record else f"{self.community}-{self.period}"


def audit_package(
    subject: PackageSubject, viewer: Viewer, store: DecisionStore, say: Wording, home: Home | None = None
) -> bytes:
    """The zip of `subject` as `viewer` may see it; the export leaves an entry in the access log.

    Raises NothingToPackage, access.NothingPublished or access.ReadFailed.
    """
    records = _records(subject, viewer)
    if not records:
        raise NothingToPackage(subject.name)
    entries = dict(_entries(subject, records, viewer, store, home or Home.at()))
    entries["index.html"] = _index(subject, entries, viewer, say).encode()
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(entries.items()))
    store.log_access(viewer.user_id, viewer.role, "package", subject.record or subject.name)
    return _zip({**entries, CHECKSUMS: sums.encode()})


def _records(subject: PackageSubject, viewer: Viewer) -> list[str]:
    if subject.record:
        found = access.query("package_records", viewer, records=[subject.record])
    else:
        found = access.query("package_scope", viewer, community=subject.community, period=subject.period)
    return [str(record) for record in found["record_id"]]


def _entries(
    subject: PackageSubject, records: list[str], viewer: Viewer, store: DecisionStore, home: Home
) -> Iterator[tuple[str, bytes]]:
    asked: dict[str, dict[str, Any]] = {name: {"records": records} for name in RECORD_TABLES}
    if subject.record:
        asked |= {name: {"record": subject.record} for name in CASE_TABLES}
    else:
        of_period = {"community": subject.community, "period": subject.period}
        asked |= dict.fromkeys(PERIOD_TABLES, of_period)
    asked |= {name: {} for name in RULE_TABLES}
    tables = {name: access.query(name, viewer, **values) for name, values in asked.items()}
    for name, table in tables.items():
        # A table this viewer may not read at all is left out, so that an empty one means that there is nothing.
        if viewer.role in access.named_query(name).scope or access.named_query(name).public:
            title = name.removeprefix("package_").removeprefix("case_")
            yield f"rows/{title}.csv", _csv(table)
            yield f"sql/{title}.sql", _filled_in(name, asked[name], subject).encode()
    for language in LANGUAGES:
        yield f"findings/{language}.csv", _findings(tables["package_flags"], tables["package_rules"], Wording(language))
    yield from _photos(tables["package_photos"], tables["package_matches"], viewer, home)
    files = [store.file(record) for record in records] if subject.record else _files_of(records, store)
    yield "decisions/decisions.csv", _rows_csv([decision for file in files for decision in file.decisions])
    yield "decisions/steps.csv", _rows_csv([step for file in files for step in file.steps])
    for code in sorted(set(tables["package_flags"]["flag_code"])):
        for page in sorted((DOCS_DIR / "flags").glob(f"{code.lower()}_*.md")):
            yield f"rules/{page.name}", page.read_bytes()
    yield "versions.json", json.dumps(_versions(subject, viewer, store), ensure_ascii=False, indent=2).encode()


def _findings(flags: pd.DataFrame, rules: pd.DataFrame, say: Wording) -> bytes:
    """What the raised rules found, as a reader says it: the rows themselves hold codes and values."""
    names = {rule["flag_code"]: say.name(rule) for rule in rules.to_dict("records")}
    raised = flags[flags["status"] == "raised"]
    told = [
        (
            flag["record_id"],
            f"{flag['flag_code']} {names.get(flag['flag_code'], '')}",
            observed(flag["finding_code"], flag["finding_values"], say),
            threshold(flag["flag_code"], flag["finding_values"], say),
        )
        for flag in raised.to_dict("records")
    ]
    columns = [say(f"case.{column}") for column in ("record", "rule", "observed", "threshold")]
    return _csv(pd.DataFrame(told, columns=columns))


def _files_of(records: list[str], store: DecisionStore) -> list[CaseFile]:
    files = store.files()
    return [files[record] for record in records if record in files]


def _photos(photos: pd.DataFrame, matches: pd.DataFrame, viewer: Viewer, home: Home) -> Iterator[tuple[str, bytes]]:
    """The photos themselves, and those they were matched with; none for a viewer who sees none."""
    wanted = {str(row["photo_id"]): row["sha256"] for row in photos.to_dict("records")}
    if not matches.empty:
        others = access.query("package_photos", viewer, records=sorted(set(matches["other_record_id"])))
        matched = others[others["photo_id"].isin(matches["other_photo_id"])]
        wanted |= {str(row["photo_id"]): row["sha256"] for row in matched.to_dict("records")}
    for photo, sha256 in sorted(wanted.items()):
        content = photo_bytes(sha256, viewer, home) if isinstance(sha256, str) else None
        if content is not None:
            yield f"photos/{PurePosixPath(photo).name}{_suffix(content)}", content


def _suffix(content: bytes) -> str:
    known = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"RIFF": ".webp"}
    return next((suffix for start, suffix in known.items() if content.startswith(start)), "")


def _filled_in(name: str, values: Mapping[str, Any], subject: PackageSubject) -> str:
    """The query's SQL with its values in place, as `tianping sql` takes it."""
    sql = "\n".join(line for line in access.named_query(name).sql.splitlines() if not line.startswith("--"))
    literals = {key: _quoted(str(value)) for key, value in values.items() if key != "records"}
    if "records" in values:
        # The list of a whole period is asked for rather than written out.
        literals["records"] = f"[{_quoted(subject.record)}]" if subject.record else _records_of(subject)
    for key, literal in literals.items():
        sql = sql.replace(f"${key}", literal)
    return f"-- {access.named_query(name).question}\n{sql.strip()}\n"


def _records_of(subject: PackageSubject) -> str:
    scope = _filled_in("package_scope", {"community": subject.community, "period": subject.period}, subject)
    lines = "\n".join(line for line in scope.splitlines() if not line.startswith("--"))
    return f"(select list(record_id) from ({lines}))"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _versions(subject: PackageSubject, viewer: Viewer, store: DecisionStore) -> dict[str, Any]:
    build = access.query("build", viewer).iloc[0]
    return {
        "subject": {key: value for key, value in vars(subject).items() if value},
        "exported_by": viewer.user_id,
        "role": viewer.role,
        "exported_at": datetime.now().isoformat(timespec="seconds"),
        "persons_masked": viewer.role not in access.named_query("package_records").persons,
        "program": metadata.version("tianping"),
        "build_id": str(build["build_id"]),
        "code_version": str(build["code_version"]),
        "inputs_hash": str(build["inputs_hash"]),
        "chains": {
            check.table: {"rows": check.rows, "head": check.head, "whole": check.whole} for check in store.verify()
        },
    }


def _csv(table: pd.DataFrame) -> bytes:
    # The byte-order mark is what lets a spreadsheet recognise UTF-8 Chinese.
    return str(table.to_csv(index=False)).encode("utf-8-sig")


def _rows_csv(rows: list[Any]) -> bytes:
    """Stored rows as CSV, without what the seal is salted with."""
    out = io.StringIO()
    if rows:
        names = [field.name for field in fields(rows[0]) if field.name not in SECRET]
        writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(vars(row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _index(subject: PackageSubject, entries: Mapping[str, bytes], viewer: Viewer, say: Wording) -> str:
    """What is in the package and how to compute it again, in both languages."""
    build = access.query("build", viewer).iloc[0]
    parts = []
    for words in (say, Wording("en" if say.language == "zh" else "zh")):
        meanings = {name: words.word("package", name.split("/")[0].split(".")[0].lower()) for name in sorted(entries)}
        listed = "".join(
            f'<tr><td><a href="{html.escape(name)}">{html.escape(name)}</a></td><td>{html.escape(meaning)}</td></tr>'
            for name, meaning in meanings.items()
        )
        text = words(
            "package.text",
            subject=html.escape(subject.name),
            build=html.escape(str(build["build_id"])),
            finished=words.moment(build["finished_at"]),
            masked=words("package.masked" if viewer.role != "auditor" else "package.unmasked"),
            checksums=CHECKSUMS,
        )
        title = words("package.title", subject=subject.name)
        steps = "".join(f"<li>{line}</li>" for line in words("package.steps").splitlines())
        parts.append(
            f'<section lang="{words.language}"><h1>{html.escape(title)}</h1>'
            f"<p>{text}</p><ol>{steps}</ol><table>{listed}</table></section>"
        )
    return (
        '<!doctype html><html><head><meta charset="utf-8"><title>'
        f"{html.escape(subject.name)}</title><style>body{{font-family:sans-serif;max-width:60em;margin:2em auto}}"
        "td{padding:.1em 1em .1em 0;vertical-align:top}code{background:#eee}</style></head><body>"
        f"{'<hr>'.join(parts)}</body></html>"
    )


def _zip(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(entries.items()):
            archive.writestr(zipfile.ZipInfo(name, ENTRY_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
