"""Local days and times, on the days when clocks change as well."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def days_from(day: date, *, months: int = 0, days: int = 0) -> date:
    """Return the day so many calendar months and then days later; a month that is too short gives its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def at_local(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """Return (UTC) when `zone`'s clocks show this time on this day.

    A time that they skip is the next one that they show; of a time that they show twice it is the first.
    """
    shown = datetime.combine(day, moment, tzinfo=zone)
    instant = shown.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return instant
    # Skipped: read with the offset from before the change it lies behind the gap by as much as it was inside it.
    before = shown.utcoffset() or timedelta()
    after = shown.replace(fold=1).utcoffset() or timedelta()
    inside = instant.astimezone(zone).replace(tzinfo=None) - shown.replace(tzinfo=None)
    return _start_of_gap(instant, zone, longest=max(inside, before - after, after - before))


def _start_of_gap(instant: datetime, zone: ZoneInfo, *, longest: timedelta) -> datetime:
    """Return the moment of the change of clocks that lies at most `longest` before `instant`."""
    offset = instant.astimezone(zone).utcoffset()
    low, high = instant - longest - timedelta(minutes=1), instant
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return high.replace(microsecond=0)
