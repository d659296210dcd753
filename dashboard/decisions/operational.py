"""What every part of the operational store shares: its database, one writer at a time, and the hash chain.

SQLite in the home by default, PostgreSQL by URL. The tables are made and brought up to date on first use
by the migrations beside this file.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Generic, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from warehouse.settings import ColumnType, Home
from warehouse.settings.operational import Sealed, stored_columns

MIGRATIONS = Path(__file__).parent / "migrations"
FIRST_HASH = "0" * 64
BUSY_TIMEOUT_SECONDS = 30
# Any constant will do: it keeps two processes from migrating one PostgreSQL store at once.
MIGRATION_LOCK = 7246

METADATA = sa.MetaData()
ACCESS_LOG = sa.Table(
    "access_log",
    METADATA,
    sa.Column("entry", sa.Integer, primary_key=True),
    sa.Column("who", sa.String),
    sa.Column("role", sa.String),
    sa.Column("what", sa.String),
    sa.Column("record", sa.String),
    sa.Column("at", sa.DateTime),
)

SQL_TYPES: dict[ColumnType, type[sa.types.TypeEngine[Any]]] = {
    "string": sa.String,
    "integer": sa.Integer,
    "number": sa.Float,
    "boolean": sa.Boolean,
    "date": sa.Date,
    "timestamp": sa.DateTime,
}

Row = TypeVar("Row", bound=Sealed)
Fault = Literal[
    "missing_before", "does_not_follow", "changed", "personal_changed", "changed_after_erasure", "unreadable"
]


@dataclass(frozen=True)
class ChainCheck:
    """Result of walking a chain: whole, or broken at the row with id `broken_at` because of `fault`.

    `head` is the last hash; written down elsewhere, it also shows whether the end of the chain was cut off.
    """

    table: str
    rows: int
    head: str
    broken_at: str | None = None
    fault: Fault | None = None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


@dataclass(frozen=True)
class Chain(Generic[Row]):
    """A table that only grows: each row is signed, numbered, and sealed with the hash of the row before it.

    `row` is the type that declares them. `key` holds its id, `letter` and a number; `moment` when it was said.
    What stands in the columns `personal` may be taken away by an erasure: they are sealed through `sealed`, a salted
    digest, everything else in the open.
    """

    table: sa.Table
    row: type[Row]
    key: str
    letter: str
    moment: str
    personal: tuple[str, ...]

    @property
    def in_the_open(self) -> tuple[str, ...]:
        """The columns that the hash covers as they are, in the order of the table."""
        apart = {"position", "salt", "hash", *self.personal}
        return tuple(column.name for column in self.table.columns if column.name not in apart)

    def id_of(self, position: int) -> str:
        """The id of the row at `position`."""
        return f"{self.letter}{position:07d}"

    def rows(self, connection: sa.Connection | None, **equal: str) -> list[Row]:
        """The rows, oldest first; `equal` narrows by columns. None where the store does not exist yet: no rows."""
        if connection is None:
            return []
        chosen = self.table.select().order_by(self.table.c.position)
        for name, value in equal.items():
            chosen = chosen.where(self.table.c[name] == value)
        return [self.row(**found._mapping) for found in connection.execute(chosen)]

    def last(self, connection: sa.Connection) -> Row | None:
        """The newest row."""
        found = connection.execute(self.table.select().order_by(self.table.c.position.desc()).limit(1)).first()
        return self.row(**found._mapping) if found else None

    def add(self, connection: sa.Connection, now: datetime, **values: Any) -> Row:
        """Adds one row after the newest: number, time, seal and hash come from here, `values` are the rest."""
        return self.add_many(connection, now, [values])[0]

    def add_many(self, connection: sa.Connection, now: datetime, many: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Adds rows in their order. The caller holds the lock of the table."""
        newest = self.last(connection)
        before = vars(newest) if newest is not None else {"position": 0, "hash": FIRST_HASH, self.moment: now}
        added: list[dict[str, Any]] = []
        for values in many:
            position, salt = before["position"] + 1, secrets.token_hex(16)
            row: dict[str, Any] = {
                **dict.fromkeys(column.name for column in self.table.columns),
                **values,
                "position": position,
                self.key: self.id_of(position),
                # A clock set back must not put a later row before an earlier one: the build goes by time.
                self.moment: max(now, before[self.moment]),
                "salt": salt,
                "sealed": seal(salt, *(values.get(name) for name in self.personal)),
                "previous_hash": before["hash"],
            }
            before = {**row, "hash": chain_hash(row, self.in_the_open)}
            added.append(before)
        if added:
            connection.execute(self.table.insert(), added)
        return [self.row(**row) for row in added]

    def check(self, connection: sa.Connection | None) -> ChainCheck:
        """Walks the chain from the first row and stops at the first that is not what was stored."""
        if connection is None:
            return ChainCheck(self.table.name, 0, FIRST_HASH)
        in_order = self.table.c.position
        keys: Sequence[Any] = connection.execute(sa.select(self.table.c[self.key]).order_by(in_order)).scalars().all()
        previous = FIRST_HASH
        rows = connection.execute(self.table.select().order_by(in_order))
        for place, key in enumerate(keys, start=1):
            try:
                found = rows.fetchone()
            except (ValueError, TypeError, sa.exc.DBAPIError):
                return ChainCheck(self.table.name, len(keys), previous, str(key), "unreadable")
            row = dict(found._mapping) if found else {"position": None}
            fault = self._fault(row, previous, place)
            if fault:
                return ChainCheck(self.table.name, len(keys), previous, str(key), fault)
            previous = row["hash"]
        return ChainCheck(self.table.name, len(keys), previous)

    def _fault(self, row: Mapping[str, Any], previous: str, place: int) -> Fault | None:
        if row["position"] != place:
            return "missing_before"
        if row["previous_hash"] != previous:
            return "does_not_follow"
        if row["hash"] != chain_hash(row, self.in_the_open):
            return "changed"
        personal = [row[name] for name in self.personal]
        if row["salt"] is None:
            left = set(personal) - {None, erased_id(row["sealed"])}
            return "changed_after_erasure" if left else None
        return None if row["sealed"] == seal(row["salt"], *personal) else "personal_changed"


