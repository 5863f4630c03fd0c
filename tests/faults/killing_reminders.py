"""Kills a worker for reminders again and again, and counts what its patients got.

The moments of the kills are random; most are aimed at one of the places where a crash could lose or repeat something.
After each kill the rows that it left in the state `sending` tell which message was in flight: that one may come twice.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

from tests.faults.due_reminders import FINAL, ONCE, REPEATED, Clinic, DueReminders, Row
from tests.faults.reminding_process import Orders, RemindingProcess
from tests.simulator_client import Simulation

MOMENTS = (
    "at once",
    *("some time",) * 3,
    "claimed",
    *("accepted",) * 2,
    "committing",
    "connection cut",
)
"""Just after the start; at any time; between claim and sending; after Telegram took it, before anybody knows; while
the outcome is stored; while it is stored that nobody knows whether it arrived."""
LEASE = 2.0
_WAITING = 30
"""Chats whose reminders wait when a worker starts, so that it never runs out of work."""
_LONGEST_WAIT = 10.0


@dataclass(kw_only=True)
class Count:
    """What became of the reminders, and how often each arrived."""

    kills: Counter[str] = field(default_factory=Counter)
    rows: Sequence[Row] = ()
    arrivals: Counter[int] = field(default_factory=Counter)
    """Reminder → how many messages had it in them."""
    in_flight: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Reminder → how many kills (or cut connections) hit it after it was claimed and before its outcome was stored."""
    most_in_flight: int = 0
    """The most chats that one kill hit so."""
    messages: int = 0

    def lost(self) -> list[Row]:
        """Return reminders that did not arrive though they count as sent, or have an end that nothing explains."""
        allowed = {REPEATED: {"sent"}, ONCE: {"sent", "uncertain"}}
        return [
            row
            for row in self.rows
            if row.state not in allowed[row.step] or (row.state == "sent" and not self.arrivals[row.id])
        ]

    def unsettled(self) -> list[Row]:
        """Return reminders that are in no final state, or still held by somebody."""
        return [row for row in self.rows if row.state not in FINAL or row.lease_until]

    def uncertain(self) -> list[Row]:
        """Return reminders of which it stays unknown whether they arrived."""
        return [row for row in self.rows if row.state == "uncertain"]

    def repeated(self) -> dict[int, int]:
        """Return how many times too often a reminder arrived; those that came once are left out."""
        return {number: times - 1 for number, times in self.arrivals.items() if times > 1}

    def repeated_without_a_reason(self) -> dict[int, int]:
        """Return the reminders that came again more often than they were in flight, or though their step forbids it."""
        once = {row.id for row in self.rows if row.step == ONCE}
        return {
            number: times
            for number, times in self.repeated().items()
            if times > self.in_flight[number] or number in once
        }


class ReminderKills:
    """One simulator, one database, and a worker that does not live long."""

    def __init__(
        self,
        *,
        simulation: Simulation,
        due: DueReminders,
        process: RemindingProcess,
        orders: Orders,
        clinic: Clinic,
        random: Random,
    ) -> None:
        self._simulation = simulation
        self._due = due
        self._process = process
        self._orders = orders
        self._clinic = clinic
        self._random = random
        self._chats = count(1_000_000)
        self._seen: set[tuple[int, int]] = set()
        self._last_call = 0
        self.count = Count()

    async def kill_while_reminders_are_due(self, kills: int) -> Count:
        """Kill so many times; then let everything come to its end and count."""
        for moment in self._moments(kills):
            await self._live_and_die(moment)
        self._process.start(self._orders)
        await self._due.settle(within=90)
        self._process.kill_all()
        await self._read_messages()
        return self.count

    def _moments(self, kills: int) -> list[str]:
        moments = [MOMENTS[number % len(MOMENTS)] for number in range(kills)]
        self._random.shuffle(moments)
        # After a cut connection the message is tried again after a pause: not to wait for that in the end.
        late = [place for place in range(kills // 2, kills) if moments[place] == "connection cut"]
        early = [place for place in range(kills // 2) if moments[place] != "connection cut"]
        for one, other in zip(late, early, strict=False):
            moments[one], moments[other] = moments[other], moments[one]
        return moments

    async def _live_and_die(self, moment: str) -> None:
        await self._have_work()
        await self._note_calls()
        if moment == "accepted":
            await self._simulation.trouble("sendMessage", hang=5)
        if moment == "connection cut":
            await self._simulation.trouble("sendMessage", drop="after_accepting")
        worker = self._process.start(self._orders)
        cut_off = await self._until(moment)
        self._process.kill(worker)
        await self._simulation.no_more_trouble()
        self.count.kills[moment] += 1
        await self._note_what_was_in_flight(cut_off)

    async def _until(self, moment: str) -> int | None:
        """Wait for the moment of the kill; return the chat whose connection was cut, if that is the moment."""
        match moment:
            case "some time":
                await asyncio.sleep(self._random.uniform(0, 1.0))
            case "claimed":
                await self._one_is_claimed()
            case "accepted" | "committing" | "connection cut":
                calls = await self._simulation.calls("sendMessage", after=self._last_call, within=_LONGEST_WAIT)
                assert calls, "nothing was sent"
                if moment != "accepted":
                    await asyncio.sleep(self._random.uniform(0, 0.02))
                if moment == "connection cut":
                    return int(calls[0]["chat_id"])
        return None

    async def _one_is_claimed(self) -> None:
        for _ in range(int(_LONGEST_WAIT / 0.003)):
            rows = await self._due.rows()
            if self._newly_sending(rows):
                return
            await asyncio.sleep(0.003)
        raise AssertionError("nothing was claimed")

    def _newly_sending(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row.state == "sending" and (row.id, row.attempts) not in self._seen]

    async def _note_what_was_in_flight(self, cut_off: int | None) -> None:
        # PostgreSQL may still carry out what the worker last asked for.
        await asyncio.sleep(0.03)
        rows = await self._due.rows()
        flying = self._newly_sending(rows)
        self._seen |= {(row.id, row.attempts) for row in flying}
        self.count.most_in_flight = max(self.count.most_in_flight, len({row.chat_id for row in flying}))
        for number in {row.id for row in flying} | {row.id for row in rows if row.chat_id == cut_off}:
            self.count.in_flight[number] += 1

    async def _have_work(self) -> None:
        waiting = {row.chat_id for row in await self._due.rows() if row.state in {"planned", "retrying"}}
        chats = [next(self._chats) for _ in range(_WAITING - len(waiting))]
        for chat in chats:
            await self._simulation.post("/sim/chats", id=chat, first_name="Patient", language_code="ar")
        await self._due.add(chats)

    async def _note_calls(self) -> None:
        calls = await self._simulation.calls("sendMessage", after=self._last_call)
        self._last_call = max([self._last_call, *(int(call["number"]) for call in calls)])

    async def _read_messages(self) -> None:
        """Count what arrived: of calls that were made here, Telegram took all."""
        self.count.rows = await self._due.rows()
        numbers = {(row.chat_id, row.step): row.id for row in self.count.rows}
        for call in await self._simulation.calls("sendMessage"):
            self.count.messages += 1
            text = str(call["payload"]["text"])
            steps = [step for step, said in self._clinic.texts.items() if said in text]
            assert steps, text
            self.count.arrivals.update(numbers[int(call["chat_id"]), step] for step in steps)
