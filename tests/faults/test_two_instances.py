"""The token: used twice, wrong, or revoked. One line says so, and what patients wrote is kept."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.inbox_file import InboxFile
from tests.journeys.words import Words
from tests.rafiq_process import OPEN, RafiqProcess
from tests.simulator_client import TOKEN, Patient, Simulation

OTHER_INSTANCE = (
    "rafiq: another instance of this bot is running with the same token: stop it, or give this one a token of its own"
)
NO_TOKEN = "rafiq: Telegram does not accept TELEGRAM_BOT_TOKEN (wrong or revoked): get a valid one from @BotFather"


@pytest.fixture
async def noor(own_telegram: Simulation) -> Patient:
    return await own_telegram.patient(first_name="نور", language_code="ar")


def told(rafiq: RafiqProcess) -> list[str]:
    """Return the errors that the person at the console reads."""
    assert "Traceback" not in rafiq.stderr
    return [line for line in rafiq.stderr.splitlines() if line.startswith("rafiq:")]


async def test_of_two_instances_with_one_token_one_ends_with_a_line_and_the_other_goes_on(
    noor: Patient, settings: dict[str, str], tmp_path: Path, words: Words
) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
    with RafiqProcess(folders[0], settings) as one:
        one.waits_until(OPEN)
        with RafiqProcess(folders[1], settings) as other:
            # Telegram ends the poll that was there first.
            assert await asyncio.to_thread(one.ends) == 1
            assert told(one) == [OTHER_INSTANCE]
            await noor.says("/help")
            await noor.sees(words.phrase("help", "ar"))
            assert told(other) == []


async def test_a_token_that_is_revoked_while_patients_write_ends_rafiq_with_a_line_and_loses_nothing(
    own_telegram: Simulation, noor: Patient, settings: dict[str, str], tmp_path: Path, words: Words
) -> None:
    inbox = InboxFile(tmp_path / "rafiq.db")
    with RafiqProcess(tmp_path, settings) as rafiq:
        rafiq.waits_until(OPEN)
        # The answer is held up until the token is gone.
        await own_telegram.trouble("sendMessage", times=2, status=500)
        await noor.says("/help")
        await inbox.receives(noor.id)
        await own_telegram.trouble("*", times=1000, status=401)
        assert await asyncio.to_thread(rafiq.ends) == 1
        assert told(rafiq) == [NO_TOKEN]
    assert inbox.states() == ["open"]
    assert inbox.rows("SELECT attempts FROM inbox") == [{"attempts": 0}]
    await own_telegram.no_more_trouble()
    with RafiqProcess(tmp_path, settings):
        await noor.sees(words.phrase("help", "ar"), within=30)


def test_a_token_that_was_revoked_before_the_start_is_named_in_one_line(
    own_telegram_url: str, settings: dict[str, str], tmp_path: Path
) -> None:
    asyncio.run(_revoke(own_telegram_url))
    with RafiqProcess(tmp_path, settings) as rafiq:
        assert rafiq.ends() == 1
        assert told(rafiq) == [NO_TOKEN]
        assert TOKEN not in rafiq.stderr


async def test_a_telegram_that_cannot_be_reached_at_the_start_is_tried_until_it_can(
    own_telegram: Simulation, noor: Patient, settings: dict[str, str], tmp_path: Path, words: Words
) -> None:
    await own_telegram.trouble("getMe", status=502)
    await own_telegram.trouble("getMe", status=429, retry_after=1)
    await own_telegram.trouble("deleteWebhook", drop="before_accepting")
    await noor.says("/help")
    with RafiqProcess(tmp_path, settings) as rafiq:
        await noor.sees(words.phrase("help", "ar"), within=40)
        assert rafiq.stderr.count("Telegram cannot be reached") == 2
        assert told(rafiq) == []


async def _revoke(url: str) -> None:
    async with Simulation(url) as simulation:
        await simulation.revoke(TOKEN)