def chain_of(row: type[Row], letter: str, moment: str = "said_at") -> Chain[Row]:
    """The chain of the rows that `row` declares, in the table of that name."""
    columns = stored_columns(row)
    table = sa.Table(
        row.table,
        METADATA,
        *(sa.Column(each.name, SQL_TYPES[each.type], primary_key=each.name == "position") for each in columns),
    )
    personal = tuple(each.name for each in columns if each.personal)
    return Chain(table, row, key=columns[1].name, letter=letter, moment=moment, personal=personal)


class OperationalStore:
    """The database behind `url` (SQLAlchemy). `timezone`: what stored times are local to; `now`: another clock than the real one."""

    # The chains a writer extends: nobody else may write to their tables meanwhile.
    chains: tuple[Chain[Any], ...] = ()

    def __init__(self, url: str, timezone: str = "Asia/Shanghai", now: Callable[[], datetime] | None = None) -> None:
        self._url = sa.make_url(url)
        self._zone = ZoneInfo(timezone)
        self._clock = now
        self._engine = sa.create_engine(self._url)
        self._ready = False
        if self._is_sqlite:
            sa.event.listen(self._engine, "connect", _set_up_sqlite)

    @classmethod
    def of(cls, home: Home | None = None) -> Self:
        """The store of `home` (else of the home in the environment): always the same one, which knows that it is up to date."""
        home = home or Home.at()
        return cls._opened(home.decisions_url, home.deployment().timezone)

    @classmethod
    @cache
    def _opened(cls, url: str, timezone: str) -> Self:
        return cls(url, timezone)

    def today(self) -> date:
        """The day it is where the deployment is."""
        return self._now().date()

    def verify(self) -> list[ChainCheck]:
        """Walks every chain of this store."""
        with self._reading() as connection:
            return [chain.check(connection) for chain in self.chains]

    @property
    def _is_sqlite(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    def _now(self) -> datetime:
        return self._clock() if self._clock else datetime.now(self._zone).replace(tzinfo=None)

    def _log(self, connection: sa.Connection, who: str, role: str, what: str, record: str | None) -> None:
        entry = {"who": who, "role": role, "what": what, "record": record, "at": self._now()}
        connection.execute(ACCESS_LOG.insert().values(entry))

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection | None]:
        """A connection, or None when nothing was ever written: reading must not make an empty store."""
        if not self._ready and self._is_sqlite and not Path(self._url.database or "").exists():
            yield None
            return
        self._bring_up_to_date()
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """One transaction that no other writer can come between."""
        self._bring_up_to_date()
        with self._engine.connect() as connection:
            if self._is_sqlite:
                connection.exec_driver_sql("begin immediate")
            else:
                tables = ", ".join(chain.table.name for chain in self.chains)
                connection.exec_driver_sql(f"lock table {tables} in exclusive mode")
            yield connection
            connection.commit()

    def _bring_up_to_date(self) -> None:
        if self._ready:
            return
        if self._is_sqlite:
            path = Path(self._url.database or "")
            path.parent.mkdir(parents=True, exist_ok=True)
            # Who reads it learns who decided what about whom.
            path.touch(mode=0o600)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        with self._engine.connect() as connection:
            if self._is_sqlite:
                connection.exec_driver_sql("begin immediate")
            else:
                connection.exec_driver_sql(f"select pg_advisory_xact_lock({MIGRATION_LOCK})")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        self._ready = True


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # Python's sqlite3 would begin transactions by itself, and too late to keep a second writer out.
    connection.isolation_level = None
    connection.execute(f"pragma busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma foreign_keys = on")


def seal(salt: str, *values: str | None) -> str:
    """Digest of values that an erasure may take away: without `salt` nobody can find them by trying."""
    return _digest(salt, *values)


def erased_id(sealed: str) -> str:
    """What stands for an erased record in a column that must hold something; `sealed` is the row's digest."""
    return f"erased-{sealed[:16]}"


def chain_hash(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """Digest of what a chain seals in the open, one of which is the hash of the row before."""
    values = (row[name] for name in columns)
    return _digest(*(value.isoformat() if isinstance(value, date) else value for value in values))


def _digest(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
