"""The webhook: who may knock, what is taken, and that it is stored before Telegram hears so."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from tests.faults.inbox_file import InboxFile
from tests.journeys.words import Words
from tests.rafiq_process import OPEN, RafiqProcess, settings_for
from tests.simulator_client import PLAIN_HTTP, Patient, Simulation, running_simulator

SECRET = "what-telegram-and-rafiq-alone-know"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATH = "/telegram/updates"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def webhook_settings(telegram_url: str, port: int, rasa: Mapping[str, str]) -> dict[str, str]:
    where = {"WEBHOOK_URL": f"http://127.0.0.1:{port}{PATH}", "WEBHOOK_SECRET": SECRET, "RAFIQ_PORT": str(port)}
    return settings_for(telegram_url, **where | dict(rasa))


@pytest.fixture(scope="module")
def telegram_that_posts() -> Iterator[str]:
    with running_simulator() as url:
        yield url


@pytest.fixture(scope="module")
def address() -> str:
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def webhook_rafiq(
    telegram_that_posts: str, address: str, shared_rasa: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RafiqProcess]:
    settings = webhook_settings(telegram_that_posts, int(address.rpartition(":")[2]), shared_rasa)
    with RafiqProcess(tmp_path_factory.mktemp("webhook"), settings) as process:
        process.waits_until(OPEN)
        yield process
        assert process.terminate() == 0


@pytest.fixture
async def telegram_posting(webhook_rafiq: RafiqProcess, telegram_that_posts: str) -> AsyncIterator[Simulation]:
    async with Simulation(telegram_that_posts) as simulation:
        yield simulation


@pytest.fixture
async def noor(telegram_posting: Simulation) -> Patient:
    return await telegram_posting.patient(first_name="نور", language_code="ar")


@pytest.fixture
async def stranger(webhook_rafiq: RafiqProcess, address: str) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody on the internet who has found the address."""
    async with httpx.AsyncClient(base_url=address, timeout=20, **PLAIN_HTTP) as client:
        yield client


@pytest.fixture
def inbox(webhook_rafiq: RafiqProcess) -> InboxFile:
    return InboxFile(webhook_rafiq.folder / "rafiq.db")


def menu_wanted(number: int, patient: Patient) -> dict[str, object]:
    """Return the update of a patient who sends /menu."""
    person = {"id": patient.id, "is_bot": False, "first_name": "نور", "language_code": "ar"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(time.time()),
            "from": person,
            "chat": {"id": patient.id, "type": "private", "first_name": "نور"},
            "text": "/menu",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        },
    }


async def test_telegram_posts_updates_and_patients_are_answered(
    telegram_posting: Simulation, noor: Patient, words: Words
) -> None:
    await noor.says("/help")
    await noor.sees(words.phrase("help", "ar"))
    assert await telegram_posting.calls("getUpdates") == []
    (webhook,) = [call["payload"] for call in await telegram_posting.calls("setWebhook")]
    assert webhook["secret_token"] == SECRET
    assert not webhook.get("drop_pending_updates")


@pytest.mark.parametrize(
    "headers",
    [{}, {HEADER: ""}, {HEADER: "guess"}, {HEADER: SECRET[:-1]}, {HEADER: SECRET + "x"}, {HEADER: "\xff\xfe"}],
    ids=["none", "empty", "wrong", "too short", "too long", "not ASCII"],
)
async def test_who_does_not_know_the_secret_is_turned_away(
    stranger: httpx.AsyncClient, inbox: InboxFile, noor: Patient, headers: dict[str, str]
) -> None:
    raw = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    answer = await stranger.post(PATH, json=menu_wanted(900_001, noor), headers=raw)
    assert answer.status_code == 403
    assert inbox.states(noor.id) == []


