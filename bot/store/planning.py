"""Plans a session anew after it was taken up, moved, held or cancelled, in a transaction of the caller."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.plan import plan_reminders
from bot.aftercare.planner import Planner
from bot.aftercare.sessions import Session, has_next
from bot.content.scope import Programme
from bot.store.aftercare_tables import patients
from bot.store.plans import replace_plan
from bot.store.sessions import sessions_of


async def plan_anew(
    connection: AsyncConnection,
    changed: Session,
    planner: Planner,
    *,
    versions: Mapping[Programme, int],
    now: datetime,
) -> None:
    """Plan a session as it is now, and the person's others of its programme: whether one follows them may have changed.

    A session that was cancelled is planned no more; only the others are. `versions` are those of the plans.
    """
    chosen = select(patients.c.zone).where(patients.c.chat_id == changed.chat_id)
    name: str | None = (await connection.execute(chosen)).scalar()
    zone = ZoneInfo(name) if name else planner.zone
    active = await sessions_of(connection, changed.chat_id)
    for session in active:
        if (session.person, session.programme) == (changed.person, changed.programme):
            planned = plan_reminders(
                session,
                planner.steps[session.programme],
                next_booked=has_next(session, active),
                zone=zone,
                quiet=planner.quiet,
            )
            await replace_plan(connection, session, planned, version=versions[session.programme], now=now)
