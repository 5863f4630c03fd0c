"""The clinic's hours as words: today, the week, open or closed, the coming holidays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import groupby

from bot.content import hours
from bot.content.clinic import WEEKDAYS, Clinic, Interval
from bot.content.schema import Bilingual
from bot.content.speech import Speech

_COMING_CLOSURES = 4

Say = Callable[..., str]
"""From the key of a phrase and its parameters to its text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HoursWords:
    """The hours of one clinic in one language. Every method takes a time on the clinic's own clock."""

    clinic: Clinic
    speech: Speech
    say: Say

    def values(self) -> Mapping[str, Callable[[datetime], str | None]]:
        """Return the names that texts use for hours, each with the way to its words; None when there are none."""
        return {
            "clinic_hours_today": self.today,
            "clinic_hours_week": self.week,
            "clinic_open_now": self.open_now,
            "clinic_closed_dates": self.closed_dates,
        }

    def today(self, local: datetime) -> str:
        """Return today's opening hours, or that it is closed and why."""
        day = hours.day_hours(self.clinic, local.date())
        if not day.intervals and day.reason:
            return self.say("hours_closed_for", reason=self._name(day.reason))
        return self._intervals(day.intervals)

    def week(self, local: datetime) -> str:
        """Return the hours of the week, one line for each run of equal days; a season's own hours under its name."""
        today = local.date()
        weekly, season = hours.weekly_hours(self.clinic, today)
        start = self.speech.locale.first_week_day
        week = [today + timedelta(days=(start + offset - today.weekday()) % 7) for offset in range(7)]
        runs = groupby(week, key=lambda day: tuple(weekly.get(WEEKDAYS[day.weekday()], ())))
        lines = [
            self.say("hours_line", days=self._weekdays(list(days)), hours=self._intervals(intervals))
            for intervals, days in runs
        ]
        heading = [self.say("hours_season", season=self._name(season))] if season else []
        return "\n".join(heading + lines)

    def open_now(self, local: datetime) -> str:
        """Return one sentence: open until when, or closed until when."""
        closes = hours.open_until(self.clinic, local)
        if closes is not None:
            return self.say("open_until", time=self.speech.clock(closes.time()))
        opens = hours.next_opening(self.clinic, local)
        if opens is None:
            return self.say("closed_until_further_notice")
        at = self.speech.clock(opens.time())
        days_ahead = (opens.date() - local.date()).days
        if days_ahead <= 1:
            return self.say("opens_at", day=self.say("today" if days_ahead == 0 else "tomorrow"), time=at)
        day = f"{self.speech.weekday(opens.date())} {self.speech.day(opens.date())}"
        return self.say("opens_later", day=day, time=at)

    def closed_dates(self, local: datetime) -> str | None:
        """Return the next holidays, one line each, or None when none is known."""
        coming = [period for period in self.clinic.closed if period.last >= local.date()]
        lines = []
        for period in sorted(coming, key=lambda period: period.first)[:_COMING_CLOSURES]:
            one_day = self.say("closed_day", day=self.speech.day(period.first))
            days = one_day if period.first == period.last else self.speech.days(period.first, period.last)
            lines.append(self.say("closed_line", reason=self._name(period.name), days=days))
        return "\n".join(lines) or None

    def _name(self, name: Bilingual) -> str:
        return str(getattr(name, self.speech.language))

    def _intervals(self, intervals: tuple[Interval, ...]) -> str:
        clock = self.speech.clock
        each = [self.say("hours_interval", opens=clock(i.opens), closes=clock(i.closes)) for i in intervals]
        if not each:
            return self.say("hours_closed")
        return reduce(lambda first, second: self.say("hours_join", first=first, second=second), each)

    def _weekdays(self, days: list[date]) -> str:
        names = [self.speech.weekday(day) for day in days]
        return names[0] if len(names) == 1 else self.speech.span(names[0], names[-1])
