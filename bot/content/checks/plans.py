"""Aftercare plans: one for each programme, whose steps agree with themselves and lead somewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.checks.topics import check_sources
from bot.content.contents import Contents
from bot.content.fact_schema import Fact
from bot.content.plan_schema import CALENDAR_UNITS, EXACT_UNITS, FactTime, PlanFile, PlanStep, number_of
from bot.content.problems import Problem
from bot.content.resolve import resolve
from bot.content.scope import LANGUAGES, PROGRAMMES, Programme
from bot.content.strict_yaml import Document
from bot.words.suggest import did_you_mean

if TYPE_CHECKING:
    from bot.content.schema import CatalogueFile

Fault = tuple[str, str]
"""The key of a step that something is wrong with, "" for the step as a whole, and what to do about it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanOf:
    """One programme's plan as read, with its facts; None when they have problems of their own."""

    programme: Programme
    document: Document
    file: PlanFile
    facts: Mapping[str, Fact] | None

    def problem(self, index: int, fault: Fault) -> Problem:
        """Return an error about the step at `index`."""
        key, message = fault
        return self.document.problem(("steps", index, key) if key else ("steps", index), message)


def plans_of(contents: Contents) -> Iterator[PlanOf]:
    """Yield the plans that are well-formed."""
    for programme in PROGRAMMES:
        inside = f"aftercare/{programme}.yml"
        if inside in contents.shaped:
            yield PlanOf(
                programme=programme,
                document=contents.documents[inside],
                file=contents.shaped[inside],
                facts=contents.one(f"facts/{programme}.yml"),
            )


def check_plans(contents: Contents) -> list[Problem]:
    """Return what is missing or wrong in the plans, apart from their times by the clock."""
    problems = [*_files(contents)]
    for plan in plans_of(contents):
        seen: set[str] = set()
        for index, step in enumerate(plan.file.steps):
            faults = [*_repeated(step, seen), *_answers(step), *_directions(step), *_topic(contents, plan, step)]
            faults += [] if plan.facts is None else _facts(plan.programme, step, plan.facts)
            problems += (plan.problem(index, fault) for fault in faults)
            problems += check_sources(plan.document, ("steps", index, "sources"), step.sources, contents)
            seen.add(step.id)
    return problems


def _files(contents: Contents) -> Iterator[Problem]:
    expected = {f"aftercare/{programme}.yml": programme for programme in PROGRAMMES}
    written = [inside for inside in contents.documents if inside.startswith("aftercare/")]
    for inside in expected.keys() - set(written):
        yield contents.missing(inside, "the file is missing")
    for inside in set(written) - expected.keys():
        name = inside.removeprefix("aftercare/").removesuffix(".yml")
        message = f"there is no programme '{name}'{did_you_mean(name, PROGRAMMES)}"
        yield contents.documents[inside].problem((), message)


def _repeated(step: PlanStep, seen: set[str]) -> Iterator[Fault]:
    if step.id in seen:
        yield "id", f"there is a step '{step.id}' above: give this one another id"


def _answers(step: PlanStep) -> Iterator[Fault]:
    """A check-in is answered with a tap: each answer has words, and it is never buried in a digest."""
    for part in ("fine", "not_sure"):
        said = step.words(part)
        if step.check_in and said is None:
            yield part, f"is missing: what a patient reads who answers '{part}'"
        if not step.check_in and said is not None:
            yield part, "only a check-in is answered: remove it, or write check_in: true"
    if step.check_in != (step.kind == "check_in"):
        yield "kind", "check_in: true and kind: check_in belong together"
    if step.kind == "check_in" and step.on_late == "merge":
        yield "on_late", "a check-in has buttons and cannot stand in a digest: write send or skip"


def _directions(step: PlanStep) -> Iterator[Fault]:
    before = step.day.before if isinstance(step.day, FactTime) else step.day is not None and step.day < 0
    if step.origin != "next_session":
        if before:
            yield "day", f"lies before the {step.origin.replace('_', ' ')}: only from: next_session counts backwards"
        return
    if step.after is not None:
        yield "after", "counts from a session that is to come: write day, as -1, and at"
    elif not before and step.day != 0:
        yield "day", "lies after a session that is to come: write a day before it, as -1"
    if step.unless == "next_booked":
        yield "unless", "from: next_session is there only when one is booked: remove unless"


def _topic(contents: Contents, plan: PlanOf, step: PlanStep) -> Iterator[Fault]:
    catalogue: CatalogueFile | None = contents.one("catalogue.yml")
    if step.topic is None or catalogue is None:
        return
    groups = {topic: group for group, topics in catalogue.groups.items() for topic in topics}
    if step.topic not in groups:
        yield "topic", f"there is no topic '{step.topic}'{did_you_mean(step.topic, groups)}"
        return
    file = contents.one(f"topics/{groups[step.topic]}/{step.topic}.yml")
    if file is not None and any(resolve(file, plan.programme, language).silent for language in LANGUAGES):
        yield "topic", f"'{step.topic}' is silent on {plan.programme}: write text instead"


def _facts(programme: Programme, step: PlanStep, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    for key, written in (("after", step.after), ("day", step.day), ("late_until", step.late_until)):
        if not isinstance(written, FactTime):
            continue
        fact = facts.get(written.fact)
        if fact is None:
            yield key, f"facts/{programme}.yml has no '{written.fact}'{did_you_mean(written.fact, facts)}"
        else:
            yield from ((key, fault) for fault in _part_faults(written, fact, on_calendar=key == "day"))


def _part_faults(written: FactTime, fact: Fact, *, on_calendar: bool) -> Iterator[str]:
    units = CALENDAR_UNITS if on_calendar else EXACT_UNITS
    number = number_of(written, fact)
    if number is None:
        remedy = f"is one value: write {written.fact}"
        if fact.value is None:
            remedy = f"has two ends: write {written.fact}.low or {written.fact}.high"
        yield f"'{written.fact}' {remedy}"
    elif fact.unit not in units:
        yield f"'{written.fact}' is in {fact.unit}; here stands a fact in {', '.join(units)}"
    elif on_calendar and number * CALENDAR_UNITS[fact.unit] % 1:
        yield f"'{written.fact}' is no whole number of days or months: {number:g} {fact.unit}"
