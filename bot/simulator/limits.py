"""Telegram's own pace: how many messages a bot may send in a second, in all and to one chat."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Messages per second; None sets no limit. Telegram allows about 30 in all and 1 in one chat."""

    messages_per_second: int | None = None
    per_chat_per_second: int | None = None


class Pace:
    """Counts what was sent in the last second."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._sent: deque[float] = deque()
        self._sent_to: defaultdict[int, deque[float]] = defaultdict(deque)

    def seconds_to_wait(self, chat_id: int, *, now: float) -> int:
        """Return 0 and count a message to `chat_id`, or the whole seconds after which to try again.

        `now` is in seconds of any clock that never goes back. A refused message does not count.
        """
        waits = [
            _wait(self._sent, self._limits.messages_per_second, now),
            _wait(self._sent_to[chat_id], self._limits.per_chat_per_second, now),
        ]
        if not any(waits):
            self._sent.append(now)
            self._sent_to[chat_id].append(now)
        return max(waits)


def _wait(sent: deque[float], most: int | None, now: float) -> int:
    while sent and sent[0] <= now - 1:
        sent.popleft()
    if most is None or len(sent) < most:
        return 0
    return max(1, math.ceil(sent[0] + 1 - now))
