"""The aftercare that Rafiq ships with: whole, in both languages, at the right times, and true to its sources."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.content.plan_schema import STEP_PARTS, FactTime, PlanStep, StepPart
from bot.content.scope import LANGUAGES, PROGRAMMES, Language, Programme
from bot.words.bidi import isolate, strip_isolates
from bot.words.script import foreign_letters, reads_as

CONTENT = Path(__file__).parents[2] / "content"
NOON = datetime(2027, 1, 4, 9, tzinfo=UTC)
ISOLATED = re.compile(r"\u2068[^\u2069]*\u2069")
PHONE = "+966 11 000 0000"
ON_A_PHONE = 350

CARE = "start washing makeup sunscreen touching sport sauna swimming sun fading".split()
CHECK_INS = "check_in_day_1 check_in_day_3 check_in_day_7 check_in_day_28".split()
BEFORE = ["blood_thinners", "preparation"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(CONTENT)


def said_by(
    catalogue: Catalogue, programme: Programme, step: PlanStep
) -> Iterator[tuple[str, StepPart, Language, str]]:
    """Yield all that one step says, with the words that name the case."""
    for part in STEP_PARTS:
        for language in LANGUAGES if step.words(part) else ():
            text = catalogue.step_text(programme, step.id, language, now=NOON, part=part)
            yield f"{programme} {step.id} {part} {language}", part, language, text


def everything_said(catalogue: Catalogue) -> Iterator[tuple[str, StepPart, Language, str]]:
    for programme in PROGRAMMES:
        for step in catalogue.plans[programme].steps:
            yield from said_by(catalogue, programme, step)


@pytest.mark.parametrize(
    ("programme", "appointments"),
    [
        ("mesotherapy_face", ["next_due", *BEFORE, "maintenance"]),
        ("mesotherapy_hair", BEFORE),  # the documents name neither an interval nor a repetition
        ("prp", ["next_due", *BEFORE]),
    ],
)
def test_the_steps_are_those_of_the_timeline(
    catalogue: Catalogue, programme: Programme, appointments: list[str]
) -> None:
    assert [step.id for step in catalogue.plans[programme].steps] == [*CARE, *CHECK_INS, *appointments]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_each_thing_is_allowed_again_when_its_fact_says(catalogue: Catalogue, programme: Programme) -> None:
    steps = catalogue.plans[programme].by_id
    waits: dict[str, object] = {name: FactTime(fact=f"{name}_wait") for name in CARE[1:-1] if name != "touching"}
    waits |= {"touching": FactTime(fact="touch_wait"), "fading": FactTime(fact="fading_end"), "start": timedelta()}
    assert {name: steps[name].after for name in waits} == waits
    assert [steps[name].day for name in CHECK_INS] == [1, 3, 7, 28]
    assert all(steps[name].check_in for name in CHECK_INS)


def test_the_next_session_is_prepared_and_the_next_one_due_as_the_facts_say(catalogue: Catalogue) -> None:
    face, hair, plasma = (catalogue.plans[programme].by_id for programme in PROGRAMMES)
    assert face["blood_thinners"].day == FactTime(fact="anticoagulant_stop", before=True)
    assert hair["blood_thinners"].day == plasma["blood_thinners"].day == -7
    assert face["blood_thinners"].at == face["check_in_day_7"].at == time(12), "one message when both fall together"
    assert {plan["preparation"].day for plan in (face, hair, plasma)} == {-1}
    assert face["next_due"].day == FactTime(fact="session_interval", part="low")
    assert plasma["next_due"].day == FactTime(fact="session_interval")
    assert face["maintenance"].day == FactTime(fact="maintenance_interval")
    assert face["maintenance"].origin == "last_session"
    assert {plan["next_due"].unless for plan in (face, plasma)} == {"next_booked"}


def test_nothing_but_what_to_do_at_once_disturbs_the_night(catalogue: Catalogue) -> None:
    for programme in PROGRAMMES:
        assert [step.id for step in catalogue.plans[programme].steps if step.safety] == ["start"]


def test_what_waited_for_the_end_of_the_night_is_still_worth_sending(catalogue: Catalogue) -> None:
    night, jitter = timedelta(hours=8), timedelta(minutes=20)  # due when the last patients of a day sleep: 1 at night
    for programme in PROGRAMMES:
        washing = catalogue.plans[programme].by_id["washing"]
        assert isinstance(washing.late_until, timedelta)
        assert washing.late_until >= night + jitter


def test_a_check_in_belongs_to_its_own_day(catalogue: Catalogue) -> None:
    for programme in PROGRAMMES:
        for name in CHECK_INS:
            step = catalogue.plans[programme].by_id[name]
            assert step.at is not None
            assert isinstance(step.late_until, timedelta)
            assert timedelta(hours=step.at.hour) + step.late_until <= timedelta(hours=22), name
            assert step.on_late == "send"
            assert step.uncertain == "once", "nobody is asked twice"


def test_every_step_is_said_in_its_language_and_short_enough_for_a_phone(catalogue: Catalogue) -> None:
    for case, _, language, text in everything_said(catalogue):
        plain = strip_isolates(ISOLATED.sub("", text))
        assert reads_as(plain, language), case
        assert not foreign_letters(plain, language), case
        assert "{" not in plain, case
        assert "None" not in plain, case
        assert len(strip_isolates(text)) <= ON_A_PHONE, case
        assert isolate(text) == text, case


def test_no_step_mixes_families_of_digits_beyond_isolated_phone_numbers_and_links(catalogue: Catalogue) -> None:
    others = {"ar": re.compile("[0-9۰-۹]"), "fa": re.compile("[0-9٠-٩]")}
    for case, _, language, text in everything_said(catalogue):
        assert not others[language].search(ISOLATED.sub("", text)), case


def test_both_languages_show_the_same_numbers(catalogue: Catalogue) -> None:
    for programme in PROGRAMMES:
        for step in catalogue.plans[programme].steps:
            shown: dict[tuple[StepPart, Language], set[int]] = {
                (part, language): {int(number) for number in re.findall(r"\d+", ISOLATED.sub("", text))}
                for _, part, language, text in said_by(catalogue, programme, step)
            }
            for part, _ in shown:
                arabic, persian = shown[part, "ar"], shown[part, "fa"]
                assert arabic <= persian, (programme, step.id)  # Arabic writes one and two of a thing as a word
                assert persian - arabic <= {1, 2}, (programme, step.id)


def test_whoever_is_told_that_something_is_expected_is_told_whom_to_call(catalogue: Catalogue) -> None:
    for case, _, _, text in everything_said(catalogue):
        if any(name in case for name in ("start", "fading", "check_in", "blood", "preparation")):
            assert PHONE in text, case


def test_who_is_not_sure_gets_the_emergency_number_too(catalogue: Catalogue) -> None:
    for case, part, _, text in everything_said(catalogue):
        assert ("997" in text) == (part == "not_sure" or " start " in case), case


def test_what_is_expected_ends_on_the_second_day(catalogue: Catalogue) -> None:
    expected = {"ar": "متوقع", "fa": "انتظار می‌رود"}
    end = {language: strip_isolates(catalogue.fill("{fading_end}", language)) for language in LANGUAGES}
    for programme in PROGRAMMES:
        for language in LANGUAGES:
            day_1 = strip_isolates(catalogue.step_text(programme, "check_in_day_1", language, now=NOON))
            day_3 = strip_isolates(catalogue.step_text(programme, "check_in_day_3", language, now=NOON))
            assert expected[language] in day_1
            assert end[language] in day_1
            assert expected[language] not in day_3
            assert end[language] in day_3


def test_nobody_is_told_to_stop_a_blood_thinner_without_the_doctor_who_prescribed_it(catalogue: Catalogue) -> None:
    doctor = {"ar": r"الطبيب الذي وصف(ه|ها)\b", "fa": "پزشکی( قطع می‌شود)? که آن(‌ها)? ?را نوشته"}
    for programme in PROGRAMMES:
        for language in LANGUAGES:
            said = strip_isolates(catalogue.step_text(programme, "blood_thinners", language, now=NOON))
            assert re.search(doctor[language], said), said


def test_hair_and_plasma_take_their_care_from_no_document(catalogue: Catalogue) -> None:
    owned: dict[Programme, set[str]] = {"mesotherapy_hair": set(), "prp": {"next_due", *BEFORE}}
    for programme, own in owned.items():
        for name, step in catalogue.plans[programme].by_id.items():
            assert ("S4" in step.sources) == (name in own), name
            assert set(step.sources) <= {"S4", "safety"}, name


def test_no_step_puts_a_hat_or_face_care_on_a_treated_scalp(catalogue: Catalogue) -> None:
    for case, _, _, text in everything_said(catalogue):
        if case.startswith("mesotherapy_hair"):
            assert not re.search("قبعة|کلاه|مرطب|مرطوب|البشرة", text), case


def test_in_ramadan_the_quiet_hours_are_those_of_its_nights(catalogue: Catalogue) -> None:
    clinic = catalogue.clinic
    assert (clinic.quiet_hours.opens, clinic.quiet_hours.closes) == (time(22), time(9))
    for season in clinic.special_hours:
        assert season.quiet_hours is not None
        assert (season.quiet_hours.opens, season.quiet_hours.closes) == (time(2), time(11))
