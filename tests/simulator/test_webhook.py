"""Delivery to the bot's own address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.web_server import serve_app
from tests.simulator_client import Patient


class Receiver:
    """A bot's webhook that keeps what it gets and answers as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []

    async def answer(self, request: Request) -> Response:
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.bodies.append(await request.json())
        return Response(status_code=status)

    async def texts(self, count: int) -> list[str]:
        for _ in range(500):
            if len(self.bodies) >= count:
                break
            await asyncio.sleep(0.01)
        return [body["message"]["text"] for body in self.bodies]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with _serving(Receiver()) as receiver:
        yield receiver


@asynccontextmanager
async def _serving(receiver: Receiver) -> AsyncIterator[Receiver]:
    app = Starlette(routes=[Route("/hook", receiver.answer, methods=["POST"])])
    async with serve_app(app, host="127.0.0.1", port=0) as url:
        receiver.url = f"{url}/hook"
        yield receiver


async def nothing_is_pending(bot: Bot) -> bool:
    """Wait until Telegram has read the answer to its last update, too."""
    for _ in range(1000):
        if (await bot.get_webhook_info()).pending_update_count == 0:
            return True
        await asyncio.sleep(0.01)
    return False


async def test_updates_come_in_order_with_the_secret(bot: Bot, sara: Patient, receiver: Receiver) -> None:
    await sara.says("قبل")
    await bot.set_webhook(receiver.url, secret_token="s3cret_-")
    for number in range(5):
        await sara.says(str(number))
    assert await receiver.texts(6) == ["قبل", "0", "1", "2", "3", "4"]
    assert set(receiver.secrets) == {"s3cret_-"}
    assert await nothing_is_pending(bot)


async def test_an_update_is_delivered_until_it_is_accepted(bot: Bot, sara: Patient, receiver: Receiver) -> None:
    receiver.statuses = [500, 503]
    await bot.set_webhook(receiver.url)
    await sara.says("أولى")
    await sara.says("ثانية")
    assert await receiver.texts(2) == ["أولى", "ثانية"]
    assert len(receiver.secrets) == 4
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert info.url == receiver.url


async def test_an_address_where_nobody_listens_is_told(bot: Bot, sara: Patient) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook", allowed_updates=["message"], max_connections=1)
    await sara.says("هل من أحد؟")
    for _ in range(200):
        info = await bot.get_webhook_info()
        if info.last_error_message:
            break
        await asyncio.sleep(0.01)
    assert info.last_error_message == "Connection refused"
    assert (info.pending_update_count, info.max_connections, info.allowed_updates) == (1, 1, ("message",))


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, sara: Patient, receiver: Receiver) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    await sara.says("بعدها")
    assert len(await bot.get_updates(timeout=2)) == 1
    assert receiver.bodies == []


async def test_pending_updates_are_dropped_when_the_bot_asks_for_it(bot: Bot, sara: Patient) -> None:
    await sara.says("قديمة")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_webhook_outside_of_this_machine_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="the simulator delivers to"):
        await bot.set_webhook("https://example.org/hook")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="not allowed")
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.set_webhook("")
