"""What tests of trouble share: a Rafiq of their own, which asks the Rasa of the shared one and so starts in seconds."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.content.load import load
from bot.settings import ROOT
from bot.store.engines import create_engine
from bot.store.migrate import migrate
from tests.faults.inbox_file import InboxFile
from tests.journeys.words import Words
from tests.rafiq_process import OPEN, RafiqProcess, settings_for
from tests.simulator_client import Patient, Simulation, running_simulator


@pytest.fixture(scope="session")
def words() -> Words:
    """Give what the clinic's content says."""
    return Words(load(ROOT / "content"))


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """Give an SQLite database with all tables and no rows."""
    engine = create_engine(f"sqlite:///{tmp_path}/rafiq.db")
    await migrate(engine)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="session")
def shared_rasa(rafiq: RafiqProcess) -> dict[str, str]:
    """Give the settings with which another Rafiq asks the Rasa of the shared one."""
    note = json.loads((rafiq.folder / "models" / "running.json").read_text())
    return {"RASA_URL": note["url"], "RAFIQ_RASA_SECRET": note["secret"]}


@pytest.fixture
def own_telegram_url() -> Iterator[str]:
    """Give the address of a simulator that no other test uses."""
    with running_simulator() as url:
        yield url


@pytest.fixture
def settings(own_telegram_url: str, shared_rasa: dict[str, str]) -> dict[str, str]:
    """Give the settings of a Rafiq that no other test uses."""
    return settings_for(own_telegram_url, **shared_rasa)


@pytest.fixture
async def own_telegram(own_telegram_url: str) -> AsyncIterator[Simulation]:
    """Give the simulated Telegram that no other test uses."""
    async with Simulation(own_telegram_url) as simulation:
        yield simulation


@pytest.fixture(scope="module")
def troubled_url() -> Iterator[str]:
    """Give the address of the simulator that makes trouble for the Rafiq of one module."""
    with running_simulator() as url:
        yield url


@pytest.fixture(scope="module")
def troubled_rafiq(
    troubled_url: str, shared_rasa: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RafiqProcess]:
    """Give a Rafiq that the tests of one module share, so that their trouble is nobody else's."""
    with RafiqProcess(tmp_path_factory.mktemp("troubled"), settings_for(troubled_url, **shared_rasa)) as process:
        process.waits_until(OPEN)
        yield process
        assert process.terminate() == 0


@pytest.fixture
async def troubled(troubled_rafiq: RafiqProcess, troubled_url: str) -> AsyncIterator[Simulation]:
    """Give the simulated Telegram with the module's Rafiq behind it, and no trouble left from another test."""
    async with Simulation(troubled_url) as simulation:
        await simulation.no_more_trouble()
        yield simulation
        await simulation.no_more_trouble()


@pytest.fixture
def troubled_inbox(troubled_rafiq: RafiqProcess) -> InboxFile:
    """Give the inbox of the module's Rafiq."""
    return InboxFile(troubled_rafiq.folder / "rafiq.db")


@pytest.fixture
async def sara(troubled: Simulation) -> Patient:
    """A patient of the module's Rafiq, whose Telegram speaks Arabic."""
    return await troubled.patient(first_name="سارة", language_code="ar")


@pytest.fixture
async def reza(troubled: Simulation) -> Patient:
    """A patient of the module's Rafiq, whose Telegram speaks Persian."""
    return await troubled.patient(first_name="رضا", language_code="fa")


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """Give the folder of a Rafiq that no other test uses."""
    return tmp_path
