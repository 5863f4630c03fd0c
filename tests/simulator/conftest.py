"""One simulator for all of these tests, emptied before each, and the real Bot API client on it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.simulator_client import PLAIN_HTTP, TOKEN, Patient, Simulation, running_simulator


def build_bot(simulation: Simulation, token: str = TOKEN, *, read_timeout: float = 5.0) -> Bot:
    request = HTTPXRequest(read_timeout=read_timeout, connection_pool_size=16, httpx_kwargs=PLAIN_HTTP)
    polling = HTTPXRequest(read_timeout=read_timeout, httpx_kwargs=PLAIN_HTTP)
    return Bot(
        token,
        base_url=simulation.bot_api,
        base_file_url=simulation.file_api,
        request=request,
        get_updates_request=polling,
    )


@pytest.fixture(autouse=True)
def _time_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it the client warns about every RetryAfter, and warnings are errors.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(scope="session")
def simulator_url() -> Iterator[str]:
    with running_simulator() as url:
        yield url


@pytest.fixture
async def simulation(simulator_url: str) -> AsyncIterator[Simulation]:
    async with Simulation(simulator_url) as simulation:
        await simulation.clear()
        yield simulation


@pytest.fixture
async def bot(simulation: Simulation) -> AsyncIterator[Bot]:
    async with build_bot(simulation) as bot:
        yield bot


@pytest.fixture
async def sara(simulation: Simulation) -> Patient:
    return await simulation.patient(first_name="Sara", language_code="ar")
