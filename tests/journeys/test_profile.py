"""What patients see of the bot before they write to it: its name, what it is for, and its commands."""

from pathlib import Path

import pytest

from bot.content.scope import Language
from tests.journeys.words import Words
from tests.rafiq_process import OPEN, RafiqProcess, settings_for
from tests.simulator_client import Simulation, running_simulator

COMMANDS = [
    *("start", "menu", "language", "help", "clinic", "privacy"),
    *("reminders", "session", "timezone", "export", "forget"),
]
QUESTIONS = 12
"""Four questions of what stands there (commands, name, two descriptions), for Arabic, Persian and all others."""


@pytest.mark.parametrize(("client", "language"), [("ar", "ar"), ("fa", "fa"), ("en", "ar")])
async def test_name_descriptions_and_commands_are_in_the_patients_language(
    telegram: Simulation, words: Words, client: str, language: Language
) -> None:
    shown = await telegram.get("/sim/bot", language_code=client)
    assert shown["name"] == words.phrase("bot_name", language)
    # Telegram leaves off what stands at the ends.
    assert shown["description"] == words.phrase("bot_description", language).strip()
    assert "997" in shown["description"]
    assert shown["short_description"] == words.phrase("bot_short_description", language).strip()
    described = [{"command": name, "description": words.phrase(f"command_{name}", language)} for name in COMMANDS]
    assert shown["commands"] == described


async def test_only_what_differs_is_set(tmp_path: Path) -> None:
    with running_simulator() as url:
        async with Simulation(url) as telegram:
            assert sorted({*await _set_by_a_start(telegram, tmp_path)}) == [
                "setMyCommands", "setMyDescription", "setMyName", "setMyShortDescription",
            ]  # fmt: skip
            assert await _set_by_a_start(telegram, tmp_path) == []


async def _set_by_a_start(telegram: Simulation, folder: Path) -> list[str]:
    """Start Rafiq, end it when it has compared everything, and return the methods by which it has set something."""
    before = max((call["number"] for call in await telegram.calls()), default=0)
    with RafiqProcess(folder, settings_for(telegram.url)) as rafiq:
        rafiq.waits_until(OPEN, within=20)
        asked: list[str] = []
        last = before
        while len(asked) < QUESTIONS:
            calls = await telegram.calls(after=last, within=5)
            assert calls, f"only {asked}"
            last = calls[-1]["number"]
            asked += [call["method"] for call in calls if call["method"].startswith("getMy")]
        assert rafiq.terminate() == 0
    methods = [call["method"] for call in await telegram.calls(after=before)]
    return [method for method in methods if method.startswith("setMy")]
