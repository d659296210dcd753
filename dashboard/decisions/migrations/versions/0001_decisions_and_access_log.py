"""Audit decisions, append-only by trigger, and the log of who opened what."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# An erasure takes the personal values and their salt away and touches nothing else: the chain still verifies.
CHAINED = (
    "position", "decision_id", "community_id", "verdict", "reason_code", "decided_by", "role", "decided_at",
    "basis", "supersedes", "sealed", "previous_hash", "hash",
)  # fmt: skip

SQLITE_UPDATE = """
create trigger audit_decisions_refuse_update before update on audit_decisions
when not (
    old.salt is not null and new.salt is null and new.note is null
    and new.record_id = 'erased-' || substr(old.sealed, 1, 16) and {unchanged}
)
begin select raise(abort, 'audit_decisions is append-only'); end
"""
SQLITE_DELETE = """
create trigger audit_decisions_refuse_delete before delete on audit_decisions
begin select raise(abort, 'audit_decisions is append-only'); end
"""
POSTGRES_FUNCTION = """
create function audit_decisions_refuse() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.salt is not null and new.salt is null and new.note is null
            and new.record_id = 'erased-' || substr(old.sealed, 1, 16) and {unchanged}
        then
            return new;
        end if;
    end if;
    raise exception 'audit_decisions is append-only';
end $$
"""
POSTGRES_ROWS = """
create trigger audit_decisions_refuse_change before update or delete on audit_decisions
for each row execute function audit_decisions_refuse()
"""
POSTGRES_TRUNCATE = """
create trigger audit_decisions_refuse_truncate before truncate on audit_decisions
for each statement execute function audit_decisions_refuse()
"""


def upgrade() -> None:
    """Creates both tables and the triggers that keep decisions as they were made."""
    op.create_table(
        "audit_decisions",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("decision_id", sa.String(32), nullable=False, unique=True),
        sa.Column("record_id", sa.String(255), nullable=False, index=True),
        sa.Column("community_id", sa.String(255), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("reason_code", sa.String(64)),
        sa.Column("note", sa.Text),
        sa.Column("decided_by", sa.String(255), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("decided_at", sa.DateTime, nullable=False),
        sa.Column("basis", sa.String(16), nullable=False),
        # Unique, so that two people who saw the same decision cannot both follow it.
        sa.Column("supersedes", sa.String(32), sa.ForeignKey("audit_decisions.decision_id"), unique=True),
        sa.Column("salt", sa.String(32)),
        sa.Column("sealed", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.CheckConstraint("verdict in ('genuine', 'not_genuine', 'unclear')", name="verdict_is_known"),
        sa.CheckConstraint("basis in ('random', 'targeted')", name="basis_is_known"),
        sa.CheckConstraint("verdict <> 'not_genuine' or reason_code is not null", name="not_genuine_has_reason"),
    )
    op.create_table(
        "access_log",
        sa.Column("entry", sa.Integer, primary_key=True),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("record", sa.String(255)),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    if op.get_context().dialect.name == "postgresql":
        unchanged = " and ".join(f"new.{column} is not distinct from old.{column}" for column in CHAINED)
        for statement in (POSTGRES_FUNCTION.format(unchanged=unchanged), POSTGRES_ROWS, POSTGRES_TRUNCATE):
            op.execute(statement)
    else:
        unchanged = " and ".join(f"new.{column} is old.{column}" for column in CHAINED)
        for statement in (SQLITE_UPDATE.format(unchanged=unchanged), SQLITE_DELETE):
            op.execute(statement)
