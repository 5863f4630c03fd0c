"""Finds the clinic's closed vocabularies in a folded message: dialect words, beginnings and endings, one typing error.

Pure; knows nothing of Rasa. The forms come from `content/vocabulary/<kind>.yml`, the one place where they are written,
what is known of the languages from `nlu/grammar.yml`.
"""

from pathlib import Path
from typing import Dict, FrozenSet, List, Mapping, Optional, Sequence, Set, Tuple

import yaml

from bot.words.normalise import fold
from nlu.components.denial import undenied
from nlu.components.forms import Forms, Mention, Phrase
from nlu.components.grammar import LATIN, Grammar, read_grammar

Vocabulary = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
"""kind → value → language (ar, fa, latin) → surface forms."""


def read_vocabulary(folder: Path) -> Dict[str, Dict[str, Dict[str, List[str]]]]:
    """Read every `<kind>.yml` of a folder."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))}


class Matcher:
    """Finds mentions of a vocabulary. Longer phrases win over shorter ones; one phrase may belong to several kinds."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._grammar = read_grammar()
        phrases = {
            language: _phrases(vocabulary, {language, LATIN}, self._grammar) for language in self._grammar.languages
        }
        self._forms: Dict[Optional[str], Forms] = {
            language: Forms(phrases[language], [language], self._grammar) for language in phrases
        }
        everything = _phrases(vocabulary, {*phrases, LATIN}, self._grammar)
        self._forms[None] = Forms(everything, phrases, self._grammar)
        self._listed = {
            language: frozenset(phrase[0] for phrase in listed if len(phrase) == 1)
            for language, listed in phrases.items()
        }

    def find(self, folded: str) -> List[Mention]:
        """Return what a folded message names, in reading order, without what it denies."""
        words = folded.split()
        language = self.language(words)
        forms = self._forms[language]
        readings = [forms.readings(word) for word in words]
        mentions: List[Mention] = []
        start = 0
        while start < len(words):
            length, found = forms.longest_at(readings, start)
            mentions += [Mention(kind, value, start, start + length - 1) for kind, value in sorted(found)]
            start += max(length, 1)
        return undenied(mentions, words, language, self._grammar)

    def language(self, words: Sequence[str]) -> Optional[str]:
        """Return the language that alone has left signs in a message, or None."""
        signs = self._grammar.signs(words)
        if not any(signs.values()):
            signs = {
                language: sum(word in listed and not self._elsewhere(word, language) for word in words)
                for language, listed in self._listed.items()
            }
        shown = [language for language, count in signs.items() if count]
        return shown[0] if len(shown) == 1 else None

    def _elsewhere(self, word: str, language: str) -> bool:
        return any(word in listed for other, listed in self._listed.items() if other != language)


def _phrases(vocabulary: Vocabulary, languages: Set[str], grammar: Grammar) -> Dict[Phrase, FrozenSet[Tuple[str, str]]]:
    phrases: Dict[Phrase, Set[Tuple[str, str]]] = {tuple(fold(form).split()): set() for form in grammar.other_meanings}
    for kind, values in vocabulary.items():
        for value, forms_of in values.items():
            for language in languages.intersection(forms_of):
                for form in forms_of[language]:
                    phrases.setdefault(tuple(fold(str(form)).split()), set()).add((kind, value))
    return {phrase: frozenset(values) for phrase, values in phrases.items() if phrase}
