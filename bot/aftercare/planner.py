"""The clinic's aftercare as one value: its plans with its facts laid in, its quiet hours, its zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.aftercare.quiet import QuietHours
from bot.aftercare.steps import Span, Step
from bot.content.scope import Programme


@dataclass(frozen=True, kw_only=True)
class Planner:
    """What is needed to plan reminders and to say what is allowed when.

    Attributes:
        steps: Each programme's plan.
        waits: Each programme's facts that are lengths of time, as spans: "makeup_wait" → 24 hours.
        quiet: When nobody is disturbed.
        zone: The clinic's zone, by which patients live who chose none.
        activity_waits: For each programme the activities that one waits for, in the content's order, each with the fact
            that says how long: "makeup" → "makeup_wait".
        symptom_ends: The same of symptoms that are expected for a time: "redness" → "fading_end".
        editions: The version that each programme's plan has in the content.
    """

    steps: Mapping[Programme, Sequence[Step]]
    waits: Mapping[Programme, Mapping[str, Span]]
    quiet: QuietHours
    zone: ZoneInfo
    activity_waits: Mapping[Programme, Mapping[str, str]] = field(default_factory=dict)
    symptom_ends: Mapping[Programme, Mapping[str, str]] = field(default_factory=dict)
    editions: Mapping[Programme, int] = field(default_factory=dict)

    def step(self, programme: Programme, name: str) -> Step | None:
        """Return a step of a programme's plan; None if the plan has it no more."""
        return self._steps_by_name.get((programme, name))

    def version_of(self, programme: Programme) -> int:
        """Return a number of the plan as it is now, facts and quiet hours laid in: with another one, plan again."""
        return self._versions[programme]

    @cached_property
    def _steps_by_name(self) -> Mapping[tuple[Programme, str], Step]:
        return {(programme, step.id): step for programme, steps in self.steps.items() for step in steps}

    @cached_property
    def _versions(self) -> Mapping[Programme, int]:
        plans = {each: (self.editions.get(each), steps, self.quiet) for each, steps in self.steps.items()}
        return {programme: crc32(repr(plan).encode()) & 0x7FFFFFFF for programme, plan in plans.items()}
