"""Each mistake in an aftercare plan is found, at its line, with what to do about it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.content.found import assert_error_at, errors, found

Edit = Callable[[str, str, str], None]

FACE, HAIR, PRP = (f"aftercare/{name}.yml" for name in ("mesotherapy_face", "mesotherapy_hair", "prp"))

_CHECK_IN = "    text: {ar: كيف الحال؟, fa: حالتان چطور است؟}\n"
_NOT_SURE = '    not_sure: {ar: "مفتوح اليوم: {clinic_hours_today}", fa: "ساعت کار: {clinic_hours_today}"}\n'
_MAKEUP_FA = "بعد از {makeup_wait} آرایش کنید."


MISTAKES = [
    # form
    (FACE, "    on_late: merge", "    on_lat: merge", 8, "steps.0.on_lat", "unknown key; did you mean 'on_late'?"),
    (FACE, "    after: 0 h\n", "", 3, "steps.0", "write after (an exact length of time) or day"),
    (FACE, "after: 0 h", "after: soon enough", 6, "steps.0.after", "as 15 h or 30 min, or the name of a fact"),
    (FACE, "day: 14", "day: two weeks", 38, "steps.3.day", "as 3 or -1, or the name of a fact"),
    (FACE, 'at: "12:00"\n    unless', "at: noon\n    unless", 39, "steps.3.at", "a local time as 10:00"),
    (FACE, '    at: "17:00"\n', "", 22, "steps.2", "day and at"),
    (FACE, "    topic: pain\n", "", 46, "steps.4", "write text or topic"),
    (FACE, "version: 1", "version: 0", 1, "version", "greater than or equal to 1"),
    (FACE, "version: 1", "version: one", 1, "version", "must be a whole number"),
    (FACE, "kind: care", "kind: cares", 4, "steps.0.kind", "'care', 'check_in' or 'appointment'"),
    (FACE, "sources: [safety]", "sources: [safety]\n    reviewed_by: x", 22, "steps.2", "belong together"),
    # references
    (FACE, "after: makeup_wait", "after: makup_wait", 16, "steps.1.after", "did you mean 'makeup_wait'?"),
    (HAIR, "late_until: makeup_wait", "late_until: sauna_wait", 7, "steps.0.late_until", "has no 'sauna_wait'"),
    (FACE, "after: makeup_wait", "after: numbing_wait", 16, "steps.1.after", "write numbing_wait.low or numbing_wait"),
    (FACE, "after: makeup_wait", "after: makeup_wait.low", 16, "steps.1.after", "is one value: write makeup_wait"),
    (FACE, "day: 14", "day: makeup_wait", 38, "steps.3.day", "is in hours; here stands a fact in days, weeks, months"),
    (FACE, "after: makeup_wait", "after: sessions_count.low", 16, "steps.1.after", "is in sessions; here stands"),
    (FACE, "topic: pain", "topic: payn", 54, "steps.4.topic", "no topic 'payn'; did you mean 'pain'?"),
    (
        HAIR,
        '    text: {ar: "المكياج',
        "    topic: pain\n    #",
        10,
        "steps.0.topic",
        "'pain' is silent on mesotherapy_",
    ),
    (FACE, "sources: [S2]", "sources: [S7]", 45, "steps.3.sources", "sources.yml has no 'S7'"),
    # order and lateness
    (FACE, "late_until: 15 h", "late_until: 25 h", 7, "steps.0.late_until", "'makeup' is due: write 24 h at most"),
    (FACE, "after: 0 h", "after: 30 h", 13, "steps.1", "'makeup' is due before 'start', which stands above it: move"),
    (FACE, "late_until: 5 h", "late_until: 0 h", 27, "steps.2.late_until", "must be longer than nothing"),
    (FACE, "late_until: 72 h", "late_until: 1000 h", 41, "steps.3.late_until", "at most 336 h"),
    (
        FACE,
        "late_until: 9 h",
        "late_until: 13 h",
        51,
        "steps.4.late_until",
        "day of the session itself has come: write 12 h",
    ),
    # what agrees with itself
    (FACE, "- id: makeup", "- id: start", 13, "steps.1.id", "there is a step 'start' above"),
    (FACE, _NOT_SURE, "", 22, "steps.2.not_sure", "is missing: what a patient reads who answers 'not_sure'"),
    (FACE, "    check_in: true\n", "", 31, "steps.2.fine", "only a check-in is answered"),
    (FACE, "    kind: check_in", "    kind: care", 23, "steps.2.kind", "belong together"),
    (FACE, "    on_late: send", "    on_late: merge", 28, "steps.2.on_late", "cannot stand in a digest"),
    (FACE, "day: 1\n", "day: -1\n", 25, "steps.2.day", "lies before the session"),
    (FACE, "day: -1", "day: 1", 49, "steps.4.day", "lies after a session that is to come"),
    (FACE, 'day: -1\n    at: "12:00"', "after: 2 h", 49, "steps.4.after", "write day, as -1"),
    (FACE, "late_until: 9 h", "unless: next_booked\n    late_until: 9 h", 51, "steps.4.unless", "remove unless"),
    # words
    (FACE, "{makeup_wait} آرایش", "{makeup_wiat} آرایش", 20, "steps.1.text.fa", "did you mean 'makeup_wait'?"),
    (FACE, _MAKEUP_FA, "آرایش کنید.", 20, "steps.1.text.fa", "does not name {makeup_wait}"),
    (FACE, _MAKEUP_FA, "بعد از {makeup_wait} و ۲ روز آرایش کنید.", 20, "steps.1.text.fa", "holds a digit"),
    (FACE, _MAKEUP_FA, "بعد از {makeup_wait} یا دو روز آرایش کنید.", 20, "steps.1.text.fa", "spells out an amount"),
    (FACE, "fa: حالتان چطور است؟", "fa: How are you?", 31, "steps.2.text.fa", "does not read as Persian"),
    (FACE, _CHECK_IN, "    text: {ar: كيف الحال؟}\n", 31, "steps.2.text.fa", "is missing"),
    (FACE, "حان وقت الموعد.", "حان وقت الجلسة القادمة. " * 40, 44, "steps.3.text.ar", "a step holds 700"),
    (
        PRP,
        "بعد از {makeup_wait}",
        "بعد از {numbing_wait}",
        11,
        "steps.0.text.fa",
        "facts/prp.yml has no 'numbing_wait'",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "key", "message"), MISTAKES)
def test_a_mistake_in_a_plan_is_found_at_its_place(
    content: Path, edit: Edit, file: str, old: str, new: str, line: int, key: str, message: str
) -> None:
    edit(file, old, new)
    assert_error_at(content, file, line, key, message)


def messages(folder: Path) -> list[str]:
    return [str(problem) for problem in errors(folder)]


def test_when_a_fact_changes_what_no_longer_fits_is_told_with_what_to_write(content: Path, edit: Edit) -> None:
    edit("facts/mesotherapy_face.yml", "{value: 24", "{value: 13")
    assert messages(content) == [
        f"content/{FACE}:7: error: steps.0.late_until: it could still be sent when 'makeup' is due: write 13 h at most"
    ]
    edit(FACE, "late_until: 15 h", "late_until: 13 h")
    assert messages(content) == []


def test_steps_of_other_kinds_may_stand_in_any_order(content: Path, edit: Edit) -> None:
    edit(FACE, "after: makeup_wait", "after: 200 h")
    assert messages(content) == []


def test_of_two_steps_due_at_the_same_time_neither_is_too_late_for_the_other(content: Path, edit: Edit) -> None:
    edit(FACE, "after: 0 h\n    late_until: 15 h", "after: makeup_wait\n    late_until: 24 h")
    assert messages(content) == []


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ("{value: 2.5, unit: weeks,", "is no whole number of days or months: 2.5 weeks"),
        ("{value: 1.5, unit: months,", "is no whole number of days or months: 1.5 months"),
        ("{value: 400, unit: months,", "more than three years"),
        ("{value: 1000000000, unit: weeks,", "more than three years"),
        ("{value: 2, unit: hours,", "is in hours; here stands a fact in days, weeks, months"),
    ],
)
def test_a_day_from_a_fact_is_a_whole_day_that_one_may_live_to_see(
    content: Path, edit: Edit, fact: str, message: str
) -> None:
    edit("facts/prp.yml", "{value: 2, unit: days,", fact)
    edit(PRP, "after: makeup_wait", 'day: makeup_wait\n    at: "12:00"')
    assert any(message in problem.message for problem in errors(content)), messages(content)


def test_a_month_is_as_long_as_the_calendar_makes_it(content: Path, edit: Edit) -> None:
    edit("facts/prp.yml", "{value: 2, unit: days,", "{value: 1, unit: months,")
    edit(PRP, "after: makeup_wait", 'day: makeup_wait\n    at: "12:00"')
    assert messages(content) == []


def test_every_programme_needs_its_plan(content: Path) -> None:
    (content / PRP).rename(content / "aftercare/ppr.yml")
    assert messages(content) == [
        "content/aftercare/ppr.yml:1: error: there is no programme 'ppr'; did you mean 'prp'?",
        "content/aftercare/prp.yml:1: error: the file is missing",
    ]


def test_all_mistakes_of_a_plan_are_listed_at_once(content: Path, edit: Edit) -> None:
    edit(FACE, "topic: pain", "topic: payn")
    edit(FACE, "late_until: 72 h", "late_until: 999 h")
    edit(FACE, "after: makeup_wait", "after: makup_wait")
    assert [problem.key for problem in errors(content)] == [
        "steps.1.after",
        "steps.3.late_until",
        "steps.4.topic",
    ]


def test_a_text_that_says_nothing_in_this_clinic_is_an_error(content: Path, edit: Edit) -> None:
    edit(FACE, "{ar: حان وقت الموعد., fa: وقت نوبت است.}", '{ar: "{clinic_offers}", fa: "{clinic_offers}"}')
    assert [(problem.key, problem.message) for problem in errors(content)] == [
        ("steps.3.text.ar", "renders to nothing"),
        ("steps.3.text.fa", "renders to nothing"),
    ]


def test_a_time_in_the_quiet_hours_is_noticed_unless_the_step_is_for_safety(content: Path, edit: Edit) -> None:
    edit(FACE, 'at: "17:00"', 'at: "08:30"')
    notices = found(content, "notice")
    assert [(problem.line, problem.key) for problem in notices] == [(26, "steps.2.at")]
    assert "it will always wait until 09:00" in notices[0].message
    edit(FACE, "    check_in: true", "    safety: true\n    check_in: true")
    assert not found(content, "notice")


def test_a_step_for_safety_waits_for_the_doctor_until_it_is_signed(content: Path, edit: Edit) -> None:
    def waiting() -> list[str]:
        return [problem.key for problem in found(content, "signature") if problem.path.startswith("content/aftercare/")]

    assert waiting() == ["steps.2.sources"], "the step of the hair is signed"
    edit(FACE, "sources: [safety]", "sources: [safety]\n    reviewed_by: د. هدى\n    reviewed_on: 2027-01-04")
    assert waiting() == []
