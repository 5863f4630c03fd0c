"""A plan's steps, with the clinic's facts laid in: what follows a session, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.aftercare.local_time import at_local, days_from
from bot.aftercare.reminders import Kind
from bot.content.fact_schema import Fact
from bot.content.plan_schema import CALENDAR_UNITS, EXACT_UNITS, FactTime, PlanFile, PlanStep, number_of

Origin = Literal["session", "next_session", "last_session"]
OnLate = Literal["send", "skip", "merge"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A length of time. `hours` are counted exactly, `days` and calendar `months` on the patient's calendar."""

    hours: float = 0
    days: int = 0
    months: int = 0

    def counted_from(self, start: datetime, zone: ZoneInfo) -> datetime:
        """Return the moment (UTC) this long after `start` (aware): days and months first, at the same local time."""
        moment = start
        if self.days or self.months:
            local = start.astimezone(zone)
            moment = at_local(days_from(local.date(), months=self.months, days=self.days), local.time(), zone)
        return moment.astimezone(UTC) + timedelta(hours=self.hours)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step, ready to be planned.

    Attributes:
        id: Its name in the plan.
        kind: What a patient would stop to be rid of it.
        origin: The session that it counts from.
        after: How long after (or before: negative days) the origin it is due.
        at: The local time on that day; None counts exactly from the origin's time.
        lasts: How long after its time it may still be sent.
        on_late: What becomes of it when it is more than an hour late but not too late.
        repeat: Sent again when it is not known whether it arrived.
        safety: May be sent in quiet hours.
        merges: May stand in one message with what is due at about the same time.
        only_without_next: Not when the person's next session of the programme is booked.
        check_in: Asks how the patient is, with one-tap answers.
        fact: The fact that it waits for, as "makeup_wait"; None when it waits for none.
    """

    id: str
    kind: Kind
    origin: Origin
    after: Span
    at: time | None
    lasts: Span
    on_late: OnLate
    repeat: bool
    safety: bool = False
    merges: bool = True
    only_without_next: bool = False
    check_in: bool = False
    fact: str | None = None

    def counted_from(self, session_at: datetime, zone: ZoneInfo) -> datetime:
        """Return when it is due (UTC) by its session's time alone, quiet hours not considered."""
        if self.at is None:
            return self.after.counted_from(session_at, zone)
        day = session_at.astimezone(zone).date()
        return at_local(days_from(day, months=self.after.months, days=self.after.days), self.at, zone)


def steps_of(plan: PlanFile, facts: Mapping[str, Fact]) -> tuple[Step, ...]:
    """Return a programme's plan with the programme's facts laid in.

    Raises:
        KeyError: A step names a fact that is not there, or one that is no length of time.
        ValueError: A step names a part that its fact does not have.
    """
    return tuple(_step(written, facts) for written in plan.steps)


def waits_of(facts: Mapping[str, Fact]) -> Mapping[str, Span]:
    """Return the facts that are lengths of time and count exactly; of one with two ends the longer."""
    number = {name: fact.high if fact.value is None else fact.value for name, fact in facts.items()}
    return {
        name: Span(hours=(number[name] or 0) * EXACT_UNITS[fact.unit])
        for name, fact in facts.items()
        if fact.unit in EXACT_UNITS
    }


def _step(written: PlanStep, facts: Mapping[str, Fact]) -> Step:
    after = written.after
    return Step(
        id=written.id,
        kind=written.kind,
        origin=written.origin,
        after=_on_calendar(written.day or 0, facts) if after is None else _exactly(after, facts),
        at=written.at,
        lasts=_exactly(written.late_until, facts),
        on_late=written.on_late,
        repeat=written.uncertain == "repeat",
        safety=written.safety,
        merges=written.if_near == "merge",
        only_without_next=written.unless == "next_booked",
        check_in=written.check_in,
        fact=after.fact if isinstance(after, FactTime) else None,
    )


def _exactly(length: timedelta | FactTime, facts: Mapping[str, Fact]) -> Span:
    if isinstance(length, timedelta):
        return Span(hours=length / timedelta(hours=1))
    return Span(hours=_number(length, facts) * EXACT_UNITS[facts[length.fact].unit])


def _on_calendar(day: int | FactTime, facts: Mapping[str, Fact]) -> Span:
    if isinstance(day, int):
        return Span(days=day)
    unit = facts[day.fact].unit
    count = round(_number(day, facts) * CALENDAR_UNITS[unit]) * (-1 if day.before else 1)
    return Span(months=count) if unit == "months" else Span(days=count)


def _number(named: FactTime, facts: Mapping[str, Fact]) -> float:
    number = number_of(named, facts[named.fact])
    if number is None:
        raise ValueError(f"the fact '{named.fact}' has no such part: {named}")
    return number
