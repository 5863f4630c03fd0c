"""Patients whose reminders are due, in a real database with the clinic's real plan, and what became of each."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.aftercare.clinic_plan import planner_of
from bot.aftercare.planner import Planner
from bot.aftercare.reminders import Planned
from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.conversation.compose import Composer
from bot.conversation.context import Chat
from bot.safety.answers import UrgentAnswers
from bot.settings import ROOT, Settings
from bot.store.aftercare_tables import reminders
from bot.store.care_effects import CareEffects
from bot.store.chats import Chats
from bot.store.dialect import insert_new, writing
from bot.store.patients import agree
from bot.store.plans import replace_plan
from bot.store.reminders import Reminders
from bot.store.sessions import NewSession, register
from bot.store.tables import chats
from bot.telegram_send.sender import Sender
from bot.wiring import build_bot
from bot.worker.reminding import LEASE, Reminding
from tests.aftercare_examples import NEVER_QUIET
from tests.simulator_client import TOKEN

REPEATED, ONCE = "fading", "washing"
"""Steps of the real plan: one is sent again when it is not known whether it arrived, the other is not."""
DUE = ((REPEATED,), (ONCE,), (REPEATED, ONCE))
"""What is due for one patient after the other: each by itself, or both in one message."""
USEFUL_FOR = timedelta(hours=6)
FINAL = frozenset({"sent", "uncertain", "missed", "refused", "cancelled"})
_LONG_PAST = datetime(2025, 1, 1, 12, tzinfo=UTC)
"""All sessions were then: no wait of one is longer than that of another."""


def real_time() -> datetime:
    """Return the time, aware."""
    return datetime.now(UTC)


@dataclass
class Clock:
    """Shows what it is set to."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


class Clinic:
    """The clinic's content, as a worker needs it; no hour is quiet, for tests run at night as well."""

    @cached_property
    def catalogue(self) -> Catalogue:
        return load(ROOT / "content")

    @cached_property
    def planner(self) -> Planner:
        return replace(planner_of(self.catalogue), quiet=NEVER_QUIET)

    @cached_property
    def composer(self) -> Composer:
        return Composer(self.catalogue, UrgentAnswers.load(ROOT / "content" / "safety"))

    @cached_property
    def texts(self) -> dict[str, str]:
        """What the plan says at each step; it stands in a message as it is."""
        return {step: self.catalogue.step_text("prp", step, "ar", now=real_time()) for step in (REPEATED, ONCE)}

    def chats(self, engine: AsyncEngine) -> Chats:
        return Chats(engine, CareEffects(planner=self.planner))

    @asynccontextmanager
    async def worker(
        self,
        engine: AsyncEngine,
        telegram_url: str,
        *,
        lease: timedelta = LEASE,
        clock: Callable[[], datetime] = real_time,
    ) -> AsyncIterator[Reminding]:
        """Give the real worker with the real client of Telegram, whose calls go to a simulator."""
        async with build_bot(Settings(), TOKEN, telegram_url) as bot:
            yield Reminding(
                reminders=Reminders(engine, self.planner.zone),
                sender=Sender(bot),
                composer=self.composer,
                planner=self.planner,
                clock=clock,
                lease=lease,
                chats=self.chats(engine),
            )


@dataclass(frozen=True, kw_only=True)
class Row:
    """A reminder as it is stored."""

    id: int
    chat_id: int
    step: str
    state: str
    reason: str
    attempts: int
    lease_until: datetime | None


class DueReminders:
    """The reminders of many chats in one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._due = cycle(DUE)

    async def add(self, chat_ids: Iterable[int], *steps: str, due_at: datetime | None = None) -> None:
        """Have patients with a session long past, and these steps that are due; without any, those of DUE in turn."""
        at = due_at or real_time()
        async with writing(self._engine) as connection:
            for chat_id in chat_ids:
                await _add(connection, chat_id, steps or next(self._due), at)

    async def rows(self) -> list[Row]:
        """Return all reminders."""
        found = select(*(reminders.c[name] for name in Row.__dataclass_fields__)).order_by(reminders.c.id)
        async with self._engine.connect() as connection:
            return [Row(**row) for row in (await connection.execute(found)).mappings()]

    async def settle(self, *, within: float) -> None:
        """Wait until every reminder is in a final state, so many seconds at most."""
        deadline = time.monotonic() + within
        while waiting := [row for row in await self.rows() if row.state not in FINAL]:
            assert time.monotonic() < deadline, f"after {within} s some reminders have no end: {waiting}"
            await asyncio.sleep(0.2)

    async def states(self, chat_id: int) -> dict[str, tuple[str, str]]:
        """Return state and reason of each step of a chat."""
        return {row.step: (row.state, row.reason) for row in await self.rows() if row.chat_id == chat_id}

    async def is_blocked(self, chat_id: int) -> bool:
        """Tell whether it is known of a chat that it takes nothing any more."""
        async with self._engine.connect() as connection:
            found = await connection.execute(select(chats.c.blocked).where(chats.c.chat_id == chat_id))
            return bool(found.scalar_one())


async def _add(connection: AsyncConnection, chat_id: int, steps: Iterable[str], due_at: datetime) -> None:
    await insert_new(connection, chats, [asdict(Chat(chat_id=chat_id, language="ar", last_turn_at=_LONG_PAST))])
    new = NewSession(programme="prp", at=_LONG_PAST)
    session = await register(connection, new, chat_id=chat_id, made_by=7, now=_LONG_PAST)
    await agree(connection, chat_id, version=1, now=_LONG_PAST)
    planned = [
        Planned(step=each, kind="care", due_at=due_at, late_until=due_at + USEFUL_FOR, repeat=each == REPEATED)
        for each in steps
    ]
    await replace_plan(connection, session, planned, version=1, now=_LONG_PAST)
