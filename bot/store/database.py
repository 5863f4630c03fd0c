"""The database: opened, brought up to date, closed."""

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.broken_setup import BrokenSetup

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_FOR_WRITER_MS = 10_000


def open_database(url: str) -> AsyncEngine:
    """Create the database if it is missing, bring its tables up to date, and return an engine for it.

    Raises:
        BrokenSetup: The file cannot be written, or is no database of Rafiq's.
    """
    path = Path(make_url(url).database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _migrate(url)
    except (OSError, OperationalError, DatabaseError, sqlite3.Error) as error:
        reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
        raise BrokenSetup(
            f"RAFIQ_DATABASE: {path} cannot be used ({reason}); name a file in a writable folder"
        ) from None
    engine = create_async_engine(make_url(url).set(drivername="sqlite+aiosqlite"), pool_size=5)
    _tune(engine.sync_engine)
    return engine


def _migrate(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    engine = create_engine(url)
    _tune(engine)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def _tune(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        # WAL lets readers and the writer go on side by side. FULL: an update that Telegram was told is stored stays
        # stored even when the power fails.
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA busy_timeout={_WAIT_FOR_WRITER_MS}")
        cursor.close()
