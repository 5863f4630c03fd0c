"""The reminders of a patient: what is still to come, what came last, and the one that a button belongs to."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.reminders import Reminder, State
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import IS_OPEN, reminders
from bot.store.rows import reminder_of, reminders_where, sessions_by_id


async def upcoming(connection: AsyncConnection, chat_id: int) -> tuple[Reminder, ...]:
    """Return what a chat is still to get, soonest first."""
    everything, _ = await sessions_by_id(connection, chat_id)
    return await upcoming_of(connection, chat_id, everything)


async def upcoming_of(
    connection: AsyncConnection, chat_id: int, sessions: Mapping[int, Session]
) -> tuple[Reminder, ...]:
    """Return the same where the chat's sessions are read already."""
    waiting = select(reminders).where(reminders.c.chat_id == chat_id, IS_OPEN)
    rows = await connection.execute(waiting.order_by(reminders.c.due_at, reminders.c.id))
    return tuple(reminder_of(row, sessions[row["session_id"]]) for row in rows.mappings())


async def last_sent_of(
    connection: AsyncConnection, chat_id: int, active: Collection[Session], now: datetime
) -> Reminder | None:
    """Return the reminder that reached a chat last, if it still makes sense: its session is one of `active`."""
    sessions = {each.id: each for each in active}
    reached = (
        reminders.c.chat_id == chat_id,
        reminders.c.session_id.in_(sessions),
        reminders.c.state == State.SENT.value,
        reminders.c.late_until > now,
    )
    latest = select(reminders).where(*reached).order_by(reminders.c.sent_at.desc(), reminders.c.id).limit(1)
    row = (await connection.execute(latest)).mappings().one_or_none()
    return reminder_of(row, sessions[row["session_id"]]) if row else None


async def find_reminder(connection: AsyncConnection, reminder_id: int, *, chat_id: int) -> Reminder | None:
    """Return a reminder of this chat, whatever became of it; None for one of another chat."""
    mine = and_(reminders.c.id == reminder_id, reminders.c.chat_id == chat_id)
    return next(iter(await reminders_where(connection, mine)), None)
