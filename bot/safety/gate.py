"""The red-flag gate: is this message an emergency? Pure and fast; it runs on every text before anything else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from bot.safety.files import SafetyError
from bot.safety.guards import Guards
from bot.safety.matching import Index, Span, find, present_senses
from bot.safety.notation import Pattern, words_named
from bot.safety.reader import Reader
from bot.safety.reading import Reading
from bot.safety.rules import Kind, Rules
from bot.safety.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class RedFlag:
    """What a message shows. `level`: call an ambulance; come to the clinic today; ask whether it is so now.

    The gate itself never gives "ask": that is for a second voter that is less sure.
    """

    kind: str
    level: Literal["ambulance", "today", "ask"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Book:
    """One complete set of rules with its own reader, so that no set can weaken another."""

    reader: Reader
    guards: Guards
    kinds: tuple[Kind, ...]
    index: Index
    owners: dict[int, tuple[Kind, bool]]

    def flag(self, text: str) -> Kind | None:
        """Return the most serious kind that `text` shows."""
        reading = self.reader.read(text)
        if not any(True for _ in self._found(reading)):
            return None
        reading = self.guards.without_idioms(reading)
        quiet = self.guards.over(reading)
        shown: Kind | None = None
        for kind, stated, span in self._found(reading):
            more_serious = shown is None or kind.order < shown.order
            if more_serious and not quiet.silences(span, kind.name, stated=stated):
                shown = kind
        return shown

    def _found(self, reading: Reading) -> Iterator[tuple[Kind, bool, Span]]:
        for pattern in self.index.candidates(present_senses(reading.senses)):
            kind, stated = self.owners[id(pattern)]
            for span in find(pattern, reading):
                yield kind, stated, span


class Gate:
    """Checks messages against the built-in red flags, and against those that a clinic has added."""

    def __init__(self, books: tuple[_Book, ...]) -> None:
        self._books = books

    @classmethod
    def load(cls, folder: Path, extra: tuple[Path, ...] = ()) -> Self:
        """Return the gate of `folder` (`content/safety`) with the red flags of the `extra` folders added.

        An extra folder holds `red_flags/*.yml` written in the built-in word classes. It can only add alarms.
        Raises SafetyError with all problems, each with its file and line.
        """
        problems: list[str] = []
        vocabulary = load_vocabulary(folder, problems)
        books = tuple(_book(folder, flags / "red_flags", vocabulary, problems) for flags in (folder, *extra))
        if problems:
            raise SafetyError(problems)
        return cls(books)

    @classmethod
    def load_with_severity(cls, folder: Path) -> tuple[Self, Self]:
        """Return the gate of `folder`, and what tells of a complaint that is no red flag that it is severe or growing.

        The rules of the second are `severity/signs/*.yml`, in the same words and under guards of their own. Raises as
        `load` does.
        """
        problems: list[str] = []
        vocabulary = load_vocabulary(folder, problems)
        gate = _book(folder, folder / "red_flags", vocabulary, problems)
        severity = _book(folder / "severity", folder / "severity" / "signs", vocabulary, problems)
        if problems:
            raise SafetyError(problems)
        return cls((gate,)), cls((severity,))

    def check(self, text: str) -> RedFlag | None:
        """Return the most serious red flag in `text`, or None. Never raises; time grows with the length alone."""
        shown = [kind for book in self._books if (kind := book.flag(text)) is not None]
        if not shown:
            return None
        kind = min(shown, key=lambda kind: kind.order)
        return RedFlag(kind=kind.name, level=kind.level)


def _book(folder: Path, flags: Path, vocabulary: Vocabulary, problems: list[str]) -> _Book:
    rules = Rules(vocabulary.classes, problems)
    guards = rules.guards(folder / "guards.yml")
    kinds = rules.kinds(flags)
    if flags == folder / "red_flags":
        rules.check_kinds(guards, frozenset(kind.name for kind in kinds))
    owners: dict[int, tuple[Kind, bool]] = {}
    ringing: list[Pattern] = []
    for kind in kinds:
        for patterns, stated in ((kind.stated, True), (kind.named, False)):
            ringing.extend(patterns)
            owners.update((id(pattern), (kind, stated)) for pattern in patterns)
    return _Book(
        reader=vocabulary.reader(
            literals=rules.literals, heard=words_named(pattern for kind in kinds for pattern in kind.patterns)
        ),
        guards=guards,
        kinds=kinds,
        index=Index(ringing),
        owners=owners,
    )
