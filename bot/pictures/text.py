"""Right-to-left text for Pillow, which draws letter by letter from left to right (`ImageFont.Layout.BASIC`).

Raqm would do all this with the system's libraries, and draw differently wherever these are missing.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

import arabic_reshaper
from bidi import get_display

from bot.pictures.fonts import Weight, covered, font
from bot.words.bidi import CONTROLS, isolate, strip_isolates

_RESHAPER = arabic_reshaper.ArabicReshaper({"delete_harakat": False, "support_zwj": True})
_MIRRORED = str.maketrans("()[]{}«»<>‹›", ")(][}{»«><›‹")
_UNDRAWN = dict.fromkeys([*map(ord, CONTROLS), 0x200C, 0x200D])
# Without a shaper, marks of vowels would stand in the letters. U+0653 to U+0655 belong to letters and stay.
_VOWEL_MARKS = dict.fromkeys([*range(0x064B, 0x0653), 0x0656, 0x0670])
_ISOLATE = re.compile("(\u2068[^\u2069]*\u2069)")
_PIECE = re.compile("(?:\u2068[^\u2069]*\u2069|[^ \\n\u2068])+")

# The Persian "heh with hamza above", however typed, is one glyph at a word's end: two would touch each other.
# Of its two presentation forms the font has the final one; the isolated one is drawn as the letter itself.
_HEH_WITH_HAMZA = re.compile(r"[\u0647\u06c1\u06d5]\u0654(?![\u0620-\u064a\u066e-\u06d3])")
_AS_ONE = chr(0x06C0)
_NOMINAL = {0xFBA4: 0x06C0}


def shape(text: str, weight: Weight) -> str:
    """Return one line of right-to-left `text` in the order and with the forms in which Pillow has to draw it.

    Left-to-right pieces (Latin names, phone numbers, dates) keep their own order. Never store what this returns.

    Raises:
        ValueError: The text is more than one line, or the weight has no glyph for one of its characters.
    """
    if "\n" in text:
        raise ValueError("a line is shaped by itself: wrap the text first")
    plain = unicodedata.normalize("NFC", text).translate(_VOWEL_MARKS)
    isolated = isolate(_HEH_WITH_HAMZA.sub(_AS_ONE, plain))
    mirrored = "".join(map(_mirror, _ISOLATE.split(isolated)))
    display = str(get_display(_RESHAPER.reshape(mirrored), base_dir="R"))
    return _checked(display.translate(_NOMINAL).translate(_UNDRAWN), weight)


def left_to_right(text: str, weight: Weight) -> str:
    """Return a phone number or a Latin name as Pillow has to draw it.

    Raises:
        ValueError: The weight has no glyph for one of its characters.
    """
    return _checked(text.translate(_UNDRAWN), weight)


def wrap(text: str, width: float, *, weight: Weight, size: int) -> tuple[str, ...]:
    """Return `text` as lines to shape, none wider than `width` px when drawn with this weight and size.

    Lines end between words; a phone number, a date or a name stays in one piece unless it is wider than a line.
    """

    def fits(line: str) -> bool:
        return length(line, weight=weight, size=size) <= width

    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for piece in [paragraph] if fits(paragraph) else _pieces(paragraph, fits):
            longer = f"{line} {piece}" if line else piece
            if line and not fits(longer):
                lines.append(line)
                longer = piece
            line = longer
        lines.append(line)
    return tuple(line for line in lines if line.strip())


def length(line: str, *, weight: Weight, size: int) -> float:
    """Return how wide (px) a line is when drawn."""
    return font(weight, size).getlength(shape(line, weight))


def _mirror(part: str) -> str:
    """Turn the brackets of a part that is read from the right: the algorithm of direction only moves them."""
    strong = (unicodedata.bidirectional(character) for character in part)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return part if part.startswith("\u2068") and first == "L" else part.translate(_MIRRORED)


def _pieces(paragraph: str, fits: Callable[[str], bool]) -> Iterator[str]:
    for piece in _PIECE.findall(isolate(paragraph)):
        words = [piece] if fits(piece) else strip_isolates(piece).split()
        for word in words:
            yield from _cut(word, fits)


def _cut(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    while len(word) > 1 and not fits(word):
        end = next((end for end in range(1, len(word)) if not fits(word[: end + 1])), 1)
        yield word[:end]
        word = word[end:]
    yield word


def _checked(shaped: str, weight: Weight) -> str:
    missing = next((character for character in shaped if ord(character) not in covered(weight)), None)
    if missing is not None:
        name = unicodedata.name(missing, "without a name")
        raise ValueError(f"the font (Vazirmatn {weight}) has no glyph for U+{ord(missing):04X} {name}")
    return shaped
