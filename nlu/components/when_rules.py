"""Which words may follow each other in a time: the rules of one language of `nlu/when.yml`, explained there."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, FrozenSet, Iterable, Iterator, List, Mapping, Sequence, Set, Tuple

from bot.words.normalise import fold
from nlu.components.forms import MOST_REMEMBERED

TIME = "time"
NO_TIME = "no_time"
_SHORTEST_WITH_ENDING = 3


@dataclass(frozen=True)
class _Place:
    """A place in a sequence: the parts of which one may stand here, and whether it may be left empty."""

    parts: FrozenSet[str]
    optional: bool


@dataclass(frozen=True)
class Reading:
    """The part that a word plays; `rest` are the words that must follow when the part is played by several."""

    part: str
    rest: Tuple[str, ...]


Readings = Tuple[Reading, ...]
_Sequence = Sequence[_Place]


class Rules:
    """What one language knows of its times."""

    def __init__(self, written: Mapping[str, Any], shapes: Mapping[str, str]) -> None:
        """Read one language of `nlu/when.yml`, and the shapes of its numbers.

        Raises `KeyError` or `ValueError` when they are not what this code expects.
        """
        self._readings_of: Dict[str, List[Reading]] = {}
        for part, forms in written["words"].items():
            for words in {tuple(fold(str(form)).split()) for form in forms}:
                self._readings_of.setdefault(words[0], []).append(Reading(part, words[1:]))
        self._shapes = [(part, re.compile(shape)) for part, shape in shapes.items()]
        self._openings = tuple(written["openings"].items())
        self._endings = tuple(written["endings"])
        self._joined = tuple((each, f"{part}:") for part, letters in written["joined"].items() for each in letters)
        groups = {**written["groups"], TIME: written["times"], NO_TIME: written["no_times"]}
        self._sequences = {part: [_sequence(line) for line in lines] for part, lines in groups.items()}
        self._remembered = lru_cache(MOST_REMEMBERED)(
            lambda word, opens: tuple(dict.fromkeys(self._read(word, opens=opens)))
        )
        self._refuse_parts_without_words()
        self._by_first = {part: self._indexed(part) for part in self._sequences}

    def readings(self, word: str, *, opens: bool) -> Readings:
        """Return the parts that a folded word may play; `opens` says that it is the first word of a time."""
        return self._remembered(word, opens)

    def may_open(self, word: str) -> bool:
        """Tell whether a time, or what only looks like one, may begin with a word."""
        times, others = self._by_first[TIME], self._by_first[NO_TIME]
        return any(reading.part in times or reading.part in others for reading in self.readings(word, opens=True))

    def sequences(self, part: str, first: Iterable[str]) -> Sequence[_Sequence]:
        """Return the sequences of a group that may begin with one of the parts `first`."""
        index = self._by_first[part]
        found = {id(sequence): sequence for each in first for sequence in index.get(each, ())}
        return tuple(found.values())

    def is_group(self, part: str) -> bool:
        """Tell whether a part is a group of sequences."""
        return part in self._sequences

    def _read(self, word: str, *, opens: bool) -> Iterator[Reading]:
        yield from self._readings_of.get(word, ())
        yield from (Reading(part, ()) for part, shape in self._shapes if shape.fullmatch(word))
        for letters, joined in self._joined:
            if word.startswith(letters):
                for reading in self._readings_of.get(word[len(letters) :], ()):
                    yield Reading(joined + reading.part, reading.rest)
        if opens:
            for letters, instead in self._openings:
                if word.startswith(letters):
                    yield from self._readings_of.get(instead + word[len(letters) :], ())
        for letters in self._endings:
            if word.endswith(letters) and len(word) - len(letters) >= _SHORTEST_WITH_ENDING:
                yield from self._readings_of.get(word[: -len(letters)], ())

    def _indexed(self, part: str) -> Dict[str, List[_Sequence]]:
        index: Dict[str, List[_Sequence]] = {}
        for sequence in self._sequences[part]:
            for first in self._first_of(sequence):
                index.setdefault(first, []).append(sequence)
        return index

    def _first_of(self, sequence: _Sequence) -> FrozenSet[str]:
        first: Set[str] = set()
        waiting = [sequence]
        seen: Set[str] = set()
        while waiting:
            for place in waiting.pop():
                first |= {part for part in place.parts if part not in self._sequences}
                groups = [part for part in place.parts if part in self._sequences and part not in seen]
                seen.update(groups)
                waiting.extend(line for group in groups for line in self._sequences[group])
                if not place.optional:
                    break
        return frozenset(first)

    def _refuse_parts_without_words(self) -> None:
        used = {part for lines in self._sequences.values() for line in lines for place in line for part in place.parts}
        written = {reading.part for readings in self._readings_of.values() for reading in readings}
        known = written | set(self._sequences) | {part for part, _ in self._shapes}
        if unknown := {part for part in used if (part.partition(":")[2] or part) not in known}:
            raise ValueError(f"parts that stand in a sequence and have no words: {sorted(unknown)}")


class Chart:
    """What the parts of one message's words add up to; each is worked out once."""

    def __init__(self, rules: Rules, words: Sequence[str]) -> None:
        """Read `words`, all folded."""
        self._rules = rules
        self._words = words
        self._ends: Dict[Tuple[str, int, bool], FrozenSet[int]] = {}
        self._parts: Dict[Tuple[int, bool], Dict[str, Set[int]]] = {}

    def longest(self, place: int) -> Tuple[int, bool]:
        """Return how many words from `place` on belong together, and whether they are a time or only look like one."""
        if not self._rules.may_open(self._words[place]):
            return 0, False
        time, other = (max(self._ends_of(part, place, opens=True), default=place) for part in (TIME, NO_TIME))
        return max(time, other) - place, time > other

    def _ends_of(self, part: str, place: int, *, opens: bool) -> FrozenSet[int]:
        """Return the places at which `part` may end when it begins at `place`."""
        key = (part, place, opens)
        ends = self._ends.get(key)
        if ends is None:
            ends = self._ends[key] = frozenset(self._worked_out(part, place, opens=opens))
        return ends

    def _worked_out(self, part: str, place: int, *, opens: bool) -> Iterator[int]:
        parts = self._parts_at(place, opens=opens)
        if not self._rules.is_group(part):
            yield from parts.get(part, ())
        elif parts:
            for sequence in self._rules.sequences(part, parts):
                yield from self._ends_of_sequence(sequence, place, opens=opens)

    def _ends_of_sequence(self, sequence: _Sequence, place: int, *, opens: bool) -> Set[int]:
        ends = {place}
        for each in sequence:
            after = {
                end
                for begin in ends
                for part in each.parts
                for end in self._ends_of(part, begin, opens=opens and begin == place)
            }
            ends = ends | after if each.optional else after
            if not ends:
                break
        return ends - {place}

    def _parts_at(self, place: int, *, opens: bool) -> Dict[str, Set[int]]:
        """Return the parts that the words from `place` on may play, each with the places at which it may end."""
        parts = self._parts.get((place, opens))
        if parts is None:
            parts = self._parts[place, opens] = {}
            if place < len(self._words):
                for reading in self._rules.readings(self._words[place], opens=opens):
                    end = place + 1 + len(reading.rest)
                    if not reading.rest or tuple(self._words[place + 1 : end]) == reading.rest:
                        parts.setdefault(reading.part, set()).add(end)
        return parts


def _sequence(line: str) -> _Sequence:
    return [_Place(frozenset(word.strip("()").split("|")), word.startswith("(")) for word in line.split()]
