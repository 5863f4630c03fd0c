"""Sets right what was typed with the keyboard left in English: "ljn l,u]d" is "متى موعدي", "sghl" is "سلام".

Standard library only.
"""

from collections.abc import Container, Mapping
from operator import itemgetter

from bot.words.normalise import fold

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`\\"
_LAYOUTS: Mapping[str, Mapping[int, str]] = {
    "ar": {
        **dict(zip(map(ord, _KEYS), "ضصثقفغعهخحجدشسيبلاتنمكط", strict=False)),
        **dict(zip(map(ord, "zxcvnm,./`"), "ئءؤرىةوزظذ", strict=True)),
        **dict(zip(map(ord, "HNYXCGTBJK"), ["أ", "آ", "إ", "ْ", "}", "لأ", "لإ", "لآ", "ـ", "،"], strict=True)),
        ord("b"): "لا",
    },
    "fa": {
        **dict(zip(map(ord, _KEYS), "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو./پ", strict=False)),
        **dict(zip(map(ord, "HCMGBNV"), "آژءۀإأؤ", strict=True)),
        ord("\\"): "پ",
    },
}
_KEYBOARDS = tuple(
    {ord(chr(key).upper()): letter for key, letter in layout.items()} | dict(layout) for layout in _LAYOUTS.values()
)
"""The layouts with their capitals: a key that has none of its own gives what it gives without shift."""
_SHARE_KNOWN = 0.6
"""Of the retyped words, so many must be words that patients write."""
_SHARE_GAINED = 0.3
"""And so many more than of the words as they stand."""
_SHORTEST = 3
"""Letters of the longest word: a shorter message may be anything."""


def retyped(text: str, known: Container[str]) -> str:
    """Return what `text` was meant to be, if it makes sense only as keys of the other keyboard; else `text` itself.

    Args:
        text: As the patient sent it.
        known: The words that patients write, folded.
    """
    if not text.isascii() or not any(character.isalpha() for character in text):
        return text
    candidates = [text.translate(keys) for keys in _KEYBOARDS]
    share, best = max(((_share_known(each, known), each) for each in candidates), key=itemgetter(0))
    return best if share >= max(_SHARE_KNOWN, _share_known(text, known) + _SHARE_GAINED) else text


def _share_known(text: str, known: Container[str]) -> float:
    words = fold(text).split()
    if not words or max(map(len, words)) < _SHORTEST:
        return 0.0
    # By letters: a long word that is known says more than a short one.
    return sum(len(word) for word in words if word in known) / sum(map(len, words))
