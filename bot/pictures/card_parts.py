"""The parts of the aftercare card, from top to bottom. Each knows its height before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.pictures.canvas import (
    DARK_LEAF,
    LEAF,
    LIGHT_LEAF,
    LINE,
    PALE_LEAF,
    SAND,
    SOFT_INK,
    WARM,
    WHITE,
    WIDTH,
    Canvas,
    Type,
)
from bot.pictures.icons import Icon
from bot.pictures.worded import CardRow, Contact

_MARGIN = 48
_TEXT_RIGHT = WIDTH - _MARGIN - 12
_TEXT_WIDTH = WIDTH - 2 * _MARGIN - 24
_RAIL = WIDTH - _MARGIN - 32
_PANEL_RIGHT = WIDTH - _MARGIN - 90
_NUMBER_LEFT = _MARGIN + 36
_DIAL = WIDTH - _NUMBER_LEFT - 38
_LEAST_ROOM = 260
"""What a number to call leaves at least for the words beside it (px)."""

_INDENT = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """How large rows are drawn: 1 is the usual size, of the room around words and of the words themselves."""

    room: float = 1
    text: float = 1


class Part(Protocol):
    """A part of a card, as wide as the card."""

    @property
    def height(self) -> int:
        """How much room it takes (px), with the space below it."""
        ...

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it from `top` on."""
        ...


