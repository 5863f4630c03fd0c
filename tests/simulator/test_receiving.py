"""How the bot receives: long polling with its rules."""

import asyncio
import time

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from tests.simulator.conftest import build_bot
from tests.simulator_client import Patient, Simulation

_VOTE = {"poll_id": "1", "option_ids": [], "option_persistent_ids": []}


def _texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_updates_wait_until_they_are_confirmed(bot: Bot, sara: Patient) -> None:
    await sara.says("1")
    await sara.says("2")
    first, second = await bot.get_updates()
    assert _texts(await bot.get_updates()) == ["1", "2"]
    assert _texts(await bot.get_updates(offset=second.update_id)) == ["2"]
    assert await bot.get_updates(offset=second.update_id + 1) == ()
    assert second.update_id == first.update_id + 1


async def test_a_batch_has_a_limit(bot: Bot, sara: Patient) -> None:
    for number in range(5):
        await sara.says(str(number))
    assert _texts(await bot.get_updates(limit=2)) == ["0", "1"]


async def test_a_negative_offset_keeps_the_last_updates_only(bot: Bot, sara: Patient) -> None:
    for number in range(3):
        await sara.says(str(number))
    assert _texts(await bot.get_updates(offset=-1)) == ["2"]
    assert _texts(await bot.get_updates()) == ["2"]


async def test_a_poll_waits_for_the_next_message_and_no_longer(bot: Bot, sara: Patient) -> None:
    began = time.monotonic()
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    await sara.says("متأخرة")
    assert _texts(await poll) == ["متأخرة"]
    assert time.monotonic() - began < 5


async def test_a_poll_ends_empty_when_nothing_comes(bot: Bot) -> None:
    began = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < time.monotonic() - began < 4


async def test_a_second_instance_ends_the_first_ones_poll(simulation: Simulation, bot: Bot, sara: Patient) -> None:
    async with build_bot(simulation) as second:
        first_poll = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.sleep(0.1)
        second_poll = asyncio.create_task(second.get_updates(timeout=10))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
            await first_poll
        await sara.says("لمن؟")
        assert _texts(await second_poll) == ["لمن؟"]


async def test_only_the_kinds_that_the_bot_names_are_kept(bot: Bot, sara: Patient) -> None:
    await bot.get_updates(allowed_updates=["message"])
    [message] = await sara.says("قبل")
    await sara.edits(message, "بعد")
    assert _texts(await bot.get_updates()) == ["قبل"]
    await bot.get_updates(allowed_updates=[])
    await sara.edits(message, "بعد ذلك")
    assert (await bot.get_updates())[-1].edited_message is not None


async def test_an_update_of_any_shape_can_be_queued_twice_under_one_number(
    simulation: Simulation, bot: Bot, sara: Patient
) -> None:
    await sara.does("update", update_id=77, message={"text": "مرتين"})
    await sara.does("update", update_id=77, message={"text": "مرتين"})
    await simulation.post("/sim/updates", updates=[{"update_id": 78, "poll_answer": _VOTE}])
    assert [update.update_id for update in await bot.get_updates()] == [77, 77, 78]
    await sara.says("بعدها")
    assert (await bot.get_updates(offset=79))[0].update_id == 79
