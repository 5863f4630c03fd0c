"""From the time as a patient wrote it to the moment that is meant. Pure: clock and zone are arguments."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.words.moments.arabic import ARABIC
from bot.words.moments.days import Around, dated, in_period
from bot.words.moments.on_a_day import on_a_day
from bot.words.moments.persian import PERSIAN
from bot.words.moments.spans import measured
from bot.words.moments.tables import Said
from bot.words.moments.units import Unit
from bot.words.moments.values import HourUnclear, Moment, Precision
from bot.words.normalise import fold
from bot.words.numbers import ascii_digits

_GRAMMARS = {"ar": ARABIC, "fa": PERSIAN}
_MOST_WORDS = 14
_SIGNS = re.compile(r"\d+(?:(?:[:.\u066b-]|\s?/\s?)\d+)+")
"""A clock, a date, a fraction: folding would do away with their signs."""
_DOTTED_CLOCK = re.compile(r"(\d{1,2})\.(00|1[3-9]|[2-5]\d)")
"""5.30, but not 12.11, which may be a date as well."""
_FRENCH_CLOCK = re.compile(r"\b(\d{1,2})h(?=[0-5]\d\b)")
_NOON_LETTERS = re.compile(r"(?<=\d)(?=pm\b|(?<!3)am\b)")  # "3am" is an Arabic word


def resolve(text: str, language: Literal["ar", "fa"], *, now: datetime, zone: ZoneInfo) -> Moment | HourUnclear | None:
    """Return the moment that a time expression means to someone who writes it at `now`, in a clinic of `zone`.

    `text` is the expression alone, as written; any word beyond it makes it not understood. None is what is not
    understood, is understood by half or in two ways, or is not in the calendar. `HourUnclear` wants to be asked.

    Rules, where people differ: a bare weekday is the nearest to come, never today; after "since" or with "last" it is
    the nearest past. A date without a year is the nearest one, after "since" the nearest past. A clock without a day
    is today's, after "since" the last time it showed that. Numbers of a Persian date without a year are Jalali.

    Raises `ValueError` when `now` is naive.
    """
    if now.utcoffset() is None:
        raise ValueError("the clock of a patient's time knows its zone")
    grammar = _GRAMMARS[language]
    plain = _plain(text)
    unlike = grammar.unlike is not None and grammar.unlike in text
    if unlike or not 0 < len(plain.split()) <= _MOST_WORDS:
        return None
    here = now.astimezone(zone)
    for spelling in grammar.spellings(plain):
        meanings = {_meaning(reading, language, here, zone) for reading in grammar.readings(spelling)} - {None}
        if meanings:
            return meanings.pop() if len(meanings) == 1 else None
    return None


def _plain(text: str) -> str:
    """Fold all but numbers with signs in them."""
    digits = "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in ascii_digits(text))
    return " ".join(" ".join(_pieces(_NOON_LETTERS.sub(" ", _FRENCH_CLOCK.sub(r"\1:", digits)))).split())


def _pieces(text: str) -> Iterator[str]:
    end = 0
    for found in _SIGNS.finditer(text):
        yield fold(text[end : found.start()])
        number = re.sub(r"\s", "", found[0])
        clock = _DOTTED_CLOCK.fullmatch(number)
        yield f"{clock[1]}:{clock[2]}" if clock else number.replace("\u066b", ".")
        end = found.end()
    yield fold(text[end:])


def _meaning(
    reading: Sequence[Said], language: Literal["ar", "fa"], now: datetime, zone: ZoneInfo
) -> Moment | HourUnclear | None:
    since = reading[0].kind == "since"
    pieces = reading[1:] if since else reading
    around = Around(today=now.date(), language=language, since=since)
    try:
        match [piece.kind for piece in pieces]:
            case ["now"]:
                return None if since else Moment(at=now, day=now.date(), precision="minute")
            case ["span"]:
                return measured(pieces[0], now, around.calendar)
            case ["period"]:
                precision: Precision = "week" if pieces[0].number("period") == Unit.WEEK else "month"
                return _whole(in_period(pieces[0], around), precision)
            case ["month"]:
                return _whole(dated(pieces[0], around), "month")
        return on_a_day(pieces, around, now, zone)
    except OverflowError:  # a thousand years from now
        return None


def _whole(day: date | None, precision: Precision) -> Moment | None:
    return Moment(at=None, day=day, precision=precision) if day else None
