"""Whether a message about reminders wants one later."""

import pytest

from bot.words.reminder_kinds import means_all, means_later, means_no_more


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


@pytest.mark.parametrize(
    "text",
    [
        *("رجع التذكيرات", "أوقفها من أجل راحتي", "یادآوری‌ها را قطع کن", "stop", "wa22efha"),
        *("وقفوا التذكيرات عقب الجلسة", "لا ترسلون لي رسايل عقب", "ما أبي تذكيرات عقب اليوم", "آجلًا أم عاجلًا"),
    ],
)
def test_who_wants_them_again_or_no_more_does_not(text: str) -> None:
    assert not means_later(text)


@pytest.mark.parametrize(
    "text",
    [
        *("لا الآن ولا بعدين، أوقفوا كل التذكيرات", "ما أبي تذكيرات عقب الساعة ٨ مساء", "وقفوها بعدين نشوف"),
        *("بعدا دیگه نفرست", "قطعش کن، نه الان نه بعدا", "stop, later maybe"),
    ],
)
def test_who_says_no_more_means_it_whatever_else_is_said(text: str) -> None:
    assert means_no_more(text)


@pytest.mark.parametrize("text", ["ذكرني بعدين", "مو الحين، أجليه", "یه ساعت دیگه یادم بنداز", "بعدا یادآوری کن"])
def test_who_only_wants_it_later_does_not_say_no_more(text: str) -> None:
    assert not means_no_more(text)


def test_a_tap_that_says_nothing_does_not_mean_all_of_them() -> None:
    assert not means_all("")
    assert means_all("stop")
