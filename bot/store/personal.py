"""Which rows are a patient's: what is handed out with /export and erased with /forget. A test compares all tables."""

from typing import Any

from sqlalchemy import Column, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.aftercare_tables import (
    alarms,
    check_ins,
    invitations,
    move_requests,
    patients,
    reminders,
    sessions,
    staff,
)
from bot.store.tables import call_requests, chats, inbox, opinions

NOBODY = 0
"""In place of the chat, in what is left of a patient who was forgotten."""

# Patients first: their row is what others wait for who change the rest.
OWNED: tuple[tuple[Table, Column[Any]], ...] = (
    (patients, patients.c.chat_id),
    (chats, chats.c.chat_id),
    (sessions, sessions.c.chat_id),
    (reminders, reminders.c.chat_id),
    (check_ins, check_ins.c.chat_id),
    (alarms, alarms.c.chat_id),
    (move_requests, move_requests.c.chat_id),
    (opinions, opinions.c.chat_id),
    (call_requests, call_requests.c.chat_id),
    (staff, staff.c.user_id),
)
"""Tables whose rows are a chat's, whole, with the column that says whose."""

MENTIONED: tuple[tuple[Table, Column[Any], int | None], ...] = (
    (sessions, sessions.c.made_by, None),
    (staff, staff.c.invited_by, None),
    (invitations, invitations.c.made_by, NOBODY),
    (invitations, invitations.c.used_by, NOBODY),
)
"""Columns that name a chat in rows that are not its own, with what stands there once it is forgotten."""

_ONE_ROW_EACH = (patients, chats, call_requests, staff)


async def forget(connection: AsyncConnection, chat_id: int) -> dict[str, int]:
    """Erase all that is stored of a chat; return how many rows of which table that were.

    Updates of the chat that came in later and are not answered yet stay: they are the start of a new talk.
    """
    erased = {}
    for table, column in OWNED:
        erased[table.name] = (await connection.execute(delete(table).where(column == chat_id))).rowcount
    for table, column, instead in MENTIONED:
        await connection.execute(update(table).where(column == chat_id).values({column: instead}))
    # Telegram may offer an update again: its number stays known, whose it was does not.
    ended = (inbox.c.chat_id == chat_id) & (inbox.c.state != "open")
    await connection.execute(update(inbox).where(ended).values(chat_id=NOBODY, body=""))
    return {table: rows for table, rows in erased.items() if rows}


async def change_chat(connection: AsyncConnection, old: int, new: int) -> None:
    """Let everything of a chat belong to its new number (Telegram gave it one). What the new one has already wins."""
    for table, column in OWNED:
        if table in _ONE_ROW_EACH:
            known = (await connection.execute(select(column).where(column == new))).first()
            if known:
                await connection.execute(delete(table).where(column == old))
                continue
        await connection.execute(update(table).where(column == old).values({column: new}))
