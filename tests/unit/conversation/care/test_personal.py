"""Answers that fit the patient's own session: the hour from which something is allowed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.context import Context
from bot.conversation.decisions import AskWhich
from bot.conversation.screens import Amount, Named, TimelinePicture, TopicText
from tests.aftercare_examples import RIYADH
from tests.talks.patients import AFTERNOON, Patient, booked, session


def wash(*sessions: object, **named: object) -> Patient:
    """A patient with these sessions who has asked when they may wash."""
    patient = Patient(sessions=sessions, **named)  # type: ignore[arg-type]
    patient.asks("activity_check", activity=("washing",))
    return patient


def test_what_is_not_allowed_yet_comes_with_the_hour_and_the_time_left() -> None:
    patient = Patient(sessions=[session(hours_ago=5)])
    usual = patient.asks("activity_check", activity=("washing",))
    assert patient.reads == "allowed_from"
    assert patient.param("left") == Amount(number=10, unit="hours")
    assert patient.param("at").at == AFTERNOON + timedelta(hours=10)
    assert (patient.param("treatment"), patient.param("day"), patient.param("person")) == (None, None, None)
    assert patient.parts[1] == TopicText(
        topic="activity_check", programme="mesotherapy_face", values={"activity": ("washing",)}
    )
    assert patient.buttons == ["my_reminders", "menu"]
    assert patient.decision == replace(usual, say=patient.say)


def test_what_is_allowed_again_is_said_with_since_when() -> None:
    patient = wash(session(hours_ago=20))
    assert patient.reads == "allowed_since"
    assert patient.param("at").at == AFTERNOON - timedelta(hours=5)


def test_at_the_very_moment_it_is_allowed() -> None:
    assert wash(session(hours_ago=15)).reads == "allowed_since"


@pytest.mark.parametrize(
    ("hours_ago", "left"),
    [
        (14.99, Amount(number=1, unit="minutes")),
        (14, Amount(number=60, unit="minutes")),
        (13.9, Amount(number=2, unit="hours")),
        (0, Amount(number=15, unit="hours")),
    ],
)
def test_the_time_left_is_never_said_shorter_than_it_is(hours_ago: float, left: Amount) -> None:
    assert wash(session(hours_ago=hours_ago)).param("left") == left


@pytest.mark.parametrize(
    ("hours_ago", "left"), [(30, Amount(number=70, unit="hours")), (10, Amount(number=4, unit="days"))]
)
def test_more_than_three_days_are_counted_in_days(hours_ago: float, left: Amount) -> None:
    patient = Patient(sessions=[session(hours_ago=hours_ago, programme="prp")])
    patient.asks("activity_check", activity=("swimming",))
    assert patient.param("left") == left


def test_each_activity_gets_its_own_line() -> None:
    patient = Patient(sessions=[session(hours_ago=20)])
    patient.asks("activity_check", activity=("washing", "swimming"))
    assert patient.reads == "allowed_since allowed_from"
    assert [line.params["activity"] for line in patient.lines] == [
        Named(kind="activity", id="washing"),
        Named(kind="activity", id="swimming"),
    ]


def test_an_activity_that_one_does_not_wait_for_is_left_to_the_curated_answer() -> None:
    patient = Patient(sessions=[session()])
    usual = patient.asks("activity_check", activity=("food",))
    assert patient.decision is usual


def test_the_answer_is_about_the_treatment_that_the_patient_had() -> None:
    answer = wash(session(programme="prp")).parts[1]
    assert isinstance(answer, TopicText)
    assert answer.programme == "prp"


def test_the_longer_wait_wins_and_its_session_is_named() -> None:
    patient = wash(session(1, hours_ago=3), session(3, hours_ago=5, programme="prp"))
    assert patient.reads == "allowed_from"
    assert patient.param("treatment") == Named(kind="programme", id="prp")
    assert patient.param("at").at == AFTERNOON + timedelta(hours=15)


def test_of_two_sessions_of_one_treatment_the_one_that_counts_is_named() -> None:
    patient = wash(session(1, hours_ago=30), session(3, hours_ago=2))
    assert patient.param("day").at == session(3, hours_ago=2).at


def test_a_list_of_activities_is_answered_as_far_as_the_curated_answer_goes() -> None:
    patient = Patient(sessions=[session()])
    usual = patient.asks("activity_check", activity=("food", "sleep", "travel", "alcohol", "smoking", "sun", "washing"))
    assert patient.decision is usual


def test_a_session_of_another_treatment_than_the_one_asked_about_is_named() -> None:
    patient = wash(session(), context=Context(treatment="prp"))
    assert patient.param("treatment") == Named(kind="programme", id="mesotherapy_face")
    answer = patient.parts[1]
    assert isinstance(answer, TopicText)
    assert answer.programme == "prp"


def test_two_persons_of_one_account_are_each_told_theirs() -> None:
    patient = wash(session(1, hours_ago=5), session(3, hours_ago=20, person="خالتي"))
    assert patient.reads == "allowed_from allowed_since"
    assert [line.params["person"] for line in patient.lines] == [Named(kind="phrase", id="yourself"), "خالتي"]


def test_another_persons_session_alone_is_named() -> None:
    patient = wash(session(person="خالتي"))
    assert patient.param("person") == "خالتي"
    assert patient.param("treatment") == Named(kind="programme", id="mesotherapy_face")


@pytest.mark.parametrize(
    "sessions",
    [
        [],
        [booked()],  # nothing follows before it takes place
        [session(hours_ago=15 + 7 * 24)],  # the wait was over a week ago
        [booked(in_days=-1)],  # nobody said that it took place
    ],
)
def test_without_a_session_that_matters_the_usual_answer_stands(sessions: list[object]) -> None:
    patient = Patient(sessions=sessions)  # type: ignore[arg-type]
    usual = patient.asks("activity_check", activity=("washing",))
    assert patient.decision is usual


@pytest.mark.parametrize("topic", ["activity_check", "aftercare"])
def test_a_patient_who_is_asked_which_topic_was_meant_is_still_asked(topic: str) -> None:
    patient = Patient(sessions=[session()])
    doubt = replace(patient.asks(topic, activity=("washing",)), say=AskWhich(topics=("aftercare", "recovery")))
    patient.hears(doubt)
    assert patient.decision is doubt


@pytest.mark.parametrize("topic", ["aftercare", "activity_check"])
def test_what_is_forbidden_now_is_answered_with_the_card(topic: str) -> None:
    held = session(hours_ago=71)
    patient = Patient(sessions=[held])
    usual = patient.asks(topic)
    assert patient.parts == [TopicText(topic=topic, programme="mesotherapy_face")]
    assert patient.screen.picture == TimelinePicture(session=held, zone=RIYADH)
    assert patient.decision == replace(usual, say=patient.say)


@pytest.mark.parametrize("sessions", [[], [booked()], [booked(in_days=-1)], [session(hours_ago=72)]])
def test_without_a_session_of_these_days_there_is_no_card(sessions: list[object]) -> None:
    patient = Patient(sessions=sessions)  # type: ignore[arg-type]
    usual = patient.asks("aftercare")
    assert patient.decision is usual


def test_of_two_sessions_the_last_one_has_the_card_and_is_named() -> None:
    last = session(3, hours_ago=2, programme="prp")
    patient = Patient(sessions=[session(1, hours_ago=40), last])
    patient.asks("aftercare")
    assert patient.reads == "card_of_session"
    assert patient.screen.picture == TimelinePicture(session=last, zone=RIYADH)


def test_the_card_is_of_the_treatment_that_is_asked_about() -> None:
    face = session(1, hours_ago=40)
    patient = Patient(
        sessions=[face, session(3, hours_ago=2, programme="prp")], context=Context(treatment="mesotherapy")
    )
    patient.asks("aftercare")
    assert patient.screen.picture == TimelinePicture(session=face, zone=RIYADH)


def test_no_card_of_another_treatment_than_the_one_asked_about() -> None:
    patient = Patient(sessions=[session()], context=Context(treatment="prp"))
    usual = patient.asks("aftercare")
    assert patient.decision is usual
