"""When a patient means: what "since yesterday", "in two weeks" and "Thursday at five" are in the calendar.

Words and their order stand per language (`arabic`, `persian`); everything else is common to both.
"""

from bot.words.moments.resolve import resolve
from bot.words.moments.values import HourUnclear, Moment

__all__ = ["HourUnclear", "Moment", "resolve"]
