"""Where a pattern is found in a reading. Pure, and bounded: no pattern is tried twice from the same word."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

from bot.safety.notation import ANYWHERE, Element, Pattern
from bot.safety.reading import COMMA, STOP, Reading

MOST_SPANS = 6
WIDEST = 12  # words that a sequence with its gaps and fillers takes at most, for looking around


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The words `start` up to `end` fulfil a sequence; `used` are those that an element stands for.

    `denied_by` are the words that deny one of them, `wanted` those denials that the pattern itself asks for.
    """

    start: int
    end: int
    used: frozenset[int] = frozenset()
    denied_by: frozenset[int] = frozenset()
    wanted: frozenset[int] = frozenset()

    @property
    def holds(self) -> bool:
        """Whether nothing denies it but what the pattern asks for or itself consists of."""
        return self.denied_by <= self.wanted | self.used


class Index:
    """Patterns by the senses that may begin them, so that only those that have a chance are tried."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_sense: dict[str, list[tuple[Pattern, tuple[frozenset[str], ...]]]] = {}
        for pattern in patterns:
            needed = pattern.needed
            # The element with the fewest senses is the rarest to be met, and so the quickest to rule the pattern out.
            for sense in min(needed, key=len):
                self._by_sense.setdefault(sense, []).append((pattern, needed))

    def candidates(self, present: frozenset[str]) -> Iterator[Pattern]:
        """Yield the patterns for all of whose needed elements a sense is `present` (senses without their mood)."""
        if present.isdisjoint(self._by_sense):
            return
        seen: set[int] = set()
        for sense in present & self._by_sense.keys():
            for pattern, needed in self._by_sense[sense]:
                if id(pattern) not in seen and not any(map(present.isdisjoint, needed)):
                    seen.add(id(pattern))
                    yield pattern


def present_senses(senses: Iterable[Mapping[str, int]]) -> frozenset[str]:
    """Return all senses of a message, without their mood."""
    return frozenset(sense.lstrip("?!") for at in senses for sense in at)


def find(pattern: Pattern, reading: Reading) -> Iterator[Span]:
    """Yield the spans of `reading` that fulfil `pattern` and are not denied."""
    if len(pattern.sequences) == 1:
        yield from (span for span in _spans(pattern.sequences[0], reading) if span.holds)
        return
    found = [list(_spans(sequence, reading)) for sequence in pattern.sequences]
    if pattern.reach == ANYWHERE:
        found = [spans[:MOST_SPANS] for spans in found]
    yield from _together(found, pattern.reach, reading)


def _together(found: list[list[Span]], reach: int, reading: Reading) -> Iterator[Span]:
    starts = [[span.start for span in spans] for spans in found]
    for first in found[0]:
        near = [
            spans[bisect_left(at, first.start - reach - WIDEST) : bisect_right(at, first.end + reach + WIDEST)]
            for spans, at in zip(found[1:], starts[1:], strict=True)
        ]
        for rest in product(*(spans[:MOST_SPANS] for spans in near)):
            spans = sorted((first, *rest), key=lambda span: span.start)
            if all(_close(one, other, reach, reading) for one, other in pairwise(spans)):
                whole = _joined(spans)
                if whole.holds:
                    yield whole


def _joined(spans: list[Span]) -> Span:
    return Span(
        start=spans[0].start,
        end=max(span.end for span in spans),
        used=frozenset[int]().union(*(span.used for span in spans)),
        denied_by=frozenset[int]().union(*(span.denied_by for span in spans)),
        wanted=frozenset[int]().union(*(span.wanted for span in spans)),
    )


def _close(one: Span, other: Span, reach: int, reading: Reading) -> bool:
    if one.used & other.used:
        return False
    if reach == ANYWHERE:
        return True
    if any(reading.breaks[k] >= STOP for k in range(one.end, other.start + 1)):
        return False
    between = range(one.end, other.start)
    if any(reading.has(k, "but") and not reading.has(k, "filler") for k in between):
        return False
    return sum(not reading.has(k, "filler") for k in between) <= reach


def _spans(sequence: tuple[Element, ...], reading: Reading) -> Iterator[Span]:
    first = sequence[0]
    starting = first.affirmed | first.denied | {"!" + sense for sense in first.denied}
    for start, senses in enumerate(reading.senses):
        if (first.optional or not starting.isdisjoint(senses)) and (
            span := _from(sequence, start, reading)
        ) is not None:
            yield span


def _from(sequence: tuple[Element, ...], start: int, reading: Reading) -> Span | None:
    """Return the span that begins with the sequence's first element exactly at `start`; an undenied one if any."""
    fallback: Span | None = None
    for span in _walk(sequence, 0, Span(start=start, end=start), reading):
        if span.holds:
            return span
        fallback = fallback or span
    return fallback


def _walk(sequence: tuple[Element, ...], number: int, span: Span, reading: Reading) -> Iterator[Span]:
    if number == len(sequence):
        yield span
        return
    element = sequence[number]
    for place in _places(element, number, span, reading):
        for longer in _fulfil(element, place, span, reading):
            yield from _walk(sequence, number + 1, longer, reading)
    if element.optional:
        yield from _walk(sequence, number + 1, span, reading)


def _places(element: Element, number: int, span: Span, reading: Reading) -> Iterator[int]:
    """Yield the places where `element` may stand: the next word, after fillers, and within its gap."""
    if number == 0 or not span.used:
        if not element.at_start or _begins_clause(span.start, reading):
            yield span.start
        return
    skipped = 0
    for place in range(span.end, len(reading.words)):
        if reading.breaks[place] >= STOP or skipped > element.gap:
            return
        yield place
        # The "not" before a word that is to be denied belongs to it.
        if not (reading.has(place, "filler") or (element.denied and reading.has(place, "negator"))):
            skipped += 1


def _begins_clause(place: int, reading: Reading) -> bool:
    while reading.breaks[place] < COMMA and reading.has(place - 1, "filler"):
        place -= 1
    return reading.breaks[place] >= COMMA


def _fulfil(element: Element, place: int, span: Span, reading: Reading) -> Iterator[Span]:
    senses = reading.senses[place]
    for sense in element.affirmed & senses.keys():
        yield from _extended(element, span, range(place, place + senses[sense]), reading)
    for sense in element.denied:
        for form in (sense, "!" + sense):
            if form in senses:
                yield from _extended(element, span, range(place, place + senses[form]), reading, denied=form)


def _extended(element: Element, span: Span, places: range, reading: Reading, *, denied: str = "") -> Iterator[Span]:
    if element.at_end and places.stop < len(reading.words) and reading.breaks[places.stop] < COMMA:
        return
    sources = frozenset[int]().union(*(reading.denials[place] for place in places)).difference(places)
    if not denied:
        sources -= reading.doubtful
    elif not sources and not denied.startswith("!"):
        return
    yield Span(
        start=span.start,
        end=places.stop,
        used=span.used.union(places),
        denied_by=span.denied_by | sources,
        wanted=span.wanted.union(sources, places) if denied else span.wanted,
    )
