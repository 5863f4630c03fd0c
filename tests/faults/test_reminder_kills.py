"""Workers for reminders are killed while they send: nothing is lost, and only what was in flight may come twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engines import create_engine
from bot.store.migrate import migrate
from tests.faults.due_reminders import Clinic, DueReminders
from tests.faults.killing_reminders import LEASE, ReminderKills
from tests.faults.reminding_process import Orders, RemindingProcess
from tests.postgres import Postgres, running_postgres
from tests.simulator_client import Simulation

KILLS = 12
"""Each moment at least once."""


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic()


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A server of this module alone."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="module")
def process() -> Iterator[RemindingProcess]:
    """What all workers of this module are forked from: it reads the content once."""
    with RemindingProcess() as process:
        yield process


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/rafiq.db"
    server: Postgres = request.getfixturevalue("server")
    return server.create_database("kills")


@pytest.fixture
async def engine(database: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(database)
    await migrate(engine)
    yield engine
    await engine.dispose()


async def test_reminders_whose_worker_is_killed_again_and_again_all_arrive_and_only_what_was_in_flight_twice(
    own_telegram: Simulation, process: RemindingProcess, clinic: Clinic, database: str, engine: AsyncEngine
) -> None:
    kills = ReminderKills(
        simulation=own_telegram,
        due=DueReminders(engine),
        process=process,
        orders=Orders(database=database, telegram_url=own_telegram.url, lease=LEASE),
        clinic=clinic,
        random=Random(8),  # noqa: S311 (no secret: the moments of the kills)
    )
    count = await kills.kill_while_reminders_are_due(KILLS)
    assert count.kills.total() == KILLS
    assert not count.unsettled()
    assert not count.lost()
    assert count.most_in_flight <= 1
    assert not count.repeated_without_a_reason()
    assert sum(count.repeated().values()) <= KILLS
    assert count.repeated(), "no kill hit a message after Telegram had it: the moments are badly chosen"


async def test_four_workers_on_one_postgresql_send_every_reminder_once(
    own_telegram: Simulation, process: RemindingProcess, server: Postgres
) -> None:
    database = server.create_database("four")
    engine = create_engine(database)
    await migrate(engine)
    due, chats = DueReminders(engine), range(1_000_000, 1_000_200)
    await asyncio.gather(*(own_telegram.post("/sim/chats", id=chat) for chat in chats))
    await due.add(chats)
    for _ in range(4):
        process.start(Orders(database=database, telegram_url=own_telegram.url))
    await due.settle(within=30)
    process.kill_all()
    assert {(row.state, row.attempts, row.lease_until) for row in await due.rows()} == {("sent", 1, None)}
    sent = Counter(int(call["chat_id"]) for call in await own_telegram.calls("sendMessage"))
    assert sent == dict.fromkeys(chats, 1)
    await engine.dispose()
