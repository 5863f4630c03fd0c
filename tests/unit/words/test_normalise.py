"""One spelling for matching, however a patient typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.normalise import fold
from bot.words.skeleton import skeleton


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [
        ("هَلِ العِلاجُ مُؤْلِمٌ؟", "هل العلاج مؤلم"),  # vocalised
        ("العـــلاج", "العلاج"),  # tatweel
        ("ميزوثيرابى", "ميزوثيرابي"),  # final ى for ي
        ("جلسه", "جلسة"),
        ("كي درد داره", "کی درد داره"),  # an Arabic keyboard under a Persian hand
        ("می‌سوزه", "میسوزه"),  # three spellings of one Persian verb
        ("می سوزه", "میسوزه"),
        ("لکه های صورت", "لکه‌های صورت"),
        ("٢٤ ساعة", "24 ساعة"),
        ("۲۴ ساعت", "24 ساعت"),
        ("مرررررة حلووو", "مرة حلو"),
        ("ﺍﻟﺒﺸﺮﺓ", "البشرة"),  # presentation forms
        ("\u2067البشرة\u2069\u200f", "البشرة"),  # bidi controls
        ("Séance", "seance"),
        ("KAM JALSA", "kam jalsa"),
        ("وجهي،وارم!!", "وجهي وارم"),
    ],
)
def test_spellings_that_a_reader_takes_for_the_same_become_the_same(typed: str, same_as: str) -> None:
    assert fold(typed) == fold(same_as)


def test_the_arabic_word_for_water_is_not_taken_for_the_persian_verb_prefix() -> None:
    assert fold("مي الحنفية") == "می الحنفیه"


def test_a_number_keeps_its_repeated_digits() -> None:
    assert fold("٥٠٠٠") == "5000"


def test_an_emoji_stands_alone_as_a_word() -> None:
    assert fold("تمام👍🏽شكرا") == "تمام 👍 شکرا"


@given(st.text(alphabet=st.characters()))
def test_folding_never_fails_and_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.sampled_from("می نها سوزه ال‌ـَ123aeh3 7")))
def test_folding_again_changes_nothing_where_persian_words_are_joined(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("arabic_script", "latin_letters"),
    [
        ("كم جلسة أحتاج", "kam jalsa a7taj"),
        ("چند جلسه لازمه", "chand jalase lazeme"),
        ("بتوجع", "btewja3"),
        ("شما", "shoma"),
        ("خوبه", "khube"),
        ("شحال", "ch7al"),
    ],
)
def test_a_word_sounds_the_same_in_both_scripts(arabic_script: str, latin_letters: str) -> None:
    assert skeleton(fold(arabic_script)) == skeleton(fold(latin_letters))


def test_a_number_is_not_read_as_letters() -> None:
    assert skeleton("5000") == "5000"


@given(st.text())
def test_no_word_vanishes_from_its_sound(text: str) -> None:
    assert len(skeleton(fold(text)).split()) == len(fold(text).split())
