"""Works the inbox off: one turn at a time for each chat, many chats side by side.

Guarantee: an update that was stored is answered, in the order of its chat. Killed in the middle of a turn, Rafiq
answers that one update again at the next start, because its outcome was not stored; no other one is answered twice.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from telegram import Bot, Update
from telegram.error import InvalidToken

from bot.broken_setup import BrokenSetup
from bot.conversation.compose import without_opinions
from bot.conversation.decisions import SayUrgent
from bot.conversation.events import Tapped
from bot.conversation.turn import Outcome, Talk, Turn
from bot.store.chats import Chats
from bot.store.inbox import Inbox, Received
from bot.telegram_app.polling import UNAUTHORIZED
from bot.telegram_app.reading import buttons_of, read_update
from bot.telegram_send.outcomes import Refused
from bot.telegram_send.sender import Sender

BURST = timedelta(seconds=10)
_SIDE_BY_SIDE = 16
"""Turns at the same moment: more would only queue before Rasa."""

log = structlog.get_logger()


class Turns:
    """Starts a runner for each chat that has work, and lets running turns end."""

    def __init__(
        self, *, bot: Bot, inbox: Inbox, chats: Chats, talk: Talk, sender: Sender, clock: Callable[[], datetime]
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._chats = chats
        self._talk = talk
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
        turn = await self._talk.turn(incoming, chat, now=self._clock(), in_burst=in_burst)
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
        urgent = isinstance(turn.decision.say, SayUrgent)
        outcome = await self._sender.send(chat_id, turn.reply, repeat_if_unsure=urgent)
        return isinstance(outcome, Refused) and outcome.gone


def _blocked(turn: Turn) -> Outcome:
    return replace(turn.outcome, chat=replace(turn.outcome.chat, blocked=True))
