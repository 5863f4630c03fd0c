"""Builds the gate's parts from the files in `content/safety/`, and reports all that is wrong with them at once."""

from dataclasses import dataclass
from typing import Literal

from bot.safety.guards import Guards
from bot.safety.notation import Pattern
from bot.safety.reader import Reader

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
