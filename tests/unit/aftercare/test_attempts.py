"""After an attempt to send: done, tried again, or ended with the reason why."""

from datetime import timedelta
from typing import Any

import pytest

from bot.aftercare.reminders import State, Status
from bot.aftercare.status import Attempt, after_lease, next_status, pause_after
from tests.aftercare_examples import HOUR, MINUTE, on, reminder_of, said, session_at, step

SESSION = session_at("2026-06-10 17:00")
NOW = on("2026-06-11 17:00")
SECOND = timedelta(seconds=1)
REPEATED: dict[str, Any] = {"repeat": True}
ONCE: dict[str, Any] = {"repeat": False}
ALMOST_OVER = {"late_until": NOW + SECOND}


@pytest.mark.parametrize(
    ("row", "attempt", "becomes"),
    [
        (REPEATED, "accepted", "sent"),
        (ALMOST_OVER, "accepted", "sent"),
        (REPEATED, "blocked", "refused: blocked"),
        (REPEATED, "refused", "refused: refused"),
        (REPEATED, "not_sent", "retrying: not sent"),
        (ONCE, "not_sent", "retrying: not sent"),  # it did not arrive: sending it again is no repetition
        (ALMOST_OVER, "not_sent", "missed: expired"),
        (REPEATED, "unsure", "retrying: unsure"),
        (ONCE, "unsure", "uncertain: unsure"),
        (REPEATED | ALMOST_OVER, "unsure", "uncertain: unsure"),  # it may have arrived, so it is not called missed
    ],
)
def test_what_becomes_of_a_reminder(row: dict[str, Any], attempt: Attempt, becomes: str) -> None:
    reminder = reminder_of(SESSION, step(hours=24), NOW, **row)
    assert said(next_status(reminder, attempt, now=NOW)) == becomes


def test_pauses_grow_from_seconds_to_ten_minutes() -> None:
    pauses = [pause_after(attempts) // SECOND for attempts in (0, 1, 2, 3, 4, 7, 8, 9, 1_000)]
    assert pauses == [5, 5, 10, 20, 40, 320, 600, 600, 600]


@pytest.mark.parametrize(
    ("attempts", "wait", "pause"),
    [
        (1, timedelta(), 5 * SECOND),
        (4, timedelta(), 40 * SECOND),
        (1, 30 * SECOND, 30 * SECOND),  # as long as Telegram asks for
        (8, 30 * SECOND, 10 * MINUTE),  # and at least as long as it takes anyway
        (1, 2 * HOUR, 2 * HOUR),
    ],
)
def test_the_next_attempt_waits(attempts: int, wait: timedelta, pause: timedelta) -> None:
    reminder = reminder_of(SESSION, step(hours=24), NOW, attempts=attempts)
    again = Status(state=State.RETRYING, reason="not sent", due_at=NOW + pause)
    assert next_status(reminder, "not_sent", now=NOW, wait=wait) == again


def test_a_wait_beyond_its_time_is_an_end() -> None:
    reminder = reminder_of(SESSION, step(hours=24), NOW)
    assert said(next_status(reminder, "not_sent", now=NOW, wait=10 * HOUR)) == "missed: expired"


@pytest.mark.parametrize(
    ("row", "becomes"),
    [
        (REPEATED, "retrying: interrupted"),
        (ONCE, "uncertain: interrupted"),
        (REPEATED | {"late_until": NOW - SECOND}, "uncertain: interrupted"),
    ],
)
def test_what_a_dead_worker_left_behind_may_have_arrived(row: dict[str, Any], becomes: str) -> None:
    found = after_lease(reminder_of(SESSION, step(hours=24), NOW, **row), NOW)
    assert said(found) == becomes
    assert found.due_at == (NOW if found.state is State.RETRYING else None)


@pytest.mark.parametrize("state", State)
def test_five_states_are_final(state: State) -> None:
    assert state.is_final == (state not in {State.PLANNED, State.SENDING, State.RETRYING})
