"""What the bot sends is what the patient sees, and Telegram's refusals are the simulator's."""

from base64 import b64encode
from pathlib import Path

import pytest
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest

from bot.simulator.files import dummy
from tests.simulator_client import TOKEN, Patient, Simulation

PHOTO = dummy("photo")[0]


async def test_a_patient_sees_what_the_bot_sends(bot: Bot, sara: Patient) -> None:
    sent = await bot.send_message(sara.id, "أهلًا بك")
    seen = await sara.sees("أهلًا")
    assert (sent.text, sent.message_id, sent.chat.id) == (seen.text, seen.id, sara.id)
    assert sent.from_user is not None
    assert sent.from_user.is_bot


async def test_html_becomes_text_and_entities(bot: Bot, sara: Patient) -> None:
    sent = await bot.send_message(sara.id, "👋 <b>مهم</b> &lt;3 <a href='https://example.org'>هنا</a>", ParseMode.HTML)
    assert sent.text == "👋 مهم <3 هنا"
    assert {entity.type: text for entity, text in sent.parse_entities().items()} == {"bold": "مهم", "text_link": "هنا"}
    assert sent.entities[0] == MessageEntity(MessageEntity.BOLD, 3, 3)
    assert sent.entities[1].url == "https://example.org"


async def test_inline_buttons_stand_under_the_message(bot: Bot, sara: Patient) -> None:
    rows = [[InlineKeyboardButton("نعم", callback_data="yes"), InlineKeyboardButton("لا", callback_data="no")]]
    sent = await bot.send_message(sara.id, "?", reply_markup=InlineKeyboardMarkup(rows))
    assert sent.reply_markup == InlineKeyboardMarkup(rows)
    await sara.sees("?", buttons=["نعم", "لا"])


async def test_a_reply_keyboard_is_kept_with_the_message_but_not_repeated_to_the_bot(bot: Bot, sara: Patient) -> None:
    share = KeyboardButton("رقمي", request_contact=True)
    sent = await bot.send_message(sara.id, "?", reply_markup=ReplyKeyboardMarkup([[share, "لاحقًا"]]))
    assert sent.reply_markup is None
    assert (await sara.sees("?", buttons=["رقمي", "لاحقًا"])).keyboard is not None
    await bot.send_message(sara.id, "!", reply_markup=ReplyKeyboardRemove())
    assert (await sara.sees("!")).keyboard == {"remove_keyboard": True}
    await bot.send_message(sara.id, "…", reply_markup=ForceReply())
    assert (await sara.sees("…")).keyboard == {"force_reply": True}


async def test_an_answer_shows_what_it_answers(bot: Bot, sara: Patient) -> None:
    [question] = await sara.says("هل يؤلم؟")
    answer = await bot.send_message(sara.id, "قليلًا", reply_to_message_id=question)
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "هل يؤلم؟"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(sara.id, "قليلًا", reply_to_message_id=9999)
    lenient = await bot.send_message(sara.id, "قليلًا", reply_to_message_id=9999, allow_sending_without_reply=True)
    assert lenient.reply_to_message is None


@pytest.mark.parametrize("text", ["", "   \n", "<b> </b>"])
async def test_an_empty_text_is_refused(bot: Bot, sara: Patient, text: str) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(sara.id, text, ParseMode.HTML)


async def test_length_is_counted_in_utf_16_units_after_the_markup(bot: Bot, sara: Patient) -> None:
    await bot.send_message(sara.id, "<b>" + "ا" * 4096 + "</b>", ParseMode.HTML)
    await bot.send_message(sara.id, "😀" * 2048)
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(sara.id, "😀" * 2048 + "!")


