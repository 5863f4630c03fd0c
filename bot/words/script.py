"""Letters: whether a text is written in the script, and with the letters, of its language."""

import re
from collections.abc import Mapping
from typing import Literal

_NOT_IN: Mapping[str, frozenset[str]] = {
    "ar": frozenset("کیگچپژۀێۆەڕڵ"),
    "fa": frozenset("يكىةإ"),
}
_EXPECTED_IN: Mapping[str, frozenset[str]] = {
    "ar": frozenset("يكىةأإ"),
    "fa": frozenset("کیگچپژ"),
}
_LETTER = re.compile(r"[^\W\d_]")
_OWN_LETTER = re.compile(r"(?=[\u0600-\u06ff])[^\W\d_]")
_SHAPED_LETTER = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefe]")

_ENOUGH_LETTERS = 40
"""From this length on, a text without one of its language's own letters is not in that language."""


def foreign_letters(text: str, language: Literal["ar", "fa"]) -> str:
    """Return the letters in `text` that the language is not written with, each once: another keyboard, or language."""
    return "".join(sorted(set(text) & _NOT_IN[language]))


def reads_as(text: str, language: Literal["ar", "fa"]) -> bool:
    """Return whether `text` can be in this language: mostly in its script, and if long, with its own letters."""
    letters, own = len(_LETTER.findall(text)), len(_OWN_LETTER.findall(text))
    if letters < _ENOUGH_LETTERS:
        return own * 2 >= letters
    return own * 10 >= letters * 8 and not _EXPECTED_IN[language].isdisjoint(text)


def shaped_letters(text: str) -> bool:
    """Return whether `text` holds presentation forms: letters as drawn, reshaped by some program."""
    return _SHAPED_LETTER.search(text) is not None
