"""Left-to-right pieces in right-to-left text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.bidi import CONTROLS, RIGHT_TO_LEFT_MARK, isolate, strip_isolates


def marked(text: str) -> str:
    """Show the controls as visible brackets: ‹ › for an isolate, → for the mark."""
    return isolate(text).translate({0x2068: "‹", 0x2069: "›", 0x200F: "→"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("هاتف: +966 11 000 0000", "هاتف: ‹+966 11 000 0000›"),
        ("هاتف: (011) 000-0000 للحجز", "هاتف: ‹(011) 000-0000› للحجز"),
        ("الإسعاف 997 فورًا", "الإسعاف ‹997› فورًا"),
        ("إدارة FDA الأمريكية", "إدارة ‹FDA› الأمريكية"),
        ("جهاز Dermapen 4 الجديد", "جهاز ‹Dermapen 4› الجديد"),
        ("اینستاگرام @nada.clinic.demo", "اینستاگرام ‹@nada.clinic.demo›"),
        ("الرابط https://nada.example.com/a?b=1&c=2.", "الرابط ‹https://nada.example.com/a?b=1&c=2›."),
        ("(https://nada.example.com)", "→(‹https://nada.example.com›)"),
        ("التاريخ 21/03/2027 الأحد", "التاريخ ‹21/03/2027› الأحد"),
        ("تاریخ ۱۴۰۶/۰۱/۰۱ است", "تاریخ ‹۱۴۰۶/۰۱/۰۱› است"),
        ("السعر 1,200 ريال", "السعر ‹1,200› ريال"),
        ("بعد ٢٤ ساعة", "بعد ٢٤ ساعة"),
        ("از ۳ تا ۶ جلسه", "از ۳ تا ۶ جلسه"),
        ("PRP چیست؟", "→‹PRP› چیست؟"),
        ("سطر\n\n• سطر\n👍", "سطر\n\n• سطر\n→👍"),
        ("٢٤", "→٢٤"),
        ("", ""),
    ],
)
def test_what_reads_from_the_left_is_isolated_and_lines_lead_from_the_right(text: str, shown: str) -> None:
    assert marked(text) == shown


texts = st.text(alphabet=st.sampled_from("اب پی٣۴09+-/:.@()A bé\n\u2068\u2069\u200f،👍"), max_size=40)


@given(texts)
def test_isolating_twice_changes_nothing(text: str) -> None:
    once = isolate(text)
    assert isolate(once) == once


@given(texts)
def test_isolating_only_adds_controls(text: str) -> None:
    assert strip_isolates(isolate(text)) == strip_isolates(text)


@given(st.text(alphabet=st.sampled_from("اب٣09+-/:.@A b\n"), max_size=40))
def test_no_line_takes_its_direction_from_a_latin_letter(text: str) -> None:
    for line in isolate(text).split("\n"):
        strong = [character for character in line if character in f"ابA{RIGHT_TO_LEFT_MARK}b"]
        assert not strong or strong[0] not in "Ab"


def test_stripping_leaves_no_control_and_keeps_the_joiner_inside_words() -> None:
    assert strip_isolates("".join(sorted(CONTROLS)) + "می‌شود") == "می‌شود"
