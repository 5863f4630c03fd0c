"""How one language says numbers, amounts, times and days for one clinic."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_name
from persiantools.jdatetime import JalaliDate

from bot.content.clinic import Clinic
from bot.content.fact_schema import Fact, FactPart, UnitsFile
from bot.content.fill import fill
from bot.content.scope import Language
from bot.words.numbers import localise_digits

_SOLAR_COUNTRIES = frozenset({"IR", "AF"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """One language of one clinic, for everything that is counted."""

    language: Language
    clinic: Clinic
    units: UnitsFile
    locale: Locale

    @classmethod
    def of(cls, language: Language, clinic: Clinic, units: UnitsFile) -> "Speech":
        """Return the speech of `language` with this clinic's locale and digits."""
        locale = Locale.parse(clinic.locale_of(language))
        return cls(language=language, clinic=clinic, units=units, locale=locale)

    def digits(self, text: str) -> str:
        """Return `text` with its digits in this language's family."""
        return localise_digits(text, self.clinic.digits_of(self.language))

    def number(self, number: float) -> str:
        """Return a number in this language's digits and separators."""
        family = self.clinic.digits_of(self.language)
        return self.digits(format_decimal(number, "#,##0.###", locale=self.locale, numbering_system=family))

    def quantity(self, number: float, unit: str) -> str:
        """Return a number with its unit, in the plural form that the number asks for."""
        return self._form(number, unit).replace("{n}", self.number(number))

    def span(self, low: str, high: str) -> str:
        """Return a range in words: from ... to ..."""
        return fill(getattr(self.units.range, self.language), {"low": low, "high": high}.__getitem__)

    def amount_span(self, low: float, high: float, unit: str) -> str:
        """Return a range of amounts; the unit stands once, unless the lower end is a word without a number."""
        form = self._form(low, unit)
        return self.span(self.number(low) if "{n}" in form else form, self.quantity(high, unit))

    def facts(self, facts: Mapping[str, Fact]) -> dict[str, str]:
        """Return every fact, and every part of one, under the name that texts use: `sessions_count.extreme`."""
        return {
            f"{name}.{part}" if part else name: self.fact(fact, part)
            for name, fact in facts.items()
            for part in fact.parts()
        }

    def fact(self, fact: Fact, part: FactPart = "") -> str:
        """Return a fact, or one part of it, with its unit.

        Raises:
            ValueError: The fact has no such part.
        """
        spread = fact.range or fact
        numbers = {"": fact.value, "low": fact.low, "high": fact.high, "extreme": fact.extreme}
        number = numbers.get(part)
        if number is not None:
            return self.quantity(number, fact.unit)
        if part in {"", "range"} and spread.low is not None and spread.high is not None:
            return self.amount_span(spread.low, spread.high, fact.unit)
        raise ValueError(f"the fact has no part '{part}'")

    def clock(self, moment: time) -> str:
        """Return a time of day on the twelve-hour clock, with the word for its part of the day."""
        words = [part for part in self.units.day_parts if part.from_hour <= moment.hour]
        word = getattr((words or [self.units.day_parts[-1]])[-1], self.language)
        minutes = f":{moment.minute:02}" if moment.minute else ""
        return f"{self.digits(f'{moment.hour % 12 or 12}{minutes}')} {word}"

    def weekday(self, day: date) -> str:
        """Return the name of the day of the week."""
        return str(self.locale.days["stand-alone"]["wide"][day.weekday()])

    def day(self, day: date) -> str:
        """Return day and month; in Persian the solar calendar where the clinic's country lives by it."""
        if self.language == "fa" and self.clinic.country in _SOLAR_COUNTRIES:
            solar: Any = JalaliDate(day)  # type: ignore[no-untyped-call]
            return f"{self.digits(str(solar.day))} {solar.strftime('%B', locale='fa')}"
        return self.digits(format_date(day, "d LLLL", locale=self.locale))

    def days(self, first: date, last: date) -> str:
        """Return a run of days; within one month its name stands once."""
        start, end = self.day(first), self.day(last)
        same_month = start.partition(" ")[2] == end.partition(" ")[2]
        return self.span(start.partition(" ")[0] if same_month else start, end)

    def money(self, amount: float) -> str:
        """Return an amount of the clinic's currency, its name in words."""
        own = self.clinic.currency_name
        name = getattr(own, self.language) if own else get_currency_name(self.clinic.currency, amount, self.locale)
        return f"{self.number(amount)} {name}"

    def listing(self, items: list[str]) -> str:
        """Return items as one enumeration: a, b and c."""
        # CLDR's Arabic comma brings a direction mark; isolation is one module's business, and not here.
        return format_list(items, locale=self.locale).replace("\u200f", "")

    def _form(self, number: float, unit: str) -> str:
        forms = dict(getattr(self.units.units[unit], self.language))
        return str(forms.get(self.locale.plural_form(number), forms["other"]))
