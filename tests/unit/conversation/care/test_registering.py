"""Staff register a session: what they are asked, what is confirmed, and the link that comes of it."""

from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from bot.content.scope import Language
from bot.conversation.buttons import decode, encode
from bot.conversation.care.reporting_screens import USUAL_HOURS
from bot.conversation.decisions import OfferSession
from bot.conversation.screens import At, InvitationPicture, Named
from tests.aftercare_examples import RIYADH, on
from tests.talks.person import NOW, Person

LINK = "https://t.me/nada_clinic_bot?start=s_0c1d2e_secret-of_the-link"


@pytest.fixture
def staff() -> Person:
    """One of the clinic's people who has just sent /register."""
    person = Person(role="staff")
    person.commands("register")
    return person


def at_the_time(staff: Person) -> Person:
    """Answer everything before the time."""
    for label in ("prp", "skip", "skip"):
        staff.taps(label)
    assert staff.reads == "register_time"
    return staff


def at_the_check(staff: Person) -> Person:
    """Answer everything: a session that has just ended."""
    at_the_time(staff).taps("now")
    assert staff.reads == "register_check_held"
    return staff


def shown(staff: Person, line: str = "") -> datetime:
    """Return the time that the last message asks to confirm."""
    (found,) = [each for each in staff.lines if each.key.startswith(line or "register_check")]
    moment = found.params["at"]
    assert isinstance(moment, At)
    return moment.at


def offered(staff: Person) -> OfferSession:
    (offer,) = staff.effects
    assert isinstance(offer, OfferSession)
    return offer


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_the_clinics_people_register_a_session(role: Literal["staff", "admin"]) -> None:
    staff = Person(role=role)
    staff.commands("register")
    assert staff.buttons == ["mesotherapy_face", "mesotherapy_hair", "prp", "cancel"]
    staff.taps("mesotherapy_face")
    assert (staff.reads, staff.buttons) == ("register_area", ["face", "neck", "skip", "back", "cancel"])
    staff.taps("neck")
    assert (staff.reads, staff.buttons) == ("register_number", [*"123456", "skip", "back", "cancel"])
    staff.taps("2")
    assert (staff.reads, staff.buttons) == ("register_total", [*"3456", "skip", "back", "cancel"])
    staff.taps("4")
    assert (staff.reads, staff.buttons) == ("register_time", ["now", "today", "yesterday", "back", "cancel"])
    staff.taps("now")
    assert staff.reads == "register_check_held register_area_line register_course_line"
    assert shown(staff) == NOW
    staff.taps("yes")
    assert offered(staff) == OfferSession(
        programme="mesotherapy_face",
        at=NOW,
        token_hash="hash of secret-of_the-link",
        expires_at=NOW + timedelta(hours=72),
        area="neck",
        number=2,
        total=4,
    )
    assert staff.form == {}


def test_the_link_is_handed_over_as_text_and_as_a_picture_and_the_token_is_nowhere_else(staff: Person) -> None:
    at_the_check(staff).taps("yes")
    assert staff.reads == "register_done register_link"
    assert staff.lines[1].params == {"link": LINK}
    assert isinstance(staff.screen.picture, InvitationPicture)
    assert staff.screen.picture.link == LINK
    assert staff.screen.picture.expires_at.at == NOW + timedelta(hours=72)
    assert "secret-of_the-link" not in repr([*staff.effects, staff.form]).replace("hash of secret-of_the-link", "")


def test_to_a_patient_there_is_no_such_command() -> None:
    patient = Person(role=None)
    patient.commands("register")
    assert patient.decision is None


def test_somebody_who_is_no_longer_of_the_clinic_cannot_go_on(staff: Person) -> None:
    at_the_check(staff)
    yes = f"a:reg_yes:{mark_of(staff)}"
    staff.role = None
    for data in (yes, "a:reg_programme:prp", "a:reg_now", "a:reg_begin", "a:reg_back"):
        staff.taps_data(data)
        assert staff.decision is None
    staff.says("16:00")
    assert staff.decision is None


def mark_of(staff: Person) -> str:
    (choice,) = [choice for choice in staff.choices if "reg_yes" in repr(choice.target)]
    return str(getattr(choice.target, "argument", ""))


# --- A time that is picked ---


