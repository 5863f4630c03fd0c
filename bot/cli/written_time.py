"""Times as scripts and lists write them: 2026-12-01 17:00 or 1405-09-10 17:00, in any digits."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.aftercare.registration import Misplaced
from bot.words.moments.calendars import Calendar
from bot.words.numbers import ascii_digits

_FORM = "write it as 2026-12-01 17:00 or 1405-09-10 17:00"
_DATE = r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
_WHOLE = re.compile(rf"{_DATE}(?:\s*[T,\u060c]\s*|\s+)(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::\d{{2}})?")
_DAY_ALONE = re.compile(_DATE)
_CALENDARS = {Calendar.JALALI: range(1300, 1500), Calendar.GREGORIAN: range(1900, 2101)}
_NAMES = {Calendar.JALALI: "Jalali", Calendar.GREGORIAN: "Gregorian"}

MISPLACED: dict[Misplaced, str] = {
    "too_long_ago": "is more than 30 days ago",
    "too_far_ahead": "is more than a year ahead (a year from 1300 to 1499 is read as Jalali, never as Hijri)",
    "not_ahead": "lies in the past: the next session is one that is still to come",
    "not_after_session": "is not after the session itself",
}
"""Why no session can be then, as the end of a sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """What is wrong with something that was written, and what to do about it."""

    sentence: str


def read_time(text: str, zone: ZoneInfo, *, now: datetime) -> datetime | Wrong:
    """Return the moment (UTC) that `zone`'s clocks show as it is written; "now" is `now`.

    Of an hour that they show twice it is the first. What no calendar has, or no clock shows, is wrong.
    """
    written = ascii_digits(text.strip())
    if written.lower() == "now":
        return now.astimezone(UTC).replace(microsecond=0)
    found = _WHOLE.fullmatch(written)
    if found is None:
        lacks = "has no hour" if _DAY_ALONE.fullmatch(written) else "is no time that is understood here"
        return Wrong(sentence=f"'{text}' {lacks}: {_FORM}")
    day = _day(found)
    if isinstance(day, Wrong):
        return day
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        return Wrong(sentence=f"'{text}' has an hour that no clock shows: hours are 0 to 23, minutes 00 to 59")
    at = datetime.combine(day, time(hour, minute), zone).astimezone(UTC)
    if at.astimezone(zone).time() != time(hour, minute):
        return Wrong(sentence=f"'{text}' does not exist: the clocks of {zone.key} skip that hour on that day")
    return at


def in_both_calendars(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment as a person checks it: weekday, both dates, time and zone."""
    local = at.astimezone(zone)
    jalali = "-".join(f"{part:02}" for part in Calendar.JALALI.fields(local.date()))
    return f"{local:%A %Y-%m-%d} ({jalali}) {local:%H:%M} {zone.key}"


def _day(found: re.Match[str]) -> date | Wrong:
    year, month, number = (int(found[part]) for part in ("year", "month", "day"))
    calendar = next((each for each, years in _CALENDARS.items() if year in years), None)
    written = f"{found['year']}-{found['month']}-{found['day']}"
    if calendar is None:
        return Wrong(sentence=f"{written} has a year that is neither Jalali (1405) nor Gregorian (2026): {_FORM}")
    return calendar.day(year, month, number) or Wrong(
        sentence=f"{written} is not in the {_NAMES[calendar]} calendar: correct the day or the month"
    )
