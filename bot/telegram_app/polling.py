"""The client of the Bot API: updates as Telegram sent them, and calls that wait until Telegram can be reached."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.broken_setup import BrokenSetup
from bot.telegram_send.outcomes import UNAUTHORIZED, seconds_to_wait

CONFLICT = "another instance of this bot is running with the same token: stop it, or give this one a token of its own"
_ANSWER_SECONDS = 10
"""Seconds that Telegram gets beyond the time of a long poll."""
_PAUSE = 3.0
"""Seconds before Telegram is tried again at the start."""


class PollingBot(Bot):
    """A bot that hands updates over unread: one that cannot be read must not hold up those behind it."""

    async def fetch_updates(
        self, *, offset: int | None, wait: int, allowed_updates: Sequence[str]
    ) -> list[dict[str, Any]]:
        """Wait up to `wait` seconds for updates from `offset` on; what comes before it is confirmed.

        Raises:
            TelegramError: As `Bot.get_updates` does.
        """
        wanted = {"offset": offset, "timeout": wait, "allowed_updates": list(allowed_updates)}
        updates = await self._post("getUpdates", wanted, read_timeout=wait + _ANSWER_SECONDS)
        return cast("list[dict[str, Any]]", updates)


async def until_reached(call: Callable[[], Awaitable[object]], *, unreachable: Callable[[], None]) -> None:
    """Call Telegram until it answers; `unreachable` is called once if it does not at first.

    Raises:
        BrokenSetup: Telegram does not accept the token.
        BadRequest: It does not accept what is asked of it.
    """
    told = False
    while True:
        try:
            await call()
        except InvalidToken as error:
            raise BrokenSetup(UNAUTHORIZED) from error
        except RetryAfter as error:
            await asyncio.sleep(seconds_to_wait(error))
        except BadRequest:
            raise
        except NetworkError:
            if not told:
                unreachable()
            told = True
            await asyncio.sleep(_PAUSE)
        else:
            return
