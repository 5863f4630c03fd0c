"""What patients answered when they were asked how they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.reminders import Reminder
from bot.store.aftercare_tables import check_ins
from bot.store.dialect import upsert

Answer = Literal["fine", "not_sure", "worse"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    """One answer to one step of one session."""

    chat_id: int
    session_id: int
    step: str
    answer: Answer
    answered_at: datetime


async def keep_check_in(connection: AsyncConnection, check_in: CheckIn) -> None:
    """Keep an answer; a later one to the same step takes its place: who was fine may be worse."""
    row = {name: getattr(check_in, name) for name in CheckIn.__dataclass_fields__}
    await upsert(connection, check_ins, row, key=("session_id", "step"))


async def check_ins_of(connection: AsyncConnection, chat_id: int) -> tuple[CheckIn, ...]:
    """Return a chat's answers, oldest first."""
    columns = [check_ins.c[name] for name in CheckIn.__dataclass_fields__]
    found = select(*columns).where(check_ins.c.chat_id == chat_id).order_by(check_ins.c.answered_at, check_ins.c.id)
    return tuple(CheckIn(**row) for row in (await connection.execute(found)).mappings())


async def answer_to(connection: AsyncConnection, reminder: Reminder) -> Answer | None:
    """Return what the patient answered to a reminder that asked how they are; None for nothing yet."""
    asked = check_ins.c.session_id == reminder.session.id, check_ins.c.step == reminder.step
    answer: Answer | None = (await connection.execute(select(check_ins.c.answer).where(*asked))).scalar()
    return answer
