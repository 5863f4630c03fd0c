"""What a turn can end in: what is said, and what is kept of it."""

from dataclasses import dataclass

from bot.content.scope import Language
from bot.conversation.context import Context
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


Say = SayTopic | AskWhich | SayNotUnderstood | SayUrgent | SayPhrase | ShowMenu | ShowLanguages


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


Effect = KeepQuestion | KeepOpinion | KeepCallRequest | ForgetPatient


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
