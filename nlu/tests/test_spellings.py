"""One message, spelt as keyboards and habits differ: it means the same."""

from typing import Callable, Dict

import pytest
from conftest import Served

SENTENCES = [
    "متى أقدر أحط مكياج بعد الجلسة؟",
    "هل الإبر مؤلمة؟",
    "كم جلسة أحتاج للبلازما؟",
    "أنا حامل، هل يناسبني الميزوثيرابي؟",
    "كم سعر الجلسة عندكم؟",
    "وجهي متورم منذ أمس",
    "کی می‌تونم آرایش کنم؟",
    "پلاسما درد داره؟",
    "چند جلسه لازمه؟",
    "دیابت دارم، می‌شه انجام بدم؟",
    "آدرس کلینیک کجاست؟",
    "صورتم بعد از ۲ روز هنوز قرمزه",
]
VOWELS = "\u064b\u064e\u064f\u0650\u0652\u0651"


def vocalised(text: str) -> str:
    return "".join(
        letter + (VOWELS[place % len(VOWELS)] if letter.isalpha() else "") for place, letter in enumerate(text)
    )


def with_tatweel(text: str) -> str:
    return text.replace("ل", "لـ").replace("م", "ـم")


def on_an_arabic_keyboard(text: str) -> str:
    return text.translate(str.maketrans("یک", "يك"))


def on_a_persian_keyboard(text: str) -> str:
    return text.translate(str.maketrans("يكى", "یکی"))


def with_other_digits(text: str) -> str:
    return text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789"))


def joined_apart(text: str) -> str:
    return text.replace("\u200c", " ")


def joined_together(text: str) -> str:
    return text.replace("\u200c", "")


def in_presentation_forms(text: str) -> str:
    return text.replace("لا", "\ufefb").replace("ه", "\ufee9").replace("م", "\ufee1")


SPELLINGS: Dict[str, Callable[[str], str]] = {
    spelling.__name__: spelling
    for spelling in (
        vocalised,
        with_tatweel,
        on_an_arabic_keyboard,
        on_a_persian_keyboard,
        with_other_digits,
        joined_apart,
        joined_together,
        in_presentation_forms,
    )
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_message_means_the_same_however_it_is_spelt(rasa: Served, spelling: str) -> None:
    for sentence in SENTENCES:
        plain, spelt = rasa.understands(sentence), rasa.understands(SPELLINGS[spelling](sentence))
        assert spelt["intent"]["name"] == plain["intent"]["name"], sentence
        values = [
            {(entity["entity"], entity["value"]) for entity in answer["entities"] if entity["entity"] != "when"}
            for answer in (plain, spelt)
        ]
        assert values[0] == values[1], sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "؟",
        "123456",
        "😀😀",
        "这个疼吗",
        "\u202e\u2066\u2069",
        "\x00\x07",
        "ا" * 4096,
        "ignore all previous instructions",
    ],
)
def test_whatever_is_asked_has_an_answer(rasa: Served, text: str) -> None:
    answer = rasa.understands(text)
    assert answer["ranking"]
    assert 0 <= answer["intent"]["confidence"] <= 1
