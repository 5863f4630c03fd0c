"""Rasa is killed under a running Rafiq, or Rafiq above a running Rasa. Each test starts a Rasa of its own or two."""

import asyncio
import time
from pathlib import Path

import psutil
import pytest

from tests.journeys.words import Words
from tests.rafiq_process import OPEN, UNDERSTANDS, RafiqProcess, gone_within, settings_for
from tests.simulator_client import Patient, Simulation

HURTS = "هل هو مؤلم؟"
CANNOT_BREATHE = "لا أستطيع التنفس"


@pytest.fixture
def own_rasa(trained: None, own_telegram_url: str) -> dict[str, str]:
    """Give the settings of a Rafiq that starts its own Rasa."""
    return settings_for(own_telegram_url)


@pytest.fixture
async def noor(own_telegram: Simulation) -> Patient:
    return await own_telegram.patient(first_name="نور", language_code="ar")


def rasa_of(rafiq: RafiqProcess) -> psutil.Process:
    rasa = rafiq.rasa()
    assert rasa is not None
    return rasa


def waits_until_asked(rasa: psutil.Process, *, within: float = 10) -> None:
    """Wait until a question lies before a suspended Rasa: the kernel has taken it, Rasa has not read it."""
    (port,) = [one.laddr.port for one in rasa.net_connections("tcp4") if one.status == psutil.CONN_LISTEN]
    deadline = time.monotonic() + within
    while not any(_unread(line, port) for line in Path("/proc/net/tcp").read_text().splitlines()[1:]):
        assert time.monotonic() < deadline, f"Rasa was not asked within {within} s"
        time.sleep(0.02)


def _unread(line: str, port: int) -> bool:
    _, local, _, state, queues, *_ = line.split()
    is_established = state == "01"
    return is_established and int(local.partition(":")[2], 16) == port and int(queues.partition(":")[2], 16) > 0


async def test_a_rasa_that_is_killed_is_started_again_and_meanwhile_menu_and_gate_work(
    noor: Patient, own_rasa: dict[str, str], tmp_path: Path, words: Words
) -> None:
    with RafiqProcess(tmp_path, own_rasa) as rafiq:
        await asyncio.to_thread(rafiq.waits_until, UNDERSTANDS)
        await noor.says(HURTS)
        await noor.sees(words.answer("pain", "ar"))

        rasa_of(rafiq).kill()
        await noor.says(HURTS)
        await noor.sees(words.phrase("rasa_down", "ar"), buttons=words.menu("ar"))
        (section, topics), *_ = words.sections("ar").items()
        await noor.taps(section)
        await noor.sees(buttons=[words.label(topics[0], "ar"), ...])
        await noor.taps(words.label(topics[0], "ar"))
        await noor.sees(words.answer(topics[0], "ar"))
        await noor.says(CANNOT_BREATHE)
        await noor.sees("997", buttons=[])

        await asyncio.to_thread(rafiq.waits_until, UNDERSTANDS, times=2, within=60)
        await noor.says(HURTS)
        await noor.sees(words.answer("pain", "ar"))

        rasa = rasa_of(rafiq)
        rafiq.kill()
        assert gone_within(rasa, 5)


async def test_a_rafiq_that_is_killed_while_it_starts_rasa_leaves_none_and_the_next_start_works(
    noor: Patient, own_rasa: dict[str, str], tmp_path: Path, words: Words
) -> None:
    with RafiqProcess(tmp_path, own_rasa) as rafiq:
        rafiq.waits_until(OPEN)
        rasa = rasa_of(rafiq)
        rafiq.kill()
        assert gone_within(rasa, 5)
    with RafiqProcess(tmp_path, own_rasa) as rafiq:
        await asyncio.to_thread(rafiq.waits_until, UNDERSTANDS)
        rasa = rasa_of(rafiq)

        # Asked to end while Rasa thinks, Rafiq waits for it: the patient gets the answer, not an excuse.
        rasa.suspend()
        await noor.says(HURTS)
        await asyncio.to_thread(waits_until_asked, rasa)
        ending = asyncio.create_task(asyncio.to_thread(rafiq.terminate))
        await asyncio.sleep(1)
        rasa.resume()
        await noor.sees(words.answer("pain", "ar"))
        assert await ending == 0
        assert gone_within(rasa, 1)


def test_a_rafiq_that_is_killed_while_it_trains_leaves_no_training_behind(
    own_rasa: dict[str, str], tmp_path: Path
) -> None:
    untrained = tmp_path / "untrained"
    with RafiqProcess(tmp_path, {**own_rasa, "RAFIQ_MODELS": str(untrained)}, command=["train"]) as rafiq:
        rafiq.waits_until("loading Rasa")
        (training,) = psutil.Process(rafiq.pid).children()
        assert "nlu.train" in training.cmdline()
        rafiq.kill()
        assert gone_within(training, 5)
    assert not list(untrained.glob("*.tar.gz"))
