"""What is due for one patient at about the same time comes in one message."""

from datetime import datetime
from typing import Any

import pytest

from bot.aftercare.delivery import decide_delivery
from bot.aftercare.reminders import Reminder, State, Status
from bot.aftercare.steps import Span, Step
from tests.aftercare_examples import HOUR, MINUTE, claimed, on, planner_with, reminder_of, said, session_at, step

NOON = on("2026-06-11 12:00")


def after(minutes: float) -> datetime:
    return NOON + minutes * MINUTE


def exact(id_: str, minutes: float, **changes: Any) -> tuple[Step, Reminder]:
    """A step of a session that long ago that its wait ends so many minutes after noon."""
    what = step(id_, hours=24, **changes)
    number = sum(map(ord, id_))
    session = session_at(after(minutes) - 24 * HOUR, id=number)
    return what, reminder_of(session, what, after(minutes), id=number)


def by_clock(id_: str, minutes: float, **changes: Any) -> tuple[Step, Reminder]:
    """A step of a local day, due so many minutes after noon."""
    what = step(id_, day=1, **changes)
    number = sum(map(ord, id_))
    return what, reminder_of(session_at("2026-06-10 17:00", id=number), what, after(minutes), id=number)


def at_noon(*rows: tuple[Step, Reminder], **recipient: Any) -> dict[str, str]:
    """What becomes of each step at noon: in words, or in how many minutes it is looked at again."""
    asked = claimed(*(reminder for _, reminder in rows), **recipient)
    found = decide_delivery(asked, planner_with(*(what for what, _ in rows)), now=NOON)
    return {reminder.step: _minutes(found[reminder.id]) for reminder in asked.reminders}


def _minutes(decision: Any) -> str:
    if isinstance(decision, Status) and decision.state is State.PLANNED and decision.due_at:
        return f"in {(decision.due_at - NOON) / MINUTE:g}"
    return said(decision)


APART = {"merges": False}
ASKS = {"check_in": True}
SAFETY = {"safety": True}
SHORT = {"lasts": Span(hours=0.1)}


@pytest.mark.parametrize(
    ("rows", "becomes"),
    [
        # Two courses, one moment: one message.
        ([exact("a", 0), exact("b", -1)], {"a": "send", "b": "send"}),
        ([exact("a", -90), by_clock("b", 0)], {"a": "send late", "b": "send"}),
        # Two questions "how are you?": whose answer would the buttons be? The second one follows.
        ([by_clock("a", -5, **ASKS), by_clock("b", 0, **ASKS)], {"a": "send", "b": "in 1"}),
        ([by_clock("a", 0), by_clock("b", 0, **ASKS)], {"a": "send", "b": "send"}),
        # What a clock says may come a little early beside what is due; but not alone, and not half an hour and more.
        ([exact("a", 0), by_clock("b", 20)], {"a": "send", "b": "send"}),
        ([exact("a", 0), by_clock("b", 31)], {"a": "send", "b": "in 31"}),
        ([by_clock("a", 10), by_clock("b", 20)], {"a": "in 10", "b": "in 20"}),
        # That a wait is over is never said early: the others wait for it.
        ([by_clock("a", 0), exact("b", 20)], {"a": "in 20", "b": "in 20"}),
        ([by_clock("a", 0), exact("b", 10), exact("c", 20)], {"a": "in 20", "b": "in 20", "c": "in 20"}),
        ([by_clock("a", 0), exact("b", 10), by_clock("c", 20)], {"a": "in 10", "b": "in 10", "c": "in 20"}),
        ([by_clock("a", 0), exact("b", 31)], {"a": "send", "b": "in 31"}),
        # But not until it is too late, and safety waits for nobody.
        ([by_clock("a", 0, **SHORT), exact("b", 20)], {"a": "send", "b": "in 20"}),
        ([exact("a", 0, **SAFETY), exact("b", 20), by_clock("c", 25)], {"a": "send", "b": "in 20", "c": "send"}),
        # A step that stands apart goes alone; the others follow in a minute.
        ([exact("a", 0, **APART), exact("b", 0)], {"a": "send", "b": "in 1"}),
        ([exact("a", 0), exact("b", 0, **APART), by_clock("c", 0)], {"a": "send", "b": "in 1", "c": "send"}),
        ([exact("a", 0, **APART), exact("b", 0, **APART)], {"a": "send", "b": "in 1"}),
        ([exact("a", 0), by_clock("b", 20, **APART)], {"a": "send", "b": "in 20"}),
        ([exact("a", 0, **APART), exact("b", 20)], {"a": "send", "b": "in 20"}),
        # Safety first, then what could be too late first.
        ([exact("a", 0, **APART), exact("b", 0, **APART, **SAFETY)], {"a": "in 1", "b": "send"}),
        ([exact("a", 0), exact("b", 0, **APART, **SHORT)], {"a": "in 1", "b": "send"}),
        # What has fallen away takes nobody along.
        ([exact("a", -600), by_clock("b", 20)], {"a": "missed: expired", "b": "in 20"}),
        ([exact("a", -600), exact("b", 0)], {"a": "missed: expired", "b": "send"}),
    ],
)  # fmt: skip
def test_what_comes_together(rows: list[tuple[Step, Reminder]], becomes: dict[str, str]) -> None:
    assert at_noon(*rows) == becomes
    assert at_noon(*reversed(rows)) == becomes


def test_after_ten_hours_without_a_worker_what_still_applies_is_one_message() -> None:
    rows = [
        exact("washing", -570),  # nine and a half hours late: over
        exact("makeup", -500, on_late="merge"),
        by_clock("day_one", -120, on_late="skip", kind="check_in"),
        by_clock("day_two", -90, kind="check_in"),
        exact("sport", 0),
    ]
    assert at_noon(*rows) == {
        "washing": "missed: expired",
        "makeup": "send late",
        "day_one": "missed: late",
        "day_two": "send late",
        "sport": "send",
    }


def test_a_patient_who_blocked_the_bot_gets_nothing_of_it_at_all() -> None:
    assert at_noon(exact("a", 0), exact("b", -1), blocked=True) == dict.fromkeys("ab", "refused: blocked")


def test_in_a_talk_safety_alone_comes_through() -> None:
    becomes = at_noon(exact("a", 0), exact("b", 0, **SAFETY), last_turn_at=after(-4))
    assert becomes == {"a": "in 6", "b": "send"}


def test_a_talk_brings_nothing_forward() -> None:
    assert at_noon(by_clock("a", 15), last_turn_at=after(-1)) == {"a": "in 15"}
