"""What is wrong with the content, each with its place and a remedy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "signature", "notice"]
"""`error` stops the bot; `signature` waits for the clinic's doctor; `notice` is for information."""

Key = tuple[str | int, ...]
"""The way to a place inside a file: ("fa", "programmes", "prp", "text")."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """One thing to know about one place of the content.

    Attributes:
        path: The file, relative to the folder that contains the content folder.
        line: Counted from 1.
        severity: Whether the bot may start with it.
        key: The place inside the file, dotted: `fa.text`.
        message: What is wrong, and what to do about it.
    """

    path: str
    line: int
    key: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        place = f"{self.key}: " if self.key else ""
        return f"{self.path}:{self.line}: {self.severity}: {place}{self.message}"


class ContentError(Exception):
    """The content cannot be served: it has errors, all of which are listed in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def dotted(key: Key) -> str:
    """Return a key as people read it: `fa.text`."""
    return ".".join(map(str, key))