class Header:
    """Whose card it is: the clinic, the programme and the session's day."""

    def __init__(self, *, clinic: str, title: str, subtitle: str) -> None:
        """Take the texts."""
        self._looks = (
            Type(size=40, colour=LIGHT_LEAF),
            Type(weight="Bold", size=68, colour=WHITE),
            Type(size=42, colour=WHITE),
        )
        widths = (_TEXT_WIDTH, _TEXT_WIDTH, _TEXT_WIDTH - 64)
        texts = (clinic, title, subtitle)
        self._texts = [
            look.even_lines(text, width) for look, text, width in zip(self._looks, texts, widths, strict=True)
        ]

    @property
    def _panel(self) -> int:
        lines = sum(len(lines) * look.leading for look, lines in zip(self._looks, self._texts, strict=True))
        return 44 + lines + 52

    @property
    def height(self) -> int:
        """How much room it takes (px)."""
        return self._panel + 44

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it from `top` on."""
        bottom = top + self._panel
        canvas.panel((0, top - 60, WIDTH, bottom), 56, LEAF)
        clinic, title, subtitle = self._texts
        y = canvas.lines(clinic, _TEXT_RIGHT, top + 44, self._looks[0])
        y = canvas.lines(title, _TEXT_RIGHT, y, self._looks[1])
        canvas.icon("calendar", (_TEXT_RIGHT - 22, y + 34), 44, LIGHT_LEAF)
        canvas.lines(subtitle, _TEXT_RIGHT - 64, y, self._looks[2])


class Row:
    """An activity on the timeline: its mark, and a panel with icon, name and hour."""

    def __init__(self, row: CardRow, fit: Fit, *, follows: bool, goes_on: bool) -> None:
        """Take the row; `follows` and `goes_on` say whether the timeline comes from above and leads on."""
        self._row, self._follows, self._goes_on = row, follows, goes_on
        self._allowed = row.state == "allowed"
        self._tile, self._gap, self._pad = round(108 * fit.text), round(22 * fit.room), round(20 * fit.room)
        self._label = Type(weight="Bold", size=round(46 * fit.text))
        self._when = Type(size=round(40 * fit.text), colour=LEAF if self._allowed else SOFT_INK)
        self._right = _PANEL_RIGHT - self._tile - 2 * _INDENT
        width = self._right - _MARGIN - _INDENT
        self._texts = self._label.even_lines(row.label, width), self._when.lines(row.when, width)

    @property
    def _words(self) -> int:
        label, when = self._texts
        return len(label) * self._label.leading + len(when) * self._when.leading

    @property
    def _panel(self) -> int:
        return max(self._words, self._tile) + 2 * self._pad

    @property
    def height(self) -> int:
        """How much room it takes (px), with the gap below."""
        return self._panel + self._gap

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it from `top` on."""
        middle = top + self._panel // 2
        self._draw_mark(canvas, top, middle)
        canvas.panel((_MARGIN, top, _PANEL_RIGHT, top + self._panel), 34, WHITE, border=LINE)
        tile = (_PANEL_RIGHT - _INDENT - self._tile // 2, middle)
        waiting = self._row.state == "waiting"
        canvas.disc(tile, self._tile // 2, SAND if waiting else PALE_LEAF)
        canvas.icon(self._row.icon, tile, round(self._tile * 0.66), WARM if waiting else LEAF)
        y = canvas.lines(self._texts[0], self._right, middle - self._words // 2, self._label)
        canvas.lines(self._texts[1], self._right, y, self._when)

    def _draw_mark(self, canvas: Canvas, top: int, middle: int) -> None:
        start, end = top if self._follows else middle, top + self.height if self._goes_on else middle
        if start < end:
            canvas.rule((_RAIL - 3, start, _RAIL + 3, end), LINE)
        if self._allowed:
            canvas.disc((_RAIL, middle), 30, LEAF)
            canvas.icon("check", (_RAIL, middle), 44, WHITE)
        elif self._row.state == "waiting":
            canvas.disc((_RAIL, middle), 30, WARM)
            canvas.disc((_RAIL, middle), 25, WHITE)
            canvas.icon("hands", (_RAIL, middle), 44, WARM)
        else:
            canvas.disc((_RAIL, middle), 18, LEAF)


class Notes:
    """Short lines under the rows."""

    def __init__(self, notes: Sequence[str]) -> None:
        """Take the lines; there may be none."""
        self._look = Type(size=36, colour=SOFT_INK)
        self._lines = [line for note in notes for line in self._look.lines(note, _TEXT_WIDTH)]

    @property
    def height(self) -> int:
        """How much room it takes (px)."""
        return 18 + len(self._lines) * self._look.leading + (22 if self._lines else 0)

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it from `top` on."""
        canvas.lines(self._lines, _TEXT_RIGHT, top + 18, self._look)


class Contacts:
    """Whom to call: the clinic, and the emergency number."""

    def __init__(self, *, phone: Contact, emergency: Contact) -> None:
        """Take both."""
        self._rows = _ContactRow("phone", phone), _ContactRow("emergency", emergency)

    @property
    def height(self) -> int:
        """How much room it takes (px)."""
        return sum(row.height for row in self._rows) + 24

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it from `top` on."""
        canvas.panel((_MARGIN, top, WIDTH - _MARGIN, top + self.height), 40, LEAF)
        first, second = self._rows
        first.draw(canvas, top + 12)
        middle = top + 12 + first.height
        canvas.rule((_NUMBER_LEFT, middle - 1, WIDTH - _NUMBER_LEFT, middle + 1), DARK_LEAF)
        second.draw(canvas, middle)


class _ContactRow:
    def __init__(self, icon: Icon, contact: Contact) -> None:
        self._icon, self._contact = icon, contact
        looks = (Type(weight="Bold", size=size, colour=WHITE) for size in (50, 44, 38, 32))
        rooms = ((look, _DIAL - 90 - _NUMBER_LEFT - look.number_width(contact.number)) for look in looks)
        fitting = next(((look, room) for look, room in rooms if room >= _LEAST_ROOM), None)
        if fitting is None:
            raise ValueError("a number to call does not fit on the card")
        self._number, room = fitting
        self._label = Type(size=42, colour=WHITE)
        self._lines = self._label.lines(contact.label, room)

    @property
    def height(self) -> int:
        return max(len(self._lines) * self._label.leading + 30, 112)

    def draw(self, canvas: Canvas, top: int) -> None:
        middle = top + self.height // 2
        canvas.disc((_DIAL, middle), 38, WHITE)
        canvas.icon(self._icon, (_DIAL, middle), 46, LEAF)
        canvas.lines(self._lines, _DIAL - 62, middle - len(self._lines) * self._label.leading // 2, self._label)
        canvas.number(self._contact.number, _NUMBER_LEFT, middle - self._number.leading // 2, self._number)
