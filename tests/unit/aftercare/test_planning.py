"""What follows from a session, and when."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.aftercare.plan import plan_reminders, still_applies
from bot.aftercare.quiet import QuietHours
from bot.aftercare.reminders import Planned
from bot.aftercare.sessions import Session, has_next
from bot.aftercare.steps import Span, Step
from tests.aftercare_examples import (
    AT_NIGHT,
    BEIRUT,
    CAIRO,
    MINUTE,
    NEVER_QUIET,
    RIYADH,
    TEHRAN,
    on,
    session_at,
    step,
)


def no_jitter(_name: str) -> timedelta:
    return timedelta()


def planned(
    session: Session, *steps: Step, next_booked: bool = False, zone: ZoneInfo = RIYADH, quiet: QuietHours = AT_NIGHT
) -> tuple[Planned, ...]:
    return plan_reminders(session, steps, next_booked=next_booked, zone=zone, quiet=quiet, jitter=no_jitter)


DAY_BEFORE = step("preparation", day=-1, origin="next_session", kind="appointment")
WEEK_BEFORE = step("thinners", day=-7, origin="next_session", kind="appointment")
IN_ONE_MONTH = step("next", after=Span(months=1), at=time(10), kind="appointment")


@pytest.mark.parametrize(
    ("zone", "session", "what", "due"),
    [
        (RIYADH, "2026-06-10 17:00", step(hours=24), "2026-06-11 17:00"),  # exactly 24 hours
        (RIYADH, "2026-06-10 17:00", step(hours=15), "2026-06-11 09:00"),  # 08:00 is quiet
        (RIYADH, "2026-06-10 09:30", step(hours=15), "2026-06-11 09:00"),  # so is half past midnight
        (RIYADH, "2026-06-10 17:00", step(hours=15, safety=True), "2026-06-11 08:00"),  # safety does not wait
        (RIYADH, "2026-06-10 00:30", step(day=1), "2026-06-11 10:00"),  # a session after midnight is of the new day
        (RIYADH, "2026-06-10 23:59", step(day=1), "2026-06-11 10:00"),  # and one just before it is not
        (RIYADH, "2026-06-11 00:00", step(day=1), "2026-06-12 10:00"),  # at midnight the new day has begun
        (RIYADH, "2026-06-10 17:00", step(day=3, at=time(23)), "2026-06-14 09:00"),  # the plan itself names the night
        (RIYADH, "2026-06-10 17:00", step(day=0, at=time(20)), "2026-06-10 20:00"),  # the same evening
        # Cairo, spring: from midnight on it is 01:00, the day has 23 hours.
        (CAIRO, "2026-04-23 12:00", step(hours=24), "2026-04-24 13:00"),  # 24 real hours, not the same time
        (CAIRO, "2026-04-23 12:00", step(day=1), "2026-04-24 10:00"),  # a local day, not 24 hours
        (CAIRO, "2026-04-23 12:00", step(day=1, at=time(0, 30), safety=True), "2026-04-24 01:00"),  # does not exist
        (CAIRO, "2026-04-23 18:00", step(hours=15), "2026-04-24 10:00"),  # over the change, out of the night
        (CAIRO, "2026-04-23 16:30", step(hours=15), "2026-04-24 09:00"),
        # Cairo, autumn: 23:00 to midnight comes twice, the day has 25 hours.
        (CAIRO, "2026-10-29 12:00", step(hours=24), "2026-10-30 11:00"),
        (CAIRO, "2026-10-28 12:00", step(day=1, at=time(23, 30), safety=True), "2026-10-29 23:30"),  # the first
        (CAIRO, "2026-10-29 12:00", step(hours=12, safety=True), "2026-10-29 23:00 again"),
        # Beirut, whose clocks change in other weeks.
        (BEIRUT, "2026-03-28 12:00", step(hours=24), "2026-03-29 13:00"),
        (BEIRUT, "2026-03-28 12:00", step(day=1), "2026-03-29 10:00"),
        (BEIRUT, "2026-10-24 12:00", step(hours=24), "2026-10-25 11:00"),
        (BEIRUT, "2026-10-24 12:00", step(day=1), "2026-10-25 10:00"),
        # Tehran: no change since 2022, on the days when there was one before.
        (TEHRAN, "2026-03-21 12:00", step(hours=24), "2026-03-22 12:00"),
        (TEHRAN, "2026-09-21 12:00", step(hours=24), "2026-09-22 12:00"),
        (TEHRAN, "2025-03-19 12:00", step(day=1), "2025-03-20 10:00"),  # on 30 Esfand 1403, which leap years alone have
        (TEHRAN, "2025-03-20 12:00", step(day=1), "2025-03-21 10:00"),  # from it to Nowruz
        (TEHRAN, "2025-03-20 20:00", step(hours=24), "2025-03-21 20:00"),
        # Months end where they end.
        (RIYADH, "2026-01-31 17:00", IN_ONE_MONTH, "2026-02-28 10:00"),
        (RIYADH, "2028-01-31 17:00", IN_ONE_MONTH, "2028-02-29 10:00"),
        (RIYADH, "2026-12-31 17:00", IN_ONE_MONTH, "2027-01-31 10:00"),
    ],
)
def test_a_step_is_due_at_its_time_after_the_session(zone: ZoneInfo, session: str, what: Step, due: str) -> None:
    (found,) = planned(session_at(session, zone), what, zone=zone)
    assert found.due_at == on(due, zone)


@pytest.mark.parametrize(
    ("booked_for", "what", "due", "late_until"),
    [
        ("2026-06-10 17:00", DAY_BEFORE, "2026-06-09 10:00", "2026-06-09 19:00"),
        ("2026-06-10 17:00", WEEK_BEFORE, "2026-06-03 10:00", "2026-06-03 19:00"),
        ("2026-03-01 17:00", DAY_BEFORE, "2026-02-28 10:00", "2026-02-28 19:00"),  # over the beginning of a month
        ("2026-06-10 00:15", DAY_BEFORE, "2026-06-09 10:00", "2026-06-09 19:00"),  # just after midnight
        # However long the plan lets it wait: during the session nobody prepares for it any more.
        ("2026-06-10 17:00", step(day=-1, origin="next_session", lasts=Span(hours=48)), "2026-06-09 10:00",
         "2026-06-10 17:00"),
    ],
)  # fmt: skip
def test_a_booked_session_is_prepared_for(booked_for: str, what: Step, due: str, late_until: str) -> None:
    (found,) = planned(session_at(booked_for, booked=True), what)
    assert (found.due_at, found.late_until) == (on(due), on(late_until))


def test_before_a_session_in_cairo_on_the_day_its_clocks_go_on() -> None:
    (found,) = planned(session_at("2026-04-25 00:30", CAIRO, booked=True), DAY_BEFORE, zone=CAIRO)
    assert found.due_at == on("2026-04-24 10:00", CAIRO)


AFTER, BEFORE = step("after", day=1), step("before", day=-1, origin="next_session")
AT_THE_END = step("maintenance", after=Span(months=3), at=time(10), origin="last_session")
UNLESS_BOOKED = step("next", day=14, only_without_next=True)


@pytest.mark.parametrize(
    ("changes", "next_booked", "steps"),
    [
        ({}, False, ["after", "next"]),
        ({"number": 2, "total": 4}, False, ["after", "next"]),
        ({"number": 4, "total": 4}, False, ["after", "next", "maintenance"]),  # the last of the course
        ({"number": 4}, False, ["after", "next"]),  # of how many? nobody said
        ({}, True, ["after"]),  # the next session is booked: nothing to remind of
        ({"booked": True}, False, ["before"]),  # nothing follows from what has not happened
        ({"booked": True, "number": 4, "total": 4}, False, ["before"]),
    ],
)
def test_what_follows_depends_on_the_session(changes: dict[str, Any], next_booked: bool, steps: list[str]) -> None:
    session = session_at("2026-06-10 17:00", **changes)
    found = planned(session, AFTER, BEFORE, AT_THE_END, UNLESS_BOOKED, next_booked=next_booked)
    assert [each.step for each in found] == steps


@pytest.mark.parametrize(
    ("at", "other", "known"),
    [
        ("2026-06-24 17:00", {"booked": True}, True),
        ("2026-06-12 17:00", {}, True),  # it has been already
        ("2026-06-01 17:00", {"booked": True}, False),  # booked before this one, never held
        ("2026-06-24 17:00", {"booked": True, "programme": "prp"}, False),  # another course
        ("2026-06-24 17:00", {"booked": True, "person": "Mother"}, False),  # somebody else
    ],
)
def test_the_next_session_is_a_later_one_of_the_same_course(at: str, other: dict[str, Any], known: bool) -> None:
    session = session_at("2026-06-10 17:00")
    now = on("2026-06-20 10:00")
    assert has_next(session, [session, session_at(at, id=2, **other)], now=now) == known


def test_a_booking_whose_time_is_long_over_is_no_next_session() -> None:
    """Nobody knows whether it took place."""
    session, booked = session_at("2026-06-10 17:00"), session_at("2026-06-24 17:00", id=2, booked=True)
    assert has_next(session, [session, booked], now=on("2026-06-24 23:00"))
    assert not has_next(session, [session, booked], now=on("2026-06-24 23:01"))
    assert has_next(session, [session, replace(booked, booked=False)], now=on("2026-06-24 23:01"))


def test_moving_a_session_moves_its_steps() -> None:
    steps = (step("washing", hours=15), step("day_one", day=1), step("month", after=Span(months=1), at=time(10)))
    before = planned(session_at("2026-06-10 17:00"), *steps)
    after = planned(session_at("2026-06-12 17:00", moved=1), *steps)
    assert [each.step for each in after] == [each.step for each in before]
    assert [late.due_at - early.due_at for early, late in zip(before, after, strict=True)] == [timedelta(days=2)] * 3


def test_a_patient_who_moves_to_cairo_gets_local_days_there_and_exact_hours_as_before() -> None:
    session, steps = session_at("2026-06-10 17:00"), (step("day_one", day=1), step("makeup", hours=24))
    assert [each.due_at for each in planned(session, *steps, zone=CAIRO)] == [
        on("2026-06-11 10:00", CAIRO),
        on("2026-06-11 17:00", RIYADH),
    ]


def test_steps_come_soonest_first_and_in_the_plan_s_order_at_one_moment() -> None:
    steps = (step("late", day=3), step("one", day=1), step("another", day=1), step("washing", hours=15))
    found = planned(session_at("2026-06-10 17:00"), *steps)
    assert [each.step for each in found] == ["washing", "one", "another", "late"]


def test_what_waited_for_the_morning_together_arrives_together_some_minutes_after_nine() -> None:
    session = session_at("2026-06-10 17:00")
    steps = (step("one", hours=14), step("another", hours=15))
    first, second = plan_reminders(session, steps, next_booked=False, zone=RIYADH, quiet=AT_NIGHT)
    assert first.due_at == second.due_at
    assert on("2026-06-11 09:00") < first.due_at <= on("2026-06-11 09:20")


def test_what_the_night_outlasts_is_planned_all_the_same() -> None:
    (found,) = planned(session_at("2026-06-10 17:00"), step(hours=6, lasts=Span(hours=2)))
    assert (found.due_at, found.late_until) == (on("2026-06-11 09:00"), on("2026-06-11 01:00"))


def test_a_plan_keeps_what_the_step_says_about_its_sending() -> None:
    once = step(hours=24, repeat=False, safety=True, kind="check_in")
    (found,) = planned(session_at("2026-06-10 17:00"), once, quiet=NEVER_QUIET)
    assert found == Planned(
        step="makeup",
        kind="check_in",
        due_at=on("2026-06-11 17:00"),
        late_until=on("2026-06-12 02:00"),
        safety=True,
        repeat=False,
    )


@pytest.mark.parametrize(
    ("minutes_after_due", "applies"),
    [(-1, False), (0, True), (9 * 60, True), (9 * 60 + 1, False)],
)
def test_a_step_applies_from_its_time_until_it_is_too_late(minutes_after_due: int, applies: bool) -> None:
    (found,) = planned(session_at("2026-06-10 17:00"), step(hours=24))
    assert still_applies(found, now=found.due_at + minutes_after_due * MINUTE) == applies
