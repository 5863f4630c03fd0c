"""Digits in and out: three families are read, one is written per language; and quantities spelled out in words."""

import re
from typing import Literal

Digits = Literal["latn", "arab", "arabext"]
"""A family of digits by its CLDR name: 012, ٠١٢ (Arabic), ۰۱۲ (Persian)."""

_FAMILIES: dict[Digits, str] = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
_TO: dict[Digits, dict[int, int]] = {
    family: {ord(digit): ord(digits[value]) for others in _FAMILIES.values() for value, digit in enumerate(others)}
    for family, digits in _FAMILIES.items()
}

_COUNTS = (
    "ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثمان ثماني ثمانية تسع تسعة عشر عشرة عشرين ثلاثين أربعين خمسين",
    "دو سه چهار پنج شش هفت هشت نه ده دوازده پانزده بیست سی چهل پنجاه شصت",
)
_COUNTED = (
    "ثوانٍ ثوان دقائق دقيقة ساعات ساعة أيام يوما يومًا أسابيع أسبوعا أسبوعًا أشهر شهور شهرا شهرًا سنوات سنة جلسات",
    "ثانیه دقیقه ساعت روز هفته ماه سال",
)
_DUALS = "ثانيتان ثانيتين دقيقتان دقيقتين ساعتان ساعتين يومان يومين أسبوعان أسبوعين شهران شهرين سنتان سنتين عامان عامين"


def _any_of(words: str) -> str:
    return "|".join(words.split())


_SPELLED_QUANTITY = re.compile(
    r"(?<!\w)[وفبل]?(?:"
    + "|".join(f"(?:{_any_of(c)}) (?:{_any_of(u)})" for c, u in zip(_COUNTS, _COUNTED, strict=True))
    + f"|{_any_of(_DUALS)})(?!\\w)"
)


def localise_digits(text: str, family: Digits) -> str:
    """Return `text` with every digit of the three families written in `family`."""
    return text.translate(_TO[family])


def ascii_digits(text: str) -> str:
    """Return `text` with Arabic and Persian digits as 0-9."""
    return localise_digits(text, "latn")


def spelled_quantity(text: str) -> str | None:
    """Return the first amount that `text` spells out in words ("three days", the Arabic dual), or None.

    "One" is not an amount here: "in one day" and "on the same day" are ways to speak.
    """
    found = _SPELLED_QUANTITY.search(text)
    return found[0] if found else None
