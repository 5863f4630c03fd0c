"""Words and what they stand for, and the patterns that are made of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.words.normalise import fold

_PART = re.compile(r"<(\w+)>")
_DIGITS = {
    "count": r"[1-9]\d{0,2}",
    "halved": r"\d{1,2}(?=\.5)",
    "hour": r"[01]?\d|2[0-4]",
    "minute": r"[0-5]\d",
    "minutes": r"[1-5]?\d",
    "day_number": r"0?[1-9]|[12]\d|3[01]",
    "month_number": r"0?[1-9]|1[0-2]",
    "year": r"1[34]\d\d|20\d\d",
    "written": r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})?",
}
"""What is written in digits, by the part it plays."""


class Table:
    """Folded words, each with the number that it stands for."""

    def __init__(self, words: Mapping[int, str] | str) -> None:
        """Take words, parted by commas, by what they stand for; of a mere list of words, all stand for 1."""
        lists = {1: words} if isinstance(words, str) else words
        self.values = {fold(word): value for value, listed in lists.items() for word in listed.split(",")}

    def joined(self, link: str, other: "Table") -> "Table":
        """Return this table with its sums: each of its words, the link, and each of the other's."""
        table = Table({})
        sums = {f"{a}{link}{b}": x + y for a, x in self.values.items() for b, y in other.values.items()}
        table.values = {**self.values, **other.values, **sums}
        return table

    def only(self, lowest: int, highest: int) -> "Table":
        """Return what stands for a number between two, both included."""
        table = Table({})
        table.values = {word: value for word, value in self.values.items() if lowest <= value <= highest}
        return table

    def __or__(self, other: "Table") -> "Table":
        table = Table({})
        table.values = {**self.values, **other.values}
        return table


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A piece of what a patient said: its parts, by the names of their tables."""

    kind: str
    parts: Mapping[str, str]
    tables: Mapping[str, Table]

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def number(self, part: str) -> int | None:
        """Return what a part stands for, or None when it is not there."""
        said = self.parts.get(part)
        if said is None:
            return None
        table = self.tables.get(part)
        return int(said) if said.isdecimal() else table.values[said] if table else None


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """The times of one language.

    A shape is a pattern of parts: `<name>` is a word of that table, or digits; `[x]` may be missing. A part that stands
    twice in a shape is called `<name_>` the second time. `loose` are letters written to the first or the last word, and
    what remains in their place; with the letters of `unlike` in it, a text is no time at all.
    """

    tables: Mapping[str, Table]
    shapes: Mapping[str, Sequence[str]]
    loose: Sequence[tuple[str, str]] = ()
    unlike: str | None = None

    def readings(self, text: str) -> Iterator[list[Said]]:
        """Yield every way in which a text is nothing but pieces of time, in their order."""
        for kind, pattern in self.patterns:
            if found := pattern.match(text):
                parts = {name.rstrip("_"): part for name, part in found.groupdict().items() if part is not None}
                piece = Said(kind=kind, parts=parts, tables=self.tables)
                if found.end() == len(text):
                    yield [piece]
                else:
                    yield from ([piece, *others] for others in self.readings(text[found.end() + 1 :]))

    def spellings(self, text: str) -> Iterator[str]:
        """Yield a text as it is, then without each kind of loose letters."""
        yield text
        for letters, instead in self.loose:
            if (bare := re.sub(letters, instead, text, count=1)) != text:
                yield bare

    @cached_property
    def patterns(self) -> Sequence[tuple[str, re.Pattern[str]]]:
        """Each shape's kind and pattern, made on the first text: not every start reads one."""
        return [(kind, self._pattern(shape)) for kind, shapes in self.shapes.items() for shape in shapes]

    def _pattern(self, shape: str) -> re.Pattern[str]:
        optional = shape.replace("[", "(?:").replace("]", ")?")
        return re.compile(rf"(?:{_PART.sub(lambda part: self._words(part[1]), optional)})(?= |$)")

    def _words(self, name: str) -> str:
        table = self.tables.get(name.rstrip("_"))
        words = sorted(table.values, key=len, reverse=True) if table else []
        digits = _DIGITS.get(name.rstrip("_"))
        return f"(?P<{name}>{'|'.join([*map(re.escape, words), *([digits] if digits else [])])})"
