"""What the real bot with its real Rasa makes of every held-out message and talk."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.evaluation.examples import Dialogue, read_dialogues
from bot.evaluation.judging import judge
from bot.evaluation.measures import Judged
from bot.evaluation.report import Evaluation
from bot.settings import ROOT, Settings
from bot.wiring import build_core, now, rasa_for_a_command
from tests.rafiq_process import RafiqProcess


@pytest.fixture(scope="session")
def evaluation(rafiq: RafiqProcess) -> Evaluation:
    """Give the judged messages; the Rasa that answers is that of the shared Rafiq."""
    settings = Settings(_env_file=None, rafiq_models=rafiq.folder / "models")
    return Evaluation(dialogues=asyncio.run(_judged(settings)))


async def _judged(settings: Settings) -> Sequence[tuple[Judged, ...]]:
    core = build_core(settings)
    core.learn()
    dialogues: list[Dialogue] = read_dialogues([ROOT / "tests" / "routing"], frozenset(core.catalogue.topics))
    async with rasa_for_a_command(settings, core.rasa, say=lambda _step: None):
        return await judge(core.talk, dialogues, clock=now, after_each=lambda: None)
