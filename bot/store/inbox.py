"""The inbox: every update is stored before Telegram is told that it arrived, and done exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.dialect import insert_new
from bot.store.tables import inbox

_ATTEMPTS = 3
_KEPT_FOR = timedelta(hours=48)
"""Telegram offers an update again for a day at most; by then its number must still be known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """An update as it came: its number, its chat, and the JSON that Telegram sent."""

    update_id: int
    chat_id: int
    body: str
    received_at: datetime


class Inbox:
    """The rows of updates; one chat's updates are worked on one at a time, in their order."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def store(self, updates: Sequence[Received]) -> None:
        """Store updates, all in one transaction; those that are known already change nothing."""
        if not updates:
            return
        rows = [
            {
                "update_id": one.update_id,
                "chat_id": one.chat_id,
                "body": one.body,
                "received_at": one.received_at,
                "state": "open",
                "attempts": 0,
            }
            for one in updates
        ]
        async with self._engine.begin() as connection:
            await insert_new(connection, inbox, rows)

    async def newest(self) -> int | None:
        """Return the highest number stored so far: polling goes on behind it."""
        async with self._engine.connect() as connection:
            number: int | None = (await connection.execute(select(func.max(inbox.c.update_id)))).scalar()
        return number

    async def chats_with_work(self) -> list[int]:
        """Return the chats that wait for an answer, longest waiting first."""
        waiting = select(inbox.c.chat_id).where(inbox.c.state == "open").group_by(inbox.c.chat_id)
        async with self._engine.connect() as connection:
            return list((await connection.execute(waiting.order_by(func.min(inbox.c.update_id)))).scalars())

    async def next_of(self, chat_id: int) -> Received | None:
        """Return the oldest update of a chat that is not done."""
        oldest = (
            select(inbox.c.update_id, inbox.c.chat_id, inbox.c.body, inbox.c.received_at)
            .where(inbox.c.state == "open", inbox.c.chat_id == chat_id)
            .order_by(inbox.c.update_id)
            .limit(1)
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(oldest)).one_or_none()
        return row and Received(**row._mapping)

    async def received_before(self, one: Received, within: timedelta) -> int:
        """Return how many updates the chat sent in the time before this one (this one included)."""
        recent = select(func.count()).where(
            inbox.c.chat_id == one.chat_id,
            inbox.c.received_at > one.received_at - within,
            inbox.c.received_at <= one.received_at,
            inbox.c.update_id <= one.update_id,
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(recent)).scalar_one()

    async def done(self, update_id: int) -> None:
        """End an update that needs no answer."""
        async with self._engine.begin() as connection:
            await mark_done(connection, update_id)

    async def failed(self, update_id: int) -> bool:
        """Count a failed attempt; return True if it was the last and the update is now set aside."""
        async with self._engine.begin() as connection:
            await connection.execute(
                update(inbox).where(inbox.c.update_id == update_id).values(attempts=inbox.c.attempts + 1)
            )
            aside = (
                update(inbox)
                .where(inbox.c.update_id == update_id, inbox.c.attempts >= _ATTEMPTS)
                .values(state="set_aside")
            )
            return bool((await connection.execute(aside)).rowcount)

    async def sweep(self, now: datetime) -> None:
        """Delete what was done long ago; the newest number stays, because polling goes on behind it."""
        newest = select(func.max(inbox.c.update_id)).scalar_subquery()
        old = delete(inbox).where(
            inbox.c.state != "open", inbox.c.received_at < now - _KEPT_FOR, inbox.c.update_id < newest
        )
        async with self._engine.begin() as connection:
            await connection.execute(old)


async def mark_done(connection: AsyncConnection, update_id: int) -> None:
    """End an update inside the transaction that stores its outcome; its text is erased."""
    await connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(state="done", body=""))
