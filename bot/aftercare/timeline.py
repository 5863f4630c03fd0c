"""The aftercare card: what is allowed again from when, after one session."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.aftercare.planner import Planner
from bot.aftercare.sessions import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineRow:
    """Activities that one waits for alike.

    Attributes:
        fact: The fact that says how long, as "makeup_wait".
        activities: Their ids in the vocabulary, in its order; one at least.
        allowed_from: The end of the wait (UTC).
    """

    fact: str
    activities: tuple[str, ...]
    allowed_from: datetime


def timeline(session: Session, planner: Planner, *, zone: ZoneInfo) -> tuple[TimelineRow, ...]:
    """Return what is allowed from when after `session` (one that took place), by the facts of its programme alone.

    Soonest first; of what is allowed at once, in the content's order. `zone` is whose clocks the patient lives by.
    """
    waits = planner.waits.get(session.programme, {})
    activities: dict[str, list[str]] = {}
    for activity, fact in planner.activity_waits.get(session.programme, {}).items():
        activities.setdefault(fact, []).append(activity)
    rows = [
        TimelineRow(fact=fact, activities=tuple(names), allowed_from=waits[fact].counted_from(session.at, zone))
        for fact, names in activities.items()
        if fact in waits
    ]
    return tuple(sorted(rows, key=lambda row: row.allowed_from))
