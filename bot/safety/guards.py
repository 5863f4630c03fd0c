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
    message lift the guard. `kinds` limits it to some kinds.
    """

    name: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    where: Literal["before", "after", "sentence", "message"] = "before"
    within: int = 4
    clause: bool = False
    silences: Literal["named", "all"] = "all"
    kinds: frozenset[str] = frozenset()


class Guards:
    """All guards, and the idioms that are taken out of a message before it is read for flags."""

    def __init__(self, guards: Iterable[Guard], idioms: Iterable[Pattern]) -> None:
        self._guards = tuple((guard, Index(guard.patterns), Index(guard.unless)) for guard in guards)
        self._idioms = Index(idioms)

    def without_idioms(self, reading: Reading) -> Reading:
        """Return the reading with the words of idioms emptied of their senses."""
        masked: set[int] = set()
        for pattern in self._idioms.candidates(present_senses(reading.senses)):
            for span in find(pattern, reading):
                masked.update(span.used)
        if not masked:
            return reading
        senses: Sequence[dict[str, int]] = [{} if k in masked else at for k, at in enumerate(reading.senses)]
        return replace(reading, senses=tuple(senses))

    def over(self, reading: Reading) -> "Quiet":
        """Return what the guards silence in `reading`."""
        present = present_senses(reading.senses)
        active: list[tuple[Guard, Mapping[int, list[Span]]]] = []
        for guard, patterns, unless in self._guards:
            hits = [span for pattern in patterns.candidates(present) for span in find(pattern, reading)]
            if hits and not any(next(find(p, reading), None) for p in unless.candidates(present)):
                active.append((guard, _by_place(guard, hits, reading)))
        return Quiet(active)


class Quiet:
    """Where in one message which guards hold."""

    def __init__(self, active: list[tuple[Guard, Mapping[int, list[Span]]]]) -> None:
        self._active = active

    def silences(self, flag: Span, kind: str, *, stated: bool) -> bool:
        """Return whether a guard keeps this flag quiet; `stated` is a flag that the patient says of now."""
        return any(
            self._holds(guard, hits, flag) for guard, hits in self._active if _concerns(guard, kind, stated=stated)
        )

    @staticmethod
    def _holds(guard: Guard, hits: Mapping[int, list[Span]], flag: Span) -> bool:
        place = flag.start if guard.where != "after" else flag.end - 1
        inside = range(flag.start, flag.end) if guard.where == "before" else (place,)
        return any(not span.used & flag.used for k in inside for span in hits.get(k, ()))


def _concerns(guard: Guard, kind: str, *, stated: bool) -> bool:
    return not (stated and guard.silences == "named") and (not guard.kinds or kind in guard.kinds)


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
