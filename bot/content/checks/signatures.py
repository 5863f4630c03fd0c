"""What no document says and was added for safety: each such place waits for the clinic's doctor."""

from collections.abc import Iterator
from typing import Any

from bot.content.contents import Contents
from bot.content.problems import Key, Problem, dotted
from bot.content.strict_yaml import Document

_TAG = "safety"
_MESSAGE = "awaiting the clinic doctor's signature (added for safety, in none of the documents)"


def list_signatures(contents: Contents) -> list[Problem]:
    """Return one entry for each place that is marked as safety and not signed by `reviewed_by`."""
    return [
        Problem(path=document.path, line=document.line(key), severity="signature", key=dotted(key), message=_MESSAGE)
        for document in contents.documents.values()
        for key in _places(document)
    ]


def _places(document: Document) -> Iterator[Key]:
    yield from _marked(document.data, ())


def _marked(data: Any, key: Key) -> Iterator[Key]:
    if isinstance(data, dict):
        if data.get("reviewed_by") is not None:
            return
        for name, value in data.items():
            place = (*key, name)
            if name in {"source", "sources"} and not isinstance(value, dict):
                if _TAG in (value if isinstance(value, tuple) else (value,)):
                    yield place
            elif name == "sources":
                yield from ((*place, programme) for programme, tags in value.items() if _names_it(tags))
            elif value == "silent" and key[:1] == ("ar",):
                yield place
            else:
                yield from _marked(value, place)
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _marked(value, (*key, index))


def _names_it(tags: Any) -> bool:
    return _TAG in tags if isinstance(tags, tuple) else tags == _TAG
