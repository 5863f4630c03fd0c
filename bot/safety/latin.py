"""Arabic and Persian typed in Latin letters: both scripts are reduced to the consonants that are heard.

"atnafas", "2tnfs" and "اتنفس" come to one code, so that no word list has to be written twice. What stands between the
consonants is kept beside the code: a long vowel that Arabic script writes must be heard in the Latin word too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_READINGS = 12
_SHORT = frozenset("aeiou2")
_MOST_SHORT = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """One reading of a word: its consonants' codes, and what stands before, between and after them."""

    code: str
    between: tuple[str, ...]


class Sounds:
    """What each letter of either script sounds like; several readings where a letter has several."""

    def __init__(
        self,
        letters: Mapping[str, tuple[str, ...]],
        *,
        first: Mapping[str, tuple[str, ...]],
        vowels: Mapping[str, frozenset[str]],
        silent: frozenset[str],
    ) -> None:
        """`letters` maps a letter or letter group to its codes ("" = unheard), `first` the same at a word's start.

        `vowels` maps the letters of Arabic script that stand for a long vowel to the Latin letters that may spell it;
        those in `silent` need not be heard at either end of a word.
        """
        self._letters = dict(letters)
        self._first = dict(first)
        self._vowels = dict(vowels)
        self._silent = silent
        groups = sorted({*letters, *first}, key=len, reverse=True)
        self._group = re.compile("|".join(map(re.escape, groups)) or r"(?!)")

    def heard(self, word: str) -> tuple[Heard, ...]:
        """Return the readings of a folded word, at most MOST_READINGS of them; unknown letters are unheard."""
        readings: list[tuple[str, tuple[str, ...]]] = [("", ("",))]
        for match in self._group.finditer(word):
            group = match.group()
            codes = self._codes(group, first=match.start() == 0, last=match.end() == len(word))
            if len(readings) * len(codes) > MOST_READINGS:
                codes = codes[:1]
            readings = [
                (heard + code, (*between, "")) if code else (heard, (*between[:-1], between[-1] + group))
                for heard, between in readings
                for code in codes
            ]
        return tuple(Heard(code=heard, between=between) for heard, between in readings)

    def alike(self, native: Heard, latin: Heard) -> bool:
        """Return whether a word in Latin letters spells `native`, a word in Arabic script of the same code."""
        last = len(native.between) - 1
        return native.code == latin.code and all(
            self._fits(letters, vowels, edge=place in {0, last})
            for place, (letters, vowels) in enumerate(zip(native.between, latin.between, strict=True))
        )

    def _codes(self, group: str, *, first: bool, last: bool) -> tuple[str, ...]:
        if first and group in self._first:
            return self._first[group]
        codes = self._letters.get(group, ("",))
        # A final h only closes the vowel before it, in both scripts.
        return ("",) if last and codes == ("h",) and not first else codes

    def _fits(self, letters: str, vowels: str, *, edge: bool) -> bool:
        if not letters:
            return len(vowels) <= _MOST_SHORT and _SHORT.issuperset(vowels)
        if "3" in vowels and self._vowels.keys() >= set(letters):
            return False
        return all(
            letter not in self._vowels
            or not self._vowels[letter].isdisjoint(vowels)
            or (edge and letter in self._silent and not vowels)
            for letter in letters
        )
