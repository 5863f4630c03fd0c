"""What is over is kept for a time, and then no longer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.aftercare_tables import (
    IS_OPEN,
    IS_SENDING,
    alarms,
    check_ins,
    invitations,
    move_requests,
    reminders,
    sessions,
)
from bot.store.dialect import writing
from bot.store.tables import unanswered


async def sweep_old(
    engine: AsyncEngine, *, aftercare: timedelta, questions: timedelta, now: datetime
) -> dict[str, int]:
    """Delete what was over for so long; return how many rows of which table that were.

    Sessions stay while a reminder of theirs does, open alarms and what is still to be sent always.
    """
    deleted: dict[str, int] = {}
    async with writing(engine) as connection:
        for table, is_old in (*_of_aftercare(now - aftercare), (unanswered, unanswered.c.asked_at < now - questions)):
            deleted[table.name] = (await connection.execute(delete(table).where(is_old))).rowcount
    return {table: rows for table, rows in deleted.items() if rows}


def _of_aftercare(end: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield reminders, and_(reminders.c.due_at < end, ~or_(IS_OPEN, IS_SENDING))
    has_reminders = exists().where(reminders.c.session_id == sessions.c.id)
    yield sessions, and_(sessions.c.at < end, ~has_reminders)
    yield check_ins, check_ins.c.answered_at < end
    yield alarms, and_(alarms.c.state == "closed", alarms.c.closed_at < end)
    yield move_requests, move_requests.c.asked_at < end
    yield invitations, invitations.c.expires_at < end
