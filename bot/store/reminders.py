"""Reminders on their way: claimed by one worker, sent outside of any transaction, settled by the same worker.

Guarantee: of one chat only one worker holds reminders at a time, by a lease. A worker that lost its lease changes
nothing any more: it settles with the number of its claim, and every claim has a higher one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, exists, func, literal, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.aftercare.reminders import Claimed, Reminder, State, Status
from bot.aftercare.status import after_lease
from bot.store.aftercare_tables import IS_OPEN, IS_SENDING, SENDING, patients, reminders
from bot.store.columns import Instant
from bot.store.dialect import writing
from bot.store.patient_rows import lock_patient
from bot.store.rows import recipient_of, reminder_of, reminders_where, sessions_by_id
from bot.store.tables import chats

_held = reminders.alias("held")
_NOT_HELD = ~exists().where(_held.c.chat_id == reminders.c.chat_id, _held.c.state == SENDING)
_BY_TIME = (reminders.c.due_at, reminders.c.id)


class Reminders:
    """The queue of reminders. `zone` is the clinic's: patients who chose none live by it."""

    def __init__(self, engine: AsyncEngine, zone: ZoneInfo) -> None:
        self._engine = engine
        self._zone = zone

    async def claim(self, now: datetime, *, lease: timedelta, slot: timedelta) -> Claimed | None:
        """Take what is due longest, with all else of the same chat that is due within `slot`; None if nothing is.

        It is this worker's until `now + lease`.
        """
        while True:
            async with writing(self._engine) as connection:
                row = (await connection.execute(longest_due(now))).mappings().one_or_none()
                if row is None:
                    return None
                taken = await take(connection, row["chat_id"], now, lease=lease, slot=slot)
                # Nothing: another worker took this chat between the two statements; the next try sees that.
                if taken:
                    everything, active = await sessions_by_id(connection, row["chat_id"])
                    due = [reminder_of(each, everything[each["session_id"]]) for each in taken]
                    return Claimed(recipient=recipient_of(row, active, self._zone), reminders=tuple(due))

    async def settle(self, claimed: Claimed, results: Mapping[int, Status], now: datetime) -> frozenset[int]:
        """Store what became of claimed reminders, and let go of them; return those that were still this claim's."""
        by_id = {each.id: each for each in claimed.reminders}
        async with writing(self._engine) as connection:
            await lock_patient(connection, claimed.recipient.chat_id)
            return await _settle(connection, [(by_id[id_], status) for id_, status in results.items()], now)

    async def recover(self, now: datetime) -> int:
        """Take back what workers held that did not come back in time; return how many reminders that were."""
        async with writing(self._engine) as connection:
            lost = await reminders_where(connection, and_(IS_SENDING, reminders.c.lease_until <= now), lock=True)
            return len(await _settle(connection, [(each, after_lease(each, now)) for each in lost], now))

    async def next_due(self) -> datetime | None:
        """Return when there is next something to do: a reminder becomes due, or a lease runs out. None for never."""
        first = select(reminders.c.due_at).where(IS_OPEN, _NOT_HELD).order_by(*_BY_TIME).limit(1)
        lease = select(func.min(reminders.c.lease_until)).where(IS_SENDING)
        async with self._engine.connect() as connection:
            moments = [(await connection.execute(each)).scalar() for each in (first, lease)]
        return min((moment for moment in moments if moment is not None), default=None)


def longest_due(now: datetime) -> Any:
    """Select the patient whose reminder is due longest, and lock them; whom another worker has locked is passed over.

    It reads an index of what waits from its beginning, so it costs the same however much is planned.
    """
    return (
        select(patients, chats.c.language, chats.c.blocked, chats.c.last_turn_at)
        .select_from(reminders)
        .join(patients, patients.c.chat_id == reminders.c.chat_id)
        .outerjoin(chats, chats.c.chat_id == reminders.c.chat_id)
        .where(IS_OPEN, reminders.c.due_at <= now, _NOT_HELD)
        .order_by(*_BY_TIME)
        .limit(1)
        .with_for_update(of=patients, skip_locked=True)
    )


async def take(
    connection: AsyncConnection, chat_id: int, now: datetime, *, lease: timedelta, slot: timedelta
) -> list[Mapping[str, Any]]:
    """Claim what is due of a chat whose patient is locked; nothing if another worker claimed it before the lock."""
    # What is to be tried again waits for its own time: somebody asked for that pause.
    early = and_(reminders.c.due_at <= now + slot, reminders.c.state == State.PLANNED.value)
    taking = (
        update(reminders)
        .where(reminders.c.chat_id == chat_id, IS_OPEN, or_(reminders.c.due_at <= now, early), _NOT_HELD)
        .values(state=State.SENDING.value, lease_until=now + lease, attempts=reminders.c.attempts + 1)
        .returning(reminders)
    )
    rows = (await connection.execute(taking)).mappings().all()
    return sorted((dict(row) for row in rows), key=lambda row: (row["due_at"], row["id"]))


async def _settle(
    connection: AsyncConnection, results: Iterable[tuple[Reminder, Status]], now: datetime
) -> frozenset[int]:
    alike: dict[Status, list[tuple[int, int]]] = defaultdict(list)
    for reminder, status in results:
        alike[status].append((reminder.id, reminder.attempts))
    settled: set[int] = set()
    for status, claims in alike.items():
        changing = (
            update(reminders)
            .where(tuple_(reminders.c.id, reminders.c.attempts).in_(claims), IS_SENDING)
            .values(**_values(status, now))
            .returning(reminders.c.id)
        )
        settled |= set((await connection.execute(changing)).scalars())
    return frozenset(settled)


def _values(status: Status, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {"state": status.state.value, "reason": status.reason, "lease_until": None}
    if status.state == State.SENT:
        values["sent_at"] = now
    if status.due_at is not None:
        # A session that was moved meanwhile has given the reminder a later time: that one holds.
        due_at = literal(status.due_at, Instant)
        values["due_at"] = case((reminders.c.due_at > due_at, reminders.c.due_at), else_=due_at)
    return values
