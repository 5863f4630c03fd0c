"""Patients and sessions that the tests of the stores share."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours
from bot.aftercare.reminders import Claimed, Kind, Planned
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import reminders
from bot.store.care_effects import CareEffects
from bot.store.chats import Chats
from bot.store.dialect import writing
from bot.store.patients import agree
from bot.store.plans import replace_plan
from bot.store.reminders import Reminders
from bot.store.sessions import NewSession, register

NOON = datetime(2027, 1, 5, 12, tzinfo=UTC)
RIYADH = ZoneInfo("Asia/Riyadh")
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
LEASE = timedelta(minutes=2)
SLOT = timedelta(minutes=10)

PRP = NewSession(programme="prp", at=NOON - HOUR, area="face", number=1, total=3)


def chats_on(engine: AsyncEngine) -> Chats:
    """Return the chats of a clinic that has no plans."""
    quiet = QuietHours(usual=Night(start=time(22), end=time(9)))
    return Chats(engine, CareEffects(planner=Planner(steps={}, waits={}, quiet=quiet, zone=RIYADH)))


def step(name: str, due_at: datetime = NOON, kind: Kind = "care", *, repeat: bool = True) -> Planned:
    """Return a planned step that may be sent for an hour."""
    return Planned(step=name, kind=kind, due_at=due_at, late_until=due_at + HOUR, repeat=repeat)


async def with_plan(
    engine: AsyncEngine, chat_id: int, *planned: Planned, new: NewSession = PRP, person: str = ""
) -> Session:
    """Store a patient who agreed to be reminded, with a session and its plan."""
    async with writing(engine) as connection:
        session = await register(connection, new, chat_id=chat_id, person=person, made_by=7, now=NOON)
        await agree(connection, chat_id, version=1, now=NOON)
        await replace_plan(connection, session, planned, version=1, now=NOON)
    return session


async def plan_anew(engine: AsyncEngine, session: Session, *planned: Planned) -> None:
    """Lay the plan of a session anew."""
    async with writing(engine) as connection:
        await replace_plan(connection, session, planned, version=2, now=NOON)


async def claim(store: Reminders, now: datetime = NOON) -> Claimed | None:
    """Take the reminders of one chat that are due, if there are any."""
    return await store.claim(now, lease=LEASE, slot=SLOT)


async def taken(store: Reminders, now: datetime = NOON) -> Claimed:
    """Take the reminders of one chat; some are due."""
    claimed = await claim(store, now)
    assert claimed is not None
    return claimed


async def states(engine: AsyncEngine, session: Session | None = None) -> dict[str, tuple[str, str]]:
    """Return state and reason of each step of a session, or of the only one."""
    found = select(reminders.c.step, reminders.c.state, reminders.c.reason)
    if session:
        found = found.where(reminders.c.session_id == session.id)
    async with engine.connect() as connection:
        return {row.step: (row.state, row.reason) for row in await connection.execute(found)}


async def rows_of(engine: AsyncEngine, table: Any) -> Sequence[dict[str, Any]]:
    """Return all rows of a table."""
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]
