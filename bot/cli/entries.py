"""A session as it is written on the command line or in a list, and all that may be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.aftercare.registration import MOST_SESSIONS, areas_of, is_course, misplaced, next_misplaced
from bot.cli.written_time import MISPLACED, Wrong, read_time
from bot.content.scope import PROGRAMMES, Programme
from bot.store.sessions import NewSession
from bot.words.numbers import ascii_digits
from bot.words.suggest import did_you_mean

COLUMNS = ("programme", "at", "area", "number", "of", "next_at")
"""What is written of a session; only the first two must be there."""
_MOST_DIGITS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What entries are read by: the clinic's zone and areas, and the time."""

    zone: ZoneInfo
    areas: tuple[str, ...]
    now: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A session that can be registered, and when the next one is booked, if it is."""

    session: NewSession
    next_at: datetime | None = None


def read_entry(written: Mapping[str, str], rules: Rules) -> Entry | tuple[Wrong, ...]:
    """Return the session that was written, or everything that is wrong with it. Empty is what is not there."""
    reading = _Reading(written, rules)
    programme = reading.programme()
    area = reading.area(programme)
    course = reading.course(has_next=reading.has("next_at"))
    at = reading.time("at")
    next_at = reading.time("next_at") if reading.has("next_at") else None
    if at:
        reading.check_times(at, next_at)
    if reading.wrong or programme is None or at is None:
        return tuple(reading.wrong)
    booked = at > rules.now
    session = NewSession(programme=programme, at=at, booked=booked, area=area, number=course[0], total=course[1])
    return Entry(session=session, next_at=next_at)


class _Reading:
    """Reads one entry, and collects what is wrong with it. What is wrong is read as None."""

    def __init__(self, written: Mapping[str, str], rules: Rules) -> None:
        self._given = {name: text.strip() for name, text in written.items() if text.strip()}
        self._rules = rules
        self.wrong: list[Wrong] = []

    def has(self, name: str) -> bool:
        return name in self._given

    def programme(self) -> Programme | None:
        text = self._given.get("programme", "").lower()
        found = next((each for each in PROGRAMMES if each == text), None)
        choices = f"choose one of {', '.join(PROGRAMMES)}"
        if not text:
            self._note(f"the programme is missing: {choices}")
        elif found is None:
            self._note(f"there is no programme '{text}'{did_you_mean(text, PROGRAMMES) or f'; {choices}'}")
        return found

    def area(self, programme: Programme | None) -> str | None:
        text, known = self._given.get("area", "").lower(), self._rules.areas
        if text and text not in known:
            near = did_you_mean(text, known) or f"; choose one of {', '.join(known)}, or leave it out"
            self._note(f"there is no area '{text}'{near}")
        elif text and programme and text not in areas_of(programme, known):
            self._note(f"the area '{text}' does not go with {programme}: leave it out, or correct one of the two")
        return text or None

    def course(self, *, has_next: bool) -> tuple[int | None, int | None]:
        before = len(self.wrong)
        number, total = self._count("number"), self._count("of")
        if len(self.wrong) == before and (fault := _course_fault(number, total, has_next=has_next)):
            self._note(fault)
        return number, total

    def time(self, name: str) -> datetime | None:
        text = self._given.get(name)
        if text is None:
            self._note(f"the time is missing: write it under '{name}', as 2026-12-01 17:00")
            return None
        found = read_time(text, self._rules.zone, now=self._rules.now)
        if isinstance(found, Wrong):
            self._note(f"{name}: {found.sentence}")
            return None
        return found

    def check_times(self, at: datetime, next_at: datetime | None) -> None:
        if fault := misplaced(at, self._rules.now):
            self._note(f"at: '{self._given['at']}' {MISPLACED[fault]}")
        if next_at and (fault := next_misplaced(next_at, at, self._rules.now)):
            self._note(f"next_at: '{self._given['next_at']}' {MISPLACED[fault]}")

    def _count(self, name: str) -> int | None:
        text = self._given.get(name)
        if text is None:
            return None
        digits = ascii_digits(text)
        if digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS:
            return int(digits)
        self._note(f"{name} is '{text}', which is no whole number: write 2, for example")
        return None

    def _note(self, sentence: str) -> None:
        self.wrong.append(Wrong(sentence=sentence))


def _course_fault(number: int | None, total: int | None, *, has_next: bool) -> str | None:
    if number is None and total is not None:
        return f"it is one of {total} sessions, but which one is missing: give number and of, or neither"
    if number is not None and total is not None and number > total:
        return f"session {number} of {total} cannot be: the number is larger than how many there are"
    if not is_course(number, total):
        return f"number and of are from 1 to {MOST_SESSIONS}"
    if has_next and number is not None and number == total:
        return f"session {number} of {total} is the last one: leave the next session out, or correct the two"
    return None
