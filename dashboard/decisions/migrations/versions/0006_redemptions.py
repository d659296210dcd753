"""Points redeemed and donated, errors that members report in their own records, and awards, append-only by trigger."""

import sqlalchemy as sa
from alembic import op

from dashboard.decisions.migrations.append_only import PSEUDONYM, refuse_changes, signature

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Creates the tables and the triggers that keep every step as it was taken."""
    redemptions = op.create_table(
        "redemptions",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step_id", sa.String(32), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        # Unique, so that a reservation ends once.
        sa.Column("answers", sa.String(32), sa.ForeignKey("redemptions.step_id"), unique=True),
        sa.Column("account", sa.String(255), nullable=False, index=True),
        sa.Column("offer_id", sa.String(64), nullable=False, index=True),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("to_account", sa.String(255), nullable=False),
        sa.Column("kept_until", sa.DateTime),
        sa.Column("build_id", sa.String(64)),
        *signature(),
        sa.CheckConstraint("kind in ('reserved', 'confirmed', 'cancelled')", name="kind_is_known"),
        sa.CheckConstraint("action in ('redeem', 'donate')", name="action_is_known"),
        sa.CheckConstraint("points > 0", name="points_are_given"),
        sa.CheckConstraint(
            "(kind = 'reserved') = (answers is null) and (kind = 'reserved') = (kept_until is not null)",
            name="a_reservation_is_ended",
        ),
    )
    refuse_changes(redemptions, account=PSEUDONYM)
    reports = op.create_table(
        "error_reports",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step_id", sa.String(32), nullable=False, unique=True),
        sa.Column("record_id", sa.String(255), index=True),
        sa.Column("community_id", sa.String(255), nullable=False),
        sa.Column("reason_code", sa.String(64), nullable=False),
        sa.Column("corrected_hours", sa.Float, nullable=False),
        sa.Column("text", sa.Text),
        *signature(),
        sa.CheckConstraint("corrected_hours >= 0", name="hours_are_not_negative"),
    )
    refuse_changes(reports, text="is null", record_id="is null")
    awards = op.create_table(
        "award_steps",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step_id", sa.String(32), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("award", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("nominee", sa.String(255), nullable=False, index=True),
        # Unique, so that an objection is answered once.
        sa.Column("answers", sa.String(32), sa.ForeignKey("award_steps.step_id"), unique=True),
        sa.Column("verdict", sa.String(16)),
        sa.Column("text", sa.Text),
        sa.Column("notice_ends_on", sa.Date),
        sa.Column("build_id", sa.String(64)),
        *signature(),
        sa.CheckConstraint(
            "kind in ('nominated', 'objected', 'answered', 'conferred', 'declined')", name="kind_is_known"
        ),
        sa.CheckConstraint("(kind = 'answered') = (answers is not null and verdict is not null)", name="answers_one"),
        sa.CheckConstraint("(kind = 'nominated') = (notice_ends_on is not null)", name="nomination_has_notice"),
    )
    refuse_changes(awards, text="is null", nominee=PSEUDONYM)
