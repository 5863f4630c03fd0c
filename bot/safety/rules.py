"""Builds the kinds of red flags, the guards and the idioms from `red_flags/*.yml` and `guards.yml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.safety.files import Text, Tree, mapping, read_tree, texts
from bot.safety.guards import Guard, Guards
from bot.safety.notation import NotationError, Pattern, parse, words_named

Level = Literal["ambulance", "today"]
LEVELS: dict[str, Level] = {"ambulance": "ambulance", "today": "today"}
_KIND_KEYS = frozenset({"kind", "level", "rank", "stated", "named", "source"})
_GUARD_KEYS = frozenset(
    {"patterns", "unless", "unless_near", "where", "within", "clause", "silences", "kinds", "but_not"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of red flag and its patterns: `stated` of now, or only `named`. A lower rank is more serious."""

    name: str
    level: Level
    rank: int
    stated: tuple[Pattern, ...]
    named: tuple[Pattern, ...]

    @property
    def order(self) -> tuple[bool, int]:
        """What sorts the kinds, the most serious first."""
        return self.level != "ambulance", self.rank

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """All patterns that show this kind."""
        return (*self.stated, *self.named)


class Rules:
    """Reads rules that are written in the words of one vocabulary, and collects what is wrong with them."""

    def __init__(self, classes: frozenset[str], problems: list[str]) -> None:
        self._classes = classes
        self._problems = problems
        self._patterns: list[Pattern] = []

    @property
    def literals(self) -> frozenset[str]:
        """The words that the patterns read so far name themselves."""
        return words_named(self._patterns)

    def kinds(self, folder: Path) -> tuple[Kind, ...]:
        """Return the kinds in `folder`, the most serious first."""
        files = sorted(folder.glob("*.yml"))
        if not files:
            self._problems.append(f"{folder.name}/:1: error: no red flags here")
        kinds = [self._kind(path) for path in files]
        return tuple(sorted((kind for kind in kinds if kind), key=lambda kind: kind.order))

    def guards(self, path: Path) -> Guards:
        """Return the guards and idioms in `path`."""
        tree = read_tree(path, self._problems)
        place = f"{path.parent.name}/{path.name}:1"
        guards = [
            guard
            for name, body in mapping(tree.get("guards"), place, self._problems).items()
            if (guard := self._guard(name, mapping(body, place, self._problems), place))
        ]
        return Guards(guards, self._all(tree.get("idioms"), place, heard=False))

    def _kind(self, path: Path) -> Kind | None:
        tree = read_tree(path, self._problems)
        place = f"{path.parent.name}/{path.name}:1"
        name, level, rank = (_word(tree.get(key)) for key in ("kind", "level", "rank"))
        if name != path.stem or level not in LEVELS or not rank.isdecimal() or tree.keys() - _KIND_KEYS:
            self._problems.append(
                f"{place}: error: needs `kind: {path.stem}`, `level: {'|'.join(LEVELS)}`, `rank: 1…`, and may have "
                "`stated`, `named`, `source`, nothing else"
            )
            return None
        return Kind(
            name=name,
            level=LEVELS[level],
            rank=int(rank),
            stated=self._all(tree.get("stated"), place),
            named=self._all(tree.get("named"), place),
        )

    def _guard(self, name: str, body: Mapping[str, Tree], place: str) -> Guard | None:
        settings: dict[str, Any] = {
            "where": _word(body.get("where")) or "before",
            "within": _word(body.get("within")) or "4",
            "clause": _word(body.get("clause")) == "true",
            "silences": _word(body.get("silences")) or "all",
        }
        if (
            settings["where"] not in {"before", "after", "sentence", "message"}
            or settings["silences"] not in {"named", "all"}
            or not settings["within"].isdecimal()
            or body.keys() - _GUARD_KEYS
        ):
            self._problems.append(f"{place}: error: guards.{name}: {', '.join(sorted(_GUARD_KEYS))} are possible")
            return None
        settings["within"] = int(settings["within"])
        return Guard(
            name=name,
            patterns=self._all(body.get("patterns"), place, heard=False),
            unless=self._all(body.get("unless"), place, heard=False),
            unless_near=self._all(body.get("unless_near"), place, heard=False),
            kinds=frozenset(text.text for text in texts(body.get("kinds"), place, self._problems)),
            but_not=frozenset(text.text for text in texts(body.get("but_not"), place, self._problems)),
            **settings,
        )

    def check_kinds(self, guards: Guards, names: frozenset[str]) -> None:
        """Report the guards that name a kind that does not exist."""
        self._problems.extend(
            f"safety/guards.yml:1: error: guards.{guard}: no kind {kind!r}; one of {', '.join(sorted(names))}"
            for guard, kinds in guards.named_kinds.items()
            for kind in sorted(kinds - names)
        )

    def _all(self, tree: Tree | None, place: str, *, heard: bool = True) -> tuple[Pattern, ...]:
        """Return the patterns of a list, or of a mapping of lists (by language)."""
        lists = tree.values() if isinstance(tree, dict) else [tree]
        found = tuple(pattern for part in lists for pattern in self._parsed(part, place, heard=heard))
        self._patterns.extend(found)
        return found

    def _parsed(self, tree: Tree | None, place: str, *, heard: bool) -> Iterator[Pattern]:
        for text in texts(tree, place, self._problems):
            try:
                yield parse(text.text, text.place, self._classes, heard=heard)
            except NotationError as error:
                self._problems.append(f"{text.place}: error: {text.text!r}: {error}")


def _word(tree: Tree | None) -> str:
    return tree.text if isinstance(tree, Text) else ""
