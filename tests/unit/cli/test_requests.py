"""What patients asked the clinic's people to do, on the command line."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.database import open_database
from bot.store.move_requests import ask_to_move
from tests.rafiq_process import run_rafiq

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic with one patient who wishes to come at another time."""

    async def wish() -> None:
        engine = open_database(f"sqlite:///{tmp_path}/rafiq.db")
        async with engine.begin() as connection:
            await ask_to_move(connection, 7001, 3, "الخميس\nبعد العصر", now=MONDAY)
        await engine.dispose()

    asyncio.run(wish())
    return tmp_path


def test_a_wish_to_move_a_session_is_listed_until_somebody_settles_it(clinic: Path) -> None:
    listed = run_rafiq(clinic, "requests").stdout
    assert listed == "2026-11-30 12:00 Asia/Riyadh  chat 7001  wish 1: move session 3  الخميس بعد العصر\n"
    assert run_rafiq(clinic, "requests", "--done", "1").stdout == "wish 1 is closed: the patient is told in the chat\n"
    assert run_rafiq(clinic, "requests").stdout == ""


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
