"""The loop that tells patients what became of their wish to have a session moved.

Guarantee: an answer is told, and once, but where it is not known whether it arrived (a connection that broke, a crash
between Telegram's acceptance and our note of it): then it may come twice. Nobody is woken for it, and nobody is told of
a session that is over or gone, or by a bot that they blocked.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from telegram.error import InvalidToken

from bot.aftercare.planner import Planner
from bot.aftercare.sessions import Session
from bot.broken_setup import BrokenSetup
from bot.conversation.care.pieces import button
from bot.conversation.care.whose import treatment, whose
from bot.conversation.compose import Composer
from bot.conversation.screens import At, Line, Param, Screen
from bot.store.move_requests import Answer, UntoldAnswers
from bot.telegram_send.outcomes import UNAUTHORIZED, NotSent, Refused, Unsure
from bot.telegram_send.sender import Sender
from bot.worker.chats import Chats, keep_refusal
from bot.worker.patience import patiently
from bot.worker.reminding import LEASE

_LOOK_EVERY = 5.0
"""Seconds."""
_AGAIN_AFTER = timedelta(minutes=1)
_AGAIN_LATER = timedelta(minutes=10)

log = structlog.get_logger()


class Answering:
    """Tells one answer after the other."""

    def __init__(
        self,
        *,
        answers: UntoldAnswers,
        sender: Sender,
        composer: Composer,
        planner: Planner,
        clock: Callable[[], datetime],
        chats: Chats,
    ) -> None:
        self._answers = answers
        self._sender = sender
        self._composer = composer
        self._planner = planner
        self._clock = clock
        self._chats = chats

    async def run(self) -> None:
        """Run until cancelled.

        Raises:
            BrokenSetup: Telegram does not accept the token any more. What was to be told waits.
        """
        while True:
            if not await self.tell_one():
                await asyncio.sleep(_LOOK_EVERY)

    async def tell_one(self) -> bool:
        """Take one answer to its end, or put it off; return whether there was any.

        Raises:
            BrokenSetup: As `run` does.
        """
        await self._sender.until_free()
        answer = await patiently(lambda: self._answers.claim(self._clock(), lease=LEASE))
        if answer is None:
            return False
        again_at = await self._settle(answer, self._clock())
        await patiently(lambda: self._answers.tell_at(answer.request_id, again_at))
        return True

    async def _settle(self, answer: Answer, now: datetime) -> datetime | None:
        """Tell it if this is the moment; return when to try again, or None when there is nothing to tell any more."""
        session, recipient = answer.session, answer.recipient
        if session is None or session.at <= now or recipient.blocked:
            return None
        opens = self._planner.quiet.next_open(now, recipient.zone)
        if opens > now:
            return opens
        chat_id = recipient.chat_id
        try:
            reply = self._composer.screen(_said(answer, session), recipient.language or "ar", now)
        except Exception as error:  # noqa: BLE001 (one message that cannot be written must not stop the others)
            log.error("answer_not_composed", request=answer.request_id, error=type(error).__name__)
            return now + _AGAIN_LATER
        try:
            outcome = await self._sender.remind(chat_id, reply)
        except InvalidToken as error:
            await patiently(lambda: self._answers.tell_at(answer.request_id, now))
            raise BrokenSetup(UNAUTHORIZED) from error
        await keep_refusal(self._chats, chat_id, outcome)
        match outcome:
            case NotSent(wait=wait):
                return self._clock() + max(_AGAIN_AFTER, timedelta(seconds=wait))
            case Unsure():
                return self._clock() + _AGAIN_LATER
            case Refused(moved_to=int()):
                return self._clock()
        return None


def _said(answer: Answer, session: Session) -> Screen:
    """Return what the clinic answered, with the time that the session has now."""
    params: dict[str, Param | None] = {
        "treatment": treatment(session.programme),
        "at": At(at=session.at, zone=answer.recipient.zone),
        "person": whose(session, answer.recipient),
    }
    said = Line(key="wish_done" if answer.is_done else "wish_declined", params=params)
    return Screen(parts=(said,), rows=((button("my_reminders_button", "reminders"),),))
