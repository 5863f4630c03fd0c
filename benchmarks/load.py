"""Patients for benchmarks: many at once, in both languages, through the simulator as a process of its own."""

import asyncio
import itertools
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import yaml

from bot.settings import ROOT
from tests.simulator_client import Simulation

COMMANDS = ("/menu", "/help", "/privacy", "/clinic", "/language")
TAPS = ("m", "t:pain", "t:price", "t:aftercare", "p:prp", "m:care")


@contextmanager
def simulator_process() -> Iterator[str]:
    """Run the simulator as a process of its own while the block runs; yields its URL."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot.simulator", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def sentences() -> list[tuple[str, str]]:
    """Return language and text of the held-out sentences: how patients write."""
    found = []
    for language in ("ar", "fa"):
        for path in sorted((ROOT / "tests" / "routing" / language).glob("*.yml")):
            found += [(language, row["text"]) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return found


@dataclass(frozen=True, kw_only=True)
class Load:
    """What was asked (chat → when) and what was answered; times are of the machine's steady clock, in seconds."""

    asked: Mapping[int, float]
    answered: Mapping[int, float] = field(default_factory=dict)

    def latencies(self) -> list[float]:
        """Return how long each patient waited who was answered."""
        return [at - self.asked[chat] for chat, at in self.answered.items()]


class Crowd:
    """Patients who write one message each: text (eight of ten), a command, or a tap."""

    def __init__(self, simulation: Simulation, *, seed: int) -> None:
        self._simulation = simulation
        self._random = Random(seed)  # noqa: S311 (a mixture of messages)
        self._sentences = sentences()
        self._numbers = itertools.count(1_000_000)
        self._chats = itertools.count(50_000_000)

    async def write(self, *, per_second: float, seconds: float, together: int = 1) -> Load:
        """Let so many patients write in each second, evenly, `together` at a time; wait for the answers after it."""
        chats = [await self._enter() for _ in range(round(per_second * seconds))]
        updates = [self._update(chat, language) for chat, language in chats]
        seen = await self._last_call()
        asked: dict[int, float] = {}
        begun = time.monotonic()
        for place in range(0, len(updates), together):
            await asyncio.sleep(max(0.0, begun + place / per_second - time.monotonic()))
            batch = updates[place : place + together]
            asked |= {chat: time.monotonic() for chat, _ in chats[place : place + together]}
            await self._simulation.post("/sim/updates", updates=batch)
        return Load(asked=asked, answered=await self._answers(asked, after=seen))

    async def _enter(self) -> tuple[int, str]:
        language = self._random.choice(("ar", "fa"))
        chat = next(self._chats)
        await self._simulation.post("/sim/chats", id=chat, first_name="Patient", language_code=language)
        return chat, language

    def _update(self, chat: int, language: str) -> dict[str, Any]:
        person = {"id": chat, "is_bot": False, "first_name": "Patient", "language_code": language}
        message: dict[str, Any] = {
            "message_id": next(self._numbers),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Patient"},
        }
        dice = self._random.random()
        if dice < 0.8:
            text = self._random.choice([text for each, text in self._sentences if each == language])
            return {"message": message | {"from": person, "text": text}}
        if dice < 0.9:
            command = self._random.choice(COMMANDS)
            entities = [{"type": "bot_command", "offset": 0, "length": len(command)}]
            return {"message": message | {"from": person, "text": command, "entities": entities}}
        query = {"id": str(next(self._numbers)), "from": person, "chat_instance": str(chat), "message": message}
        return {"callback_query": query | {"data": self._random.choice(TAPS)}}

    async def _answers(self, asked: Mapping[int, float], *, after: int, within: float = 60.0) -> dict[int, float]:
        """Return when each chat was first sent something, as far as they all are within so many seconds."""
        deadline = time.monotonic() + within
        found: dict[int, float] = {}
        while len(found) < len(asked) and time.monotonic() < deadline:
            for call in await self._simulation.calls("sendMessage", after=after):
                found.setdefault(int(call["chat_id"]), call["at"])
                after = call["number"]
            await asyncio.sleep(0.2)
        return found

    async def _last_call(self) -> int:
        return max((call["number"] for call in await self._simulation.calls()), default=0)
