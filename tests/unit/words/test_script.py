"""Whether a text is in its language, by its letters."""

from typing import Literal

import pytest

from bot.words.script import foreign_letters, reads_as, shaped_letters

ARABIC = "الألم خفيف عادةً ويختلف من شخص إلى آخر في أغلب الحالات"
PERSIAN = "درد معمولاً کم است و در هر کسی کمی فرق می‌کند، پس نگران نباشید"


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        (ARABIC, ["ar"]),
        (PERSIAN, ["fa"]),
        ("It hurts a little, and a cream helps most people a lot", []),
        ("پلاسما (PRP)", ["ar", "fa"]),  # too short to tell; a wrong letter is another check's business
        ("PRP treatment پلاسما", []),
        ("", ["ar", "fa"]),
        ("…", ["ar", "fa"]),
    ],
)
def test_a_text_reads_as_the_language_it_is_written_in(text: str, languages: list[str]) -> None:
    both: tuple[Literal["ar", "fa"], ...] = ("ar", "fa")
    assert [language for language in both if reads_as(text, language)] == languages


def test_letters_of_the_other_keyboard_are_found() -> None:
    assert foreign_letters("كی", "fa") == "ك"
    assert foreign_letters("كی", "ar") == "ی"
    assert foreign_letters(ARABIC, "ar") == ""
    assert foreign_letters(PERSIAN, "fa") == ""


def test_letters_as_drawn_are_seen() -> None:
    assert shaped_letters("ﺍﻷﻟﻢ")
    assert not shaped_letters(ARABIC + PERSIAN)
