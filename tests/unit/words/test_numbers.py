"""Digits of three families, and amounts written out in words."""

import pytest

from bot.words.numbers import Digits, ascii_digits, localise_digits, spelled_quantity


@pytest.mark.parametrize(("family", "written"), [("latn", "0159"), ("arab", "٠١٥٩"), ("arabext", "۰۱۵۹")])
def test_digits_of_every_family_become_one(family: Digits, written: str) -> None:
    for typed in ("0159", "٠١٥٩", "۰۱۵۹", "0١۵9"):
        assert localise_digits(typed, family) == written


def test_other_characters_stay_as_they_are() -> None:
    assert ascii_digits("بعد ٢٤ ساعة، ½ ②") == "بعد 24 ساعة، ½ ②"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("انتظر يومين بعد الجلسة", "يومين"),
        ("بعد ثلاثة أيام", "ثلاثة أيام"),
        ("وأسبوعين بعدها", "وأسبوعين"),
        ("سه روز بعد", "سه روز"),
        ("تا چهل ساعت", "چهل ساعت"),
    ],
)
def test_an_amount_in_words_is_seen(text: str, amount: str) -> None:
    assert spelled_quantity(text) == amount


@pytest.mark.parametrize(
    "text",
    ["في يوم واحد", "الفاصل بين الجلستين", "در یک روز", "بین دو جلسه", "دوست ماه من", "اليومين", "هر روز", "نه، روز"],
)
def test_ways_to_speak_are_no_amounts(text: str) -> None:
    assert spelled_quantity(text) is None
