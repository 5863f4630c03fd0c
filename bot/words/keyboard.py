"""Sets right what was typed with the keyboard left in English: "ljn l,u]d" is "متى موعدي", "sghl" is "سلام".

Standard library only.
"""

from collections.abc import Container, Mapping

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
    as_it_stands = _share_known(text, known)
    candidates = [_with(layout, text) for layout in _LAYOUTS.values()]
    best = max(candidates, key=lambda candidate: _share_known(candidate, known))
    share = _share_known(best, known)
    return best if share >= max(_SHARE_KNOWN, as_it_stands + _SHARE_GAINED) else text


def _with(layout: Mapping[int, str], text: str) -> str:
    lower = {ord(key): layout[ord(key.lower())] for key in map(chr, range(65, 91)) if ord(key.lower()) in layout}
    return text.translate({**lower, **layout})


def _share_known(text: str, known: Container[str]) -> float:
    words = fold(text).split()
    if not words or max(map(len, words)) < _SHORTEST:
        return 0.0
    # By letters: a long word that is known says more than a short one.
    return sum(len(word) for word in words if word in known) / sum(map(len, words))
