"""The shape of facts, and of the units that they are said in."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from bot.content.schema import Bilingual, Id, Number, Reviewed, Shape, SourceTags, Text


class Range(Shape):
    """A spread of numbers."""

    low: Number
    high: Number

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low >= self.high:
            raise ValueError("low must be below high")
        return self


FactPart = Literal["", "low", "high", "extreme", "range"]
"""What a text may name of a fact besides the whole (""): `{sessions_count.extreme}`."""


class Fact(Reviewed):
    """A typed number with its unit and its sources: one value, or a range with an outlier perhaps."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    extreme: Number | None = None
    range: Range | None = None
    unit: Id
    sources: SourceTags
    cautious: bool = False
    note: Text | None = None

    @model_validator(mode="after")
    def _value_or_range(self) -> Self:
        if self.value is not None and self.low is None and self.high is None and self.extreme is None:
            if self.range is not None and not self.range.low <= self.value <= self.range.high:
                raise ValueError("value lies outside its range")
            return self
        if self.value is not None or self.low is None or self.high is None or self.range is not None:
            raise ValueError("write value (with range perhaps), or low and high (with extreme perhaps)")
        if self.low >= self.high:
            raise ValueError("low must be below high")
        return self

    def parts(self) -> tuple[FactPart, ...]:
        """Return the parts that a text may name of this fact."""
        ends: tuple[FactPart, ...] = ("low", "high") if self.low is not None else ()
        extreme: tuple[FactPart, ...] = ("extreme",) if self.extreme is not None else ()
        spread: tuple[FactPart, ...] = ("range",) if self.range is not None or ends else ()
        return ("", *ends, *extreme, *spread)


PluralCategory = Literal["zero", "one", "two", "few", "many", "other"]


def _has_other(forms: Mapping[PluralCategory, str]) -> Mapping[PluralCategory, str]:
    if "other" not in forms:
        raise ValueError("the form 'other' is missing")
    return forms


PluralForms = Annotated[Mapping[PluralCategory, Text], AfterValidator(_has_other)]


class Unit(Shape):
    """A unit's forms by CLDR plural category; {n} is the number."""

    ar: PluralForms
    fa: PluralForms


class DayPart(Bilingual):
    """The word for a time of day from this hour on."""

    from_hour: Annotated[int, Field(ge=0, le=23, alias="from")]


class UnitsFile(Shape):
    """units.yml: how a number meets its unit, a range and a time of day."""

    units: Mapping[Id, Unit]
    range: Bilingual
    day_parts: Annotated[tuple[DayPart, ...], Field(min_length=1)]
