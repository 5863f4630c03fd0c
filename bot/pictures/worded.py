"""What the cards say: texts in the patient's words and digits, worded by the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.content.scope import Language
from bot.pictures.icons import ActivityIcon
from bot.words.bidi import strip_isolates

RowState = Literal["allowed", "waiting"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CardRow:
    """One activity.

    Attributes:
        icon: What is drawn beside it.
        label: The activity.
        when: From when it is allowed, with weekday and hour.
        state: Whether that has come, or None on a card that is made for no moment.
    """

    icon: ActivityIcon
    label: str
    when: str
    state: RowState | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Whom to call. The number is in ASCII digits, as it is dialled."""

    label: str
    number: str

    def __post_init__(self) -> None:
        if not self.label.strip() or not self.number.strip():
            raise ValueError("a card says whom to call, and the number")
        if not strip_isolates(self.number).isascii():
            raise ValueError("a number to call is written with the digits 0-9, as it is dialled")


@dataclass(frozen=True, kw_only=True, slots=True)
class AftercareCard:
    """The aftercare of one session.

    Attributes:
        language: Of all texts; the picture's metadata tell it.
        clinic: The clinic's name.
        title: The programme.
        subtitle: The session's date with its weekday.
        rows: In the order of time.
        phone: The clinic's phone.
        emergency: The emergency number.
        notes: Short lines under the rows.
    """

    language: Language
    clinic: str
    title: str
    subtitle: str
    rows: Sequence[CardRow]
    phone: Contact
    emergency: Contact
    notes: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrolmentCard:
    """An invitation to scan, for a patient whose language nobody has asked yet. It holds no patient data.

    Attributes:
        clinic: The clinic's name, once for each language.
        instruction: What to do with the code, once for each language.
        programme: The treatment, once for each language.
        validity: Until when the code works and that it works once, once for each language.
        link: The one-time deep link, https://t.me/…
    """

    clinic: Sequence[str]
    instruction: Sequence[str]
    programme: Sequence[str]
    validity: Sequence[str]
    link: str

    def __post_init__(self) -> None:
        if not self.link.startswith("https://t.me/"):
            raise ValueError("an enrolment card leads to Telegram: its link begins with https://t.me/")
