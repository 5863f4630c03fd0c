"""Buttons under a message, and what a tap on them carries: at most 64 bytes, ASCII."""

from dataclasses import dataclass
from typing import Literal

from bot.content.scope import LANGUAGES, PROGRAMMES, Language, Programme

_SEPARATOR = ":"
_LONGEST_DATA = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A label, and what a tap does: send `data` back to the bot, or open `url`."""

    label: str
    data: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if (self.data is None) == (self.url is None):
            raise ValueError("a button has data or url, one of them")
        if self.data is not None and len(self.data.encode()) > _LONGEST_DATA:
            raise ValueError(f"Telegram takes {_LONGEST_DATA} bytes at most: {self.data}")


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ForTopic:
    """Answer this topic; for this value, when one is given."""

    topic: str
    value: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ForProgramme:
    """Talk about this treatment from now on."""

    programme: Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class ForMenu:
    """Show the menu, or one section of it."""

    section: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ForLanguage:
    """Speak this language from now on."""

    language: Language


@dataclass(frozen=True, kw_only=True, slots=True)
class ForOpinion:
    """Say whether an answer helped; it is named by topic, programme and the content it came from."""

    helpful: bool
    topic: str
    programme: Programme
    content_version: str


Request = Literal["call_me", "forget", "forget_yes", "forget_no", "happening", "not_happening", "none_of_these"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ForRequest:
    """Something that is no topic: to be called, to be forgotten, the answer to "is this happening now?"."""

    request: Request


@dataclass(frozen=True, kw_only=True, slots=True)
class ForCare:
    """A step of the aftercare: an action by its name, with what it is done to (ids, moments), if anything."""

    action: str
    argument: str = ""


Target = ForTopic | ForProgramme | ForMenu | ForLanguage | ForOpinion | ForRequest | ForCare

_REQUESTS: dict[str, Request] = {
    "c": "call_me",
    "d": "forget",
    "dy": "forget_yes",
    "dn": "forget_no",
    "y": "happening",
    "n": "not_happening",
    "x": "none_of_these",
}
_REQUEST_CODES = {request: code for code, request in _REQUESTS.items()}


def encode(target: Target) -> str:
    """Return what a button carries."""
    match target:
        case ForTopic(topic=topic, value=value):
            parts = ["t", topic, *([value] if value else [])]
        case ForProgramme(programme=programme):
            parts = ["p", programme]
        case ForMenu(section=section):
            parts = ["m", *([section] if section else [])]
        case ForLanguage(language=language):
            parts = ["l", language]
        case ForOpinion():
            mark = "+" if target.helpful else "-"
            parts = ["o", mark, target.topic, target.programme, target.content_version]
        case ForRequest(request=request):
            parts = ["r", _REQUEST_CODES[request]]
        case ForCare(action=action, argument=argument):
            parts = ["a", action, *([argument] if argument else [])]
    return _SEPARATOR.join(parts)


def decode(data: str) -> Target | None:
    """Return what a tap asks for; None if it carries nothing that this version knows (an old button, a forged one)."""
    match data.split(_SEPARATOR):
        case ["t", topic]:
            return ForTopic(topic=topic)
        case ["t", topic, value]:
            return ForTopic(topic=topic, value=value)
        case ["p", programme] if programme in PROGRAMMES:
            return ForProgramme(programme=programme)
        case ["m"]:
            return ForMenu()
        case ["m", section]:
            return ForMenu(section=section)
        case ["l", language] if language in LANGUAGES:
            return ForLanguage(language=language)
        case ["o", ("+" | "-") as mark, topic, programme, version] if programme in PROGRAMMES:
            return ForOpinion(helpful=mark == "+", topic=topic, programme=programme, content_version=version)
        case ["r", code] if code in _REQUESTS:
            return ForRequest(request=_REQUESTS[code])
        case ["a", action, *argument]:
            return ForCare(action=action, argument=_SEPARATOR.join(argument))
    return None
