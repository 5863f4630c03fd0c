"""What patients write, their numbers, and the bot's token stand in no log and in no file but the database."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from bot.rasa_process.model import fingerprint, model_path, rasa_environment, rasa_python
from bot.settings import ROOT
from tests.faults.inbox_file import InboxFile
from tests.faults.test_webhook import free_port
from tests.rafiq_process import MODELS, OPEN, RafiqProcess, gone_within, settings_for
from tests.simulator_client import PLAIN_HTTP, TOKEN, Patient, Simulation, running_simulator

MARKER = "zqxjkvw"
PHONE = "+966555123987"
SECRET_WORDS = (MARKER, PHONE, PHONE[4:], TOKEN, TOKEN.partition(":")[2])


def betrayed(text: str) -> list[str]:
    """Return what of the secrets stands in a text."""
    return [word for word in SECRET_WORDS if word in text]


def files_but_the_database(folder: Path) -> Iterator[Path]:
    """Yield what Rafiq has written, except the database with its companions, and the model."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("rafiq.db") and not path.name.endswith(".tar.gz"):
            yield path


async def live_through_everything(simulation: Simulation, patient: Patient, inbox: InboxFile) -> None:
    """Let a patient say what nobody may read, and let it fail in every way."""
    await patient.says(f"هل هو مؤلم؟ {MARKER}")
    (mine,) = await patient.says(f"{MARKER} my question")
    await patient.edits(mine, f"{MARKER} edited")
    await patient.says(f"/{MARKER} command")
    await patient.sends("photo", caption=f"{MARKER} caption")
    await patient.sends("contact", phone_number=PHONE)
    await patient.says(f"لا أستطيع التنفس {MARKER}")
    await patient.says(MARKER * 600)
    await inbox.settles(patient.id, count=8, within=20)
    await simulation.trouble("sendMessage", status=500)
    await simulation.trouble("sendMessage", status=400, description=f"Bad Request: {MARKER}")
    await simulation.trouble("sendMessage", status=403)
    await simulation.trouble("sendMessage", drop="before_accepting")
    await simulation.trouble("getUpdates", times=2, status=500)
    await patient.does("update", message={"text": [MARKER], "date": MARKER})
    await simulation.post("/sim/updates", updates=[{"message": MARKER}, {"callback_query": {"data": MARKER}}])
    others = [await simulation.patient(first_name=MARKER) for _ in range(4)]
    for other in others:
        await other.says(f"/help {MARKER}")
        await inbox.settles(other.id, within=20)
    await others[0].does("update", callback_query={"id": "1", "data": MARKER, "chat_instance": MARKER})
    await others[0].blocks()
    await inbox.settles(within=20)


async def test_whatever_happens_neither_words_nor_numbers_nor_the_token_are_logged(
    own_telegram: Simulation, settings: dict[str, str], tmp_path: Path
) -> None:
    patient = await own_telegram.patient(first_name=MARKER, language_code="ar")
    with RafiqProcess(tmp_path, {**settings, "RAFIQ_LOG_LEVEL": "debug"}) as rafiq:
        rafiq.waits_until(OPEN)
        await live_through_everything(own_telegram, patient, InboxFile(tmp_path / "rafiq.db"))
        # At the end the worst: the token is revoked while an answer waits.
        await own_telegram.trouble("sendMessage", status=500)
        await patient.says(f"/menu {MARKER}")
        await own_telegram.trouble("*", times=1000, status=401)
        assert await asyncio.to_thread(rafiq.ends) == 1
    assert "telegram_call_failed" in rafiq.stderr
    assert "update_set_aside" in rafiq.stderr
    assert betrayed(rafiq.stderr) == []
    written = list(files_but_the_database(tmp_path))
    assert [path for path in written if betrayed(path.read_text(errors="replace"))] == []


async def test_a_webhook_that_is_sent_rubbish_logs_nothing_of_it(shared_rasa: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    where = {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "WEBHOOK_SECRET": TOKEN.partition(":")[2]}
    with (
        running_simulator() as url,
        RafiqProcess(
            tmp_path, settings_for(url, **where, **shared_rasa, RAFIQ_PORT=str(port), RAFIQ_LOG_LEVEL="debug")
        ) as rafiq,
    ):
        await asyncio.to_thread(rafiq.waits_until, OPEN)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", **PLAIN_HTTP) as client:
            headers = {"X-Telegram-Bot-Api-Secret-Token": where["WEBHOOK_SECRET"]}
            for body in (MARKER, f'{{"{MARKER}', json.dumps({"update_id": 2**70, "message": {"text": MARKER}})):
                await client.post("/hook", content=body, headers=headers)
            await client.post(f"/{MARKER}")
        assert await asyncio.to_thread(rafiq.terminate) == 0
    assert betrayed(rafiq.stderr) == []


@pytest.fixture
def talkative_rasa(trained: None, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Give a Rasa as Rafiq starts it, but whose output is kept: its address and what it writes."""
    written = tmp_path / "output.txt"
    port = free_port()
    model = model_path(MODELS, fingerprint(ROOT))
    command: list[str | Path] = [rasa_python(ROOT), "-W", "ignore", "-m", "nlu.serve", "--model", model]
    with written.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=ROOT, env={**rasa_environment(ROOT), "RAFIQ_RASA_SECRET": MARKER, "LOG_LEVEL": "DEBUG"},
            stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        yield f"http://127.0.0.1:{port}/webhooks/rafiq", written
        assert process.stdin is not None
        process.stdin.close()
        assert gone_within(psutil.Process(process.pid), 5)
        process.wait()


async def test_rasa_writes_nothing_of_what_it_is_asked_even_when_told_to_be_talkative(
    talkative_rasa: tuple[str, Path],
) -> None:
    url, written = talkative_rasa
    async with httpx.AsyncClient(timeout=10, **PLAIN_HTTP) as client:
        headers = {"Authorization": f"Bearer {MARKER}"}
        for _ in range(300):
            if await _is_ready(client, url, headers):
                break
            await asyncio.sleep(0.3)
        ask = {"text": f"هل هو مؤلم؟ {MARKER} {PHONE}", "context": {"topic": "pain", "pending": False}}
        assert (await client.post(f"{url}/understand", json=ask, headers=headers)).status_code == 200
        for body in ({"text": [MARKER]}, {**ask, "context": {MARKER: MARKER}}, {"text": MARKER * 10_000}):
            assert (await client.post(f"{url}/understand", json=body, headers=headers)).status_code == 400
        refused = await client.post(f"{url}/understand", content=f'{{"{MARKER}', headers=headers)
        assert refused.status_code >= 400
        strange = {**ask, "context": {"topic": [MARKER], "pending": MARKER}}
        await client.post(f"{url}/understand", json=strange, headers=headers)
        turned_away = await client.post(f"{url}/understand", json=ask, headers={"Authorization": "Bearer no"})
        assert turned_away.status_code == 401
    assert betrayed(written.read_text(errors="replace")) == []


async def _is_ready(client: httpx.AsyncClient, url: str, headers: dict[str, str]) -> bool:
    try:
        return (await client.get(f"{url}/ready", headers=headers)).status_code == 200
    except httpx.TransportError:
        return False
