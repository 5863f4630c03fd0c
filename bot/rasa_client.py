"""Asks Rasa over HTTP what a message means: bearer secret, a deadline, and a breaker that spares patients the wait."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

import httpx

from bot.conversation.context import Context
from bot.conversation.understanding import Candidate, Mention, Unavailable, Understanding
from bot.words.ellipsis import cues_of, tie_of
from bot.words.normalise import fold

_DEADLINE = 5.0
"""Seconds for one message. Rasa needs milliseconds; who waits longer waits for something broken."""
_FAILURES_UNTIL_OPEN = 3
_STAYS_OPEN = 5.0
"""Seconds without a question after several failures in a row."""
_LONGEST_SENT = 1_000
"""Letters that are read of a message: the question of a long story stands at its beginning or its end."""


class Breaker:
    """Counts failures in a row. Open, it answers for a service that is down, until it is time to try again."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._open_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether nobody should ask now."""
        return self._clock() < self._open_until

    def succeeded(self) -> None:
        """Close, and start counting afresh."""
        self._failures = 0
        self._open_until = 0.0

    def failed(self) -> None:
        """Count a failure; after several in a row, open."""
        self._failures += 1
        if self._failures >= _FAILURES_UNTIL_OPEN:
            self._open_until = self._clock() + _STAYS_OPEN


class RasaClient:
    """The port to Rasa. `connect` names the one to ask; until then, and after `disconnect`, none is available."""

    def __init__(self, breaker: Breaker | None = None) -> None:
        self._breaker = breaker or Breaker()
        self._http: httpx.AsyncClient | None = None

    async def connect(self, url: str, secret: str) -> None:
        """Ask the Rasa at `url` from now on."""
        await self.disconnect()
        self._http = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/webhooks/rafiq/",
            headers={"Authorization": f"Bearer {secret}"},
            timeout=_DEADLINE,
            # A proxy of the machine is for the outside world.
            trust_env=False,
        )
        self._breaker.succeeded()

    async def disconnect(self) -> None:
        """Ask nobody from now on."""
        http, self._http = self._http, None
        if http:
            await http.aclose()

    async def fingerprint(self) -> str | None:
        """Return the fingerprint of the model that Rasa has loaded; None if it does not answer (yet)."""
        if self._http is None:
            return None
        try:
            answer = await self._http.get("ready", timeout=2)
            answer.raise_for_status()
            fingerprint = str(answer.json()["fingerprint"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            return None
        # Who asked in vain while it was starting is no reason to wait any longer.
        self._breaker.succeeded()
        return fingerprint

    async def is_turned_away(self) -> bool:
        """Tell whether Rasa answers, but does not accept the secret."""
        if self._http is None:
            return False
        try:
            return (await self._http.get("ready", timeout=2)).status_code == httpx.codes.UNAUTHORIZED
        except httpx.HTTPError:
            return False

    async def understand(self, text: str, context: Context) -> Understanding:
        """Return what `text` means; raise `Unavailable` when Rasa does not answer in time, or is known not to."""
        if self._http is None or self._breaker.is_open:
            raise Unavailable
        try:
            # httpx counts its own time-outs afresh with every byte.
            async with asyncio.timeout(_DEADLINE):
                answer = await self._http.post(
                    "understand", json={"text": _shortened(text), "context": _slots(context)}
                )
            answer.raise_for_status()
            understanding = _read(answer.json(), fold(_shortened(text)))
        except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError) as error:
            self._breaker.failed()
            raise Unavailable from error
        self._breaker.succeeded()
        return understanding


def _shortened(text: str) -> str:
    sent = text.encode("utf-8", "replace").decode()
    half = _LONGEST_SENT // 2
    return sent if len(sent) <= _LONGEST_SENT else f"{sent[:half]} {sent[-half:]}"


def _slots(context: Context) -> dict[str, Any]:
    return {"topic": context.topic, "pending": bool(context.offered)}


def _read(body: dict[str, Any], folded: str) -> Understanding:
    return Understanding(
        act=body["act"],
        ranking=tuple(Candidate(topic=one["name"], confidence=one["confidence"]) for one in body["ranking"]),
        mentions=tuple(
            Mention(kind=one["entity"], value=one["value"], start=one["start"], end=one["end"])
            for one in body["entities"]
        ),
        language=body["language"]["name"],
        language_certainty=body["language"]["certainty"],
        tie=tie_of(_beside(body["entities"], folded)) if _names_a_value(body["entities"]) else None,
        cues=cues_of(folded.split()),
    )


def _names_a_value(entities: list[dict[str, Any]]) -> bool:
    """Tell whether there is more than a time: "and next week?" ties nothing to the talk."""
    return any(entity["entity"] != "when" for entity in entities)


def _beside(entities: list[dict[str, Any]], folded: str) -> list[str]:
    """Return the words of a folded text on which no value stands."""
    rest = list(folded)
    for entity in entities:
        rest[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
    return "".join(rest).split()
