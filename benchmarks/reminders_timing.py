"""What calls cost, measured by turns."""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What each of some calls took in seconds: of time, and of this process's processor time."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


async def by_turns(calls: Sequence[Callable[[], Awaitable[object]]], times: int) -> list[Spent]:
    """Make each of the calls so many times, by turns: whatever else the machine does meets them alike."""
    spent = [Spent() for _ in calls]
    for _ in range(times):
        for call, each in zip(calls, spent, strict=True):
            begun, used = time.perf_counter(), time.process_time()
            await call()
            each.seconds.append(time.perf_counter() - begun)
            each.processor.append(time.process_time() - used)
    return spent


def milliseconds(seconds: Sequence[float]) -> str:
    """Return the median in milliseconds."""
    return f"{statistics.median(seconds) * 1000:.1f} ms"


def p50_p95(seconds: Sequence[float]) -> str:
    """Return median and 95th percentile in milliseconds."""
    return f"{statistics.median(seconds) * 1000:.1f} / {statistics.quantiles(seconds, n=20)[18] * 1000:.1f} ms"
