"""From when something is allowed, by all sessions that one person had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span
from bot.content.scope import Programme

Waits = Mapping[Programme, Mapping[str, Span]]
"""Each programme's facts that are lengths of time: "makeup_wait" → 24 hours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """From this moment (UTC) on, by the wait after this session. It may be past: then it is allowed since."""

    at: datetime
    session: Session


def allowed_from(
    sessions: Sequence[Session], waits: Waits, fact: str, *, person: str = "", zone: ZoneInfo
) -> Allowed | None:
    """Return when the last of this person's waits for `fact` ends, each by the facts of its own programme.

    None when no session of this person has taken place, or none that one waits for `fact` after. Booked ones do not
    count. Of two waits that end at once the later session's is named.
    """
    found = [
        Allowed(at=span.counted_from(session.at, zone), session=session)
        for session in sessions
        if session.person == person and not session.booked
        if (span := waits.get(session.programme, {}).get(fact)) is not None
    ]
    return max(found, key=lambda each: (each.at, each.session.at, each.session.id), default=None)
