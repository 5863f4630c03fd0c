"""Nobody is disturbed at night: over midnight, in Ramadan, and when clocks change."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.aftercare.quiet import Night, QuietHours, SpecialNights, spread
from tests.aftercare_examples import AT_NIGHT, BEIRUT, CAIRO, MINUTE, NEVER_QUIET, RIYADH, TEHRAN, on

RAMADAN = QuietHours(
    usual=Night(start=time(22), end=time(9)),
    special=(SpecialNights(first=date(2026, 2, 18), last=date(2026, 3, 18), night=Night(start=time(2), end=time(11))),),
)
UNTIL_HALF_PAST_ELEVEN_PM = QuietHours(usual=Night(start=time(20), end=time(23, 30)))
UNTIL_HALF_PAST_MIDNIGHT = QuietHours(usual=Night(start=time(22), end=time(0, 30)))


@pytest.mark.parametrize(
    ("quiet", "zone", "at", "opens"),
    [
        (AT_NIGHT, RIYADH, "2026-06-10 21:59", None),  # the minute before
        (AT_NIGHT, RIYADH, "2026-06-10 22:00", "2026-06-11 09:00"),  # its first minute is quiet
        (AT_NIGHT, RIYADH, "2026-06-11 00:00", "2026-06-11 09:00"),  # midnight
        (AT_NIGHT, RIYADH, "2026-06-11 08:59", "2026-06-11 09:00"),
        (AT_NIGHT, RIYADH, "2026-06-11 09:00", None),  # the minute of its end is not
        (NEVER_QUIET, RIYADH, "2026-06-11 00:00", None),  # from midnight to midnight is no time at all
        (RAMADAN, RIYADH, "2026-02-17 23:00", "2026-02-18 11:00"),  # the eve begins as usual and ends late
        (RAMADAN, RIYADH, "2026-02-18 10:00", "2026-02-18 11:00"),  # the first day
        (RAMADAN, RIYADH, "2026-02-18 23:00", None),  # in Ramadan people are awake
        (RAMADAN, RIYADH, "2026-02-19 01:59", None),
        (RAMADAN, RIYADH, "2026-02-19 02:00", "2026-02-19 11:00"),
        (RAMADAN, RIYADH, "2026-03-18 23:00", None),  # the last evening
        (RAMADAN, RIYADH, "2026-03-19 03:00", "2026-03-19 09:00"),  # and the night after it is a usual one
        (RAMADAN, RIYADH, "2026-03-19 22:30", "2026-03-20 09:00"),
        (AT_NIGHT, CAIRO, "2026-04-23 23:00", "2026-04-24 09:00"),  # an hour shorter: clocks go on
        (AT_NIGHT, CAIRO, "2026-10-29 23:30", "2026-10-30 09:00"),  # an hour longer
        (UNTIL_HALF_PAST_MIDNIGHT, CAIRO, "2026-04-23 23:00", "2026-04-24 01:00"),  # its end is skipped
        (UNTIL_HALF_PAST_ELEVEN_PM, CAIRO, "2026-10-29 23:10", "2026-10-29 23:30"),  # its end is shown twice: the first
        (UNTIL_HALF_PAST_ELEVEN_PM, CAIRO, "2026-10-29 23:10 again", "2026-10-29 23:30 again"),  # and the second
        (UNTIL_HALF_PAST_ELEVEN_PM, BEIRUT, "2026-10-24 23:10 again", "2026-10-24 23:30 again"),
        (AT_NIGHT, TEHRAN, "2025-03-20 23:30", "2025-03-21 09:00"),  # the night of 30 Esfand 1403
    ],
)
def test_what_is_quiet_waits_for_the_morning(quiet: QuietHours, zone: ZoneInfo, at: str, opens: str | None) -> None:
    moment = on(at, zone)
    assert quiet.is_quiet(moment, zone) == (opens is not None)
    assert quiet.next_open(moment, zone) == on(opens or at, zone)


def test_a_patient_abroad_has_their_own_night() -> None:
    late_in_riyadh = on("2026-06-10 23:00")
    assert AT_NIGHT.is_quiet(late_in_riyadh, RIYADH)
    assert not AT_NIGHT.is_quiet(late_in_riyadh, ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("at", "latest", "slot"),
    [
        ("2026-06-10 15:00", "2026-06-10 20:00", "2026-06-10 15:00"),  # in the day there is nothing to spread
        ("2026-06-10 23:00", "2026-06-11 12:00", "2026-06-11 09:07"),
        ("2026-06-10 23:00", "2026-06-11 09:05", "2026-06-11 09:00"),  # not so late that it would be too late
        ("2026-06-10 23:00", "2026-06-11 08:00", "2026-06-11 09:00"),  # too late in any case
    ],
)
def test_the_end_of_the_night_is_spread_over_some_minutes(at: str, latest: str, slot: str) -> None:
    assert AT_NIGHT.next_slot(on(at), RIYADH, jitter=7 * MINUTE, latest=on(latest)) == on(slot)


def test_nobody_is_moved_into_the_next_quiet_hours() -> None:
    short_day = QuietHours(usual=Night(start=time(9, 5), end=time(9)))
    slot = short_day.next_slot(on("2026-06-10 23:00"), RIYADH, jitter=7 * MINUTE, latest=on("2026-06-12 00:00"))
    assert slot == on("2026-06-11 09:00")


def test_patients_are_spread_over_twenty_minutes_each_always_alike() -> None:
    pauses = [spread(str(chat)) for chat in range(2_000)]
    assert pauses == [spread(str(chat)) for chat in range(2_000)]
    assert timedelta() <= min(pauses) < MINUTE
    assert 19 * MINUTE < max(pauses) <= 20 * MINUTE
    assert len(set(pauses)) > 900


CLOCKS = st.times(max_value=time(23, 59)).map(lambda each: each.replace(second=0, microsecond=0))
NIGHTS = st.builds(Night, start=CLOCKS, end=CLOCKS)


@settings(max_examples=200, deadline=None)
@given(
    usual=NIGHTS,
    season=NIGHTS,
    zone=st.sampled_from([CAIRO, BEIRUT, TEHRAN, RIYADH]),
    # Around the days on which Cairo and Beirut change their clocks, and the ends of the season.
    day=st.sampled_from([date(2026, 4, 23), date(2026, 10, 28), date(2026, 3, 28), date(2026, 10, 24)]),
    minutes=st.integers(0, 3 * 24 * 60),
)
def test_the_next_open_moment_is_never_quiet_and_never_past(
    usual: Night, season: Night, zone: ZoneInfo, day: date, minutes: int
) -> None:
    quiet = QuietHours(usual=usual, special=(SpecialNights(first=day, last=day + timedelta(days=1), night=season),))
    at = on(f"{day} 00:00", zone) + minutes * MINUTE
    opens: datetime = quiet.next_open(at, zone)
    assert opens >= at
    assert not quiet.is_quiet(opens, zone)
    assert opens - at <= timedelta(days=3)
