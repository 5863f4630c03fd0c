"""How far away: "three hours ago", "in two weeks and a half". Hours are exact, days are local days."""

from datetime import UTC, date, datetime, timedelta

from bot.words.moments.calendars import Calendar
from bot.words.moments.tables import Said
from bot.words.moments.units import Unit
from bot.words.moments.values import Moment, Precision

_HALF = 30
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_PRECISION: dict[Unit, Precision] = {
    Unit.MINUTE: "minute",
    Unit.HOUR: "hour",
    Unit.DAY: "day",
    Unit.WEEK: "week",
    Unit.MONTH: "month",
    Unit.YEAR: "month",
}
_COARSER: dict[Precision, Precision] = {"minute": "hour", "day": "week"}
"""How exact a time is with "about" before it; an hour, a week, a month stays one."""


def measured(span: Said, now: datetime, calendar: Calendar) -> Moment | None:
    """Return the moment so far from now (aware, in the patient's zone); months are those of the calendar."""
    ahead = -1 if any(sign in span for sign in ("past", "ago", "elapsed", "for_unit")) else 1
    unit, count, sixtieths = _amount(span)
    at, precision = None, _PRECISION[unit]
    if unit in (Unit.MINUTE, Unit.HOUR):
        minutes = count * 60 + sixtieths if unit is Unit.HOUR else count
        if unit is Unit.MINUTE and sixtieths:
            return None
        at = (now.astimezone(UTC) + ahead * timedelta(minutes=minutes)).astimezone(now.tzinfo)
        precision = "minute" if minutes % 60 else precision
    day = at.date() if at else _day(now, unit, ahead * count, ahead * sixtieths, calendar=calendar)
    if "about" in span:
        precision = _COARSER.get(precision, precision)
    return Moment(at=at, day=day, precision=precision) if day else None


def _amount(span: Said) -> tuple[Unit, int, int]:
    """Return the unit, how many of it, and how many sixtieths of one more: a half is thirty."""
    if (quarter := span.number("quarter_hour")) is not None:
        return Unit.HOUR, 0, quarter
    unit = Unit(
        span.number("unit") or span.number("single") or span.number("dual") or span.number("for_unit") or Unit.DAY
    )
    sixtieths = span.number("fraction") or span.number("half") or (_HALF if "halved" in span else 0)
    counted = span.number("count") or span.number("halved")
    if counted is None:
        alone = sixtieths and "and" not in span
        counted = 2 if "dual" in span else 0 if alone or "halved" in span else 1
    return unit, counted, sixtieths


def _day(now: datetime, unit: Unit, count: int, sixtieths: int, *, calendar: Calendar) -> date | None:
    if unit in _DAYS:
        # On the wall clock: a day is a local day, even one of 23 hours.
        wall = now.replace(tzinfo=None)
        return (wall + _DAYS[unit] * timedelta(days=count, minutes=24 * sixtieths)).date()
    if unit is Unit.YEAR:
        return calendar.month_later(now.date(), 12 * count + sixtieths // 5)
    day = calendar.month_later(now.date(), count)
    return day and day + timedelta(days=sixtieths / 2)
