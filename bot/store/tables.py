"""All tables: those of talks stand here, those of the aftercare beside them.

A change comes with a migration in `migrations/versions`; a test compares the two.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store import aftercare_tables
from bot.store.columns import Instant, Words

metadata = aftercare_tables.metadata

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2)),
    Column("chosen_language", String(2)),
    Column("context", JSON, nullable=False),
    Column("last_turn_at", Instant),
    Column("blocked", Boolean, nullable=False),
    Column("awaits_phone", Boolean, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("body", Text, nullable=False),  # empty once the update is done: what patients write is not kept
    Column("received_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # open, done, set_aside
    Column("attempts", Integer, nullable=False),
    Index(None, "state", "chat_id", "update_id"),
    Index(None, "chat_id", "received_at"),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("asked_at", Instant, nullable=False),
    Column("language", String(2), nullable=False),
    Column("text", Words, nullable=False),
    Column("guess", String(40), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("content_version", String(16), nullable=False),
)

opinions = Table(
    "opinions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("given_at", Instant, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("topic", String(40), nullable=False),
    Column("programme", String(40), nullable=False),
    Column("content_version", String(16), nullable=False),
    UniqueConstraint("chat_id", "message_id"),
)

call_requests = Table(
    "call_requests",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked_at", Instant, nullable=False),
    Column("phone", String(32)),
)
