"""What a message names only to say that it is not so: "ما عندي سكر", "باردار نیستم", "مو الوجه، الشعر"."""

from dataclasses import dataclass
from typing import Any, Collection, FrozenSet, List, Mapping, Optional, Sequence, Tuple

from nlu.components.forms import Mention
from nlu.components.grammar import Grammar

_FURTHEST = 4
"""How many words may stand between a negation and what it denies."""

_ARTICLE = "ال"

Span = Tuple[int, int]
"""The first and the last word of a mention."""


def undenied(
    mentions: Sequence[Mention], words: Sequence[str], language: Optional[str], grammar: Grammar
) -> List[Mention]:
    """Return the mentions that stay; by the rules of one language, or of both when it is not known."""
    rules = grammar.denial
    spans = sorted({(mention.first, mention.last) for mention in mentions})
    readers = [
        reader(words, spans, rules[name])
        for name, reader in (("ar", _Arabic), ("fa", _Persian))
        if language in {None, name}
    ]
    denied = frozenset[Span]().union(*(reader.denied() for reader in readers))
    aside = frozenset(span for span in spans if any(reader.sets_aside(span) for reader in readers))
    kinds = rules["kinds"]
    if not rules["abstaining"]["words"].isdisjoint(words):
        kinds -= rules["abstaining"]["kinds"]
    return [
        mention
        for mention in mentions
        if (mention.first, mention.last) not in aside
        and not (mention.kind in kinds and (mention.first, mention.last) in denied)
    ]


@dataclass(frozen=True)
class _Message:
    words: Sequence[str]
    spans: Sequence[Span]
    rules: Mapping[str, Any]

    def _word(self, place: int) -> str:
        return self.words[place] if 0 <= place < len(self.words) else ""

    def _back_over(self, place: int, through: Collection[str]) -> int:
        """The nearest place at or before `place` whose word is none of `through`."""
        last = place - _FURTHEST
        while place > last and self._word(place) in through:
            place -= 1
        return place

    def _on_over(self, place: int, through: Collection[str]) -> int:
        last = place + _FURTHEST
        while place < last and self._word(place) in through:
            place += 1
        return place


class _Arabic(_Message):
    """The negation stands before what it denies."""

    def denied(self) -> FrozenSet[Span]:
        found: List[Span] = []
        for span in self.spans:
            if self._denied_before(span) or self._denied_behind(span) or self._coordinated(span, found):
                found.append(span)
        return frozenset(found)

    def _denied_before(self, span: Span) -> bool:
        rules = self.rules
        if self._word(self._back_over(span[0] - 1, rules["through"])) in rules["without"]:
            return True
        place = self._back_over(span[0] - 1, rules["have"] | rules["take"] | rules["through"])
        negation, follower = self._word(place), self._word(place + 1)
        direct = place == span[0] - 1 and not follower.startswith(_ARTICLE)
        if negation in rules["ma"]:
            return self._word(place - 1) not in rules["after_which_ma_denies_nothing"] and (
                follower in rules["have"] | rules["take"] or direct
            )
        if negation in rules["la"]:
            return follower in rules["take"] or (direct and place > 0 and self._word(place - 1) not in rules["or"])
        return negation in rules["always"]

    def _denied_behind(self, span: Span) -> bool:
        """Whether one says so afterwards: "أسبرين ما آخذ", but not "عندي سكر، ما عندي"."""
        own = self.rules["have"] | self.rules["take"]
        return (
            self._word(span[1] + 1) in self.rules["ma"]
            and self._word(span[1] + 2) in own
            and self._word(span[0] - 1) not in own
            and (self._word(span[1] + 3) or "بس") in self.rules["ends"]
        )

    def _coordinated(self, span: Span, denied: Collection[Span]) -> bool:
        place = self._back_over(span[0] - 1, self.rules["have"])
        return self._word(place) in self.rules["coordinates"] and any(last == place - 1 for _, last in denied)

    def sets_aside(self, span: Span) -> bool:
        rules = self.rules["sets_aside"]
        if not rules["unless"].isdisjoint(self.words):
            return False
        place = self._back_over(span[0] - 1, rules["say"] | rules["through"])
        negation, said = self._word(place), rules["say"].intersection(self.words[place + 1 : span[0]])
        if negation in rules["behind_another"]:
            # "لا" opens a message as "no" does: "no, I mean the plasma".
            another_follows = any(first > span[1] for first, _ in self.spans)
            return any(last == place - 1 for _, last in self.spans) or bool(said & rules["say_no"] and another_follows)
        return negation in rules["by"] or (negation in self.rules["ma"] | self.rules["la"] and bool(said))


class _Persian(_Message):
    """The negation stands behind what it denies."""

    def denied(self) -> FrozenSet[Span]:
        found: List[Span] = []
        for span in reversed(self.spans):
            behind = self._word(self._on_over(span[1] + 1, self.rules["through"]))
            before = self._word(span[0] - 1)
            if behind in self.rules["verbs"] or before in self.rules["before"] or self._coordinated(span, found):
                found.append(span)
        return frozenset(found)

    def _coordinated(self, span: Span, denied: Collection[Span]) -> bool:
        place = self._on_over(span[1] + 1, self.rules["coordinates"])
        return place > span[1] + 1 and any(first == place for first, _ in denied)

    def sets_aside(self, span: Span) -> bool:
        """Whether "نه" denies it, or what was meant does: "این را می‌گویم، نه آن"."""
        rules = self.rules["sets_aside"]
        behind = self._word(self._on_over(span[1] + 1, rules["through"]))
        if behind in rules["verbs"]:
            return True
        if behind in rules["unsaid"] or (behind in rules["by"] and len(self.spans) > 1):
            return not self._meant(span)
        return self._set_aside_before(span)

    def _set_aside_before(self, span: Span) -> bool:
        rules = self.rules["sets_aside"]
        place = self._back_over(span[0] - 1, rules["through"])
        end = self._back_over(place - 1, rules["through"])
        other = next((other for other in self.spans if other[1] == end), None)
        if self._word(place) in rules["by"]:
            return self._meant(other) if other else self._word(end) in rules["say"]
        return self._word(place) in rules["unsaid"] and (other is None or self._meant(other))

    def _meant(self, span: Span) -> bool:
        """Whether a span is introduced as what was said or meant, and another one follows."""
        rules = self.rules["sets_aside"]
        before = self._word(self._back_over(span[0] - 1, rules["through"]))
        return before in rules["say"] and any(first > span[1] for first, _ in self.spans)
