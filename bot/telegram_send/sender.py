"""Sends answers to patients: again when it did not arrive, never again when it did, twice only where that is safer."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import Any

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
)
from telegram.error import TelegramError

from bot.conversation.buttons import Rows
from bot.conversation.compose import Reply
from bot.telegram_send.outcomes import NotSent, Refused, SendOutcome, Sent, Unsure, outcome_of
from bot.telegram_send.pace import Pace

_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before each new attempt; the last one repeats for as long as Telegram is out of reach."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


class Sender:
    """Everything that goes to Telegram: answers at once, reminders at the pace that is left."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._pace = Pace()
        self._paused_until = 0.0

    async def send(self, chat_id: int, reply: Reply, *, repeat_if_unsure: bool = False) -> SendOutcome:
        """Send a message and return how that ended: `Sent`, `Refused`, or `Unsure` where it is not repeated.

        Waits and tries again, for as long as it takes, when the message did not leave. `repeat_if_unsure` sends it
        again where it may have arrived: an emergency text is better read twice than never.
        """
        return await self._until_settled(lambda: self._message(chat_id, reply), repeat_if_unsure=repeat_if_unsure)

    async def send_picture(self, chat_id: int, picture: bytes) -> SendOutcome:
        """Send a PNG picture, as `send` sends a message."""
        return await self._until_settled(
            lambda: self._bot.send_photo(chat_id=chat_id, photo=picture), repeat_if_unsure=False
        )

    async def send_file(self, chat_id: int, content: bytes, *, name: str, caption: str) -> SendOutcome:
        """Send a file under a name, as `send` sends a message."""
        return await self._until_settled(
            lambda: self._bot.send_document(chat_id=chat_id, document=content, filename=name, caption=caption),
            repeat_if_unsure=False,
        )

    async def until_free(self) -> None:
        """Wait until a reminder could leave at once: Telegram wants no pause, and no answer is on its way."""
        await self._wait_for_everyone()
        await self._pace.free()

    async def remind(self, chat_id: int, reply: Reply) -> SendOutcome:
        """Try once, at once, to send a reminder (see `until_free`). Whether to try again is the caller's to say."""
        if (pause := self._paused_until - monotonic()) > 0:
            # Another chat was told to wait meanwhile, and so is everyone.
            return NotSent(wait=pause, everyone=True)
        self._pace.take()
        return await self._once(lambda: self._message(chat_id, reply))

    async def _message(self, chat_id: int, reply: Reply) -> object:
        return await self._bot.send_message(
            chat_id=chat_id, text=reply.text, reply_markup=_markup(reply), link_preview_options=_NO_PREVIEW
        )

    async def acknowledge(self, tap_id: str, text: str | None) -> SendOutcome:
        """Take the waiting mark off a tapped button, with a short notice perhaps. A tap that is too old is refused."""
        return await self._once(lambda: self._bot.answer_callback_query(tap_id, text=text))

    async def replace_buttons(self, chat_id: int, message_id: int, rows: Rows) -> SendOutcome:
        """Give a sent message other buttons."""
        return await self._once(
            lambda: self._bot.edit_message_reply_markup(
                chat_id=chat_id, message_id=message_id, reply_markup=_inline(rows)
            )
        )

    async def _until_settled(self, call: Callable[[], Awaitable[Any]], *, repeat_if_unsure: bool) -> SendOutcome:
        attempt = 0
        while True:
            await self._wait_for_everyone()
            with self._pace.answer():
                outcome = await self._once(call)
            if isinstance(outcome, Sent | Refused) or (isinstance(outcome, Unsure) and not repeat_if_unsure):
                return outcome
            if not (isinstance(outcome, NotSent) and outcome.everyone):
                await asyncio.sleep(_PAUSES[min(attempt, len(_PAUSES) - 1)])
            attempt += 1

    async def _once(self, call: Callable[[], Awaitable[Any]]) -> SendOutcome:
        try:
            await call()
        except TelegramError as error:
            outcome = outcome_of(error)
            log.warning("telegram_call_failed", outcome=type(outcome).__name__, error=type(error).__name__)
            if isinstance(outcome, NotSent) and outcome.everyone:
                self._paused_until = max(self._paused_until, monotonic() + outcome.wait)
            return outcome
        return Sent()

    async def _wait_for_everyone(self) -> None:
        # Another chat may have been told to wait longer meanwhile.
        while (pause := self._paused_until - monotonic()) > 0:  # noqa: ASYNC110 (the end is known: nothing to wait for)
            await asyncio.sleep(pause)


def _markup(reply: Reply) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if reply.share_phone:
        button = KeyboardButton(reply.share_phone, request_contact=True)
        return ReplyKeyboardMarkup([[button]], one_time_keyboard=True, resize_keyboard=True)
    return _inline(reply.rows)


def _inline(rows: Rows) -> InlineKeyboardMarkup | None:
    def inline(row: Sequence[Any]) -> list[InlineKeyboardButton]:
        return [InlineKeyboardButton(one.label, callback_data=one.data, url=one.url) for one in row]

    return InlineKeyboardMarkup([inline(row) for row in rows]) if rows else None
