"""A database is opened: created, brought up to date, or refused with a sentence."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.store
from bot.broken_setup import BrokenSetup
from bot.conversation.context import Chat
from bot.conversation.decisions import KeepCallRequest
from bot.conversation.turn import Outcome
from bot.store.database import explained, open_database
from bot.store.engines import create_engine
from bot.store.migrate import migrate
from bot.store.requests import open_requests
from bot.store.tables import metadata
from tests.postgres import ESCAPED_PASSWORD, PASSWORD, USER, Postgres
from tests.stores.people import NOON, chats_on

SECRETS = (PASSWORD, ESCAPED_PASSWORD)


@asynccontextmanager
async def engine_of(url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(url)
    yield engine
    await engine.dispose()


async def test_an_empty_database_gets_the_tables(empty_url: str) -> None:
    engine = open_database(empty_url)
    assert await chats_on(engine).get(1) == Chat(chat_id=1)
    await engine.dispose()


async def test_the_migrations_end_in_the_tables_of_the_code(engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_what_is_due_is_found_in_an_index_of_what_waits_alone(engine: AsyncEngine) -> None:
    """The comparison with the code does not look at that."""

    def rows_in(connection: Connection) -> dict[str, str]:
        options = {
            each["name"]: each.get("dialect_options", {}) for each in inspect(connection).get_indexes("reminders")
        }
        which = f"{connection.dialect.name}_where"
        return {str(name): str(each[which]) for name, each in options.items() if which in each}

    async with engine.connect() as connection:
        found = await connection.run_sync(rows_in)
    assert set(found) == {"ix_reminders_open_due_at", "ix_reminders_sending_lease"}
    assert all(state in found["ix_reminders_open_due_at"] for state in ("planned", "retrying"))
    assert "sending" in found["ix_reminders_sending_lease"]


async def test_a_database_of_the_version_before_keeps_its_rows(empty_url: str) -> None:
    async with engine_of(empty_url) as engine:
        await migrate(engine, "0001")
        chat = Chat(chat_id=1, language="ar")
        await chats_on(engine).store(Outcome(chat=chat, effects=(KeepCallRequest(phone="+966"),)), 1, NOON)
        await migrate(engine)
        assert await chats_on(engine).get(1) == chat
        assert [each.phone for each in await open_requests(engine)] == ["+966"]


async def test_the_tables_can_be_taken_back_and_made_again(url: str) -> None:
    def take_back(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(bot.store.__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]

    async with engine_of(url) as engine:
        async with engine.begin() as connection:
            await connection.run_sync(take_back)
        await migrate(engine)
        assert await chats_on(engine).get(1) == Chat(chat_id=1)


async def test_those_that_start_at_the_same_moment_migrate_once(empty_url: str) -> None:
    def start(_: int) -> tuple[int, str]:
        ended = subprocess.run(
            [sys.executable, "-m", "bot.store.migrate"], input=empty_url, capture_output=True, text=True, check=False
        )
        return ended.returncode, ended.stderr

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(start, range(4))) == [(0, "")] * 4
    async with engine_of(empty_url) as engine:
        assert await chats_on(engine).get(1) == Chat(chat_id=1)


@pytest.mark.parametrize("content", [b"this is no database, only some bytes that look like nothing at all" * 20])
def test_a_file_that_is_no_database_is_named_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rafiq.db"
    path.write_bytes(content)
    with pytest.raises(BrokenSetup, match=r"RAFIQ_DATABASE: .*rafiq.db cannot be used"):
        open_database(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BrokenSetup, match="name a file in a writable folder"):
        open_database(f"sqlite:///{tmp_path}/file/rafiq.db")


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port at which somebody listens who never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("@127.0.0.1", "@no-such-host.invalid"), ""),
        ((ESCAPED_PASSWORD, "wrong-secret"), f'(password authentication failed for user "{USER}")'),
        (("/migrated", "/missing"), '(database "missing" does not exist)'),
    ],
)
def test_a_server_that_cannot_be_used_is_named_without_the_password(
    postgres: Postgres, change: tuple[str, str], reason: str
) -> None:
    url = postgres.url("migrated").replace(*change)
    with pytest.raises(BrokenSetup) as refused:
        open_database(url)
    told = str(refused.value)
    assert told.startswith("RAFIQ_DATABASE: PostgreSQL ")
    assert reason in told
    assert told.endswith("check that the server runs, the database exists, and user and password are right")
    assert not any(secret in told for secret in (*SECRETS, "wrong-secret"))


def test_a_server_that_does_not_run_is_named_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(BrokenSetup, match=f"PostgreSQL 127.0.0.1:{port}/name cannot be used .*(?i:connect|refused)"):
        open_database(f"postgresql://user:secret@127.0.0.1:{port}/name")


def test_a_server_that_says_nothing_is_not_waited_for_long(silent_port: int) -> None:
    began = time.monotonic()
    with pytest.raises(BrokenSetup, match=r"cannot be used \(no answer\)"):
        open_database(f"postgresql://user:secret@127.0.0.1:{silent_port}/name")
    assert time.monotonic() - began < 20


async def test_what_a_running_rafiq_meets_is_told_in_one_sentence(engine: AsyncEngine, url: str) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
    missing = r"\((no such table: chats|relation \"chats\" does not exist)\)"
    with pytest.raises(BrokenSetup, match=missing) as told, explained(url):
        await chats_on(engine).get(1)
    assert not any(secret in str(told.value) for secret in SECRETS)


def test_the_password_is_no_argument_of_the_program_that_migrates(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arguments are for everyone on the machine to read, and the environment goes on to every child."""
    seen: list[str] = []
    run = subprocess.run

    def watched(arguments: list[str], **options: object) -> object:
        seen.extend([*arguments, *map(str, os.environ.values()), str(options.get("env"))])
        return run(arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    engine = open_database(postgres.url("migrated"))
    assert seen
    assert not any(secret in text for text in seen for secret in SECRETS)
    assert not any(secret in repr(engine) for secret in SECRETS)
