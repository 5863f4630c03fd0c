"""What the bot shows of itself, per language."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest

from tests.simulator_client import Simulation


async def test_name_and_texts_are_kept_per_language(simulation: Simulation, bot: Bot) -> None:
    await bot.set_my_name("Rafiq")
    await bot.set_my_name("رفیق", language_code="fa")
    await bot.set_my_description("از من بپرسید", language_code="fa")
    await bot.set_my_short_description("همراه شما", language_code="fa")
    assert (await bot.get_my_name("fa")).name == "رفیق"
    assert (await bot.get_my_name("ar")).name == "Rafiq"
    assert (await bot.get_my_description("fa")).description == "از من بپرسید"
    assert (await bot.get_my_short_description("fa")).short_description == "همراه شما"
    assert (await bot.get_my_description("ar")).description == ""
    shown = await simulation.get("/sim/bot", language_code="fa")
    assert (shown["name"], shown["description"]) == ("رفیق", "از من بپرسید")


async def test_commands_are_kept_per_language_and_scope(simulation: Simulation, bot: Bot) -> None:
    everyone, persian = [BotCommand("menu", "القائمة")], [BotCommand("menu", "منو")]
    await bot.set_my_commands(everyone)
    await bot.set_my_commands(persian, scope=BotCommandScopeAllPrivateChats(), language_code="fa")
    assert await bot.get_my_commands() == tuple(everyone)
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "fa") == tuple(persian)
    assert await bot.get_my_commands(language_code="fa") == ()
    shown = [(await simulation.get("/sim/bot", language_code=code))["commands"] for code in ("fa", "ar")]
    assert [commands[0]["description"] for commands in shown] == ["منو", "القائمة"]
    await bot.delete_my_commands(BotCommandScopeAllPrivateChats(), "fa")
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "fa") == ()


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Menu", "x", "Bot_command_invalid"),
        ("منو", "x", "Bot_command_invalid"),
        ("menu", "", "Bot_command_description_invalid"),
        ("menu", "x" * 257, "Bot_command_description_invalid"),
    ],
)
async def test_a_command_that_telegram_would_refuse_is_refused(
    bot: Bot, command: str, description: str, reason: str
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_my_commands([(command, description)])


async def test_texts_have_telegrams_lengths(bot: Bot) -> None:
    await bot.set_my_name("ن" * 64)
    await bot.set_my_description("ن" * 512)
    await bot.set_my_short_description("ن" * 120)
    with pytest.raises(BadRequest, match="Short description is too long"):
        await bot.set_my_short_description("ن" * 121)
