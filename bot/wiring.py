"""Builds everything from the settings: the only place that knows all concrete classes, and the clock."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from telegram.request import HTTPXRequest

from bot.aftercare.clinic_plan import planner_of
from bot.aftercare.planner import Planner
from bot.broken_setup import BrokenSetup
from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.content.scope import Language
from bot.conversation.care.links import clinic_id_of
from bot.conversation.care.situation import Desk
from bot.conversation.compose import Composer
from bot.conversation.turn import Talk
from bot.rasa_client import RasaClient
from bot.rasa_process.model import fingerprint
from bot.rasa_process.sentences import read_sentences
from bot.rasa_process.supervisor import RasaSupervisor, find_running
from bot.safety.answers import UrgentAnswers
from bot.safety.gate import Gate
from bot.settings import ROOT, Settings
from bot.store.tokens import digest_of, new_token
from bot.telegram_app.polling import PollingBot
from bot.words.keyboard import retyped
from bot.words.language import Detection, LanguageModel, count_words

_CONNECTIONS = 64
_NAME_IN_LINKS = "rafiq"
"""Of the bot, as long as Telegram has not told it: on the terminal nobody opens a link."""
_EXTERNAL_RASA_SECONDS = 30.0
_SENTENCES = ROOT / "nlu" / "data"
_ONE_IN = 20
"""One sentence of so many is enough to tell 96 messages of 100 rightly, and costs a tenth of a second."""


def now() -> datetime:
    """Return the time, aware. Everything below is handed it."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Core:
    """The part of Rafiq that knows nothing of Telegram: content, gate, language model, and the talk over them.

    `learn` takes some seconds; from then on languages are told as well as Rasa tells them.
    """

    catalogue: Catalogue
    planner: Planner
    talk: Talk
    rasa: RasaClient
    learn: Callable[[], None]

    def of_bot(self, name: str) -> "Core":
        """Return the same with links that lead to the bot of this name."""
        desk = replace(self.talk.desk, bot_name=name, clinic_id=clinic_id_of(name))
        return replace(self, talk=replace(self.talk, desk=desk))


def build_core(settings: Settings) -> Core:
    """Load content and gate, and build the talk; Rasa is not connected yet.

    Raises:
        ContentError: The content has errors; all of them are listed.
    """
    catalogue = load(settings.rafiq_content)
    safety = settings.rafiq_content / "safety"
    rasa = RasaClient()
    sentences = _Sentences()
    planner = planner_of(catalogue)
    gate, severity = Gate.load_with_severity(safety)
    talk = Talk(
        gate=gate,
        understander=rasa,
        composer=Composer(catalogue, UrgentAnswers.load(safety)),
        needs=catalogue.needs,
        detect=sentences.detect,
        retype=sentences.retype,
        desk=Desk(
            planner=planner,
            clinic_id=clinic_id_of(_NAME_IN_LINKS),
            bot_name=_NAME_IN_LINKS,
            make_token=new_token,
            hash_token=digest_of,
            is_severe=lambda text: severity.check(text) is not None,
            areas=tuple(catalogue.values["area"]),
            kept_days=settings.rafiq_keep_aftercare_days,
        ),
    )
    return Core(catalogue=catalogue, planner=planner, talk=talk, rasa=rasa, learn=sentences.learn)


class _Sentences:
    """What the bot itself knows of how patients write: a few sentences at first, all of them once it has learnt.

    It tells the language of texts that Rasa does not see, and whether a text was typed on the wrong keyboard.
    """

    def __init__(self) -> None:
        self._read(islice(read_sentences(_SENTENCES), 0, None, _ONE_IN))

    def learn(self) -> None:
        self._read(read_sentences(_SENTENCES))

    def detect(self, text: str) -> Detection:
        return self._languages.detect(text)

    def retype(self, text: str) -> str:
        return retyped(text, self._words)

    def _read(self, sentences: Iterable[tuple[Language, str]]) -> None:
        words = count_words(sentences)
        self._languages = LanguageModel.of(words)
        # A word that was seen once may be a slip itself.
        self._words = frozenset(word for counted in words.values() for word, times in counted.items() if times > 1)


def rasa_note(settings: Settings) -> Path:
    """Return the file in which a running Rafiq tells other commands of this machine where its Rasa is."""
    return settings.rafiq_models / "running.json"


async def keep_rasa(settings: Settings, client: RasaClient, *, say: Callable[[str], None]) -> None:
    """Keep the language model available until cancelled: our own child, or the one that the settings name.

    Raises:
        BrokenSetup: The training failed, or the named Rasa cannot be used.
    """
    if settings.rasa_url:
        await _use_external(settings, client)
        say("ready")
        await asyncio.Event().wait()
    supervisor = RasaSupervisor(
        root=ROOT, models=settings.rafiq_models, note=rasa_note(settings), client=client, say=say
    )
    await supervisor.run()


async def _use_external(settings: Settings, client: RasaClient) -> None:
    secret = settings.rafiq_rasa_secret.get_secret_value() if settings.rafiq_rasa_secret else ""
    await client.connect(settings.rasa_url or "", secret)
    expected, found = fingerprint(ROOT), None
    for _ in range(int(_EXTERNAL_RASA_SECONDS / 0.5)):
        found = await client.fingerprint()
        if found == expected:
            return
        if found is None and await client.is_turned_away():
            raise BrokenSetup(
                f"RASA_URL: {settings.rasa_url} does not accept RAFIQ_RASA_SECRET: give both the same one"
            )
        await asyncio.sleep(0.5)
    raise BrokenSetup(
        f"RASA_URL: {settings.rasa_url} serves another model ({found}) than this version needs ({expected}): train it"
        if found
        else f"RASA_URL: {settings.rasa_url} does not answer: start that Rasa, or take RASA_URL out to run one here"
    )


@asynccontextmanager
async def rasa_for_a_command(
    settings: Settings, client: RasaClient, *, say: Callable[[str], None]
) -> AsyncIterator[None]:
    """Make the language model available while the block runs: the one that is running already, or one of our own."""
    running = None if settings.rasa_url else await find_running(rasa_note(settings), fingerprint(ROOT))
    if running:
        await client.connect(running.url, running.secret)
        try:
            yield
        finally:
            await client.disconnect()
        return
    keeper = asyncio.create_task(keep_rasa(settings, client, say=say))
    try:
        await _until_ready(client, keeper)
        yield
    finally:
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)


async def _until_ready(client: RasaClient, keeper: asyncio.Task[None]) -> None:
    while await client.fingerprint() is None:
        done, _ = await asyncio.wait([keeper], timeout=0.2)
        if done:
            keeper.result()


def build_bot(settings: Settings, token: str, api_base: str) -> PollingBot:
    """Return the client of the Bot API; a proxy is used for it and for nothing else."""
    # Spans of time instead of bare numbers; without it the library warns at each pause that Telegram asks for.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None

    def request(read_timeout: float) -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=_CONNECTIONS,
            proxy=proxy,
            read_timeout=read_timeout,
            connect_timeout=10,
            pool_timeout=10,
            httpx_kwargs={"trust_env": False},
        )

    base = api_base.rstrip("/")
    return PollingBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request(20),
        get_updates_request=request(35),
    )
