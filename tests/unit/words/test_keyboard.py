"""Messages typed with the keyboard left in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.keyboard import retyped
from bot.words.normalise import fold

KNOWN = frozenset(
    fold(
        "متى أقدر أغسل وجهي كم سعر الجلسة موعدي السلام عليكم أبي أحجز خیلی درد داره سلام هزینه مزو چنده"
        " برای ریزش مو خوبه لبم ورم کرده نمیتونم نفس بکشم kam jalsa a7taj dard dare brufen"
    ).split()
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ljn l,u]d", "متى موعدي"),
        (";l suv hg[gsm", "كم سعر الجلسة"),
        ("hgsbl ugd;l", "السلام عليكم"),
        ("Hfd Hp[.", "أبي أحجز"),
        ("sghl", "سلام"),
        ("icdki lc, ]kni", "هزینه مزو چنده"),
        ("odgd nvn nhvi?", "خیلی درد داره?"),
        ("gfl ,vl ;vni kldj,kl kts f;al", "لبم ورم کرده نمیتونم نفس بکشم"),
    ],
)
def test_what_makes_sense_on_the_other_keyboard_alone_is_retyped(typed: str, meant: str) -> None:
    assert fold(retyped(typed, KNOWN)) == fold(meant)


@pytest.mark.parametrize(
    "text",
    ["kam jalsa a7taj?", "dard dare?", "hello, does it hurt?", "brufen 400", "12:30", "😀", "", "كم سعر", "ok", "sg"],
)
def test_what_makes_sense_as_it_stands_or_on_no_keyboard_stays(text: str) -> None:
    assert retyped(text, KNOWN) == text


@given(st.text())
def test_no_text_breaks_it_and_one_with_other_letters_is_left_alone(text: str) -> None:
    assert retyped(text, KNOWN) == text or text.isascii()
