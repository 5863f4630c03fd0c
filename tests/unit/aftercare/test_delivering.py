"""Just before a reminder is sent: does it still make sense, and is the moment right?"""

from dataclasses import replace
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import Any

import pytest

from bot.aftercare.delivery import decide_delivery
from bot.aftercare.planner import Planner
from bot.aftercare.quiet import QuietHours
from bot.aftercare.reminders import Send, Status
from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span, Step
from tests.aftercare_examples import (
    AT_NIGHT,
    HOUR,
    MINUTE,
    NEVER_QUIET,
    claimed,
    on,
    planner_with,
    reminder_of,
    said,
    session_at,
    step,
)

SESSION = session_at("2026-06-10 17:00")
MAKEUP = step("makeup", hours=24, fact="makeup_wait")
DUE = on("2026-06-11 17:00")
"""When make-up is allowed after SESSION."""
SEVEN_MINUTES = 7 * MINUTE


def seven_minutes(_name: str) -> timedelta:
    return SEVEN_MINUTES


def decision(
    what: Step = MAKEUP,
    *,
    now: datetime = DUE,
    due_at: datetime = DUE,
    sessions: tuple[Session, ...] = (SESSION,),
    planner: Planner | None = None,
    quiet: QuietHours = AT_NIGHT,
    row: dict[str, Any] | None = None,
    **recipient: Any,
) -> Send | Status:
    """What becomes of one reminder, by how its patient differs from one who is simply waiting for it."""
    reminder = reminder_of(SESSION, what, due_at, **row or {})
    plan = planner or planner_with(what, quiet=quiet, waits={"makeup_wait": 24})
    asked = claimed(reminder, sessions=sessions, **recipient)
    return decide_delivery(asked, plan, now=now, jitter=seven_minutes)[reminder.id]


def is_planned_for(found: Send | Status, at: datetime) -> bool:
    return isinstance(found, Status) and said(found) == "planned" and found.due_at == at


def test_a_patient_who_waits_for_it_gets_it() -> None:
    assert decision() == Send()


@pytest.mark.parametrize(
    ("recipient", "becomes"),
    [
        ({"blocked": True}, "refused: blocked"),
        ({"consented": False}, "cancelled: no consent"),
        ({"stopped": frozenset({"care"})}, "cancelled: stopped"),
        ({"stopped": frozenset({"check_in", "appointment"})}, "send"),  # other kinds
        ({"paused_until": datetime.max.replace(tzinfo=UTC)}, "cancelled: stopped"),
        ({"paused_until": datetime(MAXYEAR, 12, 31, tzinfo=UTC)}, "cancelled: stopped"),  # as some databases round it
        ({"paused_until": DUE - MINUTE}, "send"),  # the pause is over
        ({"paused_until": on("2026-06-12 02:01")}, "missed: expired"),  # and this one ends too late
        ({"paused_until": on("2026-06-11 23:00")}, "missed: expired"),  # in a night that ends too late
    ],
)
def test_what_the_patient_wants_comes_first(recipient: dict[str, Any], becomes: str) -> None:
    assert said(decision(**recipient)) == becomes


def test_a_pause_moves_a_reminder_to_its_end() -> None:
    assert is_planned_for(decision(paused_until=on("2026-06-11 20:30")), on("2026-06-11 20:30"))


def test_a_pause_that_ends_at_night_moves_it_to_the_morning() -> None:
    long = step("makeup", hours=24, lasts=Span(hours=30))
    found = decision(long, paused_until=on("2026-06-11 23:00"))
    assert is_planned_for(found, on("2026-06-12 09:07"))


def test_safety_does_not_break_a_pause() -> None:
    found = decision(step("makeup", hours=24, safety=True), paused_until=DUE + HOUR)
    assert is_planned_for(found, DUE + HOUR)


