"""Where SQLite and PostgreSQL want different words: here, and nowhere else in the stores."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

WRITES = "rafiq_writes"
"""Execution option of a connection: on SQLite its transactions take the writers' lock at once (see `tuning`)."""

Row = Mapping[str, Any]


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Give a connection in a transaction that may read first and write then; committed unless the block raises."""
    async with engine.connect() as connection:
        await connection.execution_options(**{WRITES: True})
        async with connection.begin():
            yield connection


async def upsert(
    connection: AsyncConnection, table: Table, row: Row, *, key: Sequence[str], keeps: Collection[str] = ()
) -> None:
    """Insert a row, or give the one with the same `key` its values; those of the columns in `keeps` stay."""
    changes = {name: value for name, value in row.items() if name not in {*key, *keeps}}
    statement = _insert(connection, table).values(**row)
    await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changes))


async def insert_new(connection: AsyncConnection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows; one whose key is taken already changes nothing."""
    await connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def _insert(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
