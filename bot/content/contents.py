"""The content folder as read: every file parsed and shaped, with whatever is wrong with its form."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.content.answer_schema import TopicFile, ValueRow
from bot.content.clinic import Clinic
from bot.content.fact_schema import Fact, UnitsFile
from bot.content.plan_schema import PlanFile
from bot.content.problems import Problem
from bot.content.schema import CatalogueFile, Id, MenuFile, Phrase, SourcesFile, SurfaceForms
from bot.content.shape_problems import shape_problems
from bot.content.strict_yaml import Document, parse
from bot.words.suggest import did_you_mean

SINGLE_FILES: Mapping[str, TypeAdapter[Any]] = {
    "catalogue.yml": TypeAdapter(CatalogueFile),
    "clinic.yml": TypeAdapter(Clinic),
    "menu.yml": TypeAdapter(MenuFile),
    "phrases.yml": TypeAdapter(Mapping[Id, Phrase]),
    "sources.yml": TypeAdapter(SourcesFile),
    "units.yml": TypeAdapter(UnitsFile),
}
"""Files that stand at the top of the folder, each of them required."""

FOLDERS: Mapping[str, TypeAdapter[Any]] = {
    "topics": TypeAdapter(TopicFile),
    "values": TypeAdapter(Mapping[Id, ValueRow]),
    "facts": TypeAdapter(Mapping[Id, Fact]),
    "aftercare": TypeAdapter(PlanFile),
    "vocabulary": TypeAdapter(Mapping[Id, SurfaceForms]),
}
"""Folders whose files all have one shape."""

OTHERS_FOLDERS = frozenset({"safety", "clinics", "fonts"})
"""Folders that other parts of the bot read, each in its own way; here their text is only searched for signatures."""

BORROWED = frozenset({"safety/answers.yml", "safety/emergency_numbers.yml"})
"""Files in those folders that answers lean on: read here too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """Everything in the folder that could be read.

    Attributes:
        name: The folder's own name.
        documents: The files as read, by their paths inside the folder.
        shaped: The same as typed values, without those that have problems of form.
        others: The text of files that other parts of the bot read.
        version: A fingerprint of all files.
        problems: What is wrong with the form of files.
    """

    name: str
    documents: Mapping[str, Document]
    shaped: Mapping[str, Any]
    others: Mapping[str, str]
    version: str
    problems: tuple[Problem, ...]

    def one(self, path: str) -> Any:
        """Return the shaped file at `path`, or None when it is missing or has problems of form."""
        return self.shaped.get(path)

    def each(self, folder: str) -> dict[str, Any]:
        """Return the shaped files of a folder by their names without the ending."""
        inside = {path: shape for path, shape in self.shaped.items() if path.startswith(f"{folder}/")}
        return {PurePosixPath(path).stem: shape for path, shape in inside.items()}

    def missing(self, path: str, message: str) -> Problem:
        """Return an error about a file that should be there."""
        return _problem(f"{self.name}/{path}", message)


def read_contents(folder: Path) -> Contents:
    """Return what `folder` holds. Never raises for anything that its files contain."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    shaped: dict[str, Any] = {}
    others: dict[str, str] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        inside = path.relative_to(folder).as_posix()
        place = f"{folder.name}/{inside}"
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(_unreadable(place, error))
            continue
        digest.update(f"{inside}\0{len(raw)}\0".encode() + raw)
        if inside.partition("/")[0] in OTHERS_FOLDERS:
            others[inside] = text
            if inside not in BORROWED:
                continue
        document, found = parse(text, place)
        problems += found
        if document is not None:
            documents[inside] = document
            problems += _shape(inside, document, shaped)
    return Contents(
        name=folder.name,
        documents=documents,
        shaped=shaped,
        others=others,
        version=digest.hexdigest()[:12],
        problems=(*problems, *_absent(folder)),
    )


def _shape(inside: str, document: Document, shaped: dict[str, Any]) -> list[Problem]:
    top, _, rest = inside.partition("/")
    if inside in BORROWED:
        return []
    adapter = FOLDERS.get(top) if rest else SINGLE_FILES.get(top)
    if adapter is None:
        known = [*SINGLE_FILES, *FOLDERS, *OTHERS_FOLDERS]
        return [document.problem((), f"no part of the content has this name{did_you_mean(top, known)}")]
    try:
        shaped[inside] = adapter.validate_python(document.data)
    except ValidationError as error:
        return shape_problems(error, document, adapter)
    return []


def _absent(folder: Path) -> list[Problem]:
    if not folder.is_dir():
        return [_problem(folder.name, f"there is no content folder at {folder}")]
    required = [path for path in SINGLE_FILES if not (folder / path).is_file()]
    return [_problem(f"{folder.name}/{path}", "the file is missing") for path in required]


def _problem(path: str, message: str) -> Problem:
    return Problem(path=path, line=1, severity="error", key="", message=message)


def _unreadable(place: str, error: OSError | UnicodeDecodeError) -> Problem:
    reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error.strerror)
    return _problem(place, f"the file cannot be read: {reason}")
