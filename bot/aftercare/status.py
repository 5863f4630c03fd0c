"""What becomes of a reminder after an attempt to send it."""

from datetime import datetime, timedelta
from typing import Literal

from bot.aftercare.reminders import Reminder, State, Status

Attempt = Literal["accepted", "refused", "blocked", "not_sent", "unsure"]
"""How it went: taken, refused for good, refused by a chat that takes nothing any more, not arrived, perhaps arrived."""

_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=10)
_DOUBLINGS = 7

EXPIRED = Status(state=State.MISSED, reason="expired")


def next_status(reminder: Reminder, attempt: Attempt, *, now: datetime, wait: timedelta = timedelta()) -> Status:
    """Return what becomes of `reminder`.

    Args:
        reminder: As it was claimed for the attempt.
        attempt: How it went.
        now: The time, aware.
        wait: How long Telegram wants to be left alone at least.
    """
    again_at = now + max(wait, pause_after(reminder.attempts))
    match attempt:
        case "accepted":
            return Status(state=State.SENT)
        case "refused" | "blocked":
            return Status(state=State.REFUSED, reason=attempt)
        case "not_sent":
            return EXPIRED if again_at > reminder.late_until else _retry("not sent", again_at)
        case "unsure":
            return _retry("unsure", again_at) if _may_repeat(reminder, again_at) else _uncertain("unsure")


def after_lease(reminder: Reminder, now: datetime) -> Status:
    """Return what becomes of a reminder whose worker died while it was sending: it may have arrived."""
    return _retry("interrupted", now) if _may_repeat(reminder, now) else _uncertain("interrupted")


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 5 seconds at first, doubled each time, 10 minutes at most."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * (1 << min(max(attempts - 1, 0), _DOUBLINGS)))


def _may_repeat(reminder: Reminder, again_at: datetime) -> bool:
    return reminder.repeat and again_at <= reminder.late_until


def _retry(reason: str, at: datetime) -> Status:
    return Status(state=State.RETRYING, reason=reason, due_at=at)


def _uncertain(reason: str) -> Status:
    return Status(state=State.UNCERTAIN, reason=reason)
