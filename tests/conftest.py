"""What all tests of the real thing share: the trained model, one simulator, and one Rafiq with its Rasa on it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.rafiq_process import ADMINS, MODELS, UNDERSTANDS, RafiqProcess, run_rafiq, settings_for
from tests.simulator_client import Simulation, running_simulator


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have the model trained, where it is kept from one run to the next."""
    ended = run_rafiq(tmp_path_factory.mktemp("training"), "train", settings={"RAFIQ_MODELS": str(MODELS)})
    assert ended.returncode == 0, ended.stderr


@pytest.fixture(scope="session")
def telegram_url() -> Iterator[str]:
    """Give the address of the simulator that the shared Rafiq serves."""
    with running_simulator() as url:
        yield url


@pytest.fixture(scope="session")
def rafiq(trained: None, telegram_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RafiqProcess]:
    """Give the Rafiq that all journeys share; each of them brings patients of its own."""
    settings = settings_for(telegram_url, RAFIQ_STAFF=",".join(map(str, ADMINS)))
    with RafiqProcess(tmp_path_factory.mktemp("rafiq"), settings) as process:
        process.waits_until(UNDERSTANDS)
        yield process
        assert process.terminate() == 0


@pytest.fixture
async def telegram(rafiq: RafiqProcess, telegram_url: str) -> AsyncIterator[Simulation]:
    """Give the simulated Telegram with the shared Rafiq behind it."""
    async with Simulation(telegram_url) as simulation:
        yield simulation
