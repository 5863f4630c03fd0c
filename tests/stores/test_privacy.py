"""What is stored of a patient: handed out whole, erased whole, and not kept for longer than was said."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation.context import Chat
from bot.conversation.decisions import ForgetPatient, KeepCallRequest, KeepOpinion, KeepQuestion
from bot.conversation.turn import Outcome
from bot.store.aftercare_tables import patients, sessions
from bot.store.alarms import close_alarm, raise_alarm
from bot.store.check_ins import CheckIn, keep_check_in
from bot.store.dialect import writing
from bot.store.export import export
from bot.store.inbox import Inbox, Received
from bot.store.move_requests import ask_to_move
from bot.store.offers import Link, offer, redeem
from bot.store.patients import agree, set_form
from bot.store.personal import MENTIONED, OWNED, change_chat, forget
from bot.store.plans import cancel_open
from bot.store.retention import sweep_old
from bot.store.sessions import register
from bot.store.staff import accept, appoint, invite
from bot.store.tables import chats, inbox, metadata
from tests.stores.people import DAY, HOUR, NOON, PRP, chats_on, rows_of, step, with_plan

CHAT = 4_815_162_342
OTHER = 108
NUMBERS_OF_TELEGRAM = {"update_id", "message_id"}
NOT_THEIRS = {"token_hash", "taken_with", "made_by", "invited_by"}
PERIOD = timedelta(days=730)


async def everything_of(engine: AsyncEngine, chat_id: int) -> None:
    """Store something of a chat in every table."""
    opinion = KeepOpinion(helpful=True, topic="pain", programme="prp", content_version="abc")
    outcome = Outcome(
        chat=Chat(chat_id=chat_id, language="ar", last_turn_at=NOON),
        effects=(opinion, KeepCallRequest(phone="+966"), KeepQuestion(guess="pain", confidence=0.1)),
        text="what?",
        tapped_message=5,
    )
    await Inbox(engine).store([Received(update_id=chat_id, chat_id=chat_id, body="{}", received_at=NOON)])
    await chats_on(engine).store(outcome, chat_id, NOON)
    session = await with_plan(engine, chat_id, step("day_1", kind="check_in"))
    async with writing(engine) as connection:
        answer = CheckIn(chat_id=chat_id, session_id=session.id, step="day_1", answer="worse", answered_at=NOON)
        await keep_check_in(connection, answer)
        await raise_alarm(connection, chat_id, symptom="fever", session_id=session.id, now=NOON)
        await ask_to_move(connection, chat_id, session.id, "later", now=NOON)
        await appoint(connection, chat_id, "staff", now=NOON)
        await invite(connection, str(chat_id).rjust(64, "0"), "staff", made_by=chat_id, expires_at=NOON + DAY)


async def everything(engine: AsyncEngine) -> dict[str, Any]:
    return {table.name: await rows_of(engine, table) for table in metadata.sorted_tables}


def test_every_column_that_can_name_a_person_is_known() -> None:
    known = {column for _, column in OWNED} | {column for _, column, _ in MENTIONED} | {inbox.c.chat_id}
    for table in metadata.sorted_tables:
        for column in table.c:
            if isinstance(column.type, BigInteger) and column.name not in NUMBERS_OF_TELEGRAM:
                assert column in known, column


async def test_a_forgotten_patient_leaves_nothing_behind_and_others_lose_nothing(engine: AsyncEngine) -> None:
    await everything_of(engine, OTHER)
    before = await everything(engine)
    await everything_of(engine, CHAT)
    async with writing(engine) as connection:
        await invite(connection, "b" * 64, "admin", made_by=OTHER, expires_at=NOON + DAY)
        await accept(connection, "b" * 64, user_id=CHAT, now=NOON)
        await register(connection, PRP, chat_id=OTHER, made_by=CHAT, now=NOON)
        erased = await forget(connection, CHAT)
    after = await everything(engine)
    assert str(CHAT) not in str({name: rows for name, rows in after.items() if name not in {"invitations", "inbox"}})
    assert not any(CHAT in row.values() for rows in after.values() for row in rows if rows is not after["inbox"])
    assert [row["chat_id"] for row in after["inbox"]] == [OTHER, 0]
    for name in ("chats", "patients", "reminders", "check_ins", "alarms", "move_requests", "opinions", "call_requests"):
        assert after[name] == before[name], name
        assert erased[name] == 1, name


async def test_a_turn_that_forgets_erases_the_aftercare_too(engine: AsyncEngine) -> None:
    await everything_of(engine, CHAT)
    outcome = Outcome(chat=Chat(chat_id=CHAT, language="ar"), effects=(ForgetPatient(),))
    await Inbox(engine).store([Received(update_id=1, chat_id=CHAT, body="{}", received_at=NOON)])
    await chats_on(engine).store(outcome, 1, NOON)
    assert await export(engine, CHAT) == {}


async def test_an_offer_that_nobody_took_up_is_no_patients(engine: AsyncEngine) -> None:
    await everything_of(engine, CHAT)
    async with writing(engine) as connection:
        link = Link(token_hash="a" * 64, expires_at=NOON + DAY, made_by=OTHER)
        number = await offer(connection, PRP, link=link, now=NOON)
        await forget(connection, CHAT)
    assert [row["id"] for row in await rows_of(engine, sessions)] == [number]


async def test_all_that_is_stored_of_a_patient_is_handed_out(engine: AsyncEngine) -> None:
    await everything_of(engine, OTHER)
    await everything_of(engine, CHAT)
    handed_out = json.loads(json.dumps(await export(engine, CHAT)))
    assert set(handed_out) == {table.name for table, _ in OWNED} | {"inbox"}
    for name, rows in (await everything(engine)).items():
        if name in handed_out:
            shown = {tuple(row) for row in handed_out[name]}
            assert shown == {tuple(column for column in row if column not in NOT_THEIRS) for row in rows}, name
    assert str(OTHER) not in {str(value) for rows in handed_out.values() for row in rows for value in row.values()}
    (reminder,) = handed_out["reminders"]
    assert (reminder["due_at"], reminder["state"]) == ("2027-01-05T12:00:00+00:00", "planned")


async def test_what_is_handed_out_names_nobody_else_and_opens_nothing(engine: AsyncEngine) -> None:
    link = Link(token_hash="a" * 64, expires_at=NOON + DAY, made_by=OTHER)
    async with writing(engine) as connection:
        await offer(connection, PRP, link=link, next_at=NOON + 28 * DAY, now=NOON)
        await redeem(connection, link.token_hash, chat_id=CHAT, now=NOON)
        await set_form(connection, CHAT, {"flow": "enrol", "token_hash": link.token_hash}, NOON)
        await invite(connection, "b" * 64, "staff", made_by=OTHER, expires_at=NOON + DAY)
        await accept(connection, "b" * 64, user_id=CHAT, now=NOON)
    handed_out = json.dumps(await export(engine, CHAT))
    assert not any(each in handed_out for each in (str(OTHER), link.token_hash, *NOT_THEIRS))
    assert '"flow": "enrol"' in handed_out


async def test_a_chat_that_gets_a_new_number_keeps_what_is_its(engine: AsyncEngine) -> None:
    await everything_of(engine, CHAT)
    before = await export(engine, CHAT)
    await chats_on(engine).store(Outcome(chat=Chat(chat_id=OTHER, language="fa")), 1, NOON)
    async with writing(engine) as connection:
        await change_chat(connection, CHAT, OTHER)
    after = await export(engine, OTHER)
    assert set(after) == set(before) - {"inbox"}
    assert after["chats"][0]["language"] == "fa"
    assert set(await export(engine, CHAT)) == {"inbox"}


async def test_what_is_over_is_swept_after_its_period(engine: AsyncEngine) -> None:
    await everything_of(engine, CHAT)
    async with writing(engine) as connection:
        await cancel_open(connection, CHAT)
        alarm = await raise_alarm(connection, CHAT, symptom="pain", now=NOON)
        await close_alarm(connection, alarm, NOON)

    async def sweep(days: int) -> dict[str, int]:
        return await sweep_old(engine, aftercare=PERIOD, questions=timedelta(days=365), now=NOON + timedelta(days=days))

    assert await sweep(364) == {}
    assert await sweep(366) == {"unanswered": 1}
    swept = await sweep(732)
    assert swept == {
        "reminders": 1, "sessions": 1, "check_ins": 1, "alarms": 1, "move_requests": 1, "invitations": 1, "opinions": 1,
        "call_requests": 1, "chats": 1, "patients": 1,
    }  # fmt: skip
    left = await export(engine, CHAT)
    assert [each["symptom"] for each in left["alarms"]] == ["fever"], "nobody has closed it"


async def test_a_session_stays_while_something_of_it_is_to_come(engine: AsyncEngine) -> None:
    await with_plan(engine, CHAT, step("yearly", NOON + 3 * 365 * DAY), step("washing"))
    old = await with_plan(engine, CHAT, new=replace(PRP, at=NOON + HOUR))
    assert await sweep_old(engine, aftercare=PERIOD, questions=PERIOD, now=NOON + PERIOD + DAY) == {"sessions": 1}
    assert old.id not in {row["id"] for row in await rows_of(engine, sessions)}


async def test_who_has_a_session_or_talked_or_agreed_lately_stays_known(engine: AsyncEngine) -> None:
    later = NOON + PERIOD + DAY
    silent, talking, agreed, gone = range(1, 5)
    for chat_id in (silent, talking, agreed, gone):
        at = later if chat_id == talking else NOON
        outcome = Outcome(chat=Chat(chat_id=chat_id, language="fa", last_turn_at=at))
        await chats_on(engine).store(outcome, chat_id, NOON)
        async with writing(engine) as connection:
            await agree(connection, chat_id, version=1, now=NOON)
    await with_plan(engine, silent, step("yearly", NOON + 3 * 365 * DAY))
    async with writing(engine) as connection:
        await agree(connection, agreed, version=2, now=later)
    assert await sweep_old(engine, aftercare=PERIOD, questions=PERIOD, now=later) == {"chats": 2, "patients": 1}
    assert {row["chat_id"] for row in await rows_of(engine, chats)} == {silent, talking}
    assert {row["chat_id"] for row in await rows_of(engine, patients)} == {silent, talking, agreed}
