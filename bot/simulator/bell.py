"""Waking those who wait for something to change."""

import asyncio
from collections.abc import Callable
from contextlib import suppress


class Bell:
    """Rings for everyone who waits at that moment."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.closed = False

    def ring(self) -> None:
        """Wake everyone who waits now."""
        self._rung.set()
        self._rung = asyncio.Event()

    def close(self) -> None:
        """Wake everyone for good: nobody waits here any more."""
        self.closed = True
        self.ring()

    async def wait_until(self, happened: Callable[[], object], *, at_most: float) -> None:
        """Return when `happened()` is true, asked again at each ring, or after `at_most` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                while not (self.closed or happened()):
                    await self._rung.wait()
