"""What the language model makes of a message, and the port through which it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.content.scope import Language
from bot.conversation.context import Context
from bot.words.ellipsis import Cue, Tie


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A topic or dialogue act with the model's probability, 0 to 1."""

    topic: str
    confidence: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A value that the message names. The same words may stand for values of several kinds (`start` is then equal)."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Understanding:
    """One message, understood: the act that the rules chose, topics by probability, values, language."""

    act: str
    ranking: tuple[Candidate, ...]
    mentions: tuple[Mention, ...] = field(default_factory=tuple)
    language: Language | None = None
    language_certainty: float = 0.0
    tie: Tie | None = None
    """What the message does when it holds nothing but values and words that tie them to the talk."""
    cues: frozenset[Cue] = frozenset()
    """How it may point back to the subject of the talk."""

    @property
    def best(self) -> Candidate:
        """The likeliest topic or act."""
        return self.ranking[0]


class Unavailable(Exception):  # noqa: N818 (it says what happened; the caller answers without the model)
    """The language model cannot be asked right now: it is starting, broken, or too slow."""


class Understander(Protocol):
    """Asks the language model."""

    async def understand(self, text: str, context: Context) -> Understanding:
        """Return what `text` means in its context; raise `Unavailable` within seconds if nobody answers."""
        ...


def kinds_of(mentions: Sequence[Mention]) -> frozenset[str]:
    """The kinds of values that are named."""
    return frozenset(mention.kind for mention in mentions)


def tapped_topic(topic: str) -> Understanding:
    """Return what is understood of a button: its topic, for certain, and nothing else."""
    return Understanding(act="answer", ranking=(Candidate(topic=topic, confidence=1.0),))
