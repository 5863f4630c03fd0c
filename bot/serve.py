"""`rafiq run`: everything from the first update to the last, until a signal ends it."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from telegram.error import BadRequest, TelegramError

from bot.broken_setup import BrokenSetup
from bot.pictures.painter import Painter
from bot.settings import TELEGRAM, Settings
from bot.simulator import create_app
from bot.simulator.serving import serve
from bot.store.care_effects import CareEffects
from bot.store.chats import Chats
from bot.store.database import explained, open_database
from bot.store.export import export
from bot.store.inbox import Inbox
from bot.store.move_requests import UntoldAnswers
from bot.store.patients import Patients
from bot.store.planning import plan_what_changed
from bot.store.reminders import Reminders
from bot.store.retention import sweep_old
from bot.telegram_app.intake import Intake
from bot.telegram_app.polling import PollingBot, until_reached
from bot.telegram_app.profile import set_profile
from bot.telegram_app.reading import ALLOWED_UPDATES
from bot.telegram_app.turns import Stores, Turns
from bot.telegram_send.sender import Sender
from bot.web_server import serve_app
from bot.wiring import Core, build_bot, build_core, keep_rasa, now
from bot.worker.answering import Answering
from bot.worker.reminding import Reminding

_SIMULATED_TOKEN = "1:simulated-patients-need-no-secret-token"  # noqa: S105 (of the simulator on this machine)
_LAST_TURNS = 10.0
"""Seconds that running turns get to end after a signal."""
_SWEEP_EVERY = 3600.0
_LEARN_AFTER = 4.0

log = structlog.get_logger()
Say = Callable[[str], None]
Reach = Callable[[Callable[[], Awaitable[object]]], Awaitable[None]]


async def run(settings: Settings, *, say: Say) -> None:
    """Serve patients until SIGTERM or SIGINT; what is running then is finished.

    `say` is called with each step, in words of the console.

    Raises:
        BrokenSetup: Something is set up wrongly; the message says what to do.
        ContentError: The content has errors.
    """
    asked_to_end = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_end.set)
    async with _beside(_serve(settings, say)) as serving, _beside(asked_to_end.wait()) as ending:
        await asyncio.wait([serving, ending], return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            serving.result()
        say("closing")


async def _serve(settings: Settings, say: Say) -> None:
    """Serve until cancelled. What is entered first ends last: a turn that is running still has Rasa and Telegram."""
    core = build_core(settings)
    _fit_for_patients(settings, core)
    async with AsyncExitStack() as stack:
        api_base, token, address = await stack.enter_async_context(_telegram(settings))
        engine = open_database(settings.rafiq_database)
        stack.push_async_callback(engine.dispose)
        bot = build_bot(settings, token, api_base)
        reach = partial(until_reached, unreachable=lambda: say("unreachable"))
        await stack.enter_async_context(_initialised(bot, reach))
        rasa = await stack.enter_async_context(_beside(keep_rasa(settings, core.rasa, say=say)))
        core = core.of_bot(bot.username)
        inbox, sender = Inbox(engine), Sender(bot)
        effects = CareEffects(planner=core.planner)
        stores = Stores(
            inbox=inbox,
            chats=Chats(engine, effects),
            patients=Patients(engine, core.planner.zone, admins=settings.admins),
            everything=partial(export, engine),
        )
        painter = Painter(core.catalogue, core.planner)
        turns = Turns(bot=bot, store=stores, talk=core.talk, painter=painter, sender=sender, clock=now)
        reminding = Reminding(
            reminders=Reminders(engine, core.planner.zone),
            sender=sender,
            composer=core.talk.composer,
            planner=core.planner,
            clock=now,
            chats=stores.chats,
        )
        answering = Answering(
            answers=UntoldAnswers(engine, core.planner.zone),
            sender=sender,
            composer=core.talk.composer,
            planner=core.planner,
            clock=now,
            chats=stores.chats,
        )
        stack.push_async_callback(turns.stop, _LAST_TURNS)
        intake = Intake(inbox=inbox, turns=turns, clock=now)
        receiving = await stack.enter_async_context(_receiver(settings, bot, intake, reach))
        others = [
            await stack.enter_async_context(_beside(work))
            for work in (
                *(receiving, turns.watch(), _remind(reminding, engine, core), answering.run()),
                *(_sweep(inbox, engine, settings), _profile(bot, core), _learn(core)),
            )
        ]
        await turns.resume()
        say(f"open {address}")
        with explained(settings.rafiq_database):
            await _until_one_fails(rasa, *others)


def _fit_for_patients(settings: Settings, core: Core) -> None:
    """Refuse to meet real patients with invented facts."""
    if not (settings.token and settings.speaks_to_telegram):
        return
    clinic = core.catalogue.clinic
    if clinic.demo:
        raise BrokenSetup(
            "content/clinic.yml is the invented demo clinic: fill in your clinic's facts (above all the telephone and"
            " emergency numbers) and take out `demo: true`; without TELEGRAM_BOT_TOKEN you can try the simulator"
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
    async with serve(create_app(tokens=frozenset({_SIMULATED_TOKEN})), port=settings.rafiq_port) as url:
        yield url, _SIMULATED_TOKEN, url


@asynccontextmanager
async def _initialised(bot: PollingBot, reach: Reach) -> AsyncIterator[None]:
    await reach(bot.initialize)
    try:
        yield
    finally:
        await bot.shutdown()


@asynccontextmanager
async def _receiver(
    settings: Settings, bot: PollingBot, intake: Intake, reach: Reach
) -> AsyncIterator[Coroutine[Any, Any, None]]:
    """Tell Telegram how updates come, and give what has to run so that they do."""
    url = settings.webhook_url
    if url is None:
        await reach(lambda: bot.delete_webhook(drop_pending_updates=False))
        yield intake.poll(bot)
        return
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secrets.token_urlsafe(32)
    app = Starlette(routes=[intake.webhook(urlsplit(url).path, secret)])
    async with serve_app(app, host=settings.rafiq_host, port=settings.rafiq_port):
        try:
            await reach(lambda: bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES))
        except BadRequest as error:
            raise BrokenSetup(f"WEBHOOK_URL or WEBHOOK_SECRET: Telegram refuses it ({error.message})") from error
        yield _for_ever()


async def _for_ever() -> None:
    await asyncio.Event().wait()


async def _sweep(inbox: Inbox, engine: AsyncEngine, settings: Settings) -> None:
    aftercare = timedelta(days=settings.rafiq_keep_aftercare_days)
    questions = timedelta(days=settings.rafiq_keep_questions_days)
    while True:
        await inbox.sweep(now())
        await sweep_old(engine, aftercare=aftercare, questions=questions, now=now())
        await asyncio.sleep(_SWEEP_EVERY)


async def _remind(reminding: Reminding, engine: AsyncEngine, core: Core) -> None:
    if changed := await plan_what_changed(engine, core.planner, now):
        log.info("planned_anew", sessions=changed)
    await reminding.run()


async def _learn(core: Core) -> None:
    # Not at once: the menus are to be up first.
    await asyncio.sleep(_LEARN_AFTER)
    await asyncio.to_thread(core.learn)
    await _for_ever()


async def _profile(bot: PollingBot, core: Core) -> None:
    try:
        await set_profile(bot, core.catalogue)
    except TelegramError as error:
        # Patients can write without it; the next start tries again.
        log.warning("profile_not_set", error=type(error).__name__)
    await _for_ever()


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, Any]) -> AsyncIterator[asyncio.Task[Any]]:
    """Run `work` beside the block, and end it with the block."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _until_one_fails(*tasks: asyncio.Task[None]) -> None:
    """Wait for the first of what should run for ever to end; its error is raised."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
