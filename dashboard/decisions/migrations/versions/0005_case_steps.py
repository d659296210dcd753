"""Steps of a case beside its decisions, append-only by trigger; and the filters a person keeps."""

import sqlalchemy as sa
from alembic import op

from dashboard.decisions.migrations.append_only import refuse_changes, signature

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Creates both tables, and the triggers that keep every step as it was taken."""
    steps = op.create_table(
        "case_steps",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step_id", sa.String(32), nullable=False, unique=True),
        sa.Column("record_id", sa.String(255), index=True),
        sa.Column("community_id", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("decision_id", sa.String(32), sa.ForeignKey("audit_decisions.decision_id")),
        # Unique, so that a question is answered once and an appeal decided once.
        sa.Column("answers", sa.String(32), sa.ForeignKey("case_steps.step_id"), unique=True),
        sa.Column("reason_code", sa.String(64)),
        sa.Column("text", sa.Text),
        *signature(),
        sa.CheckConstraint(
            "kind in ('asked', 'answered', 'escalated', 'rejected', 'appealed', 'upheld', 'dismissed')",
            name="kind_is_known",
        ),
        sa.CheckConstraint("(kind in ('answered', 'upheld', 'dismissed')) = (answers is not null)", name="answers_one"),
        sa.CheckConstraint(
            "kind not in ('rejected', 'appealed', 'upheld', 'dismissed') or decision_id is not null",
            name="about_a_decision",
        ),
    )
    # A decision is rejected once, and appealed against once.
    op.create_index(
        "one_step_against",
        "case_steps",
        ["decision_id", "kind"],
        unique=True,
        sqlite_where=sa.text("kind in ('rejected', 'appealed')"),
        postgresql_where=sa.text("kind in ('rejected', 'appealed')"),
    )
    refuse_changes(steps, text="is null", record_id="is null")
    op.create_table(
        "saved_filters",
        sa.Column("who", sa.String(255), primary_key=True),
        sa.Column("screen", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(255), primary_key=True),
        sa.Column("parameters", sa.Text, nullable=False),
    )
