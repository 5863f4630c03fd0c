"""Turns a message into a reading: words with their senses, phrases among them, and denials."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.safety.matching import Index, find, present_senses
from bot.safety.negation import Denials
from bot.safety.notation import Pattern
from bot.safety.reading import Reading, Words
from bot.safety.spelling import Spelling

PHRASE_ROUNDS = 2  # a phrase may hold a phrase
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """Several words that together have a sense; the mood of the last one is the mood of the phrase."""

    pattern: Pattern
    senses: frozenset[str]


class Reader:
    """Reads messages by one spelling and one list of phrases."""

    def __init__(self, spelling: Spelling, phrases: Iterable[Phrase]) -> None:
        self._spelling = spelling
        moodless = [replace(phrase, pattern=_any_mood(phrase.pattern)) for phrase in phrases]
        self._phrase_senses = {id(phrase.pattern): phrase.senses for phrase in moodless}
        self._phrases = moodless  # kept alive: the senses are found by identity
        self._index = Index(phrase.pattern for phrase in moodless)

    def read(self, text: str) -> Reading:
        """Return the reading of `text`. Never raises."""
        read = Words(text, self._spelling)
        bare = Reading(
            words=tuple(read.words),
            senses=tuple(read.senses),
            breaks=tuple(read.breaks),
            denials=(NONE,) * len(read.words),
        )
        for _ in range(PHRASE_ROUNDS):
            self._add_phrases(bare)
        denials = Denials(bare.senses, bare.breaks)
        return replace(bare, denials=denials.by, doubtful=denials.doubtful)

    def _add_phrases(self, reading: Reading) -> None:
        """Add the senses of phrases to the words that begin them; all are found before any is added."""
        added: list[tuple[int, str, int]] = []
        for pattern in self._index.candidates(present_senses(reading.senses)):
            for span in find(pattern, reading):
                last = pattern.sequences[0][-1]
                ending = reading.senses[span.end - 1]
                mood = "?" if "infinitive" in ending else _mood(ending, last.bases)
                added.extend(
                    (span.start, mood + sense, span.end - span.start) for sense in self._phrase_senses[id(pattern)]
                )
        for start, sense, length in added:
            reading.senses[start].setdefault(sense, length)


def _mood(senses: Iterable[str], bases: frozenset[str]) -> str:
    moods = {sense[0] if sense[0] in "?!" else "" for sense in senses if sense.lstrip("?!") in bases}
    return "" if "" in moods else "!" if "!" in moods else "?"


def _any_mood(pattern: Pattern) -> Pattern:
    (sequence,) = pattern.sequences
    last = sequence[-1]
    moods = frozenset(mood + base for base in last.bases for mood in ("", "?", "!"))
    return replace(pattern, sequences=((*sequence[:-1], replace(last, affirmed=moods, denied=frozenset())),))
