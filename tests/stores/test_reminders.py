"""Reminders on their way: one worker holds a chat, and only while its lease lasts."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.reminders import Claimed, State, Status
from bot.conversation.context import Chat
from bot.conversation.turn import Outcome
from bot.store.aftercare_tables import reminders
from bot.store.dialect import writing
from bot.store.engines import create_engine
from bot.store.patients import pause, set_stopped, set_zone
from bot.store.personal import forget
from bot.store.reminders import Reminders, longest_due, take
from bot.store.sessions import cancel
from tests.stores.people import (
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    NOON,
    PRP,
    RIYADH,
    SLOT,
    chats_on,
    claim,
    rows_of,
    states,
    step,
    taken,
    with_plan,
)

SENT = Status(state=State.SENT)


def all_of(claimed: Claimed, status: Status) -> dict[int, Status]:
    return {each.id: status for each in claimed.reminders}


async def test_nothing_is_claimed_before_its_time(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing", NOON + MINUTE))
    assert await claim(store) is None
    assert await store.next_due() == NOON + MINUTE
    assert (await taken(store, NOON + MINUTE)).reminders[0].step == "washing"


async def test_what_is_due_longest_comes_first(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing", NOON - MINUTE))
    await with_plan(engine, 2, step("washing", NOON - HOUR))
    assert [(await taken(store)).recipient.chat_id for _ in range(2)] == [2, 1]


async def test_what_is_due_soon_for_the_same_chat_is_claimed_with_it(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("later", NOON + HOUR), step("soon", NOON + 10 * MINUTE), step("now"))
    await with_plan(engine, 1, step("hair", NOON - MINUTE), new=replace(PRP, programme="mesotherapy_hair"))
    await with_plan(engine, 2, step("other"))
    claimed = await taken(store)
    assert [each.step for each in claimed.reminders] == ["hair", "now", "soon"]
    assert {each.state for each in claimed.reminders} == {State.SENDING}
    assert {each.attempts for each in claimed.reminders} == {1}


async def test_what_is_to_be_tried_again_is_not_claimed_before_its_pause_is_over(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing"))
    first = await taken(store)
    await store.settle(first, all_of(first, Status(state=State.RETRYING, due_at=NOON + 5 * MINUTE)), NOON)
    await with_plan(engine, 1, step("other"))
    assert [each.step for each in (await taken(store)).reminders] == ["other"]


async def test_a_claim_brings_all_that_is_needed_to_decide(engine: AsyncEngine) -> None:
    chat = Chat(chat_id=1, language="fa", last_turn_at=NOON - HOUR, blocked=True)
    await chats_on(engine).store(Outcome(chat=chat), 1, NOON)
    session = await with_plan(engine, 1, step("washing"), person="mum")
    booked = await with_plan(engine, 1, new=replace(PRP, at=NOON + 28 * DAY, booked=True, number=2))
    gone = await with_plan(engine, 1)
    async with writing(engine) as connection:
        await cancel(connection, gone.id, now=NOON)
        await set_zone(connection, 1, RIYADH, NOON)
        await set_stopped(connection, 1, {"check_in"}, NOON)
        await pause(connection, 1, until=NOON + DAY, now=NOON)
    recipient = (await taken(Reminders(engine, RIYADH))).recipient
    assert recipient.sessions == (session, booked)
    assert (recipient.zone, recipient.language, recipient.last_turn_at) == (RIYADH, "fa", NOON - HOUR)
    assert (recipient.consented, recipient.blocked, recipient.stopped) == (True, True, frozenset({"check_in"}))
    assert recipient.paused_until == NOON + DAY


async def test_a_chat_of_which_nothing_is_known_lives_by_the_clinics_clocks(engine: AsyncEngine) -> None:
    await with_plan(engine, 1, step("washing"))
    recipient = (await taken(Reminders(engine, RIYADH))).recipient
    assert (recipient.zone, recipient.language, recipient.blocked, recipient.paused_until) == (
        RIYADH,
        None,
        False,
        None,
    )


async def test_two_claims_never_share_a_chat(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing"), step("later", NOON + HOUR))
    first = await taken(store)
    assert await claim(store, NOON + HOUR) is None, "the first is still at it, though its lease is over"
    await store.settle(first, all_of(first, SENT), NOON + HOUR)
    assert [each.step for each in (await taken(store, NOON + HOUR)).reminders] == ["later"]


async def test_who_reaches_for_a_chat_that_was_taken_a_moment_ago_gets_nothing(engine: AsyncEngine) -> None:
    """As happens on PostgreSQL when the search began before the other claim was stored."""
    await with_plan(engine, 1, step("washing"), step("later", NOON + HOUR))
    await taken(Reminders(engine, RIYADH))
    async with writing(engine) as connection:
        assert await take(connection, 1, NOON + HOUR, lease=LEASE, slot=SLOT) == []


async def test_four_workers_send_everything_once_and_no_chat_is_held_by_two(engine: AsyncEngine, url: str) -> None:
    chats, steps = range(1, 31), 4
    for chat in chats:
        planned = [step(f"step_{number}", NOON + number * 5 * MINUTE) for number in range(steps)]
        await with_plan(engine, chat, *planned)
    held: set[int] = set()
    sent: list[int] = []

    async def work() -> None:
        own = create_engine(url)
        store = Reminders(own, RIYADH)
        while claimed := await claim(store, NOON + HOUR):
            chat = claimed.recipient.chat_id
            assert chat not in held, "two workers hold one chat"
            held.add(chat)
            await asyncio.sleep(0.001)
            sent.extend(each.id for each in claimed.reminders)
            held.discard(chat)
            half = {each.id: SENT for each in claimed.reminders[:2]}
            again = Status(state=State.RETRYING, due_at=NOON)
            half |= {each.id: again for each in claimed.reminders[2:]}
            await store.settle(claimed, half, NOON)
        await own.dispose()

    await asyncio.gather(*(work() for _ in range(4)))
    rows = await rows_of(engine, reminders)
    assert {row["state"] for row in rows} == {"sent"}
    assert len(sent) == sum(row["attempts"] for row in rows), "a claim that nobody made"


async def test_a_lease_that_ran_out_is_taken_back(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("repeated"), step("once", repeat=False))
    await taken(store)
    assert await store.next_due() == NOON + LEASE
    assert await store.recover(NOON + LEASE - MINUTE) == 0
    assert await store.recover(NOON + LEASE) == 2
    assert await states(engine) == {"repeated": ("retrying", "interrupted"), "once": ("uncertain", "interrupted")}
    again = await taken(store, NOON + LEASE)
    assert [(each.step, each.attempts) for each in again.reminders] == [("repeated", 2)]


async def test_who_lost_the_lease_changes_nothing_any_more(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing"))
    slow = await taken(store)
    await store.recover(NOON + LEASE)
    assert await store.settle(slow, all_of(slow, SENT), NOON + LEASE) == frozenset()
    second = await taken(store, NOON + LEASE)
    assert await store.settle(slow, all_of(slow, SENT), NOON + LEASE) == frozenset()
    assert await states(engine) == {"washing": ("sending", "interrupted")}
    assert await store.settle(second, all_of(second, SENT), NOON + LEASE) == {second.reminders[0].id}
    assert await states(engine) == {"washing": ("sent", "")}


async def test_each_reminder_of_a_claim_has_an_end_of_its_own(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("a"), step("b"), step("c"))
    claimed = await taken(store)
    ends = [SENT, Status(state=State.MISSED, reason="late"), Status(state=State.PLANNED, due_at=NOON + HOUR)]
    settled = await store.settle(claimed, dict(zip([each.id for each in claimed.reminders], ends, strict=True)), NOON)
    assert settled == {each.id for each in claimed.reminders}
    assert await states(engine) == {"a": ("sent", ""), "b": ("missed", "late"), "c": ("planned", "")}
    rows = {row["step"]: row for row in await rows_of(engine, reminders)}
    assert (rows["a"]["sent_at"], rows["b"]["sent_at"]) == (NOON, None)
    assert {row["lease_until"] for row in rows.values()} == {None}
    assert await store.next_due() == NOON + HOUR


async def test_a_patient_who_was_forgotten_in_the_middle_stays_forgotten(engine: AsyncEngine) -> None:
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing"))
    claimed = await taken(store)
    async with writing(engine) as connection:
        await forget(connection, 1)
    assert await store.settle(claimed, all_of(claimed, SENT), NOON) == frozenset()
    assert await rows_of(engine, reminders) == []


async def test_what_a_worker_holds_is_not_announced_as_due(engine: AsyncEngine) -> None:
    """Else the others would ask again and again until it is done."""
    store = Reminders(engine, RIYADH)
    await with_plan(engine, 1, step("washing"), step("later", NOON + HOUR))
    assert await store.next_due() == NOON
    await taken(store)
    assert await store.next_due() == NOON + LEASE


async def test_moments_come_back_with_their_zone(engine: AsyncEngine) -> None:
    await with_plan(engine, 1, step("washing", NOON.astimezone(RIYADH)))
    (reminder,) = (await taken(Reminders(engine, RIYADH))).reminders
    for moment in (reminder.due_at, reminder.late_until, reminder.session.at):
        assert moment.utcoffset() == datetime.now(UTC).utcoffset()
    assert reminder.due_at == NOON


async def test_what_is_due_is_read_from_the_index_of_what_waits(engine: AsyncEngine) -> None:
    """However much is planned, sent or missed, the next one is the first entry of that index."""
    await _fill(engine)
    explain = "EXPLAIN" if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    query = longest_due(NOON).compile(engine.sync_engine, compile_kwargs={"literal_binds": True})
    async with engine.connect() as connection:
        plan = "\n".join(str(row[-1]) for row in await connection.execute(text(f"{explain} {query}")))
    assert "ix_reminders_open_due_at" in plan
    assert not any(word in plan for word in ("SCAN reminders\n", "Seq Scan on reminders", "TEMP B-TREE", "Sort"))


async def _fill(engine: AsyncEngine) -> None:
    planned = [step(f"step_{number}", NOON + number * MINUTE) for number in range(500)]
    for chat in range(1, 21):
        await with_plan(engine, chat, *planned)
    if engine.dialect.name == "postgresql":
        async with engine.begin() as connection:
            await connection.execute(text("ANALYZE"))