@pytest.mark.parametrize(
    ("case", "becomes"),
    [
        ({"sessions": ()}, "cancelled: session cancelled"),
        ({"planner": planner_with(step("another"))}, "cancelled: step withdrawn"),  # the clinic took it out of the plan
        ({"planner": planner_with()}, "cancelled: step withdrawn"),  # or the whole plan
        ({"sessions": (session_at("2026-06-30 17:00", booked=True),)}, "cancelled: session changed"),  # not held at all
        ({"what": step(day=-1, origin="next_session")}, "cancelled: session changed"),  # it has been held meanwhile
        ({"what": step(day=1, origin="last_session")}, "cancelled: session changed"),  # the course goes on
        ({"sessions": (), "blocked": True}, "cancelled: session cancelled"),  # the first reason counts
    ],
)
def test_what_has_lost_its_ground_is_cancelled(case: dict[str, Any], becomes: str) -> None:
    assert said(decision(**case)) == becomes


@pytest.mark.parametrize(
    ("on_late", "late_by", "becomes"),
    [
        ("send", timedelta(), "send"),
        ("send", HOUR, "send"),  # an hour is not late
        ("send", HOUR + MINUTE, "send late"),
        ("merge", HOUR + MINUTE, "send late"),
        ("skip", HOUR, "send"),
        ("skip", HOUR + MINUTE, "missed: late"),
        ("send", 9 * HOUR, "send late"),  # the last moment
        ("send", 9 * HOUR + MINUTE, "missed: expired"),
        ("merge", 9 * HOUR + MINUTE, "missed: expired"),
        ("skip", 9 * HOUR + MINUTE, "missed: expired"),
        ("send", timedelta(days=300), "missed: expired"),  # clocks may be far wrong
    ],
)
def test_a_late_reminder_does_what_its_step_says(on_late: str, late_by: timedelta, becomes: str) -> None:
    found = decision(step("makeup", hours=24, on_late=on_late), now=DUE + late_by, quiet=NEVER_QUIET)
    assert said(found) == becomes


HAIR_LATER = session_at("2026-06-11 12:00", id=2, programme="mesotherapy_hair")


@pytest.mark.parametrize(
    ("other", "becomes"),
    [
        (HAIR_LATER, "cancelled: longer wait of another session"),
        # The wait after hair is twice as long in this plan: also a session of the same hour keeps the patient waiting.
        (session_at("2026-06-10 17:00", id=2, programme="mesotherapy_hair"),
         "cancelled: longer wait of another session"),
        (session_at("2026-06-09 17:00", id=2, programme="mesotherapy_hair"), "send"),  # both end at the same moment
        (session_at("2026-06-08 17:00", id=2, programme="mesotherapy_hair"), "send"),  # over already
        (session_at("2026-06-11 12:00", id=2, programme="prp"), "send"),  # nothing to wait for after that one
        (session_at("2026-06-11 12:00", id=2, programme="mesotherapy_hair", person="Mother"), "send"),  # not theirs
        (session_at("2026-06-11 18:00", id=2, programme="mesotherapy_hair", booked=True), "send"),  # not yet held
    ],
)  # fmt: skip
def test_the_longer_wait_wins(other: Session, becomes: str) -> None:
    assert said(decision(sessions=(SESSION, other))) == becomes


def test_the_longer_wait_of_the_same_person_wins_whose_ever_the_account_is() -> None:
    first, second = replace(SESSION, person="Mother"), replace(HAIR_LATER, person="Mother")
    assert said(decision(sessions=(first, second))) == "cancelled: longer wait of another session"
    assert said(decision(sessions=(first, HAIR_LATER))) == "send"


def test_what_waits_for_nothing_is_not_held_up_by_other_sessions() -> None:
    assert decision(step("day_one", hours=24), sessions=(SESSION, HAIR_LATER)) == Send()


@pytest.mark.parametrize(
    ("other", "becomes"),
    [
        (session_at("2026-06-24 17:00", id=2, booked=True), "cancelled: next session booked"),
        (session_at("2026-06-11 09:00", id=2), "cancelled: next session booked"),  # and held already
        (session_at("2026-06-24 17:00", id=2, booked=True, programme="prp"), "send"),
        (session_at("2026-06-24 17:00", id=2, booked=True, person="Mother"), "send"),
    ],
)
def test_nobody_is_told_to_book_what_they_have_booked(other: Session, becomes: str) -> None:
    what = step("next", day=1, only_without_next=True)
    assert said(decision(what, sessions=(SESSION, other))) == becomes