async def test_a_caption_is_shorter_than_a_text(bot: Bot, sara: Patient) -> None:
    sent = await bot.send_photo(sara.id, PHOTO, caption="<i>" + "ا" * 1024 + "</i>", parse_mode=ParseMode.HTML)
    assert len(sent.caption or "") == 1024
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(sara.id, PHOTO, caption="ا" * 1025)


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        (InlineKeyboardButton("x", callback_data="ف" * 32 + "x"), "Button_data_invalid"),
        (InlineKeyboardButton("x"), "text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton(" ", callback_data="x"), "must not be empty"),
        (InlineKeyboardButton("x", url="tel:+15550100100"), "unsupported url protocol"),
        (InlineKeyboardButton("x", url="example"), "wrong http url"),
    ],
)
async def test_a_button_that_telegram_would_refuse_is_refused(
    bot: Bot, sara: Patient, button: InlineKeyboardButton, reason: str
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_message(sara.id, "?", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_button_data_may_be_64_bytes(bot: Bot, sara: Patient) -> None:
    button = InlineKeyboardButton("x", callback_data="ف" * 32)
    await bot.send_message(sara.id, "?", reply_markup=InlineKeyboardMarkup([[button]]))


@pytest.mark.parametrize("chat_id", [424242, "@nobody", ""])
async def test_an_unknown_chat_is_refused(bot: Bot, chat_id: int | str) -> None:
    with pytest.raises(BadRequest, match="Chat not found" if chat_id else "Chat_id is empty"):
        await bot.send_message(chat_id, "?")


async def test_a_photo_goes_up_once_and_again_by_its_id(bot: Bot, sara: Patient) -> None:
    first = await bot.send_photo(sara.id, PHOTO, caption="قبل")
    assert (first.photo[-1].width, first.photo[-1].height) == (960, 720)
    again = await bot.send_photo(sara.id, first.photo[-1].file_id)
    assert again.photo[-1].file_id == first.photo[-1].file_id
    file = await bot.get_file(first.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PHOTO


async def test_what_is_no_picture_is_no_photo(bot: Bot, sara: Patient) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(sara.id, b"no picture")
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_photo(sara.id, "no-such-file")
    with pytest.raises(BadRequest, match="Failed to get http url content"):
        await bot.send_photo(sara.id, "https://example.org/photo.jpg")


async def test_documents_and_voice_messages_arrive(bot: Bot, sara: Patient, tmp_path: Path) -> None:
    leaflet = tmp_path / "aftercare.pdf"
    leaflet.write_bytes(dummy("document")[0])
    document = (await bot.send_document(sara.id, leaflet, caption="📄")).document
    assert document is not None
    assert document.file_name == "aftercare.pdf"
    voice = (await bot.send_voice(sara.id, dummy("voice")[0], duration=2)).voice
    assert voice is not None
    assert bytes(await (await voice.get_file()).download_as_bytearray()) == dummy("voice")[0]


async def test_an_unknown_file_cannot_be_got(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("no-such-file")


async def test_a_patients_own_photo_can_be_downloaded(bot: Bot, sara: Patient) -> None:
    await sara.sends("photo", caption="انظري", content_base64=b64encode(PHOTO).decode(), file_name="me.jpg")
    [update] = await bot.get_updates(timeout=2)
    assert update.message is not None
    assert update.message.caption == "انظري"
    file = await update.message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == PHOTO


async def test_typing_is_shown(bot: Bot, sara: Patient) -> None:
    assert await bot.send_chat_action(sara.id, ChatAction.TYPING)
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await bot.send_chat_action(sara.id, "dancing")


async def test_a_call_may_come_as_json_and_in_the_address(simulation: Simulation, sara: Patient) -> None:
    path = f"/bot{TOKEN}/sendMessage"
    posted = await simulation.post(path, chat_id=sara.id, text="JSON", reply_markup={"remove_keyboard": True})
    assert posted["result"]["text"] == "JSON"
    got = await simulation.get(path, chat_id=sara.id, text="query")
    assert got["result"]["text"] == "query"


async def test_a_group_gets_its_title_and_a_private_chat_a_name(bot: Bot, simulation: Simulation) -> None:
    group = await simulation.patient(type="group", first_name="Family")
    assert (await bot.get_chat(group.id)).title == "Family"
    patient = await simulation.patient(first_name="Sara")
    assert (await bot.get_chat(patient.id)).first_name == "Sara"
