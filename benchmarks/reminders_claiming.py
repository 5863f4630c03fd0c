"""Claims what is due, and settles it as sent; nothing is sent. As a program it is one of several workers.

`python -m benchmarks.reminders_claiming` reads the address of the database, says that it is ready, waits for a second
line, and works until nothing is due; it prints the moments of its first and last claim (the machine's steady clock,
seconds) and how many there were.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks.reminders_clinic import NOW, ZONE
from bot.aftercare.reminders import State, Status
from bot.settings import ROOT
from bot.store.engines import create_engine
from bot.store.reminders import Reminders
from bot.worker.reminding import LEASE, SLOT

_SENT = Status(state=State.SENT)


@dataclass(frozen=True, kw_only=True)
class Times:
    """Seconds that each took."""

    claims: list[float] = field(default_factory=list)
    settlings: list[float] = field(default_factory=list)


async def claim_and_settle(queue: Reminders, times: Times) -> bool:
    """Take one chat's due reminders to their end; return whether there were any."""
    begun = time.perf_counter()
    claimed = await queue.claim(NOW, lease=LEASE, slot=SLOT)
    if claimed is None:
        return False
    have = time.perf_counter()
    settled = await queue.settle(claimed, {each.id: _SENT for each in claimed.reminders}, NOW)
    times.claims.append(have - begun)
    times.settlings.append(time.perf_counter() - have)
    assert len(settled) == 1, "of every chat one reminder is due, and a claim is nobody else's"
    return True


def claims_a_second(url: str, *, workers: int, due: int) -> float:
    """Let so many processes claim and settle all that is due.

    Each reminder must be claimed once: it is an AssertionError if there are not `due` claims of them all together.
    """
    with ExitStack() as running:
        started = [running.enter_context(_worker()) for _ in range(workers)]
        _tell(started, f"{url}\n")
        for each in started:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        _tell(started, "go\n")
        ended = [json.loads(each.communicate()[0]) for each in started]
    assert sum(claims for _, _, claims in ended) == due
    took: float = max(last for _, last, _ in ended) - min(first for first, _, _ in ended)
    return due / took


def _worker() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.reminders_claiming"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _tell(workers: Sequence[subprocess.Popen[str]], line: str) -> None:
    for each in workers:
        assert each.stdin is not None
        each.stdin.write(line)
        each.stdin.flush()


async def _work() -> None:
    engine = create_engine(sys.stdin.readline().strip())
    queue, times = Reminders(engine, ZONE), Times()
    await queue.next_due()  # it is connected now
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.monotonic()
    while await claim_and_settle(queue, times):
        pass
    ended = time.monotonic()
    await engine.dispose()
    print(json.dumps([begun, ended, len(times.claims)]))


if __name__ == "__main__":
    asyncio.run(_work())
