"""Which day is meant: by its name, its weekday, its date, its week or its month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.words.moments.calendars import Calendar, nearest, with_year, without_year, written_dates
from bot.words.moments.tables import Said
from bot.words.moments.units import ONE_AFTER, Unit

_SATURDAY, _SUNDAY, _MONDAY = 5, 6, 0
_FIRST_WEEKDAYS = {"ar": (_SATURDAY, _SUNDAY, _MONDAY), "fa": (_SATURDAY,)}
"""Where a week begins: in Arabic that depends on the country, so that a day counts only if all of them agree."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What a day is reckoned from: today, the language, and whether the time began with "since"."""

    today: date
    language: Literal["ar", "fa"]
    since: bool

    @property
    def calendar(self) -> Calendar:
        """The calendar by which months pass."""
        return Calendar.JALALI if self.language == "fa" else Calendar.GREGORIAN


def day_of(pieces: Sequence[Said], around: Around) -> date | None:
    """Return the one day that all of the pieces name, or None."""
    match [piece.kind for piece in pieces]:
        case ["day" | "night"]:
            return around.today + timedelta(days=_number(pieces[0], "day", "night"))
        case ["weekday"]:
            return _weekday(pieces[0], around)
        case ["weekday", "period"]:
            return _weekday_of_a_week(pieces[0], pieces[1], around)
        case ["period", "weekday"]:
            return _weekday_of_a_week(pieces[1], pieces[0], around)
        case ["date"]:
            return dated(pieces[0], around)
        case ["weekday", "date"]:
            day = dated(pieces[1], around)
            return day if day and day.weekday() == _number(pieces[0], "weekday", "bare_weekday") else None
        case ["day_of_month"]:
            return _day_of_a_month(pieces[0], around)
    return None


def dated(piece: Said, around: Around) -> date | None:
    """Return the day of a date, or of a month the first; without a year it is the nearest."""
    today = around.today
    if "written" in piece:
        return nearest(written_dates(piece.parts["written"], today, around.language), today, _side(piece, around))
    calendar = Calendar.JALALI if "jalali" in piece else Calendar.GREGORIAN
    month = _number(piece, "jalali", "gregorian", "month_number")
    number = piece.number("day_number") or 1
    if (year := piece.number("year")) is not None:
        day = with_year(year, month, number, around.language)
        return day if day and calendar.fields(day) == (year, month, number) else None
    return nearest(without_year(calendar, month, number, today), today, _side(piece, around))


def in_period(piece: Said, around: Around) -> date | None:
    """Return a day in last, this or next week or month."""
    turn = _turn(piece)
    if piece.number("period") == Unit.WEEK:
        return around.today + timedelta(weeks=turn)
    return around.calendar.month_later(around.today, turn)


def _weekday(piece: Said, around: Around) -> date | None:
    """A weekday is the nearest one to come, or with "last" or "since" the nearest past; never today, but for "this"."""
    weekday = _number(piece, "weekday", "bare_weekday")
    ahead = (weekday - around.today.weekday() - 1) % 7 + 1
    turn = piece.number("turn")
    if turn == -1 or (turn is None and around.since and not _this(piece)):
        return around.today - timedelta(days=7 - ahead % 7)
    if _this(piece) and ahead == 7:
        return around.today
    coming = around.today + timedelta(days=ahead)
    if turn == ONE_AFTER and coming < _week(around.today, _SATURDAY) + timedelta(weeks=1):
        return None
    return coming


def _weekday_of_a_week(piece: Said, week: Said, around: Around) -> date | None:
    if week.number("period") != Unit.WEEK or "turn" in piece or _this(piece):
        return None
    weekday = _number(piece, "weekday", "bare_weekday")
    days = {
        _week(around.today, first) + timedelta(days=7 * _turn(week) + (weekday - first) % 7)
        for first in _FIRST_WEEKDAYS[around.language]
    }
    return days.pop() if len(days) == 1 else None


def _day_of_a_month(piece: Said, around: Around) -> date | None:
    month = around.calendar.month_later(around.today, _turn(piece))
    if month is None:
        return None
    year, number, _ = around.calendar.fields(month)
    return around.calendar.day(year, number, _number(piece, "day_number", "nth_day"))


def _week(today: date, first: int) -> date:
    return today - timedelta(days=(today.weekday() - first) % 7)


def _this(piece: Said) -> bool:
    return "this" in piece or "this_behind" in piece


def _turn(piece: Said) -> int:
    return min(piece.number("turn") or 0, 1)


def _side(piece: Said, around: Around) -> int | None:
    turn = piece.number("turn")
    return turn if turn is not None else -1 if around.since else None


def _number(piece: Said, *names: str) -> int:
    """Return what the first of these parts stands for that is there; the shapes see to it that one is."""
    return next(value for name in names if (value := piece.number(name)) is not None)
