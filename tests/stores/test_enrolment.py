"""What a patient's link starts: the session, the one after it, and what is told at once."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.clinic_plan import planner_of
from bot.content.load import load
from bot.conversation.context import Chat
from bot.conversation.decisions import (
    AddSession,
    CancelSession,
    Effect,
    HoldSession,
    KeepConsent,
    OfferSession,
    RedeemOffer,
)
from bot.conversation.turn import Outcome
from bot.settings import ROOT
from bot.store.aftercare_tables import reminders, sessions
from bot.store.care_effects import CareEffects, TakenMeanwhile
from bot.store.chats import Chats
from tests.stores.people import DAY, HOUR, MINUTE, NOON, rows_of

OFFER = OfferSession(
    programme="prp", at=NOON - 30 * HOUR, token_hash="a" * 64, expires_at=NOON + DAY, number=1, total=3,
    next_at=NOON + 28 * DAY,
)  # fmt: skip
TAKE_UP = RedeemOffer(token_hash=OFFER.token_hash, told=("makeup", "no_such_step"))
STAFF, SARA, REZA = 7, 70, 71


@pytest.fixture
def chats(engine: AsyncEngine) -> Chats:
    return Chats(engine, CareEffects(planner=planner_of(load(ROOT / "content"))))


async def does(chats: Chats, chat_id: int, *effects: Effect, now: datetime = NOON) -> None:
    outcome = Outcome(chat=Chat(chat_id=chat_id, language="ar"), effects=effects)
    await chats.store_ahead(outcome, now)
    await chats.store(outcome, chat_id, now)


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


async def told(engine: AsyncEngine) -> list[tuple[int, str]]:
    found = await rows_of(engine, reminders)
    return [(row["session_id"], row["step"]) for row in found if row["reason"] == "told at once"]


async def test_what_the_message_did_not_name_is_still_to_come(chats: Chats, engine: AsyncEngine) -> None:
    """A session that it replaced may have kept a step out of it, or the minute may have changed."""
    await does(chats, STAFF, OFFER)
    await does(chats, SARA, KeepConsent(version=1), replace(TAKE_UP, told=()))
    assert await told(engine) == []
    assert {row["step"]: row["state"] for row in await rows_of(engine, reminders)}["makeup"] == "planned"


async def test_what_was_told_counts_for_a_session_that_the_patient_reports_or_held(
    chats: Chats, engine: AsyncEngine
) -> None:
    before = AddSession(programme="prp", at=NOON - 29 * HOUR)
    booking = AddSession(programme="prp", at=NOON + 3 * DAY, booked=True)
    added = AddSession(programme="prp", at=NOON - 30 * HOUR, told=("makeup",))
    await does(chats, SARA, KeepConsent(version=1), before, added, booking)
    first, second, third = [row["id"] for row in await rows_of(engine, sessions)]
    assert await told(engine) == [(second, "makeup")], first
    held = HoldSession(session_id=third, at=NOON + 2 * DAY, told=("start",))
    await does(chats, SARA, held, now=NOON + 2 * DAY + MINUTE)
    assert await told(engine) == [(second, "makeup"), (third, "start")]


async def by_step(engine: AsyncEngine) -> dict[tuple[int, str], tuple[str, str]]:
    found = await rows_of(engine, reminders)
    return {(row["session_id"], row["step"]): (row["state"], row["reason"]) for row in found}


async def test_who_agrees_again_gets_what_is_still_ahead_and_nothing_else(chats: Chats, engine: AsyncEngine) -> None:
    await does(chats, STAFF, OFFER)
    await does(chats, SARA, KeepConsent(version=1), TAKE_UP)
    before = await by_step(engine)
    await does(chats, SARA, KeepConsent(version=0), now=NOON + HOUR)
    assert "planned" not in {state for state, _ in (await by_step(engine)).values()}
    later = NOON + 5 * DAY
    await does(chats, SARA, KeepConsent(version=2), now=later)
    after = await by_step(engine)
    ahead = {(row["session_id"], row["step"]) for row in await rows_of(engine, reminders) if row["late_until"] > later}
    assert {step for step, (state, _) in after.items() if state == "planned"} == ahead
    assert ahead
    assert {step for step, state in before.items() if state[0] == "planned"} > ahead
    assert all(after[step] == state for step, state in before.items() if state[0] != "planned")


async def test_who_cancels_the_next_session_is_asked_to_book_one(chats: Chats, engine: AsyncEngine) -> None:
    """The booking had withdrawn that step; no person had."""
    await does(chats, SARA, KeepConsent(version=1), AddSession(programme="prp", at=NOON - HOUR))
    unbooked = await by_step(engine)
    await does(chats, SARA, AddSession(programme="prp", at=NOON + 28 * DAY, booked=True))
    held, booked = [row["id"] for row in await rows_of(engine, sessions)]
    withdrawn = {step for step, state in (await by_step(engine)).items() if state == ("cancelled", "withdrawn")}
    assert withdrawn
    await does(chats, SARA, CancelSession(session_id=booked))
    after: dict[Any, Any] = await by_step(engine)
    assert {step: state for step, state in after.items() if step[0] == held} == unbooked


async def test_a_link_that_somebody_took_up_a_moment_before_starts_nothing(chats: Chats, engine: AsyncEngine) -> None:
    await does(chats, STAFF, replace(OFFER, next_at=None))
    await does(chats, SARA, KeepConsent(version=1), TAKE_UP)
    with pytest.raises(TakenMeanwhile):
        await does(chats, REZA, KeepConsent(version=1), TAKE_UP)
    assert {row["chat_id"] for row in await rows_of(engine, sessions)} == {SARA}
