"""The database: opened, brought up to date, closed."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.broken_setup import BrokenSetup
from bot.store.tuning import tune


def open_database(url: str) -> AsyncEngine:
    """Create the database if it is missing, bring its tables up to date, and return an engine for it.

    Raises:
        BrokenSetup: The file cannot be written, or is no database of Rafiq's.
    """
    with explained(url):
        _path(url).parent.mkdir(parents=True, exist_ok=True)
    migrated = subprocess.run(
        [sys.executable, "-m", "bot.store.migrate", url], capture_output=True, text=True, check=False
    )
    if migrated.returncode:
        raise _unusable(url, migrated.stderr.strip().rpartition("\n")[2])
    # Errors name statements, never the values in them: those are what patients wrote.
    engine = create_async_engine(make_url(url).set(drivername="sqlite+aiosqlite"), pool_size=5, hide_parameters=True)
    tune(engine.sync_engine)
    return engine


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Let a database that fails end the program with a sentence.

    Raises:
        BrokenSetup: In the block the file could not be read or written, or was no database of Rafiq's.
    """
    try:
        yield
    except (OSError, DBAPIError, sqlite3.Error) as error:
        reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
        raise _unusable(url, str(reason)) from None


def _unusable(url: str, reason: str) -> BrokenSetup:
    return BrokenSetup(f"RAFIQ_DATABASE: {_path(url)} cannot be used ({reason}); name a file in a writable folder")


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")
