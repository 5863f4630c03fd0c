"""What the check of a content folder finds, as the tests ask for it."""

from pathlib import Path
from typing import Literal

from bot.content.check import check
from bot.content.problems import Problem


def found(folder: Path, severity: Literal["error", "signature", "notice"]) -> list[Problem]:
    return [problem for problem in check(folder) if problem.severity == severity]


def errors(folder: Path) -> list[Problem]:
    return found(folder, "error")


def assert_error_at(folder: Path, file: str, line: int, key: str, message: str) -> None:
    """Check that there is an error with these words at this place; line 0 stands for any line."""
    problems = errors(folder)
    at_place = [
        problem
        for problem in problems
        if problem.path == f"content/{file}" and problem.line == (line or problem.line) and problem.key.startswith(key)
    ]
    assert any(message in problem.message for problem in at_place), "\n".join(map(str, problems))
