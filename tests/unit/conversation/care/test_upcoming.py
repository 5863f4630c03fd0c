"""What a patient sees of the reminders that are to come."""

from dataclasses import replace
from datetime import timedelta

from bot.aftercare.reminders import FOR_GOOD
from bot.conversation.decisions import AskWhich
from bot.conversation.screens import At, Named
from tests.talks.patients import AFTERNOON, Patient, booked, reminder, session

HELD = session()


def test_a_patient_without_sessions_is_told_how_reminders_begin() -> None:
    patient = Patient()
    patient.commands("reminders")
    assert (patient.reads, patient.buttons) == ("reminders_none", ["menu"])


def test_a_patient_without_sessions_who_asks_in_words_gets_the_usual_answer() -> None:
    patient = Patient()
    usual = patient.asks("my_reminders")
    assert patient.decision is usual


def test_each_reminder_is_listed_with_its_time_and_what_it_is_about() -> None:
    patient = Patient(
        sessions=[HELD],
        upcoming=[
            reminder(7, HELD, "washing", in_hours=10),
            reminder(8, HELD, "evening", in_hours=4, kind="check_in"),
            reminder(9, HELD, "maintenance", in_hours=900, kind="appointment"),
            reminder(10, HELD, "step of an older plan", in_hours=901),
        ],
    )
    patient.commands("reminders")
    listed = "reminder_of_check_in reminder_of_wait reminder_of_appointment reminder_of_care"
    assert patient.reads == f"reminders_coming {listed} reminders_how_to_stop"
    assert patient.param("activity") == Named(kind="activity", id="washing")
    assert patient.param("at", "reminder_of_check_in") == At(
        at=AFTERNOON + timedelta(hours=4), zone=patient.recipient.zone
    )
    assert (patient.param("treatment"), patient.param("person")) == (None, None)
    assert patient.buttons == ["later_next", "stop_all", "stop_kind"]


def test_asking_in_words_shows_the_list_and_leaves_the_subject_as_it_was() -> None:
    patient = Patient(sessions=[HELD], upcoming=[reminder(7, HELD)])
    usual = patient.asks("my_reminders")
    assert patient.reads.startswith("reminders_coming")
    assert patient.decision == replace(usual, say=patient.say)


def test_a_patient_who_is_asked_which_topic_was_meant_is_still_asked() -> None:
    patient = Patient(sessions=[HELD])
    doubt = replace(patient.asks("my_reminders"), say=AskWhich(topics=("my_reminders", "stop_reminders")))
    for topic in ("my_reminders", "stop_reminders", "resume_reminders", "change_session", "next_session", "my_data"):
        patient.hears(replace(doubt, topic=topic))
        assert patient.say == doubt.say


def test_every_reminder_names_whose_it_is_once_somebody_has_a_nickname() -> None:
    aunt = session(3, person="خالتي")
    patient = Patient(sessions=[HELD, aunt], upcoming=[reminder(7, HELD), reminder(8, aunt, in_hours=2)])
    patient.commands("reminders")
    assert [line.params["person"] for line in patient.lines if "person" in line.params] == [
        Named(kind="phrase", id="yourself"),
        "خالتي",
    ]


def test_two_treatments_are_told_apart() -> None:
    prp = session(3, programme="prp")
    patient = Patient(sessions=[HELD, prp], upcoming=[reminder(7, prp)])
    patient.commands("reminders")
    assert patient.param("treatment") == Named(kind="programme", id="prp")


def test_at_most_eight_are_listed() -> None:
    patient = Patient(sessions=[HELD], upcoming=[reminder(number, HELD) for number in range(1, 11)])
    patient.commands("reminders")
    assert patient.reads.count("reminder_of_wait") == 8
    assert "reminders_more" in patient.reads


def test_a_stopped_kind_is_not_listed_and_can_be_had_again() -> None:
    patient = Patient(sessions=[HELD], upcoming=[reminder(7, HELD)], stopped=frozenset({"care"}))
    patient.commands("reminders")
    assert patient.reads == "reminders_nothing_coming reminders_kind_stopped reminders_how_to_stop"
    assert patient.buttons == ["stop_all", "stop_kind", "resume_all"]


def test_a_pause_leaves_out_what_will_be_too_late_and_shows_the_rest_after_it() -> None:
    until = AFTERNOON + timedelta(hours=20)
    upcoming = [reminder(7, HELD, in_hours=1, lasts_hours=9), reminder(8, HELD, in_hours=2, lasts_hours=30)]
    patient = Patient(sessions=[HELD], upcoming=upcoming, paused_until=until)
    patient.commands("reminders")
    assert patient.reads == "reminders_coming reminder_of_wait reminders_paused reminders_how_to_stop"
    assert patient.param("at", "reminder_of").at == until


def test_a_pause_that_is_over_is_none() -> None:
    patient = Patient(sessions=[booked()], paused_until=AFTERNOON - timedelta(days=1))
    patient.commands("reminders")
    assert patient.reads == "reminders_nothing_coming reminders_how_to_stop"


def test_somebody_who_stopped_everything_sees_that_and_the_way_back() -> None:
    patient = Patient(sessions=[HELD], upcoming=[reminder(7, HELD)], paused_until=FOR_GOOD)
    patient.commands("reminders")
    assert (patient.reads, patient.buttons) == ("reminders_stopped", ["resume_all"])
