"""Patients' wishes to have a session at another time. A person of the clinic answers them; nothing moves by itself."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.aftercare.reminders import Recipient
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import move_requests, sessions
from bot.store.dialect import writing
from bot.store.patients import everything_of
from bot.store.rows import recipient_of, sessions_by_id


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveRequest:
    """Who wishes which session at another time than `session_at`, in their own words."""

    id: int
    chat_id: int
    session_id: int
    wish: str
    asked_at: datetime
    session_at: datetime | None


async def ask_to_move(connection: AsyncConnection, chat_id: int, session_id: int, wish: str, *, now: datetime) -> int:
    """Keep a wish and return its number; an earlier open one for the same session is replaced."""
    had = select(sessions.c.at).where(sessions.c.id == session_id)
    row = {"wish": _printable(wish), "asked_at": now, "session_at": (await connection.execute(had)).scalar()}
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
    connection: AsyncConnection, request_id: int, state: Literal["done", "declined"], *, now: datetime
) -> MoveRequest | None:
    """Close a wish as a person of the clinic decided; None if there is no such open one. The patient is to be told."""
    open_one = move_requests.c.id == request_id, move_requests.c.state == "open"
    closing = update(move_requests).where(*open_one).values(state=state, tell_at=now).returning(*_COLUMNS)
    row = (await connection.execute(closing)).mappings().one_or_none()
    return MoveRequest(**row) if row else None


async def find_move_request(connection: AsyncConnection, request_id: int) -> MoveRequest | None:
    """Return a wish that nobody answered yet by its number."""
    found = select(*_COLUMNS).where(move_requests.c.id == request_id, move_requests.c.state == "open")
    row = (await connection.execute(found)).mappings().one_or_none()
    return MoveRequest(**row) if row else None


async def open_move_requests(connection: AsyncConnection) -> tuple[MoveRequest, ...]:
    """Return the wishes that nobody answered yet, oldest first."""
    found = select(*_COLUMNS).where(move_requests.c.state == "open")
    rows = await connection.execute(found.order_by(move_requests.c.asked_at, move_requests.c.id))
    return tuple(MoveRequest(**row) for row in rows.mappings())


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What became of a wish, for whom, and the session as it is now; None if it is there no more."""

    request_id: int
    is_done: bool
    recipient: Recipient
    session: Session | None


class UntoldAnswers:
    """The answers that patients are still to be told. `zone` is the clinic's: patients who chose none live by it."""

    def __init__(self, engine: AsyncEngine, zone: ZoneInfo) -> None:
        self._engine = engine
        self._zone = zone

    async def claim(self, now: datetime, *, lease: timedelta) -> Answer | None:
        """Take the answer that waits longest, or None; if nobody says what became of it, it waits again after `lease`.

        Never two workers have the same one: each claim puts it off.
        """
        waiting = select(move_requests.c.id).where(move_requests.c.tell_at <= now).order_by(move_requests.c.tell_at)
        one = waiting.limit(1).with_for_update(skip_locked=True).scalar_subquery()
        taking = update(move_requests).where(move_requests.c.id == one).values(tell_at=now + lease)
        async with writing(self._engine) as connection:
            row = (await connection.execute(taking.returning(move_requests))).mappings().one_or_none()
            if row is None:
                return None
            patient = (await connection.execute(everything_of(row["chat_id"]))).mappings().one()
            _, active = await sessions_by_id(connection, row["chat_id"])
        return Answer(
            request_id=row["id"],
            is_done=row["state"] == "done",
            recipient=recipient_of(patient, active, self._zone),
            session=next((each for each in active if each.id == row["session_id"]), None),
        )

    async def tell_at(self, request_id: int, moment: datetime | None) -> None:
        """Keep when the patient is to be told; None when there is nothing to tell any more."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(move_requests).where(move_requests.c.id == request_id).values(tell_at=moment)
            )


_COLUMNS = [move_requests.c[name] for name in MoveRequest.__dataclass_fields__]
