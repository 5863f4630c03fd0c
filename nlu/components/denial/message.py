"""A message with its mentions, as the readers of both languages look at it."""

from dataclasses import dataclass
from typing import Any, Collection, FrozenSet, List, Mapping, Optional, Sequence, Tuple

FURTHEST = 5
"""How many words may stand between a negation and what it denies."""

Span = Tuple[int, int]
"""The first and the last word of a mention."""


@dataclass(frozen=True)
class Message:
    """The words of a message, the mentions among them, and the rules of the language in which it is read."""

    words: Sequence[str]
    spans: Sequence[Span]
    parts: FrozenSet[str]
    rules: Mapping[str, Any]

    def denied(self) -> FrozenSet[Span]:
        """The mentions that are said not to be so."""
        raise NotImplementedError

    def sets_aside(self, span: Span) -> bool:
        """Whether another thing is meant instead of a mention."""
        raise NotImplementedError

    def _word(self, place: int) -> str:
        return self.words[place] if 0 <= place < len(self.words) else ""

    def _is(self, place: int, *lists: str) -> bool:
        return any(self._word(place) in self.rules[name] for name in lists)

    def _back(self, place: int, *lists: str) -> int:
        """The nearest place at or before `place` whose word is neither of some lists nor a part of the body."""
        return self._back_over(place, self.parts.union(*(self.rules[name] for name in lists)))

    def _on(self, place: int, *lists: str) -> int:
        return self._on_over(place, self.parts.union(*(self.rules[name] for name in lists)))

    def _back_over(self, place: int, through: Collection[str]) -> int:
        last = place - FURTHEST
        while place > last and self._word(place) in through:
            place -= 1
        return place

    def _on_over(self, place: int, through: Collection[str]) -> int:
        last = place + FURTHEST
        while place < last and self._word(place) in through:
            place += 1
        return place

    def _named_or_general(self) -> List[Span]:
        """The mentions, and words for an illness or a medicine of any kind, which a denial joins to them."""
        named = {place for first, last in self.spans for place in range(first, last + 1)}
        general = [
            (place, place) for place in range(len(self.words)) if place not in named and self._is(place, "anything")
        ]
        return sorted([*self.spans, *general])

    def _named(self, place: int) -> bool:
        """Whether a word is part of a mention, and not only of the body."""
        return self._word(place) not in self.parts and any(first <= place <= last for first, last in self.spans)

    def _carrier(self, span: Span) -> bool:
        """Whether it says "carrier of the virus" by a word for "pregnant"."""
        return self._is(span[1], "carriers") and self._is(span[1] + 1, "carried")

    def _begins(self, place: int) -> Optional[Span]:
        return next((span for span in self.spans if span[0] == place), None)
