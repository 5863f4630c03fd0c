"""The same lives as in tests/properties, in a real database: whatever happens, every reminder ends once, none wrongly.

Only Telegram is not real: what becomes of a message is drawn, and what would be sent is looked at.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.reminders import KINDS, Claimed, Reminder, State
from bot.conversation.context import Chat
from bot.conversation.decisions import CancelSession, ChooseKinds, Effect, HoldSession, MoveSession, Pause
from bot.conversation.turn import Outcome
from bot.store.aftercare_tables import patients, reminders, sessions
from bot.store.care_effects import CareEffects
from bot.store.chats import Chats
from bot.store.dialect import writing
from bot.store.engines import create_engine
from bot.store.patients import Patients, agree
from bot.store.planning import plan_anew
from bot.store.reminders import Reminders
from bot.store.sessions import NewSession, register
from bot.store.tables import chats
from bot.telegram_send.outcomes import NotSent, Refused, SendOutcome, Sent, Unsure
from bot.worker.reminding import Reminding
from tests.aftercare_examples import CHAT, MINUTE
from tests.properties.lives import (
    ARRIVED,
    DIED,
    EDITS,
    HAPPENINGS,
    LEASE,
    SHORTLY,
    Happening,
    Life,
    assert_may_be_sent,
    lives,
)

_OUTCOMES: dict[str, SendOutcome] = {
    "accepted": Sent(),
    "not_sent": NotSent(),
    "refused": Refused(reason="Bad Request: drawn"),
    "blocked": Refused(reason="Forbidden: drawn", gone=True),
    "arrived_unsure": Unsure(),
    "lost_unsure": Unsure(),
}


class Died(Exception):  # noqa: N818 (it says what happened)
    """The worker is gone, with what it held."""


class Worker(Reminding):
    """The real one; a drawn outcome stands for the call to Telegram."""

    world: "World"

    async def _send(self, claimed: Claimed, chosen: Sequence[Reminder], now: datetime) -> SendOutcome:
        return self.world.is_sent(claimed, chosen)


class _Free:
    async def until_free(self) -> None:
        """Nobody waits for anything here."""


class World:
    """One patient, the rows of their reminders, and a worker that looks at them now and then."""

    def __init__(self, engine: AsyncEngine, life: Life) -> None:
        self.engine, self.planner, self.now = engine, life.planner, life.start
        self.sessions = life.sessions
        self.store = Reminders(engine, life.planner.zone)
        self.chats = Chats(engine, CareEffects(planner=life.planner))
        self.patients = Patients(engine, life.planner.zone)
        self.arrivals: Counter[int] = Counter()
        self.outcome: str = "accepted"
        self.worker = Worker(
            reminders=self.store, sender=cast("Any", _Free()), composer=cast("Any", None), planner=life.planner,
            clock=lambda: self.now, lease=LEASE, chats=self.chats,
        )  # fmt: skip
        self.worker.world = self

    async def begins(self) -> None:
        async with writing(self.engine) as connection:
            for table in (reminders, sessions, patients, chats):
                await connection.execute(delete(table))
            for session in self.sessions:
                new = NewSession(
                    programme=session.programme, at=session.at, booked=session.booked, number=3, total=session.total
                )
                stored = await register(connection, new, chat_id=CHAT, person=session.person, made_by=7, now=self.now)
                await agree(connection, CHAT, version=1, now=self.now)
                await plan_anew(connection, stored, self.planner, now=self.now)

    async def happens(self, what: Happening, minutes: int) -> None:
        """Let it happen some minutes from now, or from when something is due next; long after is an outage."""
        if minutes <= SHORTLY:
            self.now = max(self.now, await self.store.next_due() or self.now)
        self.now += minutes * MINUTE
        if what in EDITS:
            await self.edit(what, minutes)
        else:
            await self.look(what)

    async def edit(self, what: str, minutes: int) -> None:
        """A turn of the patient's is stored: what had ended may be to come again, and then may arrive again."""
        chat = await self.chats.get(CHAT)
        first = next(iter((await self.patients.care_of(CHAT, now=self.now)).recipient.sessions), None)
        effects: tuple[Effect, ...] = ()
        match what, first:
            case "moves", first if first:
                effects = (MoveSession(session_id=first.id, at=first.at + minutes * MINUTE),)
            case "takes_place", first if first:
                effects = (HoldSession(session_id=first.id, at=first.at),)
            case "cancels", first if first:
                effects = (CancelSession(session_id=first.id),)
            case "pauses", _:
                effects = (Pause(until=self.now + minutes * MINUTE),)
            case "stops", _:
                effects = (ChooseKinds(stopped=frozenset({KINDS[minutes % 3]})),)
            case "writes", _:
                chat = replace(chat, last_turn_at=self.now)
            case "unblocks", _:
                chat = replace(chat, blocked=False)
            case "clock_back", _:
                self.now -= 2 * minutes * MINUTE
        await self.stores(chat, effects)

    async def stores(self, chat: Chat, effects: tuple[Effect, ...]) -> None:
        before = await self.states()
        await self.chats.store(Outcome(chat=chat, effects=effects), 1, self.now)
        after = await self.states()
        for number, state in before.items():
            if state.is_final and not after[number].is_final:
                del self.arrivals[number]

    async def look(self, what: str) -> None:
        """A worker takes what is due, decides, sends, and notes what became of it; or dies in the middle."""
        self.outcome = what
        before = await self.states()
        await self.store.recover(self.now)
        with suppress(Died):
            await self.worker.deliver_one()
        after = await self.states()
        for number, state in before.items():
            assert not state.is_final or after[number] == state, "it had ended"

    def is_sent(self, claimed: Claimed, chosen: Sequence[Reminder]) -> SendOutcome:
        assert_may_be_sent(chosen, claimed.recipient, self.planner, self.now, self.arrivals)
        if self.outcome in ARRIVED:
            self.arrivals.update(each.id for each in chosen)
        if self.outcome in DIED:
            raise Died
        return _OUTCOMES[self.outcome]

    async def states(self) -> dict[int, State]:
        async with self.engine.connect() as connection:
            rows = await connection.execute(select(reminders.c.id, reminders.c.state))
            return {row.id: State(row.state) for row in rows}

    async def runs_to_the_end(self) -> None:
        """From here on all goes well: a worker looks whenever something is due."""
        for _ in range(100 * (1 + len(await self.states()))):
            due = await self.store.next_due()
            if due is None:
                return
            self.now = max(self.now, due)
            await self.look("accepted")
        raise AssertionError("it goes on for ever")


async def _live(url: str, life: Life, happenings: list[tuple[Happening, int]]) -> None:
    engine = create_engine(url)
    try:
        world = World(engine, life)
        await world.begins()
        for what, minutes in happenings:
            await world.happens(what, minutes)
        await world.runs_to_the_end()
        async with engine.connect() as connection:
            rows = (await connection.execute(select(reminders))).mappings().all()
    finally:
        await engine.dispose()
    assert all(State(row["state"]).is_final for row in rows)
    for row in rows:
        arrived = world.arrivals[row["id"]]
        assert arrived or row["state"] != State.SENT, "what counts as sent has arrived"
        if arrived and not row["repeat"]:
            assert row["state"] in {State.SENT, State.UNCERTAIN}, (
                "what may not be repeated has one end once it is there"
            )


@settings(
    max_examples=40,
    deadline=None,
    # Each example begins with an empty database.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=lives(), happenings=HAPPENINGS)
def test_in_a_database_too_every_reminder_ends_once_and_none_comes_wrongly(
    url: str, life: Life, happenings: list[tuple[Happening, int]]
) -> None:
    asyncio.run(_live(url, life, happenings))
