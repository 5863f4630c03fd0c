"""A worker for reminders as a process that can be killed, with nothing else of Rafiq: the real loop, client and store.

with RemindingProcess() as process:
    worker = process.start(Orders(database=url, telegram_url=url))
    process.kill(worker)

What is started first reads the content, which takes seconds, and is never killed. Each worker is a fork of it, and
lives within milliseconds: so a kill meets its work and not its start.
"""

import asyncio
import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Self

from bot.settings import ROOT
from bot.store.engines import create_engine
from bot.worker.reminding import LEASE
from tests.faults.due_reminders import Clinic

_READY = "ready"


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What a worker works on; `lease` is in seconds."""

    database: str
    telegram_url: str
    lease: float = LEASE.total_seconds()


class RemindingProcess:
    """What workers are forked from. Leaving the block kills those that still run."""

    def __init__(self) -> None:
        self._workers: set[int] = set()

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.reminding_process"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._read() == _READY
        return self

    def __exit__(self, *_: object) -> None:
        self.kill_all()
        self._process.communicate(timeout=10)

    def start(self, orders: Orders) -> int:
        """Start a worker and return its number."""
        # On standard input: arguments are for everyone on the machine to read, and the address holds a password.
        self._write(json.dumps(asdict(orders)))
        worker = int(self._read())
        self._workers.add(worker)
        return worker

    def kill(self, worker: int) -> None:
        """End a worker at once, as a power cut would; it must not have ended by itself."""
        os.kill(worker, signal.SIGKILL)
        self._workers.remove(worker)
        deadline = time.monotonic() + 10
        with contextlib.suppress(ProcessLookupError):
            while time.monotonic() < deadline:
                os.kill(worker, 0)
                time.sleep(0.001)
            raise AssertionError("it does not die")

    def kill_all(self) -> None:
        """End all workers that run."""
        for worker in list(self._workers):
            self.kill(worker)

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def main() -> None:
    clinic = Clinic()
    assert clinic.planner.steps
    assert clinic.composer
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a worker ended
    print(_READY, flush=True)  # noqa: T201 (what it says to its parent)
    for line in sys.stdin:
        worker = os.fork()
        if worker == 0:
            _work(clinic, Orders(**json.loads(line)))
        print(worker, flush=True)  # noqa: T201


def _work(clinic: Clinic, orders: Orders) -> None:
    """Send what is due until killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # it ends with what it was forked from, however that ends
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # its log; what it dies of goes to standard error

    async def run() -> None:
        engine = create_engine(orders.database)
        lease = timedelta(seconds=orders.lease)
        async with clinic.worker(engine, orders.telegram_url, lease=lease) as reminding:
            await reminding.run()

    asyncio.run(run())
    os._exit(1)


if __name__ == "__main__":
    main()
