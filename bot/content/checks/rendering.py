"""Every text as a patient would get it: really rendered, by topic, programme, language and value."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.content.catalogue import MAX_VALUES, Catalogue
from bot.content.checks.plans import PlanOf, plans_of
from bot.content.contents import Contents
from bot.content.plan_schema import STEP_PARTS
from bot.content.problems import Problem
from bot.content.resolve import resolve
from bot.content.scope import LANGUAGES, PROGRAMMES, Language, Programme

MAX_MESSAGE = 4096
"""Telegram's limit, in UTF-16 code units; direction controls count."""

MAX_STEP = 700
"""As many for one step of an aftercare plan: several of them may have to stand in one message."""

_ROOM = 96
_SAMPLE_TIMES = (datetime(2027, 1, 4, 9, tzinfo=UTC), datetime(2027, 2, 12, 22, tzinfo=UTC))
"""An ordinary working hour, and a night in a season: opening hours are long and short in turn."""


def check_rendering(contents: Contents, catalogue: Catalogue, broken: Collection[str]) -> list[Problem]:
    """Return the texts that render to nothing or to more than a message holds. Files in `broken` are left out."""
    problems: list[Problem] = []
    for inside, document in contents.documents.items():
        topic = inside.rpartition("/")[2].removesuffix(".yml")
        if not inside.startswith("topics/") or document.path in broken or topic not in catalogue.topics:
            continue
        faults = {fault for programme in PROGRAMMES for fault in _topic_faults(catalogue, topic, programme)}
        problems += (document.problem((language,), message) for language, message in sorted(faults))
    return problems + [problem for plan in plans_of(contents) for problem in _plan_problems(plan, catalogue, broken)]


def length(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _topic_faults(catalogue: Catalogue, topic: str, programme: Programme) -> Iterator[tuple[Language, str]]:
    kind = catalogue.entry(topic).needs or ""
    values = tuple(catalogue.values.get(kind, ()))
    for language in LANGUAGES:

        def render(named: Sequence[str], now: datetime = _SAMPLE_TIMES[0], language: Language = language) -> str:
            values = {kind: named}
            return catalogue.answer(topic, programme=programme, language=language, now=now, values=values).text

        rendered = {f"{programme}, {value}": render([value]) for value in values}
        longest = sorted(values, key=lambda value: len(rendered[f"{programme}, {value}"]))[-MAX_VALUES:]
        rendered |= {f"{programme}, {MAX_VALUES} values": render(longest)} if longest else {}
        variants = len(resolve(catalogue.topics[topic], programme, language).variants)
        times = [*_SAMPLE_TIMES, *(_SAMPLE_TIMES[0] + timedelta(minutes=turn) for turn in range(1, variants))]
        cases = [*rendered.items(), *((programme, render((), now)) for now in times)]
        yield from ((language, fault) for case, text in cases for fault in _faults(text, case))


def _plan_problems(plan: PlanOf, catalogue: Catalogue, broken: Collection[str]) -> Iterator[Problem]:
    if plan.document.path in broken:
        return
    for index, step in enumerate(plan.file.steps):
        for part in STEP_PARTS:
            for language in LANGUAGES if step.words(part) else ():
                said = catalogue.step_text(plan.programme, step.id, language, now=_SAMPLE_TIMES[0], part=part)
                key = ("steps", index, part, language)
                if not said:
                    yield plan.document.problem(key, "renders to nothing")
                if length(said) > MAX_STEP:
                    yield plan.document.problem(key, f"renders to {length(said)} characters; a step holds {MAX_STEP}")


def _faults(text: str, case: str) -> Iterator[str]:
    if not text:
        yield f"renders to nothing ({case})"
    if length(text) > MAX_MESSAGE - _ROOM:
        yield f"renders to {length(text)} characters ({case}); a message holds {MAX_MESSAGE - _ROOM}"
