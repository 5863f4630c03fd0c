"""Lines of Arabic and Persian as Pillow has to draw them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from statistics import median
from typing import Any

import pytest
import yaml
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, features

from bot.pictures.fonts import covered, font, font_file
from bot.pictures.text import left_to_right, length, shape, wrap
from bot.settings import ROOT
from bot.words.bidi import isolate, strip_isolates
from bot.words.script import shaped_letters

CHAT_ONLY = frozenset("●")
"""What stands in texts that are never drawn: the mark of the menu's buttons."""

ARABIC = re.compile("[\u0600-\u06ff]")


def texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from data.splitlines()
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


@cache
def content_lines() -> tuple[str, ...]:
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "content").rglob("*.yml")]
    return tuple(sorted({line for data in files for line in texts(data) if ARABIC.search(line)}))


def test_letters_are_joined() -> None:
    assert [f"{ord(letter):04X}" for letter in shape("بيت", "Regular")] == ["FE96", "FEF4", "FE91"]


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("24 ساعة", "ةعاس 24"),
        ("٢٤ ساعة", "ةعاس ٢٤"),
        ("من 24 إلى 48 ساعة", "ةعاس 48 ىلإ 24 نم"),
        ("از ۲۴ تا ۴۸ ساعت", "تعاس ۴۸ ات ۲۴ زا"),
        ("PRP (بلازما)", "(امزالب) PRP"),
        ("بلازما (PRP)", "(PRP) امزالب"),
        ("«آرایش» سبک", "کبس «شیارآ»"),
        ("جلسهٔ ۱۴۰۵/۸/۲۳", "۱۴۰۵/۸/۲۳ ۀسلج"),
        ("هاتف: +966 (11) 000-0000", "+966 (11) 000-0000 :فتاه"),
        ("الساعة ١٠:٣٠ صباحًا", "احابص ١٠:٣٠ ةعاسلا"),
        ("الطبيب: Huda Nada (A)", "(A) Huda Nada :بيبطلا"),
    ],
)
def test_words_stand_from_right_to_left_and_numbers_and_latin_names_read_from_the_left(line: str, drawn: str) -> None:
    # Written as the eye meets it from the left; a ligature is one glyph, and so it is compared by its letters.
    shown = shape(line, "Regular").replace("\ufefb", "\u0627\u0644").replace("\ufefc", "\u0627\u0644")
    assert unicodedata.normalize("NFKC", shown) == unicodedata.normalize("NFKC", drawn)


def test_a_name_isolated_by_the_caller_is_drawn_the_same() -> None:
    assert shape("بلازما \u2068PRP\u2069", "Bold") == shape("بلازما PRP", "Bold")


def test_a_half_space_parts_letters_and_is_not_drawn() -> None:
    shaped = shape("درمان‌شده", "Regular")
    assert "\u200c" not in shaped
    assert "\ufee5" in shaped or "\ufee6" in shaped  # the noon before it ends its word


@pytest.mark.parametrize("typed", ["ناحیهٔ", "ناحیۀ"])
def test_heh_with_hamza_is_one_glyph_however_it_is_typed(typed: str) -> None:
    assert shape(typed, "Regular").startswith("\ufba5")


def test_heh_with_hamza_that_joins_nothing_is_drawn_too() -> None:
    assert shape("دورهٔ دوم", "Regular").endswith("\u06c0\ufead\ufeed\ufea9")


def test_vowel_marks_are_left_out() -> None:
    assert shape("مُدّة أسبوعًا", "Regular") == shape("مدة أسبوعا", "Regular")


def test_every_line_of_the_content_can_be_drawn_in_both_weights() -> None:
    drawn = "".join(shape(line, "Regular") for line in content_lines() if CHAT_ONLY.isdisjoint(line))
    assert len(drawn) > 100_000
    assert covered("Bold").issuperset(map(ord, drawn))


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(ValueError, match=r"Vazirmatn Bold.*U\+1F4DE TELEPHONE RECEIVER"):
        shape("هاتف 📞", "Bold")
    with pytest.raises(ValueError, match=r"U\+260E"):
        left_to_right("☎ 997", "Regular")


