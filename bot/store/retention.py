"""What is over is kept for a time, and then no longer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.aftercare_tables import (
    IS_OPEN,
    IS_SENDING,
    alarms,
    check_ins,
    invitations,
    move_requests,
    patients,
    reminders,
    sessions,
)
from bot.store.dialect import writing
from bot.store.tables import call_requests, chats, opinions, unanswered

_AT_ONCE = 1000
"""People who are let go of in one sweep."""


async def sweep_old(
    engine: AsyncEngine, *, aftercare: timedelta, questions: timedelta, now: datetime
) -> dict[str, int]:
    """Delete what was over for so long; return how many rows of which table that were.

    Sessions stay while a reminder of theirs does, open alarms and what is still to be sent always. Who has a session is
    known as a patient, with the language of their chat, however long they have been silent.
    """
    deleted: dict[str, int] = {}
    async with writing(engine) as connection:
        for table, is_old in (*_of_aftercare(now - aftercare), (unanswered, unanswered.c.asked_at < now - questions)):
            deleted[table.name] = (await connection.execute(delete(table).where(is_old))).rowcount
        for table, is_old in _of_people(now - aftercare):
            deleted[table.name] = await _let_go(connection, table, is_old)
    return {table: rows for table, rows in deleted.items() if rows}


def _of_aftercare(end: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield reminders, and_(reminders.c.due_at < end, ~or_(IS_OPEN, IS_SENDING))
    has_reminders = exists().where(reminders.c.session_id == sessions.c.id)
    yield sessions, and_(sessions.c.at < end, ~has_reminders)
    yield check_ins, check_ins.c.answered_at < end
    yield alarms, and_(alarms.c.state == "closed", alarms.c.closed_at < end)
    yield move_requests, move_requests.c.asked_at < end
    yield invitations, invitations.c.expires_at < end
    yield opinions, opinions.c.given_at < end
    yield call_requests, call_requests.c.asked_at < end


def _of_people(end: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield chats, and_(chats.c.last_turn_at < end, ~exists().where(sessions.c.chat_id == chats.c.chat_id))
    agreed_long_ago = or_(patients.c.consented_at.is_(None), patients.c.consented_at < end)
    has_talked = exists().where(chats.c.chat_id == patients.c.chat_id, chats.c.last_turn_at >= end)
    has_session = exists().where(sessions.c.chat_id == patients.c.chat_id)
    yield patients, and_(patients.c.created_at < end, agreed_long_ago, ~has_talked, ~has_session)


async def _let_go(connection: AsyncConnection, table: Table, is_old: ColumnElement[bool]) -> int:
    """Delete rows of people, but of none who comes back at this moment: the rows are locked, then looked at again."""
    locking = select(table.c.chat_id).where(is_old).limit(_AT_ONCE).with_for_update(skip_locked=True)
    locked = (await connection.execute(locking)).scalars().all()
    return (await connection.execute(delete(table).where(table.c.chat_id.in_(locked), is_old))).rowcount