@pytest.mark.parametrize(("day", "at"), [("today", "2026-11-30T09:00"), ("yesterday", "2026-11-29T09:00")])
def test_day_and_hour_can_be_picked(staff: Person, day: str, at: str) -> None:
    at_the_time(staff).taps(day)
    assert staff.reads == "register_hour"
    assert staff.buttons == ["moment"] * len(USUAL_HOURS) + ["back", "cancel"]
    staff.taps_first("moment")
    assert (staff.reads, shown(staff)) == ("register_check_held", on(at))


def test_an_hour_of_today_that_is_to_come_is_an_appointment(staff: Person) -> None:
    at_the_time(staff).taps("today")
    staff.taps_data(encode(next(each.target for each in reversed(staff.choices) if staff.name_of(each) == "moment")))  # type: ignore[arg-type]
    assert staff.reads == "register_check_booked"


def test_a_day_is_picked_by_the_clinics_clocks(staff: Person) -> None:
    staff.zone = ZoneInfo("America/Los_Angeles")  # where it is still Sunday
    at_the_time(staff).taps("today")
    staff.taps_first("moment")
    assert shown(staff) == on("2026-11-30T09:00")


@pytest.mark.parametrize("day", ["2026-13-01", "", "x", "1900-01-01", "2030-01-01"])
def test_a_forged_day_is_not_taken(staff: Person, day: str) -> None:
    at_the_time(staff).taps_data(f"a:reg_day:{day}")
    assert staff.decision is None


def test_a_day_is_not_taken_before_it_is_asked_for(staff: Person) -> None:
    staff.taps_data("a:reg_day:2026-11-30")
    assert staff.decision is None


# --- Area and course ---


def test_hair_is_asked_no_area_for_the_treatment_says_it(staff: Person) -> None:
    staff.taps("mesotherapy_hair")
    assert staff.reads == "register_number"


def test_prp_may_be_of_the_hair_or_the_face(staff: Person) -> None:
    staff.taps("prp")
    assert staff.buttons == ["face", "hair", "neck", "skip", "back", "cancel"]


@pytest.mark.parametrize("area", ["hair", "elbow", "../etc", "FACE"])
def test_an_area_that_was_not_offered_is_not_taken(staff: Person, area: str) -> None:
    staff.taps("mesotherapy_face")
    staff.taps_data(f"a:reg_area:{area}")
    assert staff.decision is None


@pytest.mark.parametrize(
    ("language", "typed", "number", "total"),
    [
        ("ar", "2/4", 2, 4),
        ("fa", "جلسه ۲ از ۴", 2, 4),
        ("fa", "جلسهٔ دوم از چهار", 2, 4),
        ("ar", "الثانية من أربع", 2, 4),
        ("ar", "٨ من ١٠", 8, 10),
        ("ar", "1/1", 1, 1),
    ],
)
def test_number_and_total_may_be_typed_at_once(
    staff: Person, language: Language, typed: str, number: int, total: int
) -> None:
    staff.language = language
    staff.taps("mesotherapy_hair")
    staff.says(typed)
    assert staff.reads == "register_time"
    staff.taps("now")
    staff.taps("yes")
    assert (offered(staff).number, offered(staff).total) == (number, total)


def test_the_number_may_be_typed_and_then_the_total(staff: Person) -> None:
    staff.taps("mesotherapy_hair")
    staff.says("۷")
    assert (staff.reads, staff.buttons[:1]) == ("register_total", ["7"])
    staff.says("۸")
    staff.taps("now")
    staff.taps("yes")
    assert (offered(staff).number, offered(staff).total) == (7, 8)


def test_a_number_without_a_total_is_kept_alone(staff: Person) -> None:
    staff.taps("mesotherapy_hair")
    staff.taps("3")
    staff.taps("skip")
    staff.taps("now")
    assert staff.reads == "register_check_held register_number_line"
    staff.taps("yes")
    assert (offered(staff).number, offered(staff).total) == (3, None)


@pytest.mark.parametrize("typed", ["5/3", "0/4", "2/21", "21", "0", "999"])
def test_a_course_that_cannot_be_is_asked_again_with_the_reason(staff: Person, typed: str) -> None:
    staff.taps("mesotherapy_hair")
    staff.says(typed)
    assert staff.reads == "register_course_wrong register_number"
    assert staff.lines[0].params == {"most": 20}
    staff.says("2/3")
    assert staff.reads == "register_time"