async def test_who_knows_the_secret_is_heard_and_an_update_that_comes_twice_is_answered_once(
    stranger: httpx.AsyncClient, inbox: InboxFile, noor: Patient, words: Words
) -> None:
    for _ in range(2):
        answer = await stranger.post(PATH, json=menu_wanted(900_100, noor), headers={HEADER: SECRET})
        assert (answer.status_code, answer.content) == (200, b"")
    await noor.sees(words.phrase("menu_title", "ar"))
    assert await inbox.settles(noor.id) == ["done"]
    await noor.sees_nothing()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": 1180591620717411303424}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
async def test_a_body_that_is_no_update_is_refused(stranger: httpx.AsyncClient, body: bytes) -> None:
    answer = await stranger.post(PATH, content=body, headers={HEADER: SECRET})
    assert answer.status_code == 400


async def test_an_update_of_a_chat_that_cannot_be_is_set_aside_and_stops_nobody(
    stranger: httpx.AsyncClient, webhook_rafiq: RafiqProcess
) -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 2**70, "type": "private"}, "text": "سلام"}
    answer = await stranger.post(PATH, json={"update_id": 999_999_001, "message": message}, headers={HEADER: SECRET})
    assert answer.status_code == 200
    assert webhook_rafiq.is_running


async def test_a_huge_body_is_refused_whether_it_names_its_length_or_not(
    stranger: httpx.AsyncClient, webhook_rafiq: RafiqProcess
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b" " * 65_536

    for body in (b" " * 3_000_000, pieces()):
        try:
            answer = await stranger.post(PATH, content=body, headers={HEADER: SECRET})
        except httpx.NetworkError:
            # Hung up on, before the answer was read.
            continue
        assert 400 <= answer.status_code < 500
    assert webhook_rafiq.is_running


async def test_there_is_nothing_else_at_that_address(stranger: httpx.AsyncClient) -> None:
    assert (await stranger.get(PATH, headers={HEADER: SECRET})).status_code == 405
    for path in ("/", "/sim/calls", "/telegram", "/docs"):
        assert (await stranger.get(path)).status_code == 404


async def test_an_update_whose_rafiq_dies_right_after_taking_it_is_answered_after_the_next_start(
    own_telegram: Simulation, own_telegram_url: str, shared_rasa: dict[str, str], tmp_path: Path, words: Words
) -> None:
    patient = await own_telegram.patient(language_code="ar")
    port = free_port()
    settings = webhook_settings(own_telegram_url, port, shared_rasa)
    with RafiqProcess(tmp_path, settings) as rafiq:
        await asyncio.to_thread(rafiq.waits_until, OPEN)
        await own_telegram.trouble("sendMessage", times=1000, status=500)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", **PLAIN_HTTP) as client:
            answer = await client.post(PATH, json=menu_wanted(41, patient), headers={HEADER: SECRET})
            rafiq.kill()
        assert answer.status_code == 200
    await own_telegram.no_more_trouble()
    with RafiqProcess(tmp_path, settings):
        await patient.sees(words.phrase("menu_title", "ar"), within=40)
        await InboxFile(tmp_path / "rafiq.db").settles()
    assert len(await patient.conversation()) == 1


async def test_a_token_that_is_revoked_is_noticed_without_polling_too(
    own_telegram: Simulation, own_telegram_url: str, shared_rasa: dict[str, str], tmp_path: Path
) -> None:
    patient = await own_telegram.patient(language_code="ar")
    with RafiqProcess(tmp_path, webhook_settings(own_telegram_url, free_port(), shared_rasa)) as rafiq:
        await asyncio.to_thread(rafiq.waits_until, OPEN)
        await own_telegram.trouble("*", times=1000, status=401)
        await patient.says("/help")
        assert await asyncio.to_thread(rafiq.ends) == 1
        assert "rafiq: Telegram does not accept TELEGRAM_BOT_TOKEN" in rafiq.stderr
        assert "Traceback" not in rafiq.stderr
    assert InboxFile(tmp_path / "rafiq.db").states() == ["open"]
