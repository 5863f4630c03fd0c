"""Words that only tie a message to what was said before."""

import pytest

from bot.words.ellipsis import tie_of
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
        ("كم جلسة", None),
        ("قیمت", None),
    ],
)
def test_what_stands_beside_a_value_tells_whether_the_message_is_a_follow_up(
    beside_the_value: str, tie: str | None
) -> None:
    assert tie_of(fold(beside_the_value).split()) == tie
