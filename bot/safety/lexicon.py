"""What a word can mean to the gate: its classes, with the endings and beginnings that the two languages add."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bot.safety.latin import Sounds

LONGEST_WORD = 40
SHORTEST_CODE = 3
_LATIN = re.compile(r"[a-z]")
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True, slots=True)
class Affixes:
    """Beginnings and endings that may be combined, and the mood they give: "" said, "!" denied, "?" only possible."""

    before: frozenset[str]
    after: frozenset[str]
    mood: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A stem of a word class, and the name of the form that says which affixes it takes."""

    stem: str
    form: str
    sense: str


class Lexicon:
    """Finds the senses of folded words: {"tongue"}, {"!breathe"} for a denied form, {"=بالا"} for the word itself."""

    def __init__(
        self, entries: Iterable[Entry], forms: Mapping[str, tuple[Affixes, ...]], sounds: Sounds, literals: Iterable[str]
    ) -> None:
        """`literals` are words that patterns name themselves, outside any class."""
        self.entries = tuple(entries)
        self._forms = forms
        self._sounds = sounds
        self._stems = _index((entry.stem, entry) for entry in self.entries)
        heard_forms = {name: tuple(_heard(row, sounds) for row in rows) for name, rows in forms.items()}
        self._heard_forms = heard_forms
        native = [entry for entry in self.entries if not _LATIN.search(entry.stem)]
        self._heard_stems = _index(
            (code, entry) for entry in native for code in sounds.codes(entry.stem) if len(code) >= SHORTEST_CODE
        )
        self._heard_literals = _index(
            (code, word) for word in literals for code in sounds.codes(word) if len(code) >= SHORTEST_CODE
        )
        self._edges = _Edges(forms)
        self._heard_edges = _Edges(heard_forms)
        self.senses = lru_cache(maxsize=20_000)(self._senses)

    def _senses(self, word: str) -> frozenset[str]:
        """Return the senses of one folded word; only itself for a word the lexicon does not have."""
        senses = {"=" + word}
        if len(word) > LONGEST_WORD:
            return frozenset(senses)
        senses |= _senses_of(word, self._stems, self._forms, self._edges)
        if _LATIN.search(word):
            for code in self._sounds.codes(word):
                senses |= _senses_of(code, self._heard_stems, self._heard_forms, self._heard_edges)
                senses.update("=" + literal for literal in self._heard_literals.get(code, ()))
        return frozenset(senses)

    def splits(self, word: str) -> Iterable[tuple[str, str, str]]:
        """Yield the ways to read `word` as beginning, stem and ending."""
        return self._edges.splits(word)

    def moods(self, entry: Entry, before: str, after: str) -> Iterable[str]:
        """Yield the moods in which `entry` can take these affixes."""
        return (row.mood for row in self._forms[entry.form] if before in row.before and after in row.after)


class _Edges:
    """All beginnings and endings of all forms, to cut a word into its possible parts."""

    def __init__(self, forms: Mapping[str, tuple[Affixes, ...]]) -> None:
        rows = [row for rows in forms.values() for row in rows]
        self._before = frozenset[str]().union(*(row.before for row in rows)) | {""}
        self._after = frozenset[str]().union(*(row.after for row in rows)) | {""}
        self._longest_before = max(map(len, self._before))
        self._longest_after = max(map(len, self._after))

    def splits(self, word: str) -> Iterable[tuple[str, str, str]]:
        size = len(word)
        ends = [
            end for end in range(max(1, size - self._longest_after), size + 1) if word[end:] in self._after
        ]
        for start in range(min(self._longest_before, size - 1) + 1):
            if word[:start] in self._before:
                for end in ends:
                    if end > start:
                        yield word[:start], word[start:end], word[end:]


def _senses_of(
    word: str, stems: Mapping[str, tuple[Entry, ...]], forms: Mapping[str, tuple[Affixes, ...]], edges: _Edges
) -> set[str]:
    senses: set[str] = set()
    for before, stem, after in edges.splits(word):
        for entry in stems.get(stem, ()):
            for row in forms[entry.form]:
                if before in row.before and after in row.after:
                    senses.add(row.mood + entry.sense)
    return senses


def _heard(row: Affixes, sounds: Sounds) -> Affixes:
    return Affixes(
        before=frozenset(code for affix in row.before for code in (sounds.codes(affix) if affix else ("",))),
        after=frozenset(code for affix in row.after for code in (sounds.codes(affix, inside=True) if affix else ("",))),
        mood=row.mood,
    )


def _index(pairs: Iterable[tuple[str, Found]]) -> dict[str, tuple[Found, ...]]:
    found: dict[str, list[Found]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}
