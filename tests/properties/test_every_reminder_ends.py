"""Whatever happens to sessions, patients, workers and clocks: every reminder ends once, and none comes wrongly."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.aftercare.delivery import AFTER_TALK, decide_delivery
from bot.aftercare.plan import plan_reminders
from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours, SpecialNights
from bot.aftercare.reminders import KINDS, Claimed, Planned, Recipient, Reminder, Send, State, Status
from bot.aftercare.sessions import Session, has_next
from bot.aftercare.status import after_lease, next_status
from bot.aftercare.steps import Span, Step
from tests.aftercare_examples import BEIRUT, CAIRO, CHAT, MINUTE, RIYADH, TEHRAN, on

_SHORTLY = 20
LEASE, SLOT = timedelta(minutes=2), timedelta(minutes=20)
Happening = Literal[
    "accepted", "not_sent", "refused", "blocked", "arrived_unsure", "lost_unsure", "died_before", "died_after",
    "moves", "cancels", "takes_place", "pauses", "stops", "writes", "unblocks", "clock_back",
]  # fmt: skip
ARRIVED = {"accepted", "arrived_unsure", "died_after"}
DIED = {"died_before", "died_after"}
EDITS = {"moves", "cancels", "takes_place", "pauses", "stops", "writes", "unblocks", "clock_back"}


@dataclass
class World:
    """One patient, the rows of their reminders, and a worker that looks at them now and then."""

    planner: Planner
    recipient: Recipient
    now: datetime
    rows: dict[int, Reminder] = field(default_factory=dict)
    leases: dict[int, datetime] = field(default_factory=dict)
    arrivals: Counter[int] = field(default_factory=Counter)

    def plan(self, session: Session) -> None:
        """Plan a session, or plan it again: what is final stays, what is open moves or is cancelled."""
        wanted = {each.step: each for each in self.planned(session)}
        for row in [row for row in self.rows.values() if row.session.id == session.id]:
            new = wanted.pop(row.step, None)
            if row.state not in {State.PLANNED, State.RETRYING}:
                continue
            if new is None:
                self.settle(row.id, Status(state=State.CANCELLED, reason="withdrawn"))
            else:
                moved = replace(row, session=session, due_at=new.due_at, late_until=new.late_until)
                self.rows[row.id] = moved
        for new in wanted.values():
            number = len(self.rows) + 1
            self.rows[number] = Reminder(
                id=number, session=session, step=new.step, kind=new.kind, due_at=new.due_at,
                late_until=new.late_until, safety=new.safety, repeat=new.repeat,
            )  # fmt: skip

    def planned(self, session: Session) -> tuple[Planned, ...]:
        return plan_reminders(
            session,
            self.planner.steps[session.programme],
            next_booked=has_next(session, self.recipient.sessions, now=self.now),
            zone=self.recipient.zone,
            quiet=self.planner.quiet,
        )

    def happens(self, what: Happening, minutes: int) -> None:
        """Let it happen some minutes from now, or from when something is due next; long after is an outage."""
        if minutes <= _SHORTLY:
            self.now = max(self.now, self.next_due() or self.now)
        self.now += minutes * MINUTE
        if what in EDITS:
            self.edit(what, minutes)
        else:
            self.look(what)

    def edit(self, what: str, minutes: int) -> None:
        first, rest = self.recipient.sessions[:1], self.recipient.sessions[1:]
        changes: dict[str, Any] = {}
        match what:
            case "moves":
                moved = tuple(replace(session, at=session.at + minutes * MINUTE) for session in first)
                changes = {"sessions": moved + rest}
            case "takes_place":
                changes = {"sessions": tuple(replace(session, booked=False) for session in first) + rest}
            case "cancels":
                changes = {"sessions": rest}
            case "pauses":
                changes = {"paused_until": self.now + minutes * MINUTE}
            case "stops":
                changes = {"stopped": frozenset({KINDS[minutes % 3]})}
            case "writes":
                changes = {"last_turn_at": self.now}
            case "unblocks":
                changes = {"blocked": False}
            case "clock_back":
                self.now -= 2 * minutes * MINUTE
        self.recipient = replace(self.recipient, **changes)
        for session in self.recipient.sessions:
            self.plan(session)

    def look(self, what: str) -> None:
        """A worker takes what is due, decides, sends, and notes what became of it; or dies in the middle."""
        for number in [number for number, until in self.leases.items() if until < self.now]:
            del self.leases[number]
            self.settle(number, after_lease(self.rows[number], self.now))
        ours = self.claim()
        decided = decide_delivery(Claimed(recipient=self.recipient, reminders=ours), self.planner, now=self.now)
        assert decided.keys() == {row.id for row in ours}
        sent = [row for row in ours if isinstance(decided[row.id], Send)]
        self.check(sent)
        if what in ARRIVED:
            self.arrivals.update(row.id for row in sent)
        if what in DIED:
            return
        for row in ours:
            decision = decided[row.id]
            del self.leases[row.id]
            self.settle(row.id, decision if isinstance(decision, Status) else self.outcome(row, what))
        if what == "blocked" and sent:
            self.recipient = replace(self.recipient, blocked=True)

    def claim(self) -> tuple[Reminder, ...]:
        waiting = [row for row in self.rows.values() if row.state in {State.PLANNED, State.RETRYING}]
        if self.leases or not any(row.due_at <= self.now for row in waiting):
            return ()
        due = [row for row in waiting if row.due_at <= self.now + SLOT]
        ours = tuple(replace(row, state=State.SENDING, attempts=row.attempts + 1) for row in due)
        for row in ours:
            self.rows[row.id] = row
            self.leases[row.id] = self.now + LEASE
        return ours

    def outcome(self, row: Reminder, what: str) -> Status:
        unsure = what in {"arrived_unsure", "lost_unsure"}
        return next_status(row, "unsure" if unsure else what, now=self.now)  # type: ignore[arg-type]

    def settle(self, number: int, status: Status) -> None:
        row = self.rows[number]
        assert not row.state.is_final, "it had ended"
        assert status.state is not State.SENDING
        assert status.state.is_final == (status.due_at is None)
        due_at = status.due_at or row.due_at
        self.rows[number] = replace(row, state=status.state, due_at=due_at)

    def check(self, sent: list[Reminder]) -> None:
        """What no patient may ever see."""
        sessions = {session.id: session for session in self.recipient.sessions}
        quiet = self.planner.quiet.is_quiet(self.now, self.recipient.zone)
        for row in sent:
            step = self.step(row)
            assert self.now <= row.late_until, "too late"
            assert not quiet or step.safety, "at night"
            assert step.repeat or not self.arrivals[row.id], "twice"
            assert step.merges or len(sent) == 1, "not alone"
            assert row.kind not in self.recipient.stopped, "unwanted"
            assert not self.recipient.blocked
            if step.at is None:
                assert self.now >= step.counted_from(sessions[row.session.id].at, self.recipient.zone), "not true yet"
            last = self.recipient.last_turn_at
            assert step.safety or last is None or abs(self.now - last) >= AFTER_TALK, "in the middle of a talk"

    def next_due(self) -> datetime | None:
        due = [row.due_at for row in self.rows.values() if row.state in {State.PLANNED, State.RETRYING}]
        return min([*due, *(until + MINUTE for until in self.leases.values())], default=None)

    def step(self, row: Reminder) -> Step:
        return next(step for step in self.planner.steps[row.session.programme] if step.id == row.step)

    def run_to_the_end(self) -> None:
        """From here on all goes well: a worker looks whenever something is due."""
        for _ in range(100 * (1 + len(self.rows))):
            due = self.next_due()
            if due is None:
                return
            self.now = max(self.now, due)
            self.look("accepted")
        raise AssertionError("it goes on for ever")


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
def worlds(draw: st.DrawFn) -> World:
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
    return World(planner=planner, recipient=Recipient(chat_id=CHAT, zone=zone, sessions=sessions), now=start)


HAPPENINGS = st.lists(
    st.tuples(st.sampled_from(Happening.__args__), st.integers(0, _SHORTLY) | st.integers(0, 900)),  # type: ignore[attr-defined]
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(world=worlds(), happenings=HAPPENINGS)
def test_every_reminder_ends_once_and_none_comes_wrongly(world: World, happenings: list[tuple[Happening, int]]) -> None:
    for session in world.recipient.sessions:
        world.plan(session)
    for what, minutes in happenings:
        world.happens(what, minutes)
    world.run_to_the_end()
    assert all(row.state.is_final for row in world.rows.values())
    for row in world.rows.values():
        assert world.arrivals[row.id] or row.state is not State.SENT, "what counts as sent has arrived"
        if world.arrivals[row.id] and not row.repeat:
            assert row.state in {State.SENT, State.UNCERTAIN}, "what may not be repeated has one end once it is there"
