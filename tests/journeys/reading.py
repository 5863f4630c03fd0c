"""Whether a message reads well on a phone: direction and digits (Unicode UAX #9)."""

import re
import unicodedata

from bot.content.scope import Language

_ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
_FAMILY = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹"}


def reads_well(text: str, language: Language) -> None:
    """Find it an AssertionError if a line would start from the left, or if digits of another family stand in it.

    What is isolated (telephone numbers, addresses, Latin names) is written as it is everywhere.
    """
    written = _ISOLATED.sub("", text)
    for line in written.splitlines():
        assert not line.strip() or _first_strong(line) in {"R", "AL"}, f"starts from the left: {line!r}"
    strange = {sign for sign in written if sign.isdecimal() and sign not in _FAMILY[language]}
    assert not strange, f"digits of another family: {strange} in {text!r}"
    assert text.count("\u2068") == text.count("\u2069") == len(_ISOLATED.findall(text)), f"unbalanced: {text!r}"


def _first_strong(line: str) -> str | None:
    kinds = (unicodedata.bidirectional(sign) for sign in line)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), None)
