"""Icons, drawn: one look on every machine, which no emoji has."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal

from PIL import Image

from bot.pictures.pen import Pen, arc, around, curve, wave

ActivityIcon = Literal[
    "water", "makeup", "sunscreen", "sport", "sauna", "swimming", "touch", "sun", "pill", "ice", "clock"
]
"""What a row of the aftercare card can show; `clock` is for what has no icon of its own."""

Icon = ActivityIcon | Literal["phone", "emergency", "calendar", "check", "hands"]

_STROKE = 7.0


@lru_cache(maxsize=128)
def icon_mask(icon: Icon, side: int) -> Image.Image:
    """Return the icon as a mask of `side` by `side` px. Shared: paste it, never draw on it.

    Raises:
        ValueError: There is no such icon.
    """
    if icon not in _ICONS:
        raise ValueError(f"there is no icon {icon!r}; there are: {', '.join(_ICONS)}")
    pen = Pen(side)
    _ICONS[icon](pen)
    return pen.mask()


def _water(pen: Pen) -> None:
    left = curve((50, 8), (22, 42), (21, 62))
    right = curve((79, 62), (78, 42), (50, 8))
    pen.outline([*left, *arc((50, 62), 29, 180, 0), *right], _STROKE)
    pen.line(arc((50, 62), 15, 175, 100), _STROKE)


def _makeup(pen: Pen) -> None:
    pen.block((26, 60, 74, 94), radius=7)
    pen.block((32, 43, 68, 55), radius=2)
    pen.shape([(36, 39), (36, 22), *curve((36, 22), (49, 6), (64, 5)), (64, 39)])
    pen.line([(37, 80), (63, 80)], 4.5, ink=False)


def _sun(pen: Pen) -> None:
    pen.dot(50, 50, 20)
    for ray in around((50, 50), 32, 43, 8):
        pen.line(ray, _STROKE)


def _sunscreen(pen: Pen) -> None:
    side = [(84, 20), *curve((84, 50), (82, 78), (50, 93))]
    pen.outline([(50, 8), *side, *[(100 - x, y) for x, y in reversed(side)]], _STROKE)
    pen.dot(50, 47, 11)
    for ray in around((50, 47), 18, 23, 8):
        pen.line(ray, 5)


def _sport(pen: Pen) -> None:
    pen.line([(30, 50), (70, 50)], 8)
    for side in (1, -1):
        pen.line([(50 + 23 * side, 29), (50 + 23 * side, 71)], 12)
        pen.line([(50 + 38 * side, 38), (50 + 38 * side, 62)], 10)


def _sauna(pen: Pen) -> None:
    for x in (29, 50, 71):
        pen.line(wave((x, 12), (x, 58), 6, times=1), _STROKE)
    pen.shape([(12, 69), (88, 69), *arc((70, 73), 18, 0, 90), *arc((30, 73), 18, 90, 180)])


def _swimming(pen: Pen) -> None:
    pen.dot(74, 33, 10.5)
    pen.line([(16, 54), (44, 24), (62, 54)], 9)
    for y in (69, 86):
        pen.line(wave((9, y), (91, y), 4.5, times=2.5), _STROKE)


def _touch(pen: Pen) -> None:
    for finger in (((37, 56), (32, 27)), ((48, 52), (46, 17)), ((60, 52), (62, 18)), ((71, 56), (76, 31))):
        pen.line(finger, 9.5)
    pen.line([(40, 74), (27, 63), (15, 53)], 10)
    pen.block((32.2, 50, 75.8, 92), radius=19)
    pen.block((32.2, 50, 75.8, 70), radius=4)


def _pill(pen: Pen) -> None:
    pen.line([(31, 69), (69, 31)], 38)
    pen.line([(54, 46), (69, 31)], 24, ink=False)
    pen.shape([(31, 69), (37, 37), (63, 63)])
    pen.line([(34, 34), (66, 66)], 5.5, ink=False)


def _ice(pen: Pen) -> None:
    for (near, far), (left, _), (_, right) in zip(around((50, 50), 26, 42, 6), _turned(-1), _turned(1), strict=True):
        pen.line([(50, 50), far], 6)
        pen.line([left, near, right], 6)


def _turned(side: int) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the tips of a flake's branches, on one side of its six arms."""
    twelve = around((50, 50), 40, 40, 36)
    return [twelve[(6 * arm + 2 * side) % 36] for arm in range(6)]


def _clock(pen: Pen) -> None:
    pen.ring(50, 50, 42, _STROKE)
    pen.line([(50, 27), (50, 51), (66, 60)], _STROKE)


def _hands(pen: Pen) -> None:
    pen.line([(50, 24), (50, 52), (68, 62)], 9)


def _phone(pen: Pen) -> None:
    pen.line(arc((82, 18), 59, 100, 170), 15)
    pen.line([(24, 27), (35, 26)], 21)
    pen.line([(73, 76), (74, 65)], 21)


def _emergency(pen: Pen) -> None:
    pen.line([(50, 22), (50, 78)], 20)
    pen.line([(22, 50), (78, 50)], 20)


def _calendar(pen: Pen) -> None:
    pen.outline([(16, 22), (84, 22), (84, 86), (16, 86)], _STROKE)
    pen.line([(16, 42), (84, 42)], _STROKE)
    for x in (34, 66):
        pen.line([(x, 12), (x, 28)], _STROKE)
    for x, y in ((34, 57), (50, 57), (66, 57), (34, 71), (50, 71)):
        pen.dot(x, y, 4.5)


def _check(pen: Pen) -> None:
    pen.line([(25, 52), (43, 69), (75, 33)], 12)


_ICONS: Mapping[str, Callable[[Pen], None]] = {
    "water": _water,
    "makeup": _makeup,
    "sunscreen": _sunscreen,
    "sport": _sport,
    "sauna": _sauna,
    "swimming": _swimming,
    "touch": _touch,
    "sun": _sun,
    "pill": _pill,
    "ice": _ice,
    "clock": _clock,
    "phone": _phone,
    "emergency": _emergency,
    "calendar": _calendar,
    "check": _check,
    "hands": _hands,
}
