"""Plans a session anew after it was taken up, moved, held or cancelled, in a transaction of the caller."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.aftercare.plan import plan_for
from bot.aftercare.planner import Planner
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import IS_OPEN, patients, reminders, sessions
from bot.store.dialect import writing
from bot.store.plans import replace_plan
from bot.store.sessions import find, sessions_of

_AT_ONCE = 100
"""Sessions that are looked up together; each is planned in a transaction of its own."""


async def plan_anew(
    connection: AsyncConnection,
    changed: Session,
    planner: Planner,
    *,
    now: datetime,
    again: Collection[str] = (),
) -> None:
    """Plan a session as it is now, in a transaction of the caller, and the person's others of its programme.

    Whether one follows those may have changed. A session that was cancelled is planned no more; only the others are.
    `again` is as for `replace_plan`.
    """
    chosen = select(patients.c.zone).where(patients.c.chat_id == changed.chat_id)
    name: str | None = (await connection.execute(chosen)).scalar()
    zone = ZoneInfo(name) if name else planner.zone
    active = await sessions_of(connection, changed.chat_id)
    for session in active:
        if (session.person, session.programme) == (changed.person, changed.programme):
            planned = plan_for(session, active, planner, zone=zone, now=now)
            version = planner.version_of(session.programme)
            await replace_plan(connection, session, planned, version=version, now=now, again=again)


async def plan_what_changed(engine: AsyncEngine, planner: Planner, clock: Callable[[], datetime]) -> int:
    """Lay anew what waits by a plan, a fact or quiet hours that are not today's; return how many sessions that were.

    A clinic that changes "make-up after 24 hours" to 48 changes what was planned before, too.
    """
    done, last = 0, 0
    while True:
        async with engine.connect() as connection:
            stale = (await connection.execute(_stale(planner, behind=last))).scalars().all()
        if not stale:
            return done
        for number in stale:
            async with writing(engine) as connection:
                found = await find(connection, number)
                if found and found.session:
                    await plan_anew(connection, found.session, planner, now=clock())
        done, last = done + len(stale), stale[-1]


def _stale(planner: Planner, *, behind: int) -> Any:
    """Select sessions that something waits of, planned by another version than today's, by their numbers."""
    other = or_(
        *(
            and_(sessions.c.programme == programme, reminders.c.plan_version != planner.version_of(programme))
            for programme in planner.steps
        )
    )
    joined = reminders.join(sessions, sessions.c.id == reminders.c.session_id)
    waiting = select(sessions.c.id).select_from(joined).where(IS_OPEN, sessions.c.id > behind, other)
    return waiting.distinct().order_by(sessions.c.id).limit(_AT_ONCE)
