"""What patients asked the clinic's people to do, on the command line."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import open_database
from bot.store.move_requests import ask_to_move
from bot.store.sessions import NewSession, cancel, move, register
from tests.rafiq_process import run_rafiq

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


AHEAD = datetime(2199, 1, 3, 14, tzinfo=UTC)


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic with one patient who wishes to come at another time, in the far future."""

    async def wish() -> None:
        engine = open_database(f"sqlite:///{tmp_path}/rafiq.db")
        async with engine.begin() as connection:
            session = await register(
                connection, NewSession(programme="prp", at=AHEAD, booked=True), chat_id=7001, now=MONDAY
            )
            await ask_to_move(connection, 7001, session.id, "الخميس\nبعد العصر", now=MONDAY)
        await engine.dispose()

    asyncio.run(wish())
    return tmp_path


def in_the_store(clinic: Path, change: Callable[[AsyncConnection], Awaitable[object]]) -> None:
    async def run() -> None:
        engine = open_database(f"sqlite:///{clinic}/rafiq.db")
        async with engine.begin() as connection:
            await change(connection)
        await engine.dispose()

    asyncio.run(run())


def test_a_wish_to_move_a_session_is_listed_until_somebody_settles_it(clinic: Path) -> None:
    listed = run_rafiq(clinic, "requests").stdout
    assert listed == "2026-11-30 12:00 Asia/Riyadh  chat 7001  wish 1: move session 1  الخميس بعد العصر\n"
    closed = run_rafiq(clinic, "requests", "--declined", "1").stdout
    assert closed == "wish 1 is closed: the patient is told in the chat\n"
    assert run_rafiq(clinic, "requests").stdout == ""


def test_a_session_is_moved_before_its_patient_is_told_that_it_is(clinic: Path) -> None:
    ended = run_rafiq(clinic, "requests", "--done", "1")
    assert ended.returncode == 1
    assert ended.stderr.startswith("rafiq: session 1 still has its old time: give it the new one first")
    in_the_store(clinic, lambda connection: move(connection, 1, at=AHEAD + timedelta(days=1)))
    closed = run_rafiq(clinic, "requests", "--done", "1").stdout
    assert closed == "wish 1 is closed: the patient is told in the chat\n"


def test_of_a_session_that_is_cancelled_the_console_says_that_nobody_is_told(clinic: Path) -> None:
    in_the_store(clinic, lambda connection: cancel(connection, 1, now=MONDAY))
    closed = run_rafiq(clinic, "requests", "--done", "1").stdout
    assert closed == "wish 1 is closed: the patient is not told, for the session is over or cancelled\n"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--done", "9"), "there is no open wish 9: rafiq requests lists those that are"),
        (("--done", "1", "--declined", "1"), "say one of --done ID and --declined ID"),
    ],
)
def test_what_cannot_be_settled_is_said(clinic: Path, options: tuple[str, ...], sentence: str) -> None:
    ended = run_rafiq(clinic, "requests", *options)
    assert (ended.returncode, ended.stderr) == (1, f"rafiq: {sentence}\n")
