"""Finds the clinic's closed vocabularies in a folded message: dialect words, prefixes and suffixes, one typing error.

Pure; knows nothing of Rasa. The forms come from `content/vocabulary/<kind>.yml`, the one place where they are written.
"""

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Dict, FrozenSet, Iterable, Iterator, List, Mapping, Sequence, Set, Tuple

import yaml

from bot.words.normalise import fold

# What Arabic writes before a noun, and what both languages write behind it, in the spelling that `fold` gives.
_PREFIXES = (
    "",
    "و",
    "ب",
    "ل",
    "ف",
    "ک",
    "ال",
    "لل",
    "وال",
    "بال",
    "فال",
    "کال",
    "ولل",
    "عال",
    "هال",
    "ع",
    "ول",
    "وب",
    "ها",
    "د",
)
_SUFFIXES = (
    "", "ه", "ها", "ی", "م", "ت", "ش", "ک", "نا", "کم", "هم", "کن", "ات", "ین", "ون", "های", "هام", "هات", "هاش", "هایی",
    "مو", "تو", "شو", "رو", "و", "مون", "تون", "شون", "ام", "ات", "اش", "ای", "یه", "م رو", "هامو", "هاتو", "هاشو",
    "مم", "ست", "ان", "یم", "هاست", "تی", "ته", "تها", "تک",
)  # fmt: skip
_LATIN_PREFIXES = ("el", "al", "il", "l", "w", "bel", "bil", "lel", "b")
_LATIN_SUFFIXES = ("ha", "haye", "am", "et", "esh", "o", "ro", "i", "e")
# A shorter word is one letter away from too many others.
_SHORTEST_WITH_TYPO = 5
_SHORTEST_STEM = 3
_NEGATIONS = frozenset(
    [
        "مو",
        "مب",
        "موب",
        "مش",
        "مشو",
        "مهو",
        "مهب",
        "ماني",
        "منی",
        "مانی",
        "مانیش",
        "ماعندی",
        "معندیش",
        "ماعندیش",
        "معندی",
        "ماعندنا",
        "ماکو",
        "مافی",
        "مافیش",
        "مالی",
        "لست",
        "لیس",
        "لیست",
        "مانیب",
        "مانب",
        "غیر",
        "بدون",
        "بلا",
        "ماهو",
        "ماهی",
        "مهی",
        "مانا",
    ]
)
_NEGATIVE_VERBS = frozenset(
    [
        "ندارم",
        "نداره",
        "ندارد",
        "نداریم",
        "نیستم",
        "نیست",
        "نیستن",
        "نیستیم",
        "نبودم",
        "نبود",
        "نمیخورم",
        "نمیخوره",
        "نمیکنم",
        "نزدم",
        "نگرفتم",
        "نشدم",
        "نه",
    ]
)


@dataclass(frozen=True)
class Mention:
    """A value that a message names: `kind` and `value` of the vocabularies, and the words it stands on."""

    kind: str
    value: str
    first: int
    last: int


Vocabulary = Mapping[str, Mapping[str, Sequence[str]]]
"""kind → value → surface forms."""


def read_vocabulary(folder: Path) -> Dict[str, Dict[str, List[str]]]:
    """Read every `<kind>.yml` of a folder; the forms of all languages of a value come as one list."""
    return {
        path.stem: {
            value: [form for forms in by_language.values() for form in forms]
            for value, by_language in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        }
        for path in sorted(folder.glob("*.yml"))
    }


class Matcher:
    """Finds mentions of a vocabulary. Longer phrases win over shorter ones; one phrase may belong to several kinds."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases: Dict[Tuple[str, ...], Set[Tuple[str, str]]] = {}
        for kind, values in vocabulary.items():
            for value, forms in values.items():
                for form in forms:
                    words = tuple(fold(str(form)).split())
                    if words:
                        self._phrases.setdefault(words, set()).add((kind, value))
        self._longest = max(map(len, self._phrases), default=0)
        self._words = frozenset(word for phrase in self._phrases for word in phrase)
        self._typos = _deletions(word for word in self._words if len(word) >= _SHORTEST_WITH_TYPO)
        self._known: Dict[str, Tuple[str, ...]] = {}

    def find(self, folded: str) -> List[Mention]:
        """Return what a folded message names, in reading order, without what it denies."""
        words = folded.split()
        readings = [self._readings(word) for word in words]
        mentions: List[Mention] = []
        start = 0
        while start < len(words):
            length, found = self._longest_at(readings, start)
            mentions += [Mention(kind, value, start, start + length - 1) for kind, value in sorted(found)]
            start += max(length, 1)
        return [mention for mention in mentions if not _denied(mention, words)]

    def _longest_at(self, readings: Sequence[Tuple[str, ...]], start: int) -> Tuple[int, FrozenSet[Tuple[str, str]]]:
        for length in range(min(self._longest, len(readings) - start), 0, -1):
            span = readings[start : start + length]
            if not all(span):
                continue
            for phrase in product(*span):
                if phrase in self._phrases:
                    return length, frozenset(self._phrases[phrase])
        return 0, frozenset()

    def _readings(self, word: str) -> Tuple[str, ...]:
        """The words of the vocabulary that a typed word may be, likeliest first."""
        if word not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = tuple(dict.fromkeys(self._read(word)))
        return self._known[word]

    def _read(self, word: str) -> Iterator[str]:
        stems = list(_stems(word))
        exact = [stem for stem in stems if stem in self._words]
        yield from exact
        if not exact:
            for stem in stems:
                if len(stem) >= _SHORTEST_WITH_TYPO:
                    yield from _one_edit_away(stem, self._typos)


def _stems(word: str) -> Iterator[str]:
    yield word
    prefixes, suffixes = (_LATIN_PREFIXES, _LATIN_SUFFIXES) if word.isascii() else (_PREFIXES, _SUFFIXES)
    for prefix, suffix in product(("", *prefixes), ("", *suffixes)):
        if word.startswith(prefix) and word.endswith(suffix):
            stem = word[len(prefix) : len(word) - len(suffix)]
            if len(stem) >= _SHORTEST_STEM and stem != word:
                yield stem
                # "جلسه" becomes "جلست-" before a suffix.
                if stem.endswith("ت") and suffix and not word.isascii():
                    yield stem[:-1] + "ه"


def _deletions(words: Iterable[str]) -> Dict[str, Set[str]]:
    index: Dict[str, Set[str]] = {}
    for word in words:
        for shorter in (word, *_without_one_letter(word)):
            index.setdefault(shorter, set()).add(word)
    return index


def _without_one_letter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _one_edit_away(word: str, index: Mapping[str, Set[str]]) -> Iterator[str]:
    for shorter in (word, *_without_one_letter(word)):
        # The first letter is rarely the wrong one, and a different one usually makes another word.
        yield from sorted(known for known in index.get(shorter, ()) if known[0] == word[0])


def _denied(mention: Mention, words: Sequence[str]) -> bool:
    if mention.kind in {"treatment", "other", "area"}:
        return False
    before = words[max(mention.first - 1, 0) : mention.first]
    behind = words[mention.last + 1 : mention.last + 2]
    return bool(_NEGATIONS.intersection(before) or _NEGATIVE_VERBS.intersection(behind))
