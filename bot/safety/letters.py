"""Reads `letters.yml`: how letters sound in Latin script, how dialects write them, which are typed for others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.safety.files import Text, Tree, mapping, read_tree, texts
from bot.safety.latin import Sounds
from bot.safety.spelling import Slips, confused_pairs
from bot.words.normalise import fold

SHORTEST_EXCHANGED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Letters:
    """`dialects` maps a letter of an Arabic stem to those that stand for it somewhere."""

    sounds: Sounds
    dialects: Mapping[str, tuple[str, ...]]
    slips: Slips

    def spellings(self, stem: str) -> list[str]:
        """Return an Arabic stem as it is and as dialects write it, one letter exchanged at a time."""
        if len(stem) < SHORTEST_EXCHANGED:
            return [stem]
        letters = [(letter, others) for letter, others in self.dialects.items() if letter in stem]
        return [stem, *(stem.replace(letter, other) for letter, others in letters for other in others)]


def load_letters(path: Path, problems: list[str]) -> Letters:
    """Return the letters in `path`; what is wrong is appended to `problems`."""
    tree = read_tree(path, problems)
    place = f"{path.parent.name}/{path.name}:1"
    confused = mapping(tree.get("confused"), place, problems)
    alike, neighbours = (
        [fold(t.text) for t in texts(confused.get(key), place, problems)] for key in ("alike", "neighbours")
    )
    heard = [fold(text.text) for text in texts(tree.get("alike"), place, problems)]
    return Letters(
        sounds=Sounds(
            dict(_codes(tree.get("letters"), place, problems)),
            first=dict(_codes(tree.get("first"), place, problems)),
            vowels={letter: frozenset("".join(c)) for letter, c in _codes(tree.get("vowels"), place, problems)},
            silent=frozenset(_word(tree.get("silent"))),
        ),
        dialects={
            fold(letter): tuple(fold(text.text) for text in texts(others, place, problems))
            for letter, others in mapping(tree.get("dialects"), place, problems).items()
        },
        slips=Slips(
            confused=confused_pairs(alike, neighbours),
            alike={ord(letter): group[0] for group in heard for letter in group},
        ),
    )


def _word(tree: Tree | None) -> str:
    return fold(tree.text) if isinstance(tree, Text) else ""


def _codes(tree: Tree | None, place: str, problems: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for letter, codes in mapping(tree, place, problems).items():
        if isinstance(codes, Text):
            yield fold(letter), tuple("" if code == "-" else code for code in codes.text.split())
