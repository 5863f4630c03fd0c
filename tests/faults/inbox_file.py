"""Rafiq's inbox and chats, read from the file beside a running Rafiq or after its death."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any


class InboxFile:
    """The SQLite file of a Rafiq."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Return what a query finds."""
        with closing(sqlite3.connect(self._path, timeout=10)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, values)]

    def states(self, chat_id: int | None = None) -> list[str]:
        """Return the states of a chat's updates, or of all, in their order."""
        found = self.rows("SELECT state FROM inbox WHERE ?1 IS NULL OR chat_id = ?1 ORDER BY update_id", chat_id)
        return [row["state"] for row in found]

    def chats_with_work(self) -> set[int]:
        """Return the chats in which a turn may be under way."""
        if not self._path.exists() or not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'inbox'"):
            return set()
        return {row["chat_id"] for row in self.rows("SELECT DISTINCT chat_id FROM inbox WHERE state = 'open'")}

    def is_blocked(self, chat_id: int) -> bool:
        """Tell whether Rafiq knows that this chat takes nothing any more."""
        return any(row["blocked"] for row in self.rows("SELECT blocked FROM chats WHERE chat_id = ?", chat_id))

    async def receives(self, chat_id: int, count: int = 1) -> None:
        """Wait until so many updates of a chat are stored."""
        await self._until(lambda: len(self.states(chat_id)) >= count, within=10)

    async def settles(self, chat_id: int | None = None, *, count: int = 1, within: float = 10.0) -> list[str]:
        """Wait until a chat (or any) has so many updates and none is open; return their states."""
        await self._until(lambda: len(now := self.states(chat_id)) >= count and "open" not in now, within=within)
        return self.states(chat_id)

    async def _until(self, condition: Callable[[], bool], *, within: float) -> None:
        deadline = time.monotonic() + within
        while not condition():
            assert time.monotonic() < deadline, f"after {within} s the updates are {self.states()}"
            await asyncio.sleep(0.02)
