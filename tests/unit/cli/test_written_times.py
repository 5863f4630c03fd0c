"""Times on the command line and in lists: two calendars, three families of digits, and clocks that change."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cli.written_time import Wrong, in_both_calendars, read_time

RIYADH = ZoneInfo("Asia/Riyadh")
CAIRO = ZoneInfo("Africa/Cairo")
NOW = datetime(2026, 11, 30, 10, 48, 7, 123, tzinfo=RIYADH)


def read(text: str, zone: ZoneInfo = RIYADH) -> str:
    """Return the moment on the clocks of `zone`, or what is wrong with it."""
    found = read_time(text, zone, now=NOW)
    return found.sentence if isinstance(found, Wrong) else f"{found.astimezone(zone):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 17:00", "2026/12/1 17:00", "2026-12-01T17:00", "2026-12-01 17:00:00", "  2026.12.01   17:00 ",
        "1405-09-10 17:00", "1405/9/10 17:00", "۱۴۰۵/۰۹/۱۰ ۱۷:۰۰", "٢٠٢٦/١٢/٠١ ١٧:٠٠", "1405/09/10\u060c 17:00",
    ],
)  # fmt: skip
def test_a_time_is_read_in_both_calendars_and_all_digits(text: str) -> None:
    assert read(text) == "2026-12-01 17:00"


def test_now_is_now_in_whole_seconds() -> None:
    assert read_time("Now", RIYADH, now=NOW) == NOW.replace(microsecond=0)


def test_the_leap_day_of_1403_exists_and_that_of_1404_does_not() -> None:
    assert read("1403-12-30 10:00") == "2025-03-20 10:00"
    assert read("1404-12-30 10:00") == "1404-12-30 is not in the Jalali calendar: correct the day or the month"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-02-30 17:00", "2026-02-30 is not in the Gregorian calendar"),
        ("2026-13-01 17:00", "2026-13-01 is not in the Gregorian calendar"),
        ("1405-07-31 17:00", "1405-07-31 is not in the Jalali calendar"),
        ("1405-00-10 17:00", "1405-00-10 is not in the Jalali calendar"),
        ("2600-01-01 17:00", "has a year that is neither Jalali (1405) nor Gregorian (2026)"),
        ("2026-12-01 24:00", "has an hour that no clock shows"),
        ("2026-12-01 17:60", "has an hour that no clock shows"),
        ("2026-12-01", "has no hour: write it as 2026-12-01 17:00 or 1405-09-10 17:00"),
        ("01/12/2026 17:00", "is no time that is understood here"),
        ("tomorrow at five", "is no time that is understood here"),
        ("2026-12-01 5 pm", "is no time that is understood here"),
        ("2026-12-01 17:00 +03:00", "is no time that is understood here"),
        ("", "is no time that is understood here"),
    ],
)
def test_what_is_no_time_is_told_with_what_to_do(text: str, words: str) -> None:
    assert words in read(text)


def test_an_hour_that_the_clocks_skip_is_wrong() -> None:
    # Egypt's clocks go from 00:00 to 01:00 on the last Friday of April.
    assert read("2026-04-24 00:30", CAIRO) == (
        "'2026-04-24 00:30' does not exist: the clocks of Africa/Cairo skip that hour on that day"
    )
    assert read("2026-04-24 01:30", CAIRO) == "2026-04-24 01:30"


def test_of_an_hour_that_comes_twice_it_is_the_first() -> None:
    found = read_time("2026-10-29 23:30", CAIRO, now=NOW)
    assert isinstance(found, datetime)
    assert f"{found:%Y-%m-%d %H:%M}" == "2026-10-29 20:30"  # still summer time, UTC+3


def test_a_time_is_shown_with_its_weekday_and_both_dates() -> None:
    found = read_time("2026-12-01 17:00", RIYADH, now=NOW)
    assert isinstance(found, datetime)
    assert in_both_calendars(found, RIYADH) == "Tuesday 2026-12-01 (1405-09-10) 17:00 Asia/Riyadh"
