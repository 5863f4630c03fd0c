"""What texts can say about the clinic."""

from datetime import UTC, datetime

import pytest

from bot.content.catalogue import Catalogue
from bot.content.clinic_words import CLINIC_NAMES, LASTING_NAMES, TIMED_NAMES
from bot.content.scope import Language
from bot.words.bidi import strip_isolates

MONDAY_NOON = datetime(2027, 1, 4, 9, tzinfo=UTC)
RAMADAN = datetime(2027, 2, 15, 9, tzinfo=UTC)
FEAST = datetime(2027, 3, 9, 9, tzinfo=UTC)


def said(catalogue: Catalogue, template: str, language: Language = "ar", now: datetime = MONDAY_NOON) -> str:
    return strip_isolates(catalogue.fill(template, language, now=now))


def test_every_name_that_texts_may_use_has_a_value_or_is_known_to_be_empty(catalogue: Catalogue) -> None:
    for name in CLINIC_NAMES:
        said(catalogue, f"{{{name}}}")
    assert not LASTING_NAMES & TIMED_NAMES


def test_today_has_its_hours(catalogue: Catalogue) -> None:
    assert said(catalogue, "{clinic_hours_today}") == "من ١٠ صباحًا إلى ٢ ظهرًا، ومن ٤ عصرًا إلى ٩ مساءً"
    assert said(catalogue, "{clinic_hours_today}", "fa", RAMADAN) == "از ۹ شب تا ۱۱:۳۰ شب"
    assert said(catalogue, "{clinic_hours_today}", "fa", FEAST) == "تعطیل (عید فطر)"


def test_today_is_the_day_at_the_clinic(catalogue: Catalogue) -> None:
    thursday_in_riyadh = datetime(2027, 1, 6, 22, tzinfo=UTC)
    assert said(catalogue, "{clinic_hours_today}", "fa", thursday_in_riyadh) == "از ۶ عصر تا ۱ بامداد"


def test_the_week_is_one_line_for_each_run_of_equal_days_and_begins_as_the_country_s_does(
    catalogue: Catalogue,
) -> None:
    assert said(catalogue, "{clinic_hours_week}", "fa").splitlines() == [
        "• شنبه: تعطیل",
        "• یکشنبه تا سه‌شنبه: از ۱۰ صبح تا ۲ بعدازظهر و از ۴ بعدازظهر تا ۹ شب",
        "• چهارشنبه: تعطیل",
        "• پنجشنبه: از ۶ عصر تا ۱ بامداد",
        "• جمعه: تعطیل",
    ]
    assert said(catalogue, "{clinic_hours_week}").splitlines()[0].startswith("• من الأحد إلى الثلاثاء: من ١٠ صباحًا")


def test_a_season_s_week_stands_under_its_name(catalogue: Catalogue) -> None:
    assert said(catalogue, "{clinic_hours_week}", "ar", RAMADAN).splitlines()[0] == "خلال رمضان:"


@pytest.mark.parametrize(
    ("now", "arabic"),
    [
        (MONDAY_NOON, "العيادة مفتوحة الآن حتى الساعة ٢ ظهرًا."),
        (datetime(2027, 1, 4, 12, tzinfo=UTC), "العيادة مغلقة الآن، وتفتح اليوم الساعة ٤ عصرًا."),
        (datetime(2027, 1, 4, 19, tzinfo=UTC), "العيادة مغلقة الآن، وتفتح غدًا الساعة ١٠ صباحًا."),
        (FEAST, "العيادة مغلقة الآن، وتفتح يوم الأحد ١٤ مارس الساعة ١٠ صباحًا."),
    ],
)
def test_the_clinic_says_whether_it_is_open(catalogue: Catalogue, now: datetime, arabic: str) -> None:
    assert said(catalogue, "{clinic_open_now}", "ar", now) == arabic


def test_coming_holidays_are_named_and_past_ones_forgotten(catalogue: Catalogue) -> None:
    assert said(catalogue, "{clinic_closed_dates}").splitlines() == [
        "• عيد الفطر (العيادة مغلقة): من ٩ إلى ١٣ مارس",
        "• النوروز (العيادة مغلقة): يوم ٢١ مارس",
    ]
    after = datetime(2027, 3, 22, 9, tzinfo=UTC)
    assert said(catalogue, "x\n{clinic_closed_dates}\ny", "ar", after) == "x\ny"


def test_only_what_has_a_price_is_priced(catalogue: Catalogue) -> None:
    assert said(catalogue, "{clinic_prices}", "fa") == "• مزوتراپی صورت: هر جلسه از ۱٬۶۵۰ ریال سعودی"
    assert catalogue.fill("{clinic_price}", "fa", programme="prp") == ""


def test_doctors_are_enumerated(catalogue: Catalogue) -> None:
    assert said(catalogue, "{clinic_doctors}") == "د. هدى ود. سامر"


def test_the_emergency_number_is_that_of_the_clinic_s_country_in_both_languages(catalogue: Catalogue) -> None:
    assert said(catalogue, "{emergency_number}") == said(catalogue, "{emergency_number}", "fa") == "997"
