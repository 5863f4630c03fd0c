"""Which language the patient is answered in."""

import pytest

from bot.content.scope import Language
from tests.journeys.conftest import Stored
from tests.journeys.words import Words
from tests.simulator_client import Patient, Simulation


async def test_the_answer_is_in_the_language_of_the_question(reza: Patient, words: Words) -> None:
    await reza.says("كم جلسة أحتاج؟")
    await reza.sees(words.answer("sessions_count", "ar"))
    await reza.says("ببخشید، درد هم داره؟")
    await reza.sees(words.answer("pain", "fa"))
    await reza.says("وهل توجد أعراض جانبية؟")
    await reza.sees(words.answer("side_effects", "ar"))


async def test_latin_letters_are_answered_in_the_language_they_are_meant_in(telegram: Simulation, words: Words) -> None:
    patient = await telegram.patient(language_code="en")
    await patient.says("dard dare?")
    await patient.sees(words.answer("pain", "fa"))


async def test_a_short_word_of_both_languages_does_not_change_the_language(reza: Patient, words: Words) -> None:
    await reza.says("درد داره؟")
    await reza.sees(words.answer("pain", "fa"))
    await reza.says("سلام")
    await reza.sees(buttons=words.menu("fa"))


@pytest.mark.parametrize(("language", "other"), [("ar", "fa"), ("fa", "ar")])
async def test_the_patient_chooses_the_language(
    patient: Patient, words: Words, stored: Stored, language: Language, other: Language
) -> None:
    await patient.says("/language")
    await patient.sees(words.phrase("choose_language", language), buttons=words.languages())
    await patient.taps(words.phrase(f"language_{other}_button", other))
    await patient.sees(words.phrase("greeting", other), buttons=[*words.languages(), *words.menu(other)])
    assert (await stored.row("chats", chat_id=patient.id, chosen_language=other))["language"] == other
    await patient.says("/help")
    await patient.sees(words.phrase("help", other))


async def test_the_chosen_language_stays_where_the_message_does_not_tell(sara: Patient, words: Words) -> None:
    await sara.says("/language")
    await sara.sees(buttons=words.languages())
    await sara.taps("فارسی")
    await sara.sees(buttons=[*words.languages(), *words.menu("fa")])
    await sara.says("🙏")
    await sara.sees(words.phrase("empty_text", "fa"))
    await sara.sends("sticker")
    await sara.sees(words.phrase("sticker_received", "fa"))


@pytest.mark.parametrize(
    ("language", "request_text", "other"), [("ar", "ممكن نتكلم فارسي؟", "fa"), ("fa", "میشه عربی صحبت کنیم؟", "ar")]
)
async def test_asking_for_another_language_offers_both(
    patient: Patient, words: Words, language: Language, request_text: str, other: Language
) -> None:
    await patient.says(request_text)
    await patient.sees(buttons=[..., *words.languages()])
    await patient.taps(words.phrase(f"language_{other}_button", other))
    await patient.sees(words.phrase("greeting", other))
