"""Finds the times that a patient gives, "yesterday", "in two weeks", "Thursday at five", as they stand in the message.

Pure; knows nothing of Rasa, and not which moment is meant.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Iterator, List, Optional, Sequence

import yaml

from bot.words.normalise import fold
from nlu.components.when_rules import Chart, Rules

_FILE = Path(__file__).resolve().parent.parent / "when.yml"
_LATIN = "A-Za-z\u00c0-\u024f"
# Vowel marks, tatweel and invisible joiners stand within words.
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069"
_WORD = re.compile(
    r"\d+(?:(?:[:.\u066b-]|\s?/\s?)\d+)+"  # a clock, a date, a range
    rf"|\d+(?![{_LATIN}\d])"
    rf"|[\d{_LATIN}]+"
    rf"|[^\W\d_{_LATIN}](?:[^\W\d_{_LATIN}]|[{_MARKS}])*"
)
_JOINS = re.compile(rf"[\s'’{_MARKS}-]*")
_APART = ""
_OTHER = {"ar": "fa", "fa": "ar"}
"""The language whose words would only be mistaken for those of the first."""


@dataclass(frozen=True)
class Time:
    """A time as it is written; `start` and `end` count characters of the folded message."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Word:
    """`read` is what the rules look at: it keeps the signs in a date, which folding does away with."""

    read: str
    start: int
    end: int


class Times:
    """Finds the times of all languages; the longest wins."""

    def __init__(self, file: Path = _FILE) -> None:
        """Read the rules; raise `KeyError` or `ValueError` when the file is not what this code expects."""
        written = yaml.safe_load(file.read_text(encoding="utf-8"))
        self._rules = {name: Rules(rules, written["shapes"]) for name, rules in written["languages"].items()}

    def find(self, text: str, folded: str, language: Optional[str] = None) -> List[Time]:
        """Return the times in a message, in reading order.

        `folded` is the folded form of `text`; `language` (ar or fa) is that of the message, if it is known for sure.
        """
        words = list(_words(text))
        found = list(self._spans([word.read for word in words], _OTHER.get(language or "")))
        return list(_placed(text, folded, words, found)) if found else []

    def _spans(self, words: Sequence[str], unspoken: Optional[str]) -> Iterator[range]:
        charts = [Chart(rules, words) for language, rules in self._rules.items() if language != unspoken]
        place = 0
        while place < len(words):
            # Of two that are as long, the one that is no time after all.
            length, is_time = max(
                (chart.longest(place) for chart in charts), key=lambda found: (found[0], not found[1])
            )
            if is_time:
                yield range(place, place + length)
            place += max(length, 1)


def _words(text: str) -> Iterator[_Word]:
    """The words, and an empty one where a sentence or a part of it ends: no time reaches across."""
    end = 0
    for found in _WORD.finditer(text):
        if not _JOINS.fullmatch(text, end, found.start()):
            yield _Word(_APART, end, found.start())
        yield _Word(_read(found[0]), found.start(), found.end())
        end = found.end()


@lru_cache(maxsize=50_000)
def _read(word: str) -> str:
    if word[0].isdigit() and not word.isdecimal():
        return "".join(str(unicodedata.digit(letter, letter)) for letter in word if not letter.isspace())
    return fold(word)


def _placed(text: str, folded: str, words: Sequence[_Word], spans: Sequence[range]) -> Iterator[Time]:
    places = []
    end = 0
    for word in words:
        # Folding may join words or part them, but leaves them in order.
        plain = fold(text[word.start : word.end])
        start = max(folded.find(plain, end), end)
        end = min(start + len(plain), len(folded))
        places.append((start, end))
    for span in spans:
        first, last = span[0], span[-1]
        yield Time(text[words[first].start : words[last].end], places[first][0], places[last][1])
