"""What a word can mean to the gate: its classes, with the endings and beginnings that the two languages add."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bot.safety.forms import Affixes, Form
from bot.safety.latin import Sounds

LONGEST_WORD = 40
SHORTEST_CODE = 3
SHORTEST_LITERAL_CODE = 3
REMEMBERED = 2_000
"""Words whose reading is kept: most messages are made of few words, and memory is better spent elsewhere."""
LATIN = re.compile(r"[a-z]")
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A stem of a word class, and the name of the form that says which affixes it takes."""

    stem: str
    form: str
    sense: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What keeps words from meaning too much.

    The senses in `listed` are found in Latin letters only where they are listed so; the words in `ordinary` mean
    nothing to the gate, whatever they sound like; those in `lookalikes` have the senses that they are listed under
    themselves, but none as a lengthened form of another word.
    """

    listed: frozenset[str]
    ordinary: frozenset[str]
    lookalikes: frozenset[str]


class Lexicon:
    """Finds the senses of folded words.

    {"tongue"}, {"!breathe"} for a denied form, {"=now"} for the word itself, {"~now"} for a word in Latin letters
    that sounds like it.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        forms: Mapping[str, Form],
        sounds: Sounds,
        *,
        literals: Mapping[str, bool],
        limits: Limits,
    ) -> None:
        """`literals` are words that patterns name themselves, and whether they are also found by their sound."""
        self.entries = tuple(entries)
        self._forms = forms
        self._sounds = sounds
        self._limits = limits
        self._literals = literals
        self._literal_beginnings = frozenset().union(*(row.before for row in forms["literal"].native)) - {""}
        self._stems = _index((entry.stem, entry) for entry in self.entries)
        self._heard_stems = _index(
            (heard.code, (heard, entry))
            for entry in self.entries
            if not LATIN.search(entry.stem) and entry.sense not in limits.listed
            for heard in sounds.heard(entry.stem)
            if len(heard.code) >= SHORTEST_CODE
        )
        self._heard_literals = _index(
            (heard.code, (heard, word))
            for word, found_by_sound in literals.items()
            if found_by_sound and not LATIN.search(word)
            for heard in sounds.heard(word)
            if len(heard.code) >= SHORTEST_LITERAL_CODE
        )
        self._edges = _Edges(row for form in forms.values() for row in form.native)
        self._latin_edges = _Edges(row for form in forms.values() for row in form.latin)
        self.senses = lru_cache(maxsize=REMEMBERED)(self._senses)

    def _senses(self, word: str) -> frozenset[str]:
        """Return the senses of one folded word; only itself for a word the lexicon does not have."""
        senses = {"=" + word}
        if len(word) > LONGEST_WORD:
            return frozenset(senses)
        if word in self._limits.lookalikes:
            return frozenset(senses.union(self._listed_as(word)))
        if LATIN.search(word):
            senses.update(self._latin_senses(word))
        else:
            senses.update("=" + literal for literal in self._bare(word))
            for before, stem, after in self._edges.splits(word):
                for entry in self._stems.get(stem, ()):
                    senses.update(mood + entry.sense for mood in self.moods(entry, before, after))
        return frozenset(senses)

    def _listed_as(self, word: str) -> Iterator[str]:
        """Yield the senses under which `word` itself is listed, without any beginning or ending."""
        latin = LATIN.search(word)
        for entry in self._stems.get(word, ()):
            for row in self._forms[entry.form].latin if latin else self._forms[entry.form].native:
                if "" in row.before and "" in row.after:
                    yield row.mood + entry.sense

    def _bare(self, word: str) -> Iterator[str]:
        """Yield the words of patterns that `word` is, but for an "and" or an article before it."""
        for before in self._literal_beginnings:
            if word.startswith(before) and word[len(before) :] in self._literals:
                yield word[len(before) :]

    def _latin_senses(self, word: str) -> Iterator[str]:
        for heard in self._sounds.heard(word):
            for native, literal in self._heard_literals.get(heard.code, ()):
                if self._sounds.alike(native, heard):
                    yield "~" + literal
        for before, stem, after in self._latin_edges.splits(word):
            entries = [*self._stems.get(stem, ()), *(self._spelt(stem) if word not in self._limits.ordinary else ())]
            for entry in entries:
                for row in self._forms[entry.form].latin:
                    if before in row.before and after in row.after:
                        yield row.mood + entry.sense

    def _spelt(self, stem: str) -> Iterator[Entry]:
        if len(stem) < SHORTEST_CODE:
            return
        for heard in self._sounds.heard(stem):
            for native, entry in self._heard_stems.get(heard.code, ()):
                if self._sounds.alike(native, heard):
                    yield entry

    def splits(self, word: str) -> Iterable[tuple[str, str, str]]:
        """Yield the ways to read `word` as beginning, stem and ending."""
        return self._edges.splits(word)

    def moods(self, entry: Entry, before: str, after: str) -> Iterator[str]:
        """Yield the moods in which `entry` can take these affixes."""
        for row in self._forms[entry.form].native:
            if before in row.before and after in row.after:
                yield row.mood


class _Edges:
    """All beginnings and endings of all forms, to cut a word into its possible parts."""

    def __init__(self, rows: Iterable[Affixes]) -> None:
        rows = list(rows)
        self._before = frozenset({""}).union(*(row.before for row in rows))
        self._after = frozenset({""}).union(*(row.after for row in rows))
        self._longest_before = max(map(len, self._before))
        self._longest_after = max(map(len, self._after))

    def splits(self, word: str) -> Iterator[tuple[str, str, str]]:
        size = len(word)
        ends = [end for end in range(max(1, size - self._longest_after), size + 1) if word[end:] in self._after]
        for start in range(min(self._longest_before, size - 1) + 1):
            if word[:start] in self._before:
                for end in ends:
                    if end > start:
                        yield word[:start], word[start:end], word[end:]


def _index(pairs: Iterable[tuple[str, Found]]) -> dict[str, tuple[Found, ...]]:
    found: dict[str, list[Found]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}
