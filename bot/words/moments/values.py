"""What a patient's time is worth: a moment, or a question back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Precision = Literal["minute", "hour", "day", "week", "month"]
"""How exactly a patient said it: "two weeks ago" is a day in the calendar, but was said of a week."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """When it was or will be.

    `at` is aware, in the clinic's zone, and None unless hours or minutes were said; `day` is the local day. Of a week
    or a month, `day` is one day that lies in it.
    """

    at: datetime | None
    day: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.at is not None and self.at.utcoffset() is None:
            raise ValueError("a moment knows its zone")
        if self.at is not None and self.at.date() != self.day:
            raise ValueError("a moment lies on its day")


@dataclass(frozen=True, kw_only=True, slots=True)
class HourUnclear:
    """An hour from 1 to 12 was said without morning or evening: to be asked, never guessed."""

    day: date
    hour: int
    minute: int = 0
