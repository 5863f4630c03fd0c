"""Whatever happens to sessions, patients, workers and clocks: every reminder ends once, and none comes wrongly."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from hypothesis import given, settings

from bot.aftercare.delivery import decide_delivery
from bot.aftercare.plan import plan_reminders
from bot.aftercare.planner import Planner
from bot.aftercare.reminders import KINDS, Claimed, Planned, Recipient, Reminder, Send, State, Status
from bot.aftercare.sessions import Session, has_next
from bot.aftercare.status import after_lease, next_status
from tests.aftercare_examples import CHAT, MINUTE
from tests.properties.lives import (
    ARRIVED,
    DIED,
    EDITS,
    HAPPENINGS,
    LEASE,
    SHORTLY,
    SLOT,
    Happening,
    Life,
    assert_may_be_sent,
    lives,
)  # fmt: skip


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
        if minutes <= SHORTLY:
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
        assert_may_be_sent(sent, self.recipient, self.planner, self.now, self.arrivals)
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

    def next_due(self) -> datetime | None:
        due = [row.due_at for row in self.rows.values() if row.state in {State.PLANNED, State.RETRYING}]
        return min([*due, *(until + MINUTE for until in self.leases.values())], default=None)

    def run_to_the_end(self) -> None:
        """From here on all goes well: a worker looks whenever something is due."""
        for _ in range(100 * (1 + len(self.rows))):
            due = self.next_due()
            if due is None:
                return
            self.now = max(self.now, due)
            self.look("accepted")
        raise AssertionError("it goes on for ever")


@settings(max_examples=200, deadline=None)
@given(life=lives(), happenings=HAPPENINGS)
def test_every_reminder_ends_once_and_none_comes_wrongly(life: Life, happenings: list[tuple[Happening, int]]) -> None:
    recipient = Recipient(chat_id=CHAT, zone=life.planner.zone, sessions=life.sessions)
    world = World(planner=life.planner, recipient=recipient, now=life.start)
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
