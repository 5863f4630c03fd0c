"""What is kept of a patient, and how it is erased."""

import json

import pytest

from bot.content.scope import Language
from tests.journeys.conftest import Stored
from tests.journeys.words import THUMBS, Words
from tests.simulator_client import Patient


async def leaves_traces(patient: Patient, words: Words, language: Language) -> None:
    await patient.says("هل يؤلم؟" if language == "ar" else "درد داره؟")
    await patient.sees(buttons=[..., *THUMBS])
    await patient.taps("👍")
    await patient.sees_toast()
    await patient.says("/privacy")
    await patient.sees(buttons=[words.phrase("forget_button", language), ...])


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_a_patient_who_wants_to_be_forgotten_is_in_no_row_any_more(
    patient: Patient, words: Words, stored: Stored, language: Language
) -> None:
    await leaves_traces(patient, words, language)
    await patient.taps(words.phrase("forget_button", language))
    yes, no = (words.phrase(key, language) for key in ("forget_yes_button", "forget_no_button"))
    await patient.sees(words.phrase("forget_ask", language), buttons=[yes, no])
    await stored.settled(patient)
    assert {*stored.of(patient)} == {"chats", "inbox", "opinions"}
    await patient.taps(yes)
    await patient.sees(words.phrase("forget_done", language), buttons=words.menu(language))
    await stored.until(lambda: not stored.of(patient))


async def test_a_patient_who_thinks_again_is_kept(sara: Patient, words: Words, stored: Stored) -> None:
    await leaves_traces(sara, words, "ar")
    await sara.taps(words.phrase("forget_button", "ar"))
    await sara.sees(words.phrase("forget_ask", "ar"))
    await sara.taps(words.phrase("forget_no_button", "ar"))
    await sara.sees(words.phrase("forget_kept", "ar"))
    await stored.settled(sara)
    assert {*stored.of(sara)} == {"chats", "inbox", "opinions"}


async def test_a_forgotten_patient_is_welcome_again(sara: Patient, words: Words, stored: Stored) -> None:
    await leaves_traces(sara, words, "ar")
    await sara.taps(words.phrase("forget_button", "ar"))
    await sara.sees(words.phrase("forget_ask", "ar"))
    await sara.taps(words.phrase("forget_yes_button", "ar"))
    await sara.sees(words.phrase("forget_done", "ar"))
    await sara.says("/start")
    await sara.sees(words.phrase("greeting", "ar"))


async def test_what_could_not_be_read_is_forgotten_with_the_patient(
    sara: Patient, words: Words, stored: Stored
) -> None:
    await sara.does("update", message={"date": "yesterday", "text": "اسمي عبير الورد"})
    await stored.until(lambda: stored.rows("inbox", chat_id=sara.id, state="set_aside"))
    await sara.sees(words.phrase("something_failed", "ar"))
    await leaves_traces(sara, words, "ar")
    await sara.taps(words.phrase("forget_button", "ar"))
    await sara.sees(words.phrase("forget_ask", "ar"))
    await sara.taps(words.phrase("forget_yes_button", "ar"))
    await sara.sees(words.phrase("forget_done", "ar"))
    await stored.until(lambda: not stored.of(sara))
    assert json.dumps("الورد").strip('"') not in stored.text()


async def test_what_a_patient_writes_is_erased_as_soon_as_it_is_answered(sara: Patient, stored: Stored) -> None:
    await sara.says("هل الإبر مؤلمة؟ اسمي الزهراء")
    await sara.sees()
    await stored.settled(sara)
    assert "الزهراء" not in stored.text()
    assert {row["body"] for row in stored.rows("inbox", chat_id=sara.id)} == {""}


@pytest.mark.parametrize(("language", "question"), [("ar", "احذفوا بياناتي"), ("fa", "اطلاعات منو پاک کنید")])
async def test_asking_in_words_leads_to_the_same_button(
    patient: Patient, words: Words, language: Language, question: str
) -> None:
    await patient.says(question)
    await patient.sees(words.answer("my_data", language), buttons=[words.phrase("forget_button", language), ...])
