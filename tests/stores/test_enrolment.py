"""What a patient's link starts: the session, the one after it, and what is told at once."""

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.clinic_plan import planner_of
from bot.content.load import load
from bot.conversation.context import Chat
from bot.conversation.decisions import KeepConsent, OfferSession, RedeemOffer
from bot.conversation.turn import Outcome
from bot.settings import ROOT
from bot.store.aftercare_tables import reminders, sessions
from bot.store.care_effects import CareEffects, TakenMeanwhile
from bot.store.chats import Chats
from tests.stores.people import DAY, HOUR, NOON, rows_of

OFFER = OfferSession(
    programme="prp", at=NOON - 30 * HOUR, token_hash="a" * 64, expires_at=NOON + DAY, number=1, total=3,
    next_at=NOON + 28 * DAY,
)  # fmt: skip
TAKE_UP = RedeemOffer(token_hash=OFFER.token_hash)
STAFF, SARA, REZA = 7, 70, 71


@pytest.fixture
def chats(engine: AsyncEngine) -> Chats:
    return Chats(engine, CareEffects(planner=planner_of(load(ROOT / "content"))))


async def does(chats: Chats, chat_id: int, *effects: OfferSession | KeepConsent | RedeemOffer) -> None:
    outcome = Outcome(chat=Chat(chat_id=chat_id, language="ar"), effects=effects)
    await chats.store_ahead(outcome, NOON)
    await chats.store(outcome, chat_id, NOON)


async def test_who_enrols_late_is_told_what_still_applies_and_what_is_over_is_missed(
    chats: Chats, engine: AsyncEngine
) -> None:
    await does(chats, STAFF, OFFER)
    await does(chats, SARA, KeepConsent(version=1), TAKE_UP)
    held, booked = sorted(await rows_of(engine, sessions), key=lambda row: row["at"])
    assert (held["number"], booked["number"], booked["booked"]) == (1, 2, True)
    planned = [row for row in await rows_of(engine, reminders) if row["session_id"] == held["id"]]
    over = {row["step"]: row["reason"] for row in planned if row["state"] in {"sent", "missed"}}
    # Thirty hours after the session: washing is old news, make-up was allowed six hours ago.
    assert over["start"] == over["washing"] == "enrolled late"
    assert over["makeup"] == "told at once"
    assert all(row["late_until"] > NOON for row in planned if row["state"] == "planned")


async def test_a_link_that_somebody_took_up_a_moment_before_starts_nothing(chats: Chats, engine: AsyncEngine) -> None:
    await does(chats, STAFF, replace(OFFER, next_at=None))
    await does(chats, SARA, KeepConsent(version=1), TAKE_UP)
    with pytest.raises(TakenMeanwhile):
        await does(chats, REZA, KeepConsent(version=1), TAKE_UP)
    assert {row["chat_id"] for row in await rows_of(engine, sessions)} == {SARA}
