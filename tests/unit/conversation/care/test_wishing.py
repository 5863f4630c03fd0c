"""The clinic is asked to move an appointment; nothing is moved by that."""

import pytest

from bot.conversation.decisions import AskToMove
from tests.talks.patients import Patient, booked, session


@pytest.fixture
def patient() -> Patient:
    """A patient with an appointment who has just tapped "ask the clinic"."""
    patient = Patient(sessions=[booked()])
    patient.commands("session")
    patient.taps("session_ask")
    assert patient.reads == "sessions_reminders_only wish_ask"
    return patient


def test_the_wish_is_echoed_and_sent_only_then(patient: Patient) -> None:
    patient.says("الخميس بعد المغرب\nإن أمكن")
    assert (patient.reads, patient.effects) == ("sessions_reminders_only wish_confirm", [])
    assert patient.param("wish") == "الخميس بعد المغرب إن أمكن"
    patient.taps("wish_send")
    assert patient.effects == [AskToMove(session_id=2, wish="الخميس بعد المغرب إن أمكن")]
    assert (patient.reads, patient.form) == ("wish_sent", {})


def test_a_second_tap_sends_nothing_twice(patient: Patient) -> None:
    patient.says("الخميس")
    patient.taps("wish_send")
    patient.taps_data("a:session_wish:2")
    assert patient.decision is None


def test_another_wish_takes_the_place_of_the_first(patient: Patient) -> None:
    patient.says("الخميس")
    patient.says("أو السبت")
    patient.taps("wish_send")
    assert patient.effects == [AskToMove(session_id=2, wish="أو السبت")]


def test_who_thinks_again_sends_nothing(patient: Patient) -> None:
    patient.says("الخميس")
    patient.taps("wish_drop")
    assert (patient.effects, patient.form) == ([], {})
    patient.taps_data("a:session_wish:2")
    assert patient.decision is None


def test_a_long_story_is_asked_for_again(patient: Patient) -> None:
    patient.says("أفضل الخميس " * 40)
    assert patient.reads == "sessions_reminders_only wish_too_long"
    assert "wish" not in patient.form


@pytest.mark.parametrize("text", ["كم السعر؟", "👍", " "])
def test_a_question_or_a_sign_is_no_wish(patient: Patient, text: str) -> None:
    patient.says(text)
    assert patient.decision is None
    assert patient.form["asks"] == "wish"


def test_before_anything_was_typed_nothing_can_be_sent(patient: Patient) -> None:
    patient.taps_data("a:session_wish:2")
    assert patient.decision is None


def test_a_wish_for_one_session_is_not_sent_for_another() -> None:
    patient = Patient(sessions=[booked(2), booked(3)])
    patient.taps_data("a:session_ask:2")
    patient.says("الخميس")
    patient.taps_data("a:session_wish:3")
    assert patient.decision is None


def test_a_session_that_took_place_is_not_moved_by_anybody() -> None:
    patient = Patient(sessions=[session()])
    patient.taps_data("a:session_ask:1")
    assert patient.decision is None
