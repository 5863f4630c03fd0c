"""What patients see of the bot before they write to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content.scope import Language
from tests.journeys.words import Words
from tests.rafiq_process import OPEN, RafiqProcess, settings_for
from tests.simulator_client import Simulation, running_simulator

COMMANDS = ["start", "menu", "language", "help", "clinic", "privacy"]


@pytest.fixture
def fresh_telegram_url() -> Iterator[str]:
    with running_simulator() as url:
        yield url


async def starts(url: str, folder: Path) -> list[str]:
    """Start Rafiq, end it when its profile is compared, and return what it has set."""
    async with Simulation(url) as telegram:
        before = max((call["number"] for call in await telegram.calls()), default=0)
        with RafiqProcess(folder, settings_for(url)) as rafiq:
            rafiq.waits_until(OPEN)
            # Short descriptions come last, for Persian after Arabic.
            compared = [
                await telegram.calls("getMyShortDescription", after=before, within=5) for _ in range(1)
            ]
            assert compared
            rafiq.terminate()
        return [call["method"] for call in await telegram.calls(after=before) if call["method"].startswith("setMy")]


@pytest.mark.parametrize(("client", "language"), [("ar", "ar"), ("fa", "fa"), ("en", "ar")])
async def test_name_descriptions_and_commands_are_in_the_patients_language(
    telegram: Simulation, words: Words, client: str, language: Language
) -> None:
    shown = await telegram.get("/sim/bot", language_code=client)
    assert shown["name"] == words.phrase("bot_name", language)
    assert shown["description"] == words.phrase("bot_description", language)
    assert "997" in shown["description"]
    assert shown["short_description"] == words.phrase("bot_short_description", language)
    assert [command["command"] for command in shown["commands"]] == COMMANDS
    described = [words.phrase(f"command_{name}", language) for name in COMMANDS]
    assert [command["description"] for command in shown["commands"]] == described
