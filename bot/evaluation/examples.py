"""Labelled messages and talks, read from YAML; all that is wrong with a file is said at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from bot.content.problems import ContentError, Problem
from bot.content.scope import LANGUAGES, Language
from bot.content.strict_yaml import Document, parse
from bot.conversation.context import Values

_KEYS = frozenset({"text", "topic", "language", "variety", "treatment", "entities", "noise"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One message and what it means. `values` are those it names, by kind; `language` is that of the answer."""

    text: str
    topic: str
    language: Language
    variety: str
    treatment: str | None
    values: Values
    noisy: bool


Dialogue = tuple[Example, ...]
"""The turns of one talk; a message that stands alone is a talk of one turn."""


def read_dialogues(paths: Iterable[Path], topics: frozenset[str]) -> list[Dialogue]:
    """Read files, and folders of files.

    A file is a list of messages, or of talks (`name`, `turns`). A message without `topic` has that of its file's name,
    one without `language` that of its folder's, or of the end of its file's name.

    Raises:
        ContentError: A file cannot be read or says what cannot be; all problems are listed.
    """
    problems: list[Problem] = []
    dialogues = [one for path in paths for file in _files(path) for one in _read(file, topics, problems)]
    if problems:
        raise ContentError(sorted(problems))
    return dialogues


def _files(path: Path) -> Iterable[Path]:
    return sorted(path.rglob("*.yml")) if path.is_dir() else (path,)


def _read(path: Path, topics: frozenset[str], problems: list[Problem]) -> Iterator[Dialogue]:
    try:
        document, found = parse(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        problems.append(Problem(path=str(path), line=1, severity="error", key="", message=f"cannot be read: {reason}"))
        return
    problems.extend(found)
    if document is None or found:
        return
    if not isinstance(document.data, tuple):
        problems.append(document.problem((), "a list of messages, or of talks with turns, is expected"))
        return
    reader = _Reader(document, path, topics, problems)
    for place, row in enumerate(document.data):
        turns = row.get("turns") if isinstance(row, Mapping) else None
        rows: list[tuple[tuple[str | int, ...], Any]] = [((place,), row)]
        if isinstance(turns, tuple):
            rows = [((place, "turns", turn), each) for turn, each in enumerate(turns)]
        if dialogue := tuple(example for key, each in rows if (example := reader.example(key, each))):
            yield dialogue


class _Reader:
    """Reads the messages of one file."""

    def __init__(self, document: Document, path: Path, topics: frozenset[str], problems: list[Problem]) -> None:
        self._document = document
        self._usual = {"topic": path.stem, "language": _language_of(path), "variety": "unnamed"}
        self._topics = topics
        self._problems = problems

    def example(self, key: tuple[str | int, ...], row: Any) -> Example | None:
        """Return the message at `key`; None when something is wrong with it."""
        if not isinstance(row, Mapping):
            self._problems.append(self._document.problem(key, "a message is expected: {text: …, topic: …}"))
            return None
        values = {**self._usual, **row}
        if faults := list(self._faults(values)):
            self._problems.extend(self._document.problem(key, fault) for fault in faults)
            return None
        return Example(
            text=values["text"],
            topic=values["topic"],
            language=cast("Language", values["language"]),
            variety=str(values["variety"]),
            treatment=values.get("treatment"),
            values={kind: tuple(ids) for kind, ids in (values.get("entities") or {}).items()},
            noisy=bool(values.get("noise")),
        )

    def _faults(self, values: Mapping[str, Any]) -> Iterator[str]:
        if unknown := sorted(values.keys() - _KEYS):
            yield f"unknown: {', '.join(unknown)}; a message may have {', '.join(sorted(_KEYS))}"
        if not isinstance(values.get("text"), str) or not values["text"].strip():
            yield "text is missing"
        if not isinstance(values["topic"], str) or values["topic"] not in self._topics:
            yield f"there is no topic {values['topic']}"
        if values["language"] not in LANGUAGES:
            yield f"language: one of {', '.join(LANGUAGES)}"
        entities = values.get("entities") or {}
        if not isinstance(entities, Mapping) or not all(isinstance(ids, tuple) for ids in entities.values()):
            yield "entities: a mapping from kinds to lists of values is expected"


def _language_of(path: Path) -> str:
    return path.parent.name if path.parent.name in LANGUAGES else path.stem.rpartition("_")[2]
