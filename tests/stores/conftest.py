"""Both databases: every test of this folder that asks for one runs on each."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engines import create_engine
from bot.store.migrate import migrate
from tests.postgres import Postgres, running_postgres

KINDS = ("sqlite", "postgresql")
_numbers = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give the PostgreSQL that all tests share; each has a database of its own on it."""
    with running_postgres() as server:
        server.create_database("migrated")
        migrate_now(server.url("migrated"))
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite database with all tables and no rows, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "rafiq.db"
    migrate_now(f"sqlite:///{file}")
    return file


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database without any tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/rafiq.db"
        return
    yield from _of_its_own(request.getfixturevalue("postgres"), "template0")


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database with all tables and no rows."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "rafiq.db")
        yield f"sqlite:///{tmp_path}/rafiq.db"
        return
    yield from _of_its_own(request.getfixturevalue("postgres"), "migrated")


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    """Give an engine for that database."""
    engine = create_engine(url)
    yield engine
    await engine.dispose()


def migrate_now(url: str, revision: str = "head") -> None:
    """Bring a database up to a revision."""

    async def run() -> None:
        engine = create_engine(url)
        await migrate(engine, revision)
        await engine.dispose()

    asyncio.run(run())


def _of_its_own(server: Postgres, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    yield server.create_database(name, template=template)
    server.drop_database(name)
