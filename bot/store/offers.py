"""Sessions that the clinic registered for whoever opens their link: offered, looked at, taken up once.

The row of an offer holds no patient. Each operation runs in a transaction of the caller.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.reminders import Offer, Unusable
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import sessions
from bot.store.patient_rows import hold_patient
from bot.store.rows import Row, session_of
from bot.store.sessions import NewSession, blank_row, insert_session, take_booking


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """What is stored of a link: the hash of its token, until when it can be opened, and who of the clinic made it."""

    token_hash: str
    expires_at: datetime
    made_by: int | None = None


async def offer(
    connection: AsyncConnection,
    new: NewSession,
    *,
    link: Link,
    next_at: datetime | None = None,
    now: datetime,
) -> int:
    """Register a session that whoever brings the token takes up; return its number.

    With `next_at` the next session of the course is booked for then, and taken up together with this one.
    """
    offered = {"state": "offered", "made_by": link.made_by, "token_expires_at": link.expires_at}
    number = await insert_session(connection, {**blank_row(new, now), **offered, "token_hash": link.token_hash})
    if next_at is not None:
        number_of_next = None if new.number is None else new.number + 1
        following = replace(new, at=next_at, booked=True, number=number_of_next)
        await insert_session(connection, {**blank_row(following, now), **offered, "taken_with": number})
    return number


async def find_offer(connection: AsyncConnection, token_hash: str, *, chat_id: int, now: datetime) -> Offer | Unusable:
    """Return the session that a token would give to this chat, or why it gives none. Nothing is changed.

    To the chat that opened the link before it gives the same session, which is one of theirs.
    """
    found = select(sessions).where(sessions.c.token_hash == token_hash)
    row = (await connection.execute(found)).mappings().one_or_none()
    if row is None:
        return "unknown"
    if row["chat_id"] == chat_id and row["state"] == "active":
        return Offer(token_hash=token_hash, session=session_of(row))
    if row["chat_id"] is not None:
        return "used"
    if row["state"] != "offered" or row["token_expires_at"] <= now:
        # One that the clinic took back is told like an old one: ask for a new link.
        return "expired"
    following = select(sessions.c.at).where(
        sessions.c.taken_with == row["id"], sessions.c.state == "offered", sessions.c.at > now
    )
    next_at = (await connection.execute(following)).scalar()
    return Offer(token_hash=token_hash, session=session_of({**row, "chat_id": chat_id}), next_at=next_at)


async def redeem(
    connection: AsyncConnection, token_hash: str, *, chat_id: int, person: str = "", now: datetime
) -> tuple[Session, ...] | Unusable:
    """Give what is offered to a chat, once: the session, and the one after it if that is booked. Or say why not.

    What the chat had booked already is not there twice: the booking becomes the session that is offered.
    """
    await hold_patient(connection, chat_id, now)
    mine = {"state": "active", "chat_id": chat_id, "person": person}
    taking = update(sessions).where(
        sessions.c.token_hash == token_hash, sessions.c.state == "offered", sessions.c.token_expires_at > now
    )
    first = (await connection.execute(taking.values(**mine).returning(sessions))).mappings().one_or_none()
    if first is None:
        reason = await find_offer(connection, token_hash, chat_id=chat_id, now=now)
        return "used" if isinstance(reason, Offer) else reason
    taken = [await _once(connection, first, besides=())]
    following = update(sessions).where(sessions.c.taken_with == first["id"], sessions.c.state == "offered")
    others = (await connection.execute(following.values(**mine).returning(sessions))).mappings().all()
    taken += [await _once(connection, row, besides=[taken[0]["id"]]) for row in others]
    return tuple(session_of(row) for row in taken)


async def _once(connection: AsyncConnection, row: Row, *, besides: Collection[int]) -> Row:
    """Return the row of a session that was just given to a chat: its own, or that of the booking it turned out to be.

    In the second case nothing is left of its own but that there was an offer.
    """
    own = update(sessions).where(sessions.c.id == row["id"])
    # No two rows have the same token, not even for a moment.
    await connection.execute(own.values(token_hash=None))
    booking = await take_booking(connection, row, besides=[row["id"], *besides])
    if booking is None:
        await connection.execute(own.values(token_hash=row["token_hash"]))
        return row
    await connection.execute(own.values(state="cancelled", chat_id=None, person=""))
    return booking


async def take_back(connection: AsyncConnection, session_id: int) -> bool:
    """Cancel an offer that nobody took up yet, with what would be taken up with it; False if there is none."""
    meant = or_(sessions.c.id == session_id, sessions.c.taken_with == session_id)
    cancelling = update(sessions).where(meant, sessions.c.state == "offered").values(state="cancelled")
    return bool((await connection.execute(cancelling)).rowcount)
