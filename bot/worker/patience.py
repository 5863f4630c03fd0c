"""A database that is away for a while stops no worker."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before a database that failed is asked again; the last one repeats."""

log = structlog.get_logger()
T = TypeVar("T")


async def patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask the database until it answers: it may be started anew, or be away for a while."""
    failures = 0
    while True:
        try:
            return await ask()
        except Exception as error:  # noqa: BLE001 (however a database fails, work goes on when it is back)
            # The kind of the error alone: its message may quote a row.
            log.warning("worker_waits_for_database", error=type(error).__name__)
            await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
            failures += 1
