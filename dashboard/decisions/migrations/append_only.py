"""Triggers that let a table only grow. An erasure may take personal values and their salt away and nothing else."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

SQLITE = (
    """
create trigger {table}_refuse_update before update on {table}
when not (old.salt is not null and new.salt is null and {erased} and {unchanged})
begin select raise(abort, '{table} is append-only'); end
""",
    """
create trigger {table}_refuse_delete before delete on {table}
begin select raise(abort, '{table} is append-only'); end
""",
)
POSTGRES = (
    """
create function {table}_refuse() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.salt is not null and new.salt is null and {erased} and {unchanged} then
            return new;
        end if;
    end if;
    raise exception '{table} is append-only';
end $$
""",
    """
create trigger {table}_refuse_change before update or delete on {table}
for each row execute function {table}_refuse()
""",
    """
create trigger {table}_refuse_truncate before truncate on {table}
for each statement execute function {table}_refuse()
""",
)


# What an erasure leaves in a column that must hold something.
PSEUDONYM = "= 'erased-' || substr(old.sealed, 1, 16)"


def refuse_changes(table: sa.Table, **personal: str) -> None:
    """Makes `table` append-only: an update may only empty `salt` and leave in the columns `personal` what is said there.

    All other columns keep their values even then: what the chain seals in the open, and the hashes.
    """
    postgres = op.get_context().dialect.name == "postgresql"
    same = "is not distinct from" if postgres else "is"
    kept = [column.name for column in table.columns if column.name not in {"salt", *personal}]
    unchanged = " and ".join(f"new.{column} {same} old.{column}" for column in kept)
    erased = " and ".join(f"new.{column} {left}" for column, left in personal.items())
    for statement in POSTGRES if postgres else SQLITE:
        op.execute(statement.format(table=table.name, erased=erased, unchanged=unchanged))


def signature() -> list[sa.Column[Any]]:
    """The last columns of a chained table: who said it, when, and the seals."""
    return [
        sa.Column("said_by", sa.String(255), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.Column("salt", sa.String(32)),
        sa.Column("sealed", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    ]
