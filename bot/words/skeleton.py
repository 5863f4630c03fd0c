"""The sound of a word without its vowels: what Arabic script and Latin letters have in common.

"كم جلسة أحتاج" and "kam jalsa a7taj" share no letter, but both have the skeleton "km jls htj". Standard library only.
"""

import re

_ARABIC = str.maketrans(
    {
        "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "j", "چ": "c", "ح": "h",
        "خ": "x", "د": "d", "ض": "d", "ذ": "z", "ز": "z", "ظ": "z", "ژ": "j", "ر": "r", "ش": "c", "ع": "",
        "غ": "q", "ف": "f", "ق": "q", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h",
        "ا": "", "و": "", "ی": "",
    }
)  # fmt: skip
# Digits of the chat alphabets (Arabizi) stand for consonants only inside a word that also has letters.
_DIGRAPHS = (
    ("kh", "x"), ("gh", "q"), ("sh", "c"), ("ch", "c"),
    ("th", "s"), ("zh", "j"), ("ph", "f"), ("ou", "o"), ("oo", "o"), ("ee", "e"), ("ck", "k"), ("dh", "d"),
)  # fmt: skip
_LATIN = str.maketrans(
    {
        "2": "", "3": "", "4": "", "5": "x", "6": "t", "7": "h", "8": "q", "9": "s", "p": "b", "v": "f",
        "a": "", "e": "", "i": "", "o": "", "u": "", "y": "", "w": "", "c": "k",
    }
)  # fmt: skip
_LATIN_WORD = re.compile(r"(?=[2-9]*[a-z])[a-z2-9]+")
_DOUBLED = re.compile(r"(.)\1+")


def skeleton(folded: str) -> str:
    """Return the consonants of a text that `fold` has been through, word by word.

    A word without any consonant keeps its letters, so that no word vanishes.
    """
    return " ".join(_word(word) for word in folded.split())


def _word(word: str) -> str:
    if word.isdecimal():
        return word
    bare = _latin(word) if _LATIN_WORD.fullmatch(word) else word.translate(_ARABIC)
    # The closing -h of the Persian and Arabic feminine is written "a" or "e" in Latin letters.
    if len(bare) > 1 and bare.endswith("h"):
        bare = bare[:-1]
    return _DOUBLED.sub(r"\1", bare) or word


def _latin(word: str) -> str:
    for digraph, letter in _DIGRAPHS:
        # An upper-case stand-in keeps "ch" from being read as "c" below.
        word = word.replace(digraph, letter.upper())
    return word.translate(_LATIN).lower()