def test_a_total_below_the_number_is_asked_again(staff: Person) -> None:
    staff.taps("mesotherapy_hair")
    staff.taps("5")
    assert staff.buttons[:2] == ["5", "6"]
    staff.says("4")
    assert staff.reads == "register_course_wrong register_total"


# --- The time ---

TYPED: list[tuple[Language, str, str]] = [
    ("ar", "اليوم الساعة 9:15 الصبح", "2026-11-30 09:15"),
    ("ar", "أمس الخامسة مساءً", "2026-11-29 17:00"),
    ("ar", "2026-12-01 17:00", "2026-12-01 17:00"),
    # A Jalali date is understood of those who write Arabic, too.
    ("ar", "1405/9/10 17:00", "2026-12-01 17:00"),
    ("fa", "۱۴۰۵/۹/۱۰ ساعت ۱۷", "2026-12-01 17:00"),
    ("fa", "امروز ساعت پنج عصر", "2026-11-30 17:00"),
    ("fa", "غدًا الساعة الخامسة مساءً", "2026-12-01 17:00"),
    ("ar", "قبل ساعتين", "2026-11-30 08:48"),
    ("ar", "14:00", "2026-11-30 14:00"),
]


@pytest.mark.parametrize(("language", "typed", "moment"), TYPED)
def test_a_typed_time_is_shown_to_be_confirmed(staff: Person, language: Language, typed: str, moment: str) -> None:
    staff.language = language
    at_the_time(staff).says(typed)
    assert shown(staff) == on(moment)
    assert staff.reads == ("register_check_booked" if on(moment) > NOW else "register_check_held")


def test_a_session_in_the_future_is_booked(staff: Person) -> None:
    at_the_time(staff).says("غدًا الساعة الخامسة مساءً")
    assert staff.reads == "register_check_booked"
    staff.taps("yes")
    assert offered(staff).booked
    assert offered(staff).at == on("2026-12-01 17:00")


def test_an_hour_without_morning_or_evening_is_asked(staff: Person) -> None:
    at_the_time(staff).says("غدًا الساعة الخامسة")
    assert (staff.reads, staff.buttons) == ("register_half", ["half", "half", "back", "cancel"])
    early, late = (choice for choice in staff.choices if "reg_at" in repr(choice.target))
    staff.taps_data(f"a:reg_at:{getattr(late.target, 'argument', '')}")
    assert shown(staff) == on("2026-12-01 17:00")
    assert getattr(early.target, "argument", "") == str(int(on("2026-12-01 05:00").timestamp()))


def test_twelve_is_midnight_or_noon_of_the_same_day(staff: Person) -> None:
    at_the_time(staff).says("غدًا الساعة 12:00")
    moments = [int(getattr(choice.target, "argument", "")) for choice in staff.choices[:2]]
    assert moments == [int(on(f"2026-12-01 {hour}:00").timestamp()) for hour in ("00", "12")]


@pytest.mark.parametrize("typed", ["5:30 مساءً", "17:30", "الساعة 17:30"])
def test_a_day_without_an_hour_is_asked_for_it(staff: Person, typed: str) -> None:
    at_the_time(staff).says("أمس")
    assert staff.reads == "register_hour"
    staff.says(typed)
    assert shown(staff) == on("2026-11-29 17:30")


def test_the_hour_may_be_a_bare_number(staff: Person) -> None:
    at_the_time(staff).says("أمس")
    staff.says("٥")
    assert staff.reads == "register_half"
    staff.taps("back")
    staff.says("أمس")
    staff.says("17")
    assert shown(staff) == on("2026-11-29 17:00")


@pytest.mark.parametrize(
    ("typed", "moment"),
    [("الآن", "2026-11-30 10:48"), ("قبل ساعة", "2026-11-30 09:48"), ("2026-11-28 16:00", "2026-11-28 16:00")],
)
def test_at_the_question_for_the_hour_a_whole_time_stands_for_itself(staff: Person, typed: str, moment: str) -> None:
    at_the_time(staff).says("أمس")
    staff.says(typed)
    assert shown(staff) == on(moment)


