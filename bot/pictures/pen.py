"""A pen with round ends for small drawings: on a square of 100 by 100, four times as large as they are shown."""

from collections.abc import Sequence
from math import cos, radians, sin, tau

from PIL import Image, ImageDraw

_TIMES = 4
"""How much larger than shown everything is drawn, for smooth edges."""

Point = tuple[float, float]


class Pen:
    """Draws ink, or with `ink=False` takes it away. All positions and widths are in hundredths of the side."""

    def __init__(self, side: int) -> None:
        """Take a sheet of `side` by `side` px."""
        self._side = side
        self._unit = side * _TIMES / 100
        self._sheet = Image.new("L", (side * _TIMES, side * _TIMES), 0)
        self._draw = ImageDraw.Draw(self._sheet)

    def mask(self) -> Image.Image:
        """Return the drawing in its size: 255 where there is ink."""
        return self._sheet.resize((self._side, self._side), Image.Resampling.BOX)

    def dot(self, x: float, y: float, radius: float, *, ink: bool = True) -> None:
        """Fill a circle."""
        self._draw.ellipse(self._box(x - radius, y - radius, x + radius, y + radius), fill=255 * ink)

    def ring(self, x: float, y: float, radius: float, width: float) -> None:
        """Draw a circle's line inside of `radius`, and clear what it encloses."""
        self.dot(x, y, radius)
        self.dot(x, y, radius - width, ink=False)

    def shape(self, points: Sequence[Point], *, ink: bool = True) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * self._unit, y * self._unit) for x, y in points], fill=255 * ink)

    def block(self, corners: tuple[float, float, float, float], *, radius: float = 0, ink: bool = True) -> None:
        """Fill a box (left, top, right, bottom) with rounded corners."""
        self._draw.rounded_rectangle(self._box(*corners), radius * self._unit, fill=255 * ink)

    def line(self, points: Sequence[Point], width: float, *, ink: bool = True) -> None:
        """Draw a line through the points, round at its ends and turns."""
        scaled = [(x * self._unit, y * self._unit) for x, y in points]
        self._draw.line(scaled, fill=255 * ink, width=round(width * self._unit))
        for x, y in points:
            self.dot(x, y, width / 2, ink=ink)

    def outline(self, points: Sequence[Point], width: float) -> None:
        """Draw a closed line through the points."""
        self.line([*points, points[0]], width)

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return left * self._unit, top * self._unit, right * self._unit, bottom * self._unit


def arc(centre: Point, radius: float, start: float, end: float) -> list[Point]:
    """Return the points of an arc; degrees from the right, clockwise."""
    steps = max(2, round(abs(end - start) / 5))
    angles = [radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)) for angle in angles]


def curve(start: Point, control: Point, end: Point) -> list[Point]:
    """Return the points of a quadratic Bézier curve."""
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * control[0] + t**2 * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * control[1] + t**2 * end[1],
        )
        for t in (step / 12 for step in range(13))
    ]


def wave(start: Point, end: Point, height: float, *, times: float) -> list[Point]:
    """Return the points of a wave from one point to the other."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    long = (dx**2 + dy**2) ** 0.5
    steps = round(24 * times)
    parts = [(step / steps, height * sin(tau * times * step / steps)) for step in range(steps + 1)]
    return [(x + dx * t - dy / long * lift, y + dy * t + dx / long * lift) for t, lift in parts]


def around(centre: Point, near: float, far: float, count: int) -> list[tuple[Point, Point]]:
    """Return `count` rays around a centre, each from `near` to `far` of it, the first one upwards."""
    turns = [tau * number / count for number in range(count)]
    return [
        (
            (centre[0] + near * sin(turn), centre[1] - near * cos(turn)),
            (centre[0] + far * sin(turn), centre[1] - far * cos(turn)),
        )
        for turn in turns
    ]
