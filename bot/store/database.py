"""The database: opened, brought up to date, closed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.broken_setup import BrokenSetup

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_FOR_WRITER_MS = 10_000


def open_database(url: str) -> AsyncEngine:
    """Create the database if it is missing, bring its tables up to date, and return an engine for it.

    Raises:
        BrokenSetup: The file cannot be written, or is no database of Rafiq's.
    """
    with explained(url):
        _path(url).parent.mkdir(parents=True, exist_ok=True)
        _migrate(url)
    # Errors name statements, never the values in them: those are what patients wrote.
    engine = create_async_engine(make_url(url).set(drivername="sqlite+aiosqlite"), pool_size=5, hide_parameters=True)
    _tune(engine.sync_engine)
    return engine


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Let a database that fails end the program with a sentence.

    Raises:
        BrokenSetup: In the block the file could not be read or written, or was no database of Rafiq's.
    """
    try:
        yield
    except (OSError, DBAPIError, sqlite3.Error, CommandError) as error:
        reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
        raise BrokenSetup(
            f"RAFIQ_DATABASE: {_path(url)} cannot be used ({reason}); name a file in a writable folder"
        ) from None


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")


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
