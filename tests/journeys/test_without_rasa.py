"""While the language model is down, everything but free text goes on."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.content.scope import Language
from bot.rasa_process.model import fingerprint, model_path
from bot.settings import ROOT
from tests.journeys.menu import open_everything
from tests.journeys.reading import reads_well
from tests.journeys.test_red_flags import sees_the_number_first
from tests.journeys.words import THUMBS, Words
from tests.rafiq_process import OPEN, UNDERSTANDS, RafiqProcess, settings_for
from tests.simulator_client import Patient, Simulation, running_simulator


@pytest.fixture(scope="module")
def telegram_without_rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a simulator with a Rafiq whose Rasa never becomes ready: its model is a broken file."""
    folder = tmp_path_factory.mktemp("without-rasa")
    model = model_path(folder / "broken", fingerprint(ROOT))
    model.parent.mkdir()
    model.write_bytes(b"no model")
    with running_simulator() as url, RafiqProcess(folder, _settings(url, model.parent)) as rafiq:
        rafiq.waits_until(OPEN, within=60)
        yield url
        assert UNDERSTANDS not in rafiq.stderr
        assert rafiq.terminate() == 0


def _settings(url: str, models: Path) -> dict[str, str]:
    return settings_for(url, RAFIQ_MODELS=str(models))


@pytest.fixture
async def telegram(telegram_without_rasa: str) -> AsyncIterator[Simulation]:
    async with Simulation(telegram_without_rasa) as simulation:
        yield simulation


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_the_whole_menu_works_while_rasa_is_down(telegram: Simulation, words: Words, language: Language) -> None:
    assert await open_everything(telegram, words, language) > 40


@pytest.mark.parametrize(("language", "question"), [("ar", "هل يؤلم؟"), ("fa", "چند جلسه لازمه؟")])
async def test_free_text_gets_an_honest_line_and_the_menu(
    patient: Patient, words: Words, language: Language, question: str
) -> None:
    await patient.says(question)
    seen = await patient.sees(words.phrase("rasa_down", language), buttons=words.menu(language))
    reads_well(seen.text, language)
    await patient.taps(next(iter(words.sections(language))))
    await patient.sees(buttons=[..., words.phrase("menu_button", language)])


@pytest.mark.parametrize(("language", "text"), [("ar", "مو قادرة أتنفس"), ("fa", "نفسم بالا نمیاد")])
async def test_a_red_flag_is_answered(patient: Patient, language: Language, text: str) -> None:
    await patient.says(text)
    await sees_the_number_first(patient, language)


async def test_a_question_in_the_other_language_is_answered_in_it(reza: Patient, words: Words) -> None:
    await reza.says("كم جلسة أحتاج للوجه وهل توجد أعراض جانبية بعد الجلسة؟")
    await reza.sees(words.phrase("rasa_down", "ar"))


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_a_call_can_be_asked_for(patient: Patient, words: Words, language: Language) -> None:
    await patient.says("/clinic")
    await patient.sees(buttons=[..., words.phrase("menu_button", language)])
    await patient.taps(words.phrase("menu_button", language))
    await patient.sees(buttons=words.menu(language))
    section = next(label for label, topics in words.sections(language).items() if "booking" in topics)
    await patient.taps(section)
    await patient.sees(section)
    await patient.taps(words.label("booking", language))
    await patient.sees(buttons=[..., words.phrase("call_me_button", language), ...])
    await patient.taps(words.phrase("call_me_button", language))
    await patient.sees(words.phrase("call_me_share_phone", language))
    await patient.taps(words.phrase("share_contact_button", language))
    await patient.sees(words.phrase("call_me_stored", language, phone="+15550100100"))


async def test_an_answer_can_be_rated(sara: Patient, words: Words) -> None:
    await sara.says("/menu")
    await sara.sees(buttons=words.menu("ar"))
    await sara.taps("الجلسة")
    await sara.sees("الجلسة")
    await sara.taps(words.label("pain", "ar"))
    await sara.sees(buttons=[..., *THUMBS])
    await sara.taps("👍")
    await sara.sees_toast(words.phrase("feedback_thanks", "ar"))
