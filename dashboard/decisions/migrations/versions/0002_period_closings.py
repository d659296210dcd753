"""Closing of periods: freezes, objections, answers, finals and restatements, append-only by trigger."""

import sqlalchemy as sa
from alembic import op

from dashboard.decisions.migrations.append_only import refuse_changes, signature

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Creates the table and the triggers that keep every step as it was taken."""
    closings = op.create_table(
        "period_closings",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event_id", sa.String(32), nullable=False, unique=True),
        sa.Column("period", sa.String(16), nullable=False, index=True),
        sa.Column("restatement", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("community_id", sa.String(255)),
        sa.Column("indicator_id", sa.String(64)),
        sa.Column("record_id", sa.String(255)),
        sa.Column("text", sa.Text),
        # Unique, so that an objection is answered once.
        sa.Column("answers", sa.String(32), sa.ForeignKey("period_closings.event_id"), unique=True),
        sa.Column("verdict", sa.String(16)),
        sa.Column("notice_ends_on", sa.Date),
        sa.Column("manifest_sha256", sa.String(64)),
        *signature(),
        sa.CheckConstraint("kind in ('frozen', 'objection', 'answer', 'final', 'restated')", name="kind_is_known"),
        sa.CheckConstraint("verdict in ('accepted', 'rejected')", name="verdict_is_known"),
        sa.CheckConstraint("(kind = 'answer') = (answers is not null and verdict is not null)", name="answers_one"),
        sa.CheckConstraint("kind <> 'objection' or community_id is not null", name="objection_has_community"),
        sa.CheckConstraint(
            "(kind in ('frozen', 'restated')) = (manifest_sha256 is not null and notice_ends_on is not null)",
            name="numbers_have_manifest",
        ),
    )
    # A version of a period's numbers is given out once.
    op.create_index(
        "one_version",
        "period_closings",
        ["period", "restatement"],
        unique=True,
        sqlite_where=sa.text("kind in ('frozen', 'restated')"),
        postgresql_where=sa.text("kind in ('frozen', 'restated')"),
    )
    refuse_changes(closings, text="is null", record_id="is null")
