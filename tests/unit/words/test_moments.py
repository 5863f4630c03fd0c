"""Clocks, zones and calendars behind a patient's time, and what never happens."""

from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.moments import HourUnclear, Moment, resolve
from bot.words.moments.arabic import ARABIC
from bot.words.moments.persian import PERSIAN
from bot.words.moments.tables import Grammar
from bot.words.normalise import fold

CAIRO, BEIRUT, TEHRAN, RIYADH = map(ZoneInfo, ("Africa/Cairo", "Asia/Beirut", "Asia/Tehran", "Asia/Riyadh"))
NOW = datetime(2026, 11, 30, 10, 48, tzinfo=RIYADH)
WORDS = sorted({word for grammar in (ARABIC, PERSIAN) for table in grammar.tables.values() for word in table.values})


def at(text: str, language: Literal["ar", "fa"], now: datetime) -> datetime | None:
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    moment = resolve(text, language, now=now, zone=zone)
    assert isinstance(moment, Moment)
    return moment.at


def day(text: str, language: Literal["ar", "fa"], now: datetime, zone: ZoneInfo) -> date:
    moment = resolve(text, language, now=now, zone=zone)
    assert isinstance(moment, Moment)
    return moment.day


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        # Clocks go forward at midnight, from 24 to 1 April 24th 2026 (Cairo) and March 29th (Beirut).
        (datetime(2026, 4, 24, 3, 0, tzinfo=CAIRO), "قبل أربع ساعات", datetime(2026, 4, 23, 22, 0, tzinfo=CAIRO)),
        (datetime(2026, 3, 29, 3, 0, tzinfo=BEIRUT), "قبل أربع ساعات", datetime(2026, 3, 28, 22, 0, tzinfo=BEIRUT)),
        (datetime(2026, 4, 23, 22, 0, tzinfo=CAIRO), "بعد أربع ساعات", datetime(2026, 4, 24, 3, 0, tzinfo=CAIRO)),
        # And back at midnight, so that 23:00 to 24:00 comes twice.
        (datetime(2026, 10, 30, 1, 0, tzinfo=CAIRO), "قبل أربع ساعات", datetime(2026, 10, 29, 22, 0, tzinfo=CAIRO)),
        (datetime(2026, 10, 25, 1, 0, tzinfo=BEIRUT), "قبل أربع ساعات", datetime(2026, 10, 24, 22, 0, tzinfo=BEIRUT)),
        # Tehran has had no summer time since 2022.
        (datetime(2026, 3, 22, 3, 0, tzinfo=TEHRAN), "چهار ساعت پیش", datetime(2026, 3, 21, 23, 0, tzinfo=TEHRAN)),
    ],
)
def test_hours_are_exact_across_a_change_of_clocks(now: datetime, text: str, expected: datetime) -> None:
    found = at(text, "fa" if now.tzinfo is TEHRAN else "ar", now)
    assert found is not None
    assert found.isoformat() == expected.isoformat()


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (datetime(2026, 4, 24, 0, 30, tzinfo=UTC), CAIRO, date(2026, 4, 22)),
        (datetime(2026, 4, 25, 1, 0, tzinfo=CAIRO), CAIRO, date(2026, 4, 23)),
        (datetime(2026, 10, 30, 0, 15, tzinfo=CAIRO), CAIRO, date(2026, 10, 28)),
        (datetime(2026, 3, 30, 0, 15, tzinfo=BEIRUT), BEIRUT, date(2026, 3, 28)),
    ],
)
def test_days_are_local_days_whatever_their_length(now: datetime, zone: ZoneInfo, expected: date) -> None:
    assert day("قبل يومين", "ar", now, zone) == expected


def test_today_is_the_day_of_the_zone_and_not_of_the_clock() -> None:
    late = datetime(2026, 11, 30, 21, 30, tzinfo=UTC)
    assert day("اليوم", "ar", late, RIYADH) == date(2026, 12, 1)
    assert day("امروز", "fa", late, TEHRAN) == date(2026, 12, 1)
    assert day("اليوم", "ar", late, CAIRO) == date(2026, 11, 30)


def test_a_clock_time_keeps_the_offset_of_its_own_day() -> None:
    found = at("بكرة الساعة ١٦", "ar", datetime(2026, 4, 23, 10, 0, tzinfo=CAIRO))
    assert found is not None
    assert found.isoformat() == "2026-04-24T16:00:00+03:00"


