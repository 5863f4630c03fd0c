"""Rasa is slow, broken or not there: patients hear of it within seconds, and nobody waits for it in vain."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from time import monotonic

import pytest

import bot.rasa_client
from bot.conversation.context import Context
from bot.conversation.understanding import Unavailable
from bot.rasa_client import Breaker, RasaClient

UNDERSTOOD = (
    b'{"act": "answer", "intent": {}, "ranking": [{"name": "pain", "confidence": 0.9}], "entities": [],'
    b' "language": {"name": "ar", "certainty": 0.9}}'
)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class BadRasa:
    """A real HTTP server that counts who asks, and answers as a test wants."""

    def __init__(self) -> None:
        self.url = ""
        self.asked = 0
        self.was_asked = asyncio.Event()
        self.status = "200 OK"
        self.body = UNDERSTOOD
        self.hangs = False
        self.pause_between_bytes = 0.0
        self.answering: set[asyncio.Task[None]] = set()

    def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Begin to answer who has connected."""
        self.answering.add(asyncio.create_task(self._answer(reader, writer)))

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            self.asked += 1
            self.was_asked.set()
            if self.hangs:
                await reader.read()
            await self._write(writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def _write(self, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {self.status}\r\nContent-Length: {len(self.body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        for place in range(len(self.body)):
            writer.write(self.body[place : place + 1])
            if self.pause_between_bytes:
                await writer.drain()
                await asyncio.sleep(self.pause_between_bytes)
        await writer.drain()


@pytest.fixture
async def bad_rasa() -> AsyncIterator[BadRasa]:
    rasa = BadRasa()
    server = await asyncio.start_server(rasa.meet, "127.0.0.1", 0)
    rasa.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield rasa
    await asyncio.gather(*rasa.answering)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def client(bad_rasa: BadRasa, clock: Clock) -> AsyncIterator[RasaClient]:
    client = RasaClient(Breaker(clock))
    await client.connect(bad_rasa.url, "secret")
    yield client
    await client.disconnect()


async def ask(client: RasaClient) -> str:
    """Return what the patient is told, in a word."""
    try:
        return (await client.understand("text", Context())).best.topic
    except Unavailable:
        return "unavailable"


@pytest.fixture
def short_deadline(monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setattr(bot.rasa_client, "_DEADLINE", 0.2)
    return 0.2


async def test_a_rasa_that_answers_is_asked_each_time(client: RasaClient, bad_rasa: BadRasa) -> None:
    assert [await ask(client) for _ in range(5)] == ["pain"] * 5
    assert bad_rasa.asked == 5


async def test_after_three_failures_in_a_row_nobody_asks_for_five_seconds(
    client: RasaClient, bad_rasa: BadRasa, clock: Clock
) -> None:
    bad_rasa.status = "500 Internal Server Error"
    assert [await ask(client) for _ in range(6)] == ["unavailable"] * 6
    assert bad_rasa.asked == 3
    clock.now += 4.9
    await ask(client)
    assert bad_rasa.asked == 3
    clock.now += 0.2
    await ask(client)
    assert bad_rasa.asked == 4


async def test_one_more_failure_after_the_pause_is_enough_for_the_next_pause(
    client: RasaClient, bad_rasa: BadRasa, clock: Clock
) -> None:
    bad_rasa.status = "500 Internal Server Error"
    for _ in range(3):
        await ask(client)
    clock.now += 5.1
    await ask(client)
    await ask(client)
    assert bad_rasa.asked == 4


async def test_a_rasa_that_is_well_again_is_asked_again_at_once(
    client: RasaClient, bad_rasa: BadRasa, clock: Clock
) -> None:
    bad_rasa.status = "500 Internal Server Error"
    for _ in range(3):
        await ask(client)
    bad_rasa.status = "200 OK"
    clock.now += 5.1
    assert [await ask(client) for _ in range(3)] == ["pain"] * 3


async def test_failures_that_are_not_in_a_row_stop_nobody(client: RasaClient, bad_rasa: BadRasa) -> None:
    for _ in range(3):
        bad_rasa.status = "500 Internal Server Error"
        assert [await ask(client), await ask(client)] == ["unavailable"] * 2
        bad_rasa.status = "200 OK"
        assert await ask(client) == "pain"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Bad Gateway</html>",
        b"[]",
        b"null",
        b"{}",
        b'{"act": "answer"}',
        UNDERSTOOD.replace(b'"name": "pain", ', b""),
        b"\xff\xfe",
    ],
)
async def test_an_answer_that_cannot_be_read_is_no_answer(client: RasaClient, bad_rasa: BadRasa, body: bytes) -> None:
    bad_rasa.body = body
    assert await ask(client) == "unavailable"


async def test_a_rasa_that_hangs_costs_a_patient_the_deadline_and_no_more(
    client: RasaClient, bad_rasa: BadRasa, short_deadline: float
) -> None:
    bad_rasa.hangs = True
    assert await seconds_until(lambda: ask(client)) == pytest.approx(short_deadline, abs=0.15)


async def test_a_rasa_that_sends_a_byte_now_and_then_costs_no_more_than_one_that_hangs(
    client: RasaClient, bad_rasa: BadRasa, short_deadline: float
) -> None:
    bad_rasa.pause_between_bytes = short_deadline / 2
    assert await seconds_until(lambda: ask(client)) == pytest.approx(short_deadline, abs=0.15)


async def test_a_rasa_that_is_not_there_is_unavailable(clock: Clock) -> None:
    client = RasaClient(Breaker(clock))
    assert await ask(client) == "unavailable"
    await client.connect("http://127.0.0.1:1", "secret")
    assert await ask(client) == "unavailable"
    assert await client.fingerprint() is None
    await client.disconnect()


async def test_who_waits_for_a_rasa_that_is_given_up_hears_that_it_is_unavailable(
    client: RasaClient, bad_rasa: BadRasa
) -> None:
    bad_rasa.hangs = True
    waiting = asyncio.create_task(ask(client))
    await asyncio.wait_for(bad_rasa.was_asked.wait(), 5)
    await client.disconnect()
    async with asyncio.timeout(1):
        assert await waiting == "unavailable"


async def test_a_rasa_that_has_become_ready_is_asked_at_once(client: RasaClient, bad_rasa: BadRasa) -> None:
    bad_rasa.status = "503 Service Unavailable"
    assert [await ask(client) for _ in range(4)] == ["unavailable"] * 4
    bad_rasa.status, bad_rasa.body = "200 OK", b'{"fingerprint": "rafiq-1"}'
    assert await client.fingerprint() == "rafiq-1"
    bad_rasa.body = UNDERSTOOD
    assert await ask(client) == "pain"


async def test_a_new_rasa_starts_with_a_clean_slate(client: RasaClient, bad_rasa: BadRasa) -> None:
    bad_rasa.status = "500 Internal Server Error"
    for _ in range(3):
        await ask(client)
    bad_rasa.status = "200 OK"
    await client.connect(bad_rasa.url, "another secret")
    assert await ask(client) == "pain"


async def seconds_until(work: Callable[[], Awaitable[str]]) -> float:
    """Return how long it took to hear that Rasa is unavailable."""
    begun = monotonic()
    assert await work() == "unavailable"
    return monotonic() - begun
