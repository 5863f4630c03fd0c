"""Patients' wishes to have a session at another time. A person of the clinic answers them; nothing moves by itself."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.aftercare_tables import move_requests


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveRequest:
    """Who wishes which session at another time, in their own words."""

    id: int
    chat_id: int
    session_id: int
    wish: str
    asked_at: datetime


async def ask_to_move(connection: AsyncConnection, chat_id: int, session_id: int, wish: str, *, now: datetime) -> int:
    """Keep a wish and return its number; an earlier open one for the same session is replaced."""
    row = {"wish": _printable(wish), "asked_at": now}
    mine = move_requests.c.chat_id == chat_id, move_requests.c.session_id == session_id, move_requests.c.state == "open"
    replacing = update(move_requests).where(*mine).values(**row).returning(move_requests.c.id)
    if (known := (await connection.execute(replacing)).scalar()) is not None:
        return int(known)
    row |= {"chat_id": chat_id, "session_id": session_id, "state": "open"}
    inserting = move_requests.insert().values(**row).returning(move_requests.c.id)
    number: int = (await connection.execute(inserting)).scalar_one()
    return number


def _printable(wish: str) -> str:
    """Leave out what a terminal would obey instead of showing it; a line that ends there ends in a space."""
    return "".join(each for each in " ".join(wish.split()) if unicodedata.category(each) not in {"Cc", "Cf"})


async def answer_move_request(
    connection: AsyncConnection, request_id: int, state: Literal["done", "declined"]
) -> MoveRequest | None:
    """Close a wish as a person of the clinic decided; None if there is no such open one."""
    open_one = move_requests.c.id == request_id, move_requests.c.state == "open"
    closing = update(move_requests).where(*open_one).values(state=state).returning(*_COLUMNS)
    row = (await connection.execute(closing)).mappings().one_or_none()
    return MoveRequest(**row) if row else None


async def open_move_requests(connection: AsyncConnection) -> tuple[MoveRequest, ...]:
    """Return the wishes that nobody answered yet, oldest first."""
    found = select(*_COLUMNS).where(move_requests.c.state == "open")
    rows = await connection.execute(found.order_by(move_requests.c.asked_at, move_requests.c.id))
    return tuple(MoveRequest(**row) for row in rows.mappings())


_COLUMNS = [move_requests.c[name] for name in MoveRequest.__dataclass_fields__]
