"""Audit decisions, append-only by trigger, and the log of who opened what."""

import sqlalchemy as sa
from alembic import op

from dashboard.decisions.migrations.append_only import PSEUDONYM, refuse_changes

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates both tables and the triggers that keep decisions as they were made."""
    decisions = op.create_table(
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
    refuse_changes(decisions, note="is null", record_id=PSEUDONYM)
