"""Patients who block the bot, and those who come back."""

from tests.journeys.conftest import Stored
from tests.journeys.words import Words
from tests.simulator_client import Patient, Simulation


async def test_who_blocks_the_bot_is_left_alone_and_welcome_again(
    telegram: Simulation, sara: Patient, words: Words, stored: Stored
) -> None:
    await sara.says("كم جلسة أحتاج؟")
    await sara.sees(words.answer("sessions_count", "ar"))
    await sara.blocks()
    await stored.row("chats", chat_id=sara.id, blocked=1)
    assert len(await sara.conversation()) == 1
    calls = [call for call in await telegram.calls("sendMessage") if call["chat_id"] == str(sara.id)]
    assert len(calls) == 1
    await sara.says("/start")
    await sara.sees(words.phrase("greeting", "ar"))
    await stored.row("chats", chat_id=sara.id, blocked=0)


async def test_who_blocks_the_bot_before_the_answer_comes_is_marked_and_not_tried_again(
    telegram: Simulation, sara: Patient, stored: Stored
) -> None:
    await telegram.trouble("sendMessage", status=403)
    await sara.says("كم جلسة أحتاج؟")
    await stored.row("chats", chat_id=sara.id, blocked=1)
    await sara.sees_nothing()
