"""From the address of a database to an engine: aiosqlite for a file, asyncpg for PostgreSQL."""

from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.tuning import tune

_POOL = 5
_SECONDS_TO_CONNECT = 10
_SECONDS_FOR_A_STATEMENT = 60


def create_engine(url: str) -> AsyncEngine:
    """Return an engine for `sqlite:///file` or `postgresql://user:password@host:port/name`; nothing is opened yet."""
    address = make_url(url)
    # Errors name statements, never the values in them: those are what patients wrote.
    options: dict[str, Any] = {"pool_size": _POOL, "hide_parameters": True}
    if is_file(url):
        engine = create_async_engine(address.set(drivername="sqlite+aiosqlite"), **options)
        tune(engine.sync_engine)
        return engine
    address, encryption = _split(address)
    return create_async_engine(
        address,
        # Asked before each use whether it is alive: a restart of PostgreSQL costs no turn.
        pool_pre_ping=True,
        connect_args={
            **encryption,
            "timeout": _SECONDS_TO_CONNECT,
            "command_timeout": _SECONDS_FOR_A_STATEMENT,
            "server_settings": {"application_name": "rafiq"},
        },
        **options,
    )


def is_file(url: str) -> bool:
    """Tell a file from a server."""
    return url.startswith("sqlite:")


def file_of(url: str) -> Path:
    """Return the file of an SQLite database."""
    return Path(make_url(url).database or "")


def name_of(url: str) -> str:
    """Return how a database is called in messages: without user and password."""
    if is_file(url):
        return str(file_of(url))
    address = make_url(url)
    port = f":{address.port}" if address.port else ""
    return f"PostgreSQL {address.host}{port}/{address.database}"


def _split(address: URL) -> tuple[URL, dict[str, str]]:
    """Return the address for asyncpg, and what `sslmode` says in its words."""
    mode = address.query.get("sslmode")
    return address.set(drivername="postgresql+asyncpg", query={}), {"ssl": str(mode)} if mode else {}
