"""What keeps a pattern that was found from being an alarm: risk asked about, fear, hearsay, what is long over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from bot.safety.matching import Index, Span, find, present_senses
from bot.safety.notation import Pattern
from bot.safety.reading import COMMA, STOP, Reading

MOST_HITS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    """Words that make a flag quiet when they stand `before` it, `after` it, or in the same `sentence` or `message`.

    `within` counts the words between; `clause` says that it does not reach over a comma. `silences` is "named" when
    a flag that the patient states of now ("I cannot breathe") rings all the same. Words of `unless` anywhere in the
    message lift the guard, those of `unless_near` only before the flag or in its clause. `kinds` limits it to some,
    `but_not` names those it is not for.
    """

    name: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    unless_near: tuple[Pattern, ...] = ()
    where: Literal["before", "after", "sentence", "message"] = "before"
    within: int = 4
    clause: bool = False
    silences: Literal["named", "all"] = "all"
    kinds: frozenset[str] = frozenset()
    but_not: frozenset[str] = frozenset()


class Guards:
    """All guards, and the idioms that are taken out of a message before it is read for flags."""

    def __init__(self, guards: Iterable[Guard], idioms: Iterable[Pattern]) -> None:
        self._guards = tuple(
            (guard, Index(guard.patterns), Index(guard.unless), Index(guard.unless_near)) for guard in guards
        )
        self._idioms = Index(idioms)

    @property
    def named_kinds(self) -> dict[str, frozenset[str]]:
        """The kinds that each guard names."""
        return {guard.name: guard.kinds | guard.but_not for guard, *_ in self._guards}

    def without_idioms(self, reading: Reading) -> Reading:
        """Return the reading with the words of idioms emptied of their senses."""
        masked: set[int] = set()
        undenied = replace(reading, denials=(frozenset(),) * len(reading.words))
        for pattern in self._idioms.candidates(present_senses(reading.senses)):
            for span in find(pattern, undenied):
                masked.update(span.used)
        if not masked:
            return reading
        senses: Sequence[dict[str, int]] = [{} if k in masked else at for k, at in enumerate(reading.senses)]
        return replace(reading, senses=tuple(senses))

    def over(self, reading: Reading) -> "Quiet":
        """Return what the guards silence in `reading`."""
        present = present_senses(reading.senses)
        active: list[_Active] = []
        for guard, patterns, unless, unless_near in self._guards:
            hits = _hits(patterns, present, reading)
            if hits and not _hits(unless, present, reading):
                lifting = [span.start for span in _hits(unless_near, present, reading)]
                active.append(_Active(guard=guard, hits=_by_place(guard, hits, reading), lifting=lifting))
        return Quiet(active, reading)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Active:
    """A guard that holds somewhere: its hits by the places they reach, and the places of the words that lift it."""

    guard: Guard
    hits: Mapping[int, list[Span]]
    lifting: list[int]


class Quiet:
    """Where in one message which guards hold."""

    def __init__(self, active: list[_Active], reading: Reading) -> None:
        self._active = active
        self._breaks = reading.breaks

    def silences(self, flag: Span, kind: str, *, stated: bool) -> bool:
        """Return whether a guard keeps this flag quiet; `stated` is a flag that the patient says of now."""
        return any(self.holds(active, flag) for active in self._active if _concerns(active.guard, kind, stated=stated))

    def holds(self, active: _Active, flag: Span) -> bool:
        """Return whether this guard reaches the flag and is not lifted there."""
        where = active.guard.where
        place = flag.start if where != "after" else flag.end - 1
        inside = range(flag.start, flag.end) if where == "before" else (place,)
        hits = (span for k in inside for span in active.hits.get(k, ()))
        reached = any(_apart(span, flag, where) for span in hits)
        return reached and not any(self._lifts(place, flag) for place in active.lifting)

    def _lifts(self, place: int, flag: Span) -> bool:
        return place < flag.end or not any(self._breaks[k] >= COMMA for k in range(flag.end, place + 1))


def _apart(span: Span, flag: Span, where: str) -> bool:
    """Return whether the guard's words are others than the flag's own, where that could confuse them."""
    if where == "before":
        return span.start < flag.start or not span.used & flag.used
    return where != "after" or not span.used & flag.used


def _hits(patterns: Index, present: frozenset[str], reading: Reading) -> list[Span]:
    return [span for pattern in patterns.candidates(present) for span in find(pattern, reading)]


def _concerns(guard: Guard, kind: str, *, stated: bool) -> bool:
    if (stated and guard.silences == "named") or kind in guard.but_not:
        return False
    return not guard.kinds or kind in guard.kinds


def _by_place(guard: Guard, hits: Iterable[Span], reading: Reading) -> Mapping[int, list[Span]]:
    """Return for each word the hits that silence a flag which begins (or, for `after`, ends) there."""
    reached: dict[int, list[Span]] = defaultdict(list)
    for span in hits:
        for place in _reach(guard, span, reading):
            if len(reached[place]) < MOST_HITS:
                reached[place].append(span)
    return reached


def _reach(guard: Guard, span: Span, reading: Reading) -> Iterable[int]:
    size = len(reading.words)
    if guard.where == "message":
        return range(size)
    limit = size if guard.where == "sentence" else guard.within + 1
    stop = COMMA if guard.clause else STOP
    after = (
        []
        if guard.where == "after"
        else list(islice(_onward(span.start, size, stop, reading), limit + span.end - span.start))
    )
    before = (
        []
        if guard.where == "before"
        else list(islice(_backward(span.end - 1, stop, reading), limit + span.end - span.start))
    )
    return {*after, *before}


def _onward(start: int, size: int, stop: int, reading: Reading) -> Iterable[int]:
    yield start
    for place in range(start + 1, size):
        if reading.breaks[place] >= stop or (stop == COMMA and reading.has(place, "but")):
            return
        yield place


def _backward(start: int, stop: int, reading: Reading) -> Iterable[int]:
    yield start
    for place in range(start, 0, -1):
        if reading.breaks[place] >= stop:
            return
        yield place - 1
