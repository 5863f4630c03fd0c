"""The simulator for tests: started on a free port, with patients who say, tap and see.

with running_simulator() as url:
    async with Simulation(url) as simulation:
        patient = await simulation.patient(first_name="Sara", language_code="ar")
        await patient.says("/start")
        await patient.sees("...", buttons=["...", ...])
        await patient.taps("...")
"""

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from types import EllipsisType
from typing import Any, Self

import httpx

from bot.simulator import Limits, create_app
from bot.simulator.serving import serve

JsonObject = dict[str, Any]
TOKEN = "123456789:simulated-bot-of-the-clinic-0000"
# Nothing here speaks TLS: without certificates to read, a client starts 20 ms sooner.
PLAIN_HTTP: JsonObject = {"trust_env": False, "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
Labels = Sequence[str | EllipsisType]


@contextmanager
def running_simulator(*, tokens: frozenset[str] | None = None, limits: Limits | None = None) -> Iterator[str]:
    """Serve a simulator from a thread of its own while the block runs; yields its URL."""
    started: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        stop = asyncio.Event()
        async with serve(create_app(tokens=tokens, limits=limits)) as url:
            started.set_result((url, asyncio.get_running_loop(), stop))
            await stop.wait()

    thread = Thread(target=asyncio.run, args=[run()])
    thread.start()
    url, loop, stop = started.result(timeout=10)
    try:
        yield url
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=10)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A message of the bot as the patient sees it; `message` is what the Bot API sent."""

    change: int
    text: str
    buttons: list[str]
    message: JsonObject
    keyboard: JsonObject | None

    @property
    def id(self) -> int:
        """Return the message_id."""
        return int(self.message["message_id"])


class Simulation:
    """Everything that a test orders and asks of the simulator at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.bot_api = f"{url}/bot"
        self.file_api = f"{url}/file/bot"
        self._http = httpx.AsyncClient(base_url=url, timeout=90, **PLAIN_HTTP)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def patient(self, **fields: object) -> "Patient":
        """Return a new patient (or group): `first_name`, `language_code`, `type`, `id`, all optional."""
        chat = await self.post("/sim/chats", **fields)
        return Patient(self, chat["id"])

    async def trouble(self, method: str, **fields: object) -> None:
        """Let the next `times` calls of `method` meet a `status`, a `hang` or a `drop` (see bot.simulator.faults)."""
        await self.post("/sim/faults", method=method, **fields)

    async def no_more_trouble(self) -> None:
        """Forget the trouble that has not happened yet."""
        (await self._http.request("DELETE", "/sim/faults", json={})).raise_for_status()

    async def calls(self, method: str = "", *, after: int = 0, within: float = 0) -> list[JsonObject]:
        """Return the Bot API calls after number `after`, waiting up to `within` seconds for the first."""
        answer = await self.get("/sim/calls", method=method, after=after, wait=within)
        return list(answer["calls"])

    async def revoke(self, token: str) -> None:
        """Let `token` open nothing any more."""
        await self.post("/sim/tokens/revoke", token=token)

    async def clear(self) -> None:
        """Begin anew: no chats, updates, calls or trouble."""
        await self.post("/sim/clear")

    async def post(self, path: str, /, **body: object) -> JsonObject:
        """Post to the simulator and return its answer; httpx.HTTPStatusError is raised for a refusal."""
        answer = await self._http.post(path, json=body)
        answer.raise_for_status()
        result: JsonObject = answer.json()
        return result

    async def get(self, path: str, /, **query: str | float) -> JsonObject:
        """Ask the simulator and return its answer."""
        answer = await self._http.get(path, params=query)
        answer.raise_for_status()
        result: JsonObject = answer.json()
        return result


