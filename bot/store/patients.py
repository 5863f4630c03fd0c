"""What a patient decided about their aftercare: consent, zone, pauses, kinds that they do not want, an open form."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.aftercare.reminders import Care, Kind, Offer, Unusable
from bot.store.aftercare_tables import patients, staff
from bot.store.check_ins import answer_to
from bot.store.offers import find_offer
from bot.store.patient_rows import set_of_patient
from bot.store.rows import recipient_of, sessions_by_id
from bot.store.staff import Role, find_invitation, members
from bot.store.tables import chats
from bot.store.upcoming import find_reminder, last_sent_of, upcoming_of


class Patients:
    """Reads what a turn has to know of a patient's aftercare.

    `zone` is the clinic's: who chose none lives by it. `admins` are those of its people whom the settings name.
    """

    def __init__(self, engine: AsyncEngine, zone: ZoneInfo, *, admins: Collection[int] = ()) -> None:
        self._engine = engine
        self._zone = zone
        self._admins = frozenset(admins)

    async def care_of(
        self, chat_id: int, *, now: datetime, tapped: int | None = None, token_hash: str | None = None
    ) -> Care:
        """Return the aftercare of a chat; one that never heard of it has none.

        Args:
            chat_id: The chat.
            now: The time, aware.
            tapped: The number of the reminder whose button was tapped; one of another chat counts as none.
            token_hash: Of the link that was just opened; otherwise the one in the form, by the same name, counts.
        """
        async with self._engine.connect() as connection:
            row = (await connection.execute(everything_of(chat_id))).mappings().one()
            form: Mapping[str, str | int | None] = row["form"] or {}
            opened = token_hash or form.get("token_hash")
            offer = await _offer(connection, str(opened), chat_id, now) if opened else None
            everything, active = await sessions_by_id(connection, chat_id) if row["created_at"] else ({}, ())
            reminder = await find_reminder(connection, tapped, chat_id=chat_id) if everything and tapped else None
            role: Role | None = "admin" if chat_id in self._admins else row["role"]
            return Care(
                recipient=recipient_of(row, active, self._zone),
                consent_version=row["consent_version"] or 0,
                consented_at=row["consented_at"],
                role=role,
                form=form,
                upcoming=await upcoming_of(connection, chat_id, everything) if everything else (),
                last_sent=await last_sent_of(connection, chat_id, active, now) if active else None,
                tapped=reminder,
                checked_in=await answer_to(connection, reminder) if reminder else None,
                offer=offer,
                members=await self._members(connection) if role == "admin" else (),
            )

    async def _members(self, connection: AsyncConnection) -> tuple[int, ...]:
        # Whom the settings name stays an admin whatever a turn does.
        return tuple(each.user_id for each in await members(connection) if each.user_id not in self._admins)


async def agree(connection: AsyncConnection, chat_id: int, *, version: int, now: datetime) -> None:
    """Keep that the patient agreed to this version of the consent, and when."""
    await set_of_patient(connection, chat_id, now, consent_version=version, consented_at=now)


async def withdraw(connection: AsyncConnection, chat_id: int, now: datetime) -> None:
    """Keep that the patient does not agree any more: nothing is sent from now on."""
    await set_of_patient(connection, chat_id, now, consent_version=None, consented_at=None)


async def set_zone(connection: AsyncConnection, chat_id: int, zone: ZoneInfo | None, now: datetime) -> None:
    """Let the patient live by the clocks of `zone`; None is the clinic's, whichever that is."""
    await set_of_patient(connection, chat_id, now, zone=zone.key if zone else None)


async def pause(connection: AsyncConnection, chat_id: int, *, until: datetime | None, now: datetime) -> None:
    """Send no reminders before `until`, which may be `FOR_GOOD`; None resumes."""
    await set_of_patient(connection, chat_id, now, paused_until=until)


async def set_stopped(connection: AsyncConnection, chat_id: int, kinds: Collection[Kind], now: datetime) -> None:
    """Keep which kinds of reminders the patient does not want: these and no others."""
    await set_of_patient(connection, chat_id, now, stopped=sorted(kinds))


async def set_form(
    connection: AsyncConnection, chat_id: int, form: Mapping[str, str | int | None], now: datetime
) -> None:
    """Keep what has been asked and answered so far; an empty form is none."""
    await set_of_patient(connection, chat_id, now, form=dict(form))


def everything_of(chat_id: int) -> Any:
    """Select one row with all of a chat that the aftercare needs, whether there is anything or not."""
    one = select(literal(chat_id, patients.c.chat_id.type).label("chat_id")).subquery("one")
    return (
        select(
            one.c.chat_id,
            *(column for column in patients.c if column.name != "chat_id"),
            *(chats.c.language, chats.c.blocked, chats.c.last_turn_at, staff.c.role),
        )
        .select_from(one)
        .outerjoin(patients, patients.c.chat_id == one.c.chat_id)
        .outerjoin(chats, chats.c.chat_id == one.c.chat_id)
        .outerjoin(staff, staff.c.user_id == one.c.chat_id)
    )


async def _offer(connection: AsyncConnection, token_hash: str, chat_id: int, now: datetime) -> Offer | Unusable:
    found = await find_offer(connection, token_hash, chat_id=chat_id, now=now)
    return await find_invitation(connection, token_hash, now=now) if found == "unknown" else found
