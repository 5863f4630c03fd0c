"""The one way from a folder to answers."""

from pathlib import Path

from bot.content.catalogue import Catalogue
from bot.content.check import examine
from bot.content.problems import ContentError


def load(folder: Path) -> Catalogue:
    """Return the checked content of `folder`.

    Raises:
        ContentError: The content has errors; the exception lists all of them.
    """
    catalogue, problems = examine(folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    if catalogue is None or errors:
        raise ContentError(errors)
    return catalogue
