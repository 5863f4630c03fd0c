"""Reminders stopped and wanted again, by words and by buttons."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.aftercare.reminders import FOR_GOOD
from bot.conversation.decisions import ChooseKinds, Pause
from tests.talks.patients import AFTERNOON, Patient, sent, session


def patient(**known: Any) -> Patient:
    return Patient(sessions=[session()], **known)


def test_stop_in_words_stops_everything_and_says_how_to_undo_it() -> None:
    sara = patient()
    usual = sara.asks("stop_reminders", "وقف التذكيرات")
    assert sara.effects == [Pause(until=datetime.max.replace(tzinfo=UTC))]
    assert (sara.reads, sara.buttons) == ("reminders_stopped_now", ["resume_all", "stop_kind"])
    assert sara.decision == replace(usual, say=sara.say, effects=tuple(sara.effects))
    sara.taps("resume_all")
    assert sara.reads == "reminders_already_on"


def test_a_tap_on_stop_asks_which_for_nothing_was_said() -> None:
    sara = patient()
    sara.asks("stop_reminders", "")
    assert (sara.reads, sara.effects) == ("kinds_ask", [])


@pytest.mark.parametrize("text", ["لا الآن ولا بعدين، أوقفوا كل التذكيرات", "ما أبي تذكيرات عقب اليوم، وقفوا كلها"])
def test_no_more_is_never_taken_for_later(text: str) -> None:
    sara = patient(last_sent=sent(7, session()))
    sara.asks("stop_reminders", text)
    assert sara.effects == [Pause(until=FOR_GOOD)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("لا تسألني كيف حالي بعد اليوم", "check_in"),
        ("دیگه نپرس حالم چطوره", "check_in"),
        ("please stop asking me how I am", "check_in"),
        ("لا تذكرني بالمواعيد، أوقف تذكير الموعد", "appointment"),
        ("ديگه لازم نيست نوبت رو يادم بياري، قطعش كن", "appointment"),
        ("أوقف تعليمات العناية فقط", "care"),
        ("یادآوری مراقبت‌ها را نفرست", "care"),
    ],
)
def test_who_names_one_kind_keeps_the_others(text: str, kind: Any) -> None:
    sara = patient()
    sara.asks("stop_reminders", text)
    assert sara.effects == [ChooseKinds(stopped=frozenset({kind}))]
    assert (sara.reads, sara.buttons) == ("kind_stopped", ["resume_kind", "stop_all"])


@pytest.mark.parametrize(
    "text",
    [
        *("stop", "وقف التذكيرات", "ما بدي ياك تبعتلي اشعارات بعد اليوم", "خلاص يكفي لا عاد ترسلش لي تذكير"),
        *("هشدارها رو خاموش کن لطفا", "حالم بهم خورد، پیام نده", "wa22ef l tazkirat", "dige yadavari naferest lotfan"),
    ],
)
def test_who_wants_no_more_messages_gets_none(text: str) -> None:
    sara = patient()
    sara.asks("stop_reminders", text)
    assert sara.effects == [Pause(until=FOR_GOOD)]


@pytest.mark.parametrize("text", ["خلاص أنا تعبت من هذا الموضوع", "لا تسألني عن حالي ولا تذكرني بالموعد"])
def test_where_it_is_not_plain_what_is_to_stop_it_is_asked(text: str) -> None:
    sara = patient()
    sara.asks("stop_reminders", text)
    assert (sara.reads, sara.effects) == ("kinds_ask", [])
    sara.taps("stop_all")
    assert sara.effects == [Pause(until=FOR_GOOD)]


def test_wanting_them_again_ends_the_pause_and_brings_every_kind_back() -> None:
    sara = patient(paused_until=FOR_GOOD, stopped=frozenset({"check_in"}))
    sara.asks("resume_reminders")
    assert sara.effects == [Pause(until=None), ChooseKinds(stopped=frozenset())]
    assert (sara.reads, sara.buttons) == ("reminders_resumed", ["my_reminders"])


def test_wanting_again_what_was_never_stopped_changes_nothing() -> None:
    sara = patient()
    sara.asks("resume_reminders")
    assert (sara.reads, sara.effects) == ("reminders_already_on", [])


@pytest.mark.parametrize("topic", ["stop_reminders", "resume_reminders"])
def test_without_a_session_the_usual_answer_stands(topic: str) -> None:
    somebody = Patient()
    usual = somebody.asks(topic)
    assert somebody.decision is usual


def test_one_kind_is_stopped_and_the_others_stay_as_they_were() -> None:
    sara = patient(stopped=frozenset({"appointment"}))
    sara.taps_data("a:stop")
    assert sara.buttons == ["kind_stop", "kind_stop", "kind_resume", "pause_week", "pause_month", "stop_all"]
    sara.taps_first("kind_stop")
    assert sara.effects == [ChooseKinds(stopped=frozenset({"appointment", "care"}))]
    assert (sara.reads, sara.buttons) == ("kind_stopped", ["resume_kind", "stop_all"])


def test_one_kind_is_wanted_again() -> None:
    sara = patient(stopped=frozenset({"appointment", "care"}))
    sara.taps_data("a:resume:care")
    assert sara.effects == [ChooseKinds(stopped=frozenset({"appointment"}))]
    assert sara.reads == "kind_resumed"


@pytest.mark.parametrize(
    ("until", "told"), [(FOR_GOOD, "reminders_stopped"), (AFTERNOON + timedelta(days=2), "reminders_paused")]
)
def test_a_kind_that_is_wanted_again_in_a_pause_comes_with_a_word_about_it(until: datetime, told: str) -> None:
    sara = patient(stopped=frozenset({"care"}), paused_until=until)
    sara.taps_data("a:resume:care")
    assert sara.reads == f"kind_resumed {told}"


@pytest.mark.parametrize(("length", "day"), [("week", 7), ("month", 30)])
def test_a_pause_ends_at_the_same_time_of_day_and_says_when(length: str, day: int) -> None:
    sara = patient()
    sara.taps_data(f"a:pause:{length}")
    assert sara.effects == [Pause(until=AFTERNOON + timedelta(days=day))]
    assert sara.param("until").at == AFTERNOON + timedelta(days=day)
    assert sara.buttons == ["resume_all"]


@pytest.mark.parametrize("data", ["a:stop:everything", "a:resume", "a:resume:x", "a:pause", "a:pause:year"])
def test_a_forged_button_is_outdated(data: str) -> None:
    sara = patient()
    sara.taps_data(data)
    assert sara.decision is None


@pytest.mark.parametrize("data", ["a:stop", "a:stop:all", "a:stop:care", "a:resume:all", "a:pause:week"])
def test_a_button_of_somebody_without_sessions_is_outdated(data: str) -> None:
    somebody = Patient()
    somebody.taps_data(data)
    assert somebody.decision is None
