"""What a turn can end in: what is said, and what is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.aftercare.reminders import Kind
from bot.content.scope import Language, Programme
from bot.conversation.context import Context
from bot.conversation.screens import Screen, SendEverything
from bot.safety.gate import RedFlag


@dataclass(frozen=True, kw_only=True, slots=True)
class SayTopic:
    """The clinic's answer to the topic of the context, for its programme and values."""

    topic: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AskWhich:
    """Ask "did you mean …?", with a button for each of these topics."""

    topics: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SayNotUnderstood:
    """An honest line, the menu, and a person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SayUrgent:
    """What to do now, with the number to call."""

    red_flag: RedFlag


@dataclass(frozen=True, kw_only=True, slots=True)
class SayPhrase:
    """One of the bot's own phrases, with the buttons that belong to it; `phone` is for those that name one."""

    key: str
    phone: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowMenu:
    """The menu, or one section of it; `greeting` puts the welcome above it."""

    section: str | None = None
    greeting: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowLanguages:
    """The two languages to choose from."""


Composed = SayTopic | AskWhich | SayNotUnderstood | SayUrgent | SayPhrase | ShowMenu | ShowLanguages
"""What words and buttons are found for; the others bring their own."""

Say = Composed | Screen | SendEverything


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepQuestion:
    """Keep the text for the clinic's list of unanswered questions."""

    guess: str
    confidence: float


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepOpinion:
    """Keep one tap on 👍 (`helpful`) or 👎 for an answer in one version of the content."""

    helpful: bool
    topic: str
    programme: str
    content_version: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepCallRequest:
    """Keep that the patient wants to be called; without a number the clinic writes back in the chat."""

    phone: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ForgetPatient:
    """Erase all that is stored of this chat."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepForm:
    """Keep what was asked and answered so far of something that takes several steps; an empty form ends it."""

    form: Mapping[str, str | int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepConsent:
    """The patient agreed to this version of the consent; 0 takes it back and cancels what is planned."""

    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepZone:
    """The patient lives by this zone's clocks (IANA name); what is planned follows."""

    zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferSession:
    """A session that staff registered, for whoever opens its link first. Only the token's hash is stored.

    `next_at` is the person's next session of the same treatment, which becomes theirs, booked, together with it.
    """

    programme: Programme
    at: datetime
    token_hash: str
    expires_at: datetime
    area: str | None = None
    number: int | None = None
    total: int | None = None
    booked: bool = False
    next_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RedeemOffer:
    """Make an offered session this patient's, and plan what follows from it.

    `told` are the steps that the same message told at once: they count as sent.
    """

    token_hash: str
    person: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AddSession:
    """A session that the patient reported, and what follows from it; `told` as in `RedeemOffer`."""

    programme: Programme
    at: datetime
    area: str | None = None
    person: str = ""
    booked: bool = False
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveSession:
    """Give a session another time; what was not sent yet moves with it."""

    session_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldSession:
    """A booked session took place, at this time: what followed from the booking ends, its aftercare begins.

    `told` as in `RedeemOffer`.
    """

    session_id: int
    at: datetime
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelSession:
    """Take a session back, and what was not sent yet with it."""

    session_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AskToMove:
    """Ask the clinic's staff to move a session; nothing is moved by that."""

    session_id: int
    wish: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """No reminders before this moment; FOR_GOOD until they are asked for again, None from now on."""

    until: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChooseKinds:
    """The kinds of reminders that the patient does not want."""

    stopped: frozenset[Kind]


@dataclass(frozen=True, kw_only=True, slots=True)
class Snooze:
    """Send a reminder at another moment."""

    reminder_id: int
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepCheckIn:
    """How a patient said they are, at one step; "worse" is followed by a symptom."""

    reminder_id: int
    answer: Literal["fine", "not_sure", "worse"]


UNNAMED = "unnamed"
"""In place of a symptom: the patient said that it is worse, and not yet what it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RaiseAlarm:
    """The clinic has to look at this patient: what they have (or UNNAMED), and after which session, if that is known.

    A symptom that is named later gives its name to the alarm that was raised before.
    """

    symptom: str
    session_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class InviteStaff:
    """An invitation to the clinic's people, for whoever opens its link first."""

    role: Literal["admin", "staff"]
    token_hash: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinStaff:
    """Make this person one of the clinic's, by an invitation."""

    token_hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DismissStaff:
    """Take somebody out of the clinic's people: they register and invite no more."""

    user_id: int


Effect = (
    KeepQuestion | KeepOpinion | KeepCallRequest | ForgetPatient | KeepForm | KeepConsent | KeepZone | OfferSession
    | RedeemOffer | AddSession | MoveSession | HoldSession | CancelSession | AskToMove | Pause | ChooseKinds | Snooze
    | KeepCheckIn | RaiseAlarm | InviteStaff | JoinStaff | DismissStaff
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The outcome of one turn: `say` to the patient, the context afterwards, and what else is to be done.

    `topic` is what the message meant in its context, `confidence` how sure the model was of it (1 for buttons).
    `say` of None is silence: a tap that only wants its receipt, a flood.
    """

    say: Say | None
    context: Context
    topic: str
    confidence: float = 1.0
    effects: tuple[Effect, ...] = ()
    language: Language | None = None
    awaits_phone: bool = False
    receipt: str | None = None
    """The phrase that a tap is acknowledged with, as a short notice over the chat."""
    preface: str | None = None
    """The phrase that stands above the answer: that an edited message is taken for a new question."""
