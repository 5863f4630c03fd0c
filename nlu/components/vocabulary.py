"""Finds the clinic's closed vocabularies in a folded message: dialect words, beginnings and endings, one typing error.

Pure; knows nothing of Rasa. The forms come from `content/vocabulary/<kind>.yml`, the one place where they are written,
what is known of the languages from `nlu/grammar.yml`.
"""

from pathlib import Path
from typing import Dict, FrozenSet, Iterator, List, Mapping, Optional, Sequence, Set, Tuple

import yaml

from bot.words.normalise import fold
from nlu.components.denial import undenied
from nlu.components.forms import Forms, Mention, Phrase, Values, words_alone
from nlu.components.grammar import LATIN, Grammar, read_grammar
from nlu.components.typing_errors import Typing

_OF_THE_HAIR = frozenset({"hair_loss", "alopecia", "dandruff"})
_WITH_A_PART_OF_THEIR_OWN = frozenset(
    {"dark_circles", "dizziness", "headache", "nausea", "puffiness", "sleep", "surgery"}
)
"""Values whose words name a part of the body that is not treated: who sleeps on the belly asks for the face."""
_SHORTEST_TELLING = 4
"""A shorter form may be another word of the other language."""

Vocabulary = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
"""kind → value → language (ar, fa, latin) → surface forms."""


def read_vocabulary(folder: Path) -> Dict[str, Dict[str, Dict[str, List[str]]]]:
    """Read every `<kind>.yml` of a folder."""
    return {path.stem: yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.glob("*.yml"))}


class Matcher:
    """Finds mentions of a vocabulary. Longer phrases win over shorter ones; one phrase may belong to several kinds."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._grammar = read_grammar()
        languages = self._grammar.languages
        of_all = _phrases(vocabulary, [*languages, LATIN], self._grammar)
        typing = Typing(words_alone(of_all), self._grammar.typing)
        self._forms: Dict[Optional[str], Forms] = {
            language: Forms(_phrases(vocabulary, [language, LATIN], self._grammar), [language], self._grammar, typing)
            for language in languages
        }
        self._telling = {language: self._only_in(language) for language in languages}
        self._forms[None] = Forms(of_all, languages, self._grammar, typing)

    def find(self, folded: str) -> List[Mention]:
        """Return what a folded message names, in reading order, without what it denies."""
        words = folded.split()
        language = self.language(words)
        return undenied(list(self._mentions(words, self._forms[language])), words, language, self._grammar)

    def _mentions(self, words: Sequence[str], forms: Forms) -> Iterator[Mention]:
        places = [place for place, word in enumerate(words) if word not in forms.fillers]
        readings = [forms.readings(words[place]) for place in places]
        start = 0
        while start < len(places):
            length, found = forms.longest_at(readings, start)
            for kind, value in sorted(found):
                yield Mention(kind, value, places[start], places[start + length - 1])
            if length > 1:
                for first, last, value in _areas_within(range(start, start + length), found, readings, forms):
                    yield Mention("area", value, places[first], places[last])
            start += max(length, 1)

    def language(self, words: Sequence[str]) -> Optional[str]:
        """Return the language that alone has left signs in a message, or None."""
        signs = self._grammar.signs(words)
        if not any(signs.values()):
            signs = {language: len(telling.intersection(words)) for language, telling in self._telling.items()}
        shown = [language for language, count in signs.items() if count]
        return shown[0] if len(shown) == 1 else None

    def _only_in(self, language: str) -> FrozenSet[str]:
        elsewhere = [self._forms[other].alone for other in self._grammar.languages if other != language]
        words = self._forms[language].alone.difference(*elsewhere)
        return frozenset(word for word in words if len(word) >= _SHORTEST_TELLING)


def _areas_within(
    phrase: range, found: Values, readings: Sequence[Phrase], forms: Forms
) -> Iterator[Tuple[int, int, str]]:
    """Yield the parts of the body that a longer phrase names: "the spots of my face" are on the face.

    Not those that only say what is washed or dyed, not the hair that falls, and not the head that aches.
    """
    if any(value in _WITH_A_PART_OF_THEIR_OWN for _, value in found):
        return
    of_the_hair = any(kind == "activity" or value in _OF_THE_HAIR for kind, value in found)
    for first in phrase:
        # The whole phrase is known already.
        within, values = forms.longest_at(readings[: phrase.stop - (first == phrase.start)], first)
        for kind, value in sorted(values):
            if kind == "area" and not (value == "hair" and of_the_hair):
                yield first, first + within - 1, value


def _phrases(
    vocabulary: Vocabulary, languages: Sequence[str], grammar: Grammar
) -> Dict[Phrase, FrozenSet[Tuple[str, str]]]:
    phrases: Dict[Phrase, Set[Tuple[str, str]]] = {tuple(fold(form).split()): set() for form in grammar.other_meanings}
    for kind, values in vocabulary.items():
        for value, forms_of in values.items():
            for language in languages:
                for form in forms_of.get(language, ()):
                    phrases.setdefault(tuple(fold(str(form)).split()), set()).add((kind, value))
    return {phrase: frozenset(values) for phrase, values in phrases.items() if phrase}
