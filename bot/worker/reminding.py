"""The loop that sends reminders.

Guarantee: a reminder that is due is sent, or ends with the reason why not. It is sent once, but for a crash between
Telegram's acceptance and our note of it: then that one message may come twice, unless its step is marked `once`; then
it may not come at all, and is noted as uncertain.

Each goes through two short transactions: it is claimed (with everything needed to decide), and its outcome is stored.
None is open while Telegram is spoken to. Several workers may run on one database: a chat is claimed by one at a time.
A database that is away for a while stops nobody: it is asked again until it answers, and what Telegram took is noted.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from telegram.error import InvalidToken

from bot.aftercare.delivery import decide_delivery
from bot.aftercare.planner import Planner
from bot.aftercare.reminders import Claimed, Reminder, Send, Status
from bot.aftercare.status import Attempt, next_status
from bot.broken_setup import BrokenSetup
from bot.conversation.compose import Composer, Reply
from bot.store.reminders import Reminders
from bot.telegram_send.outcomes import UNAUTHORIZED, NotSent, Refused, SendOutcome, Sent, Unsure
from bot.telegram_send.sender import Sender
from bot.worker.chats import Chats, keep_refusal
from bot.worker.message import message_of
from bot.worker.patience import patiently

LEASE = timedelta(minutes=2)
"""Longer than any call to Telegram may take: a claim that is older belongs to a worker that died."""
SLOT = timedelta(minutes=20)
"""What is due for the same chat within this time goes into one message."""
_OF_LEASE = 0.75
"""So much of its lease a worker may use for sending: it never sends what another one has taken over meanwhile."""
_LOOK_EVERY = 5.0
"""Seconds; sooner when something is known to be due sooner."""
_LOOK_AT_MOST_EVERY = 0.05
log = structlog.get_logger()


class Reminding:
    """Sends what is due, one chat after the other."""

    def __init__(  # noqa: PLR0913 (what it works with, each by its name)
        self,
        *,
        reminders: Reminders,
        sender: Sender,
        composer: Composer,
        planner: Planner,
        clock: Callable[[], datetime],
        lease: timedelta = LEASE,
        chats: Chats,
    ) -> None:
        """`chats` hear of one that takes nothing any more, or has moved, before that is noted for the reminder."""
        self._reminders = reminders
        self._sender = sender
        self._composer = composer
        self._planner = planner
        self._clock = clock
        self._lease = lease
        self._chats = chats

    async def run(self) -> None:
        """Run until cancelled.

        Raises:
            BrokenSetup: Telegram does not accept the token any more. What was to be sent waits.
        """
        while True:
            await patiently(lambda: self._reminders.recover(self._clock()))
            if not await self.deliver_one():
                await asyncio.sleep(await patiently(self._pause))

    async def deliver_one(self) -> bool:
        """Take one chat's due reminders to their end; return whether there were any.

        Raises:
            BrokenSetup: As `run` does.
        """
        # Before the claim: what waits with a claim in hand may lose it, or be taken for sent if the process ends.
        await self._sender.until_free()
        claimed = await patiently(lambda: self._reminders.claim(self._clock(), lease=self._lease, slot=SLOT))
        if claimed is None:
            return False
        now = self._clock()
        decided = decide_delivery(claimed, self._planner, now=now)
        chosen = [each for each in claimed.reminders if isinstance(decided[each.id], Send)]
        try:
            outcome = await self._send(claimed, chosen, now) if chosen else Sent()
        except InvalidToken as error:
            await self._settle(claimed, decided, NotSent())
            raise BrokenSetup(UNAUTHORIZED) from error
        await self._settle(claimed, decided, outcome)
        return True

    async def _settle(self, claimed: Claimed, decided: Mapping[int, Send | Status], outcome: SendOutcome) -> None:
        now, attempt = self._clock(), _attempt(outcome)
        wait = timedelta(seconds=outcome.wait if isinstance(outcome, NotSent) else 0)
        results = {
            each.id: decision
            if isinstance(decision := decided[each.id], Status)
            else next_status(each, attempt, now=now, wait=wait)
            for each in claimed.reminders
        }
        await keep_refusal(self._chats, claimed.recipient.chat_id, outcome)
        await patiently(lambda: self._reminders.settle(claimed, results, now))

    async def _send(self, claimed: Claimed, chosen: Sequence[Reminder], now: datetime) -> SendOutcome:
        try:
            reply = self._compose(claimed, chosen, now)
        except Exception as error:  # noqa: BLE001 (one message that cannot be written must not stop the others)
            log.error("reminder_not_composed", reminders=[each.id for each in chosen], error=type(error).__name__)
            return NotSent()
        try:
            async with asyncio.timeout(self._lease.total_seconds() * _OF_LEASE):
                return await self._sender.remind(claimed.recipient.chat_id, reply)
        except TimeoutError:
            log.warning("reminder_given_up", reminders=[each.id for each in chosen])
            return Unsure()

    def _compose(self, claimed: Claimed, chosen: Sequence[Reminder], now: datetime) -> Reply:
        screen = message_of(claimed, chosen, self._planner)
        return self._composer.screen(screen, claimed.recipient.language or "ar", now)

    async def _pause(self) -> float:
        due_at = await self._reminders.next_due()
        if due_at is None:
            return _LOOK_EVERY
        return min(_LOOK_EVERY, max(_LOOK_AT_MOST_EVERY, (due_at - self._clock()).total_seconds()))


def _attempt(outcome: SendOutcome) -> Attempt:
    match outcome:
        case Sent():
            return "accepted"
        case Refused(moved_to=int()):
            return "not_sent"
        case Refused(gone=gone):
            return "blocked" if gone else "refused"
        case NotSent():
            return "not_sent"
    return "unsure"
