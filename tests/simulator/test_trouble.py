"""Patients who leave, tokens that end, networks that break: how each looks to the real Bot API client."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.simulator import Limits
from tests.simulator.conftest import build_bot
from tests.simulator_client import TOKEN, Patient, Simulation, running_simulator


async def test_a_patient_who_blocked_the_bot_gets_nothing_until_they_write_again(bot: Bot, sara: Patient) -> None:
    await sara.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(sara.id, "?")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_chat_action(sara.id, "typing")
    await sara.says("/start")
    assert await bot.send_message(sara.id, "أهلًا")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_a_patient_who_left_telegram_is_deactivated(bot: Bot, sara: Patient) -> None:
    await sara.leaves_telegram()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(sara.id, "?")


async def test_a_group_that_moved_tells_its_new_number(bot: Bot, simulation: Simulation) -> None:
    group = await simulation.patient(type="group", first_name="Family")
    moved = await group.does("migrate")
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "?")
    assert migrated.value.new_chat_id == moved["id"]
    assert (await bot.send_message(moved["id"], "?")).chat.type == "supergroup"


async def test_a_revoked_token_opens_nothing(bot: Bot, simulation: Simulation) -> None:
    await simulation.revoke(TOKEN)
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await bot.get_me()


@pytest.mark.parametrize("token", ["nonsense", "123:short"])
async def test_what_cannot_be_a_token_is_not_found(simulation: Simulation, token: str) -> None:
    with pytest.raises(InvalidToken):
        async with build_bot(simulation, token):
            pass


async def test_only_the_given_tokens_are_let_in() -> None:
    with running_simulator(tokens=frozenset({TOKEN})) as url:
        async with Simulation(url) as simulation, build_bot(simulation) as bot:
            assert bot.id == 123456789
            with pytest.raises(InvalidToken):
                async with build_bot(simulation, f"{TOKEN}1"):
                    pass


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound, match="Endpoint 'sendTelepathy' not found"):
        await bot.do_api_request("sendTelepathy")


@pytest.mark.parametrize(
    "trouble",
    [
        ({"status": 500}, NetworkError),
        ({"status": 502}, NetworkError),
        ({"status": 403}, Forbidden),
        ({"status": 429, "retry_after": 7}, RetryAfter),
        ({"status": 400, "description": "Bad Request: not enough rights"}, BadRequest),
        ({"drop": "before_accepting"}, NetworkError),
    ],
)
async def test_a_call_in_trouble_is_not_carried_out_and_the_next_one_is(
    simulation: Simulation, bot: Bot, sara: Patient, trouble: tuple[dict[str, object], type[Exception]]
) -> None:
    fields, error = trouble
    await simulation.trouble("sendMessage", **fields)
    with pytest.raises(error) as raised:
        await bot.send_message(sara.id, "ضاعت")
    assert type(raised.value) is error
    await bot.send_message(sara.id, "وصلت")
    assert [seen.text for seen in await sara.conversation()] == ["وصلت"]


async def test_a_message_may_arrive_although_the_connection_breaks(
    simulation: Simulation, bot: Bot, sara: Patient
) -> None:
    await simulation.trouble("sendMessage", drop="after_accepting")
    with pytest.raises(NetworkError, match=r"RemoteProtocolError|ReadError"):
        await bot.send_message(sara.id, "وصلت")
    await sara.sees("وصلت")


async def test_a_message_may_arrive_although_telegram_hangs(simulation: Simulation, sara: Patient) -> None:
    await simulation.trouble("sendMessage", hang=30)
    async with build_bot(simulation, read_timeout=0.3) as impatient:
        with pytest.raises(TimedOut):
            await impatient.send_message(sara.id, "وصلت")
    await sara.sees("وصلت")


async def test_trouble_lasts_as_often_as_it_was_asked_for(simulation: Simulation, bot: Bot, sara: Patient) -> None:
    await simulation.trouble("*", status=500, times=2)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(sara.id, "?")
    await bot.send_message(sara.id, "!")
    await simulation.trouble("sendMessage", status=500, times=1000)
    await simulation.no_more_trouble()
    await bot.send_message(sara.id, "!")


async def test_a_bot_that_is_too_fast_is_told_to_wait() -> None:
    with running_simulator(limits=Limits(messages_per_second=3, per_chat_per_second=1)) as url:
        async with Simulation(url) as simulation, build_bot(simulation) as bot:
            patients = [await simulation.patient() for _ in range(4)]
            await bot.send_message(patients[0].id, "1")
            with pytest.raises(RetryAfter) as in_one_chat:
                await bot.send_message(patients[0].id, "2")
            assert in_one_chat.value.retry_after == timedelta(seconds=1)
            sent = [bot.send_message(patient.id, "1") for patient in patients[1:]]
            results = await asyncio.gather(*sent, return_exceptions=True)
            assert [type(result) for result in results].count(RetryAfter) == 1


async def test_every_call_is_recorded_even_one_that_failed(simulation: Simulation, bot: Bot, sara: Patient) -> None:
    await simulation.trouble("sendMessage", status=500)
    with pytest.raises(NetworkError):
        await bot.send_message(sara.id, "1")
    await bot.send_message(sara.id, "2")
    first, second = await simulation.calls("sendMessage")
    assert (first["payload"]["text"], second["payload"]["text"]) == ("1", "2")
    assert first["chat_id"] == str(sara.id)
    assert first["at"] < second["at"]
    assert await simulation.calls("sendMessage", after=second["number"]) == []
