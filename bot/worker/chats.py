"""What workers tell the chats that they write to."""

from typing import Protocol


class Chats(Protocol):
    """What becomes of a chat while it is written to."""

    async def block(self, chat_id: int) -> None:
        """Keep that it takes nothing any more."""
        ...

    async def follow(self, old: int, new: int) -> None:
        """Keep that it has another number from now on."""
        ...
