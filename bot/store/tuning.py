"""How SQLite is spoken to."""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from bot.store.dialect import WRITES

_WAIT_FOR_WRITER_MS = 10_000


def tune(engine: Engine) -> None:
    """Set up each connection of an engine as it is made, and let writers queue."""

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_WAIT_FOR_WRITER_MS}")
        # WAL lets readers and the writer go on side by side. FULL: an update that Telegram was told is stored stays
        # stored even when the power fails.
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _queue(connection: Connection) -> None:
        # Who reads first and then wants to write is refused at once if somebody else has written in between.
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
