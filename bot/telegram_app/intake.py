"""Takes updates from Telegram, by long polling or by webhook; each is in the inbox before Telegram hears "received"."""

import asyncio
import hmac
import json
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot.broken_setup import BrokenSetup
from bot.store.inbox import Inbox, Received
from bot.telegram_app.polling import CONFLICT, PollingBot
from bot.telegram_app.reading import ALLOWED_UPDATES, chat_of, is_number, sent_at
from bot.telegram_app.turns import Turns
from bot.telegram_send.outcomes import UNAUTHORIZED, seconds_to_wait

_POLL_SECONDS = 25
_PAUSES = (0.5, 1.0, 2.0, 5.0, 15.0)
_LARGEST_UPDATE = 1_000_000
"""Bytes. Telegram's updates are far smaller."""

log = structlog.get_logger()


class Intake:
    """Stores updates and wakes their chats."""

    def __init__(self, *, inbox: Inbox, turns: Turns, clock: Callable[[], datetime]) -> None:
        self._inbox = inbox
        self._turns = turns
        self._clock = clock

    async def take(self, bodies: Sequence[dict[str, object]]) -> None:
        """Store updates, then let their turns begin."""
        now = self._clock()
        received = [
            Received(
                update_id=_number(body),
                chat_id=chat_of(body),
                body=json.dumps(body),
                # What waited at Telegram while Rafiq was down did not come in a burst.
                received_at=min(sent_at(body) or now, now),
            )
            for body in bodies
        ]
        await self._inbox.store(received)
        for one in received:
            self._turns.wake(one.chat_id)

    async def poll(self, bot: PollingBot) -> None:
        """Fetch updates until cancelled. The next request confirms a batch: it goes out when the batch is stored.

        Raises:
            BrokenSetup: Another instance polls with this token, or Telegram does not accept it.
        """
        newest = await self._inbox.newest()
        offset = None if newest is None else newest + 1
        failures = 0
        while True:
            try:
                updates = await bot.fetch_updates(offset=offset, wait=_POLL_SECONDS, allowed_updates=ALLOWED_UPDATES)
            except Conflict as error:
                raise BrokenSetup(CONFLICT) from error
            except InvalidToken as error:
                raise BrokenSetup(UNAUTHORIZED) from error
            except RetryAfter as error:
                await asyncio.sleep(seconds_to_wait(error))
            except NetworkError as error:
                log.warning("polling_failed", error=type(error).__name__)
                await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1
            else:
                failures = 0
                await self.take(updates)
                if updates:
                    offset = _number(updates[-1]) + 1

    def webhook(self, path: str, secret: str) -> Route:
        """Return the route that Telegram posts updates to; who does not know the secret is turned away."""

        async def receive(request: Request) -> Response:
            given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
            if not hmac.compare_digest(given.encode(), secret.encode()):
                return Response(status_code=403)
            body = await _read(request)
            if body is None:
                return Response(status_code=400)
            await self.take([body])
            return Response(status_code=200)

        return Route(path or "/", receive, methods=["POST"])


async def _read(request: Request) -> dict[str, object] | None:
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > _LARGEST_UPDATE:
            return None
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and is_number(body.get("update_id")) else None


def _number(body: dict[str, object]) -> int:
    number = body["update_id"]
    if not isinstance(number, int):
        raise TypeError("an update has a number")
    return number
