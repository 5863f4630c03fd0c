"""Kills a worker for reminders hundreds of times while it sends, on both databases, and counts what went wrong.

`python -m benchmarks.reminder_kills --kills 200 --seed 1`
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from benchmarks.load import simulator_process
from benchmarks.machine import describe_machine, markdown
from bot.store.database import open_database
from tests.faults.due_reminders import Clinic, DueReminders
from tests.faults.killing_reminders import LEASE, Count, ReminderKills
from tests.faults.reminding_process import Orders, RemindingProcess
from tests.postgres import running_postgres
from tests.simulator_client import Simulation

KINDS = ("SQLite", "PostgreSQL")


async def kill(kind: str, kills: int, *, seed: int, clinic: Clinic, process: RemindingProcess) -> Count:
    """Kill so many workers on an empty database of this kind."""
    with simulator_process() as url, _database(kind) as database:
        engine = open_database(database)
        async with Simulation(url) as simulation:
            work = ReminderKills(
                simulation=simulation,
                due=DueReminders(engine),
                process=process,
                orders=Orders(database=database, telegram_url=url, lease=LEASE),
                clinic=clinic,
                random=Random(seed),  # noqa: S311 (the moments of the kills)
            )
            count = await work.kill_while_reminders_are_due(kills)
        await engine.dispose()
    return count


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "SQLite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder)}/rafiq.db"
        return
    with running_postgres(durable=True) as server:
        yield server.create_database("kills")


def _column(count: Count, seconds: float) -> list[str]:
    repeated = count.repeated()
    return [
        ", ".join(f"{moment}: {number}" for moment, number in sorted(count.kills.items())),
        str(count.kills.total()),
        str(len(count.rows)),
        str(count.messages),
        str(len(count.lost())),
        str(len(count.unsettled())),
        str(len(count.uncertain())),
        str(sum(repeated.values())),
        str(sum(count.repeated_without_a_reason().values())),
        str(count.most_in_flight),
        f"{seconds:.0f}",
    ]


_ROWS = (
    ("moments of the kills", ""),
    ("kills", ""),
    ("reminders", ""),
    ("messages that Telegram took", ""),
    ("lost", "0"),
    ("without a final state", "0"),
    ("uncertain (steps that are never repeated)", ""),
    ("repetitions", "at most one for each kill"),
    ("of them of a reminder that was not in flight", "0"),
    ("most chats in flight at one kill", "1"),
    ("seconds", ""),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="on each database")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    machine, clinic, columns = describe_machine(), Clinic(), []
    with RemindingProcess() as process:
        for kind in KINDS:
            begun = time.monotonic()
            count = asyncio.run(kill(kind, options.kills, seed=options.seed, clinic=clinic, process=process))
            columns.append(_column(count, time.monotonic() - begun))
    rows = [(what, *figures, goal) for (what, goal), *figures in zip(_ROWS, *columns, strict=True)]
    print(f"{machine}\n\n{markdown(('what', *KINDS, 'goal'), rows)}")


if __name__ == "__main__":
    main()
