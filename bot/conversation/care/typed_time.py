"""A time that is typed in one message or in several: the day first, then its hour, then morning or evening."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.aftercare.local_time import at_local
from bot.conversation.care.situation import Situation
from bot.conversation.care.times import read_time
from bot.conversation.understanding import Understanding
from bot.words.moments import HourUnclear, Moment
from bot.words.numbers import ascii_digits

_NOON = time(12)
_EXACT = frozenset({"minute", "hour", "day"})
_LOOKS_LIKE_A_TIME = frozenset("0123456789/:.- ")


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoHalves:
    """An hour was typed that is one in the morning and one in the evening: these two moments (UTC)."""

    earlier: datetime
    later: datetime


Typed = datetime | TwoHalves | date
"""A moment (aware), or what is still to be asked: which half of the day, or the hour of a day."""


def read_typed(text: str, situation: Situation, *, day: date | None = None) -> Typed | None:
    """Return the moment that was typed, or what is still open; None if it is no time.

    `day` is the day of which the hour was asked: an hour alone is on that day then, anything else stands for itself.
    """
    found = read_time(text, situation)
    if day is not None:
        found = _on_that_day(text, situation, day, found)
    match found:
        case HourUnclear(day=of, hour=hour, minute=minute):
            early, late = (at_local(of, time(hour % 12 + half, minute), situation.zone) for half in (0, 12))
            return TwoHalves(earlier=early, later=late)
        case Moment(at=None, day=of, precision=precision):
            return of if precision in _EXACT else None
        case Moment(at=at):
            return at
    return None


def time_named(understanding: Understanding, text: str, situation: Situation) -> Typed | None:
    """Return the time that a message names among other things; None if it names none, or several."""
    found = set(times_named(understanding, text, situation))
    return found.pop() if len(found) == 1 else None


def times_named(understanding: Understanding, text: str, situation: Situation) -> list[Typed]:
    """Return the times that a message names, in its order."""
    written = [mention.value for mention in understanding.mentions if mention.kind == "when"] or [text]
    return [typed for each in written if (typed := read_typed(each, situation)) is not None]


def looks_like_a_time(text: str) -> bool:
    """Tell whether a text that was not understood is nothing but digits and signs: a date that does not exist, say."""
    plain = set(ascii_digits(text.strip()))
    return bool(plain) and plain <= _LOOKS_LIKE_A_TIME


def _on_that_day(
    text: str, situation: Situation, day: date, today: Moment | HourUnclear | None
) -> Moment | HourUnclear | None:
    """Return an hour on the day that is spoken of, where the text says the same hour whatever day it is."""
    bare = ascii_digits(text.strip())
    clock = f"{bare}:00" if bare.isdecimal() else text
    then = replace(situation, now=at_local(day, _NOON, situation.zone))
    said_today = today or read_time(clock, situation)
    said_then = read_time(clock, then)
    if said_then is None or said_then.day != day or _clock(said_then) != _clock(said_today):
        return said_today
    return said_then


def _clock(found: Moment | HourUnclear | None) -> tuple[int, int] | None:
    match found:
        case HourUnclear(hour=hour, minute=minute):
            return hour, minute
        case Moment(at=datetime() as at):
            return at.hour, at.minute
    return None
