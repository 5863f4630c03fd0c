"""How fast messages may leave: below Telegram's limit, and answers before reminders."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

MESSAGES_A_SECOND = 25.0
"""All together; Telegram takes about 30 a second from one bot."""


class Pace:
    """One budget for everything that this process sends.

    An answer leaves at once and takes its share of the budget; a reminder waits until the budget allows it and no
    answer is on its way.
    """

    def __init__(self, per_second: float = MESSAGES_A_SECOND, *, clock: Callable[[], float] = monotonic) -> None:
        """`per_second` is the most that leaves in a second when only reminders are sent."""
        self._gap = 1 / per_second
        self._clock = clock
        self._free_at = 0.0
        self._answers = 0
        self._no_answers = asyncio.Event()
        self._no_answers.set()

    @contextmanager
    def answer(self) -> Iterator[None]:
        """Send an answer inside the block: reminders stand back until it has left."""
        self._answers += 1
        self._no_answers.clear()
        self.take()
        try:
            yield
        finally:
            self._answers -= 1
            if not self._answers:
                self._no_answers.set()

    async def free(self) -> None:
        """Wait until a reminder could leave."""
        while True:
            await self._no_answers.wait()
            if (wait := self._free_at - self._clock()) <= 0:
                return
            await asyncio.sleep(wait)

    def take(self) -> None:
        """Take one message's share of the budget."""
        self._free_at = max(self._free_at, self._clock()) + self._gap
