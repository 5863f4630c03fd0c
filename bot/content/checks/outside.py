"""The language model's side: each topic is an intent with examples in both languages, and has a rule."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.content.contents import Contents
from bot.content.problems import Problem
from bot.content.scope import LANGUAGES
from bot.words.suggest import did_you_mean

if TYPE_CHECKING:
    from bot.content.schema import CatalogueFile

_EXAMPLES_OF = re.compile(r"^\s*- intent:\s*([\w/]+)\s*$", re.MULTILINE)
_RULE_ON = re.compile(r"\bintent:\s*([\w/]+)")


def check_outside(contents: Contents, *, nlu_data: Path | None, rules: Path | None) -> list[Problem]:
    """Return the topics without examples or rule, and the intents that are no topic. A None path is not looked at."""
    catalogue: CatalogueFile | None = contents.one("catalogue.yml")
    if catalogue is None:
        return []
    topics = frozenset(topic for group in catalogue.groups.values() for topic in group)
    intents = topics | set(catalogue.dialogue_acts)
    problems: list[Problem] = []
    for language in LANGUAGES if nlu_data else ():
        problems += _examples(nlu_data / language, intents) if nlu_data else []
    return problems + (list(_rules(rules, topics, intents)) if rules else [])


def _examples(folder: Path, intents: frozenset[str]) -> Iterator[Problem]:
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yml")):
        for intent in _EXAMPLES_OF.findall(path.read_text(encoding="utf-8", errors="replace")):
            found[intent] = path
    for intent in sorted(intents - found.keys()):
        yield _problem(folder / f"{intent}.yml", f"the topic '{intent}' has no examples in this language")
    for intent in sorted(found.keys() - intents):
        yield _problem(found[intent], f"catalogue.yml has no topic '{intent}'{did_you_mean(intent, intents)}")


def _rules(path: Path, topics: frozenset[str], intents: frozenset[str]) -> Iterator[Problem]:
    if not path.is_file():
        yield _problem(path, "the file is missing")
        return
    ruled = frozenset(_RULE_ON.findall(path.read_text(encoding="utf-8", errors="replace")))
    for topic in sorted(topics - ruled):
        yield _problem(path, f"the topic '{topic}' has no rule")
    for intent in sorted(ruled - intents):
        yield _problem(path, f"catalogue.yml has no topic '{intent}'{did_you_mean(intent, intents)}")


def _problem(path: Path, message: str) -> Problem:
    place = "/".join(path.parts[-4:]) if not path.is_absolute() else str(path)
    return Problem(path=place, line=1, severity="error", key="", message=message)
