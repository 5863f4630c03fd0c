"""Kills a Rafiq again and again while patients write, and counts what they were told.

Every patient asks the same questions in the same order. One of them is left in peace before the first kill: what the
others read must be the same, in the same order; an answer may come twice where a turn was under way at a kill.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from random import Random

from tests.faults.inbox_file import InboxFile
from tests.rafiq_process import OPEN, RafiqProcess
from tests.simulator_client import Simulation

QUESTIONS = ("/menu", "هل هو مؤلم؟", "/privacy", "كم جلسة أحتاج؟", "/help", "متى تظهر النتائج؟")
"""No two neighbours have the same answer, and no answer depends on the hour. Fewer than a burst has."""
TURNS_AT_ONCE = 16


@dataclass(kw_only=True)
class Count:
    """What was asked and what was answered while Rafiq was killed."""

    kills: int = 0
    asked: int = 0
    answers: dict[int, list[str]] = field(default_factory=dict)
    kills_at_work: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    """How many kills hit each chat while it had an update that was not done."""
    expected: list[str] = field(default_factory=list)
    patients: list[int] = field(default_factory=list)

    def lost(self) -> dict[int, list[str]]:
        """Return the chats whose answers, without repetitions, are not the expected ones in their order."""
        told = {chat: [text for text, _ in groupby(self.answers.get(chat, []))] for chat in self.patients}
        return {chat: texts for chat, texts in told.items() if texts != self.expected}

    def repeated(self) -> dict[int, int]:
        """Return how many answers too many a chat got; chats without any are left out."""
        extra = {chat: len(self.answers.get(chat, [])) - len(self.expected) for chat in self.patients}
        return {chat: number for chat, number in extra.items() if number > 0}

    def repeated_without_a_reason(self) -> dict[int, int]:
        """Return the chats that got more repetitions than kills hit them at work."""
        return {chat: number for chat, number in self.repeated().items() if number > self.kills_at_work[chat]}


@dataclass(frozen=True, kw_only=True)
class StartRafiq:
    """How the Rafiq that is killed is started, each time in the same way."""

    folder: Path
    settings: Mapping[str, str]

    def start(self) -> RafiqProcess:
        """Start it."""
        return RafiqProcess(self.folder, self.settings)


class Kills:
    """One simulator, one folder, and a Rafiq that does not live long."""

    def __init__(self, *, simulation: Simulation, rafiq: StartRafiq, inbox: InboxFile, random: Random) -> None:
        self._simulation = simulation
        self._rafiq = rafiq
        self.inbox = inbox
        self._random = random
        self._enough = False
        self.count = Count()

    async def kill_while_patients_write(self, kills: int, *, per_second: float) -> Count:
        """Kill so many times at random moments; then let everything be answered and count."""
        await self._let_one_patient_ask_in_peace()
        writing = asyncio.create_task(self._let_patients_write(per_second))
        for _ in range(kills):
            await self._live_and_die()
        self._enough = True
        await writing
        with self._rafiq.start() as rafiq:
            await asyncio.to_thread(rafiq.waits_until, OPEN)
            await self.inbox.settles(count=self.count.asked, within=60)
            assert await asyncio.to_thread(rafiq.terminate) == 0
        await self._read_answers()
        return self.count

    async def _let_one_patient_ask_in_peace(self) -> None:
        patient = await self._simulation.patient(language_code="ar")
        with self._rafiq.start() as rafiq:
            await asyncio.to_thread(rafiq.waits_until, OPEN)
            for question in QUESTIONS:
                await patient.says(question)
                self.count.asked += 1
                self.count.expected.append((await patient.sees()).text)
            assert await asyncio.to_thread(rafiq.terminate) == 0
        assert len(set(self.count.expected)) == len(QUESTIONS), "some questions have the same answer"

    async def _live_and_die(self) -> None:
        with self._rafiq.start() as rafiq:
            if self._random.random() < 0.9:
                await asyncio.to_thread(rafiq.waits_until, OPEN)
                await asyncio.sleep(self._random.uniform(0, 1.0))
            else:
                # In the middle of its start, too.
                await asyncio.sleep(self._random.uniform(0, 3.0))
            rafiq.kill()
        self.count.kills += 1
        for chat in self.inbox.chats_with_work():
            self.count.kills_at_work[chat] += 1

    async def _let_patients_write(self, per_second: float) -> None:
        """Write until there are enough kills; who has begun asks all of the questions."""
        while not self._enough:
            group = [await self._simulation.patient(language_code="ar") for _ in range(8)]
            self.count.patients += [patient.id for patient in group]
            for question in QUESTIONS:
                for patient in group:
                    await patient.says(question)
                    self.count.asked += 1
                    await asyncio.sleep(self._random.expovariate(per_second))

    async def _read_answers(self) -> None:
        for call in await self._simulation.calls("sendMessage"):
            self.count.answers.setdefault(int(call["chat_id"]), []).append(call["payload"]["text"])
