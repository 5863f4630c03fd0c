"""Works the inbox off: one turn at a time for each chat, many chats side by side.

Guarantee: an update that was stored is answered, in the order of its chat. Killed in the middle of a turn, Rafiq
answers that one update again at the next start, because its outcome was not stored; no other one is answered twice.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import InvalidToken

from bot.broken_setup import BrokenSetup
from bot.conversation.compose import Reply, without_opinions
from bot.conversation.decisions import SayUrgent
from bot.conversation.events import Tapped
from bot.conversation.turn import Outcome, Talk, Turn
from bot.pictures.painter import Painter
from bot.store.chats import Chats
from bot.store.inbox import Inbox, Received
from bot.store.patients import Patients
from bot.telegram_app.gathering import gather
from bot.telegram_app.reading import buttons_of, read_update
from bot.telegram_send.outcomes import UNAUTHORIZED, Refused, SendOutcome
from bot.telegram_send.sender import Sender

BURST = timedelta(seconds=10)
_SIDE_BY_SIDE = 16
"""Turns at the same moment: more would only queue before Rasa."""

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Stores:
    """What turns read from and write to. `everything` gives all that is stored of a chat."""

    inbox: Inbox
    chats: Chats
    patients: Patients
    everything: Callable[[int], Awaitable[dict[str, Any]]]


class Turns:
    """Starts a runner for each chat that has work, and lets running turns end."""

    def __init__(
        self,
        *,
        bot: Bot,
        store: Stores,
        talk: Talk,
        painter: Painter,
        sender: Sender,
        clock: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._inbox = store.inbox
        self._chats = store.chats
        self._store = store
        self._talk = talk
        self._painter = painter
        self._sender = sender
        self._clock = clock
        self._room = asyncio.Semaphore(_SIDE_BY_SIDE)
        self._runners: dict[int, asyncio.Task[None]] = {}
        self._news: set[int] = set()
        self._stopping = False
        self._token_refused = asyncio.Event()

    async def watch(self) -> None:
        """Run until cancelled.

        Raises:
            BrokenSetup: Telegram does not accept the token any more. What is not answered stays in the inbox.
        """
        await self._token_refused.wait()
        raise BrokenSetup(UNAUTHORIZED)

    async def resume(self) -> None:
        """Take up what an earlier run left in the inbox."""
        for chat_id in await self._inbox.chats_with_work():
            self.wake(chat_id)

    def wake(self, chat_id: int) -> None:
        """Work this chat's updates off, unless somebody is already at it."""
        self._news.add(chat_id)
        if chat_id not in self._runners and not self._stopping:
            self._runners[chat_id] = asyncio.create_task(self._run(chat_id), name="turns of one chat")

    async def stop(self, within: float) -> None:
        """Let the turns that are running end, for `within` seconds; what is not begun waits in the inbox."""
        self._stopping = True
        if running := list(self._runners.values()):
            _, late = await asyncio.wait(running, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, chat_id: int) -> None:
        try:
            while chat_id in self._news and not self._stopping:
                self._news.discard(chat_id)
                while not self._stopping and (received := await self._inbox.next_of(chat_id)):
                    async with self._room:
                        await self._answer(received)
        finally:
            del self._runners[chat_id]
            if chat_id in self._news:
                self.wake(chat_id)

    async def _answer(self, received: Received) -> None:
        try:
            await self._turn(received)
        except InvalidToken:
            # It speaks of the bot, not of this update.
            self._stopping = True
            self._token_refused.set()
        except Exception as error:  # noqa: BLE001 (one update must not stop the others; it is counted and set aside)
            # The kind of the error alone: its message may quote what the patient wrote.
            log.error("turn_failed", update_id=received.update_id, error=type(error).__name__)
            if await self._inbox.failed(received.update_id):
                log.error("update_set_aside", update_id=received.update_id)
                if received.chat_id > 0:
                    await self._apologise(received.chat_id)

    async def _apologise(self, chat_id: int) -> None:
        """Say that a message failed: a patient who hears nothing waits, perhaps with something urgent."""
        try:
            chat = await self._chats.get(chat_id)
            await self._sender.send(chat_id, self._talk.apology(chat, self._clock()))
        except Exception as error:  # noqa: BLE001 (whatever broke the turn may break this, too)
            log.error("apology_failed", error=type(error).__name__)

    async def _turn(self, received: Received) -> None:
        update = Update.de_json(json.loads(received.body), self._bot)
        incoming = read_update(update)
        if incoming is None:
            await self._inbox.done(received.update_id)
            return
        chat = await self._chats.get(incoming.chat_id)
        in_burst = await self._inbox.received_before(received, BURST)
        now = self._clock()
        care = await gather(incoming.event, incoming.chat_id, self._store.patients, self._talk.desk, now=now)
        turn = await self._talk.turn(incoming, chat, now=now, care=care, in_burst=in_burst)
        await self._chats.store_ahead(turn.outcome, now)
        gone = await self._deliver(turn, incoming.chat_id, incoming.event, update)
        outcome = turn.outcome if not gone else _blocked(turn)
        await self._chats.store(outcome, received.update_id, self._clock())

    async def _deliver(self, turn: Turn, chat_id: int, event: object, update: Update) -> bool:
        """Send what the turn calls for; return True if the chat takes nothing any more."""
        if isinstance(event, Tapped):
            await self._sender.acknowledge(event.tap_id, turn.receipt)
            if turn.rated:
                rows = without_opinions(buttons_of(update))
                await self._sender.replace_buttons(chat_id, event.message_id, rows)
        if turn.reply is None:
            return False
        outcome = await self._send(chat_id, turn.reply, turn)
        return isinstance(outcome, Refused) and outcome.gone

    async def _send(self, chat_id: int, reply: Reply, turn: Turn) -> SendOutcome:
        if reply.everything:
            stored = await self._store.everything(chat_id)
            content = json.dumps(stored, ensure_ascii=False, indent=2).encode()
            return await self._sender.send_file(chat_id, content, name="rafiq.json", caption=reply.text)
        if reply.picture:
            drawn = await asyncio.to_thread(self._painter.draw, reply.picture, turn.language, self._clock())
            await self._sender.send_picture(chat_id, drawn)
        urgent = isinstance(turn.decision.say, SayUrgent)
        return await self._sender.send(chat_id, reply, repeat_if_unsure=urgent)


def _blocked(turn: Turn) -> Outcome:
    return replace(turn.outcome, chat=replace(turn.outcome.chat, blocked=True))
