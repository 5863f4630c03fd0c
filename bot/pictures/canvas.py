"""A sheet to draw cards on: words from the right, panels with round corners, icons."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, PngImagePlugin

from bot.pictures.fonts import Weight, font
from bot.pictures.icons import Icon, icon_mask
from bot.pictures.pen import Pen
from bot.pictures.text import left_to_right, shape, wrap

WIDTH = 1080
"""How wide a card for a phone is (px)."""

CREAM, WHITE, SAND, LINE, WARM = "#fbf6ee", "#ffffff", "#f5ecdf", "#eadfce", "#8a7556"
INK, SOFT_INK = "#22302b", "#5f6b66"
LEAF, DARK_LEAF, LIGHT_LEAF, PALE_LEAF = "#1f7a67", "#4a9584", "#cfe6df", "#e2f0eb"
"""Warm whites, ink, and one accent."""

_PURE = [
    ImageColor.getrgb(colour)
    for colour in ("#000000", CREAM, WHITE, SAND, LINE, WARM, INK, SOFT_INK, LEAF, DARK_LEAF, LIGHT_LEAF, PALE_LEAF)
]

_LEADING = 1.5
_BASELINE = 1.05
"""Of a line's size: its height, and from its top to where letters stand. Marks above and below have room."""

_COLOURS = 192
"""What a picture is reduced to: flat areas and smooth edges need no more, and a chat loads it at once."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Type:
    """How words look: weight, size in px and colour."""

    weight: Weight = "Regular"
    size: int
    colour: str = INK

    @property
    def leading(self) -> int:
        """The height of a line (px)."""
        return round(self.size * _LEADING)

    def lines(self, text: str, width: float) -> tuple[str, ...]:
        """Return `text` as lines no wider than `width` px."""
        return wrap(text, width, weight=self.weight, size=self.size)

    def even_lines(self, text: str, width: float) -> tuple[str, ...]:
        """Return `text` as few lines no wider than `width` px, of about the same length."""
        lines = self.lines(text, width)
        if len(lines) == 1:
            return lines
        narrower = (self.lines(text, width * tenth / 10) for tenth in range(5, 10))
        return next((some for some in narrower if len(some) == len(lines)), lines)

    def number_width(self, number: str) -> float:
        """Return how wide (px) a left-to-right number or name is."""
        return font(self.weight, self.size).getlength(left_to_right(number, self.weight))


class Canvas:
    """A sheet of `width` by `height` px."""

    def __init__(self, width: int, height: int, background: str) -> None:
        """Take a sheet of one colour."""
        self._image = Image.new("RGB", (width, height), background)
        self._draw = ImageDraw.Draw(self._image)

    def lines(self, lines: Sequence[str], right: int, top: int, look: Type) -> int:
        """Write right-to-left lines one under the other, from their right edge; return where the next would begin."""
        for number, line in enumerate(lines):
            self._line(line, (right, top + number * look.leading), look, "rs")
        return top + len(lines) * look.leading

    def centred(self, lines: Sequence[str], middle: int, top: int, look: Type) -> int:
        """Write right-to-left lines centred one under the other; return where the next would begin."""
        for number, line in enumerate(lines):
            self._line(line, (middle, top + number * look.leading), look, "ms")
        return top + len(lines) * look.leading

    def number(self, number: str, left: int, top: int, look: Type) -> None:
        """Write a phone number, which is read from the left, from its left edge."""
        place = (left, top + round(look.size * _BASELINE))
        text = left_to_right(number, look.weight)
        self._draw.text(place, text, fill=look.colour, font=font(look.weight, look.size), anchor="ls")

    def panel(self, box: Box, radius: int, colour: str, *, border: str | None = None) -> None:
        """Fill a box with round corners, with a thin border if it has a colour."""
        if border is not None:
            self.panel(box, radius, border)
            left, top, right, bottom = box
            box, radius = (left + 2, top + 2, right - 2, bottom - 2), radius - 2
        left, top, right, bottom = box
        self._draw.rectangle((left + radius, top, right - radius - 1, bottom - 1), fill=colour)
        self._draw.rectangle((left, top + radius, right - 1, bottom - radius - 1), fill=colour)
        disc = _disc(2 * radius)
        for x in (left, right - 2 * radius):
            for y in (top, bottom - 2 * radius):
                self._image.paste(colour, (x, y), disc)

    def disc(self, centre: tuple[int, int], radius: int, colour: str) -> None:
        """Fill a circle."""
        self._image.paste(colour, (centre[0] - radius, centre[1] - radius), _disc(2 * radius))

    def icon(self, icon: Icon, centre: tuple[int, int], side: int, colour: str) -> None:
        """Draw an icon around its centre."""
        self._image.paste(colour, (centre[0] - side // 2, centre[1] - side // 2), icon_mask(icon, side))

    def rule(self, box: Box, colour: str) -> None:
        """Fill a box with straight corners."""
        left, top, right, bottom = box
        self._draw.rectangle((left, top, right - 1, bottom - 1), fill=colour)

    def picture(self, picture: Image.Image, corner: tuple[int, int]) -> None:
        """Lay a picture on the sheet, its left upper corner at `corner`."""
        self._image.paste(picture, corner)

    def png(self, *, dots_per_inch: int | None = None, **about: str) -> bytes:
        """Return the sheet as PNG: the same drawing gives the same bytes. `about` goes into its metadata."""
        info = PngImagePlugin.PngInfo()
        for name, value in about.items():
            info.add_itxt(name.capitalize(), value)
        reduced = _reduced(self._image)
        dpi = {} if dots_per_inch is None else {"dpi": (dots_per_inch, dots_per_inch)}
        stream = BytesIO()
        reduced.save(stream, format="PNG", pnginfo=info, compress_level=6, **dpi)
        return stream.getvalue()

    def _line(self, line: str, place: tuple[int, int], look: Type, anchor: str) -> None:
        baseline = (place[0], place[1] + round(look.size * _BASELINE))
        text = shape(line, look.weight)
        self._draw.text(baseline, text, fill=look.colour, font=font(look.weight, look.size), anchor=anchor)


def _reduced(image: Image.Image) -> Image.Image:
    """Return a picture with a palette. Its areas keep their very colours, which quantizing shifts by a shade."""
    reduced = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    shades = iter(reduced.getpalette() or ())
    reduced.putpalette([part for shade in zip(shades, shades, shades, strict=True) for part in _pure(shade)])
    return reduced


def _pure(shade: tuple[int, int, int]) -> tuple[int, ...]:
    near = (pure for pure in _PURE if all(abs(a - b) <= 2 for a, b in zip(pure, shade, strict=False)))
    return next(near, shade)


@lru_cache(maxsize=64)
def _disc(side: int) -> Image.Image:
    pen = Pen(side)
    pen.dot(50, 50, 50)
    return pen.mask()
