"""What workers keep of the chats that they write to."""

from typing import Protocol

from bot.telegram_send.outcomes import Refused, SendOutcome
from bot.worker.patience import patiently


class Chats(Protocol):
    """What becomes of a chat while it is written to."""

    async def block(self, chat_id: int) -> None:
        """Keep that it takes nothing any more."""
        ...

    async def follow(self, old: int, new: int) -> None:
        """Keep that it has another number from now on."""
        ...


async def keep_refusal(chats: Chats, chat_id: int, outcome: SendOutcome) -> None:
    """Keep what Telegram says of a chat beside a refusal: that it takes nothing any more, or has another number."""
    match outcome:
        case Refused(gone=True):
            await patiently(lambda: chats.block(chat_id))
        case Refused(moved_to=int(new)):
            await patiently(lambda: chats.follow(chat_id, new))
