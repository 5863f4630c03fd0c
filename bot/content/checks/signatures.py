"""What no document says and was added for safety: each such place waits for the clinic's doctor."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.content.contents import Contents
from bot.content.problems import Key, Problem

_TAG = "safety"
_MESSAGE = "awaiting the clinic doctor's signature (added for safety, in none of the documents)"


def list_signatures(contents: Contents) -> list[Problem]:
    """Return one entry for each place that is marked as safety and not signed by `reviewed_by`."""
    return [
        replace(document.problem(key, _MESSAGE), severity="signature")
        for document in contents.documents.values()
        for key in _marked(document.data, ())
    ]


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
