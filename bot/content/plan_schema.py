"""The shape of an aftercare plan: what follows a session, when, and in which words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.content.fact_schema import Fact
from bot.content.schema import Bilingual, Id, Reviewed, Shape, SourceTags

StepPart = Literal["text", "fine", "not_sure"]
"""What a step says: its message, and what its answers "fine" and "not sure" are answered with."""

STEP_PARTS: tuple[StepPart, ...] = ("text", "fine", "not_sure")

EXACT_UNITS: Mapping[str, float] = {"minutes": 1 / 60, "hours": 1, "days": 24, "weeks": 168}
"""Hours in the units of facts that count exactly."""

CALENDAR_UNITS: Mapping[str, int] = {"days": 1, "weeks": 7, "months": 1}
"""Whole days, or months, in the units of facts that count on the calendar."""

_EXACT = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?) ?(h|min)")
_FACT = re.compile(r"(-?)([a-z][a-z0-9_]{0,39})(?:\.(low|high))?")
_PARTS: Mapping[str | None, Literal["", "low", "high"]] = {None: "", "low": "low", "high": "high"}
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_MOST_DAYS = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class FactTime:
    """A length of time that a fact of the programme tells, as `session_interval.low`.

    Attributes:
        fact: The fact's name in facts/<programme>.yml.
        part: Its lower or higher end, "" for its value.
        before: It is counted backwards: written with a minus.
    """

    fact: str
    part: Literal["", "low", "high"] = ""
    before: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.before else ''}{self.fact}{'.' if self.part else ''}{self.part}"


def number_of(written: FactTime, fact: Fact) -> float | None:
    """Return the number that `written` names of its fact, None when the fact has no such part."""
    return {"": fact.value, "low": fact.low, "high": fact.high}[written.part]


def _read_fact(written: Any) -> FactTime | None:
    found = _FACT.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        return None
    return FactTime(fact=found[2], part=_PARTS[found[3]], before=bool(found[1]))


def _read_length(written: Any) -> timedelta | FactTime:
    if isinstance(written, str) and (found := _EXACT.fullmatch(written)):
        number = float(found[1])
        return timedelta(hours=number) if found[2] == "h" else timedelta(minutes=number)
    fact = _read_fact(written)
    if fact is None or fact.before:
        raise ValueError("write hours or minutes, as 15 h or 30 min, or the name of a fact, as washing_wait")
    return fact


def _read_day(written: Any) -> int | FactTime:
    if isinstance(written, int) and not isinstance(written, bool) and abs(written) <= _MOST_DAYS:
        return written
    fact = _read_fact(written)
    if fact is None:
        raise ValueError("write whole days, as 3 or -1, or the name of a fact, as -anticoagulant_stop")
    return fact


def _read_clock(written: Any) -> time:
    found = _CLOCK.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError("write a local time as 10:00, on a 24-hour clock")
    return time(int(found[1]), int(found[2]))


Length = Annotated[timedelta | FactTime, BeforeValidator(_read_length)]
DayCount = Annotated[int | FactTime, BeforeValidator(_read_day)]
Clock = Annotated[time, BeforeValidator(_read_clock)]


class PlanStep(Reviewed):
    """One step of a plan.

    Due `after` an exact length of time from its session, or on the local `day` so many days from it, `at` a local time.
    A fact in `after` or `late_until` counts exactly (a day is 24 hours); a fact in `day` counts on the calendar.
    """

    id: Id
    kind: Literal["care", "check_in", "appointment"]
    origin: Annotated[Literal["session", "next_session", "last_session"], Field(alias="from")]
    after: Length | None = None
    day: DayCount | None = None
    at: Clock | None = None
    if_near: Literal["merge", "apart"] = "merge"
    unless: Literal["next_booked"] | None = None
    late_until: Length
    on_late: Literal["send", "skip", "merge"]
    uncertain: Literal["repeat", "once"]
    safety: bool = False
    check_in: bool = False
    topic: Id | None = None
    text: Bilingual | None = None
    fine: Bilingual | None = None
    not_sure: Bilingual | None = None
    sources: SourceTags

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if (self.after is None) == (self.day is None):
            raise ValueError("write after (an exact length of time) or day (a local day): one of them")
        if (self.day is None) != (self.at is None):
            raise ValueError("day and at (a local time, as 10:00) belong together")
        if (self.topic is None) == (self.text is None):
            raise ValueError("write text or topic: one of them")
        return self

    def words(self, part: StepPart) -> Bilingual | None:
        """Return one part of what the step says itself; None when it has none, or a topic speaks instead."""
        match part:
            case "text":
                return self.text
            case "fine":
                return self.fine
            case "not_sure":
                return self.not_sure


class PlanFile(Shape):
    """aftercare/<programme>.yml: the steps that follow a session, in their order."""

    version: Annotated[int, Field(ge=1)]
    steps: Annotated[tuple[PlanStep, ...], Field(min_length=1, max_length=60)]

    @cached_property
    def by_id(self) -> Mapping[str, PlanStep]:
        """The steps by their ids."""
        return {step.id: step for step in self.steps}
