"""A patient tells of a session in their own words: what is asked back, confirmed, and kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.conversation import care
from bot.conversation.context import Context
from bot.conversation.decisions import AddSession, AskWhich, Decision, HoldSession, KeepConsent, SayTopic
from bot.conversation.screens import TimelinePicture
from bot.conversation.understanding import Candidate, Understanding
from tests.aftercare_examples import on
from tests.talks.newcomers import PLANNER, Newcomer, session
from tests.talks.person import NOW

FIRST = ("first_hours",)
"""What the first message of a session of today tells."""
CONFIRM_HELD = "report_confirm_held enrolled_session"
CONFIRM_BOOKED = "report_confirm_booked enrolled_session"
BUTTONS_OF_TIME = ["now", "today", "yesterday", "cancel"]


def added(patient: Newcomer) -> AddSession:
    (effect,) = [each for each in patient.effects if isinstance(each, AddSession)]
    return effect


def at_the_confirmation(*sessions: Any, consented: bool = True) -> Newcomer:
    """Plasma, at eight this morning."""
    patient = Newcomer(*sessions, consented=consented)
    patient.tells(when="اليوم الساعة 8 الصبح", treatment="prp")
    return patient


@pytest.mark.parametrize(
    ("language", "when", "at"),
    [
        ("ar", "امبارح الساعة 5 العصر", "2026-11-29T17:00"),
        ("ar", "قبل ساعة", "2026-11-30T09:48"),
        ("fa", "دیروز ساعت ۵ عصر", "2026-11-29T17:00"),
        ("fa", "۸ آذر ساعت ۱۷", "2026-11-29T17:00"),
        # The other language's words are understood as well.
        ("ar", "دیروز ساعت ۵ عصر", "2026-11-29T17:00"),
    ],
)
def test_a_patient_who_says_which_and_when_only_confirms(language: Any, when: str, at: str) -> None:
    patient = Newcomer(consented=True, language=language)
    patient.tells(when=when, treatment="prp")
    assert (patient.reads, patient.confirmed_time) == (CONFIRM_HELD, on(at))
    assert patient.buttons == ["yes", "other_time", "other_person", "no"]
    assert patient.effects == []
    patient.taps("yes")
    told = FIRST if at.startswith("2026-11-30") else ()
    assert patient.effects == [AddSession(programme="prp", at=on(at), told=told)]
    assert patient.form == {}


def test_the_patients_own_word_is_called_that_and_the_aftercare_begins() -> None:
    patient = at_the_confirmation()
    patient.taps("yes")
    assert patient.reads == "enrolled enrolled_session report_own_word_held enrolled_now enrolled_follows"
    assert isinstance(patient.screen.picture, TimelinePicture)
    assert patient.screen.picture.session.self_reported
    assert patient.chat.context == Context(treatment="prp")


def test_a_time_to_come_is_a_booking_for_reminders_only() -> None:
    patient = Newcomer(consented=True, language="ar")
    patient.tells(when="بكرا الساعة 5 العصر", treatment="prp")
    assert (patient.reads, patient.confirmed_time) == (CONFIRM_BOOKED, on("2026-12-01T17:00"))
    patient.taps("yes")
    assert added(patient).booked
    assert "report_own_word_booked" in patient.reads
    assert patient.screen.picture is None


def test_the_time_may_be_the_whole_message() -> None:
    patient = Newcomer(consented=True)
    patient.tells("قبل ساعة", treatment="prp")
    assert patient.confirmed_time == on("2026-11-30T09:48")


def test_without_consent_nothing_is_kept_until_the_patient_agrees() -> None:
    patient = at_the_confirmation(consented=False)
    patient.taps("yes")
    assert (patient.reads, patient.buttons, patient.effects) == ("consent", ["agree", "later"], [])
    patient.taps("agree")
    added = AddSession(programme="prp", at=on("2026-11-30T08:00"), told=FIRST)
    assert patient.effects == [KeepConsent(version=1), added]
    assert patient.form == {}


def test_who_does_not_agree_leaves_nothing_behind() -> None:
    patient = at_the_confirmation(consented=False)
    patient.taps("yes")
    patient.taps("later")
    assert (patient.reads, patient.effects, patient.form) == ("report_declined", [], {})


def test_who_says_no_leaves_nothing_behind() -> None:
    patient = at_the_confirmation()
    patient.taps("no")
    assert (patient.reads, patient.effects, patient.form) == ("report_cancelled", [], {})


@pytest.mark.parametrize(
    ("named", "offered"),
    [
        ({}, ["mesotherapy_face", "mesotherapy_hair", "prp", "cancel"]),
        ({"treatment": "mesotherapy"}, ["mesotherapy_face", "mesotherapy_hair", "cancel"]),
        ({"area": "hair"}, ["mesotherapy_hair", "prp", "cancel"]),
        ({"area": "neck"}, ["mesotherapy_face", "prp", "cancel"]),
    ],
)
def test_the_treatment_is_asked_for_where_it_is_not_clear(named: dict[str, str], offered: list[str]) -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="قبل ساعة", **named)
    assert (patient.reads, patient.buttons) == ("report_which_treatment", offered)
    patient.taps(offered[0])
    assert patient.reads == CONFIRM_HELD
    patient.taps("yes")
    assert added(patient).programme == offered[0]


@pytest.mark.parametrize(
    ("named", "programme", "area"),
    [
        ({"treatment": "mesotherapy", "area": "hair"}, "mesotherapy_hair", "hair"),
        ({"treatment": "mesotherapy", "concern": "hair_loss"}, "mesotherapy_hair", "hair"),
        ({"treatment": "mesotherapy", "area": "neck"}, "mesotherapy_face", "neck"),
        ({"treatment": "prp", "area": "hair"}, "prp", "hair"),
        ({"treatment": "prp"}, "prp", None),
    ],
)
def test_treatment_and_area_are_taken_from_the_message(named: dict[str, str], programme: str, area: str | None) -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="قبل ساعة", **named)
    patient.taps("yes")
    assert (added(patient).programme, added(patient).area) == (programme, area)


def test_an_area_that_does_not_fit_the_chosen_treatment_is_dropped() -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="قبل ساعة", area="neck")
    patient.taps_data("a:report_programme:mesotherapy_hair")
    patient.taps("yes")
    assert added(patient) == AddSession(programme="mesotherapy_hair", at=on("2026-11-30T09:48"), told=FIRST)


@pytest.mark.parametrize("when", [(), "الاسبوع الماضي", ("امبارح", "بكرا"), "32/2"])
def test_the_time_is_asked_for_where_it_is_not_clear(when: Any) -> None:
    patient = Newcomer(consented=True)
    patient.tells(when=when, treatment="prp")
    assert (patient.reads, patient.buttons) == ("report_time", BUTTONS_OF_TIME)
    patient.taps("now")
    assert (patient.reads, patient.confirmed_time) == (CONFIRM_HELD, NOW)


@pytest.mark.parametrize(("button", "day"), [("today", 30), ("yesterday", 29)])
def test_of_a_day_the_hour_is_asked(button: str, day: int) -> None:
    patient = Newcomer(consented=True)
    patient.tells(treatment="prp")
    patient.taps(button)
    assert patient.reads == "report_hour"
    assert patient.times_offered == [f"{day} {hour:02}:00" for hour in range(9, 22)]
    patient.taps_at(f"2026-11-{day}T09:00")
    assert (patient.reads, patient.confirmed_time) == (CONFIRM_HELD, on(f"2026-11-{day}T09:00"))


@pytest.mark.parametrize(
    ("typed", "at"),
    [("17:30", "29T17:30"), ("5 العصر", "29T17:00"), ("17", "29T17:00"), ("قبل ساعة", "30T09:48")],
)
def test_the_hour_may_be_typed(typed: str, at: str) -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="امبارح", treatment="prp")
    assert patient.reads == "report_hour"
    patient.says(typed)
    assert patient.confirmed_time == on(f"2026-11-{at}")


@pytest.mark.parametrize(("language", "when"), [("fa", "امروز ساعت ۵"), ("ar", "اليوم الساعة 5")])
def test_an_hour_without_morning_or_evening_is_asked_and_never_guessed(language: Any, when: str) -> None:
    patient = Newcomer(consented=True, language=language)
    patient.tells(when=when, treatment="prp")
    assert (patient.reads, patient.times_offered) == ("report_half", ["30 05:00", "30 17:00"])
    patient.taps_at("2026-11-30T05:00")
    assert (patient.reads, patient.confirmed_time) == (CONFIRM_HELD, on("2026-11-30T05:00"))


@pytest.mark.parametrize(("typed", "hour"), [("العصر", 17), ("مساءً", 17), ("الصبح", 5), ("5 العصر", 17)])
def test_the_half_of_the_day_may_be_typed(typed: str, hour: int) -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="امبارح الساعة 5", treatment="prp")
    patient.says(typed)
    assert (patient.reads, patient.confirmed_time) == (CONFIRM_HELD, on(f"2026-11-29T{hour:02}:00"))


def test_another_hour_typed_instead_is_asked_about_in_its_turn() -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="امبارح الساعة 5", treatment="prp")
    patient.says("9:30")
    assert (patient.reads, patient.times_offered) == ("report_half", ["29 09:30", "29 21:30"])


def test_the_whole_time_may_be_typed() -> None:
    patient = Newcomer(consented=True)
    patient.tells(treatment="prp")
    patient.says("امبارح الساعة 5 العصر")
    assert patient.confirmed_time == on("2026-11-29T17:00")


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("1/9/2026", "report_too_long_ago"),
        ("1/9/2026 الساعة 5 العصر", "report_too_long_ago"),
        ("1/9/2028", "report_too_far_ahead"),
        ("1/9/2028 الساعة 5 العصر", "report_too_far_ahead"),
    ],
)
def test_a_time_out_of_reach_gets_a_clear_sentence_and_is_asked_for_again(when: str, sentence: str) -> None:
    patient = Newcomer(consented=True)
    patient.tells(when=when, treatment="prp")
    assert (patient.reads, patient.buttons) == (f"{sentence} report_time", BUTTONS_OF_TIME)
    patient.says("قبل ساعة")
    assert patient.reads == CONFIRM_HELD


@pytest.mark.parametrize("typed", ["30/2/2026", "99:99", "31/11"])
def test_a_time_that_is_in_no_calendar_is_asked_for_again(typed: str) -> None:
    patient = Newcomer(consented=True)
    patient.tells(treatment="prp")
    patient.says(typed)
    assert patient.reads == "report_unreadable report_time"


@pytest.mark.parametrize("typed", ["هل الإبر مؤلمة؟", "شكرا", "متى كانت؟"])
def test_what_is_no_time_is_answered_normally_and_the_question_stays_open(typed: str) -> None:
    patient = Newcomer(consented=True)
    patient.tells(treatment="prp")
    patient.says(typed)
    assert patient.decision is None
    assert patient.form["asks"] == "time"


def test_another_time_can_be_said_before_it_is_confirmed() -> None:
    patient = at_the_confirmation()
    patient.taps("other_time")
    assert patient.reads == "report_time"
    patient.taps("now")
    assert patient.confirmed_time == NOW


def test_another_hour_typed_at_the_confirmation_is_of_the_same_day() -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="امبارح الساعة 5 العصر", treatment="prp")
    patient.says("6 المغرب")
    assert (patient.reads, patient.confirmed_time) == (CONFIRM_HELD, on("2026-11-29T18:00"))


def test_what_is_confirmed_is_what_was_shown() -> None:
    patient = at_the_confirmation()
    (shown,) = [each.target for each in patient.choices if each.target.action == "report_yes"]  # type: ignore[union-attr]
    patient.says("9 الصبح")
    patient.taps_data(f"a:report_yes:{shown.argument}")  # type: ignore[union-attr]
    assert patient.decision is None


def test_a_session_that_was_to_come_when_it_was_confirmed_is_not_taken_for_held() -> None:
    patient = Newcomer()
    patient.tells(when="اليوم الساعة 5 العصر", treatment="prp")
    patient.taps("yes")
    patient.now += timedelta(days=1)
    patient.taps("agree")
    assert (patient.reads, patient.effects) == (CONFIRM_HELD, [KeepConsent(version=1)])
    patient.taps("yes")
    assert not added(patient).booked


def test_a_session_that_is_confirmed_a_month_later_is_asked_about_again() -> None:
    patient = at_the_confirmation()
    patient.now += timedelta(days=31)
    patient.taps("yes")
    assert (patient.reads, patient.effects) == ("report_too_long_ago report_time", [])


@pytest.mark.parametrize("hours", [-6, 0, 6])
def test_a_session_that_is_known_is_not_doubled(hours: int) -> None:
    known = session(at=on("2026-11-30T08:00") + timedelta(hours=hours))
    patient = at_the_confirmation(known)
    assert (patient.reads, patient.effects) == ("report_known enrolled_session", [])
    assert (patient.form, patient.confirmed_time) == ({}, known.at)


@pytest.mark.parametrize(
    "other",
    [
        session(at=on("2026-11-30T01:59")),
        session(at=on("2026-11-30T08:00"), programme="mesotherapy_hair"),
    ],
)
def test_other_sessions_are_none_of_this_one(other: Any) -> None:
    assert at_the_confirmation(other).reads == CONFIRM_HELD


def test_a_session_that_became_known_meanwhile_is_not_doubled() -> None:
    patient = at_the_confirmation(consented=True)
    patient.sessions = (session(at=on("2026-11-30T08:00")),)
    patient.taps("yes")
    assert (patient.reads, patient.effects) == ("report_known enrolled_session", [])


def test_a_booked_session_that_took_place_is_held_from_then_on() -> None:
    booked = session(at=on("2026-11-30T09:00"), booked=True, number=3, total=4)
    patient = at_the_confirmation(booked)
    assert patient.reads == CONFIRM_HELD
    patient.taps("yes")
    assert patient.effects == [HoldSession(session_id=booked.id, at=on("2026-11-30T08:00"), told=FIRST)]
    held = replace(booked, at=on("2026-11-30T08:00"), booked=False)
    assert isinstance(patient.screen.picture, TimelinePicture)
    assert patient.screen.picture.session == held


def test_a_booking_that_took_place_earlier_than_booked_is_not_ahead_any_more() -> None:
    patient = Newcomer(session(at=on("2026-11-30T12:30"), booked=True), consented=True)
    patient.desk = replace(patient.desk, planner=replace(PLANNER, steps={}))
    patient.tells(when="اليوم الساعة 8 الصبح", treatment="prp")
    patient.taps("yes")
    assert patient.reads.endswith("enrolled_nothing_follows")


def test_a_booking_that_is_known_is_not_doubled() -> None:
    patient = Newcomer(session(at=on("2026-12-01T17:00"), booked=True), consented=True)
    patient.tells(when="بكرا الساعة 5 العصر", treatment="prp")
    assert (patient.reads, patient.effects) == ("report_known enrolled_session", [])


def test_it_may_be_the_session_of_somebody_else() -> None:
    patient = at_the_confirmation()
    patient.taps("other_person")
    assert patient.reads == "nickname_ask"
    patient.says("وجهي يؤلمني جدا")
    assert patient.decision is None
    patient.says("<Mum>")
    assert patient.reads == "nickname_wrong"
    patient.says("Mum")
    assert patient.reads == f"{CONFIRM_HELD} enrolled_person"
    patient.taps("yes")
    assert added(patient).person == "Mum"


def test_who_cares_for_somebody_is_asked_for_whom_it_is() -> None:
    mothers = session(id=9, at=on("2026-11-30T08:00"), person="Mum")
    patient = at_the_confirmation(mothers)
    assert (patient.reads, patient.buttons) == ("for_whom", ["me", "person", "someone"])
    patient.taps("me")
    assert patient.reads == CONFIRM_HELD
    patient.taps("other_person")
    patient.taps_at("Mum")
    assert patient.reads == "report_known enrolled_session enrolled_person"


def test_what_was_said_a_moment_ago_need_not_be_said_again() -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="قبل ساعة")
    assert patient.reads == "report_which_treatment"
    patient.tells("it was plasma", treatment="prp")
    assert (patient.reads, patient.confirmed_time) == (CONFIRM_HELD, on("2026-11-30T09:48"))


def test_what_was_said_yesterday_is_over() -> None:
    patient = Newcomer(consented=True)
    patient.tells(when="قبل ساعة")
    patient.now += timedelta(days=1)
    patient.says("17:30")
    assert patient.decision is None
    patient.tells(treatment="prp")
    assert patient.reads == "report_time"


def test_the_patients_clocks_count_not_the_clinics() -> None:
    tehran = ZoneInfo("Asia/Tehran")
    patient = Newcomer(consented=True, language="fa", zone=tehran)
    patient.tells(when="دیروز ساعت ۵ عصر", treatment="prp")
    assert patient.confirmed_time == on("2026-11-29T17:00", tehran)


def test_an_unsure_guess_is_asked_about_first() -> None:
    asked = Decision(say=AskWhich(topics=("register_session", "booking")), topic="register_session", context=Context())
    understood = Understanding(act="answer", ranking=(Candidate(topic="register_session", confidence=0.4),))
    assert care.on_topic(asked, understood, "", Newcomer().situation) is asked


def test_other_topics_are_left_alone() -> None:
    answer = Decision(say=SayTopic(topic="symptom_report"), topic="symptom_report", context=Context())
    understood = Understanding(act="answer", ranking=(Candidate(topic="symptom_report", confidence=0.9),))
    assert care.on_topic(answer, understood, "", Newcomer().situation).topic == "symptom_report"


@pytest.mark.parametrize(
    "data",
    [
        *("report_programme:prp", "report_now", "report_day:2026-11-30", "report_at:1796025600", "report_other_time"),
        *("report_other_person", "report_for:me", "report_yes", "report_no", "report_agree", "report_decline"),
    ],
)
def test_buttons_of_a_report_that_is_over_do_nothing(data: str) -> None:
    patient = at_the_confirmation()
    patient.taps("yes")
    patient.taps_data(f"a:{data}")
    assert patient.decision is None


@pytest.mark.parametrize(
    "data",
    [
        *("report_day:0001-01-01", "report_day:9999-12-31", "report_day:tomorrow", "report_day:2020-01-01"),
        *("report_at:-5", "report_at:x", "report_at:99999999999999", "report_for:me", "report_agree"),
        *("report_yes", "report_programme:botox", "report_programme:prp", "report_other_time"),
    ],
)
def test_forged_buttons_do_nothing(data: str) -> None:
    patient = Newcomer(consented=True)
    patient.tells(treatment="prp")
    patient.taps_data(f"a:{data}")
    assert patient.decision is None


def test_a_forged_moment_is_out_of_reach_like_a_typed_one() -> None:
    patient = Newcomer(consented=True)
    patient.tells(treatment="prp")
    patient.taps_data("a:report_at:99999999999")
    assert patient.reads == "report_too_far_ahead report_time"


def test_a_form_that_an_older_version_kept_is_read_as_far_as_it_is_known() -> None:
    patient = Newcomer(consented=True)
    patient.form = {"flow": "reporting", "asks": "time", "programme": "prp", "mood": "fine"}
    patient.says("قبل ساعة")
    assert patient.reads == CONFIRM_HELD
