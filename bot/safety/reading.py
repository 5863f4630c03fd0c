"""A message as the gate reads it: its words, what each can mean, where clauses end, and what is denied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.safety.spelling import Spelling
from bot.words.normalise import fold

COMMA, STOP = 1, 2
DENIERS = frozenset({"negator", "lacking"})
QUESTION = frozenset({"asked", "filler"})  # the senses of a question mark, which is read as a word
# Two or more dots are a pause for breath, not an end. A line break ends no more than a comma does.
_BREAKS = re.compile(
    r"(?P<pause>\.{2,}|\u2026)|(?P<question>[.!]*[?\u061f][.!?\u061f]*)|(?P<stop>[.!\u06d4]+)"
    r"|(?P<comma>[,;:()\n\r\"\u00ab\u00bb\u060c\u061b]+)"
)
_STRENGTH = {"pause": 0, "comma": COMMA, "stop": STOP, "question": STOP}
_LAUGHING = "\U0001f602\U0001f923\U0001f606\U0001f639"  # the only emoji that is read, each a word of its own
_WORDS = re.compile(rf"[a-z0-9]*[a-z][a-z0-9]*|[0-9]+|[^\W\d_a-z]+|[{_LAUGHING}]")
_DOUBLED = re.compile(r"([a-z])\1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """`senses[i]` maps each sense that begins at word i to its length in words; `breaks[i]` is the break before i.

    `denials[i]` holds the places of the words that deny word i; those in `doubtful` may as well mean something else.
    """

    words: tuple[str, ...]
    senses: tuple[dict[str, int], ...]
    breaks: tuple[int, ...]
    denials: tuple[frozenset[int], ...]
    doubtful: frozenset[int] = frozenset()

    def has(self, place: int, sense: str) -> bool:
        """Return whether the word at `place` has `sense`."""
        return sense in self.senses[place]


class Words:
    """The words of a message while it is read."""

    def __init__(self, text: str, spelling: Spelling) -> None:
        """Cut `text` into words, misspelt and glued ones set right."""
        self.words: list[str] = []
        self.senses: list[dict[str, int]] = []
        self.breaks: list[int] = []
        before = STOP
        for piece, mark in _pieces(text):
            for token in _WORDS.findall(fold(piece)):
                before = COMMA if token in _LAUGHING and before == 0 else before
                for word, senses in spelling.read(_DOUBLED.sub(r"\1", token)):
                    self._add(word, senses, before)
                    before = 0
            before = max(before, _STRENGTH[mark])
            if mark == "question":
                self._add("?", QUESTION, COMMA)

    def _add(self, word: str, senses: frozenset[str], before: int) -> None:
        denying = not DENIERS.isdisjoint(senses) or any(sense.startswith("!") for sense in senses)
        self.words.append(word)
        self.senses.append(dict.fromkeys({*senses, "denying"} if denying else senses, 1))
        self.breaks.append(before)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    start = 0
    for mark in _BREAKS.finditer(text):
        yield text[start : mark.start()], mark.lastgroup or "pause"
        start = mark.end()
    yield text[start:], "pause"
