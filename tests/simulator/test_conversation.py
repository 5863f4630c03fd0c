"""The patient of the tests themselves: what counts as seen."""

import asyncio
import re

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.simulator_client import Patient

ROW = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in "abc"]])


async def test_what_is_seen_once_is_not_seen_again(bot: Bot, sara: Patient) -> None:
    await bot.send_message(sara.id, "واحد")
    await bot.send_message(sara.id, "اثنان")
    await sara.sees("واحد")
    await sara.sees(re.compile("^اث"))
    with pytest.raises(AssertionError, match="expected 'اثنان'"):
        await sara.sees("اثنان", within=0.1)


async def test_an_answer_may_take_its_time(bot: Bot, sara: Patient) -> None:
    seeing = asyncio.create_task(sara.sees("أخيرًا"))
    await asyncio.sleep(0.2)
    await bot.send_message(sara.id, "لحظة")
    await asyncio.sleep(0.2)
    await bot.send_message(sara.id, "أخيرًا")
    assert (await seeing).text == "أخيرًا"


@pytest.mark.parametrize("wanted", [["a", "b", "c"], ["a", ...], [..., "c"], [...], [..., "b", ...]])
async def test_buttons_that_fit(bot: Bot, sara: Patient, wanted: list[str]) -> None:
    await bot.send_message(sara.id, "?", reply_markup=ROW)
    await sara.sees("?", buttons=wanted, within=0.1)


@pytest.mark.parametrize("wanted", [[], ["a", "b"], ["c", ...], ["a", "c", "b"]])
async def test_buttons_that_do_not_fit(bot: Bot, sara: Patient, wanted: list[str]) -> None:
    await bot.send_message(sara.id, "?", reply_markup=ROW)
    with pytest.raises(AssertionError):
        await sara.sees("?", buttons=wanted, within=0.05)


async def test_silence_is_noticed_and_so_is_its_breaking(bot: Bot, sara: Patient) -> None:
    await sara.sees_nothing(within=0.05)
    await bot.send_message(sara.id, "!")
    with pytest.raises(AssertionError, match="saw"):
        await sara.sees_nothing(within=0.05)


async def test_a_button_that_nobody_sent_cannot_be_tapped(sara: Patient) -> None:
    with pytest.raises(AssertionError, match="there is no button"):
        await sara.taps("نعم")
