""" "Remind me later": when, and never at night or after it has stopped to make sense."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.aftercare.reminders import FOR_GOOD, Reminder, State
from bot.conversation.care.times import written
from bot.conversation.decisions import ChooseKinds, Pause, Snooze
from tests.aftercare_examples import RIYADH, on
from tests.talks.patients import AFTERNOON, Patient, reminder, sent, session

HELD = session()


def offered(patient: Patient, number: int = 7) -> list[str]:
    patient.taps_data(f"a:later:{number}")
    return patient.buttons


def test_an_hour_three_hours_or_a_day_later() -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD))
    assert offered(patient) == ["30 16:00", "30 18:00", "01 15:00"]
    patient.taps("30 18:00")
    assert patient.effects == [Snooze(reminder_id=7, until=on("2026-11-30T18:00"))]
    assert patient.param("at").at == on("2026-11-30T18:00")


def test_a_reminder_that_is_still_to_come_is_put_off_from_its_own_time() -> None:
    patient = Patient(sessions=[HELD], upcoming=[reminder(7, HELD, in_hours=20)])
    assert offered(patient) == ["01 12:00", "01 14:00", "02 11:00"]


def test_moments_are_round() -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD))
    patient.now = AFTERNOON + timedelta(minutes=7, seconds=12)
    assert offered(patient)[0] == "30 16:10"


@pytest.mark.parametrize(
    ("clock", "buttons"),
    [
        ("2026-11-30T20:30", ["30 21:30", "01 20:30"]),  # in three hours it is night
        ("2026-11-30T23:00", ["01 09:00"]),  # all of it is night, and eleven at night tomorrow as well
        ("2026-11-30T07:00", ["30 10:00", "01 09:00"]),  # at eight it is still quiet
    ],
)
def test_nobody_is_woken(clock: str, buttons: list[str]) -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD, in_hours=-20, lasts_hours=90))
    patient.now = datetime.fromisoformat(clock).replace(tzinfo=RIYADH)
    assert offered(patient) == buttons


def test_what_would_be_too_late_is_not_offered() -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD, lasts_hours=3))
    assert offered(patient) == ["30 16:00"]


def test_when_nothing_fits_that_is_said() -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD, lasts_hours=1.5))
    assert offered(patient) == []
    assert patient.reads == "later_nothing_fits"
    assert patient.effects == []


def test_a_moment_that_has_passed_meanwhile_is_offered_anew() -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD))
    offered(patient)
    patient.now = AFTERNOON + timedelta(hours=2)
    patient.taps("30 16:00")
    assert patient.effects == []
    assert patient.buttons == ["30 18:00", "30 20:00", "01 17:00"]


@pytest.mark.parametrize("when", ["بعد ساعتين", "دو ساعت دیگه", "الساعة ٥ العصر", "اليوم الساعة 17:00"])
def test_a_time_that_is_said_in_words_is_taken(when: str) -> None:
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD))
    usual = patient.asks("resume_reminders", when=when)
    assert patient.effects == [Snooze(reminder_id=7, until=on("2026-11-30T17:00"))]
    assert (patient.reads, patient.param("at").at) == ("later_done", on("2026-11-30T17:00"))
    assert patient.decision == replace(usual, say=patient.say, effects=tuple(patient.effects))


@pytest.mark.parametrize("topic", ["resume_reminders", "stop_reminders"])
@pytest.mark.parametrize(
    "text", ["ذكرني بعدين", "مو الحين، أجليه", "بعداً یادآوری کن", "یادآوری رو عقب بنداز", "later pls"]
)
def test_later_without_a_time_is_asked_back(topic: str, text: str) -> None:
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD))
    patient.asks(topic, text)
    assert (patient.reads, patient.effects) == ("later_ask", [])
    assert patient.buttons == ["30 16:00", "30 18:00", "01 15:00"]
    patient.taps_data(f"a:snooze:7:{written(on('2026-11-30T18:00'))}")


@pytest.mark.parametrize(
    ("when", "buttons"),
    [
        ("بكرة", ["01 09:00", "01 15:00"]),
        ("فردا", ["01 09:00", "01 15:00"]),
        ("الساعة ٨", ["30 20:00"]),  # eight in the morning has passed
        ("ساعت ۴", ["30 16:00"]),  # nobody wants to be woken at four
        ("بكرة بالليل الساعة ١١", ["30 16:00", "30 18:00", "01 15:00"]),  # at night
    ],
)
def test_of_a_day_or_an_unclear_hour_the_patient_chooses_the_moment(when: str, buttons: list[str]) -> None:
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD))
    patient.asks("resume_reminders", when=when)
    assert (patient.reads, patient.buttons, patient.effects) == ("later_ask", buttons, [])


def test_a_morning_is_offered_once_to_who_asks_at_nine() -> None:
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD, in_hours=-20, lasts_hours=90))
    patient.now = on("2026-11-30T09:00")
    patient.asks("resume_reminders", when="بكرة")
    assert patient.buttons == ["01 09:00"]


def test_without_one_that_just_came_the_next_is_put_off() -> None:
    patient = Patient(sessions=[HELD], upcoming=[reminder(8, HELD, in_hours=1)])
    patient.asks("resume_reminders", when="بعد ٣ ساعات")
    assert patient.effects == [Snooze(reminder_id=8, until=on("2026-11-30T18:00"))]


@pytest.mark.parametrize("upcoming", [[], [reminder(8, HELD, in_hours=40)]])
def test_what_comes_after_the_time_that_was_said_comes_as_it_is(upcoming: list[Reminder]) -> None:
    patient = Patient(sessions=[HELD], upcoming=upcoming)
    patient.asks("resume_reminders", when="بعد ساعة")
    assert patient.effects == []
    assert patient.reads.startswith("reminders_coming" if upcoming else "reminders_nothing_coming")


def test_who_has_stopped_a_kind_and_asks_for_reminders_wants_it_back() -> None:
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD), stopped=frozenset({"appointment"}))
    patient.asks("resume_reminders", "رجعوا تذكيرات المواعيد", when="بكرة الساعة ١٠ الصبح")
    assert patient.effects == [ChooseKinds(stopped=frozenset())]


def test_the_kind_that_is_named_is_the_one_that_is_put_off() -> None:
    coming = reminder(9, HELD, in_hours=5, lasts_hours=60, kind="appointment")
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD), upcoming=[coming])
    patient.asks("resume_reminders", "ذكرني بموعدي بكرة الساعة ٨ مساء", when="بكرة الساعة ٨ مساء")
    assert patient.effects == [Snooze(reminder_id=9, until=on("2026-12-01T20:00"))]


def test_one_that_would_be_too_late_then_is_not_meant_where_the_next_fits() -> None:
    coming = reminder(8, HELD, in_hours=19, lasts_hours=30)
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD, lasts_hours=2), upcoming=[coming])
    patient.asks("resume_reminders", when="بكرة الساعة 13:00")
    assert patient.effects == [Snooze(reminder_id=8, until=on("2026-12-01T13:00"))]


def test_whoever_has_paused_wants_them_back_whatever_the_hour() -> None:
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD), paused_until=FOR_GOOD)
    patient.asks("resume_reminders", when="بعد ساعة")
    assert patient.effects == [Pause(until=None)]


@pytest.mark.parametrize(
    ("text", "when"), [("رجع التذكيرات", ""), ("دوباره یادآوری کن", ""), ("كنت أمس وقفتها، رجعها", "أمس")]
)
def test_remind_me_again_is_not_later(text: str, when: str) -> None:
    patient = Patient(sessions=[HELD], last_sent=sent(7, HELD))
    patient.asks("resume_reminders", text, when=when)
    assert (patient.reads, patient.effects) == ("reminders_already_on", [])


@pytest.mark.parametrize("moment", [written(on("2026-12-01T01:00")), "99999999999", "0"])
def test_a_forged_moment_is_not_taken(moment: str) -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD))
    patient.taps_data(f"a:snooze:7:{moment}")
    assert patient.effects == []


@pytest.mark.parametrize(
    "data", ["a:later:8", "a:later", "a:later:x", "a:later:٧", "a:snooze:7", "a:snooze:7:soon", "a:snooze::1"]
)
def test_a_button_of_another_reminder_or_of_none_is_outdated(data: str) -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD))
    patient.taps_data(data)
    assert patient.decision is None


@pytest.mark.parametrize("state", [State.CANCELLED, State.MISSED, State.REFUSED])
def test_a_reminder_that_is_over_does_not_come_back(state: State) -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD, state=state))
    patient.taps_data("a:later:7")
    assert patient.decision is None


def test_somebody_who_stopped_everything_is_told_so_instead() -> None:
    patient = Patient(sessions=[HELD], tapped=sent(7, HELD), paused_until=FOR_GOOD)
    patient.taps_data("a:later:7")
    assert patient.reads == "reminders_stopped"
