"""From rows to the values of the aftercare."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.reminders import Recipient, Reminder, State
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import reminders, sessions

Row = Mapping[Any, Any]


def session_of(row: Row) -> Session:
    """Return the session of a row that a chat has taken."""
    return Session(
        id=row["id"],
        chat_id=row["chat_id"],
        programme=row["programme"],
        at=row["at"],
        booked=row["booked"],
        person=row["person"],
        area=row["area"],
        number=row["number"],
        total=row["total"],
        self_reported=row["self_reported"],
        moved=row["moved"],
    )


def reminder_of(row: Row, session: Session) -> Reminder:
    """Return the reminder of a row."""
    return Reminder(
        id=row["id"],
        session=session,
        step=row["step"],
        kind=row["kind"],
        due_at=row["due_at"],
        late_until=row["late_until"],
        state=State(row["state"]),
        attempts=row["attempts"],
        safety=row["safety"],
        repeat=row["repeat"],
    )


def recipient_of(row: Row, active: Sequence[Session], zone: ZoneInfo) -> Recipient:
    """Return whom reminders go to, from a row of the patient and the chat together; `zone` if they chose none."""
    return Recipient(
        chat_id=row["chat_id"],
        zone=ZoneInfo(row["zone"]) if row["zone"] else zone,
        language=row["language"],
        consented=bool(row["consent_version"]),
        blocked=bool(row["blocked"]),
        paused_until=row["paused_until"],
        stopped=frozenset(row["stopped"] or ()),
        last_turn_at=row["last_turn_at"],
        sessions=tuple(active),
    )


async def sessions_by_id(connection: AsyncConnection, chat_id: int) -> tuple[dict[int, Session], tuple[Session, ...]]:
    """Return all sessions of a chat by number, and those of them that are not cancelled, by their time."""
    found = select(sessions).where(sessions.c.chat_id == chat_id).order_by(sessions.c.at, sessions.c.id)
    rows = (await connection.execute(found)).mappings().all()
    everything = {row["id"]: session_of(row) for row in rows}
    return everything, tuple(everything[row["id"]] for row in rows if row["state"] == "active")


async def reminders_where(connection: AsyncConnection, condition: Any, *, lock: bool = False) -> list[Reminder]:
    """Return reminders with their sessions, soonest first; `lock` keeps others away until the transaction ends."""
    both = select(*(column.label(f"r_{column.name}") for column in reminders.c), *sessions.c)
    found = both.join_from(reminders, sessions, sessions.c.id == reminders.c.session_id).where(condition)
    found = found.order_by(reminders.c.due_at, reminders.c.id)
    if lock:
        found = found.with_for_update(skip_locked=True, of=reminders)
    rows = (await connection.execute(found)).mappings().all()
    columns = [column.name for column in reminders.c]
    return [reminder_of({name: row[f"r_{name}"] for name in columns}, session_of(row)) for row in rows]
