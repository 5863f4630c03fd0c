"""What waits for the bot: updates in order, confirmed by an offset or by the webhook's 2xx."""

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from bot.simulator.bell import Bell
from bot.simulator.refusals import JsonObject, conflict

if TYPE_CHECKING:
    from collections.abc import Iterable

# Telegram delivers these only to bots that name them.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """The queue of updates that the bot has not confirmed yet."""

    def __init__(self) -> None:
        self.pending: deque[JsonObject] = deque()
        self.bell = Bell()
        self._last_id = 0
        self._allowed: frozenset[str] | None = None
        self._poll = 0
        self._ended_by = ""

    def put(self, fields: JsonObject) -> int | None:
        """Queue an update with the next `update_id` (or its own) and return it; None if the bot does not want it."""
        kinds = fields.keys() - {"update_id"}
        wanted = kinds <= self._allowed if self._allowed else not kinds & _ON_REQUEST
        if not wanted:
            return None
        update_id = int(fields.get("update_id", self._last_id + 1))
        self._last_id = max(self._last_id, update_id)
        self.pending.append({"update_id": update_id, **fields})
        self.bell.ring()
        return update_id

    def allow(self, kinds: "Iterable[str] | None") -> None:
        """Choose the kinds of later updates: none named is Telegram's default, None leaves the choice as it is."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    @property
    def allowed(self) -> list[str]:
        """Return the kinds that the bot chose, [] for Telegram's default."""
        return sorted(self._allowed or ())

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps only so many of the last."""
        while self.pending and (len(self.pending) > -offset if offset < 0 else self.pending[0]["update_id"] < offset):
            self.pending.popleft()

    def end_polls(self, reason: str) -> None:
        """Answer whoever polls now with 409 and `reason`."""
        self._poll += 1
        self._ended_by = reason
        self.bell.ring()

    async def poll(self, *, limit: int, wait: float) -> list[JsonObject]:
        """Return up to `limit` updates, after at most `wait` seconds; they stay until they are confirmed.

        Raises:
            ApiError: 409, as soon as another poll begins.
        """
        self.end_polls("terminated by other getUpdates request; make sure that only one bot instance is running")
        mine = self._poll
        await self.bell.wait_until(lambda: self.pending or self._poll != mine, at_most=wait)
        if self._poll != mine:
            raise conflict(self._ended_by)
        return list(islice(self.pending, limit))
