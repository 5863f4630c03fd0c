"""Brings a database up to date: `python -m bot.store.migrate sqlite:///path`. Says on standard error why it cannot.

A program of its own: Alembic takes ten megabytes that serving patients never needs again.
"""

import sqlite3
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from bot.store.tuning import tune

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Create or change the tables as the code needs them, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    engine = create_engine(url)
    tune(engine)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


if __name__ == "__main__":
    try:
        migrate(sys.argv[1])
    except (OSError, DBAPIError, sqlite3.Error, CommandError) as error:
        sys.exit(str(getattr(error, "orig", None) or error))
