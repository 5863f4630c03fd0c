"""Many messages at once: in order, without a flood, and never at the cost of an emergency."""

import asyncio

from tests.journeys.words import Words
from tests.simulator_client import Patient, Simulation

FIFTY = 50
ANSWERED = 8


async def test_two_messages_at_once_are_both_answered_in_their_order(sara: Patient, words: Words) -> None:
    for text in ("كم جلسة أحتاج؟", "هل يؤلم؟"):
        await sara.says(text)
    await sara.sees(words.answer("pain", "ar"))
    texts = [seen.text for seen in await sara.conversation()]
    assert texts == [words.answer("sessions_count", "ar"), words.answer("pain", "ar")]


async def test_many_patients_at_once_each_get_their_own_answer(telegram: Simulation, words: Words) -> None:
    async def asks(number: int) -> None:
        language, text, topic = (
            ("ar", "كم جلسة أحتاج؟", "sessions_count") if number % 2 else ("fa", "درد داره؟", "pain")
        )
        patient = await telegram.patient(language_code=language)
        await patient.says(text)
        await patient.sees(words.answer(topic, "ar" if number % 2 else "fa"), within=10)
        assert len(await patient.conversation()) == 1

    await asyncio.gather(*(asks(number) for number in range(40)))


async def test_forty_talks_at_once_keep_their_own_context(telegram: Simulation, words: Words) -> None:
    """What one patient's "and for plasma?" means, no other patient's talk decides."""
    subjects = {
        "sessions_count": "كم جلسة أحتاج؟",
        "pain": "هل يؤلم؟",
        "price": "كم السعر؟",
        "procedure": "كيف تتم الجلسة؟",
    }

    async def talks(number: int) -> None:
        topic, question = list(subjects.items())[number % len(subjects)]
        patient = await telegram.patient(language_code="ar")
        await patient.says(question)
        await patient.sees(words.answer(topic, "ar"), within=15)
        await patient.says("وللبلازما؟")
        await patient.sees(words.answer(topic, "ar", "prp"), within=15)

    await asyncio.gather(*(talks(number) for number in range(40)))


async def test_fifty_messages_in_ten_seconds_get_eight_answers_and_one_notice(sara: Patient, words: Words) -> None:
    for _ in range(FIFTY):
        await sara.says("كم السعر؟")
    await sara.sees(words.phrase("too_fast", "ar"), within=10)
    await sara.sees_nothing(within=1)
    texts = [seen.text for seen in await sara.conversation()]
    assert texts == [words.answer("price", "ar")] * ANSWERED + [words.phrase("too_fast", "ar")]


async def test_a_red_flag_among_fifty_messages_is_answered(reza: Patient, words: Words) -> None:
    for number in range(FIFTY):
        await reza.says("نفسم بالا نمیاد" if number == 30 else "قیمتش چنده؟")
    await reza.sees("997", buttons=[], within=10)
    await reza.sees_nothing(within=1)
    texts = [seen.text for seen in await reza.conversation()]
    assert texts[:-1] == [words.answer("price", "fa")] * ANSWERED + [words.phrase("too_fast", "fa")]
    assert "997" in texts[-1].splitlines()[0]


async def test_one_patients_flood_does_not_hold_up_another(sara: Patient, reza: Patient, words: Words) -> None:
    for _ in range(FIFTY):
        await sara.says("كم السعر؟")
    await reza.says("درد داره؟")
    await reza.sees(words.answer("pain", "fa"), within=2)
