"""Booking, prices and hours, and asking to be called."""

import pytest

from bot.content.scope import Language
from tests.journeys.conftest import Stored
from tests.journeys.reading import reads_well
from tests.journeys.words import CLINIC_PHONE, Words
from tests.rafiq_process import RafiqProcess, run_rafiq
from tests.simulator_client import Patient

in_both_languages = pytest.mark.parametrize("language", ["ar", "fa"])
ASKING_TO_BOOK = {"ar": "أبغى أحجز موعد", "fa": "می‌خوام نوبت بگیرم"}


@in_both_languages
async def test_booking_shows_the_clinics_link_and_phone_and_books_nothing_itself(
    patient: Patient, words: Words, stored: Stored, language: Language
) -> None:
    await patient.says(ASKING_TO_BOOK[language])
    link, call = (words.phrase(key, language) for key in ("booking_link_button", "call_me_button"))
    seen = await patient.sees(CLINIC_PHONE, buttons=[link, call, ...])
    assert "\u2068https://nada-clinic.example.com/booking\u2069" in seen.text
    (opens,) = (button for row in _rows(seen.message) for button in row if button["text"] == link)
    assert opens["url"] == "https://nada-clinic.example.com/booking"
    reads_well(seen.text, language)
    await stored.settled(patient)
    assert "call_requests" not in stored.of(patient)


@in_both_languages
async def test_prices_stand_in_words_and_digits_of_the_language_for_each_treatment(
    patient: Patient, words: Words, language: Language
) -> None:
    await patient.says("كم السعر؟" if language == "ar" else "قیمتش چنده؟")
    seen = await patient.sees(words.answer("price", language))
    for amount in ("٦٥٠", "٧٠٠", "٨٠٠") if language == "ar" else ("۶۵۰", "۷۰۰", "۸۰۰"):
        assert amount in seen.text
    assert ("ريال سعودي" if language == "ar" else "ریال") in seen.text
    reads_well(seen.text, language)


@in_both_languages
async def test_hours_say_whether_the_clinic_is_open_now(patient: Patient, words: Words, language: Language) -> None:
    before = words.answer("hours", language)
    await patient.says("متى تفتحون؟" if language == "ar" else "ساعت کاری کلینیک؟")
    seen = await patient.sees("الجمعة" if language == "ar" else "جمعه")
    assert seen.text in {before, words.answer("hours", language)}
    reads_well(seen.text, language)


async def asks_to_be_called(patient: Patient, words: Words, language: Language) -> None:
    await patient.says(ASKING_TO_BOOK[language])
    await patient.sees(buttons=[..., words.phrase("call_me_button", language), ...])
    await patient.taps(words.phrase("call_me_button", language))
    share = words.phrase("share_contact_button", language)
    seen = await patient.sees(words.phrase("call_me_share_phone", language), buttons=[share])
    reads_well(seen.text, language)


@in_both_languages
async def test_a_call_is_asked_for_and_the_number_shared_by_a_tap(
    patient: Patient, words: Words, stored: Stored, rafiq: RafiqProcess, language: Language
) -> None:
    await asks_to_be_called(patient, words, language)
    assert (await stored.row("call_requests", chat_id=patient.id))["phone"] is None
    await patient.taps(words.phrase("share_contact_button", language))
    seen = await patient.sees("\u2068+15550100100\u2069")
    assert seen.text == words.phrase("call_me_stored", language, phone="+15550100100")
    reads_well(seen.text, language)
    assert await stored.row("call_requests", chat_id=patient.id, phone="+15550100100")
    listed = run_rafiq(rafiq.folder, "requests").stdout
    assert [line for line in listed.splitlines() if f"chat {patient.id} " in line and line.endswith("+15550100100")]


@pytest.mark.parametrize(
    ("language", "typed", "phone"),
    [
        ("ar", "٠٥٠ ١٢٣ ٤٥٦٧", "0501234567"),
        ("fa", "۰۹۱۲۳۴۵۶۷۸۹", "09123456789"),
        ("ar", "+966 (50) 123-4567", "+966501234567"),
    ],
)
async def test_a_number_may_be_typed_in_any_digits(
    patient: Patient, words: Words, stored: Stored, language: Language, typed: str, phone: str
) -> None:
    await asks_to_be_called(patient, words, language)
    await patient.says(typed)
    await patient.sees(words.phrase("call_me_stored", language, phone=phone))
    assert await stored.row("call_requests", chat_id=patient.id, phone=phone)


async def test_the_number_of_somebody_else_is_not_kept(sara: Patient, words: Words, stored: Stored) -> None:
    await asks_to_be_called(sara, words, "ar")
    await sara.sends("contact", user_id=77, phone_number="+966599999999")
    await sara.sees(words.phrase("call_me_someone_elses", "ar"), buttons=[words.phrase("share_contact_button", "ar")])
    await stored.settled(sara)
    assert "599999999" not in stored.text()
    await sara.taps(words.phrase("share_contact_button", "ar"))
    await sara.sees("+15550100100")


async def test_a_number_that_nobody_asked_for_is_not_kept(sara: Patient, words: Words, stored: Stored) -> None:
    await sara.sends("contact", phone_number="+966588888888")
    await sara.sees(words.phrase("contact_received", "ar"), buttons=[words.phrase("call_me_button", "ar"), ...])
    await sara.says("٠٥٨٨٨٨٨٨٨٨")
    await sara.sees(words.phrase("empty_text", "ar"))
    await stored.settled(sara)
    assert "call_requests" not in stored.of(sara)
    assert "588888888" not in stored.text()


async def test_a_question_instead_of_a_number_is_answered(sara: Patient, words: Words) -> None:
    await asks_to_be_called(sara, words, "ar")
    await sara.says("كم جلسة أحتاج؟")
    await sara.sees(words.answer("sessions_count", "ar"))


def _rows(message: dict[str, object]) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = message["reply_markup"]["inline_keyboard"]  # type: ignore[index]
    return rows
