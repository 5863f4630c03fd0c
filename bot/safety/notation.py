"""The notation in which patterns are written, so that a clinician can read and add to them.

    <can> .. <breathe>     two word classes; `..` allows two other words between, `...` five
    <!stop>                the class, denied: by its own form or by a "not" before or after it
    <?become>              the class in any mood, also "may become"
    hand|<tongue>          either; a word stands for itself, in any spelling that folding makes one
    <very>?                may be missing
    <chest> & <pain>       both, in either order, at most six words apart
    <redness> && <fever>   both, anywhere in the message
    ^ $                    the beginning and the end of a clause

Between two words without a sign only fillers may stand ("really", "doctor", "now"): words of the class `filler`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.words.normalise import fold

GAPS = {"..": 2, "...": 5}
NEAR = 6
ANYWHERE = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """One word of a pattern: which senses fulfil it. A denied sense is looked for among `denied`."""

    affirmed: frozenset[str]
    denied: frozenset[str] = frozenset()
    optional: bool = False
    gap: int = 0
    at_start: bool = False
    at_end: bool = False

    @property
    def bases(self) -> frozenset[str]:
        """The senses, without their mood."""
        return frozenset(sense.lstrip("?!") for sense in self.affirmed | self.denied)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """One or more sequences of elements, all of which must be found at most `reach` words apart."""

    sequences: tuple[tuple[Element, ...], ...]
    reach: int
    written: str
    place: str

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """For each element that cannot be missing, the senses of which the message must have one."""
        return tuple(e.bases for sequence in self.sequences for e in sequence if not e.optional)


class NotationError(ValueError):
    """A pattern cannot be read; the message says why."""


def parse(written: str, place: str, classes: Iterable[str], *, heard: bool = True) -> Pattern:
    """Return the pattern that `written` says. Raises NotationError when it cannot be read.

    `heard` says that its own words are also found by their sound, in Latin letters ("~word").
    """
    known = frozenset(classes)
    reach = ANYWHERE if "&&" in written.split() else NEAR
    parts: list[list[str]] = [[]]
    for piece in written.split():
        if piece in {"&", "&&"}:
            parts.append([])
        else:
            parts[-1].append(piece)
    sequences = tuple(_sequence(part, known, heard=heard) for part in parts)
    return Pattern(sequences=sequences, reach=reach, written=written, place=place)


def words_named(patterns: Iterable[Pattern]) -> frozenset[str]:
    """Return the words that patterns name themselves, outside any class."""
    elements = (element for pattern in patterns for sequence in pattern.sequences for element in sequence)
    return frozenset(sense[1:] for element in elements for sense in element.affirmed if sense.startswith("="))


def _sequence(pieces: list[str], known: frozenset[str], *, heard: bool) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap, at_start = 0, False
    for piece in pieces:
        if piece in GAPS:
            gap = GAPS[piece]
        elif piece == "^":
            at_start = True
        elif piece == "$" and elements:
            elements.append(replace(elements.pop(), at_end=True))
        else:
            elements.append(replace(_element(piece, known, heard=heard), gap=gap, at_start=at_start))
            gap, at_start = 0, False
    if not any(not element.optional for element in elements) or gap or at_start:
        raise NotationError("a pattern needs words on both sides of `..`, `&`, and after `^`")
    return tuple(elements)


@lru_cache(maxsize=4_096)  # most patterns are made of the same words: they share them in memory, too
def _element(piece: str, known: frozenset[str], *, heard: bool) -> Element:
    optional = piece.endswith("?")
    affirmed: set[str] = set()
    denied: set[str] = set()
    for choice in piece.rstrip("?").split("|"):
        if not choice.startswith("<"):
            word = _one_word(choice)
            affirmed.update({"=" + word, "~" + word} if heard else {"=" + word})
            continue
        mood, name = _named(choice, known)
        if mood == "!":
            denied.add(name)
        else:
            affirmed.update({name, "?" + name} if mood == "?" else {name})
    return Element(affirmed=frozenset(affirmed), denied=frozenset(denied), optional=optional)


def _one_word(choice: str) -> str:
    folded = fold(choice)
    if not folded or " " in folded:
        raise NotationError(f"{choice!r} is not one word")
    return folded


def _named(choice: str, known: frozenset[str]) -> tuple[str, str]:
    if not choice.endswith(">"):
        raise NotationError(f"{choice!r} lacks its `>`")
    mood = choice[1] if choice[1:2] in {"!", "?"} else ""
    name = choice[1 + len(mood) : -1]
    if name not in known:
        raise NotationError(f"no word class <{name}>")
    return mood, name
