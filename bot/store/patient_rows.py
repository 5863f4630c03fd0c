"""The rows of patients: made when they are first needed, locked while their reminders change."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.aftercare_tables import patients
from bot.store.dialect import insert_new, upsert

_EMPTY: dict[str, Any] = {"stopped": [], "form": {}}


async def hold_patient(connection: AsyncConnection, chat_id: int, now: datetime) -> None:
    """Have a row for the patient, and keep others who change their reminders waiting until the transaction ends."""
    await insert_new(connection, patients, [{"chat_id": chat_id, "created_at": now, **_EMPTY}])
    await lock_patient(connection, chat_id)


async def lock_patient(connection: AsyncConnection, chat_id: int) -> None:
    """Keep others who change the reminders of this patient waiting until the transaction ends."""
    await connection.execute(select(patients.c.chat_id).where(patients.c.chat_id == chat_id).with_for_update())


async def set_of_patient(connection: AsyncConnection, chat_id: int, now: datetime, **values: Any) -> None:
    """Store values of a patient, whether anything was known of them before or not."""
    row = {"chat_id": chat_id, "created_at": now, **_EMPTY, **values}
    await upsert(connection, patients, row, key=("chat_id",), keeps={"created_at", *_EMPTY} - {*values})
