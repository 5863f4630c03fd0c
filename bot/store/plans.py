"""The reminders of a session: laid, laid anew, put off, cancelled. Each in a transaction of the caller."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.reminders import KINDS, Kind, Planned, State
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import IS_OPEN, IS_SENDING, reminders
from bot.store.patient_rows import hold_patient, lock_patient
from bot.store.rows import Row

_REACHED = (State.SENT, State.UNCERTAIN)
_FLYING = State.SENDING.value
_BY_THE_PLAN = frozenset({"withdrawn", "step withdrawn", "session changed", "next session booked"})
"""Why a reminder was cancelled that a plan may bring back: no person decided it."""
_OPEN_AGAIN = {
    "state": State.PLANNED.value,
    "reason": "",
    "lease_until": None,
    "sent_at": None,
    "snoozed_until": None,
}


async def replace_plan(
    connection: AsyncConnection,
    session: Session,
    planned: Sequence[Planned],
    *,
    version: int,
    now: datetime,
    again: Collection[str] = (),
) -> None:
    """Let a session have these reminders: its first plan, or the one after something changed.

    What waits takes its new time, unless the patient put it off: that holds until the session itself moves. One that is
    just being sent keeps its state; should that fail, it has its new time. Steps that are in the plan no more are
    cancelled.

    What is over stays over. It comes again only where it is not too late for it and the session has another time than
    it was planned by (what was sent: if it is to be said at a time still to come), or it was cancelled for nothing but
    an earlier plan, or for one of the reasons in `again`.
    """
    await hold_patient(connection, session.chat_id, now)
    found = select(reminders).where(reminders.c.session_id == session.id)
    known: dict[str, Row] = {row["step"]: row for row in (await connection.execute(found)).mappings()}
    await _insert(connection, session, [each for each in planned if each.step not in known], version)
    waiting: list[Planned] = []
    opened: list[Planned] = []
    for each in planned:
        row = known.get(each.step)
        if row is None:
            continue
        moved = row["session_at"] != session.at
        if State(row["state"]).is_final:
            if _comes_again(row, each, moved=moved, now=now, again={*_BY_THE_PLAN, *again}):
                opened.append(each)
        elif moved and row["state"] != _FLYING:
            opened.append(each)
        else:
            waiting.append(each if moved else replace(each, due_at=_put_off(row, each.due_at)))
        if moved and row["state"] == _FLYING:
            await _set(connection, session, [each.step], snoozed_until=None)
    await _move(connection, session, waiting, {"plan_version": version})
    await _move(connection, session, opened, {**_OPEN_AGAIN, "plan_version": version})
    await _set(connection, session, [each.step for each in planned], session_at=session.at)
    gone = [step for step in known if step not in {each.step for each in planned}]
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
    """Put a reminder of this chat off, also one that was sent, or may have been, just now: with all of its message.

    False if it is over or would come too late.
    """
    same_message = select(reminders.c.sent_at).where(reminders.c.id == reminder_id, reminders.c.state == State.SENT)
    putting_off = (
        update(reminders)
        .where(
            or_(reminders.c.id == reminder_id, reminders.c.sent_at == same_message.scalar_subquery()),
            reminders.c.chat_id == chat_id,
            reminders.c.late_until >= until,
            or_(IS_OPEN, reminders.c.state.in_(_REACHED)),
        )
        .values({**_OPEN_AGAIN, "due_at": until, "snoozed_until": until})
    )
    return bool((await connection.execute(putting_off)).rowcount)


def _comes_again(row: Row, planned: Planned, *, moved: bool, now: datetime, again: Collection[str]) -> bool:
    """Tell whether a reminder that is over is to be sent after all."""
    if row["state"] in _REACHED:
        # Said already: said again only where it was said too early.
        return moved and planned.due_at > now
    if planned.late_until <= now:
        return False
    return moved or (row["state"] == State.CANCELLED and row["reason"] in again)


def _put_off(row: Row, due_at: datetime) -> datetime:
    """Return when a reminder that waits is due: as planned, or when its patient or a failure put it off to."""
    at: datetime = row["snoozed_until"] or due_at
    return max(at, row["due_at"]) if row["state"] == State.RETRYING else at


async def _set(connection: AsyncConnection, session: Session, steps: Sequence[str], **values: Any) -> None:
    mine = reminders.c.session_id == session.id, reminders.c.step.in_(steps)
    await connection.execute(update(reminders).where(*mine).values(**values))


async def _insert(connection: AsyncConnection, session: Session, new: Sequence[Planned], version: int) -> None:
    if not new:
        return
    same = {"session_id": session.id, "chat_id": session.chat_id, "session_at": session.at}
    same |= {"plan_version": version, "attempts": 0}
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
