"""Names in braces: each leads to a fact of the programme, a clinic value, or what its place provides."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from bot.content.checks.texts import WrittenText, written_texts
from bot.content.clinic_words import CLINIC_NAMES
from bot.content.contents import Contents
from bot.content.fact_schema import Fact
from bot.content.fill import placeholders
from bot.content.problems import Key, Problem
from bot.content.scope import DEFAULT_PROGRAMME, OTHER_PROGRAMMES, PROGRAMMES
from bot.words.suggest import did_you_mean

SENTENCE_NAMES = frozenset({"label", "fact", "note"})

Facts = Mapping[str, Mapping[str, Fact]]


def check_names(contents: Contents) -> list[Problem]:
    """Return every name in braces that leads nowhere."""
    facts: Facts = contents.each("facts")
    return [
        written.problem(message)
        for written in written_texts(contents)
        for name in sorted(placeholders(written.text) - _provided(written))
        for message in _faults(name, written, facts)
    ]


def _provided(written: WrittenText) -> frozenset[str]:
    """Return the names that the place of a text provides besides facts."""
    key, data = written.key, written.document.data
    if written.inside == "units.yml":
        return frozenset({"low", "high"}) if key[0] == "range" else frozenset({"n"})
    if written.inside == "menu.yml" or "label" in key:
        return frozenset()
    if written.inside == "phrases.yml":
        row = data[key[0]]
        params = row.get("params", ()) if isinstance(row, dict) else ()
        return CLINIC_NAMES | frozenset(_words(params))
    return CLINIC_NAMES | SENTENCE_NAMES if "sentences" in key else CLINIC_NAMES


def _words(listed: Any) -> Iterable[str]:
    return (word for word in listed if isinstance(word, str)) if isinstance(listed, tuple) else ()


def _faults(name: str, written: WrittenText, facts: Facts) -> Iterator[str]:
    fact_name, _, part = name.partition(".")
    provided = _provided(written)
    if written.inside in {"units.yml", "menu.yml"} or "label" in written.key:
        yield f"{{{name}}} cannot be named here"
        return
    for programme in _programmes(written):
        known = facts.get(programme)
        if known is None:
            continue  # its own file has the problem
        if fact_name in known:
            if part not in known[fact_name].parts():
                yield f"facts/{programme}.yml: '{fact_name}' has no part '{part}'"
        elif programme != DEFAULT_PROGRAMME and fact_name in facts.get(DEFAULT_PROGRAMME, {}):
            yield f"facts/{programme}.yml has no '{fact_name}': give {programme} words of its own, or the fact"
        else:
            yield f"{{{name}}} leads nowhere{did_you_mean(name, [*known, *provided])}"
            return


def _programmes(written: WrittenText) -> tuple[str, ...]:
    """Return the programmes under which a text is read."""
    key, data = written.key, written.document.data
    if written.inside.startswith("aftercare/"):
        return (PurePosixPath(written.inside).stem,)
    if "programmes" in key:
        return (str(key[key.index("programmes") + 1]),)
    owners = [_at(data, (*key[:depth], "programmes")) for depth in (1, 2)]
    own = next((owner for owner in owners if isinstance(owner, dict)), None)
    if own is None:
        return PROGRAMMES
    slot = key[1] if key[0] in {"ar", "fa"} else "note"
    return (DEFAULT_PROGRAMME, *(other for other in OTHER_PROGRAMMES if not _replaces(own.get(other), slot)))


def _replaces(own: Any, slot: str | int) -> bool:
    return own == "silent" or (isinstance(own, dict) and slot in own)


def _at(data: Any, key: Key) -> Any:
    for step in key:
        if not isinstance(data, dict) or step not in data:
            return None
        data = data[step]
    return data
