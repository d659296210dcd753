"""Random samples of records to audit, append-only by trigger."""

import sqlalchemy as sa
from alembic import op

from dashboard.decisions.migrations.append_only import PSEUDONYM, refuse_changes

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Creates the table and the triggers that keep every sample as it was drawn."""
    samples = op.create_table(
        "audit_samples",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sample_id", sa.String(32), nullable=False, unique=True),
        sa.Column("period", sa.String(16), nullable=False, index=True),
        sa.Column("draw", sa.Integer, nullable=False),
        sa.Column("record_id", sa.String(255), nullable=False, index=True),
        sa.Column("community_id", sa.String(255)),
        sa.Column("stratum", sa.String(255), nullable=False),
        sa.Column("flagged", sa.Boolean, nullable=False),
        sa.Column("population", sa.Integer, nullable=False),
        sa.Column("sampled", sa.Integer, nullable=False),
        sa.Column("inclusion_probability", sa.Float, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("frame_digest", sa.String(32), nullable=False),
        sa.Column("build_id", sa.String(64), nullable=False),
        sa.Column("drawn_by", sa.String(255), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("drawn_at", sa.DateTime, nullable=False),
        sa.Column("salt", sa.String(32)),
        sa.Column("sealed", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.UniqueConstraint("period", "record_id", name="drawn_once"),
        sa.CheckConstraint("sampled between 1 and population", name="part_of_the_stratum"),
        sa.CheckConstraint("inclusion_probability > 0 and inclusion_probability <= 1", name="can_be_drawn"),
    )
    refuse_changes(samples, record_id=PSEUDONYM)
