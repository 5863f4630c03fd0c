"""Numbers, amounts and times as each language says them."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bot.content.clinic import Clinic
from bot.content.contents import read_contents
from bot.content.fact_schema import Fact
from bot.content.scope import Language
from bot.content.speech import Speech

_SAMPLE = read_contents(Path(__file__).parent / "sample_content")


def speech(language: Language, **changes: Any) -> Speech:
    data = _SAMPLE.documents["clinic.yml"].data | changes
    return Speech.of(language, Clinic.model_validate(data), _SAMPLE.one("units.yml"))


def fact(**fields: Any) -> Fact:
    return Fact.model_validate({"sources": ("S1",), **fields})


@pytest.mark.parametrize(
    ("number", "unit", "arabic", "persian"),
    [
        (1, "hours", "ساعة واحدة", "۱ ساعت"),
        (2, "days", "يومين", "۲ روز"),
        (3, "sessions", "٣ جلسات", "۳ جلسه"),
        (10, "months", "١٠ أشهر", "۱۰ ماه"),
        (11, "days", "١١ يومًا", "۱۱ روز"),
        (18, "years", "١٨ سنة", "۱۸ سال"),
        (24, "hours", "٢٤ ساعة", "۲۴ ساعت"),
        (100, "days", "١٠٠ يوم", "۱۰۰ روز"),
        (103, "days", "١٠٣ أيام", "۱۰۳ روز"),
        (0.5, "millilitres", "٠٫٥ مليلتر", "۰٫۵ میلی‌لیتر"),
    ],
)
def test_a_unit_takes_the_plural_that_its_number_asks_for(number: float, unit: str, arabic: str, persian: str) -> None:
    assert speech("ar").quantity(number, unit) == arabic
    assert speech("fa").quantity(number, unit) == persian


@pytest.mark.parametrize(
    ("fields", "arabic", "persian"),
    [
        ({"low": 3, "high": 6, "unit": "sessions"}, "من ٣ إلى ٦ جلسات", "۳ تا ۶ جلسه"),
        ({"low": 2, "high": 4, "unit": "weeks"}, "من أسبوعين إلى ٤ أسابيع", "۲ تا ۴ هفته"),
        ({"low": 1, "high": 2, "unit": "days"}, "من يوم واحد إلى يومين", "۱ تا ۲ روز"),
        ({"low": 30, "high": 45, "unit": "minutes"}, "من ٣٠ إلى ٤٥ دقيقة", "۳۰ تا ۴۵ دقیقه"),
    ],
)
def test_a_range_is_said_in_words_and_names_its_unit_once(fields: dict[str, Any], arabic: str, persian: str) -> None:
    assert speech("ar").fact(fact(**fields)) == arabic
    assert speech("fa").fact(fact(**fields)) == persian


def test_the_parts_of_a_fact_carry_their_unit() -> None:
    count = fact(low=3, high=6, extreme=15, unit="sessions")
    assert speech("ar").fact(count, "extreme") == "١٥ جلسة"
    assert speech("fa").fact(count, "low") == "۳ جلسه"
    wait = fact(value=24, unit="hours", range={"low": 12, "high": 24})
    assert speech("ar").fact(wait) == "٢٤ ساعة"
    assert speech("ar").fact(wait, "range") == "من ١٢ إلى ٢٤ ساعة"


def test_a_fact_does_not_invent_a_part_that_it_has_not() -> None:
    with pytest.raises(ValueError, match="extreme"):
        speech("ar").fact(fact(value=24, unit="hours"), "extreme")


def test_every_part_of_a_fact_stands_under_the_name_that_texts_use() -> None:
    names = speech("fa").facts({"count": fact(low=3, high=6, extreme=15, unit="sessions")})
    assert names["count"] == names["count.range"] == "۳ تا ۶ جلسه"
    assert set(names) == {"count", "count.low", "count.high", "count.extreme", "count.range"}


def test_arabic_digits_are_those_of_the_clinic_and_persian_ones_its_own() -> None:
    assert speech("ar", digits={"ar": "latn"}).number(1650) == "1,650"
    assert speech("ar").number(1650) == "١٬٦٥٠"
    assert speech("fa", digits={"ar": "latn"}).number(1650) == "۱٬۶۵۰"


@pytest.mark.parametrize(
    ("at", "arabic", "persian"),
    [
        (time(0, 30), "١٢:٣٠ ليلًا", "۱۲:۳۰ بامداد"),
        (time(10), "١٠ صباحًا", "۱۰ صبح"),
        (time(12), "١٢ ظهرًا", "۱۲ ظهر"),
        (time(14, 5), "٢:٠٥ ظهرًا", "۲:۰۵ بعدازظهر"),
        (time(16), "٤ عصرًا", "۴ بعدازظهر"),
        (time(21), "٩ مساءً", "۹ شب"),
    ],
)
def test_a_time_of_day_is_said_as_people_say_it(at: time, arabic: str, persian: str) -> None:
    assert speech("ar").clock(at) == arabic
    assert speech("fa").clock(at) == persian


def test_the_first_hours_have_a_word_even_where_the_table_begins_later() -> None:
    units = _SAMPLE.one("units.yml")
    late = units.model_copy(update={"day_parts": units.day_parts[1:]})
    assert Speech.of("ar", _SAMPLE.one("clinic.yml"), late).clock(time(1)) == "١ مساءً"


def test_an_iranian_clinic_speaks_of_days_in_its_own_calendar() -> None:
    nowruz = date(2027, 3, 21)
    assert speech("fa", country="IR").day(nowruz) == "۱ فروردین"
    assert speech("ar", country="IR").day(nowruz) == "٢١ مارس"
    assert speech("fa").day(nowruz) == "۲۱ مارس"
    assert speech("fa").day(date(2027, 5, 15)) == "۱۵ مه"


def test_a_run_of_days_names_its_month_once() -> None:
    assert speech("ar").days(date(2027, 3, 9), date(2027, 3, 13)) == "من ٩ إلى ١٣ مارس"
    assert speech("fa").days(date(2027, 3, 30), date(2027, 4, 2)) == "۳۰ مارس تا ۲ آوریل"


def test_money_is_named_in_words_and_a_clinic_may_use_the_word_that_people_use() -> None:
    assert speech("ar").money(650) == "٦٥٠ ريال سعودي"
    assert speech("fa").money(650) == "۶۵۰ ریال سعودی"
    toman = {"ar": "تومان", "fa": "تومان"}
    assert speech("fa", currency="IRR", currency_name=toman).money(2_500_000) == "۲٬۵۰۰٬۰۰۰ تومان"


def test_an_enumeration_holds_no_direction_marks() -> None:
    assert speech("fa").listing(["الف", "ب", "ج"]) == "الف، ب، و ج"
    assert speech("ar").listing(["أ", "ب"]) == "أ وب"
    assert speech("ar").listing([]) == ""
