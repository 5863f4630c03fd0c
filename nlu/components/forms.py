"""Reads folded words as forms of a vocabulary: inflected, or with one letter wrong."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Dict, FrozenSet, Iterable, Iterator, Mapping, Sequence, Tuple

from nlu.components.grammar import LATIN, Grammar, Inflection
from nlu.components.typing_errors import Typing

Phrase = Tuple[str, ...]
Values = FrozenSet[Tuple[str, str]]
"""Kinds with values."""

MOST_REMEMBERED = 5_000
"""Words whose readings are kept: the frequent ones; all that a busy day brings would fill the memory."""


@dataclass(frozen=True)
class Mention:
    """A value that a message names: `kind` and `value` of the vocabularies, and the words it stands on."""

    kind: str
    value: str
    first: int
    last: int


class Forms:
    """The phrases that may stand in messages of one language, or of an unknown one."""

    def __init__(
        self, phrases: Mapping[Phrase, Values], languages: Iterable[str], grammar: Grammar, typing: Typing
    ) -> None:
        """`phrases` maps folded words to what they name: nothing, for a phrase that is known to mean something else.

        `typing` knows the words of other languages, too: one index serves them all.
        """
        self.fillers = frozenset[str]().union(*(grammar.fillers[language] for language in languages))
        self._phrases = dict(phrases)
        self._latin = (grammar.inflections[LATIN],)
        self._inflections = tuple(grammar.inflections[language] for language in languages)
        self._longest = max(map(len, self._phrases), default=0)
        self._words = frozenset(word for phrase in self._phrases for word in phrase)
        self._ordinary = frozenset[str]().union(*grammar.own_words.values())
        self.alone = words_alone(self._phrases)
        self._typing = typing
        self._rules = grammar.typing
        self._remembered = lru_cache(MOST_REMEMBERED)(lambda word: tuple(dict.fromkeys(self._read(word))))

    def readings(self, word: str) -> Phrase:
        """Return the words of the vocabulary that a typed word may be, likeliest first."""
        return self._remembered(word)

    def longest_at(self, readings: Sequence[Phrase], start: int) -> Tuple[int, Values]:
        """Return the length and the values of the longest phrase that begins at a word; (0, nothing) without one."""
        for length in range(min(self._longest, len(readings) - start), 0, -1):
            span = readings[start : start + length]
            if all(span):
                listed = [self._phrases[phrase] for phrase in product(*span) if phrase in self._phrases]
                if listed:
                    return length, _likeliest(listed)
        return 0, frozenset()

    def _read(self, word: str) -> Iterator[str]:
        read = list(stems(word, self._latin if word.isascii() else self._inflections))
        exact = [stem for stem in read if stem in self._words]
        yield from exact
        if self.alone.isdisjoint(exact) and word not in self._ordinary:
            yield from self._glued(word)
            for stem in read:
                yield from filter(self.alone.__contains__, self._typing.meant_by(stem))

    def _glued(self, word: str) -> Iterator[str]:
        """Yield what follows the article in two words without a space: "after-the-plasma"."""
        _, _, rest = word[self._rules.shortest_before_article :].partition(self._rules.article)
        if len(rest) >= self._rules.shortest_after_article and rest in self.alone:
            yield rest


def words_alone(phrases: Iterable[Phrase]) -> FrozenSet[str]:
    """Return the words that are a phrase by themselves."""
    return frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)


def _likeliest(listed: Sequence[Values]) -> Values:
    """One value of each kind, of several readings: the likeliest; nothing, when the likeliest means something else."""
    if not listed[0]:
        return frozenset()
    chosen: Dict[str, Tuple[str, str]] = {}
    for values in listed:
        for kind, value in sorted(values):
            chosen.setdefault(kind, (kind, value))
    return frozenset(chosen.values())


def stems(word: str, inflections: Iterable[Inflection]) -> Iterator[str]:
    """Yield a word, and what is left of it without one beginning and one ending of a language."""
    yield word
    for inflection in inflections:
        begun = [before for before in inflection.before if word.startswith(before)]
        ended = [after for after in inflection.after if word.endswith(after)]
        for before, after in product(begun, ended):
            stem = word[len(before) : len(word) - len(after)]
            if stem != word and len(stem) >= inflection.shortest_stem:
                yield stem
                # Arabic "جلسه" becomes "جلست-" before a suffix.
                if after and inflection.feminine and stem.endswith(inflection.feminine[1]):
                    yield stem[:-1] + inflection.feminine[0]
