"""Where a case stands after each of its steps, append-only by trigger. The store fills it in for what was decided before."""

import sqlalchemy as sa
from alembic import op

from dashboard.decisions.migrations.append_only import refuse_changes

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Creates the table, and the triggers that keep every state as it was."""
    states = op.create_table(
        "case_states",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state_id", sa.String(32), nullable=False, unique=True),
        sa.Column("record_id", sa.String(255), index=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("proposal", sa.String(32), sa.ForeignKey("audit_decisions.decision_id")),
        sa.Column("in_force", sa.String(32), sa.ForeignKey("audit_decisions.decision_id")),
        sa.Column("basis", sa.String(16)),
        sa.Column("proposed_at", sa.DateTime),
        sa.Column("settled_at", sa.DateTime),
        sa.Column("stood_at", sa.DateTime, nullable=False),
        sa.Column("salt", sa.String(32)),
        sa.Column("sealed", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    refuse_changes(states, record_id="is null")
