"""Whether a message about reminders wants one later."""

import pytest

from bot.words.reminder_kinds import means_later


@pytest.mark.parametrize(
    "text",
    [
        "ذكرني بعدين",
        "وبعدين ذكرني",
        "أجّليه لو سمحتِ",
        "بعداً یادآوری کن",
        "عقب بنداز",
        "دیرتر بفرستش",
        "ba3dein plz",
        "snooze",
    ],
)
def test_who_says_later_wants_it_later(text: str) -> None:
    assert means_later(text)


@pytest.mark.parametrize("text", ["رجع التذكيرات", "أوقفها من أجل راحتي", "یادآوری‌ها را قطع کن", "stop", "wa22efha"])
def test_who_wants_them_again_or_no_more_does_not(text: str) -> None:
    assert not means_later(text)
