"""Delivery of updates to the bot's own address: one after the other, each until it is accepted."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx

from bot.simulator.refusals import JsonObject

if TYPE_CHECKING:
    from bot.simulator.updates import Updates

_PATIENCE = 30.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 2.0


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Where the bot wants its updates, and the secret that proves who delivers them."""

    url: str
    secret_token: str = ""
    max_connections: int = 40


@dataclass(frozen=True, kw_only=True)
class DeliveryError:
    """Why the last delivery failed, as `getWebhookInfo` tells it; `at` is in seconds since 1970."""

    at: int
    message: str

    def as_json(self) -> JsonObject:
        """Return the two fields of Telegram's WebhookInfo."""
        return {"last_error_date": self.at, "last_error_message": self.message}


async def post_update(client: httpx.AsyncClient, webhook: Webhook, update: JsonObject) -> str | None:
    """Post one update and return None if the bot took it, else Telegram's words for what went wrong."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret_token} if webhook.secret_token else {}
    try:
        answer = await client.post(webhook.url, json=update, headers=headers, timeout=_PATIENCE)
    except httpx.TimeoutException:
        return "Read timeout expired"
    except httpx.ConnectError:
        return "Connection refused"
    except httpx.HTTPError:
        return "Connection reset by peer"
    if answer.is_success:
        return None
    return f"Wrong response from the webhook: {answer.status_code} {HTTPStatus(answer.status_code).phrase}"


class Postman:
    """Carries the pending updates to the webhook, if there is one."""

    def __init__(self, updates: "Updates", *, clock: Callable[[], float]) -> None:
        self.webhook: Webhook | None = None
        self.last_error: DeliveryError | None = None
        self._updates = updates
        self._clock = clock
        self._round: asyncio.Task[None] | None = None

    def start(self, webhook: Webhook) -> None:
        """Deliver to `webhook` from now on."""
        self.stop()
        self.webhook = webhook
        self.last_error = None
        self._round = asyncio.create_task(self._deliver_all(webhook))

    def stop(self) -> None:
        """Deliver nothing any more; what was not accepted stays pending."""
        self.webhook = None
        if self._round is not None:
            self._round.cancel()
            self._round = None

    async def _deliver_all(self, webhook: Webhook) -> None:
        pause = _FIRST_PAUSE
        async with httpx.AsyncClient(trust_env=False) as client:
            while True:
                await self._updates.bell.wait_until(lambda: self._updates.pending, at_most=_PATIENCE)
                if await self._deliver_next(client, webhook):
                    pause = _FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)

    async def _deliver_next(self, client: httpx.AsyncClient, webhook: Webhook) -> bool:
        if not self._updates.pending:
            return True
        update = self._updates.pending[0]
        if reason := await post_update(client, webhook, update):
            self.last_error = DeliveryError(at=int(self._clock()), message=reason)
            return False
        # By identity: the queue may have been dropped meanwhile, and a test may queue one update_id twice.
        if self._updates.pending and self._updates.pending[0] is update:
            self._updates.pending.popleft()
        return True
