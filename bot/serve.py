"""`rafiq run`: everything from the first update to the last, until a signal ends it."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.broken_setup import BrokenSetup
from bot.settings import TELEGRAM, Settings
from bot.simulator import create_app
from bot.store.chats import Chats
from bot.store.database import open_database
from bot.store.inbox import Inbox
from bot.telegram_app.intake import UNAUTHORIZED, Intake
from bot.telegram_app.profile import set_profile
from bot.telegram_app.reading import ALLOWED_UPDATES
from bot.telegram_app.turns import Turns
from bot.telegram_send.sender import Sender
from bot.web_server import serve_app
from bot.wiring import Core, build_bot, build_core, keep_rasa, now

_SIMULATED_TOKEN = "1:simulated-patients-need-no-secret-token"  # noqa: S105 (of the simulator on this machine)
_LAST_TURNS = 10.0
"""Seconds that running turns get to end after a signal."""
_SWEEP_EVERY = 3600.0

log = structlog.get_logger()
Say = Callable[[str], None]


async def run(settings: Settings, *, say: Say) -> None:
    """Serve patients until SIGTERM or SIGINT; what is running then is finished.

    `say` is called with each step, in words of the console.

    Raises:
        BrokenSetup: Something is set up wrongly; the message says what to do.
        ContentError: The content has errors.
    """
    core = build_core(settings)
    _fit_for_patients(settings, core)
    async with AsyncExitStack() as stack:
        api_base, token, address = await stack.enter_async_context(_telegram(settings))
        engine = open_database(settings.rafiq_database)
        stack.push_async_callback(engine.dispose)
        bot = build_bot(settings, token, api_base)
        await stack.enter_async_context(_initialised(bot, say))
        inbox = Inbox(engine)
        turns = Turns(bot=bot, inbox=inbox, chats=Chats(engine), talk=core.talk, sender=Sender(bot), clock=now)
        stack.push_async_callback(turns.stop, _LAST_TURNS)
        intake = Intake(inbox=inbox, turns=turns, clock=now)
        receiving = await _receiver(settings, bot, intake, stack)
        await turns.resume()
        say(f"open {address}")
        await _until_signal(
            receiving,
            keep_rasa(settings, core.rasa, say=say),
            _sweep(inbox),
            _profile(bot, core),
        )
        say("closing")


def _fit_for_patients(settings: Settings, core: Core) -> None:
    """Refuse to meet real patients with invented facts."""
    if not (settings.token and settings.speaks_to_telegram):
        return
    clinic = core.catalogue.clinic
    if clinic.demo:
        raise BrokenSetup(
            "content/clinic.yml is the invented demo clinic: fill in your clinic's facts (above all the telephone and"
            " emergency numbers) and take out `demo: true`; without TELEGRAM_BOT_TOKEN you can try Rafiq in the simulator"
        )
    if clinic.self_harm_line is None:
        raise BrokenSetup(
            "content/clinic.yml: self_harm_line is missing: name the number for people in despair, and its source"
        )


@asynccontextmanager
async def _telegram(settings: Settings) -> AsyncIterator[tuple[str, str, str]]:
    """Give the address of the Bot API, the token, and what to tell the person at the console."""
    if settings.token:
        yield settings.telegram_api_base, settings.token, settings.webhook_url or "Telegram"
        return
    if settings.telegram_api_base != TELEGRAM:
        raise BrokenSetup(
            "TELEGRAM_API_BASE is set, but TELEGRAM_BOT_TOKEN is not: set both, or neither for the simulator"
        )
    app = create_app(tokens=frozenset({_SIMULATED_TOKEN}))
    async with serve_app(app, host=settings.rafiq_host, port=settings.rafiq_port) as url:
        try:
            yield url, _SIMULATED_TOKEN, url
        finally:
            app.state.simulator.close()


@asynccontextmanager
async def _initialised(bot: Bot, say: Say) -> AsyncIterator[None]:
    while True:
        try:
            await bot.initialize()
            break
        except InvalidToken as error:
            raise BrokenSetup(UNAUTHORIZED) from error
        except NetworkError:
            say("unreachable")
            await asyncio.sleep(3)
    try:
        yield
    finally:
        await bot.shutdown()


async def _receiver(settings: Settings, bot: Bot, intake: Intake, stack: AsyncExitStack) -> Coroutine[Any, Any, None]:
    """Tell Telegram how updates come, and return what has to run so that they do."""
    if settings.webhook_url is None:
        await bot.delete_webhook(drop_pending_updates=False)
        return intake.poll(bot)
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secrets.token_urlsafe(32)
    route = intake.webhook(urlsplit(settings.webhook_url).path, secret)
    await stack.enter_async_context(
        serve_app(Starlette(routes=[route]), host=settings.rafiq_host, port=settings.rafiq_port)
    )
    await bot.set_webhook(settings.webhook_url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
    return _for_ever()


async def _for_ever() -> None:
    await asyncio.Event().wait()


async def _sweep(inbox: Inbox) -> None:
    while True:
        await inbox.sweep(now())
        await asyncio.sleep(_SWEEP_EVERY)


async def _profile(bot: Bot, core: Core) -> None:
    try:
        await set_profile(bot, core.catalogue)
    except TelegramError as error:
        # Patients can write without it; the next start tries again.
        log.warning("profile_not_set", error=type(error).__name__)
    await _for_ever()


async def _until_signal(*work: Coroutine[Any, Any, None]) -> None:
    """Run side by side until a signal, or until one fails: its error ends all."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(ending, stopped.set)
    tasks = [asyncio.create_task(one) for one in work]
    waiting = asyncio.create_task(stopped.wait())
    try:
        done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (waiting, *tasks):
            task.cancel()
        await asyncio.gather(waiting, *tasks, return_exceptions=True)
