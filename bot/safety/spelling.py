"""Second chances for a word that the lexicon does not have: one wrong letter, or words typed without their spaces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.safety.lexicon import LATIN, REMEMBERED, Entry, Lexicon

SHORTEST_STEM = 4
SHORTEST_WORD = 5
SHORT_STEM_WORD = 6  # in a stem of four letters a letter is only exchanged when the word has six
SHORTEST_GLUED = 5
SHORTEST_PART = 3
LONGEST_GLUED = 60
LONGEST_PART = 14
PART_COST, SMALL_COST = 2, 3  # what splits a word into few parts, and into longer ones
_DOUBLED = re.compile(r"(.)\1")
_EDGE = frozenset({"joint", "filler"})  # the parts of two letters that it may have at its ends
_SMALL = frozenset({"negator", "blood"})  # the parts of two letters that a glued word may have


@dataclass(frozen=True, kw_only=True, slots=True)
class Slips:
    """Letters that are typed for each other: `confused` pairs by a slip, and `alike` (a translation table) by ear."""

    confused: frozenset[str]
    alike: dict[int, str]


class Spelling:
    """Reads misspelt and glued words by the lexicon; words in `ordinary` are known to mean something else."""

    def __init__(
        self,
        lexicon: Lexicon,
        *,
        ordinary: frozenset[str],
        unglued: frozenset[str],
        forgiving: frozenset[str],
        slips: Slips,
    ) -> None:
        """`forgiving` names the senses of which a slip is forgiven, `unglued` words that are no part of others."""
        self._lexicon = lexicon
        self._ordinary = ordinary
        self._unglued = unglued
        self._slips = slips
        self._near: dict[str, list[Entry]] = {}
        self._by_ear: dict[str, list[Entry]] = {}
        for entry in lexicon.entries:
            if len(entry.stem) >= SHORTEST_STEM and entry.sense in forgiving and not LATIN.search(entry.stem):
                self._by_ear.setdefault(entry.stem.translate(slips.alike), []).append(entry)
                for form in {entry.stem, *_shortened(entry.stem)}:
                    self._near.setdefault(form, []).append(entry)
        self.read = lru_cache(maxsize=REMEMBERED)(self._read)

    def _read(self, word: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return the word or words that `word` stands for, each with its senses."""
        senses = self._lexicon.senses(word)
        if len(senses) > 1 or word in self._ordinary:
            return ((word, senses),)
        if LATIN.search(word):
            return self._apart(word, senses)
        single = _DOUBLED.sub(r"\1", word)
        if single != word and len(single) >= SHORTEST_PART and len(self._lexicon.senses(single)) > 1:
            return ((single, self._lexicon.senses(single)),)
        if self._parts(word):
            return self._apart(word, senses)
        return ((word, senses | (self._by_sound(word) or self._mended(word))),)

    def _apart(self, word: str, senses: frozenset[str]) -> tuple[tuple[str, frozenset[str]], ...]:
        return tuple((part, self._lexicon.senses(part)) for part in self._parts(word)) or ((word, senses),)

    def _by_sound(self, word: str) -> frozenset[str]:
        """Return the senses of words that sound like `word`."""
        if len(word) > LONGEST_PART:
            return frozenset()
        return frozenset(
            mood + entry.sense
            for before, stem, after in self._lexicon.splits(word)
            for entry in self._by_ear.get(stem.translate(self._slips.alike), ())
            for mood in self._lexicon.moods(entry, before, after)
        )

    def _mended(self, word: str) -> frozenset[str]:
        senses: set[str] = set()
        if not SHORTEST_WORD <= len(word) <= LONGEST_PART:
            return frozenset()
        for before, stem, after in self._lexicon.splits(word):
            if len(stem) < SHORTEST_STEM or stem in self._ordinary:
                continue
            for form in (stem, *_shortened(stem)):
                for entry in self._near.get(form, ()):
                    if self._meant(stem, entry.stem, word):
                        senses.update(mood + entry.sense for mood in self._lexicon.moods(entry, before, after))
        return frozenset(senses)

    def _meant(self, typed: str, stem: str, word: str) -> bool:
        if len(typed) < len(stem) and len(stem) <= SHORTEST_STEM:
            return False
        if len(typed) == len(stem) <= SHORTEST_STEM and len(word) < SHORT_STEM_WORD:
            return False
        return one_slip_apart(typed, stem, self._slips.confused)

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the fewest known words that make up `word`, or nothing."""
        size = len(word)
        if not SHORTEST_GLUED <= size <= LONGEST_GLUED:
            return ()
        best: list[tuple[int, tuple[str, ...]] | None] = [(0, ()), *[None] * size]
        for start in range(size - 1):
            reached = best[start]
            if reached is None:
                continue
            for end in range(start + 2, min(size, start + LONGEST_PART) + 1):
                part, known = word[start:end], best[end]
                cost = reached[0] + (SMALL_COST if len(part) < SHORTEST_PART else PART_COST)
                if (known is None or known[0] > cost) and self._known(part, edge=start == 0 or end == size):
                    best[end] = cost, (*reached[1], part)
        parts = whole[1] if (whole := best[size]) else ()
        return parts if sum(len(part) < SHORTEST_PART for part in parts) <= 1 else ()

    def _known(self, part: str, *, edge: bool) -> bool:
        senses = self._lexicon.senses(part)
        if len(part) < SHORTEST_PART:
            return not _SMALL.isdisjoint(senses) or (edge and not _EDGE.isdisjoint(senses))
        return part not in self._unglued and (part in self._ordinary or len(senses) > 1)


def _shortened(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def confused_pairs(alike: Iterable[str], neighbours: Iterable[str]) -> frozenset[str]:
    """Return the pairs of letters that are typed for each other: any two of a group, or two that stand together."""
    pairs = {one + other for group in alike for one in group for other in group}
    for row in neighbours:
        pairs.update(one + other for one, other in pairwise(row))
        pairs.update(other + one for one, other in pairwise(row))
    return frozenset(pairs)


def one_slip_apart(typed: str, meant: str, confused: frozenset[str]) -> bool:
    """Return whether one letter too many, too few, swapped with its neighbour or confused makes the words equal."""
    short, long = sorted((typed, meant), key=len)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    rest, other = typed[start:], meant[start:]
    if rest[1:] == other[1:]:
        return rest[:1] + other[:1] in confused
    return rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
