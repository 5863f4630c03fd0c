"""What commands about sessions work with: the database, open; the clinic; the name of its bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine
from telegram.error import InvalidToken, TelegramError

from bot.broken_setup import BrokenSetup
from bot.settings import Settings
from bot.store.database import explained, open_database
from bot.telegram_send.outcomes import UNAUTHORIZED
from bot.wiring import build_bot


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """Give the database to the block, and close it.

    Raises:
        BrokenSetup: It cannot be opened, or failed in the block.
    """
    engine = open_database(settings.rafiq_database)
    try:
        with explained(settings.rafiq_database):
            yield engine
    finally:
        await engine.dispose()


async def bot_name(settings: Settings) -> str:
    """Return the bot's name in links: as the settings say, or else as Telegram says.

    Raises:
        BrokenSetup: Neither knows it.
    """
    if settings.rafiq_bot_name:
        return settings.rafiq_bot_name
    token = settings.token
    if token is None:
        raise BrokenSetup("a link needs the bot's name: set RAFIQ_BOT_NAME to it, or TELEGRAM_BOT_TOKEN to its token")
    bot = build_bot(settings, token, settings.telegram_api_base)
    try:
        async with bot:
            return bot.username
    except InvalidToken:
        raise BrokenSetup(UNAUTHORIZED) from None
    except TelegramError as error:
        raise BrokenSetup(
            f"Telegram did not tell the bot's name ({type(error).__name__}): try again, or set RAFIQ_BOT_NAME to it"
        ) from None
