"""Sessions: told by the patient or entered by the clinic; moved, held, cancelled, listed.

Each operation runs in a transaction of the caller, who lays the plan of reminders anew in the same one.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.sessions import Session
from bot.content.scope import Programme
from bot.store.aftercare_tables import sessions
from bot.store.patient_rows import hold_patient
from bot.store.plans import cancel_session_reminders
from bot.store.rows import Row, session_of, sessions_by_id

_MOST = 500
_SAME = timedelta(days=1)
"""A session that took place so close to a booked one of the same course is the one that was booked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewSession:
    """A session as it is entered; the meaning of each is that of `bot.aftercare.sessions.Session`."""

    programme: Programme
    at: datetime
    booked: bool = False
    area: str | None = None
    number: int | None = None
    total: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """A session as the clinic sees it, taken up by a patient (`session`) or not (`session` is None)."""

    id: int
    state: Literal["offered", "active", "cancelled"]
    entered: NewSession
    session: Session | None
    made_by: int | None
    made_at: datetime
    token_expires_at: datetime | None


async def register(
    connection: AsyncConnection,
    new: NewSession,
    *,
    chat_id: int,
    person: str = "",
    made_by: int | None = None,
    now: datetime,
) -> Session:
    """Register a session of a chat at once. Without `made_by` it is the patient's own word.

    One that took place and had been booked is the booked one, held.
    """
    await hold_patient(connection, chat_id, now)
    reported = made_by is None
    row = {**blank_row(new, now), "person": person, "made_by": made_by, "self_reported": reported, "chat_id": chat_id}
    if not new.booked and (held := await take_booking(connection, row)):
        return session_of(held)
    number = await insert_session(connection, row)
    return session_of({**row, "id": number})


async def move(
    connection: AsyncConnection, session_id: int, *, at: datetime, of_chat: int | None = None
) -> Registered | None:
    """Change the time of a session; None if there is none that is not cancelled (and of this chat, if one is named)."""
    return await _change(connection, session_id, of_chat, at=at, moved=sessions.c.moved + 1)


async def hold(
    connection: AsyncConnection, session_id: int, *, at: datetime, of_chat: int | None = None
) -> Registered | None:
    """Note that a session took place and ended at `at`: aftercare follows from it. None as with `move`."""
    return await _change(connection, session_id, of_chat, at=at, booked=False)


async def cancel(
    connection: AsyncConnection, session_id: int, *, of_chat: int | None = None, now: datetime
) -> Registered | None:
    """Cancel a session with all reminders of it that wait. None as with `move`."""
    changed = await _change(connection, session_id, of_chat, state="cancelled")
    if changed and changed.session:
        await cancel_session_reminders(connection, changed.session, now)
    return changed


async def find(connection: AsyncConnection, session_id: int) -> Registered | None:
    """Return a session by its number."""
    row = (await connection.execute(select(sessions).where(sessions.c.id == session_id))).mappings().one_or_none()
    return _registered(row) if row else None


async def sessions_of(connection: AsyncConnection, chat_id: int) -> tuple[Session, ...]:
    """Return a chat's sessions that are not cancelled, by their time."""
    return (await sessions_by_id(connection, chat_id))[1]


async def listed(
    connection: AsyncConnection, *, since: datetime, until: datetime, limit: int = _MOST
) -> tuple[Registered, ...]:
    """Return the clinic's sessions of a time, offered and cancelled ones too, by their time."""
    within = select(sessions).where(sessions.c.at >= since, sessions.c.at < until)
    rows = await connection.execute(within.order_by(sessions.c.at, sessions.c.id).limit(limit))
    return tuple(_registered(row) for row in rows.mappings())


def blank_row(new: NewSession, now: datetime) -> dict[str, Any]:
    """Return the row of a session that nothing is known of but what was entered."""
    return {**asdict(new), "state": "active", "person": "", "self_reported": False, "made_at": now, "moved": 0}


async def take_booking(connection: AsyncConnection, row: Row, *, besides: Collection[int] = ()) -> Row | None:
    """Turn the booking that a chat has of this very session into it, and return its row; None if there is none.

    `row` is the session with its chat; it is not stored by that. `besides` are numbers of sessions that are not meant.
    """
    bookings = select(sessions).where(
        sessions.c.chat_id == row["chat_id"],
        sessions.c.person == row["person"],
        sessions.c.programme == row["programme"],
        sessions.c.state == "active",
        sessions.c.booked.is_(True),
        sessions.c.at.between(row["at"] - _SAME, row["at"] + _SAME),
        sessions.c.id.not_in(besides),
    )
    found = (await connection.execute(bookings)).mappings().all()
    booking = min(found, key=lambda each: (abs(each["at"] - row["at"]), each["id"]), default=None)
    if booking is None:
        return None
    known = ("area", "number", "total", "made_by", "token_hash", "token_expires_at")
    values = {name: booking[name] if row.get(name) is None else row[name] for name in known}
    values |= {"at": row["at"], "booked": row["booked"]}
    values["self_reported"] = booking["self_reported"] and row["self_reported"]
    changing = update(sessions).where(sessions.c.id == booking["id"]).values(**values).returning(sessions)
    held: Row = (await connection.execute(changing)).mappings().one()
    return held


async def insert_session(connection: AsyncConnection, row: Row) -> int:
    """Insert a row and return its number."""
    inserting = sessions.insert().values(dict(row)).returning(sessions.c.id)
    number: int = (await connection.execute(inserting)).scalar_one()
    return number


async def _change(
    connection: AsyncConnection, session_id: int, of_chat: int | None, **values: Any
) -> Registered | None:
    meant = [sessions.c.id == session_id, sessions.c.state != "cancelled"]
    if of_chat is not None:
        meant.append(sessions.c.chat_id == of_chat)
    changing = update(sessions).where(*meant).values(**values).returning(sessions)
    row = (await connection.execute(changing)).mappings().one_or_none()
    return _registered(row) if row else None


def _registered(row: Row) -> Registered:
    entered = NewSession(**{name: row[name] for name in NewSession.__dataclass_fields__})
    return Registered(
        id=row["id"],
        state=row["state"],
        entered=entered,
        session=None if row["chat_id"] is None else session_of(row),
        made_by=row["made_by"],
        made_at=row["made_at"],
        token_expires_at=row["token_expires_at"],
    )