class Patient:
    """Someone who chats with the bot. What was seen once is not seen again."""

    def __init__(self, simulation: Simulation, chat_id: int) -> None:
        self.id = chat_id
        self._simulation = simulation
        self._seen = 0
        self._newest_tap = ""

    async def says(self, text: str, *, raw: bool = False) -> list[int]:
        """Send a text and return the ids of the messages that the app made of it; `raw` sends one as it is."""
        sent = await self.does("text", {"raw": "1"} if raw else None, text=text)
        return [message["message_id"] for message in sent["messages"]]

    async def sends(self, kind: str, **fields: object) -> int:
        """Send a photo, voice, video, document, sticker, location or contact and return its message id."""
        return int((await self.does(kind, **fields))["messages"][0]["message_id"])

    async def taps(self, label: str) -> None:
        """Tap the newest button with this label: under a message, or on the keyboard in place of letters."""
        for seen in reversed(await self.conversation()):
            for button in _inline_buttons(seen.message):
                if button["text"] == label:
                    assert "callback_data" in button, f"{label!r} opens {button.get('url')}"
                    tap = await self.does("tap", message_id=seen.id, data=button["callback_data"])
                    self._newest_tap = tap["callback_query_id"]
                    return
            for button in _keyboard_buttons(seen.keyboard):
                if button["text"] == label:
                    await (self.sends("contact") if button.get("request_contact") else self.says(label))
                    return
        raise AssertionError(f"there is no button {label!r}")

    async def edits(self, message_id: int, text: str) -> None:
        """Give one of the patient's own messages another text."""
        await self.does("edit", message_id=message_id, text=text)

    async def blocks(self) -> None:
        """Block the bot; whatever the patient sends later lets it in again."""
        await self.does("standing", standing="blocked")

    async def leaves_telegram(self) -> None:
        """Delete the account."""
        await self.does("standing", standing="deactivated")

    async def sees(
        self, wanted: str | re.Pattern[str] = "", *, buttons: Labels | None = None, within: float = 5.0
    ) -> Seen:
        """Return the next message of the bot, new or edited, that contains `wanted` and has these buttons.

        `buttons` are the labels in order; `...` among them stands for any others. What the bot said before it counts
        as seen, too. It is an AssertionError if there is none within so many seconds.
        """
        unseen: list[Seen] = []
        async for unseen in self._looks(within):
            for seen in unseen:
                if _contains(seen.text, wanted) and (buttons is None or _fits(seen.buttons, list(buttons))):
                    self._seen = seen.change
                    return seen
        raise AssertionError(f"expected {wanted!r} with {buttons}, saw {[(s.text, s.buttons) for s in unseen]}")

    async def sees_nothing(self, within: float = 0.3) -> None:
        """Find it an AssertionError if the bot writes or edits anything within so many seconds."""
        async for unseen in self._looks(within):
            assert not unseen, f"expected nothing, saw {[seen.text for seen in unseen]}"

    async def sees_toast(self, wanted: str = "", within: float = 5.0) -> str:
        """Return the text of the answer to the newest tap, which contains `wanted`."""
        deadline, last = time.monotonic() + within, 0
        while (left := deadline - time.monotonic()) > 0:
            for call in await self._simulation.calls("answerCallbackQuery", after=last, within=left):
                last = int(call["number"])
                if str(call["payload"]["callback_query_id"]) == self._newest_tap:
                    text = str(call["payload"].get("text", ""))
                    assert wanted in text, f"expected {wanted!r}, saw {text!r}"
                    return text
        raise AssertionError("the tap was not answered")

    async def sees_reactions(self, message_id: int) -> list[str]:
        """Return the bot's reactions under a message."""
        entries = (await self._messages())["messages"]
        return next(list(entry["reactions"]) for entry in entries if entry["message"]["message_id"] == message_id)

    async def conversation(self) -> list[Seen]:
        """Return all that the bot has said and not deleted, as it stands now."""
        return _bot_messages(await self._messages())

    async def does(self, action: str, query: dict[str, str] | None = None, /, **body: object) -> JsonObject:
        """Do anything else that `/sim/chats/{id}/…` offers, such as a raw update."""
        path = f"/sim/chats/{self.id}/{action}"
        return await self._simulation.post(f"{path}?{httpx.QueryParams(query)}" if query else path, **body)

    async def _looks(self, within: float) -> AsyncIterator[list[Seen]]:
        """Yield what is unseen now, and again after each change until the time is over."""
        deadline = time.monotonic() + within
        while True:
            answer = await self._messages(after=self._seen)
            yield _bot_messages(answer)
            if (left := deadline - time.monotonic()) <= 0:
                return
            await self._messages(after=answer["last"], wait=left)

    async def _messages(self, **query: float) -> JsonObject:
        return await self._simulation.get(f"/sim/chats/{self.id}/messages", **query)


def _bot_messages(answer: JsonObject) -> list[Seen]:
    entries = [entry for entry in answer["messages"] if entry["by"] == "bot" and not entry["deleted"]]
    return [_seen(entry) for entry in sorted(entries, key=lambda entry: int(entry["change"]))]


def _seen(entry: JsonObject) -> Seen:
    message = entry["message"]
    return Seen(
        change=entry["change"],
        text=message.get("text") or message.get("caption") or "",
        buttons=[button["text"] for button in _inline_buttons(message) + _keyboard_buttons(entry["keyboard"])],
        message=message,
        keyboard=entry["keyboard"],
    )


def _inline_buttons(message: JsonObject) -> list[JsonObject]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def _keyboard_buttons(keyboard: JsonObject | None) -> list[JsonObject]:
    return [button for row in (keyboard or {}).get("keyboard", []) for button in row]


def _contains(text: str, wanted: str | re.Pattern[str]) -> bool:
    return wanted in text if isinstance(wanted, str) else bool(wanted.search(text))


def _fits(labels: list[str], wanted: list[str | EllipsisType]) -> bool:
    """Return whether `labels` are the `wanted` ones, where `...` stands for any number of others."""
    if not wanted:
        return not labels
    if wanted[0] is ...:
        return any(_fits(labels[skipped:], wanted[1:]) for skipped in range(len(labels) + 1))
    return bool(labels) and labels[0] == wanted[0] and _fits(labels[1:], wanted[1:])
