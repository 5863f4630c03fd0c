"""Arabic and Persian typed in Latin letters: both scripts are reduced to the consonants that are heard.

"atnafas", "2tnfs" and "اتنفس" come to one code, so that no word list has to be written twice.
"""

import re
from collections.abc import Mapping
from itertools import product

MOST_READINGS = 12
_DOUBLED = re.compile(r"(.)\1+")


class Sounds:
    """What each letter of either script sounds like; several readings where a letter has several."""

    def __init__(self, letters: Mapping[str, tuple[str, ...]], *, first: Mapping[str, tuple[str, ...]]) -> None:
        """`letters` maps a letter or letter group to its codes ("" = unheard), `first` the same at a word's start."""
        self._letters = dict(letters)
        self._first = dict(first)
        groups = sorted({*letters, *first}, key=len, reverse=True)
        self._group = re.compile("|".join(map(re.escape, groups)) or r"(?!)")

    def codes(self, word: str, *, inside: bool = False) -> tuple[str, ...]:
        """Return the codes of a folded word, at most MOST_READINGS of them; letters it does not know are unheard.

        `inside` says that the word is an ending, so that its first letter does not begin a word.
        """
        readings: list[tuple[str, ...]] = []
        count = 1
        for match in self._group.finditer(word):
            heard = self._heard(match, first=not inside and match.start() == 0, last=match.end() == len(word))
            if count * len(heard) > MOST_READINGS:
                heard = heard[:1]
            count *= len(heard)
            readings.append(heard)
        return tuple({_DOUBLED.sub(r"\1", "".join(reading)) for reading in product(*readings)})

    def _heard(self, match: re.Match[str], *, first: bool, last: bool) -> tuple[str, ...]:
        group = match.group()
        if first and group in self._first:
            return self._first[group]
        heard = self._letters.get(group, ("",))
        # A final h only closes the vowel before it, in both scripts.
        return ("",) if last and heard == ("h",) and not first else heard
