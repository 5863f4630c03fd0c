"""The domain's concepts: "كم", "قديش" and "چند" are one idea, in whichever dialect a patient writes it.

Pure; knows nothing of Rasa. The words come from `nlu/thesaurus/<group>.yml`, and from the vocabularies where a concept
names the values that it covers: a word of theirs is written once.
"""

from functools import lru_cache
from itertools import chain, product
from pathlib import Path
from typing import Dict, Iterator, List, Mapping, Sequence, Set, Tuple

import yaml

from bot.words.normalise import fold
from nlu.components.forms import MOST_REMEMBERED, stems
from nlu.components.grammar import LATIN, Grammar, read_grammar
from nlu.components.typing_errors import Typing
from nlu.components.vocabulary import Vocabulary

VALUES = "values"
Phrases = Mapping[str, Sequence[str]]
"""A folded phrase → the concepts that it may stand for."""


def read_thesaurus(folder: Path, vocabulary: Vocabulary) -> Dict[str, List[str]]:
    """Read every file of a folder of concepts: concept → language → words, and `values` as `kind/value`.

    Raises `KeyError` when a concept covers a value that the vocabulary does not have.
    """
    phrases: Dict[str, Set[str]] = {}
    for path in sorted(folder.glob("*.yml")):
        for concept, written in yaml.load(path.read_bytes(), yaml.CSafeLoader).items():
            for form in _forms(written, vocabulary):
                phrases.setdefault(fold(str(form)), set()).add(concept)
    return {phrase: sorted(concepts) for phrase, concepts in sorted(phrases.items()) if phrase}


def _forms(written: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> Iterator[str]:
    for key, entries in written.items():
        if key == VALUES:
            for kind, value in (entry.split("/") for entry in entries):
                yield from chain.from_iterable(vocabulary[kind][value].values())
        else:
            yield from entries


class Thesaurus:
    """Finds the concepts of a folded message, also where its words carry a prefix or an ending."""

    def __init__(self, phrases: Phrases) -> None:
        """Keep `phrases` as `read_thesaurus` gives them."""
        self._phrases: Dict[Tuple[str, ...], Sequence[str]] = {tuple(key.split()): phrases[key] for key in phrases}
        self._words = frozenset(word for phrase in self._phrases for word in phrase)
        self._longest = max(map(len, self._phrases), default=0)
        self._grammar: Grammar = read_grammar()
        self._typing = Typing((phrase[0] for phrase in self._phrases if len(phrase) == 1), self._grammar.typing)
        self._readings = lru_cache(MOST_REMEMBERED)(lambda word: tuple(dict.fromkeys(self._read(word))))

    def find(self, folded: str) -> List[str]:
        """Return the concepts in the order in which they appear; the longest phrase at a place counts there."""
        readings = [self._readings(word) for word in folded.split()]
        found: Dict[str, None] = {}
        start = 0
        while start < len(readings):
            length, concepts = self._longest_at(readings, start)
            found.update(dict.fromkeys(concepts))
            start += length
        return list(found)

    def _longest_at(self, readings: Sequence[Tuple[str, ...]], start: int) -> Tuple[int, Sequence[str]]:
        for length in range(min(self._longest, len(readings) - start), 0, -1):
            span = readings[start : start + length]
            if all(span):
                for phrase in product(*span):
                    if phrase in self._phrases:
                        return length, self._phrases[phrase]
        return 1, ()

    def _read(self, word: str) -> Iterator[str]:
        names = (LATIN,) if word.isascii() else self._grammar.languages
        inflections = [self._grammar.inflections[name] for name in names]
        exact = [stem for stem in stems(word, inflections) if stem in self._words]
        yield from exact or self._typing.meant_by(word)
