"""How SQLite is spoken to."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

_WAIT_FOR_WRITER_MS = 10_000


def tune(engine: Engine) -> None:
    """Set up each connection of an engine as it is made."""

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        # WAL lets readers and the writer go on side by side. FULL: an update that Telegram was told is stored stays
        # stored even when the power fails.
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA busy_timeout={_WAIT_FOR_WRITER_MS}")
        cursor.close()
