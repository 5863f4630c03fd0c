"""Keeps one Rasa alive as a child process.

The child holds the reading end of a pipe of ours: when this process dies, however suddenly, the pipe ends and so does
the child. That leaves no orphan on the port, and no stale model behind a fresh start.
"""

import asyncio
import json
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.rasa_client import RasaClient
from bot.rasa_process.model import fingerprint, rasa_environment, rasa_python, train

_LONGEST_START = 120.0
_LONGEST_STOP = 5.0
_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before each new start of a child that died; the last one repeats."""

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class RasaAddress:
    """Where a Rasa listens, and the secret that it wants."""

    url: str
    secret: str


class RasaSupervisor:
    """Trains if needed, starts, watches and restarts Rasa; tells `client` whom to ask."""

    def __init__(self, *, root: Path, models: Path, note: Path, client: RasaClient, say: Callable[[str], None]) -> None:
        """`note` is the file in which other commands of this machine find the running Rasa."""
        self._root = root
        self._models = models
        self._note = note
        self._client = client
        self._say = say

    async def run(self) -> None:
        """Keep Rasa alive until cancelled."""
        model = await train(self._root, self._models, say=self._say)
        name = fingerprint(self._root)
        pauses = iter(_PAUSES)
        pause = next(pauses)
        while True:
            if await self._one_life(model, name):
                pauses = iter(_PAUSES)
                pause = next(pauses)
            log.warning("rasa_died", restart_in_seconds=pause)
            await asyncio.sleep(pause)
            pause = next(pauses, _PAUSES[-1])

    async def _one_life(self, model: Path, name: str) -> bool:
        """Run one child to its end; return whether it had become ready."""
        self._say("starting")
        port, secret = _free_port(), secrets.token_urlsafe(32)
        process = await asyncio.create_subprocess_exec(
            str(rasa_python(self._root)), "-W", "ignore", "-m", "nlu.serve", "--model", str(model), "--port", str(port),
            cwd=self._root, env={**rasa_environment(self._root), "RAFIQ_RASA_SECRET": secret},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        address = RasaAddress(url=f"http://127.0.0.1:{port}", secret=secret)
        try:
            await self._client.connect(address.url, address.secret)
            was_ready = await self._becomes_ready(process, name)
            if was_ready:
                _write_note(self._note, address)
                self._say("ready")
                await process.wait()
            return was_ready
        finally:
            _remove_note(self._note)
            await self._client.disconnect()
            await _end(process)

    async def _becomes_ready(self, process: asyncio.subprocess.Process, name: str) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_START):
                while process.returncode is None:
                    if await self._client.fingerprint() == name:
                        return True
                    await asyncio.sleep(0.2)
        return False


async def find_running(note: Path, name: str) -> RasaAddress | None:
    """Return the Rasa that another command of this machine runs with the model `name`, if there is one."""
    address = _read_note(note)
    if address is None:
        return None
    probe = RasaClient()
    await probe.connect(address.url, address.secret)
    try:
        return address if await probe.fingerprint() == name else None
    finally:
        await probe.disconnect()


def _read_note(path: Path) -> RasaAddress | None:
    try:
        return RasaAddress(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        # None was ever written, or one was half-written by a process that died: then there is no Rasa to find.
        return None


def _remove_note(path: Path) -> None:
    path.unlink(missing_ok=True)


def _write_note(path: Path, address: RasaAddress) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps({"url": address.url, "secret": address.secret}), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        async with asyncio.timeout(_LONGEST_STOP):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
