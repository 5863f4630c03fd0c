"""The content folder as read: every file parsed and shaped, with whatever is wrong with its form."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.content.clinic import Clinic
from bot.content.problems import Problem
from bot.content.schema import (
    CatalogueFile,
    Fact,
    Id,
    MenuFile,
    Phrase,
    SourcesFile,
    SurfaceForms,
    TopicFile,
    UnitsFile,
    ValueRow,
)
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
    "vocabulary": TypeAdapter(Mapping[Id, SurfaceForms]),
}
"""Folders whose files all have one shape."""

OTHERS_FOLDERS = frozenset({"safety", "aftercare", "clinics", "fonts"})
"""Folders that other parts of the bot read; here only their form and their signatures are looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """Everything in the folder that could be read. Keys of `shaped` and `documents` are paths inside the folder."""

    name: str
    documents: Mapping[str, Document]
    shaped: Mapping[str, Any]
    version: str
    problems: tuple[Problem, ...] = field(default=())

    def one(self, path: str) -> Any:
        """Return the shaped file at `path`, or None when it is missing or has problems of form."""
        return self.shaped.get(path)

    def each(self, folder: str) -> dict[str, Any]:
        """Return the shaped files of a folder by their names without the ending."""
        inside = {path: shape for path, shape in self.shaped.items() if path.startswith(f"{folder}/")}
        return {PurePosixPath(path).stem: shape for path, shape in inside.items()}

    def missing(self, path: str, message: str) -> Problem:
        """Return an error about a file that should be there."""
        return Problem(path=f"{self.name}/{path}", line=1, severity="error", key="", message=message)


def read_contents(folder: Path) -> Contents:
    """Return what `folder` holds. Never raises for anything that its files contain."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    shaped: dict[str, Any] = {}
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
        document, found = parse(text, place)
        problems += found
        if document is not None:
            documents[inside] = document
            problems += _shape(inside, document, shaped)
    contents = Contents(name=folder.name, documents=documents, shaped=shaped, version=digest.hexdigest()[:12])
    problems += _absent(contents, folder)
    return Contents(
        name=contents.name, documents=documents, shaped=shaped, version=contents.version, problems=tuple(problems)
    )


def _shape(inside: str, document: Document, shaped: dict[str, Any]) -> list[Problem]:
    top, _, rest = inside.partition("/")
    if rest and top in OTHERS_FOLDERS:
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


def _absent(contents: Contents, folder: Path) -> list[Problem]:
    if not folder.is_dir():
        return [contents.missing("", f"there is no content folder at {folder}")]
    required = [path for path in SINGLE_FILES if not (folder / path).is_file()]
    return [contents.missing(path, "the file is missing") for path in required]


def _unreadable(place: str, error: OSError | UnicodeDecodeError) -> Problem:
    reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error.strerror)
    return Problem(path=place, line=1, severity="error", key="", message=f"the file cannot be read: {reason}")