def test_a_clock_time_that_is_skipped_is_none_and_one_that_comes_twice_is_the_first() -> None:
    spring, autumn = datetime(2026, 4, 23, 10, 0, tzinfo=CAIRO), datetime(2026, 10, 29, 10, 0, tzinfo=CAIRO)
    assert resolve("بكرة الساعة 0:30", "ar", now=spring, zone=CAIRO) is None
    assert resolve("اليوم الساعة 24", "ar", now=spring, zone=CAIRO) is None
    found = at("اليوم الساعة 23:30", "ar", autumn)
    assert found is not None
    assert found.isoformat() == "2026-10-29T23:30:00+03:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("۳۰ اسفند", date(2025, 3, 20)),  # 1403 is a leap year
        ("۱ فروردین", date(2025, 3, 21)),
        ("یک ماه پیش", date(2025, 2, 18)),
    ],
)
def test_the_last_day_of_a_leap_year_is_a_day(text: str, expected: date) -> None:
    assert day(text, "fa", datetime(2025, 3, 20, 12, 0, tzinfo=TEHRAN), TEHRAN) == expected


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    assert day("بعد شهر", "ar", datetime(2026, 1, 31, 12, 0, tzinfo=RIYADH), RIYADH) == date(2026, 2, 28)
    assert day("شش ماه دیگه", "fa", datetime(2026, 9, 22, 12, 0, tzinfo=TEHRAN), TEHRAN) == date(2027, 3, 20)


def test_a_year_goes_without_saying_around_the_new_year() -> None:
    january = datetime(2027, 1, 2, 12, 0, tzinfo=RIYADH)
    assert day("28 ديسمبر", "ar", january, RIYADH) == date(2026, 12, 28)
    assert day("من 5 يناير", "ar", january, RIYADH) == date(2026, 1, 5)
    nowruz = datetime(2027, 3, 23, 12, 0, tzinfo=TEHRAN)
    assert day("۲۸ اسفند", "fa", nowruz, TEHRAN) == date(2027, 3, 19)


def test_since_five_is_asked_only_when_both_are_over() -> None:
    evening = datetime(2026, 11, 30, 20, 0, tzinfo=RIYADH)
    assert resolve("من الساعة خمسة", "ar", now=evening, zone=RIYADH) == HourUnclear(day=evening.date(), hour=5)
    assert resolve("من الساعة خمسة", "ar", now=NOW, zone=RIYADH) is None


def test_the_thursday_after_is_clear_when_it_lies_in_the_next_week() -> None:
    friday = datetime(2026, 12, 4, 12, 0, tzinfo=TEHRAN)
    assert day("پنجشنبه بعد", "fa", friday, TEHRAN) == date(2026, 12, 10)


def test_this_weekday_may_be_today() -> None:
    assert day("هالاثنين", "ar", NOW, RIYADH) == date(2026, 11, 30)


def test_a_naive_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        resolve("أمس", "ar", now=datetime(2026, 11, 30, 10, 48), zone=RIYADH)  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        Moment(at=datetime(2026, 11, 30), day=date(2026, 11, 30), precision="hour")  # noqa: DTZ001
    with pytest.raises(ValueError, match="day"):
        Moment(at=NOW, day=date(2026, 12, 1), precision="hour")


@pytest.mark.parametrize("grammar", [ARABIC, PERSIAN])
def test_every_part_of_a_shape_has_words_or_digits(grammar: Grammar) -> None:
    assert [kind for kind, pattern in grammar.patterns if ">)" in pattern.pattern] == []


@pytest.mark.parametrize("grammar", [ARABIC, PERSIAN])
def test_a_word_is_written_as_folding_leaves_it(grammar: Grammar) -> None:
    for table in grammar.tables.values():
        assert [word for word in table.values if not word or word != fold(word)] == []


@given(st.text(max_size=60), st.sampled_from(["ar", "fa"]))
def test_no_text_raises(text: str, language: Literal["ar", "fa"]) -> None:
    resolve(text, language, now=NOW, zone=RIYADH)


TOKENS = st.sampled_from([*WORDS, "0", "24", "31", "999", "5:30", "2.5", "31/4", "1403/12/30", "٥", "۱۲:۶۰", "9999"])


@given(st.lists(TOKENS, max_size=6), st.sampled_from(["ar", "fa"]), st.sampled_from([CAIRO, BEIRUT, TEHRAN, RIYADH]))
def test_what_is_made_of_times_is_a_time_of_the_zone_or_none(
    words: list[str], language: Literal["ar", "fa"], zone: ZoneInfo
) -> None:
    moment = resolve(" ".join(words), language, now=NOW, zone=zone)
    if isinstance(moment, Moment) and moment.at:
        assert moment.at.tzinfo is zone
        assert moment.at.date() == moment.day
    if isinstance(moment, HourUnclear):
        assert 1 <= moment.hour <= 12
        assert 0 <= moment.minute < 60
