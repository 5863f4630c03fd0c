"""Which words may follow each other in a time: the rules of one language of `nlu/when.yml`, which says how they read."""

import re
from dataclasses import dataclass
from typing import Any, Dict, FrozenSet, Iterator, List, Mapping, Sequence, Set, Tuple

from bot.words.normalise import fold

Words = Sequence[str]
_MOST_REMEMBERED = 50_000
_TIME = "time"
_NO_TIME = "no_time"


@dataclass(frozen=True)
class _Place:
    """A place in a sequence: the parts of which one may stand here, and whether it may be left empty."""

    parts: FrozenSet[str]
    optional: bool


@dataclass(frozen=True)
class _Reading:
    """The part that a word plays; `rest` are the words that must follow when the part is played by several."""

    part: str
    rest: Tuple[str, ...]


class Rules:
    """The times of one language."""

    def __init__(self, written: Mapping[str, Any], shapes: Mapping[str, str]) -> None:
        """Read one language of `nlu/when.yml`, and the shapes of its numbers."""
        self._readings_of: Dict[str, List[_Reading]] = {}
        for part, forms in written["words"].items():
            for words in {tuple(fold(str(form)).split()) for form in forms}:
                self._readings_of.setdefault(words[0], []).append(_Reading(part, words[1:]))
        self._shapes = [(part, re.compile(shape)) for part, shape in shapes.items()]
        self._openings = tuple(written["openings"])
        self._endings = tuple(written["endings"])
        self._joined = tuple((letters, f"{part}:") for part, letters in written["joined"].items())
        sequences = {**written["groups"], _TIME: written["times"], _NO_TIME: written["no_times"]}
        self._sequences = {part: [_sequence(line) for line in lines] for part, lines in sequences.items()}
        self._first = {part: self._parts_first_in(part) for part in self._sequences}
        self._known: Dict[Tuple[str, bool], Tuple[_Reading, ...]] = {}

    def longest(self, words: Words, place: int) -> Tuple[int, bool]:
        """Return how many words from `place` on belong together, and whether they are a time or only look like one."""
        if not self._readings(words[place], opens=True):
            return 0, False
        time, other = (max(self._ends(part, words, place, place), default=place) for part in (_TIME, _NO_TIME))
        return max(time, other) - place, time > other

    def _ends(self, part: str, words: Words, place: int, start: int) -> Set[int]:
        """Return the places at which `part` may end when it begins at `place`."""
        if place >= len(words):
            return set()
        readings = self._readings(words[place], opens=place == start)
        if part not in self._sequences:
            return {
                place + 1 + len(reading.rest)
                for reading in readings
                if reading.part == part and tuple(words[place + 1 : place + 1 + len(reading.rest)]) == reading.rest
            }
        if all(reading.part not in self._first[part] for reading in readings):
            return set()
        return {end for sequence in self._sequences[part] for end in self._ends_of(sequence, words, place, start)}

    def _ends_of(self, sequence: Sequence[_Place], words: Words, place: int, start: int) -> Set[int]:
        ends = {place}
        for each in sequence:
            after = {end for begin in ends for part in each.parts for end in self._ends(part, words, begin, start)}
            ends = ends | after if each.optional else after
            if not ends:
                break
        return ends - {place}

    def _readings(self, word: str, *, opens: bool) -> Tuple[_Reading, ...]:
        known = self._known.get((word, opens))
        if known is None:
            if len(self._known) > _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[word, opens] = tuple(self._read(word, opens=opens))
        return known

    def _read(self, word: str, *, opens: bool) -> Iterator[_Reading]:
        yield from self._readings_of.get(word, ())
        yield from (_Reading(part, ()) for part, shape in self._shapes if shape.fullmatch(word))
        for letters, joined in self._joined:
            if word.startswith(letters):
                for reading in self._bare(word[len(letters) :]):
                    yield _Reading(joined + reading.part, reading.rest)
        if opens and word not in self._readings_of:
            for letters in self._openings:
                if word.startswith(letters):
                    yield from self._bare(word[len(letters) :])
        for letters in self._endings:
            if word.endswith(letters):
                yield from self._readings_of.get(word[: -len(letters)], ())

    def _bare(self, word: str) -> Sequence[_Reading]:
        return self._readings_of.get(word, ())

    def _parts_first_in(self, part: str) -> FrozenSet[str]:
        first: Set[str] = set()
        waiting = [part]
        while waiting:
            for sequence in self._sequences.get(waiting.pop(), ()):
                for place in sequence:
                    waiting.extend(place.parts - first)
                    first |= place.parts
                    if not place.optional:
                        break
        return frozenset(first)


def _sequence(line: str) -> List[_Place]:
    return [_Place(frozenset(word.rstrip("?").split("|")), word.endswith("?")) for word in line.split()]
