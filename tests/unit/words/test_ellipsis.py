"""Words that only tie a message to what was said before."""

import pytest

from bot.words.ellipsis import cues_of, tie_of
from bot.words.normalise import fold


@pytest.mark.parametrize(
    ("beside_the_value", "tie"),
    [
        ("", "and for"),  # "البلازما؟": nothing but the value
        ("و", "and for"),
        ("طيب وعن", "and for"),
        ("چی؟", "and for"),
        ("لا قصدي", "i meant"),
        ("نه منظورم", "i meant"),
        ("ولو درت", "and for"),  # "ولو درت بلازما؟": only supposed
        ("اگه به جاش بزنه", "and for"),
        ("سويت", None),  # "سويت بلازما" says that it was done
        ("كم جلسة", None),
        ("قیمت", None),
    ],
)
def test_what_stands_beside_a_value_tells_whether_the_message_is_a_follow_up(
    beside_the_value: str, tie: str | None
) -> None:
    assert tie_of(fold(beside_the_value).split()) == tie


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("هيك عادي يعني؟", "is it normal"),
        ("طبیعیه؟", "is it normal"),
        ("ای نورمال اس؟", "is it normal"),
        ("tabiyie?", "is it normal"),
        ("قبل بكم يوم لازم وقفو", "stopping it"),
        ("از چن روز قبل قطعش کنم", "stopping it"),
        ("قديش بنطر بيناتن", "between them"),
        ("چقدر باید بینشون صبر کنم", "between them"),
        ("وبعدها؟", "and then"),
        ("بعدش چی؟", "and then"),
        ("يعني اتصل 999؟", "to the hospital"),
        ("شفاخانه برم؟", "to the hospital"),
    ],
)
def test_a_short_message_may_point_back_to_what_the_talk_is_about(text: str, cue: str) -> None:
    assert cue in cues_of(fold(text).split())


def test_a_message_with_a_question_of_its_own_points_back_to_nothing() -> None:
    assert cues_of(fold("عادي أسافر بعد الجلسة بيومين ولا لازم أنتظر أسبوع كامل").split()) == frozenset()
    assert cues_of([]) == frozenset()
