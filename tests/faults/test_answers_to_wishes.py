"""The clinic answers a wish to move a session: the patient is told once, at an hour at which nobody sleeps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from bot.broken_setup import BrokenSetup
from bot.content.scope import Language
from bot.conversation.compose import Reply
from bot.conversation.context import Chat
from bot.conversation.screens import Screen
from bot.conversation.turn import Outcome
from bot.settings import Settings
from bot.store.aftercare_tables import move_requests
from bot.store.dialect import writing
from bot.store.move_requests import UntoldAnswers, answer_move_request, ask_to_move
from bot.store.patients import agree
from bot.store.sessions import NewSession, cancel, move, register
from bot.telegram_send.sender import Sender
from bot.wiring import build_bot
from bot.worker.answering import Answering
from tests.aftercare_examples import AT_NIGHT
from tests.faults.due_reminders import Clinic, Clock
from tests.simulator_client import TOKEN, Patient, Simulation

NOON = datetime(2027, 1, 5, 9, tzinfo=UTC)
"""In Riyadh."""
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CLINIC = Clinic()


class Desk:
    """The people of the clinic, and the loop that tells their answers."""

    def __init__(self, engine: AsyncEngine, worker: Answering, clock: Clock) -> None:
        self.engine, self.worker, self.clock = engine, worker, clock
        self.session = self.wish = 0

    async def hears_a_wish(self, patient: Patient, *, at: datetime = NOON + 3 * DAY) -> None:
        chats = CLINIC.chats(self.engine)
        await chats.store(Outcome(chat=Chat(chat_id=patient.id, language="ar", last_turn_at=NOON)), 1, NOON)
        async with writing(self.engine) as connection:
            new = NewSession(programme="prp", at=at, booked=True)
            self.session = (await register(connection, new, chat_id=patient.id, made_by=7, now=NOON)).id
            await agree(connection, patient.id, version=1, now=NOON)
            self.wish = await ask_to_move(connection, patient.id, self.session, "الأحد", now=NOON)

    async def answers(self, state: Literal["done", "declined"], *, moved_to: datetime | None = None) -> None:
        async with writing(self.engine) as connection:
            if moved_to:
                await move(connection, self.session, at=moved_to)
            await answer_move_request(connection, self.wish, state, now=self.clock.now)

    async def tells(self) -> bool:
        return await self.worker.tell_one()

    async def tell_at(self) -> datetime | None:
        async with self.engine.connect() as connection:
            moment: datetime | None = (await connection.execute(select(move_requests.c.tell_at))).scalar_one()
        return moment


@asynccontextmanager
async def answering(engine: AsyncEngine, telegram: Simulation, clock: Clock) -> AsyncIterator[Answering]:
    async with build_bot(Settings(), TOKEN, telegram.url) as bot:
        yield Answering(
            answers=UntoldAnswers(engine, CLINIC.planner.zone),
            sender=Sender(bot),
            composer=CLINIC.composer,
            planner=replace(CLINIC.planner, quiet=AT_NIGHT),
            clock=clock,
            chats=CLINIC.chats(engine),
        )


@pytest.fixture
async def desk(engine: AsyncEngine, own_telegram: Simulation) -> AsyncIterator[Desk]:
    clock = Clock(NOON)
    async with answering(engine, own_telegram, clock) as worker:
        yield Desk(engine, worker, clock)


@pytest.fixture
async def sara(own_telegram: Simulation) -> Patient:
    return await own_telegram.patient(first_name="سارة", language_code="ar")


@pytest.mark.parametrize(("state", "said"), [("done", "وافقت العيادة"), ("declined", "لم تتمكن العيادة")])
async def test_the_patient_is_told_the_answer_with_the_time_that_holds_now(
    desk: Desk, sara: Patient, state: Literal["done", "declined"], said: str
) -> None:
    await desk.hears_a_wish(sara)
    assert not await desk.tells()
    await desk.answers(state, moved_to=NOON + 5 * DAY if state == "done" else None)
    assert await desk.tells()
    assert not await desk.tells()
    seen = await sara.sees(said)
    assert ("١٠ يناير" if state == "done" else "٨ يناير") in seen.text
    await sara.sees_nothing()


async def test_an_answer_at_night_waits_for_the_morning(desk: Desk, sara: Patient) -> None:
    await desk.hears_a_wish(sara)
    desk.clock.now = NOON.replace(hour=20)
    await desk.answers("done")
    assert await desk.tells()
    await sara.sees_nothing()
    morning = NOON.replace(hour=6) + DAY
    assert await desk.tell_at() == morning
    desk.clock.now = morning
    assert await desk.tells()
    await sara.sees("وافقت العيادة")


async def test_an_answer_that_telegram_did_not_take_is_told_a_minute_later(
    desk: Desk, sara: Patient, own_telegram: Simulation
) -> None:
    await desk.hears_a_wish(sara)
    await desk.answers("done")
    await own_telegram.trouble("sendMessage", status=500)
    assert await desk.tells()
    assert not await desk.tells()
    desk.clock.now += MINUTE
    assert await desk.tells()
    await sara.sees("وافقت العيادة")


@pytest.mark.parametrize(("drop", "arrivals"), [("after_accepting", 2), ("before_accepting", 1)])
async def test_an_answer_that_may_have_arrived_is_told_again_after_a_while(
    desk: Desk, sara: Patient, own_telegram: Simulation, drop: str, arrivals: int
) -> None:
    await desk.hears_a_wish(sara)
    await desk.answers("done")
    await own_telegram.trouble("sendMessage", drop=drop)
    assert await desk.tells()
    assert await desk.tell_at() == NOON + 10 * MINUTE
    desk.clock.now += 10 * MINUTE
    assert await desk.tells()
    assert await desk.tell_at() is None
    assert len(await sara.conversation()) == arrivals


async def test_an_answer_that_cannot_be_written_waits_and_holds_nobody_up(
    desk: Desk, sara: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(screen: Screen, language: Language, now: datetime) -> Reply:
        raise KeyError("what a patient wrote")

    await desk.hears_a_wish(sara)
    await desk.answers("done")
    monkeypatch.setattr(CLINIC.composer, "screen", cannot)
    with capture_logs() as logs:
        assert await desk.tells()
    assert [(entry["event"], entry["request"]) for entry in logs] == [("answer_not_composed", desk.wish)]
    assert "what a patient wrote" not in str(logs)
    monkeypatch.undo()
    desk.clock.now += 10 * MINUTE
    assert await desk.tells()
    await sara.sees("وافقت العيادة")


async def test_an_answer_whose_worker_died_is_told_by_the_next_and_never_by_two_at_once(
    desk: Desk, sara: Patient
) -> None:
    await desk.hears_a_wish(sara)
    await desk.answers("done")
    store = UntoldAnswers(desk.engine, CLINIC.planner.zone)
    assert await store.claim(NOON, lease=2 * MINUTE) is not None
    assert await store.claim(NOON, lease=2 * MINUTE) is None
    assert not await desk.tells()
    desk.clock.now += 2 * MINUTE
    assert await desk.tells()
    await sara.sees("وافقت العيادة")


async def test_a_patient_who_is_gone_is_told_nothing_more(desk: Desk, sara: Patient) -> None:
    await desk.hears_a_wish(sara)
    await sara.blocks()
    await desk.answers("done")
    assert await desk.tells()
    assert await desk.tell_at() is None
    assert (await CLINIC.chats(desk.engine).get(sara.id)).blocked
    await sara.sees_nothing()


@pytest.mark.parametrize("what", ["over", "cancelled"])
async def test_of_a_session_that_is_over_or_cancelled_nobody_is_told(desk: Desk, sara: Patient, what: str) -> None:
    await desk.hears_a_wish(sara)
    await desk.answers("declined")
    if what == "over":
        desk.clock.now += 4 * DAY
    else:
        async with writing(desk.engine) as connection:
            await cancel(connection, desk.session, now=NOON)
    assert await desk.tells()
    assert await desk.tell_at() is None
    await sara.sees_nothing()


async def test_a_revoked_token_ends_the_loop_and_the_answer_waits(
    desk: Desk, sara: Patient, own_telegram: Simulation
) -> None:
    await desk.hears_a_wish(sara)
    await desk.answers("done")
    await own_telegram.trouble("*", times=1000, status=401)
    with pytest.raises(BrokenSetup):
        await desk.tells()
    assert await desk.tell_at() == NOON
