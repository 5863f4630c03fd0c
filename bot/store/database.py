"""The database: opened, brought up to date, closed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.broken_setup import BrokenSetup
from bot.store.engines import create_engine, file_of, is_file, name_of
from bot.store.failures import failures_of, reason_of


def open_database(url: str) -> AsyncEngine:
    """Bring the tables of a database up to date and return an engine for it; a missing file is created.

    Raises:
        BrokenSetup: The file cannot be written, the server cannot be reached, or it is no database of Rafiq's.
    """
    with explained(url):
        if is_file(url):
            file_of(url).parent.mkdir(parents=True, exist_ok=True)
    # On standard input: arguments are for everyone on the machine to read, and the address may hold a password.
    migrated = subprocess.run(
        [sys.executable, "-m", "bot.store.migrate"], input=url, capture_output=True, text=True, check=False
    )
    if migrated.returncode:
        raise _unusable(url, migrated.stderr.strip().rpartition("\n")[2])
    return create_engine(url)


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Let a database that fails end the program with a sentence.

    Raises:
        BrokenSetup: In the block the database could not be read or written, or was none of Rafiq's.
    """
    try:
        yield
    except failures_of(url) as error:
        raise _unusable(url, reason_of(error)) from None


def _unusable(url: str, reason: str) -> BrokenSetup:
    remedy = (
        "name a file in a writable folder"
        if is_file(url)
        else "check that the server runs, the database exists, and user and password are right"
    )
    return BrokenSetup(f"RAFIQ_DATABASE: {name_of(url)} cannot be used ({reason}); {remedy}")
