"""What the matcher knows of Arabic and Persian: how words are lengthened, what tells the languages apart, what denies."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, Mapping, Sequence, Tuple

import yaml

LATIN = "latin"
_FILE = Path(__file__).resolve().parent.parent / "grammar.yml"


@dataclass(frozen=True)
class Inflection:
    """The beginnings and endings of a language's words, the empty ones first, and the least that may stay."""

    before: Tuple[str, ...]
    after: Tuple[str, ...]
    shortest_stem: int


@dataclass(frozen=True)
class Grammar:
    """The rules of `nlu/grammar.yml`, which says what each is for."""

    inflections: Mapping[str, Inflection]
    shortest_with_typo: int
    own_words: Mapping[str, FrozenSet[str]]
    own_letters: Mapping[str, FrozenSet[str]]
    other_meanings: Tuple[str, ...]
    denial: Mapping[str, Any]

    @property
    def languages(self) -> Tuple[str, ...]:
        """The languages that are told apart."""
        return tuple(self.own_words)

    def signs(self, words: Sequence[str]) -> Dict[str, int]:
        """Count the words of a message that only one language has, for each language."""
        return {
            language: sum(word in own or not self.own_letters[language].isdisjoint(word) for word in words)
            for language, own in self.own_words.items()
        }


@lru_cache(maxsize=None)
def read_grammar(path: Path = _FILE) -> Grammar:
    """Read the rules; raise `KeyError` or `ValueError` when the file is not what this code expects."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Grammar(
        inflections={
            language: Inflection(("", *rows["before"]), ("", *rows["after"]), rows["shortest_stem"])
            for language, rows in written["inflections"].items()
        },
        shortest_with_typo=written["shortest_with_typo"],
        own_words={language: frozenset(words) for language, words in written["languages"].items()},
        own_letters={language: frozenset(written["letters"].get(language, "")) for language in written["languages"]},
        other_meanings=tuple(written["other_meanings"]),
        denial=written["denial"],
    )
