"""Second chances for a word that the lexicon does not have: one wrong letter, or words typed without their spaces."""

from collections.abc import Iterator
from functools import lru_cache

from bot.safety.lexicon import Entry, Lexicon

SHORTEST_STEM = 4
SHORTEST_WORD = 5
SHORT_STEM_WORD = 6  # a stem of four letters is only guessed in a word that has six
SHORTEST_GLUED = 6
SHORTEST_PART = 3
LONGEST_GLUED = 60
LONGEST_PART = 14
_SMALL = frozenset({"negator", "filler", "joint", "blood"})


class Spelling:
    """Reads misspelt and glued words by the lexicon; words in `ordinary` are known to mean something else."""

    def __init__(self, lexicon: Lexicon, *, ordinary: frozenset[str], exact: frozenset[str]) -> None:
        """`exact` names the senses that must be spelt right, as short and common words must."""
        self._lexicon = lexicon
        self._ordinary = ordinary
        self._near: dict[str, list[Entry]] = {}
        for entry in lexicon.entries:
            if len(entry.stem) >= SHORTEST_STEM and entry.sense not in exact and " " not in entry.stem:
                for form in {entry.stem, *_shortened(entry.stem)}:
                    self._near.setdefault(form, []).append(entry)
        self.read = lru_cache(maxsize=20_000)(self._read)

    def _read(self, word: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the word or words that `word` stands for, each with its senses."""
        senses = self._lexicon.senses(word)
        if len(senses) > 1 or word in self._ordinary or len(word) < SHORTEST_WORD:
            return ((word, senses),)
        if mended := self._mended(word):
            return ((word, senses | mended),)
        parts = self._parts(word)
        return tuple((part, self._lexicon.senses(part)) for part in parts) or ((word, senses),)

    def _mended(self, word: str) -> frozenset[str]:
        senses: set[str] = set()
        if len(word) > LONGEST_PART:
            return frozenset()
        for before, stem, after in self._lexicon.splits(word):
            if len(stem) < SHORTEST_STEM or stem in self._ordinary:
                continue
            for form in (stem, *_shortened(stem)):
                for entry in self._near.get(form, ()):
                    if self._guessable(word, entry) and one_edit_apart(stem, entry.stem):
                        senses.update(mood + entry.sense for mood in self._lexicon.moods(entry, before, after))
        return frozenset(senses)

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the fewest known words that make up `word`, or nothing."""
        size = len(word)
        if not SHORTEST_GLUED <= size <= LONGEST_GLUED:
            return ()
        best: list[tuple[int, tuple[str, ...]] | None] = [None] * (size + 1)
        best[0] = (0, ())
        for start in range(size - 1):
            reached = best[start]
            if reached is None:
                continue
            for end in range(start + 2, min(size, start + LONGEST_PART) + 1):
                part = word[start:end]
                known = best[end]
                if (known is None or known[0] > reached[0] + 1) and self._known(part):
                    best[end] = (reached[0] + 1, (*reached[1], part))
        whole = best[size]
        return whole[1] if whole else ()

    @staticmethod
    def _guessable(word: str, entry: Entry) -> bool:
        return len(entry.stem) > SHORTEST_STEM or len(word) >= SHORT_STEM_WORD

    def _known(self, part: str) -> bool:
        senses = self._lexicon.senses(part)
        if len(part) < SHORTEST_PART:
            return not _SMALL.isdisjoint(senses)
        return part in self._ordinary or len(senses) > 1


def _shortened(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def one_edit_apart(one: str, other: str) -> bool:
    """Return whether one letter added, left out, exchanged or swapped with its neighbour makes the words equal."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    rest, other_rest = one[start:], other[start:]
    return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:])
