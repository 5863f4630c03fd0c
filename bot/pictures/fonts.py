"""The bundled font: its two weights at any size, and which characters it has glyphs for."""

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

from bot.settings import ROOT

Weight = Literal["Regular", "Bold"]
WEIGHTS: tuple[Weight, ...] = ("Regular", "Bold")

_UNICODE_TABLES = frozenset({(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)})
"""Character maps by Unicode, by platform and encoding: the others are of old code pages."""


def font_file(weight: Weight) -> Path:
    """Return where the weight's TrueType file is."""
    return ROOT / "content" / "fonts" / f"Vazirmatn-{weight}.ttf"


@lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """Return the weight at `size` px, laid out letter by letter: shaping is done before (bot.pictures.text)."""
    return ImageFont.truetype(font_file(weight), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=len(WEIGHTS))
def covered(weight: Weight) -> frozenset[int]:
    """Return every code point that the weight has a glyph for.

    Source: https://learn.microsoft.com/typography/opentype/spec/cmap (formats 4 and 12).
    """
    file = font_file(weight).read_bytes()
    (tables,) = struct.unpack_from(">H", file, 4)
    directory = {file[at : at + 4]: struct.unpack_from(">I", file, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    cmap: int = directory[b"cmap"]
    (count,) = struct.unpack_from(">H", file, cmap + 2)
    records = [struct.unpack_from(">HHI", file, cmap + 4 + 8 * number) for number in range(count)]
    offsets = {cmap + offset for platform, encoding, offset in records if (platform, encoding) in _UNICODE_TABLES}
    return frozenset(code for offset in offsets for code in _codes(file, offset))


def _codes(file: bytes, table: int) -> Iterable[int]:
    (kind,) = struct.unpack_from(">H", file, table)
    if kind == 4:
        return _segments(file, table)
    if kind == 12:
        (groups,) = struct.unpack_from(">I", file, table + 12)
        spans = (struct.unpack_from(">II", file, table + 16 + 12 * number) for number in range(groups))
        return (code for first, last in spans for code in range(first, last + 1))
    return ()


def _segments(file: bytes, table: int) -> Iterator[int]:
    count = struct.unpack_from(">H", file, table + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", file, table + at)
        for at in (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count)
    )
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = table + 16 + 6 * count + 2 * number + offsets[number] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", file, place)
                if not glyph:
                    continue
            if (glyph + deltas[number]) % 0x10000:
                yield code
