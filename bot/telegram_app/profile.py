"""What patients see of the bot before they write: name, description and commands, in both languages."""

from telegram import Bot, BotCommand

from bot.content.catalogue import Catalogue
from bot.content.scope import LANGUAGES, Language
from bot.conversation.commands import COMMANDS

_SHOWN = (*COMMANDS, "reminders", "session", "timezone", "export", "forget")
"""Commands that patients see; those of the clinic's people are theirs to know."""


async def set_profile(bot: Bot, catalogue: Catalogue) -> None:
    """Set commands, name and descriptions for each language; Arabic is also what clients of other languages see.

    Only what differs is set: Telegram lets a bot change its name a few times a day at most.
    """
    for code, language in (("", LANGUAGES[0]), *((each, each) for each in LANGUAGES)):
        await _set_commands(bot, _commands(catalogue, language), code)
        name = catalogue.phrase("bot_name", language)
        if (await bot.get_my_name(language_code=code)).name != name:
            await bot.set_my_name(name, language_code=code)
        description = catalogue.phrase("bot_description", language)
        if (await bot.get_my_description(language_code=code)).description != description:
            await bot.set_my_description(description, language_code=code)
        short = catalogue.phrase("bot_short_description", language)
        if (await bot.get_my_short_description(language_code=code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)


async def _set_commands(bot: Bot, commands: list[BotCommand], code: str) -> None:
    if list(await bot.get_my_commands(language_code=code)) != commands:
        await bot.set_my_commands(commands, language_code=code)


def _commands(catalogue: Catalogue, language: Language) -> list[BotCommand]:
    return [BotCommand(name, catalogue.phrase(f"command_{name}", language)) for name in _SHOWN]
