"""PostgreSQL goes away under a running Rafiq, and comes back."""

from collections.abc import Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.reminders import State, Status
from bot.broken_setup import BrokenSetup
from bot.store.database import explained
from bot.store.engines import create_engine
from bot.store.failures import failures_of
from bot.store.migrate import migrate
from bot.store.reminders import Reminders
from tests.postgres import Postgres, running_postgres
from tests.stores.people import HOUR, NOON, RIYADH, claim, states, step, taken, with_plan


@pytest.fixture(scope="module")
def mortal() -> Iterator[Postgres]:
    """A server that may be killed: nobody else's rows are on it."""
    with running_postgres(durable=True) as server:
        yield server


async def opened(server: Postgres, name: str) -> AsyncEngine:
    engine = create_engine(server.create_database(name))
    await migrate(engine)
    return engine


async def test_what_was_claimed_before_a_restart_is_taken_back_and_sent_after_it(mortal: Postgres) -> None:
    engine = await opened(mortal, "claims")
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing"))
    await with_plan(engine, 2, step("makeup"))
    claimed = await taken(store)
    mortal.kill()
    results = {claimed.reminders[0].id: Status(state=State.SENT)}
    for _ in range(2):
        with pytest.raises(failures_of(mortal.url("claims"))):
            await store.settle(claimed, results, NOON)
        with pytest.raises(failures_of(mortal.url("claims"))):
            await claim(store)
    mortal.start()
    assert await store.settle(claimed, results, NOON) == {claimed.reminders[0].id}
    await taken(store)
    assert await store.recover(NOON + HOUR) == 1
    assert await states(engine) == {"washing": ("sent", ""), "makeup": ("retrying", "interrupted")}
    await engine.dispose()


async def test_a_server_that_was_killed_is_told_in_one_sentence(mortal: Postgres) -> None:
    engine = await opened(mortal, "told")
    mortal.kill()
    with (
        pytest.raises(BrokenSetup, match=r"PostgreSQL 127\.0\.0\.1:.*/told cannot be used"),
        explained(mortal.url("told")),
    ):
        await Reminders(engine, RIYADH).next_due()
    mortal.start()
    assert await Reminders(engine, RIYADH).next_due() is None
    await engine.dispose()


async def test_a_restart_between_two_claims_is_not_noticed(mortal: Postgres) -> None:
    engine = await opened(mortal, "between")
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing"))
    mortal.kill()
    mortal.start()
    assert await claim(store) is not None
    await engine.dispose()
