"""Changes of policy, put into force from a date and withdrawn, append-only by trigger."""

import sqlalchemy as sa
from alembic import op

from dashboard.decisions.migrations.append_only import refuse_changes, signature

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Creates the table and the triggers that keep every change as it was made."""
    changes = op.create_table(
        "policy_changes",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("change_id", sa.String(32), nullable=False, unique=True),
        # The changes that were put into force together have the id of the first of them.
        sa.Column("change_set", sa.String(32), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        # Unique, so that a set of changes is withdrawn once.
        sa.Column("withdraws", sa.String(32), sa.ForeignKey("policy_changes.change_id"), unique=True),
        sa.Column("table_name", sa.String(64)),
        sa.Column("row_key", sa.String(255)),
        sa.Column("column_name", sa.String(64)),
        sa.Column("old_value", sa.String(255)),
        sa.Column("new_value", sa.String(255)),
        sa.Column("valid_from", sa.Date),
        sa.Column("preview", sa.String(64)),
        sa.Column("reason", sa.Text),
        *signature(),
        sa.CheckConstraint("kind in ('in_force', 'withdrawn')", name="kind_is_known"),
        sa.CheckConstraint("(kind = 'withdrawn') = (withdraws is not null)", name="withdraws_one"),
        sa.CheckConstraint(
            "kind <> 'in_force' or (table_name is not null and row_key is not null and column_name is not null "
            "and new_value is not null and valid_from is not null and preview is not null)",
            name="change_is_whole",
        ),
    )
    refuse_changes(changes, reason="is null")