@pytest.mark.parametrize("typed", ["2026-02-30 17:00", "1404/12/30", "31/11/2026", "25:00", "99"])
def test_a_time_that_no_calendar_has_is_asked_again(staff: Person, typed: str) -> None:
    at_the_time(staff).says(typed)
    assert (staff.reads, staff.buttons) == (
        "register_no_time register_time",
        ["now", "today", "yesterday", "back", "cancel"],
    )


def test_the_leap_day_of_1403_is_in_the_calendar(staff: Person) -> None:
    staff.now = datetime(2025, 3, 21, 12, tzinfo=RIYADH)
    at_the_time(staff).says("1403/12/30 17:00")
    assert shown(staff) == on("2025-03-20 17:00")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2026-10-30 17:00", "register_too_long_ago"),
        ("2026-10-30", "register_too_long_ago"),
        ("1400/1/1", "register_too_long_ago"),
        ("2027-12-15 17:00", "register_too_far_ahead"),
        ("1/1/2099", "register_too_far_ahead"),
    ],
)
def test_a_time_that_is_too_far_away_is_asked_again_with_the_reason(staff: Person, typed: str, reason: str) -> None:
    at_the_time(staff).says(typed)
    assert staff.reads == f"{reason} register_time"
    assert staff.effects == []
    staff.says("أمس الخامسة مساءً")
    assert staff.reads == "register_check_held"


def test_a_question_in_between_is_left_to_be_answered_and_the_form_stays(staff: Person) -> None:
    at_the_time(staff)
    form = staff.form
    staff.says("هل البلازما مؤلمة؟")
    assert staff.decision is None
    assert staff.form == form


def test_times_are_those_of_the_clinic_wherever_its_staff_live() -> None:
    staff = Person(role="staff", zone=ZoneInfo("Europe/London"))
    staff.commands("register")
    at_the_time(staff).says("2026-11-29 17:00")
    assert shown(staff) == on("2026-11-29 17:00")


# --- The next session ---


def test_the_next_session_goes_into_the_same_link(staff: Person) -> None:
    at_the_check(staff).taps("next")
    assert (staff.reads, staff.buttons) == ("register_next_time", ["back", "cancel"])
    staff.says("2026-12-14")
    assert staff.reads == "register_next_hour"
    staff.says("17:00")
    assert staff.reads == "register_check_held register_next_line"
    assert shown(staff) == NOW
    assert shown(staff, "register_next_line") == on("2026-12-14 17:00")
    assert "next" not in staff.buttons
    staff.taps("yes")
    assert offered(staff).next_at == on("2026-12-14 17:00")
    assert offered(staff).at == NOW
    assert not offered(staff).booked


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("أمس الخامسة مساءً", "register_next_not_ahead"),
        ("أمس", "register_next_not_ahead"),
        ("2027-12-15 17:00", "register_too_far_ahead"),
    ],
)
def test_a_next_session_that_cannot_be_is_asked_again(staff: Person, typed: str, reason: str) -> None:
    at_the_check(staff).taps("next")
    staff.says(typed)
    assert staff.reads == f"{reason} register_next_time"


def test_a_next_session_that_has_begun_before_it_was_confirmed_is_taken_out(staff: Person) -> None:
    at_the_check(staff).taps("next")
    staff.says("اليوم الخامسة مساءً")
    staff.now = NOW.replace(hour=17, minute=1)
    staff.taps("yes")
    assert staff.reads == "register_next_not_ahead register_check_held"
    assert staff.effects == []


def test_after_the_last_session_no_next_one_is_offered(staff: Person) -> None:
    staff.taps("mesotherapy_hair")
    staff.says("4/4")
    staff.taps("now")
    assert "next" not in staff.buttons
    staff.taps_data("a:reg_next")
    assert staff.decision is None


def test_a_session_that_is_booked_itself_is_followed_by_none(staff: Person) -> None:
    at_the_time(staff).says("غدًا الخامسة مساءً")
    assert "next" not in staff.buttons


def test_back_from_the_next_session_keeps_the_session_itself(staff: Person) -> None:
    at_the_check(staff).taps("next")
    staff.taps("back")
    assert staff.reads == "register_check_held"
    assert shown(staff) == NOW


def test_another_time_of_the_session_asks_anew_whether_the_next_one_is_booked(staff: Person) -> None:
    at_the_check(staff).taps("next")
    staff.says("2026-12-14 17:00")
    staff.taps_data("a:reg_now")
    assert staff.reads == "register_check_held"
    assert "next" in staff.buttons


