"""The first minute: who Rafiq is, what it can do, and its commands."""

import pytest

from bot.content.scope import Language
from tests.journeys.reading import reads_well
from tests.journeys.words import CLINIC_PHONE, Words
from tests.simulator_client import Patient, Simulation


@pytest.mark.parametrize(
    ("client", "language"), [("ar", "ar"), ("ar-EG", "ar"), ("fa", "fa"), ("fa-IR", "fa"), ("en", "ar"), ("", "ar")]
)
async def test_start_greets_in_the_language_of_the_patients_telegram(
    telegram: Simulation, words: Words, client: str, language: Language
) -> None:
    patient = await telegram.patient(first_name="Sara", language_code=client)
    await patient.says("/start")
    buttons = [*words.languages(), *words.menu(language)]
    seen = await patient.sees(words.phrase("greeting", language), buttons=buttons)
    who, what_it_is_not, urgent = seen.text.splitlines()
    assert words.catalogue.clinic.name.ar in who or words.catalogue.clinic.name.fa in who
    assert ("تشخیص" if language == "fa" else "أشخّص") in what_it_is_not
    assert "\u2068997\u2069" in urgent
    reads_well(seen.text, language)


@pytest.mark.parametrize("language", ["ar", "fa"])
@pytest.mark.parametrize("text", ["/start", "/start clinic-poster", "/START", "/start@rafiq_simulator_bot"])
async def test_start_is_understood_however_telegram_writes_it(patient: Patient, words: Words, text: str) -> None:
    await patient.says(text)
    await patient.sees("997", buttons=[*words.languages(), ...])


@pytest.mark.parametrize("language", ["ar", "fa"])
@pytest.mark.parametrize(
    ("text", "phrase"),
    [("/menu", "menu_title"), ("/help", "help"), ("/foo", "unknown_command"), ("/price", "unknown_command")],
)
async def test_menu_help_and_what_is_no_command_show_the_menu(
    patient: Patient, words: Words, language: Language, text: str, phrase: str
) -> None:
    await patient.says(text)
    seen = await patient.sees(words.phrase(phrase, language), buttons=words.menu(language))
    reads_well(seen.text, language)


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_the_clinics_card_has_its_phone_and_hours_and_leads_to_map_and_booking(
    patient: Patient, words: Words, language: Language
) -> None:
    await patient.says("/clinic")
    seen = await patient.sees(CLINIC_PHONE, buttons=[..., words.phrase("menu_button", language)])
    assert {words.phrase(key, language) for key in ("booking_link_button", "map_button")} <= {*seen.buttons}
    reads_well(seen.text, language)


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_privacy_says_what_is_kept_and_offers_to_forget_it(
    patient: Patient, words: Words, language: Language
) -> None:
    await patient.says("/privacy")
    buttons = [words.phrase("forget_button", language), words.phrase("menu_button", language)]
    seen = await patient.sees(words.phrase("privacy", language), buttons=buttons)
    reads_well(seen.text, language)


@pytest.mark.parametrize("text", ["//", "/", "/ ؟"])
async def test_slashes_alone_are_neither_command_nor_question(sara: Patient, words: Words, text: str) -> None:
    await sara.says(text)
    await sara.sees(words.phrase("empty_text", "ar"), buttons=[words.phrase("menu_button", "ar")])


async def test_a_slash_before_a_question_does_not_hide_it(sara: Patient, words: Words) -> None:
    await sara.says("/كم السعر؟")
    await sara.sees(words.answer("price", "ar"))
