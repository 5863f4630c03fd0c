"""Everything that is stored of a chat, for the patient to read."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.personal import OWNED
from bot.store.tables import inbox


async def export(engine: AsyncEngine, chat_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of a chat by table, as JSON can hold them; tables without any are left out."""
    found = {}
    async with engine.connect() as connection:
        for table, column in (*OWNED, (inbox, inbox.c.chat_id)):
            everything = select(table).where(column == chat_id).order_by(*table.primary_key)
            rows = (await connection.execute(everything)).mappings().all()
            if rows:
                found[table.name] = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
