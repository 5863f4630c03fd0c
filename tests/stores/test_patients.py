"""What a turn is told of a patient's aftercare, and what patients decide."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours
from bot.aftercare.reminders import FOR_GOOD, Care, Offer, Recipient, State, Status
from bot.conversation.buttons import ForCare, encode
from bot.conversation.care.situation import Desk
from bot.conversation.context import Chat
from bot.conversation.events import Tapped
from bot.conversation.turn import Outcome
from bot.store.check_ins import CheckIn, keep_check_in
from bot.store.dialect import writing
from bot.store.offers import Link, offer
from bot.store.patients import Patients, agree, pause, set_form, set_stopped, set_zone, withdraw
from bot.store.reminders import Reminders
from bot.store.sessions import cancel
from bot.store.staff import appoint, invite
from bot.store.tokens import digest_of, new_token
from bot.telegram_app.gathering import gather
from tests.stores.people import DAY, HOUR, NOON, PRP, RIYADH, chats_on, step, with_plan

CAIRO = ZoneInfo("Africa/Cairo")


async def care_of(engine: AsyncEngine, chat_id: int = 1, *, tapped: int | None = None, link: str | None = None) -> Care:
    return await Patients(engine, RIYADH).care_of(chat_id, now=NOON, tapped=tapped, token_hash=link)


async def test_who_never_heard_of_the_aftercare_has_none(engine: AsyncEngine) -> None:
    nobody = Care(recipient=Recipient(chat_id=1, zone=RIYADH, consented=False))
    assert await care_of(engine) == nobody
    await chats_on(engine).store(Outcome(chat=Chat(chat_id=1, language="ar", last_turn_at=NOON)), 1, NOON)
    known = await care_of(engine)
    assert (known.recipient.language, known.recipient.last_turn_at, known.recipient.consented) == ("ar", NOON, False)


async def test_the_reminder_that_came_last_is_known_while_it_makes_sense(engine: AsyncEngine) -> None:
    await with_plan(engine, 1, step("first", NOON - HOUR), step("last", NOON - HOUR / 2), step("to come", NOON + DAY))
    await with_plan(engine, 2, step("of another", NOON))
    for at in (NOON - HOUR, NOON - HOUR / 2, NOON):
        claimed = await Reminders(engine, RIYADH).claim(at, lease=HOUR, slot=HOUR / 60)
        assert claimed is not None
        sent = dict.fromkeys((each.id for each in claimed.reminders), Status(state=State.SENT))
        await Reminders(engine, RIYADH).settle(claimed, sent, at)
    care = await care_of(engine)
    assert care.last_sent is not None
    assert (care.last_sent.step, care.last_sent.session.chat_id) == ("last", 1)
    later = await Patients(engine, RIYADH).care_of(1, now=care.last_sent.late_until)
    assert later.last_sent is None
    async with writing(engine) as connection:
        await cancel(connection, care.last_sent.session.id, now=NOON)
    assert (await care_of(engine)).last_sent is None


async def test_a_patient_has_sessions_reminders_and_settings(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("later", NOON + DAY), step("washing"))
    async with writing(engine) as connection:
        await set_zone(connection, 1, CAIRO, NOON)
        await set_stopped(connection, 1, {"check_in", "appointment"}, NOON)
        await set_form(connection, 1, {"flow": "move", "session": session.id, "at": None}, NOON)
    care = await care_of(engine)
    assert care.recipient == Recipient(
        chat_id=1, zone=CAIRO, sessions=(session,), stopped=frozenset({"check_in", "appointment"})
    )
    assert (care.consent_version, care.consented_at) == (1, NOON)
    assert care.form == {"flow": "move", "session": session.id, "at": None}
    assert [each.step for each in care.upcoming] == ["washing", "later"]
    assert care.role is None


async def test_what_is_decided_later_leaves_the_rest_as_it_was(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await set_form(connection, 1, {"flow": "enrol"}, NOON)
        await set_stopped(connection, 1, {"care"}, NOON)
        await agree(connection, 1, version=3, now=NOON)
        await set_zone(connection, 1, CAIRO, NOON)
        await set_zone(connection, 1, None, NOON)
    care = await care_of(engine)
    assert (care.form, care.consent_version, care.recipient.stopped) == ({"flow": "enrol"}, 3, frozenset({"care"}))
    assert care.recipient.zone == RIYADH
    async with writing(engine) as connection:
        await withdraw(connection, 1, NOON)
        await set_form(connection, 1, {}, NOON)
    care = await care_of(engine)
    assert (care.form, care.consent_version, care.recipient.consented) == ({}, 0, False)
    assert care.consented_at is None


@pytest.mark.parametrize("until", [NOON + DAY, FOR_GOOD, None])
async def test_a_pause_comes_back_as_it_was_set(engine: AsyncEngine, until: object) -> None:
    async with writing(engine) as connection:
        await pause(connection, 1, until=until, now=NOON)  # type: ignore[arg-type]
    recipient = (await care_of(engine)).recipient
    assert recipient.paused_until == until
    assert recipient.is_paused_for_good == (until is FOR_GOOD)


async def test_the_clinics_people_have_a_role(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await appoint(connection, 1, "admin", now=NOON)
    assert (await care_of(engine)).role == "admin"


async def test_an_admin_knows_who_can_be_dismissed(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await appoint(connection, 1, "admin", now=NOON)
        await appoint(connection, 2, "staff", now=NOON + DAY)
        await appoint(connection, 3, "admin", now=NOON + 2 * DAY)
    assert [(await care_of(engine, chat_id)).members for chat_id in (1, 2, 4)] == [(1, 2, 3), (), ()]
    named = await Patients(engine, RIYADH, admins={3, 4}).care_of(4, now=NOON)
    assert named.members == (1, 2), "the settings name the others"


async def test_a_button_tells_its_reminder_and_how_it_was_answered(engine: AsyncEngine) -> None:
    session = await with_plan(engine, 1, step("how_are_you", kind="check_in"))
    await with_plan(engine, 2, step("how_are_you", kind="check_in"))
    (reminder,) = (await care_of(engine)).upcoming
    asked = await care_of(engine, tapped=reminder.id)
    assert (asked.tapped, asked.checked_in) == (reminder, None)
    async with writing(engine) as connection:
        answer = CheckIn(chat_id=1, session_id=session.id, step="how_are_you", answer="fine", answered_at=NOON)
        await keep_check_in(connection, answer)
    assert (await care_of(engine, tapped=reminder.id)).checked_in == "fine"
    assert (await care_of(engine, 2, tapped=reminder.id)).tapped is None, "it is another chat's"
    assert (await care_of(engine, 3, tapped=reminder.id)).tapped is None


@pytest.mark.parametrize("number", ["2147483647", "2147483648", "9" * 18, "9" * 19, "-1", "٣"])
async def test_a_button_may_name_any_number(engine: AsyncEngine, number: str) -> None:
    await with_plan(engine, 1, step("how_are_you", kind="check_in"))
    quiet = QuietHours(usual=Night(start=time(22), end=time(9)))
    desk = Desk(
        planner=Planner(steps={}, waits={}, quiet=quiet, zone=RIYADH),
        clinic_id="0" * 6, bot_name="rafiq_bot", make_token=new_token, hash_token=digest_of,
        is_severe=lambda _text: False,
    )  # fmt: skip
    tapped = Tapped(data=encode(ForCare(action="fine", argument=number)), message_id=1, tap_id="1")
    assert (await gather(tapped, 1, Patients(engine, RIYADH), desk, now=NOON)).tapped is None


async def test_a_link_tells_what_it_offers_also_when_it_waits_in_the_form(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await offer(connection, PRP, link=Link(token_hash="s" * 64, expires_at=NOON + DAY), now=NOON)
        await invite(connection, "i" * 64, "staff", made_by=7, expires_at=NOON + DAY)
    opened = (await care_of(engine, link="s" * 64)).offer
    assert isinstance(opened, Offer)
    assert opened.session is not None
    assert opened.session.chat_id == 1
    assert (await care_of(engine, link="i" * 64)).offer == Offer(token_hash="i" * 64, role="staff")
    assert (await care_of(engine, link="x" * 64)).offer == "unknown"
    async with writing(engine) as connection:
        await set_form(connection, 1, {"flow": "enrol", "token_hash": "s" * 64}, NOON)
    assert (await care_of(engine)).offer == opened
