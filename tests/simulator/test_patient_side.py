"""What patients do reaches the bot as Telegram would tell it."""

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update

from tests.simulator_client import Patient, Simulation


async def _last(bot: Bot) -> Update:
    return (await bot.get_updates(timeout=2))[-1]


async def test_a_command_is_marked_as_one(bot: Bot, sara: Patient) -> None:
    await sara.says("/start clinic_7")
    message = (await _last(bot)).message
    assert message is not None
    assert [(entity.type, entity.offset, entity.length) for entity in message.entities] == [("bot_command", 0, 6)]
    assert message.from_user is not None
    assert (message.from_user.first_name, message.from_user.language_code) == ("Sara", "ar")


@pytest.mark.parametrize("text", ["/منو", "1/2", "http://example.org/start"])
async def test_what_only_looks_like_a_command_is_not_marked(bot: Bot, sara: Patient, text: str) -> None:
    await sara.says(text)
    message = (await _last(bot)).message
    assert message is not None
    assert "bot_command" not in [entity.type for entity in message.entities]


async def test_a_long_text_is_split_as_the_apps_do_it(bot: Bot, sara: Patient) -> None:
    words = "كلمة " * 1500
    assert len(await sara.says(words)) == 2
    texts = [update.message.text or "" for update in await bot.get_updates() if update.message]
    assert max(map(len, texts)) <= 4096
    assert " ".join(texts).split() == words.split()


async def test_a_long_or_empty_text_can_be_sent_as_it_is(bot: Bot, sara: Patient) -> None:
    assert len(await sara.says("x" * 10_000, raw=True)) == 1
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        await sara.says("  ")
    await sara.says("", raw=True)
    message = (await _last(bot)).message
    assert message is not None
    assert message.text == ""


async def test_the_language_of_the_app_goes_with_the_text(bot: Bot, sara: Patient) -> None:
    await sara.does("text", text="سلام", language_code="fa")
    user = (await _last(bot)).effective_user
    assert user is not None
    assert user.language_code == "fa"


@pytest.mark.parametrize("kind", ["photo", "voice", "video", "sticker", "location", "contact", "document"])
async def test_every_kind_of_message_can_be_sent_without_choosing_a_file(bot: Bot, sara: Patient, kind: str) -> None:
    await sara.sends(kind)
    message = (await _last(bot)).message
    assert message is not None
    assert getattr(message, kind)


async def test_the_photos_of_an_album_belong_together(bot: Bot, sara: Patient) -> None:
    await sara.sends("photo", media_group_id="before", caption="قبل")
    await sara.sends("photo", media_group_id="before")
    albums = {update.message.media_group_id for update in await bot.get_updates() if update.message}
    assert albums == {"before"}


async def test_a_shared_contact_is_the_patients_own(bot: Bot, sara: Patient) -> None:
    share = KeyboardButton("رقمي", request_contact=True)
    await bot.send_message(sara.id, "?", reply_markup=ReplyKeyboardMarkup([[share], ["لاحقًا"]]))
    await sara.taps("رقمي")
    message = (await _last(bot)).message
    assert message is not None
    assert message.contact is not None
    assert message.contact.user_id == sara.id
    await sara.taps("لاحقًا")
    assert (await _last(bot)).effective_message.text == "لاحقًا"  # type: ignore[union-attr]


async def test_a_button_that_is_not_there_cannot_be_tapped(bot: Bot, sara: Patient) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("نعم", callback_data="yes")]])
    sent = await bot.send_message(sara.id, "?", reply_markup=keyboard)
    for data, status in (("no", "409"), ("yes", None)):
        if status:
            with pytest.raises(httpx.HTTPStatusError, match=status):
                await sara.does("tap", message_id=sent.message_id, data=data)
    await bot.edit_message_text("!", sara.id, sent.message_id)
    with pytest.raises(httpx.HTTPStatusError, match="409"):
        await sara.does("tap", message_id=sent.message_id, data="yes")


async def test_an_edited_question_comes_as_an_edit(bot: Bot, sara: Patient) -> None:
    [question] = await sara.says("كم السغر؟")
    await sara.edits(question, "كم السعر؟")
    edited = (await _last(bot)).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (question, "كم السعر؟")
    assert edited.edit_date is not None


async def test_only_own_texts_can_be_edited(bot: Bot, sara: Patient) -> None:
    answer = await bot.send_message(sara.id, "جواب")
    for message_id in (answer.message_id, await sara.sends("sticker")):
        with pytest.raises(httpx.HTTPStatusError, match="409"):
            await sara.edits(message_id, "آخر")


async def test_any_update_gets_the_chat_and_sender_that_it_lacks(bot: Bot, sara: Patient) -> None:
    await sara.does("update", message={"dice": {"emoji": "🎲", "value": 3}})
    message = (await _last(bot)).message
    assert message is not None
    assert message.dice is not None
    assert message.chat.id == sara.id


async def test_a_patient_keeps_their_name_when_the_app_changes_its_language(
    simulation: Simulation, sara: Patient
) -> None:
    await simulation.post("/sim/chats", id=sara.id, language_code="fa")
    [chat] = (await simulation.get("/sim/chats"))["chats"]
    assert (chat["first_name"], chat["language_code"]) == ("Sara", "fa")


@pytest.mark.parametrize("fields", [{"id": -5}, {"type": "channel"}, {"shoe_size": 38}, {"id": "5"}])
async def test_a_chat_that_cannot_be_is_refused(simulation: Simulation, fields: dict[str, object]) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        await simulation.post("/sim/chats", **fields)


async def test_nobody_writes_in_an_unknown_chat_or_after_leaving(simulation: Simulation, sara: Patient) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="404"):
        await Patient(simulation, 4242).says("?")
    await sara.leaves_telegram()
    with pytest.raises(httpx.HTTPStatusError, match="409"):
        await sara.says("?")


@pytest.mark.parametrize(
    "fault",
    [{}, {"status": 200}, {"drop": "sometimes"}, {"hang": -1}, {"times": 0, "status": 500}, {"mood": "bad"}],
)
async def test_trouble_that_makes_no_sense_is_refused(simulation: Simulation, fault: dict[str, object]) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        await simulation.trouble("sendMessage", **fault)
