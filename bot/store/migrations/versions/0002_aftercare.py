"""Aftercare: patients' settings, sessions, reminders, check-ins, alarms, requests to move, the clinic's people."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('planned', 'retrying')")
_SENDING = sa.text("state = 'sending'")


def upgrade() -> None:
    """Create the tables."""
    _create_patients()
    _create_sessions()
    _create_reminders()
    _create_what_came_of_them()
    _create_staff()


def _create_patients() -> None:
    op.create_table(
        "patients",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("zone", sa.String(64)),
        sa.Column("consent_version", sa.Integer()),
        sa.Column("consented_at", Instant()),
        sa.Column("paused_until", Instant()),
        sa.Column("stopped", sa.JSON(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
    )


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("programme", sa.String(64), nullable=False),
        sa.Column("area", sa.String(64)),
        sa.Column("number", sa.Integer()),
        sa.Column("total", sa.Integer()),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("booked", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("self_reported", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.BigInteger()),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("token_hash", sa.String(64)),
        sa.Column("token_expires_at", Instant()),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("taken_with", sa.Integer()),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_chat_id", "sessions", ["chat_id"])
    op.create_index("ix_sessions_at", "sessions", ["at"])
    op.create_index("ix_sessions_taken_with", "sessions", ["taken_with"])


def _create_reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("late_until", Instant(), nullable=False),
        sa.Column("session_at", Instant(), nullable=False),
        sa.Column("snoozed_until", Instant()),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("safety", sa.Boolean(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("lease_until", Instant()),
        sa.Column("sent_at", Instant()),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("session_id", "step", name="uq_reminders_session_id_step"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminders_chat_id_state", "reminders", ["chat_id", "state"])
    op.create_index(
        "ix_reminders_open_due_at", "reminders", ["due_at", "id"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.create_index(
        "ix_reminders_sending_lease", "reminders", ["lease_until"], sqlite_where=_SENDING, postgresql_where=_SENDING
    )


def _create_what_came_of_them() -> None:
    op.create_table(
        "check_ins",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.UniqueConstraint("session_id", "step", name="uq_check_ins_session_id_step"),
    )
    op.create_index("ix_check_ins_chat_id", "check_ins", ["chat_id"])
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Integer()),
        sa.Column("symptom", sa.String(64), nullable=False),
        sa.Column("raised_at", Instant(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("closed_at", Instant()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alarms_chat_id_state", "alarms", ["chat_id", "state"])
    op.create_table(
        "move_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_move_requests_chat_id_state", "move_requests", ["chat_id", "state"])


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("invited_by", sa.BigInteger()),
    )
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_by", sa.BigInteger()),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("invitations", "staff", "move_requests", "alarms", "check_ins", "reminders", "sessions", "patients"):
        op.drop_table(table)
