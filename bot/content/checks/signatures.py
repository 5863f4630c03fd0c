"""What no document says and was added for safety: each such place waits for the clinic's doctor."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.content.contents import Contents
from bot.content.problems import Key, Problem

_TAG = "safety"
_MARK = re.compile(r"\bsources?:[^#]*\bsafety\b")
_REVIEWED = re.compile(r"\breviewed_by:\s*(?!null\b)\w")
_MESSAGE = "awaiting the clinic doctor's signature (added for safety, in none of the documents)"


def list_signatures(contents: Contents) -> list[Problem]:
    """Return one entry for each place that is marked as safety and not signed by `reviewed_by`."""
    places = [
        document.problem(key, _MESSAGE)
        for inside, document in contents.documents.items()
        if inside not in contents.others
        for key in _marked(document.data, ())
    ]
    places += [
        replace(contents.missing(inside, _MESSAGE), line=line)
        for inside, text in contents.others.items()
        for line in _marked_lines(text)
    ]
    return [replace(place, severity="signature") for place in places]


def _marked_lines(text: str) -> Iterator[int]:
    """Yield the lines that carry the mark in a file that others read, where it may be a key or a comment."""
    if not _REVIEWED.search(text):
        yield from (line for line, written in enumerate(text.splitlines(), 1) if _MARK.search(written))


def _marked(data: Any, key: Key) -> Iterator[Key]:
    if isinstance(data, dict) and data.get("reviewed_by") is None:
        for name, value in data.items():
            place = (*key, name)
            # A topic that is silent on a programme says so in both languages; it is signed once.
            if (name in {"source", "sources"} and _names_it(value)) or (value == "silent" and key[:1] == ("ar",)):
                yield place
            elif name == "sources" and isinstance(value, dict):
                yield from ((*place, programme) for programme, tags in value.items() if _names_it(tags))
            else:
                yield from _marked(value, place)
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _marked(value, (*key, index))


def _names_it(tags: Any) -> bool:
    return _TAG in tags if isinstance(tags, tuple) else bool(tags == _TAG)
