"""What several answers say must be the same in each of them: danger signs, severe pain, whose figures, whose hat."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.content.scope import LANGUAGES, PROGRAMMES, Language, Programme
from bot.words.bidi import strip_isolates

CONTENT = Path(__file__).parents[2] / "content"
NOON = datetime(2027, 1, 4, 9, tzinfo=UTC)
WITH_DANGER_SIGNS = ("side_effects", "recovery", "symptom_report", "emergency")
SIGNS = {
    "ar": "التنفس اللسان الحلق الوجه_كله الإغماء التشنج ألم_الصدر فقدان_النظر نزيف_لا_يتوقف أبيض رمادي مبقّع أسود",
    "fa": "تنگی_نفس زبان گلو صورت (غش|از_حال_رفتن) تشنج قفسهٔ_سینه رفتن_دید بند_نمی‌آید سفید خاکستری لکه‌لکه سیاه",
}
SEVERE_PAIN = {"ar": r"شديد\S* أو (ال)?(متزايد|ذي يزداد)", "fa": "درد شدید یا رو به افزایش"}
CLINIC = {"ar": "العيادة|بنا", "fa": "کلینیک|با ما"}
AMBULANCE = {"ar": "إسعاف|طارئة", "fa": "اورژانس"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(CONTENT)


def read(catalogue: Catalogue, topic: str, language: Language, programme: Programme, *values: str) -> str:
    named = {catalogue.needs.get(topic, ""): values}
    answer = catalogue.answer(topic, programme=programme, language=language, now=NOON, values=named)
    return strip_isolates(answer.text)


def everywhere() -> Iterator[tuple[Language, Programme]]:
    return ((language, programme) for language in LANGUAGES for programme in PROGRAMMES)


@pytest.mark.parametrize("topic", WITH_DANGER_SIGNS)
def test_whoever_lists_the_danger_signs_lists_them_all(catalogue: Catalogue, topic: str) -> None:
    for language, programme in everywhere():
        texts = [read(catalogue, topic, language, programme)]
        if topic == "symptom_report":
            texts.append(read(catalogue, topic, language, programme, "dryness"))
        for text in texts:
            for sign in SIGNS[language].split():
                assert re.search(sign.replace("_", " "), text), (language, programme, sign)


@pytest.mark.parametrize("topic", ["pain", *WITH_DANGER_SIGNS])
def test_severe_pain_calls_the_clinic_first_and_the_ambulance_if_it_does_not_answer(
    catalogue: Catalogue, topic: str
) -> None:
    for language, programme in everywhere():
        values = [(), ("pain",), ("bruising",)] if topic == "symptom_report" else [()]
        for named in values:
            text = read(catalogue, topic, language, programme, *named)
            lines = [line for line in text.splitlines() if re.search(SEVERE_PAIN[language], line)]
            assert lines, (topic, language, programme, named)
            for line in lines:
                after = re.split(SEVERE_PAIN[language], line)[-1]
                clinic, ambulance = (re.search(words[language], after) for words in (CLINIC, AMBULANCE))
                assert clinic, line
                assert ambulance, line
                assert clinic.start() < ambulance.start(), line


@pytest.mark.parametrize("activity", ["washing", "makeup", "sport"])
def test_the_range_of_the_documents_stands_beside_the_cautious_value_for_the_face_alone(
    catalogue: Catalogue, activity: str
) -> None:
    for language, programme in everywhere():
        spread = catalogue.fill(f"{{{activity}_wait.range}}", language)
        said = read(catalogue, "activity_check", language, programme, activity)
        assert (strip_isolates(spread) in said) == (programme == "mesotherapy_face")


def test_no_answer_puts_a_hat_on_a_treated_scalp(catalogue: Catalogue) -> None:
    hats = {"ar": "قبعة", "fa": "کلاه"}
    for language in LANGUAGES:
        for topic, *value in (("aftercare",), ("activity_check",), ("activity_check", "sunscreen")):
            assert hats[language] not in read(catalogue, topic, language, "mesotherapy_hair", *value)
            assert hats[language] in read(catalogue, topic, language, "mesotherapy_face", *value)


def test_a_treatment_is_not_said_to_be_combined_with_itself(catalogue: Catalogue) -> None:
    own = {"mesotherapy_face": "mesotherapy", "mesotherapy_hair": "mesotherapy", "prp": "prp"}
    other = {"ar": "اسم العلاج الآخر", "fa": "اسم درمان دیگر"}
    for language, programme in everywhere():
        for value in ("mesotherapy", "prp"):
            said = read(catalogue, "combine", language, programme, value)
            assert (other[language] in said) == (value == own[programme])
