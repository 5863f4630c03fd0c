"""The clinic's own facts: the shape of clinic.yml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from bot.content.schema import Bilingual, Day, Number, Shape, Text
from bot.content.scope import Language, Programme
from bot.words.numbers import Digits

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of `date.weekday()`."""

_INTERVAL = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """Hours without a break, local time. One that closes at or before it opens closes the next day."""

    opens: time
    closes: time

    @property
    def crosses_midnight(self) -> bool:
        """Whether it closes on the day after it opened."""
        return self.closes <= self.opens


def _read_interval(written: Any) -> Interval:
    found = _INTERVAL.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError("write hours as 09:00-17:30, on a 24-hour clock")
    opening_hour, opening_minute, closing_hour, closing_minute = map(int, found.groups())
    return Interval(opens=time(opening_hour, opening_minute), closes=time(closing_hour, closing_minute))


def _in_order(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    for earlier, later in pairwise(intervals):
        if earlier.crosses_midnight or earlier.closes > later.opens:
            raise ValueError("the hours of a day must follow one another without overlap")
    return intervals


def _not_always(interval: Interval) -> Interval:
    if interval.opens == interval.closes:
        raise ValueError("begins and ends at the same time: write from when to when, as 22:00-09:00")
    return interval


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # unknown names, folders of names, odd names
        raise ValueError(f"no such time zone: '{name}'; write it as Asia/Riyadh") from error
    return name


def _known_locale(tag: str) -> str:
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise ValueError(f"no such locale: '{tag}'; write it as ar-SA") from error
    return tag


def _known_currency(code: str) -> str:
    if code not in get_global("all_currencies"):
        raise ValueError(f"no such currency: '{code}'; write its ISO 4217 code, as SAR")
    return code


Hours = Annotated[
    tuple[Annotated[Interval, BeforeValidator(_read_interval)], ...], AfterValidator(_in_order), Field(max_length=6)
]
WeeklyHours = Mapping[Weekday, Hours]
QuietHours = Annotated[Interval, BeforeValidator(_read_interval), AfterValidator(_not_always)]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()-]{1,24}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]{3,400}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Period(Shape):
    """Days with a name, the first and the last included."""

    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day, Field(alias="to")]
    name: Bilingual

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("'to' lies before 'from'")
        return self

    def covers(self, day: date) -> bool:
        """Return whether `day` lies in this period."""
        return self.first <= day <= self.last


class ClosedPeriod(Period):
    """Days on which the clinic is closed."""


class SpecialHours(Period):
    """Days with their own weekly hours, as in Ramadan, and perhaps their own quiet hours."""

    hours: WeeklyHours
    quiet_hours: QuietHours | None = None


class Price(Shape):
    """The lowest price of a programme."""

    amount: Annotated[Number, Field(alias="from")]
    per: Literal["session"]


class SelfHarmLine(Shape):
    """A number for people who think of harming themselves, and who says that it is the right one."""

    number: Phone
    source: Text


class LanguageLocales(Shape):
    """The locale that dates and numbers of each language follow."""

    ar: Annotated[str, StringConstraints(pattern=r"^ar(-[A-Z]{2})?$"), AfterValidator(_known_locale)] = "ar"
    fa: Annotated[str, StringConstraints(pattern=r"^fa(-[A-Z]{2})?$"), AfterValidator(_known_locale)] = "fa"


class DigitChoice(Shape):
    """The digits of Arabic texts; Persian texts always have their own."""

    ar: Literal["arab", "latn"] = "arab"


class Clinic(Shape):
    """clinic.yml: one clinic, as its patients need to know it."""

    demo: bool = False
    name: Bilingual
    country: Country
    emergency_number: Phone | None = None
    self_harm_line: SelfHarmLine | None = None
    time_zone: Annotated[str, AfterValidator(_known_zone)]
    locale: LanguageLocales = LanguageLocales()
    digits: DigitChoice = DigitChoice()
    phone: Phone
    whatsapp: Phone | None = None
    instagram: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._]{1,30}$")] | None = None
    address: Bilingual
    map_url: Address | None = None
    booking_url: Address | None = None
    hours: WeeklyHours
    closed: tuple[ClosedPeriod, ...] = ()
    special_hours: tuple[SpecialHours, ...] = ()
    quiet_hours: QuietHours = Interval(opens=time(22), closes=time(9))
    currency: Annotated[str, AfterValidator(_known_currency)]
    currency_name: Bilingual | None = None
    prices: Mapping[Programme, Price] = Field(default_factory=dict)
    instalments: Bilingual | None = None
    offers: Bilingual | None = None
    doctors: tuple[Bilingual, ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.time_zone)

    def locale_of(self, language: Language) -> str:
        """Return the locale in the form that Babel reads: ar_SA."""
        tag = self.locale.ar if language == "ar" else self.locale.fa
        return tag.replace("-", "_")

    def digits_of(self, language: Language) -> Digits:
        """Return the family of digits that texts in `language` use."""
        return self.digits.ar if language == "ar" else "arabext"
