"""Aftercare plans by the clock: steps in their order, and none that may still be sent when the next one is due."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from bot.content.checks.plans import Fault, PlanOf, plans_of
from bot.content.clinic import Clinic, Interval
from bot.content.contents import Contents
from bot.content.fact_schema import Fact
from bot.content.plan_schema import CALENDAR_UNITS, EXACT_UNITS, FactTime, PlanStep, number_of
from bot.content.problems import Problem

MOST_LATE_HOURS = 14 * 24
"""A reminder that comes later than this after its time is no longer one."""

MOST_DISTANT_HOURS = 3 * 366 * 24

_DAYS_IN_MONTH = (28, 31)
_A_MOMENT = 1e-6


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """When a step is due, in hours from the time of its session, which may have been at any hour of its day."""

    form: Literal["exact", "day", "month"]
    earliest: float
    latest: float

    def least_hours_to(self, later: "Due") -> float:
        """Return how many hours lie at least between this and `later`; those of one form keep their distance."""
        return (later.latest if self.form == later.form else later.earliest) - self.latest

    def most_hours_to(self, later: "Due") -> float:
        """Return how many hours lie at most between this and `later`."""
        return later.latest - (self.latest if self.form == later.form else self.earliest)


def check_plan_times(contents: Contents) -> list[Problem]:
    """Return the steps that stand in the wrong order, reach into the next, or are due too far away or at night."""
    clinic: Clinic | None = contents.one("clinic.yml")
    problems: list[Problem] = []
    for plan in plans_of(contents):
        if clinic is not None:
            problems += _nights(plan, clinic.quiet_hours)
        if plan.facts is None:
            continue
        due = [_due(step, plan.facts) for step in plan.file.steps]
        for index in range(len(due)):
            faults = [*_distance(due[index]), *_order(plan.file.steps, due, index), *_lateness(plan, due, index)]
            problems += (plan.problem(index, fault) for fault in faults)
    return problems


def _due(step: PlanStep, facts: Mapping[str, Fact]) -> Due | None:
    """Return when a step is due, None when its fact does not say."""
    if step.after is not None:
        hours = _exact_hours(step.after, facts)
        return None if hours is None else Due(form="exact", earliest=hours, latest=hours)
    if step.day is None or step.at is None:
        return None
    at = step.at.hour + step.at.minute / 60
    if isinstance(step.day, int):
        return _on_day(step.day, at)
    fact = facts.get(step.day.fact)
    number = number_of(step.day, fact) if fact else None
    if fact is None or number is None or fact.unit not in CALENDAR_UNITS:
        return None
    count = number * CALENDAR_UNITS[fact.unit] * (-1 if step.day.before else 1)
    if fact.unit != "months":
        return _on_day(count, at)
    days = sorted(count * length for length in _DAYS_IN_MONTH)
    return Due(form="month", earliest=(days[0] - 1) * 24 + at, latest=days[1] * 24 + at)


def _on_day(day: float, at: float) -> Due:
    return Due(form="day", earliest=(day - 1) * 24 + at, latest=day * 24 + at)


def _exact_hours(written: timedelta | FactTime, facts: Mapping[str, Fact]) -> float | None:
    if isinstance(written, timedelta):
        return written / timedelta(hours=1)
    fact = facts.get(written.fact)
    number = number_of(written, fact) if fact else None
    return number * EXACT_UNITS[fact.unit] if fact and number is not None and fact.unit in EXACT_UNITS else None


def _distance(due: Due | None) -> Iterator[Fault]:
    if due is not None and max(abs(due.earliest), abs(due.latest)) > MOST_DISTANT_HOURS:
        yield "", "lies more than three years from its session: nobody would expect it any more"


def _order(steps: Sequence[PlanStep], due: Sequence[Due | None], index: int) -> Iterator[Fault]:
    mine = due[index]
    above = [other for other in range(index) if _are_of_one_kind(steps[other], steps[index])]
    if mine is None or not above:
        return
    previous = due[above[-1]]
    if previous is not None and previous.most_hours_to(mine) < 0:
        name = steps[above[-1]].id
        yield "", f"'{steps[index].id}' is due before '{name}', which stands above it: move it up"


def _are_of_one_kind(one: PlanStep, other: PlanStep) -> bool:
    """Tell whether two steps follow each other; check-ins and appointments may stand apart from the care."""
    return (one.kind, one.origin) == (other.kind, other.origin)


def _lateness(plan: PlanOf, due: Sequence[Due | None], index: int) -> Iterator[Fault]:
    step, mine, facts = plan.file.steps[index], due[index], plan.facts or {}
    hours = _exact_hours(step.late_until, facts)
    if hours is None:
        return
    if not 0 < hours <= MOST_LATE_HOURS:
        yield "late_until", f"must be longer than nothing and at most {MOST_LATE_HOURS} h"
        return
    limits = [*_limits(plan.file.steps, due, index)] if mine is not None else []
    for room, what in sorted(limits)[:1]:
        if hours > room + _A_MOMENT:
            yield "late_until", f"it could still be sent when {what}: write {room:g} h at most"


def _limits(steps: Sequence[PlanStep], due: Sequence[Due | None], index: int) -> Iterator[tuple[float, str]]:
    """Yield how many hours after its time a step would meet something that makes it misleading, and what."""
    step, mine = steps[index], due[index]
    if mine is None:
        return
    for other, its in zip(steps, due, strict=True):
        if its is None or not _are_of_one_kind(step, other):
            continue
        if (room := mine.least_hours_to(its)) > 0:  # of two that may be due at once neither waits for the other
            yield room, f"'{other.id}' is due"
    if step.origin == "next_session" and mine.latest < 0:
        yield -mine.latest, "the day of the session itself has come"


def _nights(plan: PlanOf, quiet: Interval) -> Iterator[Problem]:
    for index, step in enumerate(plan.file.steps):
        if step.at is None or step.safety:
            continue
        if quiet.opens <= step.at < quiet.closes or (
            quiet.crosses_midnight and not quiet.closes <= step.at < quiet.opens
        ):
            message = f"lies in the quiet hours of clinic.yml: it will always wait until {quiet.closes:%H:%M}"
            yield replace(plan.problem(index, ("at", message)), severity="notice")
