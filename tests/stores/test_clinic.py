"""What the clinic works with: its people, answers to check-ins, alarms, wishes to move a session."""

import asyncio
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation.context import Chat
from bot.conversation.decisions import AskToMove, DismissStaff
from bot.conversation.turn import Outcome
from bot.store.alarms import close_alarm, open_alarms, raise_alarm
from bot.store.check_ins import CheckIn, check_ins_of, keep_check_in
from bot.store.dialect import writing
from bot.store.move_requests import UntoldAnswers, answer_move_request, ask_to_move, open_move_requests
from bot.store.staff import Member, accept, appoint, dismiss, find_invitation, invite, members, role_of
from tests.stores.people import DAY, HOUR, LEASE, NOON, PRP, RIYADH, chats_on, with_plan

LINK = "a" * 64


async def accepted(engine: AsyncEngine, user_id: int) -> str:
    async with writing(engine) as connection:
        return await accept(connection, LINK, user_id=user_id, now=NOON)


async def test_who_accepts_an_invitation_has_its_role(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await appoint(connection, 7, "admin", now=NOON)
        await invite(connection, LINK, "staff", made_by=7, expires_at=NOON + DAY)
    assert await accepted(engine, 8) == "staff"
    async with engine.connect() as connection:
        assert await members(connection) == (
            Member(user_id=7, role="admin", added_at=NOON),
            Member(user_id=8, role="staff", added_at=NOON, invited_by=7),
        )
        assert await role_of(connection, 9) is None


async def test_of_all_who_accept_an_invitation_at_once_one_becomes_staff(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await invite(connection, LINK, "admin", made_by=7, expires_at=NOON + DAY)
    outcomes = await asyncio.gather(*(accepted(engine, user) for user in range(10, 14)))
    assert sorted(outcomes) == ["admin", "used", "used", "used"]
    async with engine.connect() as connection:
        assert len(await members(connection)) == 1


async def test_an_invitation_that_is_old_or_made_up_gives_nothing(engine: AsyncEngine) -> None:
    assert await accepted(engine, 8) == "unknown"
    async with writing(engine) as connection:
        await invite(connection, LINK, "admin", made_by=7, expires_at=NOON)
    assert await accepted(engine, 8) == "expired"
    async with engine.connect() as connection:
        assert await find_invitation(connection, LINK, now=NOON) == "expired"
        assert await members(connection) == ()


async def test_a_role_is_changed_and_taken(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await appoint(connection, 7, "admin", now=NOON)
        await appoint(connection, 7, "staff", invited_by=8, now=NOON + DAY)
        assert await members(connection) == (Member(user_id=7, role="staff", added_at=NOON, invited_by=8),)
        assert await dismiss(connection, 7)
        assert not await dismiss(connection, 7)


async def test_a_turn_dismisses_somebody(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        for user_id in (7, 8):
            await appoint(connection, user_id, "admin", now=NOON)
    outcome = Outcome(chat=Chat(chat_id=7, language="ar"), effects=(DismissStaff(user_id=8),))
    await chats_on(engine).store(outcome, 1, NOON)
    async with engine.connect() as connection:
        assert [each.user_id for each in await members(connection)] == [7]


async def test_who_was_dismissed_does_not_come_back_by_an_invitation_of_their_own(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await appoint(connection, 7, "admin", now=NOON)
        await invite(connection, LINK, "admin", made_by=7, expires_at=NOON + DAY)
        await dismiss(connection, 7)
    assert await accepted(engine, 7) == "unknown"


async def test_who_was_fine_may_be_worse_later(engine: AsyncEngine) -> None:
    fine = CheckIn(chat_id=1, session_id=5, step="day_1", answer="fine", answered_at=NOON)
    worse = CheckIn(chat_id=1, session_id=5, step="day_1", answer="worse", answered_at=NOON + HOUR)
    async with writing(engine) as connection:
        for each in (fine, worse):
            await keep_check_in(connection, each)
        assert await check_ins_of(connection, 1) == (worse,)
        assert await check_ins_of(connection, 2) == ()


async def test_an_alarm_is_raised_once_and_stays_until_it_is_closed(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        first = await raise_alarm(connection, 1, symptom="fever", session_id=5, now=NOON)
        assert await raise_alarm(connection, 1, symptom="fever", session_id=5, now=NOON + HOUR) == first
        second = await raise_alarm(connection, 1, symptom="fever", now=NOON + HOUR)
        other = await raise_alarm(connection, 2, symptom="fever", session_id=5, now=NOON + 2 * HOUR)
        assert [each.id for each in await open_alarms(connection)] == [first, second, other]
        assert await close_alarm(connection, first, NOON + DAY)
        assert not await close_alarm(connection, first, NOON + DAY)
        again = await raise_alarm(connection, 1, symptom="fever", session_id=5, now=NOON + 2 * DAY)
        assert again != first
        found = await open_alarms(connection)
    assert [(each.id, each.session_id, each.raised_at) for each in found][-1] == (again, 5, NOON + 2 * DAY)


async def test_a_wish_to_move_waits_for_a_person(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        first = await ask_to_move(connection, 1, 5, "next week", now=NOON)
        assert await ask_to_move(connection, 1, 5, "in two weeks", now=NOON + HOUR) == first
        (wish,) = await open_move_requests(connection)
        assert (wish.chat_id, wish.session_id, wish.wish, wish.asked_at) == (1, 5, "in two weeks", NOON + HOUR)
        assert await answer_move_request(connection, first, "done", now=NOON) == wish
        assert await answer_move_request(connection, first, "done", now=NOON) is None
        assert await open_move_requests(connection) == ()


async def test_an_answer_to_a_wish_is_taken_by_one_worker_until_it_is_told(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, new=replace(PRP, at=NOON + DAY, booked=True))
    answers = UntoldAnswers(engine, RIYADH)
    async with writing(engine) as connection:
        wish = await ask_to_move(connection, 1, session.id, "next week", now=NOON)
    assert await answers.claim(NOON, lease=LEASE) is None
    async with writing(engine) as connection:
        await answer_move_request(connection, wish, "declined", now=NOON)
    first, second = await asyncio.gather(*(answers.claim(NOON, lease=LEASE) for _ in range(2)))
    (answer,) = filter(None, (first, second))
    assert (answer.request_id, answer.is_done, answer.session, answer.recipient.chat_id) == (wish, False, session, 1)
    assert await answers.claim(NOON + LEASE, lease=LEASE) == answer
    await answers.tell_at(wish, None)
    assert await answers.claim(NOON + DAY, lease=LEASE) is None


async def test_a_wish_holds_nothing_that_a_terminal_obeys(engine: AsyncEngine) -> None:
    wish = "\x1b]0;boo\x07 الأحد\nبعد\r\u202eالظهر\u200f \x9b31m\u2066!"
    outcome = Outcome(chat=Chat(chat_id=1, language="ar"), effects=(AskToMove(session_id=5, wish=wish),))
    await chats_on(engine).store(outcome, 1, NOON)
    async with engine.connect() as connection:
        (kept,) = await open_move_requests(connection)
    assert kept.wish == "]0;boo الأحد بعد الظهر 31m!"


async def test_an_alarm_gets_its_name_when_the_patient_says_what_it_is(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        first = await raise_alarm(connection, 1, symptom="unnamed", session_id=3, now=NOON)
        assert await raise_alarm(connection, 1, symptom="pus", session_id=3, now=NOON) == first
        assert await raise_alarm(connection, 1, symptom="unnamed", session_id=3, now=NOON) == first
        assert await raise_alarm(connection, 1, symptom="fever", session_id=3, now=NOON) != first
        assert await raise_alarm(connection, 1, symptom="unnamed", session_id=4, now=NOON) != first
        assert [each.symptom for each in await open_alarms(connection)] == ["pus", "fever", "unnamed"]
