"""The menu: everything that the clinic has curated, without a word typed."""

import pytest

from bot.content.scope import Language, Programme
from tests.journeys.menu import open_everything, open_for_programme
from tests.journeys.words import Words
from tests.simulator_client import Patient, Simulation


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_every_topic_of_the_menu_is_answered_by_buttons_alone(
    telegram: Simulation, words: Words, language: Language
) -> None:
    assert await open_everything(telegram, words, language) > 40


@pytest.mark.parametrize("language", ["ar", "fa"])
@pytest.mark.parametrize("programme", ["mesotherapy_hair", "prp"])
@pytest.mark.parametrize("topic", ["sessions_count", "aftercare"])
async def test_a_treatment_chosen_in_the_menu_is_the_one_that_answers_are_about(
    telegram: Simulation, words: Words, language: Language, programme: Programme, topic: str
) -> None:
    await open_for_programme(telegram, words, language, programme, topic)


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_a_section_leads_back_to_the_menu(patient: Patient, words: Words, language: Language) -> None:
    await patient.says("/menu")
    await patient.sees(buttons=words.menu(language))
    await patient.taps(next(iter(words.sections(language))))
    await patient.sees(buttons=[..., words.phrase("menu_button", language)])
    await patient.taps(words.phrase("menu_button", language))
    await patient.sees(words.phrase("menu_title", language), buttons=words.menu(language))


@pytest.mark.parametrize(
    "data",
    ["t:no_such_topic", "t:no_such_topic:makeup", "m:no_such_section", "p:no_such_programme", "x", "t:" + "ع" * 9],
)
async def test_a_button_of_an_older_version_is_answered_with_the_menu_of_today(
    sara: Patient, words: Words, data: str
) -> None:
    await sara.says("/menu")
    menu = await sara.sees(buttons=words.menu("ar"))
    await sara.does("update", callback_query={"id": "1", "chat_instance": "1", "message": menu.message, "data": data})
    await sara.sees(buttons=words.menu("ar"))


async def test_a_value_that_the_vocabulary_no_longer_has_gets_the_general_answer(sara: Patient, words: Words) -> None:
    await sara.says("/menu")
    menu = await sara.sees()
    tap = {"id": "1", "chat_instance": "1", "message": menu.message, "data": "t:activity_check:moonwalk"}
    await sara.does("update", callback_query=tap)
    await sara.sees(words.answer("activity_check", "ar"))
