"""Books sessions as staff and patients do: offered in one turn, taken up and planned in another."""

import itertools
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.reminders_clinic import NOW
from bot.aftercare.planner import Planner
from bot.conversation.context import Chat
from bot.conversation.decisions import KeepConsent, OfferSession, RedeemOffer
from bot.conversation.turn import Outcome
from bot.store.care_effects import CareEffects
from bot.store.chats import Chats
from bot.store.tokens import digest_of, new_token

_STAFF = 5_000
_NEW_PATIENTS = 900_000_000


class Booking:
    """Stores what staff and patient do: a session is offered with the next one of its course, and both are taken up."""

    def __init__(self, engine: AsyncEngine, planner: Planner) -> None:
        self._chats = Chats(engine, CareEffects(planner=planner))
        self._numbers = itertools.count()

    async def book(self) -> None:
        """Book for one more patient: what is stored when staff make a link, and when the patient has agreed."""
        token_hash = digest_of(new_token())
        offered = OfferSession(
            programme="prp",
            at=NOW - timedelta(minutes=10),
            token_hash=token_hash,
            expires_at=NOW + timedelta(days=2),
            number=1,
            total=3,
            next_at=NOW + timedelta(days=28),
        )
        await self._chats.store_ahead(Outcome(chat=Chat(chat_id=_STAFF), effects=(offered,)), NOW)
        patient = Chat(chat_id=_NEW_PATIENTS + next(self._numbers), language="ar", last_turn_at=NOW)
        taken = KeepConsent(version=1), RedeemOffer(token_hash=token_hash)
        await self._chats.store(Outcome(chat=patient, effects=taken), update_id=0, now=NOW)
