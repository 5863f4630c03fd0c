"""Lives of patients with their reminders: plans, nights, sessions, and what happens to all of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from hypothesis import strategies as st

from bot.aftercare.delivery import AFTER_TALK
from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours, SpecialNights
from bot.aftercare.reminders import KINDS, Recipient, Reminder
from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span, Step
from tests.aftercare_examples import BEIRUT, CAIRO, CHAT, MINUTE, RIYADH, TEHRAN, on

SHORTLY = 20
"""Minutes: a worker that looks so soon after something was due is not late."""
LEASE, SLOT = timedelta(minutes=2), timedelta(minutes=20)
Happening = Literal[
    "accepted", "not_sent", "refused", "blocked", "arrived_unsure", "lost_unsure", "died_before", "died_after",
    "moves", "cancels", "takes_place", "pauses", "stops", "writes", "unblocks", "clock_back",
]  # fmt: skip
"""What becomes of the next attempt to send, or what somebody does."""
ARRIVED = {"accepted", "arrived_unsure", "died_after"}
DIED = {"died_before", "died_after"}
EDITS = {"moves", "cancels", "takes_place", "pauses", "stops", "writes", "unblocks", "clock_back"}


@dataclass(frozen=True, kw_only=True)
class Life:
    """A clinic's plan, a patient's sessions, and the moment at which the first of them becomes known."""

    planner: Planner
    sessions: tuple[Session, ...]
    start: datetime


def assert_may_be_sent(
    sent: Sequence[Reminder], recipient: Recipient, planner: Planner, now: datetime, arrived: Counter[int]
) -> None:
    """What no patient may ever see: something too late, at night, twice, unwanted, or in the middle of their talk."""
    sessions = {session.id: session for session in recipient.sessions}
    quiet = planner.quiet.is_quiet(now, recipient.zone)
    for row in sent:
        step = next(step for step in planner.steps[row.session.programme] if step.id == row.step)
        assert now <= row.late_until, "too late"
        assert not quiet or step.safety, "at night"
        assert step.repeat or not arrived[row.id], "twice"
        assert step.merges or len(sent) == 1, "not alone"
        assert row.kind not in recipient.stopped, "unwanted"
        assert not recipient.blocked
        if step.at is None:
            assert now >= step.counted_from(sessions[row.session.id].at, recipient.zone), "not true yet"
        last = recipient.last_turn_at
        assert step.safety or last is None or abs(now - last) >= AFTER_TALK, "in the middle of a talk"


CLOCKS = st.sampled_from([time(hour, minute) for hour in range(24) for minute in (0, 30)])
NIGHTS = st.builds(Night, start=CLOCKS, end=CLOCKS)
DAYS = [date(2026, 4, 23), date(2026, 10, 28), date(2026, 3, 28), date(2026, 10, 24), date(2025, 3, 19)]
"""Cairo's and Beirut's changes of clocks, and 30 Esfand 1403."""


@st.composite
def steps(draw: st.DrawFn, number: int) -> Step:
    at = draw(st.none() | CLOCKS)
    hours = st.integers(0, 60) | st.sampled_from([23.75, 24, 24.25])  # some of them at about the same time
    after = Span(hours=draw(hours)) if at is None else Span(days=draw(st.integers(-3, 4)))
    return Step(
        id=f"step_{number}",
        kind=draw(st.sampled_from(KINDS)),
        origin=draw(st.sampled_from(["session", "session", "next_session", "last_session"])),
        after=after,
        at=at,
        lasts=Span(hours=draw(st.integers(1, 120)) / 4),
        on_late=draw(st.sampled_from(["send", "skip", "merge"])),
        repeat=draw(st.booleans()),
        safety=draw(st.integers(0, 3)) == 0,
        merges=draw(st.integers(0, 3)) > 0,
        only_without_next=draw(st.integers(0, 3)) == 0,
        fact=draw(st.none() | st.just("makeup_wait")) if at is None else None,
    )


@st.composite
def lives(draw: st.DrawFn) -> Life:
    zone = draw(st.sampled_from([CAIRO, BEIRUT, TEHRAN, RIYADH]))
    day = draw(st.sampled_from(DAYS))
    plan = [draw(steps(number)) for number in range(draw(st.integers(1, 5)))]
    season = SpecialNights(first=day, last=day + timedelta(days=1), night=draw(NIGHTS))
    sessions = tuple(
        Session(
            id=number,
            chat_id=CHAT,
            programme=draw(st.sampled_from(["mesotherapy_face", "prp"])),
            at=on(f"{day} 00:00", zone) + draw(st.integers(0, 48 * 60)) * MINUTE,
            booked=draw(st.integers(0, 3)) == 0,
            person=draw(st.sampled_from(["", "", "Mother"])),
            number=3,
            total=draw(st.sampled_from([3, 4])),
        )
        for number in range(1, draw(st.integers(1, 2)) + 1)
    )
    planner = Planner(
        steps={"mesotherapy_face": plan, "prp": plan},
        waits={"mesotherapy_face": {"makeup_wait": Span(hours=24)}, "prp": {"makeup_wait": Span(hours=36)}},
        quiet=QuietHours(usual=draw(NIGHTS), special=(season,)),
        zone=zone,
    )
    start = sessions[0].at + draw(st.integers(-4_000, 4_000)) * MINUTE
    return Life(planner=planner, sessions=sessions, start=start)


HAPPENINGS = st.lists(
    st.tuples(st.sampled_from(Happening.__args__), st.integers(0, SHORTLY) | st.integers(0, 900)),  # type: ignore[attr-defined]
    max_size=25,
)
