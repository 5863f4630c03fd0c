"""What a message of the aftercare is made of, free of language: the composer puts it into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.aftercare.sessions import Session
from bot.content.scope import Programme
from bot.conversation.buttons import Target


@dataclass(frozen=True, kw_only=True, slots=True)
class At:
    """A moment as the patient reads it: weekday, day, and time of day in `zone`; of these one, with `…_only`."""

    at: datetime
    zone: ZoneInfo
    day_only: bool = False
    time_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Something that the clinic's content has a name for."""

    kind: Literal["programme", "activity", "symptom", "area", "phrase"]
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number with its unit, one of those in the content: 3 hours."""

    number: int
    unit: str


Param = str | int | At | Named | Amount


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One of the bot's own phrases with its names filled; a name whose value is None leaves its line out."""

    key: str
    params: Mapping[str, Param | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class StepText:
    """What the aftercare plan says at one step; "fine" and "not_sure" are its answers to a check-in."""

    programme: Programme
    step: str
    part: Literal["text", "fine", "not_sure"] = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicText:
    """The curated answer to a topic; `stage` is one of the topic's own situations."""

    topic: str
    programme: Programme
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stage: str | None = None


Part = Line | StepText | TopicText


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A button: its label, and what a tap does or the address that it opens.

    With `tells_language` a tap on a step of the aftercare says in which language it was read: as its argument.
    """

    label: Line | Named
    target: Target | str
    tells_language: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class InvitationPicture:
    """A printable card with a QR code of the link that starts a session's aftercare."""

    link: str
    programme: Programme
    expires_at: At


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelinePicture:
    """The aftercare card: what is allowed from when after a session."""

    session: Session
    zone: ZoneInfo


Picture = InvitationPicture | TimelinePicture


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """A message: paragraphs (each a part, or lines that stand close together), rows of buttons, perhaps a picture.

    `in_both_languages` says it twice, once in each: what a patient agrees to before a language was chosen.
    """

    parts: tuple[Part | tuple[Part, ...], ...]
    rows: tuple[tuple[Choice, ...], ...] = ()
    picture: Picture | None = None
    in_both_languages: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SendEverything:
    """A file with all that is stored of the patient, under this line."""

    caption: Line
