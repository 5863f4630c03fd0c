"""Everything that can be reached by buttons alone, opened by patients of one language."""

import asyncio

from bot.content.scope import DEFAULT_PROGRAMME, Language, Programme
from tests.journeys.reading import reads_well
from tests.journeys.words import THUMBS, Words
from tests.simulator_client import Patient, Simulation


async def open_everything(telegram: Simulation, words: Words, language: Language) -> int:
    """Open each section of the menu and each topic in it, and return how many topics there were."""
    opened = 0
    for section, topics in words.sections(language).items():
        await asyncio.gather(*(_open(telegram, words, language, section, topic) for topic in topics))
        opened += len(topics)
    return opened


async def _open(telegram: Simulation, words: Words, language: Language, section: str, topic: str) -> None:
    patient = await telegram.patient(language_code=language)
    await patient.says("/menu")
    await patient.sees(words.phrase("menu_title", language), buttons=words.menu(language))
    await patient.taps(section)
    labels = [words.label(each, language) for each in words.sections(language)[section]]
    await patient.sees(section, buttons=[*labels, words.phrase("menu_button", language)])
    await patient.taps(words.label(topic, language))
    if topic == "register_session":
        # It begins a talk of its own: which treatment was it?
        seen = await patient.sees(words.phrase("report_which_treatment", language))
        reads_well(seen.text, language)
        return
    await sees_answer(patient, words, topic, language)


async def open_for_programme(
    telegram: Simulation, words: Words, language: Language, programme: Programme, topic: str
) -> None:
    """Choose a treatment in the menu, then a topic, and read what holds for that treatment."""
    patient = await telegram.patient(language_code=language)
    await patient.says("/menu")
    await patient.sees(buttons=words.menu(language))
    await patient.taps(words.phrase(f"programme_{programme}", language))
    await patient.sees(words.phrase("menu_title", language), buttons=words.menu(language, programme))
    section = next(label for label, topics in words.sections(language).items() if topic in topics)
    await patient.taps(section)
    await patient.sees(section)
    await patient.taps(words.label(topic, language))
    await sees_answer(patient, words, topic, language, programme)


async def sees_answer(
    patient: Patient, words: Words, topic: str, language: Language, programme: Programme = DEFAULT_PROGRAMME
) -> None:
    """See the curated answer with its follow-ups and thumbs, written so that it reads well on a phone."""
    before = words.answer(topic, language, programme)
    seen = await patient.sees()
    # The clinic may have opened or closed in between.
    assert seen.text in {before, words.answer(topic, language, programme)}, topic
    assert {*words.follow_ups(topic, language)} <= {*seen.buttons} or seen.buttons == words.menu(language), topic
    assert (seen.buttons[-2:] == THUMBS) is words.is_rated(topic), topic
    reads_well(seen.text, language)
