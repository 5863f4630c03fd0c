"""How fast, how much, how large: the real Rafiq with its real Rasa, on the simulator. `python -m benchmarks.turns`.

Everything shares one machine: Rafiq, Rasa, the simulated Telegram and the patients.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.load import Crowd, Load, simulator_process
from benchmarks.machine import describe_machine, markdown
from tests.rafiq_process import MODELS, UNDERSTANDS, RafiqProcess, run_rafiq, settings_for
from tests.simulator_client import Simulation

RATES = (20, 40, 60, 80, 100, 120, 150, 200)
ENOUGH = 0.97
"""Of what is offered, this share must be answered while it is offered: else the backlog grows."""
Row = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a process has used: processor seconds so far, and memory now."""

    seconds: float
    megabytes: float


def cost_of(process: psutil.Process) -> Cost:
    times = process.cpu_times()
    return Cost(seconds=times.user + times.system, megabytes=process.memory_info().rss / 1e6)


def measure_training() -> Row:
    """Train from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        ended = run_rafiq(Path(folder), "train", settings={"RAFIQ_MODELS": f"{folder}/fresh"})
        assert ended.returncode == 0, ended.stderr
    return "training the language model", f"{time.monotonic() - begun:.0f} s", "90 s"


class Measurement:
    """One Rafiq, from its start to its end."""

    def __init__(self, rafiq: RafiqProcess, simulation: Simulation, *, begun: float) -> None:
        self._rafiq = rafiq
        self._simulation = simulation
        self._begun = begun
        self._crowd = Crowd(simulation, seed=1)

    async def rows(self, *, seconds: float) -> list[Row]:
        """Measure everything, in the order of a life."""
        found = list(await self._start())
        await self._crowd.write(per_second=10, seconds=5)
        found += await self._latency(seconds)
        found.append(await self._throughput())
        found += self._memory()
        return found

    async def _start(self) -> tuple[Row, Row]:
        patient = await self._simulation.patient()
        await patient.says("/menu")
        await patient.sees(within=30)
        to_menu = time.monotonic() - self._begun
        await asyncio.to_thread(self._rafiq.waits_until, UNDERSTANDS)
        to_text = time.monotonic() - self._begun
        return (
            ("start to the first menu", f"{to_menu:.1f} s", "5 s"),
            ("start to the first free text, with a trained model", f"{to_text:.1f} s", "30 s"),
        )

    async def _latency(self, seconds: float) -> list[Row]:
        before = self._costs()
        load = await self._crowd.write(per_second=10, seconds=seconds)
        after = self._costs()
        assert len(load.answered) == len(load.asked), "some patients got no answer"
        waits = [1000 * wait for wait in load.latencies()]
        p95 = statistics.quantiles(waits, n=20)[18]
        spent = [1000 * (b.seconds - a.seconds) / len(waits) for a, b in zip(before, after, strict=True)]
        return [
            (f"turn at 10 messages/s, {len(waits)} messages, p50", f"{statistics.median(waits):.0f} ms", "25 ms"),
            ("the same, p95", f"{p95:.0f} ms", "80 ms"),
            ("the same, longest", f"{max(waits):.0f} ms", ""),
            ("processor time of Rafiq, of Rasa a message", f"{spent[0]:.1f} ms, {spent[1]:.1f} ms", ""),
        ]

    async def _throughput(self) -> Row:
        best = 0
        for rate in RATES:
            load = await self._crowd.write(per_second=rate, seconds=15, together=max(1, rate // 20))
            share = answered_in_time(load)
            print(f"  offered {rate}/s: {share:.0%} answered while offered", flush=True)
            if share < ENOUGH:
                break
            best = rate
        return "messages/s sustained, without Telegram's limit", str(best), "60"

    def _memory(self) -> list[Row]:
        rafiq, rasa = self._costs()
        return [
            ("memory of Rafiq after it", f"{rafiq.megabytes:.0f} MB", "150 MB"),
            ("memory of Rasa after it", f"{rasa.megabytes:.0f} MB", "700 MB"),
        ]

    def _costs(self) -> list[Cost]:
        rasa = self._rafiq.rasa()
        assert rasa is not None
        return [cost_of(psutil.Process(self._rafiq.pid)), cost_of(rasa)]


def answered_in_time(load: Load) -> float:
    """Return which share was answered before the last message was written, or within half a second after it."""
    end = max(load.asked.values()) + 0.5
    return sum(at <= end for at in load.answered.values()) / len(load.asked)


async def measure_life(seconds: float) -> list[Row]:
    """Start, measure, end."""
    with simulator_process() as url, tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        with RafiqProcess(Path(folder), settings_for(url)) as rafiq:
            async with Simulation(url) as simulation:
                rows = await Measurement(rafiq, simulation, begun=begun).rows(seconds=seconds)
            assert await asyncio.to_thread(rafiq.terminate) == 0
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long 10 messages/s are kept up")
    parser.add_argument("--no-training", action="store_true", help="leave the training out")
    options = parser.parse_args()
    machine = describe_machine()
    run_rafiq(Path(tempfile.mkdtemp()), "train", settings={"RAFIQ_MODELS": str(MODELS)})
    rows = [] if options.no_training else [measure_training()]
    rows += asyncio.run(measure_life(options.seconds))
    print(f"\n{machine}\n\n{markdown(('what', 'measured', 'goal'), rows)}")


if __name__ == "__main__":
    main()
