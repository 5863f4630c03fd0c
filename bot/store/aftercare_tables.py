"""The tables of the aftercare: patients' settings, sessions, reminders, what came of them, and the clinic's people."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from bot.store import columns
from bot.store.columns import Instant, Words

metadata = columns.metadata

patients = Table(
    "patients",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("zone", String(64)),  # none: the clinic's
    Column("consent_version", Integer),
    Column("consented_at", Instant),
    Column("paused_until", Instant),
    Column("stopped", JSON, nullable=False),
    Column("form", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger),  # none while it is only offered: the clinic's row holds no patient
    Column("person", Words, nullable=False),
    Column("programme", String(64), nullable=False),
    Column("area", String(64)),
    Column("number", Integer),
    Column("total", Integer),
    Column("at", Instant, nullable=False),
    Column("booked", Boolean, nullable=False),
    Column("state", String(10), nullable=False),  # offered, active, cancelled
    Column("self_reported", Boolean, nullable=False),
    Column("made_by", BigInteger),
    Column("made_at", Instant, nullable=False),
    Column("token_hash", String(64)),
    Column("token_expires_at", Instant),
    Column("moved", Integer, nullable=False),
    Column("taken_with", Integer),  # an offered one that comes with the link of another
    UniqueConstraint("token_hash"),
    Index(None, "chat_id"),
    Index(None, "at"),
    Index(None, "taken_with"),
    # A number is never given twice: an old button may still name the session or the reminder that had it.
    sqlite_autoincrement=True,
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", Integer, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("step", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("late_until", Instant, nullable=False),
    Column("session_at", Instant, nullable=False),  # the time of the session that it was planned by
    Column("snoozed_until", Instant),  # the patient put it off
    Column("state", String(10), nullable=False),  # bot.aftercare.reminders.State
    Column("reason", Text, nullable=False),
    Column("attempts", Integer, nullable=False),  # counts claims; the number of a claim is what it settles with
    Column("safety", Boolean, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("lease_until", Instant),
    Column("sent_at", Instant),
    Column("plan_version", Integer, nullable=False),
    UniqueConstraint("session_id", "step"),
    Index(None, "chat_id", "state"),
    sqlite_autoincrement=True,
)

# Written out, not bound as parameters: an index of some rows is used only where the database sees that they are meant.
IS_OPEN = reminders.c.state.in_([literal_column("'planned'"), literal_column("'retrying'")])
"""It waits for its time. What is due is found in an index of these rows alone, however many there have been."""
SENDING: ColumnElement[str] = literal_column("'sending'")
IS_SENDING = reminders.c.state == SENDING
# With the number: thousands may be due at ten o'clock sharp, and none of them is to be sorted.
_BY_TIME = (reminders.c.due_at, reminders.c.id)
Index("ix_reminders_open_due_at", *_BY_TIME, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
Index("ix_reminders_sending_lease", reminders.c.lease_until, sqlite_where=IS_SENDING, postgresql_where=IS_SENDING)

check_ins = Table(
    "check_ins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("session_id", Integer, nullable=False),
    Column("step", String(64), nullable=False),
    Column("answer", String(16), nullable=False),
    Column("answered_at", Instant, nullable=False),
    UniqueConstraint("session_id", "step"),
    Index(None, "chat_id"),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("session_id", Integer),
    Column("symptom", String(64), nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # open, closed
    Column("closed_at", Instant),
    Index(None, "chat_id", "state"),
    sqlite_autoincrement=True,
)

move_requests = Table(
    "move_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("session_id", Integer, nullable=False),
    Column("wish", Words, nullable=False),
    Column("session_at", Instant),  # the time that the session had then
    Column("asked_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # open, done, declined
    Column("tell_at", Instant, index=True),  # when the patient is (next) to be told of the answer; until then, a lease
    Index(None, "chat_id", "state"),
    sqlite_autoincrement=True,
)

staff = Table(
    "staff",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(10), nullable=False),  # admin, staff
    Column("added_at", Instant, nullable=False),
    Column("invited_by", BigInteger),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_by", BigInteger),
)
