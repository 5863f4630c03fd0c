"""The hours in which nobody is disturbed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.aftercare.local_time import at_local

_A_DAY = timedelta(days=1)
_SPREAD_OVER_SECONDS = 20 * 60

Jitter = Callable[[str], timedelta]
"""How long after the end of the quiet hours whoever is named is written to; the same whenever it is asked."""


def spread(name: str) -> timedelta:
    """Return up to 20 minutes, always the same for one name: not everybody is written to in the same second."""
    return timedelta(seconds=crc32(name.encode()) % (_SPREAD_OVER_SECONDS + 1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Night:
    """Quiet from `start` to `end`, local time: over midnight when it ends first, never when they are equal."""

    start: time
    end: time

    @property
    def is_over_midnight(self) -> bool:
        """Whether it ends on the day after it began."""
        return self.end < self.start


@dataclass(frozen=True, kw_only=True, slots=True)
class SpecialNights:
    """Other quiet hours from the first to the last day, both included, as in Ramadan."""

    first: date
    last: date
    night: Night


@dataclass(frozen=True, kw_only=True, slots=True)
class QuietHours:
    """A clinic's quiet hours, lived by in the patient's zone.

    A night belongs to the day on which it begins. Where the hours change, both of them make a morning quiet.
    """

    usual: Night
    special: Sequence[SpecialNights] = ()

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        """Tell whether `at` (aware) is quiet in `zone`."""
        return self._end_of_night(at.astimezone(zone)) is not None

    def next_open(self, at: datetime, zone: ZoneInfo) -> datetime:
        """Return the first moment from `at` (aware) on that is not quiet: `at`, or the end of the night (UTC)."""
        moment = at.astimezone(UTC)
        while (end := self._end_of_night(moment.astimezone(zone))) is not None:
            day, clock = end
            ends_at = at_local(day, clock, zone)
            # Clocks were set back in this night: it is the second time that they show its end.
            moment = ends_at if ends_at > moment else at_local(day, clock.replace(fold=1), zone)
        return moment

    def next_slot(self, at: datetime, zone: ZoneInfo, *, jitter: timedelta, latest: datetime) -> datetime:
        """Return `at` if it is not quiet, else `jitter` after the quiet hours (UTC).

        Without the jitter, if that would lead past `latest` or into other quiet hours.
        """
        opens = self.next_open(at, zone)
        if opens <= at:
            return opens
        spread_out = opens + jitter
        return opens if spread_out > latest or self.is_quiet(spread_out, zone) else spread_out

    def _end_of_night(self, local: datetime) -> tuple[date, time] | None:
        today, now = local.date(), local.time()
        tonight = self._night_of(today)
        # After the last night of a season that is quiet from 02:00 on, the usual morning is quiet: no gap between them.
        for night in (self._night_of(today - _A_DAY), tonight):
            if night.is_over_midnight and now < night.end:
                return today, night.end
        if tonight.is_over_midnight and now >= tonight.start:
            return today + _A_DAY, tonight.end
        if tonight.start <= now < tonight.end:
            return today, tonight.end
        return None

    def _night_of(self, day: date) -> Night:
        return next((each.night for each in self.special if each.first <= day <= each.last), self.usual)
