"""Telegram, the database and the clock make trouble while reminders are sent: each reminder still ends as it should."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from bot.broken_setup import BrokenSetup
from bot.content.scope import Language
from bot.conversation.compose import Reply
from bot.conversation.context import Chat
from bot.conversation.screens import Screen, StepText
from bot.conversation.turn import Outcome
from bot.store.engines import create_engine
from bot.store.migrate import migrate
from bot.worker.reminding import Reminding
from tests.faults.due_reminders import ONCE, REPEATED, USEFUL_FOR, Clinic, Clock, DueReminders
from tests.postgres import Postgres, running_postgres
from tests.simulator_client import TOKEN, Patient, Simulation

NOON = datetime(2027, 1, 5, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic()


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def due(engine: AsyncEngine) -> DueReminders:
    return DueReminders(engine)


@pytest.fixture
async def worker(
    clinic: Clinic, engine: AsyncEngine, own_telegram: Simulation, clock: Clock
) -> AsyncIterator[Reminding]:
    async with clinic.worker(engine, own_telegram.url, clock=clock) as reminding:
        yield reminding


@pytest.fixture(scope="module")
def mortal() -> Iterator[Postgres]:
    """A server that may be killed: nobody else's rows are on it."""
    with running_postgres() as server:
        yield server


async def patients_of(telegram: Simulation, number: int) -> list[Patient]:
    return [await telegram.patient(language_code="ar") for _ in range(number)]


async def deliver(worker: Reminding) -> None:
    """Send all that is due at this moment."""
    while await worker.deliver_one():
        pass


async def let_time_pass(worker: Reminding, clock: Clock, *, minutes: int) -> None:
    """Look once a minute, as the loop would."""
    for _ in range(minutes):
        clock.now += MINUTE
        await deliver(worker)


async def next_call(telegram: Simulation) -> None:
    """Wait until one more message is sent."""
    last = max((int(call["number"]) for call in await telegram.calls("sendMessage")), default=0)
    assert await telegram.calls("sendMessage", after=last, within=10), "nothing more was sent"


async def arrivals(*patients: Patient) -> list[int]:
    """Return how many messages each patient has got."""
    return [len(await patient.conversation()) for patient in patients]


@asynccontextmanager
async def running(worker: Reminding) -> AsyncIterator["asyncio.Task[None]"]:
    """Let the loop run beside the block; it must still run in the end."""
    task = asyncio.create_task(worker.run())
    try:
        yield task
        assert not task.done(), task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


# --- Connections that break ---


