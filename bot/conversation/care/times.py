"""Moments that patients and staff type, and moments on buttons."""

import re
from datetime import UTC, datetime

from bot.content.scope import LANGUAGES
from bot.conversation.care.situation import Situation
from bot.words.moments import HourUnclear, Moment, resolve
from bot.words.numbers import ascii_digits

_YEAR = re.compile(r"[0-9]{4}")


def read_time(text: str, situation: Situation) -> Moment | HourUnclear | None:
    """Return what a typed time means on the patient's clocks: in their language, or else in the other one.

    A day and a month in digits alone are of the patient's calendar: one that does not exist there is none in the other.
    A year says itself which calendar it is of.
    """
    other = next(each for each in LANGUAGES if each != situation.language)
    either = any(map(str.isalpha, text)) or _YEAR.search(ascii_digits(text)) is not None
    for language in (situation.language, other) if either else (situation.language,):
        found = resolve(text, language, now=situation.now.astimezone(situation.zone), zone=situation.zone)
        if found is not None:
            return found
    return None


def written(moment: datetime) -> str:
    """Return a moment as a button or a form carries it: seconds since 1970."""
    return str(int(moment.timestamp()))


def read_written(seconds: str) -> datetime | None:
    """Return the moment that a button carries; None if it carries none."""
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 11):
        return None
    return datetime.fromtimestamp(int(seconds), UTC)
