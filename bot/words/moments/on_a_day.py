"""A day, a part of it and what the clock shows then: "Thursday afternoon at five"."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.words.moments.clocks import Clock, possible_hours, read_clock, shown_at
from bot.words.moments.days import Around, day_of
from bot.words.moments.tables import Said
from bot.words.moments.units import HOURS, Part
from bot.words.moments.values import HourUnclear, Moment

_DAYS = {"day", "night", "weekday", "date", "day_of_month", "period"}
_HOURS = {"part", "clock"}


def on_a_day(pieces: Sequence[Said], around: Around, now: datetime, zone: ZoneInfo) -> Moment | HourUnclear | None:
    """Return when that is: of the day alone if no clock is among the pieces; None if they do not fit together."""
    days = [piece for piece in pieces if piece.kind in _DAYS]
    clocks = [piece for piece in pieces if piece.kind == "clock"]
    if {piece.kind for piece in pieces} - _DAYS - _HOURS or len(clocks) > 1 or _night_of_a_date(pieces):
        return None
    possible = possible_hours(pieces)
    day = day_of(days, around) if days else around.today
    if day is None or possible == frozenset():
        return None
    if clocks:
        clock = read_clock(clocks[0], possible)
        return _at(clock, day, zone, since=now if around.since and not days else None) if clock else None
    return Moment(at=None, day=day, precision="day") if days or _since_today(pieces, around, now) else None


def _at(clock: Clock, day: date, zone: ZoneInfo, *, since: datetime | None) -> Moment | HourUnclear | None:
    """Return the moment; it lies before `since` when only "since five" was said."""
    if len(clock.hours) > 1:
        # Asked only when the day does not depend on the answer.
        evening_to_come = since is not None and since.hour < max(clock.hours)
        return None if evening_to_come else HourUnclear(day=day, hour=clock.said, minute=clock.minute)
    (hour,) = clock.hours
    at = shown_at(day, hour, clock.minute, zone)
    if at and since and at > since:
        at = shown_at(day - timedelta(days=1), hour, clock.minute, zone)
    return Moment(at=at, day=at.date(), precision=clock.precision) if at else None


def _night_of_a_date(pieces: Sequence[Said]) -> bool:
    """The night of Friday is the one before to some and the one after to others; Friday at night is clear."""
    dated = {"weekday", "date", "day_of_month"}
    return any(piece.number("part") == Part.NIGHT and after.kind in dated for piece, after in pairwise(pieces))


def _since_today(pieces: Sequence[Said], around: Around, now: datetime) -> bool:
    """Tell whether "since the morning" is this morning: it has begun, and it is no night."""
    parts = [Part(part) for piece in pieces if (part := piece.number("part")) is not None]
    return around.since and Part.NIGHT not in parts and all(HOURS[part][0] < now.hour for part in parts)
