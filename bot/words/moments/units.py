"""The units of time and the parts of a day, in numbers that the tables of both languages use."""

from enum import IntEnum


class Unit(IntEnum):
    """What a span is counted in."""

    MINUTE = 1
    HOUR = 2
    DAY = 3
    WEEK = 4
    MONTH = 5
    YEAR = 6


class Part(IntEnum):
    """A part of the day."""

    DAWN = 1
    MORNING = 2
    FORENOON = 3
    NOON = 4
    AFTERNOON = 5
    LATE_AFTERNOON = 6
    SUNSET = 7
    EVENING = 8
    NIGHT = 9
    AM = 10
    PM = 11


HOURS = {
    Part.DAWN: range(2, 7),
    Part.MORNING: range(1, 12),
    Part.FORENOON: range(7, 12),
    Part.NOON: range(11, 16),
    Part.AFTERNOON: range(12, 21),
    Part.LATE_AFTERNOON: range(14, 21),
    Part.SUNSET: range(16, 21),
    Part.EVENING: range(15, 24),
    # Not midnight nor what follows: nobody can tell whether "one at night" is still this day.
    Part.NIGHT: range(18, 24),
    Part.AM: range(12),
    Part.PM: range(12, 24),
}
"""The hours of which people use a part's name. "Twelve in the morning" is neither midnight nor noon to everyone."""

ONE_AFTER = 2
"""Of a weekday, "the one after": the coming one to some, the one of next week to others."""
