"""Methods about the bot itself and about a chat: who it is, what it is called, which commands it knows."""

import re

from bot.simulator.bot_profile import Text, scope_key
from bot.simulator.methods.context import Context
from bot.simulator.refusals import JsonObject, bad_request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_LONGEST_COMMAND_TEXT = 256


async def get_me(call: Context) -> JsonObject:
    """Return the bot."""
    return call.world.bot_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


async def get_chat(call: Context) -> JsonObject:
    """Return what Telegram tells of a chat."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return call.chat().profile.chat_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


async def set_my_commands(call: Context) -> bool:
    """Set the commands of one scope and language."""
    commands = call.parameters.objects("commands")
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= _LONGEST_COMMAND_TEXT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.world.bot.commands[_place(call)] = commands
    call.world.tell_everyone_about_the_bot()
    return True


async def get_my_commands(call: Context) -> list[JsonObject]:
    """Return the commands that were set for exactly this scope and language."""
    return call.world.bot.commands.get(_place(call), [])


async def delete_my_commands(call: Context) -> bool:
    """Take back the commands of one scope and language."""
    call.world.bot.commands.pop(_place(call), None)
    call.world.tell_everyone_about_the_bot()
    return True


async def set_my_name(call: Context) -> bool:
    """Set the bot's name in one language."""
    return _set_text(call, "name")


async def get_my_name(call: Context) -> JsonObject:
    """Return the bot's name in one language, or the one for all."""
    return _get_text(call, "name", otherwise=call.world.bot_user()["first_name"])


async def set_my_description(call: Context) -> bool:
    """Set what an empty chat shows, in one language."""
    return _set_text(call, "description")


async def get_my_description(call: Context) -> JsonObject:
    """Return what an empty chat shows, in one language."""
    return _get_text(call, "description")


async def set_my_short_description(call: Context) -> bool:
    """Set what the bot's profile shows, in one language."""
    return _set_text(call, "short_description")


async def get_my_short_description(call: Context) -> JsonObject:
    """Return what the bot's profile shows, in one language."""
    return _get_text(call, "short_description")


def _place(call: Context) -> tuple[str, str]:
    return scope_key(call.parameters.structure("scope")), call.parameters.text("language_code")


def _set_text(call: Context, which: Text) -> bool:
    call.world.bot.set_text(which, call.parameters.text("language_code"), call.parameters.text(which))
    call.world.tell_everyone_about_the_bot()
    return True


def _get_text(call: Context, which: Text, *, otherwise: str = "") -> JsonObject:
    return {which: call.world.bot.text(which, call.parameters.text("language_code")) or otherwise}
