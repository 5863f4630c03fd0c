"""The remaining files: facts and units, menu, the bot's own phrases, and the clinic's emergency number."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content.checks.topics import check_sources
from bot.content.clinic_words import PHRASES_USED
from bot.content.contents import Contents
from bot.content.emergency import EMERGENCY_NUMBERS, emergency_number
from bot.content.problems import Problem
from bot.content.scope import PROGRAMMES
from bot.words.suggest import did_you_mean

if TYPE_CHECKING:
    from bot.content.clinic import Clinic
    from bot.content.fact_schema import UnitsFile
    from bot.content.schema import CatalogueFile, MenuFile

PHRASES_NEEDED = PHRASES_USED | {"sources_silent"}
"""Phrases that rendering itself says."""

_TAKEN_PARAMS = frozenset({"key", "language", "now", "programme"})


def check_others(contents: Contents) -> list[Problem]:
    """Return what is missing or wrong in facts, menu, phrases and clinic."""
    return [*_facts(contents), *_menu(contents), *_phrases(contents), *_clinic(contents)]


def _facts(contents: Contents) -> Iterator[Problem]:
    units: UnitsFile | None = contents.one("units.yml")
    facts = contents.each("facts")
    for programme in PROGRAMMES:
        if f"facts/{programme}.yml" not in contents.documents:
            yield contents.missing(f"facts/{programme}.yml", "the file is missing")
    for name, rows in facts.items():
        document = contents.documents[f"facts/{name}.yml"]
        if name not in PROGRAMMES:
            yield document.problem((), f"there is no programme '{name}'{did_you_mean(name, PROGRAMMES)}")
        for fact_name, fact in rows.items():
            if units and fact.unit not in units.units:
                message = f"units.yml has no '{fact.unit}'{did_you_mean(fact.unit, units.units)}"
                yield document.problem((fact_name, "unit"), message)
            yield from check_sources(document, (fact_name, "sources"), fact.sources, contents)


def _menu(contents: Contents) -> Iterator[Problem]:
    menu: MenuFile | None = contents.one("menu.yml")
    catalogue: CatalogueFile | None = contents.one("catalogue.yml")
    if menu is None or catalogue is None:
        return
    document = contents.documents["menu.yml"]
    topics = [topic for group in catalogue.groups.values() for topic in group]
    seen: set[str] = set()
    for index, section in enumerate(menu.sections):
        for topic in section.topics:
            if topic not in topics:
                message = f"there is no topic '{topic}'{did_you_mean(topic, topics)}"
                yield document.problem(("sections", index, "topics"), message)
        for name in (section.id, *section.topics):
            if name in seen:
                yield document.problem(("sections", index), f"'{name}' stands in the menu twice")
            seen.add(name)


def _phrases(contents: Contents) -> Iterator[Problem]:
    phrases = contents.one("phrases.yml")
    if phrases is None:
        return
    document = contents.documents["phrases.yml"]
    for key in sorted(PHRASES_NEEDED - set(phrases)):
        yield document.problem((), f"the phrase '{key}' is missing{did_you_mean(key, phrases)}")
    for key, phrase in phrases.items():
        yield from check_sources(document, (key, "sources"), phrase.sources, contents)
        for param in sorted(_TAKEN_PARAMS & set(phrase.params)):
            yield document.problem((key, "params"), f"'{param}' already means something to the program; rename it")


def _clinic(contents: Contents) -> Iterator[Problem]:
    clinic: Clinic | None = contents.one("clinic.yml")
    if clinic is None:
        return
    document = contents.documents["clinic.yml"]
    number = emergency_number(contents, clinic)
    if number is None:
        message = f"{EMERGENCY_NUMBERS} has no number for {clinic.country}: set emergency_number here"
        yield document.problem(("country",), message)
    elif clinic.emergency_number is None:
        message = f"in an emergency patients are told to call {number}, the default of the country: confirm it"
        yield replace(document.problem(("country",), message), severity="signature")
    if clinic.demo:
        message = "this is the invented demo clinic; replace it before patients write to it"
        yield replace(document.problem(("demo",), message), severity="notice")
