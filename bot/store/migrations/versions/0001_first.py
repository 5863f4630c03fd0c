"""Chats, inbox, unanswered questions, opinions, requests to be called."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("language", sa.String(2)),
        sa.Column("chosen_language", sa.String(2)),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("last_turn_at", Instant()),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("awaits_phone", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
    )
    op.create_index("ix_inbox_state_chat_id_update_id", "inbox", ["state", "chat_id", "update_id"])
    op.create_index("ix_inbox_chat_id_received_at", "inbox", ["chat_id", "received_at"])
    op.create_table(
        "unanswered",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("guess", sa.String(40), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("content_version", sa.String(16), nullable=False),
    )
    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("content_version", sa.String(16), nullable=False),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_opinions_chat_id_message_id"),
    )
    op.create_table(
        "call_requests",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("phone", sa.String(32)),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("call_requests", "opinions", "unanswered", "inbox", "chats"):
        op.drop_table(table)
