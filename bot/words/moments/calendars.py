"""Days of two calendars: a date without a year, a month further on. `persiantools` does the Jalali arithmetic."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Literal

from persiantools.jdatetime import JalaliDate

_JALALI_YEARS = range(1300, 1500)
_GREGORIAN_YEARS = range(1900, 2101)


class Calendar(Enum):
    """The calendar that a date is written in."""

    GREGORIAN = "gregorian"
    JALALI = "jalali"

    def day(self, year: int, month: int, day: int) -> date | None:
        """Return the Gregorian day, or None for one that this calendar does not have."""
        try:
            if self is Calendar.GREGORIAN:
                return date(year, month, day)
            civil: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        except ValueError:
            return None
        return civil

    def fields(self, day: date) -> tuple[int, int, int]:
        """Return year, month and day of a Gregorian day in this calendar."""
        written = day if self is Calendar.GREGORIAN else JalaliDate.to_jalali(day)  # type: ignore[no-untyped-call]
        return written.year, written.month, written.day

    def month_later(self, day: date, months: int) -> date | None:
        """Return the same day so many months on (or back), or the last of a month that is too short for it."""
        year, month, number = self.fields(day)
        year, month = divmod(year * 12 + month - 1 + months, 12)
        month += 1
        gregorian = self is Calendar.GREGORIAN
        longest = monthrange(year, month)[1] if gregorian else JalaliDate.days_in_month(month, year)
        return self.day(year, month, min(number, longest))


def nearest(found: Iterable[date | None], today: date, side: int | None) -> date | None:
    """Return the day nearest to today: before it (`side` -1), after it (1), or either."""
    days = [day for day in found if day and (side is None or (day - today).days * side > 0)]
    return min(days, key=lambda day: abs(day - today), default=None)


def without_year(calendar: Calendar, month: int, day: int, today: date) -> list[date | None]:
    """Return a date of the year before, of this year and of the next: the only ones that a year goes without saying."""
    year = calendar.fields(today)[0]
    return [calendar.day(some, month, day) for some in (year - 1, year, year + 1)]


def with_year(year: int, month: int, day: int, language: Literal["ar", "fa"]) -> date | None:
    """Return the day of a date whose calendar the year tells; an Arabic 1448 is Hijri, which nobody computes here."""
    if year in _GREGORIAN_YEARS:
        return Calendar.GREGORIAN.day(year, month, day)
    return Calendar.JALALI.day(year, month, day) if year in _JALALI_YEARS and language == "fa" else None


def written_dates(text: str, today: date, language: Literal["ar", "fa"]) -> list[date | None]:
    """Return the days that a date in digits may mean: 1405/8/12, 14/3/2026, 14/3.

    Without a year, Arabic writes the day first and means the Gregorian calendar; Persian writes both orders and means
    the Jalali one, so that 8/12 is two dates, which is none.
    """
    numbers = [int(number) for number in re.split(r"\D", text)]
    if len(numbers) == 3:
        year, month, day = numbers if numbers[0] > 31 else reversed(numbers)
        return [with_year(year, month, day, language)]
    first, second = numbers
    if "/" not in text:  # 3-4 is a range, 10.30 a clock
        return []
    if language == "ar":
        return without_year(Calendar.GREGORIAN, second, first, today)
    readings = [without_year(Calendar.JALALI, *order, today) for order in {(first, second), (second, first)}]
    possible = [days for days in readings if any(days)]
    return possible[0] if len(possible) == 1 else []
