"""An emergency is answered at once, whatever else is the matter."""

import re

import pytest

from bot.content.scope import Language
from tests.journeys.conftest import Stored
from tests.journeys.reading import reads_well
from tests.journeys.words import CLINIC_PHONE, THUMBS, Words
from tests.simulator_client import Patient, Seen, Simulation

AMBULANCE = "\u2068997\u2069"
IN_DANGER = [
    ("ar", "مو قادرة أتنفس"),
    ("ar", "لساني تورم وينتفخ أكثر"),
    ("fa", "نفسم بالا نمیاد"),
    ("fa", "زبونم باد کرده نمیتونم نفس بکشم"),
]
in_both_languages = pytest.mark.parametrize(("language", "text"), [IN_DANGER[0], IN_DANGER[2]])


async def sees_the_number_first(patient: Patient, language: Language) -> Seen:
    """See the emergency number in the first line, before the clinic's own, and nothing to tap instead of calling."""
    seen = await patient.sees(AMBULANCE)
    first, *others = seen.text.splitlines()
    assert AMBULANCE in first
    assert CLINIC_PHONE in "\n".join(others)
    assert seen.buttons == []
    reads_well(seen.text, language)
    return seen


@pytest.mark.parametrize(("language", "text"), IN_DANGER)
async def test_a_red_flag_is_answered_with_the_emergency_number_first(
    patient: Patient, language: Language, text: str
) -> None:
    await patient.says(text)
    await sees_the_number_first(patient, language)


@in_both_languages
async def test_a_red_flag_in_an_edited_message_is_seen(patient: Patient, language: Language, text: str) -> None:
    (message,) = await patient.says("🌷")
    await patient.sees()
    await patient.edits(message, text)
    await sees_the_number_first(patient, language)


@in_both_languages
@pytest.mark.parametrize("kind", ["photo", "video", "document", "voice"])
async def test_a_red_flag_under_a_file_is_seen(patient: Patient, language: Language, text: str, kind: str) -> None:
    await patient.sends(kind, caption=text)
    await sees_the_number_first(patient, language)


@in_both_languages
async def test_a_red_flag_in_a_group_is_seen(telegram: Simulation, language: Language, text: str) -> None:
    group = await telegram.patient(type="group", first_name="العائلة", language_code=language)
    await group.says(text)
    await sees_the_number_first(group, language)


@in_both_languages
async def test_a_red_flag_in_an_endless_message_is_seen(patient: Patient, language: Language, text: str) -> None:
    await patient.says("السلام عليكم. " * 400 + text + ". " + "شكرا. " * 400, raw=True)
    await sees_the_number_first(patient, language if language == "ar" else "ar")


@in_both_languages
async def test_a_red_flag_is_seen_while_a_telephone_number_is_awaited(
    patient: Patient, words: Words, stored: Stored, language: Language, text: str
) -> None:
    await patient.says("أريد أن أحجز موعدا" if language == "ar" else "می‌خوام وقت بگیرم")
    await patient.sees(buttons=[..., words.phrase("call_me_button", language), ...])
    await patient.taps(words.phrase("call_me_button", language))
    await patient.sees(words.phrase("call_me_share_phone", language))
    await patient.says(text)
    await sees_the_number_first(patient, language)


async def test_an_emergency_does_not_become_the_subject_of_the_talk(sara: Patient, words: Words) -> None:
    await sara.says("كم جلسة للبلازما؟")
    await sara.sees(words.answer("sessions_count", "ar", "prp"))
    await sara.says("مو قادرة أتنفس")
    await sara.sees(AMBULANCE)
    await sara.says("الحمد لله راح. وكم يوم بين الجلسات؟")
    await sara.sees(words.answer("session_interval", "ar", "prp"), buttons=[..., *THUMBS])


@pytest.mark.parametrize(
    ("language", "text"), [("ar", "ما أبغى أعيش وأفكر أنهي حياتي"), ("fa", "دیگه نمی‌خوام زنده باشم می‌خوام خودمو بکشم")]
)
async def test_despair_is_answered_with_care_and_the_emergency_number(
    patient: Patient, language: Language, text: str
) -> None:
    await patient.says(text)
    seen = await patient.sees(AMBULANCE, buttons=[])
    assert seen.text.index(AMBULANCE) < seen.text.index(CLINIC_PHONE)
    assert "None" not in seen.text
    reads_well(seen.text, language)


# --- "Is this happening now?"

MAYBE = pytest.mark.parametrize(("language", "text", "yes"), [("ar", "طوارئ", "نعم"), ("fa", "اورژانس", "بله")])


async def is_asked(patient: Patient, words: Words, language: Language, text: str) -> None:
    await patient.says(text)
    buttons = [words.phrase(key, language) for key in ("happening_button", "not_happening_button")]
    seen = await patient.sees(AMBULANCE, buttons=buttons)
    assert AMBULANCE in seen.text.splitlines()[0]
    reads_well(seen.text, language)


@MAYBE
async def test_a_possible_emergency_is_asked_about_and_yes_is_one(
    patient: Patient, words: Words, language: Language, text: str, yes: str
) -> None:
    await is_asked(patient, words, language, text)
    await patient.taps(words.phrase("happening_button", language))
    await sees_the_number_first(patient, language)


@MAYBE
async def test_a_possible_emergency_may_be_confirmed_in_writing(
    patient: Patient, words: Words, language: Language, text: str, yes: str
) -> None:
    await is_asked(patient, words, language, text)
    await patient.says(yes)
    await sees_the_number_first(patient, language)


@MAYBE
async def test_what_is_not_happening_now_is_told_what_to_do_if_it_begins(
    patient: Patient, words: Words, language: Language, text: str, yes: str
) -> None:
    await is_asked(patient, words, language, text)
    await patient.taps(words.phrase("not_happening_button", language))
    seen = await patient.sees(
        words.phrase("not_happening_now", language), buttons=[words.phrase("call_me_button", language), ...]
    )
    assert AMBULANCE in seen.text


# --- No false alarm


@pytest.mark.parametrize(
    "text", ["ما عندي ضيق تنفس، كم جلسة أحتاج؟", "بموت من الضحك 😂 كم جلسة أحتاج؟", "تب ندارم، چند جلسه لازمه؟"]
)
async def test_what_is_no_emergency_does_not_alarm(sara: Patient, text: str) -> None:
    await sara.says(text)
    seen = await sara.sees(re.compile("جلس"))
    assert seen.buttons[-2:] == THUMBS
