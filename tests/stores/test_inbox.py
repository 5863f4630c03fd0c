"""The inbox and the chats."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation.context import Chat, Context
from bot.conversation.decisions import ForgetPatient, KeepCallRequest, KeepOpinion, KeepQuestion
from bot.conversation.turn import Outcome
from bot.store.engines import create_engine
from bot.store.inbox import Inbox, Received
from bot.store.tables import call_requests, chats, inbox, opinions, unanswered
from tests.stores.people import NOON, chats_on


def update(number: int, chat: int = 1, at: datetime = NOON) -> Received:
    return Received(update_id=number, chat_id=chat, body=f'{{"update_id": {number}}}', received_at=at)


async def test_an_update_that_telegram_sends_twice_is_worked_on_once(engine: AsyncEngine) -> None:
    box = Inbox(engine)
    await box.store([update(7)])
    await box.store([update(7), update(8)])
    assert (await box.next_of(1)) == update(7)
    await box.done(7)
    await box.store([update(7)])
    assert (await box.next_of(1)) == update(8)


async def test_the_updates_of_a_chat_come_in_their_order_and_chats_by_who_waits_longest(engine: AsyncEngine) -> None:
    box = Inbox(engine)
    await box.store([update(5, chat=2), update(3, chat=1), update(4, chat=2)])
    assert await box.chats_with_work() == [1, 2]
    assert (await box.next_of(2)) == update(4, chat=2)
    assert await box.newest() == 5


async def test_what_is_open_survives_a_restart(url: str) -> None:
    first = create_engine(url)
    await Inbox(first).store([update(1)])
    await first.dispose()
    second = create_engine(url)
    assert await Inbox(second).next_of(1) == update(1)
    await second.dispose()


async def test_an_update_that_fails_three_times_is_set_aside_and_the_next_one_is_answered(engine: AsyncEngine) -> None:
    box = Inbox(engine)
    await box.store([update(1), update(2)])
    assert [await box.failed(1), await box.failed(1), await box.failed(1)] == [False, False, True]
    assert await box.next_of(1) == update(2)


async def test_what_a_patient_wrote_is_erased_once_it_is_answered(engine: AsyncEngine) -> None:
    await Inbox(engine).store([update(1)])
    await chats_on(engine).store(Outcome(chat=Chat(chat_id=1, language="ar")), 1, NOON)
    async with engine.connect() as connection:
        row = (await connection.execute(select(inbox.c.body, inbox.c.state))).one()
    assert tuple(row) == ("", "done")


async def test_how_fast_a_patient_writes_is_counted_up_to_the_update_itself(engine: AsyncEngine) -> None:
    box = Inbox(engine)
    await box.store([update(n, at=NOON + timedelta(seconds=n)) for n in range(1, 21)])
    assert await box.received_before(update(20, at=NOON + timedelta(seconds=20)), timedelta(seconds=10)) == 10


async def test_old_updates_are_swept_but_never_the_newest_number(engine: AsyncEngine) -> None:
    box = Inbox(engine)
    await box.store([update(1), update(2), update(3)])
    for number in (1, 3):
        await box.done(number)
    await box.sweep(NOON + timedelta(days=3))
    async with engine.connect() as connection:
        left = list((await connection.execute(select(inbox.c.update_id))).scalars())
    assert left == [2, 3]


async def test_a_chat_comes_back_as_it_was_stored(engine: AsyncEngine) -> None:
    chat = Chat(
        chat_id=9_007_199_254_740_993,
        language="fa",
        chosen_language="fa",
        context=Context(
            topic="compare", treatment="prp", values={"other": ("botox",)}, offered=("pain",), other_topic="compare"
        ),
        last_turn_at=NOON,
        awaits_phone=True,
    )
    store = chats_on(engine)
    assert await store.get(chat.chat_id) == Chat(chat_id=chat.chat_id)
    await store.store(Outcome(chat=chat), 1, NOON)
    await store.store(Outcome(chat=replace(chat, blocked=True)), 2, NOON)
    assert await store.get(chat.chat_id) == replace(chat, blocked=True)


async def test_a_question_without_an_answer_is_kept_without_the_patient(engine: AsyncEngine) -> None:
    question = KeepQuestion(guess="pain", confidence=0.2)
    outcome = Outcome(chat=Chat(chat_id=1, language="ar"), effects=(question,), text="سؤال غريب", content_version="abc")
    await chats_on(engine).store(outcome, 1, NOON)
    async with engine.connect() as connection:
        row = (await connection.execute(select(unanswered))).one()._mapping
    assert (row["text"], row["guess"], row["content_version"]) == ("سؤال غريب", "pain", "abc")
    assert "chat_id" not in row


async def test_a_question_with_what_is_no_character_is_kept_without_it(engine: AsyncEngine) -> None:
    outcome = Outcome(
        chat=Chat(chat_id=1, language="ar"), effects=(KeepQuestion(guess="pain", confidence=0.2),), text="a\0b\ud800c"
    )
    await chats_on(engine).store(outcome, 1, NOON)
    async with engine.connect() as connection:
        assert (await connection.execute(select(unanswered.c.text))).scalar_one() == "abc"


async def test_a_chat_that_takes_nothing_any_more_is_known_as_such(engine: AsyncEngine) -> None:
    await chats_on(engine).store(Outcome(chat=Chat(chat_id=1, language="ar")), 1, NOON)
    await chats_on(engine).block(1)
    assert (await chats_on(engine).get(1)).blocked


async def test_a_second_tap_on_the_thumbs_changes_nothing(engine: AsyncEngine) -> None:
    for helpful in (True, False):
        opinion = KeepOpinion(helpful=helpful, topic="pain", programme="prp", content_version="abc")
        outcome = Outcome(chat=Chat(chat_id=1, language="ar"), effects=(opinion,), tapped_message=5)
        await chats_on(engine).store(outcome, 1, NOON)
    async with engine.connect() as connection:
        rows = (await connection.execute(select(opinions.c.helpful, opinions.c.content_version))).all()
    assert [tuple(row) for row in rows] == [(True, "abc")]


async def test_a_forgotten_patient_leaves_nothing_behind(engine: AsyncEngine) -> None:
    store, box = chats_on(engine), Inbox(engine)
    await box.store([update(1), update(2)])
    await store.store(Outcome(chat=Chat(chat_id=1, language="ar"), effects=(KeepCallRequest(phone="+966"),)), 1, NOON)
    await store.store(Outcome(chat=Chat(chat_id=1, language="ar"), effects=(ForgetPatient(),)), 2, NOON)
    async with engine.connect() as connection:
        for table in (chats, call_requests, opinions):
            assert (await connection.execute(select(table))).all() == []


async def test_a_naive_moment_is_refused(engine: AsyncEngine) -> None:
    with pytest.raises(Exception, match="time zone"):
        await Inbox(engine).store([update(1, at=datetime(2027, 1, 1))])  # noqa: DTZ001
