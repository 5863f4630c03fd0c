"""Brings a database up to date: `python -m bot.store.migrate`, its address on standard input (it may hold a password).

Says on standard error why it cannot. A program of its own: Alembic takes ten megabytes that serving patients never
needs again.
"""

import asyncio
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.dialect import writing
from bot.store.engines import create_engine
from bot.store.failures import failures_of, reason_of

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_234_511
"""Of all Rafiqs on one PostgreSQL database that start at the same moment, one migrates and the others wait."""


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Create or change the tables as the code needs them, in one transaction."""
    async with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        await connection.run_sync(_upgrade, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def _migrate(url: str) -> None:
    engine = create_engine(url)
    try:
        await migrate(engine)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    url = sys.stdin.read().strip()
    known: tuple[type[Exception], ...] = (*failures_of(url), CommandError)
    try:
        asyncio.run(_migrate(url))
    except known as error:
        sys.exit(reason_of(error))
