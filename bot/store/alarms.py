"""Alarms: a patient feels worse, and the clinic has not closed the matter yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.decisions import UNNAMED
from bot.store.aftercare_tables import alarms


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """Who feels what since when. `closed_at` is None while the clinic has to see to it."""

    id: int
    chat_id: int
    session_id: int | None
    symptom: str
    raised_at: datetime
    closed_at: datetime | None = None


async def raise_alarm(
    connection: AsyncConnection, chat_id: int, *, symptom: str, session_id: int | None = None, now: datetime
) -> int:
    """Open an alarm and return its number.

    The same one is opened once, however often the button is tapped, and a symptom gives its name to the alarm that was
    opened before it was named.
    """
    mine = alarms.c.chat_id == chat_id, alarms.c.state == "open", alarms.c.session_id.is_not_distinct_from(session_id)
    found = await connection.execute(select(alarms.c.symptom, alarms.c.id).where(*mine))
    known: dict[str, int] = {row.symptom: row.id for row in found}
    if symptom in known or (symptom == UNNAMED and known):
        return known.get(symptom, max(known.values(), default=0))
    if UNNAMED in known:
        number = known[UNNAMED]
        await connection.execute(update(alarms).where(alarms.c.id == number).values(symptom=symptom))
        return number
    row = {"chat_id": chat_id, "session_id": session_id, "symptom": symptom, "raised_at": now, "state": "open"}
    opened: int = (await connection.execute(alarms.insert().values(**row).returning(alarms.c.id))).scalar_one()
    return opened


async def close_alarm(connection: AsyncConnection, alarm_id: int, now: datetime) -> bool:
    """Close an alarm; False if there is no such open one."""
    closing = update(alarms).where(alarms.c.id == alarm_id, alarms.c.state == "open")
    return bool((await connection.execute(closing.values(state="closed", closed_at=now))).rowcount)


async def open_alarms(connection: AsyncConnection) -> tuple[Alarm, ...]:
    """Return the alarms that the clinic has to see to, oldest first."""
    columns = [alarms.c[name] for name in Alarm.__dataclass_fields__]
    found = select(*columns).where(alarms.c.state == "open").order_by(alarms.c.raised_at, alarms.c.id)
    return tuple(Alarm(**row) for row in (await connection.execute(found)).mappings())
