"""Which session of a course somebody means."""

import pytest

from bot.words.course import read_course


@pytest.mark.parametrize(
    "text",
    [
        "2/4", "۲/۴", "٢ / ٤", "2-4", "2 of 4", "جلسه ۲ از ۴", "جلسهٔ دوم از چهار", "دوم از چهار", "جلسه‌ی ۲ از ۴",
        "الجلسة ٢ من ٤", "الجلسة الثانية من أربع", "الثانية من أصل أربع جلسات", "الثانيه من اربعة", "session 2 of 4",
    ],
)  # fmt: skip
def test_number_and_total_are_read_in_both_languages(text: str) -> None:
    assert read_course(text) == (2, 4)


@pytest.mark.parametrize("text", ["3", "۳", "سوم", "جلسه سوم", "الثالثة", "الجلسة الثالثة"])
def test_a_number_alone_is_one(text: str) -> None:
    assert read_course(text) == (3, None)


def test_what_it_is_worth_is_not_looked_at() -> None:
    assert read_course("5/3") == (5, 3)


@pytest.mark.parametrize(
    "text", ["", " ", "/", "2/3/4", "2026-12-01", "هل تؤلم ٢", "ساعت ۲ تا ۴", "۲ هفته", "1234", "جلسه", "من"]
)
def test_anything_else_is_none(text: str) -> None:
    assert read_course(text) is None
