"""What reminders cost, with few planned and with a million, on both databases. `python -m benchmarks.reminders`.

Both write through to the disk before they say that something is stored, as in a clinic. PostgreSQL is a child of this
program, on the same machine.
"""

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial

from benchmarks.machine import describe_machine, markdown
from benchmarks.reminders_booking import Booking
from benchmarks.reminders_burst import measure_burst
from benchmarks.reminders_claiming import Times, claim_and_settle, claims_a_second
from benchmarks.reminders_clinic import ZONE, Clinic
from benchmarks.reminders_timing import by_turns, milliseconds, p50_p95
from bot.aftercare.clinic_plan import planner_of
from bot.aftercare.planner import Planner
from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.settings import ROOT
from bot.store.database import open_database
from bot.store.reminders import Reminders
from tests.postgres import running_postgres

FEW = 10_000
DUE = 1_000
WORKERS = (1, 2, 4)
CLAIM, CLAIM_GOAL = "find and claim one chat's due reminders, p50 / p95", "10 ms on SQLite, 5 ms on PostgreSQL"
Cells = dict[tuple[str, str], str]
"""What was measured and its goal → the figure."""
OpenDatabase = Callable[[str], str]
"""From a name to the address of a new, empty database."""


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


@cache
def content() -> tuple[Catalogue, Planner]:
    """Return the shipped content and its aftercare."""
    catalogue = load(ROOT / "content")
    return catalogue, planner_of(catalogue)


class Measurement:
    """One kind of database, with few reminders and with many."""

    def __init__(self, database: str, new: OpenDatabase) -> None:
        self._database = database
        self._new = new
        self.cells: Cells = {}

    async def run(self, *, many: int, burst: int) -> None:
        """Measure everything; without `burst` nothing is sent."""
        clinics = [await self._open("few", FEW), await self._open("many", many)]
        await self._claiming(clinics)
        await self._looking(clinics)
        await self._booking(clinics)
        await self._workers(clinics[-1])
        if burst:
            await self._burst(clinics[-1], min(burst, clinics[-1].patients))
        for clinic in clinics:
            await clinic.engine.dispose()

    async def _open(self, name: str, planned: int) -> Clinic:
        self._say(f"inserting {planned:,} reminders")
        url = self._new(name)
        clinic = Clinic(url=url, engine=open_database(url), planned=planned)
        await clinic.fill()
        return clinic

    async def _claiming(self, clinics: Sequence[Clinic]) -> None:
        self._say("claiming")
        queues = [Reminders(clinic.engine, ZONE) for clinic in clinics]
        times = [Times() for _ in clinics]
        for clinic in clinics:
            await clinic.make_due(DUE)
        spent = await by_turns([partial(claim_and_settle, *each) for each in zip(queues, times, strict=True)], DUE)
        for clinic, timed, whole in zip(clinics, times, spent, strict=True):
            self._set(clinic, CLAIM, CLAIM_GOAL, p50_p95(timed.claims))
            self._set(clinic, "settle them, p50 / p95", "", p50_p95(timed.settlings))
            self._set(clinic, "processor time of both in Rafiq, p50", "", milliseconds(whole.processor))

    async def _looking(self, clinics: Sequence[Clinic]) -> None:
        queues = [Reminders(clinic.engine, ZONE) for clinic in clinics]
        for clinic, spent in zip(clinics, await by_turns([each.next_due for each in queues], 200), strict=True):
            self._set(clinic, "when is something due next, p50 / p95", "", p50_p95(spent.seconds))

    async def _booking(self, clinics: Sequence[Clinic]) -> None:
        self._say("booking")
        bookings = [Booking(clinic.engine, content()[1]) for clinic in clinics]
        for clinic, spent in zip(clinics, await by_turns([each.book for each in bookings], 100), strict=True):
            self._set(clinic, "book a session, p50 / p95", "20 ms", p50_p95(spent.seconds))
            self._set(clinic, "processor time of it in Rafiq, p50", "", milliseconds(spent.processor))

    async def _workers(self, clinic: Clinic) -> None:
        for workers in WORKERS:
            await clinic.make_due(DUE)
            self._say(f"workers: {workers}")
            rate = await asyncio.to_thread(claims_a_second, clinic.url, workers=workers, due=DUE)
            self._set(clinic, f"claimed and settled a second, workers: {workers}", "", f"{rate:.0f}")

    async def _burst(self, clinic: Clinic, count: int) -> None:
        self._say(f"sending {count:,} that are due at once")
        burst = await measure_burst(clinic, *content(), count=count)
        what = f"{count:,} due at once"
        self._set(clinic, f"{what}: messages/s, answers among them", "25", f"{burst.per_second:.1f}")
        self._set(
            clinic, f"{what}: longest of {len(burst.waits)} answers meanwhile", "1 s", f"{max(burst.waits):.2f} s"
        )
        self._set(clinic, f"{what}: refused by Telegram's limit", "0", str(burst.too_fast))

    def _set(self, clinic: Clinic, what: str, goal: str, figure: str) -> None:
        self.cells[f"{clinic.planned:,} planned: {what}", goal] = figure
        self._say(f"  {clinic.planned:,} planned: {what}: {figure}")

    def _say(self, text: str) -> None:
        say(f"{self._database}: {text}")


@contextmanager
def sqlite_files() -> Iterator[OpenDatabase]:
    """Give new database files while the block runs."""
    with tempfile.TemporaryDirectory(prefix="rafiq-reminders-") as folder:
        yield lambda name: f"sqlite:///{folder}/{name}.db"


@contextmanager
def postgres_databases() -> Iterator[OpenDatabase]:
    """Give new databases of one PostgreSQL while the block runs."""
    with running_postgres(durable=True) as server:
        yield server.create_database


def measure(database: str, *, many: int, burst: int) -> Cells:
    """Measure one kind of database."""
    with sqlite_files() if database == "SQLite" else postgres_databases() as new:
        measurement = Measurement(database, new)
        asyncio.run(measurement.run(many=many, burst=burst))
    return measurement.cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="planned reminders of the large clinic")
    parser.add_argument("--burst", type=int, default=1_500, help="reminders sent at once (on SQLite); 0 for none")
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    options = parser.parse_args()
    if options.rows < FEW:
        parser.error(f"--rows: {FEW:,} at least")
    # Ended from outside it still takes its files away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    machine = describe_machine()
    found = {"SQLite": measure("SQLite", many=options.rows, burst=options.burst)}
    if not options.sqlite_only:
        found["PostgreSQL"] = measure("PostgreSQL", many=options.rows, burst=0)
    kinds = [*dict.fromkeys(kind for cells in found.values() for kind in cells)]
    rows = [(what, *(cells.get((what, goal), "") for cells in found.values()), goal) for what, goal in kinds]
    print(f"{machine}\n\n{markdown(('what', *found, 'goal'), rows)}")


if __name__ == "__main__":
    main()