LONG = step("makeup", hours=24, lasts=Span(hours=20))


@pytest.mark.parametrize(
    ("what", "now", "becomes"),
    [
        (LONG, "2026-06-11 21:59", "send late"),
        (LONG, "2026-06-11 22:00", "2026-06-12 09:07"),  # once to the morning, some minutes after its beginning
        (LONG, "2026-06-12 00:00", "2026-06-12 09:07"),
        (LONG, "2026-06-12 08:59", "2026-06-12 09:07"),
        (LONG, "2026-06-12 09:00", "send late"),
        (MAKEUP, "2026-06-11 22:00", "missed: expired"),  # the morning would be too late
        (step("makeup", hours=24, lasts=Span(hours=16)), "2026-06-11 22:00", "2026-06-12 09:00"),  # no minute to spare
        (step("makeup", hours=24, safety=True), "2026-06-12 00:00", "send late"),  # safety crosses the night
    ],
)
def test_at_night_only_safety_is_sent(what: Step, now: str, becomes: str) -> None:
    found = decision(what, now=on(now))
    assert is_planned_for(found, on(becomes)) if becomes.startswith("2026") else said(found) == becomes


@pytest.mark.parametrize(
    ("what", "talked", "becomes"),
    [
        (MAKEUP, "2026-06-11 16:59", "2026-06-11 17:09"),  # a minute ago
        (MAKEUP, "2026-06-11 17:00", "2026-06-11 17:10"),
        (MAKEUP, "2026-06-11 16:50", "send"),  # ten minutes ago
        (MAKEUP, "2026-06-11 17:01", "2026-06-11 17:11"),  # another machine's clock is a minute ahead
        (MAKEUP, "2026-06-11 20:00", "send"),  # clocks were set back: that says nothing about now
        (step("makeup", hours=24, safety=True), "2026-06-11 16:59", "send"),
        (step("makeup", hours=24, lasts=Span(hours=0.1)), "2026-06-11 16:59", "missed: expired"),
    ],
)
def test_nobody_is_interrupted(what: Step, talked: str, becomes: str) -> None:
    found = decision(what, last_turn_at=on(talked))
    assert is_planned_for(found, on(becomes)) if becomes.startswith("2026") else said(found) == becomes


def test_a_talk_just_before_the_night_moves_it_to_the_morning() -> None:
    found = decision(LONG, now=on("2026-06-11 21:55"), last_turn_at=on("2026-06-11 21:54"))
    assert is_planned_for(found, on("2026-06-12 09:07"))


@pytest.mark.parametrize(
    ("now", "due_at"),
    [
        (DUE - MINUTE, DUE),  # claimed a little early
        (DUE - 5 * HOUR, DUE),  # clocks were set back after it was claimed
        (DUE - 3 * HOUR, DUE - 3 * HOUR),  # planned when the clinic's wait was shorter: today's wait is not over yet
    ],
)
def test_nobody_hears_that_a_wait_is_over_before_it_is(now: datetime, due_at: datetime) -> None:
    assert is_planned_for(decision(now=now, due_at=due_at), DUE)


def test_after_the_session_was_moved_it_waits_for_the_new_time() -> None:
    moved = session_at("2026-06-10 19:00", moved=1)
    assert is_planned_for(decision(sessions=(moved,)), DUE + 2 * HOUR)


def test_a_wait_that_now_ends_at_night_is_told_in_the_morning() -> None:
    moved = session_at("2026-06-10 23:00", moved=1)
    assert is_planned_for(decision(LONG, sessions=(moved,), quiet=AT_NIGHT), on("2026-06-12 09:07"))


def test_a_reminder_that_the_patient_put_off_is_not_late() -> None:
    put_off_to = DUE + 3 * HOUR
    skipped_when_late = step("makeup", hours=24, on_late="skip")
    row = {"late_until": DUE + 9 * HOUR, "attempts": 1}
    assert decision(skipped_when_late, due_at=put_off_to, now=put_off_to, row=row) == Send()
