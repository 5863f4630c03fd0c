"""What of a session can be registered: when it may lie, which areas and courses there are, how long a link waits."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from bot.content.scope import Programme

OFFER_LASTS = timedelta(hours=72)
"""How long the link of a registered session can be opened."""
MOST_SESSIONS = 20
"""No course has more; a larger number is a typing error."""
LONGEST_AGO = timedelta(days=30)
LONGEST_AHEAD = timedelta(days=366)

Misplaced = Literal["too_long_ago", "too_far_ahead", "not_ahead", "not_after_session"]
"""Why a session cannot be at a time."""

_OF_HAIR = "hair"


def misplaced(at: datetime, now: datetime) -> Misplaced | None:
    """Return why no session can be registered at `at`; None if one can: it took place, or it is booked."""
    if at < now - LONGEST_AGO:
        return "too_long_ago"
    return "too_far_ahead" if at > now + LONGEST_AHEAD else None


def next_misplaced(next_at: datetime, at: datetime, now: datetime) -> Misplaced | None:
    """Return why the session after the one at `at` cannot be at `next_at`; it is still to come."""
    if next_at <= now:
        return "not_ahead"
    return "not_after_session" if next_at <= at else misplaced(next_at, now)


def areas_of(programme: Programme, areas: Iterable[str]) -> tuple[str, ...]:
    """Return the areas, of all that have a name, that a programme can be for; none where the programme says it."""
    if programme == "mesotherapy_hair":
        return ()
    return tuple(area for area in areas if programme == "prp" or area != _OF_HAIR)


def is_course(number: int | None, total: int | None) -> bool:
    """Tell whether a session can be number so and so of so many; either may be unknown, but not the number alone."""
    if number is None:
        return total is None
    return 1 <= number <= (MOST_SESSIONS if total is None else total) <= MOST_SESSIONS
