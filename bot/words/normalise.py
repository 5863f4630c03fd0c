"""One spelling for matching: what a patient typed, folded so that its variants compare equal.

The result is for comparing only. Nothing that is shown to anyone may pass through here.
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ے": "ی",
        "ې": "ی",
        "ك": "ک",
        "ڪ": "ک",
        "ة": "ه",
        "ۃ": "ه",
        "ھ": "ه",
        "ہ": "ه",
        "ە": "ه",
        "ٱ": "ا",
        "ء": "",
        "ـ": "",
        "ڤ": "و",
        "ڨ": "گ",
        "ݣ": "گ",
        "ڭ": "گ",
        "ß": "ss",
        "ı": "i",
    }
)
_REPEATED_LETTER = re.compile(r"([^\W\d_])\1{2,}")
# Persian writes its verb prefix and its plural joined, apart, or with a zero-width non-joiner: one policy, joined.
# Not before "ال": the Arabic word "مي" (water) is followed by an article, the Persian prefix never is.
_VERB_PREFIX = re.compile(r"(?<!\S)(ن?می) (?!ال)(?=[^\W\d_a-z])")
_PLURAL_SUFFIX = re.compile(r"(?<=[^\W\d_a-z]) (های|هایی|ها|هام|هات|هاش|هامون|هاتون|هاشون)(?!\S)")


def fold(text: str) -> str:
    """Return `text` in the one spelling that matching uses. Idempotent; never raises.

    Letters that differ between Arabic and Persian keyboards become one, marks and tatweel vanish, digits become
    ASCII, Latin letters lose case and accents, punctuation becomes a space, emoji stand alone as words, and a letter
    typed three times or more counts once.
    """
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).translate(_LETTERS).lower()
    spaced = " ".join("".join(map(_character, decomposed)).split())
    collapsed = _REPEATED_LETTER.sub(r"\1", spaced)
    return _PLURAL_SUFFIX.sub(r"\1", _VERB_PREFIX.sub(r"\1", collapsed))


def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category.startswith("L"):
        return character
    # Marks, zero-width and bidi controls join what stands around them; all else parts it.
    if category in {"Mn", "Me", "Cf", "Sk"}:
        return ""
    return f" {character} " if category == "So" else " "
