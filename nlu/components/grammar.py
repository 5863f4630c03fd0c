"""What the matcher knows of Arabic and Persian: how words are lengthened, what tells the two apart, what denies."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, Mapping, Sequence, Tuple

import yaml

LATIN = "latin"
_SHORTEST_BEGUN = 4
"""A shorter word begins like an article by chance."""
_FILE = Path(__file__).resolve().parent.parent / "grammar.yml"


@dataclass(frozen=True)
class Inflection:
    """The beginnings and endings of a language's words, the empty ones first, and the least that may stay.

    `feminine` is the letter that closes such a word, and the one that it becomes before an ending; or it is empty.
    """

    before: Tuple[str, ...]
    after: Tuple[str, ...]
    shortest_stem: int
    feminine: str


@dataclass(frozen=True)
class TypingRules:
    """How far a typed word may be from the word that was meant."""

    shortest_with_doubled: int
    shortest: int
    shortest_with_a_letter_more: int
    shortest_with_a_letter_less: int
    shortest_with_any_letter: int
    soft: FrozenSet[str]
    confused: Tuple[FrozenSet[str], ...]
    articles: Tuple[str, ...]
    article: str
    shortest_before_article: int
    shortest_after_article: int


@dataclass(frozen=True)
class Grammar:
    """The rules of `nlu/grammar.yml`, which says what each is for."""

    inflections: Mapping[str, Inflection]
    typing: TypingRules
    own_words: Mapping[str, FrozenSet[str]]
    own_letters: Mapping[str, FrozenSet[str]]
    own_beginnings: Mapping[str, Tuple[str, ...]]
    not_by_beginning: FrozenSet[str]
    fillers: Mapping[str, FrozenSet[str]]
    other_meanings: Tuple[str, ...]
    denial: Mapping[str, Any]

    @property
    def languages(self) -> Tuple[str, ...]:
        """The languages that are told apart."""
        return tuple(self.own_words)

    def signs(self, words: Sequence[str]) -> Dict[str, int]:
        """Count the words of a message that only one language has, for each language."""
        return {language: sum(self._signals(word, language) for word in words) for language in self.own_words}

    def _signals(self, word: str, language: str) -> bool:
        return (
            word in self.own_words[language]
            or not self.own_letters[language].isdisjoint(word)
            or (
                word not in self.not_by_beginning
                and word.startswith(self.own_beginnings[language])
                and len(word) >= _SHORTEST_BEGUN
            )
        )


@lru_cache(maxsize=None)
def read_grammar(path: Path = _FILE) -> Grammar:
    """Read the rules; raise `KeyError` or `ValueError` when the file is not what this code expects."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Grammar(
        inflections={
            language: Inflection(
                before=("", *rows["before"]),
                after=("", *rows["after"]),
                shortest_stem=rows["shortest_stem"],
                feminine=rows.get("feminine", ""),
            )
            for language, rows in written["inflections"].items()
        },
        typing=TypingRules(
            **{
                **written["typing"],
                "confused": tuple(map(frozenset, written["typing"]["confused"])),
                "soft": frozenset(written["typing"]["soft"]),
                "articles": tuple(written["typing"]["articles"]),
            }
        ),
        own_words={language: frozenset(words) for language, words in written["languages"].items()},
        own_letters={language: frozenset(written["letters"].get(language, "")) for language in written["languages"]},
        own_beginnings={language: tuple(written["beginnings"].get(language, ())) for language in written["languages"]},
        not_by_beginning=frozenset(written["not_by_beginning"]),
        fillers={language: frozenset(words) for language, words in written["fillers"].items()},
        other_meanings=tuple(written["other_meanings"]),
        denial=_frozen(written["denial"]),
    )


def _frozen(rules: Any) -> Any:
    """Turn the lists of nested rules into sets."""
    if isinstance(rules, dict):
        return {name: _frozen(rule) for name, rule in rules.items()}
    return frozenset(rules)
