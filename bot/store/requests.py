"""The patients who asked to be called, for the clinic to read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.tables import call_requests


@dataclass(frozen=True, kw_only=True, slots=True)
class CallRequest:
    """Who asked, when, and the number, if one was given; without one the clinic writes in the chat."""

    chat_id: int
    asked_at: datetime
    phone: str | None


async def open_requests(engine: AsyncEngine) -> list[CallRequest]:
    """Return all requests, oldest first."""
    async with engine.connect() as connection:
        rows = await connection.execute(select(call_requests).order_by(call_requests.c.asked_at))
    return [CallRequest(**row._mapping) for row in rows]
