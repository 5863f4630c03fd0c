"""A symptom that a patient reports: expected for a time, then for the clinic; severe, for the clinic at once."""

from datetime import timedelta

import pytest

from bot.content.scope import LANGUAGES, Language
from bot.conversation.context import Context
from bot.conversation.screens import Screen, TopicText
from bot.safety.gate import Gate
from bot.settings import ROOT
from tests.talks.patients import AFTERNOON, Patient, booked, session
from tests.talks.wording import catalogue

DAYS = ["since_today", "since_yesterday", "since_days", "since_longer"]


def answer_of(patient: Patient) -> TopicText:
    assert patient.decision is not None
    assert isinstance(patient.decision.say, Screen)
    (answer,) = [part for part in patient.decision.say.parts if isinstance(part, TopicText)]
    return answer


def reports(patient: Patient, *symptoms: str, text: str = "") -> TopicText:
    patient.asks("symptom_report", text, symptom=symptoms)
    return answer_of(patient)


@pytest.mark.parametrize(
    ("hours_ago", "stage", "said"),
    [(5, None, "symptom_within"), (47, None, "symptom_within"), (48, "later", "symptom_later")],
)
def test_what_is_expected_ends_at_its_hour(hours_ago: float, stage: str | None, said: str) -> None:
    held = session(hours_ago=hours_ago)
    patient = Patient(sessions=[held])
    answer = reports(patient, "redness")
    assert (answer.stage, answer.programme) == (stage, "mesotherapy_face")
    assert patient.reads.startswith(said)
    assert patient.param("until", said).at == held.at + timedelta(hours=48)


def test_what_is_said_to_be_severe_is_urgent_whatever_the_hour() -> None:
    patient = Patient(sessions=[session(hours_ago=5)])
    assert reports(patient, "redness", text="احمرار شديد").stage == "severe"
    assert patient.reads.startswith("symptom_severe")


def test_without_a_known_session_the_answer_comes_with_the_question_when_it_was() -> None:
    patient = Patient()
    assert reports(patient, "redness").stage is None
    assert patient.buttons[:4] == DAYS
    assert patient.reads.endswith("symptom_when_ask")


@pytest.mark.parametrize(("button", "stage"), [*zip(DAYS, [None, None, "later", "later"], strict=True)])
def test_the_day_that_is_tapped_decides_and_in_doubt_the_careful_answer(button: str, stage: str | None) -> None:
    patient = Patient(context=Context(topic="symptom_report", values={"symptom": ("redness",)}))
    reports(patient, "redness")
    patient.taps(button)
    assert answer_of(patient).stage == stage


@pytest.mark.parametrize("context", [Context(topic="pain"), Context(topic="symptom_report")])
def test_a_day_that_belongs_to_no_symptom_any_more_answers_nothing(context: Context) -> None:
    patient = Patient(context=context)
    patient.taps_data("a:since:today")
    assert patient.decision is None
    patient.taps_data("a:since:never")
    assert patient.decision is None


def test_the_last_session_counts_and_one_that_is_booked_or_long_past_does_not() -> None:
    old, last = session(1, hours_ago=24 * 70), session(2, hours_ago=3)
    assert reports(Patient(sessions=[old, last, booked(3)]), "redness").stage is None
    patient = Patient(sessions=[old, booked(3)])
    reports(patient, "redness")
    assert patient.buttons[:4] == DAYS


def test_the_treatment_that_is_named_says_which_session_is_meant() -> None:
    plasma, face = session(1, hours_ago=60, programme="prp"), session(2, hours_ago=5)
    patient = Patient(sessions=[plasma, face], context=Context(treatment="prp"))
    assert reports(patient, "redness").stage == "later"


def test_where_two_people_had_one_it_is_asked() -> None:
    patient = Patient(sessions=[session(1, hours_ago=5), session(2, hours_ago=60, person="ليلى")])
    reports(patient, "redness")
    assert patient.buttons[:4] == DAYS


def test_what_is_never_expected_needs_no_hour() -> None:
    patient = Patient(sessions=[session(hours_ago=5)])
    usual = patient.asks("symptom_report", symptom=("pus",))
    assert patient.decision is usual
    usual = patient.asks("symptom_report")
    assert patient.decision is usual


def said(*symptoms: str, stage: str | None = None, language: Language = "ar") -> str:
    answer = catalogue().answer(
        "symptom_report", programme="mesotherapy_face", language=language, now=AFTERNOON,
        values={"symptom": symptoms}, stage=stage,
    )  # fmt: skip
    return answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_the_table_says_something_else_and_none_reassures_without_an_end(language: Language) -> None:
    within, later, severe = (said("redness", stage=stage, language=language) for stage in (None, "later", "severe"))
    assert len({within, later, severe}) == 3
    until = catalogue().speech(language).quantity(48, "hours")
    assert until in within
    assert until not in later + severe


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_several_symptoms_the_most_serious_decides(language: Language) -> None:
    together = said("redness", "pus", "fever", language=language)
    assert catalogue().speech(language).quantity(48, "hours") not in together, "nothing reassures beside them"
    assert together == said("pus", "fever", language=language)


@pytest.fixture(scope="module")
def severity() -> Gate:
    return Gate.load_with_severity(ROOT / "content" / "safety")[1]


@pytest.mark.parametrize(
    "text",
    [
        *("احمرار شديد", "الورم كل شوي يزيد", "حكة قوية مرة", "ورم خدي بيزيد كل ساعة", "الكدمة تكبر كل يوم"),
        *("ورمش داره بیشتر میشه", "خارش شدید دارم", "خیلی ورم کردم", "3andi waram kbir"),
    ],
)
def test_what_is_severe_or_grows_is_heard(severity: Gate, text: str) -> None:
    assert severity.check(text)


@pytest.mark.parametrize(
    "text",
    [
        *("احمرار بسيط", "ورم خفيف", "شوية حكة", "الاحمرار يروح متى؟", "احمرار خفيف جدا", "الورم مش قوي بس مضايقني"),
        *("یه کم قرمزه", "کمی ورم دارم", "خیلی کم ورم دارم", "ورمم شدید نیست", "ورمم کمتر شده", "waram khafif"),
    ],
)
def test_what_is_mild_is_not(severity: Gate, text: str) -> None:
    assert severity.check(text) is None
