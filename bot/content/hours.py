"""When the clinic is open: pure functions of its hours and the clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.content.clinic import WEEKDAYS, Clinic, Interval, WeeklyHours
from bot.content.schema import Bilingual

_LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class DayHours:
    """One day's opening hours, and the name of the holiday or season that changes them."""

    intervals: tuple[Interval, ...]
    reason: Bilingual | None = None


def weekly_hours(clinic: Clinic, day: date) -> tuple[WeeklyHours, Bilingual | None]:
    """Return the weekly hours that hold on `day`, with the name of the season when it has its own."""
    for season in clinic.special_hours:
        if season.covers(day):
            return season.hours, season.name
    return clinic.hours, None


def day_hours(clinic: Clinic, day: date) -> DayHours:
    """Return the opening hours of one day: closed dates first, then seasons, then the ordinary week."""
    for period in clinic.closed:
        if period.covers(day):
            return DayHours(intervals=(), reason=period.name)
    hours, season = weekly_hours(clinic, day)
    return DayHours(intervals=tuple(hours.get(WEEKDAYS[day.weekday()], ())), reason=season)


def open_until(clinic: Clinic, now: datetime) -> datetime | None:
    """Return when the clinic closes next, or None when it is closed now. Hours past midnight belong to their day."""
    local = local_time(clinic, now)
    for opens, closes in _spans(clinic, local.date() - timedelta(days=1), days=2):
        if opens <= local < closes:
            return closes
    return None


def next_opening(clinic: Clinic, now: datetime) -> datetime | None:
    """Return when the clinic opens next, or None when its hours name no opening within sixty days."""
    local = local_time(clinic, now)
    spans = _spans(clinic, local.date(), days=_LOOK_AHEAD_DAYS)
    return next((opens for opens, _ in spans if opens > local), None)


def local_time(clinic: Clinic, now: datetime) -> datetime:
    """Return `now` on the clinic's clock.

    Raises:
        ValueError: `now` has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("a time without a zone says nothing; pass an aware one")
    return now.astimezone(clinic.zone)


def _spans(clinic: Clinic, first: date, *, days: int) -> Iterator[tuple[datetime, datetime]]:
    for day in (first + timedelta(days=offset) for offset in range(days)):
        for interval in day_hours(clinic, day).intervals:
            last = day + timedelta(days=1) if interval.crosses_midnight else day
            yield (
                datetime.combine(day, interval.opens, tzinfo=clinic.zone),
                datetime.combine(last, interval.closes, tzinfo=clinic.zone),
            )
