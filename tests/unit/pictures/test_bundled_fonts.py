"""The fonts that pictures are drawn with: there, free, and read rightly."""

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from bot.pictures.fonts import WEIGHTS, Weight, covered, font_file
from bot.settings import ROOT
from bot.words.numbers import localise_digits


@pytest.mark.parametrize("weight", WEIGHTS)
def test_what_a_font_covers_is_what_its_character_map_says(weight: Weight) -> None:
    with TTFont(font_file(weight)) as font:
        assert covered(weight) == frozenset(font.getBestCmap())


@pytest.mark.parametrize("weight", WEIGHTS)
def test_both_families_of_digits_and_the_marks_of_both_languages_are_there(weight: Weight) -> None:
    digits = "".join(localise_digits("0123456789", family) for family in ("latn", "arab", "arabext"))
    assert covered(weight).issuperset(map(ord, digits + "،؛؟٪«»()[]+:/-–.…"))


def test_the_fonts_come_with_their_licence_and_where_they_are_from() -> None:
    folder = ROOT / "content" / "fonts"
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert "vazirmatn" in (folder / "README.md").read_text(encoding="utf-8")
