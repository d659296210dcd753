"""What every part of the operational store shares: its database, one writer at a time, and the hash chain.

SQLite in the home by default, PostgreSQL by URL. The tables are made and brought up to date on first use
by the migrations beside this file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

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


class OperationalStore:
    """The database behind `url` (SQLAlchemy). `timezone`: what stored times are local to."""

    # The table whose chain a writer extends: nobody else may write to it meanwhile.
    chained_table: str

    def __init__(self, url: str, timezone: str = "Asia/Shanghai") -> None:
        self._url = sa.make_url(url)
        self._zone = ZoneInfo(timezone)
        self._engine = sa.create_engine(self._url)
        self._ready = False
        if self._is_sqlite:
            sa.event.listen(self._engine, "connect", _set_up_sqlite)

    @property
    def _is_sqlite(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    def _now(self) -> datetime:
        return datetime.now(self._zone).replace(tzinfo=None)

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
                connection.exec_driver_sql(f"lock table {self.chained_table} in exclusive mode")
            yield connection
            connection.commit()

    def _bring_up_to_date(self) -> None:
        if self._ready:
            return
        if self._is_sqlite:
            Path(self._url.database or "").parent.mkdir(parents=True, exist_ok=True)
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


def chain_hash(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """Digest of what a chain seals in the open, one of which is the hash of the row before."""
    values = (row[name] for name in columns)
    return _digest(*(value.isoformat() if isinstance(value, date) else value for value in values))


def _digest(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