# --- Back, cancel, old buttons ---


def test_back_leads_through_all_questions_to_the_first(staff: Person) -> None:
    for label in ("prp", "face", "2", "4", "now"):
        staff.taps(label)
    seen = []
    while "back" in staff.buttons:
        staff.taps("back")
        seen.append(staff.reads)
    assert seen == ["register_time", "register_number", "register_area", "register_programme"]


def test_back_from_the_hour_leads_to_the_day(staff: Person) -> None:
    at_the_time(staff).says("أمس")
    staff.taps("back")
    assert staff.reads == "register_time"
    staff.says("17:30")
    assert shown(staff) == on("2026-11-30 17:30")


def test_every_question_can_be_cancelled_and_nothing_is_kept() -> None:
    for answers in ([], ["prp"], ["prp", "face"], ["prp", "face", "2"], ["prp", "face", "2", "4"]):
        staff = Person(role="staff")
        staff.commands("register")
        for label in answers:
            staff.taps(label)
        staff.taps("cancel")
        assert (staff.reads, staff.form, staff.effects) == ("register_cancelled", {}, [])


def test_a_button_of_an_earlier_question_changes_that_answer_and_goes_on_from_there(staff: Person) -> None:
    at_the_check(staff)
    staff.taps_data("a:reg_programme:mesotherapy_face")
    assert staff.reads == "register_area"
    staff.taps("neck")
    assert staff.reads == "register_number"
    assert "at" not in staff.form


def test_a_confirmation_of_other_answers_than_those_shown_confirms_nothing(staff: Person) -> None:
    at_the_check(staff)
    old = mark_of(staff)
    staff.taps("back")
    staff.says("أمس الخامسة مساءً")
    shown_now = mark_of(staff)
    staff.taps_data(f"a:reg_yes:{old}")
    assert staff.decision is None
    staff.taps_data(f"a:reg_yes:{shown_now}")
    assert offered(staff).at == on("2026-11-29 17:00")


def test_a_confirmation_that_is_tapped_twice_makes_one_link(staff: Person) -> None:
    at_the_check(staff)
    yes = f"a:reg_yes:{mark_of(staff)}"
    staff.taps_data(yes)
    assert staff.effects
    staff.taps_data(yes)
    assert staff.decision is None


@pytest.mark.parametrize(
    "data",
    [
        "a:reg_programme:botox", "a:reg_programme", "a:reg_area:face", "a:reg_area", "a:reg_number:2", "a:reg_number",
        "a:reg_total:4", "a:reg_total", "a:reg_now", "a:reg_at:1796140800", "a:reg_next", "a:reg_yes", "a:reg_yes:1",
    ],
)  # fmt: skip
def test_buttons_of_later_questions_do_nothing_before_their_time(staff: Person, data: str) -> None:
    assert decode(data) is not None
    staff.taps_data(data)
    assert staff.decision is None


@pytest.mark.parametrize("argument", ["-1", "0", "x", "99999999999999", "٥"])
def test_forged_arguments_are_nothing(staff: Person, argument: str) -> None:
    staff.taps("mesotherapy_hair")
    for action in ("number", "total", "at"):
        before = staff.form
        staff.taps_data(f"a:reg_{action}:{argument}")
        assert staff.decision is None or "register_course_wrong" in staff.reads
        assert staff.form == before


def test_buttons_without_an_open_form_do_nothing() -> None:
    staff = Person(role="staff")
    for data in ("a:reg_programme:prp", "a:reg_now", "a:reg_cancel", "a:reg_back", "a:reg_yes:00000000"):
        staff.taps_data(data)
        assert staff.decision is None


def test_a_form_of_another_talk_is_not_touched() -> None:
    staff = Person(role="staff")
    staff.form = {"flow": "move", "asks": "time"}
    staff.taps_data("a:reg_now")
    assert staff.decision is None


def test_names_on_the_buttons_are_the_contents_own(staff: Person) -> None:
    assert [choice.label for choice in staff.choices[:3]] == [
        Named(kind="programme", id=programme) for programme in ("mesotherapy_face", "mesotherapy_hair", "prp")
    ]
    staff.taps("prp")
    assert staff.choices[0].label == Named(kind="area", id="face")
