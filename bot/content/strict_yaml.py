"""YAML without surprises, with line numbers.

YAML 1.1 turns `no` into false and `12:30` into 750, lets the second of two equal keys win in silence, and can be made
to build anything. Here a scalar is text unless it is `null`, `true`, `false` or a plain decimal number; equal keys,
anchors, aliases, tags and typed direction controls are problems.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.content.problems import Key, Problem, dotted
from bot.words.bidi import CONTROLS

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 12

_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file as read: mappings are dicts, sequences are tuples, and every key has its line."""

    path: str
    data: Any
    lines: Mapping[Key, int]

    def line(self, key: Key) -> int:
        """Return the line of `key`, or of the nearest thing around it that is there."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def problem(self, key: Key, message: str) -> Problem:
        """Return an error at `key`."""
        return Problem(path=self.path, line=self.line(key), severity="error", key=dotted(key), message=message)


def parse(text: str, path: str) -> tuple[Document | None, list[Problem]]:
    """Return the document in `text`, None when it cannot be read, and every problem of its form. Never raises."""
    if len(text) > MAX_CHARACTERS:
        return None, [_problem(path, 1, (), f"the file is longer than {MAX_CHARACTERS} characters; split it")]
    builder = _Builder(path=path)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except _UnreadableError as unreadable:
        return None, [*builder.problems, unreadable.problem]
    except yaml.YAMLError as error:
        return None, [*builder.problems, _syntax_problem(path, error)]
    if builder.documents != 1:
        return None, [_problem(path, 1, (), "the file is empty" if not builder.documents else "one document per file")]
    return Document(path=path, data=builder.root, lines=builder.lines), builder.problems


class _UnreadableError(Exception):
    """The document goes on in a way that is not followed; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass(kw_only=True, slots=True)
class _Open:
    """A mapping or sequence that is still being filled."""

    key: Key
    items: dict[str, Any] | list[Any]
    pending: str | None = None


@dataclass(kw_only=True, slots=True)
class _Builder:
    """Builds the tree from parser events with a stack of its own: depth is bounded, nothing recurses."""

    path: str
    root: Any = None
    documents: int = 0
    lines: dict[Key, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        line = _line(event.start_mark)
        self._refuse_references(event, line)
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.MappingStartEvent():
                self._open({}, line)
            case yaml.SequenceStartEvent():
                self._open([], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                closed = self.stack.pop().items
                self._place(tuple(closed) if isinstance(closed, list) else closed)

    def _refuse_references(self, event: yaml.Event, line: int) -> None:
        if getattr(event, "anchor", None) is not None:
            raise _UnreadableError(
                _problem(self.path, line, self._key(), "anchors and aliases are not read; write it out")
            )
        if getattr(event, "tag", None) is not None:
            raise _UnreadableError(_problem(self.path, line, self._key(), "tags (!...) are not read; remove it"))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if not event.value.isascii():
            self._refuse_controls(event.value, line)
        top = self.stack[-1] if self.stack else None
        if top is None or top.pending is not None or isinstance(top.items, list):
            self.lines[self._key()] = line
            self._place(_value(event))
            return
        if event.value in top.items:
            self.problems.append(_problem(self.path, line, (*top.key, event.value), "stands here twice; remove one"))
        top.pending = event.value
        self.lines[(*top.key, event.value)] = line

    def _refuse_controls(self, text: str, line: int) -> None:
        for control in sorted(CONTROLS.intersection(text)):
            message = f"holds the direction control U+{ord(control):04X}; remove it, the bot adds its own"
            self.problems.append(_problem(self.path, line, self._key(), message))

    def _open(self, items: dict[str, Any] | list[Any], line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.items, dict) and top.pending is None:
            raise _UnreadableError(_problem(self.path, line, top.key, "a key must be a plain word"))
        if len(self.stack) >= MAX_DEPTH:
            raise _UnreadableError(_problem(self.path, line, self._key(), f"nested deeper than {MAX_DEPTH} levels"))
        self.lines.setdefault(self._key(), line)
        self.stack.append(_Open(key=self._key(), items=items))

    def _key(self) -> Key:
        if not self.stack:
            return ()
        top = self.stack[-1]
        if isinstance(top.items, list):
            return (*top.key, len(top.items))
        return top.key if top.pending is None else (*top.key, top.pending)

    def _place(self, value: Any) -> None:
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.items, list):
            top.items.append(value)
        elif top.pending is not None:
            top.items[top.pending] = value
            top.pending = None


def _value(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _problem(path: str, line: int, key: Key, message: str) -> Problem:
    return Problem(path=path, line=line, severity="error", key=dotted(key), message=message)


def _line(mark: Any) -> int:
    """Return the line of a parser's mark, counted from 1; the parser has none for a file that it cannot begin."""
    return mark.line + 1 if mark is not None else 1


def _syntax_problem(path: str, error: yaml.YAMLError) -> Problem:
    line = _line(getattr(error, "problem_mark", None))
    return _problem(path, line, (), f"not valid YAML: {' '.join(str(getattr(error, 'problem', error)).split())}")


def strings(data: Any, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Yield every string in `data` with the way to it, in order."""
    if isinstance(data, str):
        yield key, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from strings(value, (*key, name))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from strings(value, (*key, index))