def test_a_line_is_one_line() -> None:
    with pytest.raises(ValueError, match="wrap"):
        shape("سطر\nسطر", "Regular")


@pytest.mark.parametrize(
    "text", ["مصرف داروهای رقیق‌کنندهٔ خون مانند آسپرین فقط با نظر پزشک کلینیک", "الرياضة وكل مجهود بدني شديد"]
)
@pytest.mark.parametrize("width", [260, 420, 2000])
def test_a_long_label_wraps_between_words(text: str, width: int) -> None:
    lines = wrap(text, width, weight="Bold", size=46)
    assert strip_isolates(" ".join(lines)) == text
    assert all(length(line, weight="Bold", size=46) <= width for line in lines)
    assert not any(map(shaped_letters, lines))


def test_a_phone_number_is_not_torn_apart_by_a_line_end() -> None:
    lines = wrap("للمساعدة يمكن الاتصال بالرقم +966 11 000 0000 في أي وقت", 420, weight="Regular", size=40)
    assert any("+966 11 000 0000" in line for line in lines)


def test_a_word_wider_than_a_line_is_cut_and_nothing_of_it_is_lost() -> None:
    link = "https://nada-clinic.example.com/booking/with/a/long/way"
    lines = wrap(f"الحجز {link}", 300, weight="Regular", size=40)
    assert strip_isolates("".join(lines)) == f"الحجز{link}"
    assert all(length(line, weight="Regular", size=40) <= 300 for line in lines)


def test_lines_of_the_text_stay_lines_and_empty_ones_go() -> None:
    assert wrap("سطر\n\nسطر آخر\n", 900, weight="Regular", size=40) == ("سطر", "سطر آخر")


def content_words() -> list[str]:
    words = {word for line in content_lines() for word in line.split() if re.fullmatch(r"[\u0620-\u06ff\u200c]+", word)}
    return sorted(word for word in words if len(word) > 3)[::40]


def ink(text: str, face: ImageFont.FreeTypeFont, direction: str | None = None) -> Image.Image:
    """Draw a word and cut it out."""
    wide = int(face.getlength(text, direction=direction)) + 90
    sheet = Image.new("L", (wide, 280))
    ImageDraw.Draw(sheet).text((wide - 40, 180), text, font=face, fill=255, anchor="rs", direction=direction)
    left, _, right, _ = sheet.getbbox() or (0, 0, wide, 0)
    return sheet.crop((left, 0, right, 280))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share of ink that is elsewhere, but for small shifts: Raqm kerns, the plain layout does not."""
    size = max(1, (one.width + other.width) // 12), 46
    blurred = [each.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1)) for each in (one, other)]
    apart, whole = (
        sum(shade * times for shade, times in enumerate(picture.histogram()))
        for picture in (ImageChops.difference(*blurred), blurred[0])
    )
    return apart / max(whole, 1)


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow finds no Raqm here to compare with")
def test_words_look_as_raqm_draws_them() -> None:
    raqm = ImageFont.truetype(font_file("Regular"), 120, layout_engine=ImageFont.Layout.RAQM)
    plain, words = font("Regular", 120), content_words()
    assert len(words) > 200
    theirs = [ink(isolate(re.sub("[\u064b-\u0652\u0670]", "", word)), raqm, "rtl") for word in words]
    ours = [difference(ink(shape(word, "Regular"), plain), image) for word, image in zip(words, theirs, strict=True)]
    wrong = [
        difference(ink(shape(word, "Regular")[::-1], plain), image) for word, image in zip(words, theirs, strict=True)
    ]
    assert max(ours) < 0.5
    assert median(ours) < 0.1
    assert median(wrong) > 0.5  # a measure that sees nothing would prove nothing
