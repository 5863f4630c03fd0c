"""Arabic or Persian? Letters that only one of them has, else a model of letter sequences learnt from our own sentences.

Standard library only.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.words.normalise import fold

# Letters that one language uses and the other does not, on the raw text: folding would erase the difference.
# ک and ی are absent here: an Arabic speaker with a Persian keyboard types them, and the reverse holds for ك and ي.
_PERSIAN_LETTERS = frozenset("پژ")
_ARABIC_LETTERS = frozenset("ةىإؤ")
# Maghrebi and Iraqi Arabic write چ and گ; a lone one is a hint, not a proof.
_LONGEST_SEQUENCE = 4
_EXCLUSIVE_LETTER = 2.5


@dataclass(frozen=True)
class Detection:
    """The language of a text (`ar` or `fa`, None without any letter) and how sure that is, 0 to 1."""

    language: Literal["ar", "fa"] | None
    certainty: float


class LanguageModel:
    """Scores folded letter sequences by how much likelier they are in Persian than in Arabic."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)

    @classmethod
    def train(cls, sentences: Iterable[tuple[str, str]], rarest: int = 6) -> "LanguageModel":
        """Learn from pairs of language and sentence; sequences seen fewer than `rarest` times are left out."""
        return cls.of(count_words(sentences), rarest)

    @classmethod
    def of(cls, words: Mapping[str, Counter[str]], rarest: int = 6) -> "LanguageModel":
        """Learn from the folded words of each language and how often each was written."""
        counts = {language: _counted(counter) for language, counter in words.items()}
        totals = {language: sum(counter.values()) for language, counter in counts.items()}
        kept = {s for counter in counts.values() for s, n in counter.items() if n >= rarest}
        return cls(
            {
                sequence: round(
                    math.log((counts["fa"][sequence] + 0.5) / (totals["fa"] + 1))
                    - math.log((counts["ar"][sequence] + 0.5) / (totals["ar"] + 1)),
                    3,
                )
                for sequence in sorted(kept)
            }
        )

    def detect(self, text: str) -> Detection:
        """Tell the language of a text; digits, emoji and other scripts alone tell nothing."""
        folded = fold(text)
        if not any(character.isalpha() for character in folded):
            return Detection(None, 0.0)
        known = [self.weights[s] for s in _sequences(folded) if s in self.weights]
        score = sum(known) / _LONGEST_SEQUENCE + _exclusive(text)
        certainty = abs(2 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - 1)
        return Detection("fa" if score > 0 else "ar", certainty) if known or score else Detection(None, 0.0)


def count_words(sentences: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Return how often each folded word stands in the sentences (language, text) of each language."""
    words: dict[str, Counter[str]] = {"ar": Counter(), "fa": Counter()}
    for language, sentence in sentences:
        words[language].update(fold(sentence).split())
    return words


def _exclusive(text: str) -> float:
    persian = sum(letter in _PERSIAN_LETTERS for letter in text)
    arabic = sum(letter in _ARABIC_LETTERS for letter in text)
    return _EXCLUSIVE_LETTER * (persian - arabic)


def _counted(words: Counter[str]) -> Counter[str]:
    """Return how often each sequence stands in words that are counted already: most words are common ones."""
    counts: Counter[str] = Counter()
    for word, times in words.items():
        for sequence in _sequences(word):
            counts[sequence] += times
    return counts


def _sequences(folded: str) -> Iterator[str]:
    for word in folded.split():
        padded = f" {word} "
        yield padded
        for length in range(2, _LONGEST_SEQUENCE + 1):
            yield from (padded[i : i + length] for i in range(len(padded) - length + 1))
