"""What goes wrong with a database, and how it is put in a few words."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from bot.store.engines import is_file


def failures_of(url: str) -> tuple[type[Exception], ...]:
    """Return the errors by which a database shows that it cannot be used as the settings name it."""
    if is_file(url):
        return OSError, DBAPIError, sqlite3.Error
    import asyncpg  # type: ignore[import-untyped]  # noqa: PLC0415 (a clinic with a file never loads it)

    return OSError, DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError


def reason_of(error: BaseException) -> str:
    """Return in one line what a database said. Values, which may be a patient's, stand in later lines."""
    original = getattr(error, "orig", None) or error
    # SQLAlchemy puts asyncpg's class before its sentence; the error below has the sentence alone.
    told = original.__cause__ if original.__cause__ and type(original) is not type(error) else original
    if isinstance(told, TimeoutError) and not str(told):
        return "no answer"
    text = getattr(told, "strerror", None) or str(told) or type(told).__name__
    return str(text).splitlines()[0]
