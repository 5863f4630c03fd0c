"""Everything the simulated Telegram knows, in memory: the bot, its chats, its updates, its calls."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from bot.simulator.bell import Bell
from bot.simulator.bot_profile import BotProfile
from bot.simulator.chats import Chat, Profile
from bot.simulator.faults import Faults
from bot.simulator.files import Files
from bot.simulator.limits import Limits, Pace
from bot.simulator.refusals import JsonObject, bad_request, not_found, too_many_requests, unauthorized
from bot.simulator.updates import Updates
from bot.simulator.webhook import Postman

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
_CALLS_KEPT = 200_000
_FIRST_PATIENT = 1001
_USERNAME = "rafiq_simulator_bot"


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the Bot API as it came in; `at` is in seconds of a clock that never goes back."""

    number: int
    method: str
    chat_id: str
    at: float
    payload: JsonObject

    def as_json(self) -> JsonObject:
        """Return the call for tests and benchmarks."""
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the simulator was started with; it outlives every clear.

    `clock` gives seconds since 1970 for the dates of messages, `stopwatch` seconds that never go back, for paces.
    `tokens` are those of the one bot; None lets in any token that could be one.
    """

    tokens: frozenset[str] | None
    limits: Limits
    clock: Callable[[], float]
    stopwatch: Callable[[], float]


class World:
    """One bot, everyone it talks to, and the trouble that a test has ordered."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.bot = BotProfile()
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.faults = Faults()
        self.updates = Updates()
        self.postman = Postman(self.updates, clock=settings.clock)
        self.calls: deque[Call] = deque(maxlen=_CALLS_KEPT)
        self.queries: dict[str, Chat] = {}
        self.bell = Bell()
        self._pace = Pace(settings.limits)
        self._revoked: set[str] = set()
        self._bot_id = 1
        self._numbers = {name: count(1) for name in ("call", "message", "query")}
        self._patients = count(_FIRST_PATIENT)

    def admit(self, token: str) -> None:
        """Let a call with `token` in; the bot's id is the number before the colon.

        Raises:
            ApiError: 404 when `token` cannot be one, 401 when it is unknown or revoked, as Telegram does.
        """
        known = self.settings.tokens
        if not (_TOKEN.fullmatch(token) or token in (known or ())):
            raise not_found()
        if token in self._revoked or (known is not None and token not in known):
            raise unauthorized()
        self._bot_id = int(token.partition(":")[0])

    def bot_user(self) -> JsonObject:
        """Return the bot as Telegram writes it in messages."""
        name = self.bot.text("name", "") or "Rafiq"
        return {"id": self._bot_id, "is_bot": True, "first_name": name, "username": _USERNAME}

    def revoke(self, token: str) -> None:
        """Let `token` open nothing any more."""
        self._revoked.add(token)

    def chat(self, chat_id: object) -> Chat:
        """Return the chat of this id, given as a number or in digits.

        Raises:
            ApiError: 400, when there is none.
        """
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        try:
            return self.chats[int(str(chat_id))]
        except (ValueError, KeyError) as unknown:
            raise bad_request("chat not found") from unknown

    def keep_pace(self, chat: Chat) -> None:
        """Count a message to `chat`.

        Raises:
            ApiError: 429, when the bot is faster than its limits.
        """
        if seconds := self._pace.seconds_to_wait(chat.profile.id, now=self.settings.stopwatch()):
            raise too_many_requests(seconds)

    def record(self, method: str, payload: JsonObject) -> None:
        """Remember a call of the Bot API, whatever comes of it."""
        call = Call(
            number=self.next_number("call"),
            method=method,
            chat_id=str(payload.get("chat_id", "")),
            at=self.settings.stopwatch(),
            payload=payload,
        )
        self.calls.append(call)
        self.bell.ring()

    def next_number(self, of: str) -> int:
        """Return the next number of a call, message or query."""
        return next(self._numbers[of])

    def next_patient(self) -> int:
        """Return an id for a new private chat."""
        return next(number for number in self._patients if number not in self.chats)

    def now(self) -> int:
        """Return the date of a message written now, in seconds since 1970."""
        return int(self.settings.clock())

    def welcome(self, profile: Profile) -> Chat:
        """Return the chat of `profile`, made or brought up to date."""
        chat = self.chats.setdefault(profile.id, Chat(profile=profile))
        chat.profile = profile
        return chat

    def tell_everyone_about_the_bot(self) -> None:
        """Let every open page read the bot's name, texts and commands again."""
        for chat in self.chats.values():
            chat.tell("profile", {})

    def close(self) -> None:
        """End everything that waits: polls, deliveries, open pages."""
        self.postman.stop()
        for bell in (self.bell, self.updates.bell, *(chat.bell for chat in self.chats.values())):
            bell.close()
