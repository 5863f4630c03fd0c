"""A large clinic for the benchmark of reminders: a hundred thousand patients with ten planned reminders each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.reminders import State
from bot.store.aftercare_tables import patients, reminders, sessions
from bot.store.tables import chats

ZONE = ZoneInfo("Asia/Riyadh")
NOW = datetime(2026, 6, 10, 12, tzinfo=ZONE)
"""It is noon in the clinic, whenever the benchmark runs: nothing waits for the end of the quiet hours."""
FIRST_CHAT = 100_000_000
DUE_STEP = "check_in_day_1"
STEPS = (DUE_STEP, *"sport sauna swimming sun fading check_in_day_3 check_in_day_7 check_in_day_28 next_due".split())
"""Ten steps of the shipped plan, so that what is due makes sense when it is sent."""

_CHUNK = 2_000
_PLANNED = {"state": State.PLANNED.value, "reason": "", "attempts": 0, "lease_until": None, "sent_at": None}
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """A database with `planned` reminders: one session and ten reminders a chat, due within the next two months."""

    url: str
    engine: AsyncEngine
    planned: int

    @property
    def patients(self) -> int:
        """How many patients there are."""
        return self.planned // len(STEPS)

    async def fill(self) -> None:
        """Insert everybody, in chunks; nothing is due yet."""
        random = Random(self.planned)  # noqa: S311 (the times of reminders)
        for first in range(0, self.patients, _CHUNK):
            numbers = range(first, min(first + _CHUNK, self.patients))
            async with self.engine.begin() as connection:
                for table, rows in _rows(numbers, random).items():
                    await connection.execute(insert(table), rows)
        async with self.engine.connect() as connection:
            # The rows of reminders count on it that sessions are numbered as they were inserted.
            assert (await connection.execute(select(func.max(sessions.c.id)))).scalar() == self.patients
        await self.tidy()

    async def tidy(self) -> None:
        """Do what PostgreSQL does by itself after some minutes; SQLite is never asked to by Rafiq."""
        if self.engine.dialect.name == "postgresql":
            async with self.engine.connect() as connection:
                alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await alone.execute(text("VACUUM ANALYZE"))

    async def make_due(self, count: int) -> None:
        """Let one reminder of so many patients be due, whatever became of it before, and nothing else.

        They lie far apart. What was booked meanwhile has steps that are due at once.
        """
        apart = self.patients // count
        due = {"due_at": NOW - timedelta(minutes=1), "late_until": NOW + timedelta(hours=6)}
        chosen = [FIRST_CHAT + apart * place for place in range(count)]
        async with self.engine.begin() as connection:
            others = reminders.c.state == State.PLANNED.value, reminders.c.due_at <= NOW + timedelta(minutes=30)
            await connection.execute(update(reminders).where(*others).values(state=State.SENT.value))
            for first in range(0, count, _CHUNK):
                these = reminders.c.step == DUE_STEP, reminders.c.chat_id.in_(chosen[first : first + _CHUNK])
                await connection.execute(update(reminders).where(*these).values(**_PLANNED, **due))

    async def count(self, state: State) -> int:
        """Return how many reminders are in this state."""
        counting = select(func.count()).where(reminders.c.state == state.value)
        async with self.engine.connect() as connection:
            return int((await connection.execute(counting)).scalar_one())


def _rows(numbers: range, random: Random) -> dict[Table, list[Row]]:
    ids = [FIRST_CHAT + number for number in numbers]
    return {
        chats: [_chat(chat_id) for chat_id in ids],
        patients: [_patient(chat_id) for chat_id in ids],
        sessions: [_session(chat_id) for chat_id in ids],
        reminders: [row for chat_id in ids for row in _reminders(chat_id, random)],
    }


def _chat(chat_id: int) -> Row:
    calm = {"last_turn_at": NOW - timedelta(days=1), "blocked": False, "awaits_phone": False}
    return {"chat_id": chat_id, "language": ("ar", "fa")[chat_id % 2], "context": {}, **calm}


def _patient(chat_id: int) -> Row:
    agreed = {"consent_version": 1, "consented_at": NOW - timedelta(days=1), "created_at": NOW - timedelta(days=1)}
    return {"chat_id": chat_id, "stopped": [], "form": {}, **agreed}


def _session(chat_id: int) -> Row:
    held = {"at": NOW - timedelta(days=1), "booked": False, "state": "active", "moved": 0}
    made = {"person": "", "self_reported": False, "made_at": NOW - timedelta(days=1)}
    return {"chat_id": chat_id, "programme": "prp", **held, **made}


def _reminders(chat_id: int, random: Random) -> Iterator[Row]:
    for step in STEPS:
        due_at = NOW + timedelta(hours=random.uniform(1, 60 * 24))
        yield {
            "session_id": chat_id - FIRST_CHAT + 1,
            "chat_id": chat_id,
            "step": step,
            "kind": "check_in" if step.startswith("check_in") else "care",
            "due_at": due_at,
            "late_until": due_at + timedelta(hours=9),
            "safety": False,
            "repeat": False,
            "plan_version": 1,
            "session_at": NOW - timedelta(days=1),
            **_PLANNED,
        }
