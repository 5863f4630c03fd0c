"""The reminders of a session: laid, laid anew, put off, cancelled. Each in a transaction of the caller."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.reminders import KINDS, Kind, Planned, State
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import IS_OPEN, IS_SENDING, reminders
from bot.store.patient_rows import hold_patient, lock_patient

_REACHED = (State.SENT, State.UNCERTAIN)
_OPEN_AGAIN = {"state": State.PLANNED.value, "reason": "", "lease_until": None, "sent_at": None}


async def replace_plan(
    connection: AsyncConnection, session: Session, planned: Sequence[Planned], *, version: int, now: datetime
) -> None:
    """Let a session have these reminders: its first plan, or the one after it was moved or held.

    What was sent stays as it is. Every other step takes its new time, also one that was missed or cancelled before.
    Steps that are in the plan no more are cancelled. One that is just being sent keeps its state; should that fail, it
    has its new time.
    """
    await hold_patient(connection, session.chat_id, now)
    found = select(reminders.c.step, reminders.c.state).where(reminders.c.session_id == session.id)
    states: dict[str, str] = {row.step: row.state for row in await connection.execute(found)}
    new = [each for each in planned if each.step not in states]
    await _insert(connection, session, new, version)
    moved = [each for each in planned if states.get(each.step, State.SENT) not in _REACHED]
    flying = {step for step, state in states.items() if state == State.SENDING}
    await _move(connection, session, [each for each in moved if each.step in flying], {"plan_version": version})
    anew = {**_OPEN_AGAIN, "plan_version": version}
    await _move(connection, session, [each for each in moved if each.step not in flying], anew)
    gone = [step for step in states if step not in {each.step for each in planned}]
    if gone:
        withdrawn = reminders.c.session_id == session.id, reminders.c.step.in_(gone)
        await _cancel(connection, *withdrawn, or_(IS_OPEN, IS_SENDING), reason="withdrawn")


async def cancel_session_reminders(connection: AsyncConnection, session: Session, now: datetime) -> int:
    """Cancel what is still to come of a session; return how many reminders that were."""
    await hold_patient(connection, session.chat_id, now)
    return await _cancel(connection, reminders.c.session_id == session.id, IS_OPEN, reason="session cancelled")


async def cancel_open(
    connection: AsyncConnection, chat_id: int, *, kinds: Collection[Kind] = KINDS, reason: str = "stopped"
) -> int:
    """Cancel what is still to come of these kinds; return how many reminders that were.

    Nothing but a new plan brings them back: of kinds that can be resumed, `patients.set_stopped` is enough.
    """
    await lock_patient(connection, chat_id)
    return await _cancel(
        connection, reminders.c.chat_id == chat_id, reminders.c.kind.in_(kinds), IS_OPEN, reason=reason
    )


async def snooze(connection: AsyncConnection, reminder_id: int, *, chat_id: int, until: datetime) -> bool:
    """Put a reminder of this chat off, also one that was just sent. False if it is over or would come too late."""
    putting_off = (
        update(reminders)
        .where(
            reminders.c.id == reminder_id,
            reminders.c.chat_id == chat_id,
            reminders.c.late_until >= until,
            or_(IS_OPEN, reminders.c.state == State.SENT.value),
        )
        .values(**_OPEN_AGAIN, due_at=until)
    )
    return bool((await connection.execute(putting_off)).rowcount)


async def _insert(connection: AsyncConnection, session: Session, new: Sequence[Planned], version: int) -> None:
    if not new:
        return
    same = {"session_id": session.id, "chat_id": session.chat_id, "plan_version": version, "attempts": 0}
    rows = [{**same, **_OPEN_AGAIN, **asdict(each)} for each in new]
    await connection.execute(insert(reminders), rows)


async def _move(
    connection: AsyncConnection, session: Session, planned: Sequence[Planned], values: dict[str, Any]
) -> None:
    if not planned:
        return
    changes = ("kind", "due_at", "late_until", "safety", "repeat")
    moving = (
        update(reminders)
        .where(reminders.c.session_id == session.id, reminders.c.step == bindparam("p_step"))
        .values({**values, **{name: bindparam(f"p_{name}") for name in changes}})
    )
    await connection.execute(moving, [{f"p_{name}": value for name, value in asdict(each).items()} for each in planned])


async def _cancel(connection: AsyncConnection, *which: Any, reason: str) -> int:
    cancelling = update(reminders).where(*which).values(state=State.CANCELLED.value, reason=reason, lease_until=None)
    return (await connection.execute(cancelling)).rowcount
