"""Builds the gate's parts from the files in `content/safety/`, and reports all that is wrong with them at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Literal, cast

from bot.safety.files import SafetyError, Text, Tree, mapping, read_tree, texts
from bot.safety.guards import Guard, Guards
from bot.safety.latin import Sounds
from bot.safety.lexicon import Affixes, Entry, Lexicon
from bot.safety.notation import NotationError, Pattern, parse
from bot.safety.reader import Phrase, Reader
from bot.safety.spelling import Spelling
from bot.words.normalise import fold

NEEDED_SENSES = ("filler", "joint", "degree", "part", "negator", "lacking", "what", "before_what", "carrier", "light")
Level = Literal["ambulance", "today"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of red flag and the patterns that show it: `stated` of now, or only `named`."""

    name: str
    level: Level
    rank: int
    stated: tuple[Pattern, ...]
    named: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """All that a gate is made of."""

    reader: Reader
    guards: Guards
    kinds: tuple[Kind, ...]
