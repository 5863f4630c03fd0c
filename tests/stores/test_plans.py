"""The reminders of a session: laid, moved with it, put off, cancelled."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.reminders import State, Status
from bot.store.aftercare_tables import reminders
from bot.store.dialect import writing
from bot.store.plans import cancel_open, snooze
from bot.store.reminders import Reminders
from bot.store.upcoming import find_reminder, upcoming
from tests.stores.people import (
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    NOON,
    PRP,
    RIYADH,
    SLOT,
    plan_anew,
    rows_of,
    states,
    step,
    with_plan,
)


async def due_times(engine: AsyncEngine) -> dict[str, object]:
    return {row["step"]: row["due_at"] for row in await rows_of(engine, reminders)}


async def settle_next(engine: AsyncEngine, status: Status) -> None:
    store = Reminders(engine, RIYADH)
    claimed = await store.claim(NOON, lease=LEASE, slot=SLOT)
    assert claimed is not None
    await store.settle(claimed, {each.id: status for each in claimed.reminders}, NOON)


async def test_a_plan_comes_back_as_it_was_laid(engine: AsyncEngine) -> None:
    night = replace(step("fever", NOON + HOUR, "check_in", repeat=False), safety=True)
    session = await with_plan(engine, 1, step("washing", NOON + DAY), night)
    async with engine.connect() as connection:
        first, second = await upcoming(connection, 1)
    assert (first.step, first.kind, first.safety, first.repeat) == ("fever", "check_in", True, False)
    assert (first.due_at, first.late_until, first.state, first.attempts) == (
        NOON + HOUR,
        NOON + 2 * HOUR,
        State.PLANNED,
        0,
    )
    assert (second.step, second.session) == ("washing", session)


async def test_when_a_session_moves_what_was_sent_stays_and_the_rest_moves_with_it(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("sent"), step("unsent", NOON + DAY), step("gone", NOON + DAY))
    await settle_next(engine, Status(state=State.SENT))
    await plan_anew(engine, session, step("sent", NOON + 2 * DAY), step("unsent", NOON + 3 * DAY), step("new", NOON))
    assert await states(engine) == {
        "sent": ("sent", ""),
        "unsent": ("planned", ""),
        "gone": ("cancelled", "withdrawn"),
        "new": ("planned", ""),
    }
    times = await due_times(engine)
    assert (times["sent"], times["unsent"], times["new"]) == (NOON, NOON + 3 * DAY, NOON)


async def test_a_step_that_was_missed_or_withdrawn_comes_again_when_the_new_plan_has_it(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("missed"))
    await settle_next(engine, Status(state=State.MISSED, reason="expired"))
    await plan_anew(engine, session, step("other", NOON + DAY))
    await plan_anew(engine, session, step("missed", NOON + DAY))
    assert await states(engine) == {"missed": ("planned", ""), "other": ("cancelled", "withdrawn")}


async def test_what_may_have_arrived_is_not_sent_again_when_a_session_moves(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    await settle_next(engine, Status(state=State.UNCERTAIN, reason="unsure"))
    await plan_anew(engine, session, step("washing", NOON + DAY))
    assert await states(engine) == {"washing": ("uncertain", "unsure")}


async def test_a_step_in_the_air_while_its_session_moves_ends_as_sent(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    store = Reminders(engine, RIYADH)
    claimed = await store.claim(NOON, lease=LEASE, slot=SLOT)
    assert claimed is not None
    await plan_anew(engine, session, step("washing", NOON + DAY))
    await store.settle(claimed, {claimed.reminders[0].id: Status(state=State.SENT)}, NOON)
    assert await states(engine) == {"washing": ("sent", "")}


async def test_a_step_in_the_air_that_fails_waits_for_the_new_time(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    store = Reminders(engine, RIYADH)
    claimed = await store.claim(NOON, lease=LEASE, slot=SLOT)
    assert claimed is not None
    await plan_anew(engine, session, step("washing", NOON + DAY))
    again = Status(state=State.RETRYING, reason="not sent", due_at=NOON + MINUTE)
    await store.settle(claimed, {claimed.reminders[0].id: again}, NOON)
    assert await store.next_due() == NOON + DAY


async def test_a_step_in_the_air_that_is_withdrawn_is_not_tried_again(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    store = Reminders(engine, RIYADH)
    claimed = await store.claim(NOON, lease=LEASE, slot=SLOT)
    assert claimed is not None
    await plan_anew(engine, session)
    again = Status(state=State.RETRYING, reason="not sent", due_at=NOON + MINUTE)
    assert await store.settle(claimed, {claimed.reminders[0].id: again}, NOON) == frozenset()
    assert await states(engine) == {"washing": ("cancelled", "withdrawn")}


async def test_a_plan_touches_no_other_session(engine: AsyncEngine) -> None:
    first = await with_plan(engine, 1, step("washing"))
    second = await with_plan(engine, 1, step("washing"), new=replace(PRP, programme="mesotherapy_hair"))
    await plan_anew(engine, first)
    assert await states(engine, second) == {"washing": ("planned", "")}


async def test_a_patient_puts_a_reminder_off(engine: AsyncEngine) -> None:
    await with_plan(engine, 1, step("washing"))
    async with writing(engine) as connection:
        (reminder,) = await upcoming(connection, 1)
        assert await snooze(connection, reminder.id, chat_id=1, until=NOON + HOUR)
        assert not await snooze(connection, reminder.id, chat_id=2, until=NOON), "it is not of that chat"
        assert not await snooze(connection, reminder.id, chat_id=1, until=NOON + 2 * HOUR), "it would come too late"
        assert [each.due_at for each in await upcoming(connection, 1)] == [NOON + HOUR]


async def test_a_reminder_that_was_just_sent_can_be_put_off_but_none_that_is_over(engine: AsyncEngine) -> None:
    await with_plan(engine, 1, step("washing"))
    await settle_next(engine, Status(state=State.SENT))
    (row,) = await rows_of(engine, reminders)
    async with writing(engine) as connection:
        assert await snooze(connection, row["id"], chat_id=1, until=NOON + HOUR)
        assert await cancel_open(connection, 1) == 1
        assert not await snooze(connection, row["id"], chat_id=1, until=NOON + HOUR)


async def test_a_patient_stops_one_kind(engine: AsyncEngine) -> None:
    await with_plan(engine, 1, step("washing"), step("how_are_you", kind="check_in"))
    await with_plan(engine, 2, step("how_are_you", kind="check_in"))
    async with writing(engine) as connection:
        assert await cancel_open(connection, 1, kinds={"check_in"}) == 1
        assert [each.step for each in await upcoming(connection, 1)] == ["washing"]
        assert len(await upcoming(connection, 2)) == 1


async def test_a_reminder_is_found_by_its_own_chat_alone(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    async with writing(engine) as connection:
        (reminder,) = await upcoming(connection, 1)
        assert await find_reminder(connection, reminder.id, chat_id=1) == reminder
        assert reminder.session == session
        assert await find_reminder(connection, reminder.id, chat_id=2) is None
