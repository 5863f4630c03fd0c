"""Everything that is stored of a chat, for the patient to read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.personal import OWNED
from bot.store.tables import inbox

_WITHHELD = frozenset({"token_hash", "taken_with", "made_by", "invited_by"})
"""Secrets of links, and who of the clinic made or invited what: not the patient's own."""


async def export(engine: AsyncEngine, chat_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of a chat by table, as JSON can hold them; tables without any are left out.

    Hashes of links and columns that name others are no part of it.
    """
    found = {}
    async with engine.connect() as connection:
        for table, column in (*OWNED, (inbox, inbox.c.chat_id)):
            everything = select(table).where(column == chat_id).order_by(*table.primary_key)
            rows = (await connection.execute(everything)).mappings().all()
            if rows:
                found[table.name] = [_handed_out(row) for row in rows]
    return found


def _handed_out(row: Mapping[Any, Any]) -> dict[str, Any]:
    shown = {name: _plain(value) for name, value in row.items() if name not in _WITHHELD}
    if "form" in shown:
        shown["form"] = {name: value for name, value in shown["form"].items() if name not in _WITHHELD}
    return shown


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
