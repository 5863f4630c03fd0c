"""What a patient can do in a chat, free of Telegram's forms."""

from dataclasses import dataclass
from typing import Literal

AttachmentKind = Literal["photo", "voice", "video", "sticker", "location", "document", "other"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A text that a patient wrote or, when `edited`, rewrote."""

    text: str
    edited: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Commanded:
    """A command such as `/menu`; `name` is without slash and bot name, `argument` what stands behind it."""

    name: str
    argument: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tapped:
    """A button under a message of the bot: what it carries, on which message, and the tap that wants a receipt."""

    data: str
    message_id: int
    tap_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedContact:
    """A telephone number; `own` says whether it is the patient's own, as Telegram vouches."""

    phone: str
    own: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Attached:
    """Something that is no text, with the words written under it. What it shows or says, Rafiq cannot tell."""

    kind: AttachmentKind
    caption: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WroteInGroup:
    """A message in a group: answered with a pointer to the private chat, after the gate has read it."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """The patient blocked the bot."""


Event = Said | Commanded | Tapped | SharedContact | Attached | WroteInGroup | Left


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """An event with the chat it belongs to and the language of the patient's Telegram (BCP 47, may be empty)."""

    chat_id: int
    event: Event
    client_language: str = ""
