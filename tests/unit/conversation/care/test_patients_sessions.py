"""A patient's sessions, shown and cancelled; and when the next one is."""

from dataclasses import replace

import pytest

from bot.conversation.decisions import CancelSession
from bot.conversation.screens import Named
from tests.talks.patients import Patient, booked, session


def test_the_first_line_says_that_only_reminders_change() -> None:
    for sessions in ([], [session()], [session(), booked()]):
        patient = Patient(sessions=sessions)
        patient.commands("session")
        assert patient.reads.startswith("sessions_reminders_only ")


def test_a_patient_without_sessions_is_told_so_with_the_phone() -> None:
    patient = Patient()
    patient.commands("session")
    assert (patient.reads, patient.buttons) == ("sessions_reminders_only sessions_none", ["menu"])


def test_a_session_that_is_to_come_can_be_moved_cancelled_or_the_clinic_asked() -> None:
    patient = Patient(sessions=[booked(number=2, total=4)])
    patient.commands("session")
    assert patient.reads == "sessions_reminders_only session_booked sessions_phone"
    assert patient.buttons == ["session_move", "session_cancel", "session_ask", "call_me"]
    assert (patient.param("number"), patient.param("total"), patient.param("person")) == (2, 4, None)


def test_a_session_that_took_place_is_none_that_the_clinic_could_move() -> None:
    patient = Patient(sessions=[session(number=2)])
    patient.commands("session")
    assert patient.buttons == ["session_move", "session_cancel", "call_me"]
    assert (patient.param("number"), patient.param("total")) == (None, None)


def test_of_several_sessions_one_is_chosen_those_to_come_first() -> None:
    patient = Patient(
        sessions=[session(1), session(4, hours_ago=50, person="خالتي"), booked(2, in_days=9), booked(3, in_days=3)]
    )
    patient.commands("session")
    shown = [line.key for line in patient.lines][1:-1]
    assert shown == ["session_booked", "session_booked", "session_held", "session_held"]
    assert [line.params["person"] for line in patient.lines if "person" in line.params] == [
        *[Named(kind="phrase", id="yourself")] * 3,
        "خالتي",
    ]
    patient.taps_first("session")
    assert patient.param("at").at == booked(3, in_days=3).at
    assert "session_ask" in patient.buttons


def test_asking_to_change_an_appointment_shows_them_and_leaves_the_subject_as_it_was() -> None:
    patient = Patient(sessions=[booked()])
    usual = patient.asks("change_session")
    assert patient.reads == "sessions_reminders_only session_booked sessions_phone"
    assert patient.decision == replace(usual, say=patient.say)


@pytest.mark.parametrize("topic", ["change_session", "next_session"])
def test_without_a_session_the_usual_answer_stands(topic: str) -> None:
    patient = Patient()
    usual = patient.asks(topic)
    assert patient.decision is usual


def test_the_next_session_is_named_with_its_time_and_who_said_so() -> None:
    patient = Patient(sessions=[session(), booked(2, in_days=9), booked(3, in_days=3, self_reported=True)])
    usual = patient.asks("next_session")
    assert patient.reads == "next_session_as_told next_session_booked next_session_ask_clinic"
    assert patient.param("at").at == booked(3, in_days=3).at
    assert patient.decision == replace(usual, say=patient.say)


def test_an_appointment_that_has_passed_is_not_the_next_one() -> None:
    patient = Patient(sessions=[booked(in_days=-1), session()])
    usual = patient.asks("next_session")
    assert patient.decision is usual


def test_cancelling_is_asked_about_and_then_done() -> None:
    patient = Patient(sessions=[booked()])
    patient.commands("session")
    patient.taps("session_cancel")
    assert (patient.reads, patient.effects) == ("sessions_reminders_only cancelling_ask", [])
    patient.taps("cancelling_yes")
    assert patient.effects == [CancelSession(session_id=2)]
    assert patient.reads == "sessions_reminders_only cancelled_booked"


def test_cancelling_a_session_that_took_place_says_no_word_of_an_appointment() -> None:
    patient = Patient(sessions=[session()])
    patient.taps_data("a:session_dropped:1")
    assert patient.reads == "sessions_reminders_only cancelled_held"


def test_leaving_it_as_it_is_shows_the_session_again() -> None:
    patient = Patient(sessions=[booked()])
    patient.taps_data("a:session_drop:2")
    patient.taps("leave_it")
    assert (patient.reads, patient.effects) == ("sessions_reminders_only session_booked sessions_phone", [])


@pytest.mark.parametrize("action", ["session", "session_move", "session_drop", "session_dropped", "session_ask"])
@pytest.mark.parametrize("argument", ["", ":3", ":x", ":-2", ":٢", ":" + "9" * 40, ":2:2"])
def test_a_button_of_a_session_that_is_not_this_patients_is_outdated(action: str, argument: str) -> None:
    patient = Patient(sessions=[booked(2)])
    patient.taps_data(f"a:{action}{argument}")
    assert patient.decision is None
