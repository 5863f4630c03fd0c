"""Messages that change after they were sent, and taps on their buttons."""

import pytest
from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest

from bot.simulator.files import dummy
from bot.simulator.methods.changing import _REACTIONS
from tests.simulator_client import Patient

MENU = InlineKeyboardMarkup([[InlineKeyboardButton("الأسعار", callback_data="price")]])


async def _tapped(bot: Bot) -> CallbackQuery:
    query = (await bot.get_updates(timeout=2))[-1].callback_query
    assert query is not None
    return query


async def test_an_edited_message_is_seen_with_its_new_text_and_buttons(bot: Bot, sara: Patient) -> None:
    sent = await bot.send_message(sara.id, "أول", reply_markup=MENU)
    await sara.sees("أول")
    edited = await bot.edit_message_text("<b>ثانٍ</b>", sara.id, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    await sara.sees("ثانٍ", buttons=[])


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, sara: Patient) -> None:
    sent = await bot.send_message(sara.id, "أول", reply_markup=MENU)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("أول", sara.id, sent.message_id, reply_markup=MENU)
    await bot.edit_message_text("أول", sara.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(sara.id, sent.message_id)


async def test_buttons_can_be_changed_alone(bot: Bot, sara: Patient) -> None:
    photo = await bot.send_photo(sara.id, dummy("photo")[0], caption="قبل")
    await bot.edit_message_reply_markup(sara.id, photo.message_id, reply_markup=MENU)
    await sara.sees("قبل", buttons=["الأسعار"])
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("بعد", sara.id, photo.message_id)


async def test_the_bot_edits_only_its_own_messages(bot: Bot, sara: Patient) -> None:
    [question] = await sara.says("سؤال")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("جواب", sara.id, question)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("جواب", sara.id, 9999)


async def test_a_deleted_message_is_gone(bot: Bot, sara: Patient) -> None:
    sent = await bot.send_message(sara.id, "خطأ")
    assert await bot.delete_message(sara.id, sent.message_id)
    await sara.sees_nothing()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(sara.id, sent.message_id)
    assert await sara.conversation() == []


async def test_a_tap_reaches_the_bot_and_its_answer_the_patient(bot: Bot, sara: Patient) -> None:
    sent = await bot.send_message(sara.id, "?", reply_markup=MENU)
    await sara.taps("الأسعار")
    query = await _tapped(bot)
    assert query.data == "price"
    assert query.message is not None
    assert query.message.message_id == sent.message_id
    assert await query.answer("لحظة")
    await sara.sees_toast("لحظة")


async def test_an_old_tap_cannot_be_answered(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query("9999")


async def test_an_answer_to_a_tap_is_short(bot: Bot, sara: Patient) -> None:
    await bot.send_message(sara.id, "?", reply_markup=MENU)
    await sara.taps("الأسعار")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await (await _tapped(bot)).answer("ا" * 201)


async def test_a_reaction_stands_under_the_message_until_it_is_taken_away(bot: Bot, sara: Patient) -> None:
    [thanks] = await sara.says("شكرًا")
    assert await bot.set_message_reaction(sara.id, thanks, ReactionEmoji.RED_HEART)
    assert await sara.sees_reactions(thanks) == ["❤"]
    for emoji in ReactionEmoji:
        assert await bot.set_message_reaction(sara.id, thanks, emoji)
    assert await bot.set_message_reaction(sara.id, thanks, [])
    assert await sara.sees_reactions(thanks) == []
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(sara.id, thanks, "✅")


def test_every_reaction_that_telegram_allows_is_known() -> None:
    assert {emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji} == _REACTIONS
