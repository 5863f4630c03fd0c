"""A session gets another time: typed, echoed, confirmed; for reminders only."""

from datetime import timedelta

import pytest

from bot.conversation.care.times import written
from bot.conversation.context import Chat
from bot.conversation.decisions import MoveSession
from tests.aftercare_examples import on
from tests.talks.patients import AFTERNOON, Patient, booked, session
from tests.talks.wording import catalogue


@pytest.fixture
def patient() -> Patient:
    """A patient with an appointment on Thursday who has just tapped "move"."""
    patient = Patient(sessions=[booked()])
    patient.commands("session")
    patient.taps("session_move")
    assert patient.form == {"flow": "move_session", "asks": "time", "session": 2}
    return patient


@pytest.fixture
def earlier() -> Patient:
    """A patient who moves a session that took place this morning."""
    patient = Patient(sessions=[session()])
    patient.taps_data("a:session_move:1")
    return patient


def test_it_is_asked_with_the_time_that_is_known(patient: Patient) -> None:
    assert patient.reads == "sessions_reminders_only moving_ask moving_example_ahead"
    assert patient.param("at").at == booked().at


def test_a_typed_time_is_echoed_and_moved_only_when_confirmed(patient: Patient) -> None:
    patient.says("الجمعة الساعة ٥ عصرا")
    assert (patient.reads, patient.effects) == ("sessions_reminders_only moving_confirm", [])
    assert patient.param("old").at == booked().at
    assert patient.param("new").at == on("2026-12-04T17:00")
    patient.taps("moving_yes")
    assert patient.effects == [MoveSession(session_id=2, at=on("2026-12-04T17:00"))]
    assert patient.reads == "sessions_reminders_only moved"
    assert patient.form == {}


@pytest.mark.parametrize("text", ["جمعه ساعت ۵ عصر", "الجمعة الخامسة عصرا"])
def test_both_languages_and_hours_in_words_are_read(patient: Patient, text: str) -> None:
    patient.says(text)
    assert patient.param("new").at == on("2026-12-04T17:00")


@pytest.mark.parametrize("key", ["moving_example_ahead", "moving_example_past"])
@pytest.mark.parametrize("language", ["ar", "fa"])
def test_the_example_can_be_typed_as_it_stands(key: str, language: str) -> None:
    example = str(getattr(catalogue().phrases[key], language)).rpartition(": ")[2]
    patient = Patient(sessions=[booked() if key.endswith("ahead") else session()])
    patient.taps_data("a:session_move:2" if key.endswith("ahead") else "a:session_move:1")
    patient.says(example)
    assert "moving_confirm" in patient.reads


def test_leaving_it_ends_the_form(patient: Patient) -> None:
    patient.says("الجمعة الساعة ٥ عصرا")
    patient.taps("leave_it")
    assert (patient.form, patient.effects) == ({}, [])


def test_an_hour_without_morning_or_evening_is_asked_about(patient: Patient) -> None:
    patient.says("الجمعة الساعة ٥")
    assert (patient.reads, patient.buttons) == (
        "sessions_reminders_only moving_half_ask",
        ["04 05:00", "04 17:00"],
    )
    patient.taps("04 17:00")
    assert patient.reads == "sessions_reminders_only moving_confirm"
    assert patient.param("new").at == on("2026-12-04T17:00")


def test_a_day_without_an_hour_is_asked_for_the_hour(patient: Patient) -> None:
    patient.says("الجمعة")
    assert patient.reads == "sessions_reminders_only moving_hour_ask"
    assert patient.param("day").at == on("2026-12-04T12:00")
    patient.says("٥ عصرا")
    assert patient.param("new").at == on("2026-12-04T17:00")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("أمس الساعة ٥ عصرا", "moving_not_ahead"),
        ("2028-01-05 17:00", "moving_too_far_ahead"),
        ("الخميس ٣ عصرا", "moving_the_same"),
        ("32/13 17:00", "moving_unclear"),
    ],
)
def test_an_appointment_cannot_lie_behind_or_years_ahead(patient: Patient, text: str, why: str) -> None:
    patient.says(text)
    assert patient.reads == f"sessions_reminders_only {why} moving_example_ahead"
    assert patient.form == {"flow": "move_session", "asks": "time", "session": 2}


@pytest.mark.parametrize(
    ("text", "why"), [("بكرا ٥ العصر", "moving_not_past"), ("2026-10-01 17:00", "moving_too_long_ago")]
)
def test_a_session_that_took_place_lies_behind_but_not_by_months(earlier: Patient, text: str, why: str) -> None:
    earlier.says(text)
    assert earlier.reads == f"sessions_reminders_only {why} moving_example_past"


def test_a_session_that_took_place_is_set_right(earlier: Patient) -> None:
    earlier.says("اليوم ١١ صباحا")
    earlier.taps("moving_yes")
    assert earlier.effects == [MoveSession(session_id=1, at=on("2026-11-30T11:00"))]


def test_a_confirmation_that_comes_too_late_is_asked_again(patient: Patient) -> None:
    patient.says("اليوم ٥ عصرا")
    patient.now = AFTERNOON + timedelta(hours=3)
    patient.taps("moving_yes")
    assert patient.effects == []
    assert patient.reads == "sessions_reminders_only moving_not_ahead moving_example_ahead"


@pytest.mark.parametrize("text", ["هل هو مؤلم", "كم السعر؟", ""])
def test_a_question_in_between_is_left_to_be_answered(patient: Patient, text: str) -> None:
    patient.says(text)
    assert patient.decision is None
    assert patient.form["flow"] == "move_session"


def test_a_time_that_is_typed_the_day_after_means_something_else(patient: Patient) -> None:
    patient.chat = Chat(chat_id=1, last_turn_at=AFTERNOON)
    patient.now = AFTERNOON + timedelta(days=1)
    patient.says("الجمعة الساعة ٥ عصرا")
    assert patient.decision is None


def test_a_form_about_a_session_that_is_gone_asks_nothing_any_more() -> None:
    patient = Patient(sessions=[session()])
    patient.form = {"flow": "move_session", "asks": "time", "session": 2}
    patient.says("الجمعة الساعة ٥ عصرا")
    assert patient.decision is None


@pytest.mark.parametrize("action", ["session_to", "session_moved"])
@pytest.mark.parametrize("argument", ["2", "2:", "2:soon", "2:-1", "3:1796108400", ":1796108400", "2:999999999999"])
def test_a_forged_time_is_outdated(patient: Patient, action: str, argument: str) -> None:
    patient.taps_data(f"a:{action}:{argument}")
    assert patient.decision is None


def test_a_forged_time_that_cannot_be_is_not_taken(patient: Patient) -> None:
    patient.taps_data(f"a:session_moved:2:{written(AFTERNOON + timedelta(days=900))}")
    assert patient.effects == []
    assert "moving_too_far_ahead" in patient.reads
