"""A clinic that changes a wait, a step or its quiet hours changes what was planned before, too."""

from dataclasses import replace
from datetime import time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours
from bot.aftercare.steps import Span, Step
from bot.store.aftercare_tables import reminders
from bot.store.dialect import writing
from bot.store.patients import agree
from bot.store.planning import plan_anew, plan_what_changed
from bot.store.sessions import NewSession, register
from tests.stores.people import DAY, HOUR, NOON, RIYADH, states

MAKEUP = Step(
    id="makeup", kind="care", origin="session", after=Span(hours=24), at=None,
    lasts=Span(hours=12), on_late="merge", repeat=True, fact="makeup_wait",
)  # fmt: skip


def clinic(hours: float) -> Planner:
    """Return the plan of a clinic that lets patients wait so long before they put on make-up."""
    never = QuietHours(usual=Night(start=time(3), end=time(3)))
    makeup = replace(MAKEUP, after=Span(hours=hours))
    waits = {"makeup_wait": Span(hours=hours)}
    return Planner(steps={"prp": (makeup,)}, waits={"prp": waits}, quiet=never, zone=RIYADH)


async def plan(engine: AsyncEngine, planner: Planner, chat_id: int) -> None:
    async with writing(engine) as connection:
        new = NewSession(programme="prp", at=NOON)
        session = await register(connection, new, chat_id=chat_id, made_by=7, now=NOON)
        await agree(connection, chat_id, version=1, now=NOON)
        await plan_anew(connection, session, planner, now=NOON)


async def due(engine: AsyncEngine) -> list[timedelta]:
    async with engine.connect() as connection:
        found = await connection.execute(select(reminders.c.due_at).order_by(reminders.c.due_at))
        return [at - NOON for at in found.scalars()]


async def test_a_longer_wait_moves_what_is_planned_already(engine: AsyncEngine) -> None:
    for chat_id in range(1, 251):
        await plan(engine, clinic(24), chat_id)
    assert await plan_what_changed(engine, clinic(48), lambda: NOON + HOUR) == 250
    assert await due(engine) == [2 * DAY] * 250


async def test_an_unchanged_plan_is_left_alone(engine: AsyncEngine) -> None:
    await plan(engine, clinic(24), 1)
    assert await plan_what_changed(engine, clinic(24), lambda: NOON + HOUR) == 0


async def test_a_step_that_is_in_the_plan_no_more_is_cancelled(engine: AsyncEngine) -> None:
    await plan(engine, clinic(24), 1)
    without = replace(clinic(24), steps={"prp": ()})
    assert await plan_what_changed(engine, without, lambda: NOON + HOUR) == 1
    assert await states(engine) == {"makeup": ("cancelled", "withdrawn")}
