"""Aftercare plans of the small clinic: how a step is read, what it says, and which clinic is quiet when."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.content.catalogue import Catalogue
from bot.content.clinic import Clinic, Interval
from bot.content.contents import read_contents
from bot.content.plan_schema import FactTime, PlanStep
from bot.content.scope import PROGRAMMES, Language, Programme
from bot.words.bidi import isolate, strip_isolates

NOON = datetime(2027, 1, 4, 9, tzinfo=UTC)  # noon of a Monday in Riyadh
SAMPLE = read_contents(Path(__file__).parent / "sample_content")
_STEP = SAMPLE.documents["aftercare/mesotherapy_face.yml"].data["steps"][1]
_CLINIC = SAMPLE.documents["clinic.yml"].data


def step(**changes: Any) -> PlanStep:
    written = {name: value for name, value in (_STEP | changes).items() if value is not None}
    return PlanStep.model_validate(written)


def read(
    catalogue: Catalogue, name: str, language: Language, programme: Programme = "mesotherapy_face", **part: Any
) -> str:
    return strip_isolates(catalogue.step_text(programme, name, language, now=NOON, **part))


# --- how a step is read ---


def test_every_programme_has_a_plan_with_a_version(catalogue: Catalogue) -> None:
    assert {programme: catalogue.plans[programme].version for programme in PROGRAMMES} == {
        "mesotherapy_face": 1,
        "mesotherapy_hair": 1,
        "prp": 2,
    }


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("15 h", timedelta(hours=15)),
        ("0 h", timedelta()),
        ("90 min", timedelta(minutes=90)),
        ("1.5 h", timedelta(minutes=90)),
        ("15h", timedelta(hours=15)),
        ("makeup_wait", FactTime(fact="makeup_wait")),
        ("numbing_wait.high", FactTime(fact="numbing_wait", part="high")),
    ],
)
def test_an_exact_length_is_hours_minutes_or_a_fact(written: str, read_as: timedelta | FactTime) -> None:
    assert step(after=written).after == read_as
    assert step(late_until=written).late_until == read_as


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (3, 3),
        (-1, -1),
        (0, 0),
        ("-anticoagulant_stop", FactTime(fact="anticoagulant_stop", before=True)),
        ("session_interval.low", FactTime(fact="session_interval", part="low")),
    ],
)
def test_a_day_is_a_whole_number_or_a_fact(written: int | str, read_as: int | FactTime) -> None:
    assert step(after=None, day=written, at="10:00").day == read_as


def test_the_time_of_a_day_is_local_and_on_a_24_hour_clock() -> None:
    assert step(after=None, day=1, at="17:30").at == time(17, 30)


def test_steps_merge_and_keep_the_quiet_hours_unless_the_plan_says_otherwise() -> None:
    plain = step()
    assert (plain.if_near, plain.unless, plain.safety, plain.check_in) == ("merge", None, False, False)


@pytest.mark.parametrize(
    "change",
    [
        {"after": None},
        {"day": 1, "at": "10:00"},
        {"after": None, "day": 1},
        {"at": "10:00"},
        {"topic": "pain"},
        {"text": None},
        {"after": "15"},
        {"after": "-makeup_wait"},
        {"after": "15 hours"},
        {"after": 15},
        {"late_until": None},
        {"late_until": "-9 h"},
        {"after": None, "day": 2.5, "at": "10:00"},
        {"after": None, "day": True, "at": "10:00"},
        {"after": None, "day": "3 days", "at": "10:00"},
        {"after": None, "day": 10**9, "at": "10:00"},
        {"after": None, "day": 1, "at": "25:00"},
        {"after": None, "day": 1, "at": "9:00"},
        {"from": "yesterday"},
        {"kind": "advert"},
        {"on_late": "shout"},
        {"uncertain": None},
        {"id": "غسل"},
        {"sources": []},
    ],
)
def test_a_step_of_another_form_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        step(**change)


# --- what it says ---


def test_a_step_names_its_facts_with_number_and_unit(catalogue: Catalogue) -> None:
    assert read(catalogue, "makeup", "ar") == "المكياج ممكن بعد ٢٤ ساعة."
    assert read(catalogue, "makeup", "fa") == "بعد از ۲۴ ساعت آرایش کنید."


def test_the_same_step_of_another_programme_takes_its_facts(catalogue: Catalogue) -> None:
    assert read(catalogue, "makeup", "ar", "prp") == "المكياج ممكن بعد يومين."


def test_a_tap_is_answered_with_words_of_that_day_and_the_clinic_s_values(catalogue: Catalogue) -> None:
    assert read(catalogue, "how_are_you", "ar", part="fine") == "وإن ازداد: +966 11 000 0000"
    assert "۱۰ صبح" in read(catalogue, "how_are_you", "fa", part="not_sure")


def test_what_a_step_says_is_isolated_for_a_line_from_right_to_left(catalogue: Catalogue) -> None:
    said = catalogue.step_text("mesotherapy_face", "how_are_you", "ar", now=NOON, part="fine")
    assert "\u2068+966 11 000 0000\u2069" in said
    assert isolate(said) == said


def test_a_step_that_leaves_its_words_to_a_topic_says_the_topic_s_answer(catalogue: Catalogue) -> None:
    said = catalogue.step_text("mesotherapy_face", "preparation", "fa", now=NOON)
    assert said == catalogue.answer("pain", programme="mesotherapy_face", language="fa", now=NOON).text


@pytest.mark.parametrize(
    ("programme", "name", "part"),
    [
        ("mesotherapy_face", "washing", "text"),
        ("mesotherapy_hair", "how_are_you", "text"),  # a step of the face alone
        ("mesotherapy_face", "makeup", "fine"),  # nobody asked how they are
        ("mesotherapy_face", "preparation", "not_sure"),
    ],
)
def test_a_step_that_the_plan_does_not_have_is_a_bug(
    catalogue: Catalogue, programme: Programme, name: str, part: Any
) -> None:
    with pytest.raises(KeyError):
        catalogue.step_text(programme, name, "ar", now=NOON, part=part)


# --- quiet hours ---


def clinic(**changes: Any) -> Clinic:
    return Clinic.model_validate(_CLINIC | changes)


def test_a_clinic_that_says_nothing_is_quiet_from_ten_at_night_to_nine_in_the_morning() -> None:
    assert clinic().quiet_hours == Interval(opens=time(22), closes=time(9))


def test_a_clinic_has_quiet_hours_of_its_own_and_others_in_ramadan() -> None:
    ramadan = {**_CLINIC["special_hours"][0], "quiet_hours": "02:00-11:00"}
    own = clinic(quiet_hours="21:30-08:00", special_hours=(ramadan, _CLINIC["special_hours"][0]))
    assert own.quiet_hours == Interval(opens=time(21, 30), closes=time(8))
    assert [season.quiet_hours for season in own.special_hours] == [Interval(opens=time(2), closes=time(11)), None]


@pytest.mark.parametrize("written", ["22-9", "22:00", "22:00-22:00", ["22:00-09:00"], 22, None, "24:00-09:00"])
def test_quiet_hours_of_another_form_are_refused(written: Any) -> None:
    with pytest.raises(ValidationError):
        clinic(quiet_hours=written)
