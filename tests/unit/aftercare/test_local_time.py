"""When a clock on the wall shows a time: on ordinary days, and on those when it is changed."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.aftercare.local_time import at_local, days_from
from bot.aftercare.steps import Span
from tests.aftercare_examples import BEIRUT, CAIRO, RIYADH, TEHRAN, on


@pytest.mark.parametrize(
    ("day", "clock", "zone", "utc"),
    [
        ("2026-06-10", "10:00", RIYADH, "2026-06-10 07:00"),  # an ordinary day
        ("2026-04-23", "23:59", CAIRO, "2026-04-23 21:59"),  # the last minute of winter time
        ("2026-04-24", "00:00", CAIRO, "2026-04-23 22:00"),  # skipped: clocks show 01:00 then
        ("2026-04-24", "00:30", CAIRO, "2026-04-23 22:00"),  # skipped as well: the same 01:00
        ("2026-04-24", "01:00", CAIRO, "2026-04-23 22:00"),  # the first time that is shown
        ("2026-04-24", "10:00", CAIRO, "2026-04-24 07:00"),  # an hour earlier than the day before
        ("2026-10-29", "23:30", CAIRO, "2026-10-29 20:30"),  # shown twice: the first
        ("2026-10-30", "00:00", CAIRO, "2026-10-29 22:00"),  # midnight comes after the second
        ("2026-03-29", "00:15", BEIRUT, "2026-03-28 22:00"),  # skipped
        ("2026-10-24", "23:15", BEIRUT, "2026-10-24 20:15"),  # shown twice: the first
        ("2026-03-22", "00:30", TEHRAN, "2026-03-21 21:00"),  # Iran has not changed its clocks since 2022
        ("2026-09-22", "00:30", TEHRAN, "2026-09-21 21:00"),  # nor in autumn: the same offset
        ("2011-12-30", "10:00", ZoneInfo("Pacific/Apia"), "2011-12-30 10:00"),  # a whole day that Samoa skipped
    ],
)
def test_a_local_time_is_the_moment_when_clocks_show_it_first(day: str, clock: str, zone: ZoneInfo, utc: str) -> None:
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert at_local(date.fromisoformat(day), time.fromisoformat(clock), zone) == expected


@pytest.mark.parametrize(
    ("day", "months", "days", "then"),
    [
        ("2026-01-31", 1, 0, "2026-02-28"),  # a short month gives its last day
        ("2028-01-31", 1, 0, "2028-02-29"),  # of a leap year the 29th
        ("2026-03-31", -1, 0, "2026-02-28"),  # backwards too
        ("2026-11-30", 3, 0, "2027-02-28"),  # over the end of the year
        ("2026-01-15", -1, 0, "2025-12-15"),  # and over its beginning
        ("2026-01-31", 1, 1, "2026-03-01"),  # months first, then days
        ("2025-03-20", 0, 1, "2025-03-21"),  # 30 Esfand 1403, the leap day of the Jalali calendar, then Nowruz
        ("2026-06-01", 0, -1, "2026-05-31"),
    ],
)
def test_months_end_where_they_end(day: str, months: int, days: int, then: str) -> None:
    assert days_from(date.fromisoformat(day), months=months, days=days) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-04-23 20:00", Span(hours=15), "2026-04-24 12:00"),  # a night of Cairo with an hour less: 15 real hours
        ("2026-10-29 20:00", Span(hours=15), "2026-10-30 10:00"),  # and with an hour more
        ("2026-04-23 20:00", Span(days=1), "2026-04-24 20:00"),  # a day keeps the time on the clock
        ("2026-10-29 23:30 again", Span(hours=1), "2026-10-30 00:30"),  # the second 23:30 is one hour before half past
        ("2026-10-29 23:30", Span(hours=1), "2026-10-29 23:30 again"),
        ("2026-01-31 17:00", Span(months=1, days=1, hours=2), "2026-03-01 19:00"),
    ],
)
def test_hours_are_real_and_days_are_those_of_the_calendar(start: str, span: Span, end: str) -> None:
    assert span.counted_from(on(start, CAIRO), CAIRO) == on(end, CAIRO)
