"""What a red flag is answered with: the words of its level, and what to do at once for its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import ValidationError

from bot.content.problems import ContentError, Problem
from bot.content.schema import Bilingual, Id, Shape
from bot.content.scope import Language
from bot.content.strict_yaml import parse
from bot.safety.gate import RedFlag

_FILE = "answers.yml"


class _Levels(Shape):
    ambulance: Bilingual
    today: Bilingual
    ask: Bilingual


class _AnswersFile(Shape):
    source: Literal["safety"]
    levels: _Levels
    at_once: Mapping[Id, Bilingual]
    self_harm: Bilingual


@dataclass(frozen=True, kw_only=True, slots=True)
class UrgentAnswers:
    """The texts of `content/safety/answers.yml`; numbers and phone are still placeholders in them."""

    file: _AnswersFile

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the answers of `content/safety`.

        Raises:
            ContentError: The file is missing or has errors; all are listed.
        """
        path = folder / _FILE
        name = f"{folder.parent.name}/{folder.name}/{_FILE}"
        try:
            document, problems = parse(path.read_text(encoding="utf-8"), name)
        except (OSError, UnicodeDecodeError) as error:
            raise ContentError([_problem(name, f"cannot be read: {error}")]) from None
        if document is None or problems:
            raise ContentError(problems)
        try:
            return cls(file=_AnswersFile.model_validate(document.data))
        except ValidationError as error:
            wrong = [(".".join(map(str, each["loc"])), each["msg"]) for each in error.errors()]
            raise ContentError([_problem(name, f"{place}: {message}") for place, message in wrong]) from None

    def text(self, red_flag: RedFlag, language: Language) -> str:
        """Return the answer to a red flag, with the clinic's values still to be filled in."""
        if red_flag.kind == "self_harm":
            return _in(self.file.self_harm, language)
        words = _in(getattr(self.file.levels, red_flag.level), language)
        at_once = self.file.at_once.get(red_flag.kind)
        if at_once is None or red_flag.level == "ask":
            return words
        first, *others = words.splitlines()
        return "\n".join([first, _in(at_once, language), *others])


def _in(text: Bilingual, language: Language) -> str:
    return text.ar if language == "ar" else text.fa


def _problem(path: str, message: str) -> Problem:
    return Problem(path=path, line=1, severity="error", key="", message=message)
