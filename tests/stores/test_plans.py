"""The reminders of a session: laid, moved with it, put off, cancelled."""

from dataclasses import replace

import pytest
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
    taken,
    with_plan,
)

ENDS = (
    Status(state=State.SENT),
    Status(state=State.UNCERTAIN, reason="unsure"),
    Status(state=State.MISSED, reason="expired"),
    Status(state=State.REFUSED, reason="blocked"),
    Status(state=State.CANCELLED, reason="stopped"),
)


async def due_times(engine: AsyncEngine) -> dict[str, object]:
    return {row["step"]: row["due_at"] for row in await rows_of(engine, reminders)}


async def settle_next(engine: AsyncEngine, status: Status) -> None:
    store = Reminders(engine, RIYADH)
    claimed = await taken(store)
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


async def test_a_step_that_a_plan_withdrew_comes_again_when_the_next_one_has_it(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("next"))
    await plan_anew(engine, session, step("other", NOON + DAY))
    await plan_anew(engine, session, step("next", NOON + DAY))
    assert await states(engine) == {"next": ("planned", ""), "other": ("cancelled", "withdrawn")}


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.state)
async def test_what_is_over_stays_over_when_it_is_planned_anew(engine: AsyncEngine, end: Status) -> None:
    session = await with_plan(engine, 1, step("washing"))
    await settle_next(engine, end)
    await plan_anew(engine, session, step("washing", NOON + DAY))
    assert await states(engine) == {"washing": (end.state.value, end.reason)}
    assert await due_times(engine) == {"washing": NOON}


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.state)
async def test_what_is_over_comes_again_when_its_session_moves_and_it_is_not_too_late(
    engine: AsyncEngine, end: Status
) -> None:
    session = await with_plan(engine, 1, step("washing"))
    await settle_next(engine, end)
    earlier = replace(session, at=session.at - 2 * HOUR)
    await plan_anew(engine, earlier, step("washing", NOON - 2 * HOUR))
    assert await states(engine) == {"washing": (end.state.value, end.reason)}, "it would come too late"
    await plan_anew(engine, earlier, step("washing", NOON + DAY))
    assert await states(engine) == {"washing": (end.state.value, end.reason)}, "it did not move this time"
    await plan_anew(engine, session, step("washing", NOON + DAY))
    assert await states(engine) == {"washing": ("planned", "")}
    assert await due_times(engine) == {"washing": NOON + DAY}


async def test_what_was_said_is_not_said_again_when_its_session_is_put_right_a_little(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"), step("makeup"))
    await settle_next(engine, Status(state=State.SENT))
    sooner = step("washing", NOON - MINUTE), step("makeup", NOON - MINUTE)
    await plan_anew(engine, replace(session, at=session.at - MINUTE), *sooner)
    assert await states(engine) == {"washing": ("sent", ""), "makeup": ("sent", "")}


async def test_what_was_put_off_keeps_its_time_until_its_session_moves(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    async with writing(engine) as connection:
        (reminder,) = await upcoming(connection, 1)
        await snooze(connection, reminder.id, chat_id=1, until=NOON + HOUR)
    await plan_anew(engine, session, step("washing"))
    assert await due_times(engine) == {"washing": NOON + HOUR}
    moved = replace(session, at=session.at + DAY)
    for _ in range(2):
        await plan_anew(engine, moved, step("washing", NOON + DAY))
        assert await due_times(engine) == {"washing": NOON + DAY}


async def test_what_is_to_be_tried_again_waits_as_long_as_it_was_to(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    await settle_next(engine, Status(state=State.RETRYING, reason="not sent", due_at=NOON + MINUTE))
    await plan_anew(engine, session, step("washing"))
    assert await states(engine) == {"washing": ("retrying", "not sent")}
    assert await due_times(engine) == {"washing": NOON + MINUTE}


async def test_what_may_have_arrived_is_not_sent_again_when_a_session_moves(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    await settle_next(engine, Status(state=State.UNCERTAIN, reason="unsure"))
    await plan_anew(engine, session, step("washing", NOON + DAY))
    assert await states(engine) == {"washing": ("uncertain", "unsure")}


async def test_a_step_in_the_air_while_its_session_moves_ends_as_sent(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    store = Reminders(engine, RIYADH)
    claimed = await taken(store)
    await plan_anew(engine, session, step("washing", NOON + DAY))
    await store.settle(claimed, {claimed.reminders[0].id: Status(state=State.SENT)}, NOON)
    assert await states(engine) == {"washing": ("sent", "")}


async def test_a_step_in_the_air_that_fails_waits_for_the_new_time(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    store = Reminders(engine, RIYADH)
    claimed = await taken(store)
    await plan_anew(engine, session, step("washing", NOON + DAY))
    again = Status(state=State.RETRYING, reason="not sent", due_at=NOON + MINUTE)
    await store.settle(claimed, {claimed.reminders[0].id: again}, NOON)
    assert await store.next_due() == NOON + DAY


async def test_a_step_in_the_air_that_is_withdrawn_is_not_tried_again(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    store = Reminders(engine, RIYADH)
    claimed = await taken(store)
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


async def test_all_of_a_message_is_put_off_together_and_nothing_of_another_one(engine: AsyncEngine) -> None:
    await with_plan(engine, 1, step("washing"))
    await settle_next(engine, Status(state=State.SENT))
    later = await with_plan(engine, 1, step("makeup"), step("sunscreen"))
    store, moment = Reminders(engine, RIYADH), NOON + MINUTE
    claimed = await store.claim(moment, lease=LEASE, slot=SLOT)
    assert claimed
    await store.settle(claimed, {each.id: Status(state=State.SENT) for each in claimed.reminders}, moment)
    async with writing(engine) as connection:
        assert await snooze(connection, claimed.reminders[0].id, chat_id=1, until=NOON + HOUR)
    assert await states(engine, later) == {"makeup": ("planned", ""), "sunscreen": ("planned", "")}
    assert [row["state"] for row in await rows_of(engine, reminders) if row["step"] == "washing"] == ["sent"]


async def test_a_reminder_that_may_have_arrived_can_be_put_off(engine: AsyncEngine) -> None:
    await with_plan(engine, 1, step("washing"))
    await settle_next(engine, Status(state=State.UNCERTAIN, reason="unsure"))
    (row,) = await rows_of(engine, reminders)
    async with writing(engine) as connection:
        assert await snooze(connection, row["id"], chat_id=1, until=NOON + HOUR)
    assert await states(engine) == {"washing": ("planned", "")}


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
