"""Sessions: offered with a link, taken up once, told by patients, moved, held, cancelled."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.reminders import Offer, Unusable
from bot.aftercare.sessions import Session
from bot.store.aftercare_tables import sessions
from bot.store.dialect import writing
from bot.store.offers import Link, find_offer, offer, redeem, take_back
from bot.store.sessions import cancel, find, hold, listed, move, register, sessions_of
from bot.store.tokens import digest_of, new_token
from tests.stores.people import DAY, HOUR, MINUTE, NOON, PRP, rows_of, states, step, with_plan

TOKEN = new_token()
LINK = Link(token_hash=digest_of(TOKEN), expires_at=NOON + 3 * DAY, made_by=7)


async def offered(engine: AsyncEngine, *, with_next: bool = False) -> int:
    async with writing(engine) as connection:
        next_at = NOON + 28 * DAY if with_next else None
        return await offer(connection, PRP, link=LINK, next_at=next_at, now=NOON)


async def redeemed(engine: AsyncEngine, chat_id: int = 1, *, token: str = TOKEN, days: int = 0) -> object:
    async with writing(engine) as connection:
        return await redeem(connection, digest_of(token), chat_id=chat_id, person="mum", now=NOON + days * DAY)


async def looked_at(engine: AsyncEngine, chat_id: int = 1, *, days: int = 0) -> Offer | Unusable:
    async with engine.connect() as connection:
        return await find_offer(connection, LINK.token_hash, chat_id=chat_id, now=NOON + days * DAY)


async def test_whoever_opens_the_link_first_gets_the_session(engine: AsyncEngine) -> None:
    number = await offered(engine)
    session = Session(
        id=number, chat_id=1, programme="prp", at=PRP.at, person="mum", area="face", number=1, total=3
    )  # fmt: skip
    assert await looked_at(engine) == Offer(token_hash=LINK.token_hash, session=replace(session, person=""))
    assert await redeemed(engine) == (session,)
    async with engine.connect() as connection:
        assert await sessions_of(connection, 1) == (session,)


async def test_an_offer_holds_no_patient_and_not_the_token_itself(engine: AsyncEngine) -> None:
    await offered(engine)
    (row,) = await rows_of(engine, sessions)
    assert row["chat_id"] is None
    assert row["token_hash"] == LINK.token_hash
    assert TOKEN not in str(row)


async def test_a_link_is_used_up_by_its_first_use(engine: AsyncEngine) -> None:
    await offered(engine)
    await redeemed(engine, 1)
    assert [await redeemed(engine, 1), await redeemed(engine, 2)] == ["used", "used"]
    assert await looked_at(engine, 2) == "used"
    async with engine.connect() as connection:
        assert await sessions_of(connection, 2) == ()


async def test_of_two_who_open_a_link_at_the_same_moment_one_gets_the_session(engine: AsyncEngine) -> None:
    await offered(engine)
    outcomes = await asyncio.gather(*(redeemed(engine, chat) for chat in range(1, 5)))
    assert sorted(isinstance(each, tuple) for each in outcomes) == [False, False, False, True]
    assert [each for each in outcomes if not isinstance(each, tuple)] == ["used"] * 3


async def test_a_link_expires(engine: AsyncEngine) -> None:
    await offered(engine)
    assert await looked_at(engine, days=3) == "expired"
    assert await redeemed(engine, days=3) == "expired"
    assert isinstance(await looked_at(engine, days=2), Offer)


async def test_a_link_that_was_made_up_is_unknown(engine: AsyncEngine) -> None:
    await offered(engine)
    assert [await redeemed(engine, token=forged) for forged in ("", "x" * 64, "\ud800", new_token())] == ["unknown"] * 4


async def test_an_offer_that_the_clinic_took_back_opens_nothing(engine: AsyncEngine) -> None:
    number = await offered(engine, with_next=True)
    async with writing(engine) as connection:
        assert await take_back(connection, number)
        assert not await take_back(connection, number)
    assert await redeemed(engine) == "expired"
    assert {row["state"] for row in await rows_of(engine, sessions)} == {"cancelled"}


async def test_the_next_session_is_booked_with_the_same_link(engine: AsyncEngine) -> None:
    await offered(engine, with_next=True)
    taken = await redeemed(engine)
    assert isinstance(taken, tuple)
    assert [(each.booked, each.number, each.at, each.person) for each in taken] == [
        (False, 1, PRP.at, "mum"),
        (True, 2, NOON + 28 * DAY, "mum"),
    ]


def test_tokens_fit_into_a_link_and_differ() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(token) == 32 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


async def test_what_a_patient_tells_is_marked_as_their_own_word(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        told = await register(connection, PRP, chat_id=1, now=NOON)
        entered = await register(connection, PRP, chat_id=1, made_by=7, now=NOON)
        assert (told.self_reported, entered.self_reported) == (True, False)
        assert await sessions_of(connection, 1) == (told, entered)


async def test_a_session_is_moved_held_and_cancelled(engine: AsyncEngine) -> None:
    booked = replace(PRP, at=NOON + 3 * DAY, booked=True)
    session = await with_plan(engine, 1, step("preparation", NOON + 2 * DAY), new=booked)
    async with writing(engine) as connection:
        moved = await move(connection, session.id, at=NOON + 4 * DAY, of_chat=1)
        assert moved is not None
        assert moved.session == replace(session, at=NOON + 4 * DAY, moved=1)
        held = await hold(connection, session.id, at=NOON + 4 * DAY + HOUR, of_chat=1)
        assert held is not None
        assert held.session == replace(session, at=NOON + 4 * DAY + HOUR, moved=1, booked=False)
        cancelled = await cancel(connection, session.id, of_chat=1, now=NOON)
        assert cancelled is not None
        assert cancelled.state == "cancelled"
        assert await sessions_of(connection, 1) == ()
        assert await move(connection, session.id, at=NOON) is None
    assert await states(engine) == {"preparation": ("cancelled", "session cancelled")}


async def test_nobody_changes_the_session_of_another_chat(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("washing"))
    async with writing(engine) as connection:
        assert await move(connection, session.id, at=NOON, of_chat=2) is None
        assert await hold(connection, session.id, at=NOON, of_chat=2) is None
        assert await cancel(connection, session.id, of_chat=2, now=NOON) is None
        assert await sessions_of(connection, 1) == (session,)


async def test_the_clinic_lists_the_sessions_of_a_time_and_who_made_them(engine: AsyncEngine) -> None:
    number = await offered(engine)
    taken = await with_plan(engine, 1, new=replace(PRP, at=NOON))
    await with_plan(engine, 1, new=replace(PRP, at=NOON + DAY))
    async with writing(engine) as connection:
        found = await listed(connection, since=NOON - DAY, until=NOON + DAY)
        assert [(each.id, each.state, each.session is None, each.made_by) for each in found] == [
            (number, "offered", True, 7),
            (taken.id, "active", False, 7),
        ]
        assert await find(connection, number) == found[0]
        assert await find(connection, 99) is None
        moved = await move(connection, number, at=NOON)
        assert moved is not None
        assert moved.entered.at == NOON


async def test_a_number_is_never_given_twice(engine: AsyncEngine) -> None:
    """An old button in another chat may still name it."""
    async with writing(engine) as connection:
        first = await register(connection, PRP, chat_id=1, now=NOON)
        await connection.execute(sessions.delete())
        assert (await register(connection, PRP, chat_id=2, now=NOON)).id > first.id


async def booked_by(engine: AsyncEngine, made_by: int | None, **changes: Any) -> Session:
    person = changes.pop("person", "mum")
    booking = replace(PRP, booked=True, **{"at": PRP.at + DAY, "number": 2, **changes})
    async with writing(engine) as connection:
        return await register(connection, booking, chat_id=1, person=person, made_by=made_by, now=NOON)


async def test_a_session_that_was_booked_is_not_there_twice_when_its_link_is_opened(engine: AsyncEngine) -> None:
    booking = await booked_by(engine, None)
    await offered(engine)
    held = replace(booking, at=PRP.at, booked=False, number=1, self_reported=False)
    assert await redeemed(engine) == (held,)
    async with engine.connect() as connection:
        assert await sessions_of(connection, 1) == (held,)
    again = await looked_at(engine)
    assert isinstance(again, Offer)
    assert again.session == held, "the link is still theirs"
    assert await redeemed(engine, 2) == "used"


async def test_the_next_session_that_was_told_already_is_not_booked_twice(engine: AsyncEngine) -> None:
    told = await booked_by(engine, None, at=NOON + 28 * DAY + HOUR)
    await offered(engine, with_next=True)
    taken = await redeemed(engine)
    assert isinstance(taken, tuple)
    assert taken[1] == replace(told, at=NOON + 28 * DAY, number=2, self_reported=False)
    async with engine.connect() as connection:
        assert await sessions_of(connection, 1) == taken


async def test_a_next_session_whose_time_is_over_is_not_offered(engine: AsyncEngine) -> None:
    link = replace(LINK, expires_at=NOON + 60 * DAY)
    async with writing(engine) as connection:
        await offer(connection, PRP, link=link, next_at=NOON + 28 * DAY, now=NOON)
    found = [await looked_at(engine, days=days) for days in (27, 29)]
    assert [each.next_at for each in found if isinstance(each, Offer)] == [NOON + 28 * DAY, None]


async def test_a_booked_session_that_is_told_as_held_is_the_booked_one(engine: AsyncEngine) -> None:
    booking = await booked_by(engine, 7)
    held = replace(PRP, number=None, total=None)
    async with writing(engine) as connection:
        told = await register(connection, held, chat_id=1, person="mum", now=NOON)
        assert told == replace(booking, at=PRP.at, booked=False)
        assert await sessions_of(connection, 1) == (told,)


@pytest.mark.parametrize(
    "other", [{"person": ""}, {"programme": "mesotherapy_hair"}, {"at": PRP.at + DAY + MINUTE}, {"booked": False}]
)
async def test_another_booking_stays_one(engine: AsyncEngine, other: dict[str, Any]) -> None:
    person = other.get("person", "mum")
    new = replace(PRP, **{"at": PRP.at + DAY, "booked": True, **{k: v for k, v in other.items() if k != "person"}})
    async with writing(engine) as connection:
        await register(connection, new, chat_id=1, person=person, made_by=7, now=NOON)
        await register(connection, PRP, chat_id=1, person="mum", now=NOON)
        assert len(await sessions_of(connection, 1)) == 2
