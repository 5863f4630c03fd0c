"""Reads `forms.yml`: how the two languages lengthen a word, and the mood that each ending gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from bot.safety.files import Text, Tree, mapping, read_tree, texts
from bot.words.normalise import fold

MOODS = {"said": "", "denied": "!", "possible": "?"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Affixes:
    """Beginnings and endings that may be combined, and the mood they give: "" said, "!" denied, "?" only possible."""

    before: frozenset[str]
    after: frozenset[str]
    mood: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """The affixes of one kind of word, in Arabic script and in Latin letters."""

    native: tuple[Affixes, ...]
    latin: tuple[Affixes, ...]


def load_forms(path: Path, problems: list[str]) -> dict[str, Form]:
    """Return the forms in `path` by name; what is wrong is appended to `problems`."""
    forms: dict[str, Form] = {}
    for name, rows in read_tree(path, problems).items():
        place = f"{path.parent.name}/{path.name}:1: error: {name}"
        if not isinstance(rows, list):
            problems.append(f"{place}: a list of rows is expected")
            continue
        parsed = [mapping(row, place, problems) for row in rows]
        forms[name] = Form(
            native=tuple(_affixes(row, "", place, problems) for row in parsed),
            latin=tuple(_affixes(row, "latin_", place, problems) for row in parsed),
        )
    return forms


def _affixes(row: Mapping[str, Tree], script: str, place: str, problems: list[str]) -> Affixes:
    mood = row.get("mood")
    word = mood.text if isinstance(mood, Text) else "said"
    if word not in MOODS:
        problems.append(f"{place}: no mood {word!r}; one of {', '.join(MOODS)}")
    return Affixes(
        before=_combined(row.get(f"{script}before"), place, problems),
        after=_combined(row.get(f"{script}after"), place, problems),
        mood=MOODS.get(word, ""),
    )


def _combined(tree: Tree | None, place: str, problems: list[str]) -> frozenset[str]:
    """Return all ways to put one of each list after the other."""
    if not isinstance(tree, list):
        return frozenset({""})
    lists = [[fold(text.text) for text in texts(part, place, problems)] for part in tree]
    return frozenset("".join(choice) for choice in product(*lists))
