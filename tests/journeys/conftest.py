"""Patients of the shared Rafiq, what the clinic's content says, and what is stored of them."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.content.load import load
from bot.content.scope import Language
from bot.settings import ROOT
from tests.journeys.words import Words
from tests.rafiq_process import RafiqProcess
from tests.simulator_client import Patient, Simulation

Found = TypeVar("Found")


class Stored:
    """What Rafiq's database holds, read beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, table: str, **wanted: object) -> list[dict[str, Any]]:
        """Return the rows of a table in which these columns have these values."""
        condition = " AND ".join(f"{column} = :{column}" for column in wanted) or "1"
        with closing(sqlite3.connect(self._path, timeout=10)) as connection:
            connection.row_factory = sqlite3.Row
            found = connection.execute(f"SELECT * FROM {table} WHERE {condition}", wanted)  # noqa: S608 (our own words)
            return [dict(row) for row in found]

    async def row(self, table: str, **wanted: object) -> dict[str, Any]:
        """Return the one row with these values, when it is there: what a turn ends in is stored after its answer."""
        (found,) = await self.until(lambda: self.rows(table, **wanted))
        return found

    async def until(self, condition: Callable[[], Found], *, within: float = 5.0) -> Found:
        """Wait until something holds, and return it."""
        deadline = time.monotonic() + within
        while not (found := condition()):
            assert time.monotonic() < deadline, "what was waited for is not stored"
            await asyncio.sleep(0.02)
        return found

    async def settled(self, patient: Patient) -> None:
        """Wait until everything that the patient sent is done."""
        await self.until(lambda: not self.rows("inbox", chat_id=patient.id, state="open"))

    def of(self, patient: Patient) -> dict[str, list[dict[str, Any]]]:
        """Return all rows that name a patient's chat, by table; tables without any are left out."""
        tables = (
            *("chats", "inbox", "opinions", "call_requests", "patients", "sessions", "reminders"),
            *("check_ins", "alarms", "move_requests"),
        )
        return {table: rows for table in tables if (rows := self.rows(table, chat_id=patient.id))}

    def text(self) -> str:
        """Return everything that is stored, as one text."""
        with closing(sqlite3.connect(self._path, timeout=10)) as connection:
            return "\n".join(connection.iterdump())


@pytest.fixture(scope="session")
def words() -> Words:
    return Words(load(ROOT / "content"))


@pytest.fixture
def stored(rafiq: RafiqProcess) -> Stored:
    return Stored(rafiq.folder / "rafiq.db")


@pytest.fixture
async def sara(telegram: Simulation) -> Patient:
    """A patient whose Telegram speaks Arabic."""
    return await telegram.patient(first_name="سارة", language_code="ar")


@pytest.fixture
async def reza(telegram: Simulation) -> Patient:
    """A patient whose Telegram speaks Persian."""
    return await telegram.patient(first_name="رضا", language_code="fa")


@pytest.fixture
async def patient(telegram: Simulation, language: Language) -> Patient:
    """A patient whose Telegram speaks the language of the test."""
    return await telegram.patient(first_name="ندى", language_code=language)
