"""Which hour is meant, and on which day it is what the wall clock shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.words.moments.tables import Said
from bot.words.moments.units import HOURS, Part
from bot.words.moments.values import Precision

_MIDDAY = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """What a clock shows: the hours of the day (0-24) that it may be, its minute, and the hour as it was said."""

    hours: frozenset[int]
    minute: int
    said: int
    precision: Precision


def read_clock(piece: Said, possible: frozenset[int] | None) -> Clock | None:
    """Return the clock of a piece, only hours that are `possible`; None if it is no time of day."""
    hour = piece.number("hour")
    hour = piece.number("the_hour") if hour is None else hour
    fraction, count = piece.number("fraction"), piece.number("minutes") or piece.number("count")
    minute = piece.number("minute") or fraction or count or 0
    if hour == 20 and count and "minute_word" not in piece:  # "twenty and three" is 23 o'clock, if anything
        return None
    earlier = minute and ("less" in piece or "to" in piece)
    if hour is None or hour > 24 or minute >= 60 or (earlier and hour == 0):
        return None
    exact: Precision = "minute" if "minute" in piece or minute else "hour"
    precision: Precision = "hour" if "about" in piece else exact
    if earlier:
        hour, minute = (hour - 1) or _MIDDAY, 60 - minute
    hours = _hours(hour)
    if possible is not None:
        hours &= possible
    if not hours or (hours == {24} and minute):
        return None
    return Clock(hours=hours, minute=minute, said=hour, precision=precision)


def possible_hours(pieces: Sequence[Said]) -> frozenset[int] | None:
    """Return the hours that all parts of the day have in common ("tonight at nine at night"), None without a part."""
    parts = [Part(part) for piece in pieces if (part := piece.number("part")) is not None]
    parts += [Part.NIGHT for piece in pieces if piece.kind == "night"]
    ranges = [frozenset(HOURS[part]) for part in parts]
    return frozenset.intersection(*ranges) if ranges else None


def shown_at(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime | None:
    """Return when the wall clock shows this: the first time, if it does twice; None in the hour that is skipped."""
    day, hour = (day + timedelta(days=1), 0) if hour == 24 else (day, hour)
    at = datetime.combine(day, time(hour, minute), tzinfo=zone)
    there = at.astimezone(UTC).astimezone(zone)
    return at if there.replace(tzinfo=None) == at.replace(tzinfo=None) else None


def _hours(hour: int) -> frozenset[int]:
    """Twelve is noon or midnight, one to eleven are before or after noon, all else is clear."""
    if hour == _MIDDAY:
        return frozenset({0, _MIDDAY})
    return frozenset({hour, hour + _MIDDAY} if 0 < hour < _MIDDAY else {hour})
