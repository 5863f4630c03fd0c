"""Patients are told what became of their wish to have a session moved."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of what was answered before nothing is told any more."""
    op.add_column("move_requests", sa.Column("session_at", Instant()))
    op.add_column("move_requests", sa.Column("tell_at", Instant()))
    op.create_index("ix_move_requests_tell_at", "move_requests", ["tell_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_move_requests_tell_at", "move_requests")
    op.drop_column("move_requests", "tell_at")
    op.drop_column("move_requests", "session_at")
