"""What the rooms agree on: where things lie on disk, how this deployment is set, what a source row looks like.

Ingestion and dashboard may import this module and nothing else from the warehouse.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from warehouse.settings.messages import Spoken

WAREHOUSE_DIR = Path(__file__).parents[1]
CONTRACTS_DIR = WAREHOUSE_DIR / "contracts"
# Beside the rooms in a checkout, which the command is installed from; somebody may have left it behind.
DOCS_DIR = WAREHOUSE_DIR.parent / "docs"

ColumnType = Literal["string", "integer", "number", "boolean", "date", "timestamp", "list", "json"]

# Lists and JSON stay the text they came as: both engines read text the same way.
DUCKDB_TYPES: dict[ColumnType, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "list": "VARCHAR",
    "json": "VARCHAR",
}

# Where a landed row came from; every table in the lake carries these after its own columns. When it came is its batch's
# `received_at`: source `notices` has a column of that name of its own.
LINEAGE_COLUMNS: dict[str, str] = {
    "batch_id": "VARCHAR",
    "file_name": "VARCHAR",
    "sheet": "VARCHAR",
    "row_number": "BIGINT",
}


@cache
def project_variables() -> dict[str, Any]:
    """What the models and Python both go by, from `dbt_project.yml`; a build gives `as_of` anew."""
    found: dict[str, Any] = yaml.safe_load((WAREHOUSE_DIR / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    return found


def default_lens() -> str:
    """The lens through which communities are ranked where nobody asks for another."""
    return str(project_variables()["default_lens"])


@dataclass(frozen=True)
class Column:
    """One column of a source contract; `zh` is the header a Chinese template carries."""

    name: str
    zh: str
    type: ColumnType
    required: bool = False
    vocabulary: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    references: str | None = None


@dataclass(frozen=True)
class Contract:
    """The agreed shape of one source. `time` names the columns of which at least one must be filled."""

    source: str
    name_zh: str
    tier: Literal["core", "extending"]
    key: tuple[str, ...]
    time: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if the contract has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.source} has no column {name}")


@cache
def contracts() -> dict[str, Contract]:
    """All source contracts by source name, core sources first."""
    found = [_read_contract(path) for path in sorted(CONTRACTS_DIR.glob("*.yml"))]
    return {contract.source: contract for contract in sorted(found, key=lambda c: c.tier != "core")}


def _read_contract(path: Path) -> Contract:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    columns = tuple(
        Column(**{**column, "vocabulary": tuple(str(word) for word in column.get("vocabulary", ()))})
        for column in raw["columns"]
    )
    return Contract(
        source=raw["source"],
        name_zh=raw["name_zh"],
        tier=raw["tier"],
        key=tuple(raw["key"]),
        time=tuple(raw["time"]),
        columns=columns,
    )


class SettingsUnreadable(Spoken, ValueError):
    """A line of a home's settings is not as it should be."""


@dataclass(frozen=True)
class Inbox:
    """A folder whose files are taken in by themselves; a relative one lies in the home.

    `profile` or `source` reads every file of it. With `community` its files are that community's: rows that name none are of
    it, rows of any other are refused.
    """

    folder: str
    profile: str | None = None
    source: str | None = None
    community: str | None = None


@dataclass(frozen=True)
class Deployment:
    """Settings of one deployment, from `home/tianping.yml`.

    `timezone` is an IANA name; every stored time is local to it. `synthetic` puts the demonstration banner on every page.
    `as_of` (ISO 8601 local time) stands in for "now" where data end in the past.
    """

    name: str = "天平"
    timezone: str = "Asia/Shanghai"
    synthetic: bool = False
    as_of: str | None = None
    decisions_url: str | None = None
    inboxes: tuple[Inbox, ...] = (Inbox("inbox"),)
    legal_basis: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """The folder that holds everything a deployment keeps."""

    path: Path

    @classmethod
    def at(cls, path: str | os.PathLike[str] | None = None) -> Home:
        """The home at `path`, else at TIANPING_HOME, else ./home."""
        return cls(Path(path or os.environ.get("TIANPING_HOME") or "home").resolve())

    @property
    def lake(self) -> Path:
        return self.path / "lake"

    @property
    def deliveries(self) -> Path:
        return self.lake / "deliveries"

    @property
    def quarantine(self) -> Path:
        return self.path / "quarantine"

    @property
    def photos(self) -> Path:
        return self.path / "photos"

    @property
    def work(self) -> Path:
        return self.path / "work"

    @property
    def published(self) -> Path:
        return self.path / "published"

    @property
    def frozen(self) -> Path:
        return self.path / "frozen"

    @property
    def data_docs(self) -> Path:
        return self.path / "data_docs"

    @property
    def settings_file(self) -> Path:
        return self.path / "tianping.yml"

    @property
    def decisions_url(self) -> str:
        """SQLAlchemy URL of the operational store; SQLite in the home unless the deployment names another."""
        return self.deployment().decisions_url or f"sqlite:///{self.path / 'decisions.sqlite'}"

    def deployment(self) -> Deployment:
        """This home's settings; defaults where the file or a line of it is absent."""
        if not self.settings_file.exists():
            return Deployment()
        raw: dict[str, Any] = yaml.safe_load(self.settings_file.read_text(encoding="utf-8")) or {}
        try:
            if "inboxes" in raw:
                listed = [raw["inboxes"]] if isinstance(raw["inboxes"], str) else raw["inboxes"] or ()
                raw["inboxes"] = tuple(Inbox(**each) if isinstance(each, dict) else Inbox(str(each)) for each in listed)
            return Deployment(**raw)
        except TypeError as error:
            raise SettingsUnreadable(
                "warehouse.settings_unreadable", file=str(self.settings_file), error=str(error)
            ) from error

    def write_deployment(self, **values: Any) -> None:
        """Adds `values` to the settings file; other lines stay."""
        self.path.mkdir(parents=True, exist_ok=True)
        raw: dict[str, Any] = {}
        if self.settings_file.exists():
            raw = yaml.safe_load(self.settings_file.read_text(encoding="utf-8")) or {}
        text = yaml.safe_dump({**raw, **values}, allow_unicode=True, sort_keys=True)
        partial = self.settings_file.with_suffix(".partial")
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, self.settings_file)

    def published_build(self) -> Path | None:
        """The DuckDB file of the build now published, or None before the first."""
        pointer = self.published / "current"
        if not pointer.exists():
            return None
        return self.published / f"{pointer.read_text(encoding='utf-8').strip()}.duckdb"
