"""How a patient is: one tap, an answer that fits the day, and what follows from "worse"."""

from datetime import timedelta
from typing import Any, Literal

import pytest

from bot.conversation.buttons import ForCare
from bot.conversation.care.check_ins import SYMPTOMS
from bot.conversation.context import Context
from bot.conversation.decisions import KeepCheckIn, RaiseAlarm, SayPhrase
from bot.conversation.screens import StepText, TopicText
from bot.conversation.taps import decide_tap
from tests.talks.patients import AFTERNOON, Patient, sent, session
from tests.talks.wording import catalogue

HELD = session()


def asked(**known: Any) -> Patient:
    """A patient who was asked how they are, an hour ago."""
    return Patient(sessions=[HELD], tapped=sent(7, HELD, "evening", kind="check_in", lasts_hours=12), **known)


@pytest.mark.parametrize("answer", ["fine", "not_sure"])
def test_the_plan_answers_for_that_day_and_the_answer_is_kept(answer: Literal["fine", "not_sure"]) -> None:
    patient = asked()
    patient.taps_data(f"a:{answer}:7")
    (said,) = patient.parts
    assert said == StepText(programme="mesotherapy_face", step="evening", part=answer)
    assert patient.effects == [KeepCheckIn(reminder_id=7, answer=answer)]


def test_who_is_not_sure_has_the_way_to_a_person_and_to_worse() -> None:
    patient = asked()
    patient.taps_data("a:not_sure:7")
    assert patient.buttons == ["worse", "call_me"]


@pytest.mark.parametrize("before", ["fine", "not_sure", "worse"])
@pytest.mark.parametrize("now", ["fine", "not_sure"])
def test_a_second_answer_changes_nothing(before: str, now: str) -> None:
    patient = asked(checked_in=before)
    patient.taps_data(f"a:{now}:7")
    assert (patient.reads, patient.effects) == ("check_in_thanks", [])


def test_an_answer_that_comes_days_later_calls_nothing_expected() -> None:
    patient = asked()
    patient.now = AFTERNOON + timedelta(days=4)
    patient.taps_data("a:not_sure:7")
    assert patient.reads == "check_in_late"
    assert patient.effects == [KeepCheckIn(reminder_id=7, answer="not_sure")]


def test_worse_asks_what_it_is_with_the_numbers_and_is_kept_at_once() -> None:
    patient = asked()
    patient.taps_data("a:worse:7")
    assert patient.reads == "worse_ask"
    assert patient.buttons == [*SYMPTOMS, "symptom_other"]
    assert patient.effects == [KeepCheckIn(reminder_id=7, answer="worse"), RaiseAlarm(symptom="unnamed", session_id=1)]


@pytest.mark.parametrize("key", ["worse_ask", "worse_told", "check_in_thanks", "check_in_late", "check_in_outdated"])
@pytest.mark.parametrize("language", ["ar", "fa"])
def test_both_numbers_stand_wherever_somebody_may_be_unwell(key: str, language: str) -> None:
    text = getattr(catalogue().phrases[key], language)
    assert "{clinic_phone}" in text
    assert "{emergency_number}" in text


@pytest.mark.parametrize("symptom", SYMPTOMS)
def test_a_symptom_gets_its_curated_answer_and_an_alarm(symptom: str) -> None:
    patient = asked()
    patient.taps_data("a:worse:7")
    patient.taps(symptom)
    assert patient.parts[0] == TopicText(
        topic="symptom_report", programme="mesotherapy_face", values={"symptom": (symptom,)}
    )
    assert patient.reads == "worse_told"
    assert patient.effects == [
        KeepCheckIn(reminder_id=7, answer="worse"),
        RaiseAlarm(symptom=symptom, session_id=1),
    ]


def test_something_else_gets_the_general_answer_and_an_alarm() -> None:
    patient = asked()
    patient.taps_data("a:worse:7")
    patient.taps("symptom_other")
    assert patient.parts[0] == TopicText(topic="symptom_report", programme="mesotherapy_face")
    assert patient.effects[1] == RaiseAlarm(symptom="other", session_id=1)


def test_who_was_fine_and_is_worse_now_is_listened_to() -> None:
    patient = asked(checked_in="fine")
    patient.taps_data("a:worse:7")
    assert patient.effects == [KeepCheckIn(reminder_id=7, answer="worse"), RaiseAlarm(symptom="unnamed", session_id=1)]


def test_worse_twice_is_kept_once_and_asked_about_again() -> None:
    patient = asked(checked_in="worse")
    patient.taps_data("a:worse:7")
    assert (patient.reads, patient.effects) == ("worse_ask", [])


def test_worse_counts_even_if_the_step_is_no_longer_in_the_plan() -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD, "an older step"))
    patient.taps_data("a:fine:7")
    assert patient.decision is None
    patient.taps_data("a:worse:7")
    assert patient.reads == "worse_ask"


@pytest.mark.parametrize(
    "data", ["a:fine:8", "a:not_sure", "a:worse:x", "a:worse:8", "a:symptom:7", "a:symptom:7:joy", "a:symptom:8:pus"]
)
def test_a_button_of_another_reminder_or_a_forged_one_is_outdated(data: str) -> None:
    patient = asked()
    patient.taps_data(data)
    assert patient.decision is None


@pytest.mark.parametrize("data", ["a:fine:7", "a:not_sure:7", "a:worse:7", "a:symptom:7:pus"])
def test_a_reminder_that_is_not_this_chats_is_outdated(data: str) -> None:
    patient = Patient(sessions=[HELD])
    patient.taps_data(data)
    assert patient.decision is None


@pytest.mark.parametrize("action", ["fine", "not_sure", "worse", "symptom"])
def test_whoever_taps_an_outdated_button_of_these_is_told_whom_to_call(action: str) -> None:
    decision = decide_tap(ForCare(action=action, argument="7"), Context(), {})
    assert decision.say == SayPhrase(key="check_in_outdated")
