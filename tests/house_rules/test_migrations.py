"""The migrations end in exactly the tables that the code knows."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import bot.store
from bot.store.database import open_database
from bot.store.tables import metadata


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database that was opened once."""
    open_and_close(tmp_path / "rafiq.db")
    return tmp_path / "rafiq.db"


def open_and_close(file: Path) -> None:
    asyncio.run(open_database(f"sqlite:///{file}").dispose())


def test_a_migrated_database_has_the_tables_of_the_code(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_migrations_are_one_line_without_branches() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(bot.store.__file__).parent / "migrations"))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_opening_a_database_that_is_up_to_date_changes_nothing(file: Path) -> None:
    before = file.read_bytes()
    open_and_close(file)
    assert file.read_bytes() == before