async def test_a_reminder_that_may_have_arrived_is_repeated_once_and_what_says_once_is_noted_as_uncertain(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    fading, washing, both = await patients_of(own_telegram, 3)
    await due.add([fading.id], REPEATED, due_at=NOON)
    await due.add([washing.id], ONCE, due_at=NOON)
    await due.add([both.id], REPEATED, ONCE, due_at=NOON)
    await own_telegram.trouble("sendMessage", times=3, drop="after_accepting")
    await deliver(worker)
    assert await due.states(fading.id) == {REPEATED: ("retrying", "unsure")}
    assert await due.states(washing.id) == {ONCE: ("uncertain", "unsure")}
    assert await due.states(both.id) == {REPEATED: ("retrying", "unsure"), ONCE: ("uncertain", "unsure")}
    await let_time_pass(worker, clock, minutes=5)
    assert await due.states(fading.id) == {REPEATED: ("sent", "")}
    assert await due.states(washing.id) == {ONCE: ("uncertain", "unsure")}
    assert await due.states(both.id) == {REPEATED: ("sent", ""), ONCE: ("uncertain", "unsure")}
    assert await arrivals(fading, washing, both) == [2, 1, 2]


async def test_the_second_message_holds_only_what_may_be_repeated(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation, clinic: Clinic
) -> None:
    (patient,) = await patients_of(own_telegram, 1)
    await due.add([patient.id], REPEATED, ONCE, due_at=NOON)
    await own_telegram.trouble("sendMessage", drop="after_accepting")
    await deliver(worker)
    await let_time_pass(worker, clock, minutes=5)
    first, second = await patient.conversation()
    assert [clinic.texts[ONCE] in each.text for each in (first, second)] == [True, False]
    assert [clinic.texts[REPEATED] in each.text for each in (first, second)] == [True, True]


async def test_a_connection_that_breaks_before_telegram_took_the_message_loses_no_repeated_reminder(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    """From here it looks the same as one that broke after it."""
    fading, washing = await patients_of(own_telegram, 2)
    await due.add([fading.id], REPEATED, due_at=NOON)
    await due.add([washing.id], ONCE, due_at=NOON)
    await own_telegram.trouble("sendMessage", times=2, drop="before_accepting")
    await deliver(worker)
    await let_time_pass(worker, clock, minutes=5)
    assert await due.states(fading.id) == {REPEATED: ("sent", "")}
    assert await due.states(washing.id) == {ONCE: ("uncertain", "unsure")}
    assert await arrivals(fading, washing) == [1, 0]


async def test_a_telegram_out_of_reach_costs_no_reminder_that_is_useful_still(
    clinic: Clinic, engine: AsyncEngine, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    patients = await patients_of(own_telegram, 3)
    await due.add([patient.id for patient in patients], ONCE, due_at=NOON)
    async with clinic.worker(engine, own_telegram.url, clock=clock) as worker:
        await own_telegram.trouble("sendMessage", times=9, status=502)
        await deliver(worker)
        await let_time_pass(worker, clock, minutes=30)
    assert await arrivals(*patients) == [1, 1, 1]
    assert {(row.state, row.attempts) for row in await due.rows()} == {("sent", 4)}


# --- What Telegram answers ---


async def test_reminders_that_meet_errors_of_telegrams_own_are_tried_again_and_arrive_once(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    patients = await patients_of(own_telegram, 6)
    await due.add([patient.id for patient in patients], due_at=NOON)
    await own_telegram.trouble("sendMessage", times=20, status=500)
    await deliver(worker)
    assert {(row.state, row.reason) for row in await due.rows()} == {("retrying", "not sent")}
    await let_time_pass(worker, clock, minutes=40)
    assert {row.state for row in await due.rows()} == {"sent"}
    assert await arrivals(*patients) == [1] * 6


async def test_a_reminder_that_telegram_never_takes_is_missed_when_it_is_useful_no_more(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    (patient,) = await patients_of(own_telegram, 1)
    await due.add([patient.id], due_at=NOON)
    await own_telegram.trouble("sendMessage", times=1_000, status=500)
    await deliver(worker)
    await let_time_pass(worker, clock, minutes=int(USEFUL_FOR / MINUTE))
    assert await due.states(patient.id) == {REPEATED: ("missed", "expired")}
    calls = await own_telegram.calls("sendMessage")
    assert 20 < len(calls) < 60, "the pauses grow to ten minutes and no further"
    await own_telegram.no_more_trouble()
    await let_time_pass(worker, clock, minutes=5)
    assert await arrivals(patient) == [0]


async def test_in_a_storm_of_too_many_requests_everyone_waits_as_long_as_telegram_says_and_nothing_is_lost(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    patients = await patients_of(own_telegram, 5)
    await due.add([patient.id for patient in patients], due_at=NOON)
    await own_telegram.trouble("sendMessage", times=3, status=429, retry_after=1)
    await deliver(worker)
    assert Counter(row.reason for row in await due.rows() if row.state == "retrying")["not sent"] >= 3
    await let_time_pass(worker, clock, minutes=5)
    times = [call["at"] for call in await own_telegram.calls("sendMessage")]
    assert [later - earlier >= 0.99 for earlier, later in pairwise(times)][:3] == [True] * 3
    assert await arrivals(*patients) == [1] * 5
    assert {row.state for row in await due.rows()} == {"sent"}


async def test_a_pause_longer_than_a_lease_is_not_spent_with_a_claim_in_hand(
    clinic: Clinic, engine: AsyncEngine, due: DueReminders, own_telegram: Simulation
) -> None:
    """Two workers: what one holds while it waits, the other would send after the lease, and then both have."""
    patients = await patients_of(own_telegram, 4)
    await due.add([patient.id for patient in patients], ONCE)
    await own_telegram.trouble("sendMessage", status=429, retry_after=2)
    lease = timedelta(seconds=1)
    async with (
        clinic.worker(engine, own_telegram.url, lease=lease) as one,
        clinic.worker(engine, own_telegram.url, lease=lease) as other,
        running(one),
        running(other),
    ):
        await due.settle(within=30)
    assert await arrivals(*patients) == [1] * 4
    assert {row.state for row in await due.rows()} == {"sent"}


async def test_a_patient_who_blocked_the_bot_gets_no_further_reminders_until_they_write_again(
    worker: Reminding, due: DueReminders, clock: Clock, clinic: Clinic, engine: AsyncEngine, own_telegram: Simulation
) -> None:
    sara, reza = await patients_of(own_telegram, 2)
    await due.add([sara.id, reza.id], REPEATED, due_at=NOON)
    await due.add([sara.id, reza.id], ONCE, due_at=NOON + HOUR)
    await sara.blocks()
    await deliver(worker)
    assert await due.is_blocked(sara.id)
    assert not await due.is_blocked(reza.id)
    await let_time_pass(worker, clock, minutes=90)
    assert await due.states(sara.id) == {REPEATED: ("refused", "blocked"), ONCE: ("refused", "blocked")}
    assert await due.states(reza.id) == {REPEATED: ("sent", ""), ONCE: ("sent", "")}
    tried = Counter(int(call["chat_id"]) for call in await own_telegram.calls("sendMessage"))
    assert tried == {sara.id: 1, reza.id: 2}, "Telegram is not asked again about a chat that refuses"

    await sara.says("/start")
    written = Chat(chat_id=sara.id, language="ar", last_turn_at=clock.now)
    await clinic.chats(engine).store(Outcome(chat=written), 1, clock.now)
    await due.add([sara.id], REPEATED, due_at=clock.now + HOUR)
    await let_time_pass(worker, clock, minutes=61)
    assert await arrivals(sara) == [1]


async def test_an_account_that_was_deleted_gets_no_further_reminders(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    (patient,) = await patients_of(own_telegram, 1)
    await due.add([patient.id], REPEATED, due_at=NOON)
    await patient.leaves_telegram()
    await deliver(worker)
    assert await due.states(patient.id) == {REPEATED: ("refused", "blocked")}
    assert await due.is_blocked(patient.id)


async def test_a_chat_that_moved_gets_its_reminder_under_its_new_number(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    group, (patient,) = await own_telegram.patient(type="group"), await patients_of(own_telegram, 1)
    await due.add([group.id, patient.id], REPEATED, due_at=NOON)
    moved = Patient(own_telegram, (await group.does("migrate"))["id"])
    await deliver(worker)
    await let_time_pass(worker, clock, minutes=5)
    assert await due.states(group.id) == {}
    assert await due.states(moved.id) == {REPEATED: ("sent", "")}
    assert await due.states(patient.id) == {REPEATED: ("sent", "")}
    assert await moved.conversation()


async def test_a_revoked_token_ends_the_loop_and_the_reminder_waits_for_the_next_start(
    worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    (patient,) = await patients_of(own_telegram, 1)
    await due.add([patient.id], ONCE, due_at=NOON)
    await own_telegram.revoke(TOKEN)
    with pytest.raises(BrokenSetup, match="TELEGRAM_BOT_TOKEN"):
        await worker.run()
    assert await due.states(patient.id) == {ONCE: ("retrying", "not sent")}


async def test_a_reminder_that_cannot_be_written_holds_nobody_up(
    clinic: Clinic,
    worker: Reminding,
    due: DueReminders,
    clock: Clock,
    own_telegram: Simulation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken, fine = await patients_of(own_telegram, 2)
    await due.add([broken.id], ONCE, due_at=NOON)
    await due.add([fine.id], REPEATED, due_at=NOON)
    write = clinic.composer.screen

    def write_all_but_one(screen: Screen, language: Language, now: datetime) -> Reply:
        if StepText(programme="prp", step=ONCE) in screen.parts:
            raise KeyError("what a patient wrote")
        return write(screen, language, now)

    with capture_logs() as logs:
        monkeypatch.setattr(clinic.composer, "screen", write_all_but_one)
        await deliver(worker)
    assert await due.states(broken.id) == {ONCE: ("retrying", "not sent")}
    assert await due.states(fine.id) == {REPEATED: ("sent", "")}
    assert "what a patient wrote" not in str(logs)
    monkeypatch.undo()
    await let_time_pass(worker, clock, minutes=1)
    assert await due.states(broken.id) == {ONCE: ("sent", "")}


# --- A database that goes away ---


async def test_a_restart_of_postgresql_in_the_middle_of_sending_loses_nothing_and_repeats_nothing(
    clinic: Clinic, mortal: Postgres, own_telegram: Simulation
) -> None:
    engine = create_engine(mortal.create_database("restart"))
    await migrate(engine)
    due, patients = DueReminders(engine), await patients_of(own_telegram, 12)
    await due.add([patient.id for patient in patients])
    async with clinic.worker(engine, own_telegram.url) as worker, running(worker):
        await next_call(own_telegram)
        # Telegram takes a message and is slow to say so: its outcome meets no database.
        await own_telegram.trouble("sendMessage", times=100, hang=0.7)
        for _ in range(2):
            await next_call(own_telegram)
        with capture_logs() as logs:
            await asyncio.to_thread(mortal.kill)
            await own_telegram.no_more_trouble()
            await asyncio.sleep(1.5)
            mortal.start()  # from this thread: the server ends with the one that started it
            await due.settle(within=30)
    assert await arrivals(*patients) == [1] * 12
    assert {(row.state, row.lease_until) for row in await due.rows()} == {("sent", None)}
    failed = [entry for entry in logs if entry["event"] == "worker_waits_for_database"]
    assert failed
    assert {frozenset(entry) for entry in failed} == {frozenset({"event", "log_level", "error"})}
    assert all(str(entry["error"]).isidentifier() for entry in failed), "the kind of the error and nothing of its text"
    await engine.dispose()


async def test_a_loop_that_starts_without_its_database_waits_for_it(
    clinic: Clinic, mortal: Postgres, own_telegram: Simulation
) -> None:
    engine = create_engine(mortal.create_database("absent"))
    await migrate(engine)
    due, (patient,) = DueReminders(engine), await patients_of(own_telegram, 1)
    await due.add([patient.id])
    await engine.dispose()
    mortal.kill()
    async with clinic.worker(engine, own_telegram.url) as worker, running(worker):
        await asyncio.sleep(0.5)
        mortal.start()
        await patient.sees(within=15)
    await engine.dispose()


# --- A clock that is set ---

STEPS = [
    # Summer time by hand, and back.
    (-HOUR, HOUR),
    # A machine that starts with the clock of yesterday, until the network tells it better.
    (-24 * HOUR, 24 * HOUR),
    # Forward over the lease, and back.
    (10 * MINUTE, -10 * MINUTE),
    # To and fro by less than a lease.
    (-MINUTE, 2 * MINUTE, -MINUTE),
    # Forward by hours within which the reminder is useful still, and there it stays.
    (5 * HOUR,),
]


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("step", [REPEATED, ONCE])
async def test_a_clock_that_is_set_while_telegram_takes_the_message_repeats_nothing(
    step: str,
    steps: tuple[timedelta, ...],
    worker: Reminding,
    due: DueReminders,
    clock: Clock,
    own_telegram: Simulation,
) -> None:
    (patient,) = await patients_of(own_telegram, 1)
    await due.add([patient.id], step, due_at=NOON)
    await own_telegram.trouble("sendMessage", hang=0.1)
    delivering = asyncio.create_task(deliver(worker))
    await own_telegram.calls("sendMessage", within=5)
    for change in steps:
        clock.now += change
        await asyncio.sleep(0.05)
    await delivering
    await let_time_pass(worker, clock, minutes=10)
    assert await arrivals(patient) == [1]
    assert await due.states(patient.id) == {step: ("sent", "")}


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_the_clock_shows_each_reminder_comes_once_and_never_by_a_clock_that_says_it_is_not_due(
    seed: int, worker: Reminding, due: DueReminders, clock: Clock, own_telegram: Simulation
) -> None:
    random = Random(seed)  # noqa: S311
    patients = await patients_of(own_telegram, 8)
    due_at = {patient.id: NOON + number * 30 * MINUTE for number, patient in enumerate(patients)}
    for patient in patients:
        await due.add([patient.id], due_at=due_at[patient.id])
    sent: set[int] = set()
    for _ in range(40):
        clock.now = max(NOON - HOUR, min(NOON + 4 * HOUR, clock.now + random.uniform(-1, 1) * HOUR))
        await deliver(worker)
        new = {row.chat_id for row in await due.rows() if row.state == "sent"} - sent
        assert all(due_at[chat] <= clock.now for chat in new)
        sent |= new
    clock.now = NOON + 4 * HOUR
    await deliver(worker)
    assert await arrivals(*patients) == [1] * 8
    assert {row.state for row in await due.rows()} == {"sent"}
