"""Thousands of reminders due in one second, sent by the real worker to a simulator that has Telegram's limits."""

import asyncio
import itertools
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from benchmarks.reminders_clinic import FIRST_CHAT, NOW, ZONE, Clinic
from bot.aftercare.planner import Planner
from bot.aftercare.reminders import State
from bot.content.catalogue import Catalogue
from bot.conversation.compose import Composer, Reply
from bot.safety.answers import UrgentAnswers
from bot.settings import ROOT, Settings
from bot.store.care_effects import CareEffects
from bot.store.chats import Chats
from bot.store.reminders import Reminders
from bot.telegram_send.outcomes import Sent
from bot.telegram_send.sender import Sender
from bot.wiring import build_bot
from bot.worker.reminding import Reminding
from tests.simulator_client import TOKEN, Simulation

ANSWERS_A_SECOND = 2.0
_LIMITS = ("--messages-per-second", "30", "--per-chat-per-second", "1")
_WRITERS = range(800_000_000, 800_000_100)
"""Patients who write meanwhile, one after the other: none of them twice in a second."""


@dataclass(frozen=True, kw_only=True)
class Burst:
    """What came of it: messages a second, how long each answer took (seconds), and how often Telegram said 429."""

    per_second: float
    waits: list[float]
    too_fast: int


class Sending:
    """One worker on a clinic's database, and the answers that its process sends beside it."""

    def __init__(self, clinic: Clinic, catalogue: Catalogue, planner: Planner, simulation: Simulation) -> None:
        self._clinic = clinic
        self._simulation = simulation
        self._bot = build_bot(Settings(_env_file=None), TOKEN, simulation.url)
        self._sender = Sender(self._bot)
        self._begun = time.monotonic()
        self._reminding = Reminding(
            reminders=Reminders(clinic.engine, ZONE),
            sender=self._sender,
            composer=Composer(catalogue, UrgentAnswers.load(ROOT / "content" / "safety")),
            planner=planner,
            clock=lambda: NOW + timedelta(seconds=time.monotonic() - self._begun),
            chats=Chats(clinic.engine, CareEffects(planner=planner)),
        )

    async def measure(self, count: int) -> Burst:
        """Let `count` reminders be due, and send them all while patients write."""
        await self._clinic.make_due(count)
        await self._enter(count)
        sent_before = await self._clinic.count(State.SENT)
        async with self._bot:
            self._begun = time.monotonic()
            answers = asyncio.create_task(self._answer_until_cancelled())
            while await self._reminding.deliver_one():
                pass
            took = time.monotonic() - self._begun
            answers.cancel()
            waits = await answers
        assert await self._clinic.count(State.SENT) == sent_before + count, "some reminders were not sent"
        calls = len(await self._simulation.calls("sendMessage"))
        sent = count + len(waits)
        return Burst(per_second=sent / took, waits=waits, too_fast=calls - sent)

    async def _enter(self, count: int) -> None:
        """Let the simulator know everybody."""
        apart = self._clinic.patients // count
        chats = [*_WRITERS, *(FIRST_CHAT + apart * place for place in range(count))]
        for first in range(0, len(chats), 50):
            these = chats[first : first + 50]
            await asyncio.gather(*(self._simulation.post("/sim/chats", id=each) for each in these))

    async def _answer_until_cancelled(self) -> list[float]:
        """Answer patients at random moments; return how many seconds each answer took from the first call on."""
        random, running = Random(1), []  # noqa: S311 (moments of messages)
        try:
            for writer in itertools.cycle(_WRITERS):
                await asyncio.sleep(random.expovariate(ANSWERS_A_SECOND))
                running.append(asyncio.create_task(self._answer(writer)))
        except asyncio.CancelledError:
            pass
        return list(await asyncio.gather(*running))

    async def _answer(self, chat_id: int) -> float:
        begun = time.monotonic()
        outcome = await self._sender.send(chat_id, Reply(text="an answer"))
        assert isinstance(outcome, Sent)
        return time.monotonic() - begun


async def measure_burst(clinic: Clinic, catalogue: Catalogue, planner: Planner, *, count: int) -> Burst:
    """Send `count` reminders that are due at once, and answer patients meanwhile."""
    with _strict_simulator() as url:
        async with Simulation(url) as simulation:
            return await Sending(clinic, catalogue, planner, simulation).measure(count)


@contextmanager
def _strict_simulator() -> Iterator[str]:
    """Run a simulator with Telegram's limits as a process of its own while the block runs; yields its URL."""
    command = [sys.executable, "-m", "bot.simulator", "--port", "0", *_LIMITS]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
