"""What a message names only to say that it is not so: "ما عندي سكر", "باردار نیستم", "مو الوجه، الشعر"."""

from dataclasses import dataclass
from typing import Any, Collection, FrozenSet, List, Mapping, Optional, Sequence, Tuple

from nlu.components.forms import Mention
from nlu.components.grammar import Grammar

_FURTHEST = 4
"""How many words may stand between a negation and what it denies."""

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
    denied = frozenset().union(*(reader.denied() for reader in readers))
    aside = frozenset(span for span in spans if any(reader.sets_aside(span) for reader in readers))
    kinds = set(rules["kinds"])
    if not set(rules["abstaining"]["words"]).isdisjoint(words):
        kinds -= set(rules["abstaining"]["kinds"])
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
            if self._denied(span) or self._coordinated(span, found):
                found.append(span)
        return frozenset(found)

    def _denied(self, span: Span) -> bool:
        has, takes = set(self.rules["have"]), set(self.rules["take"])
        place = self._back_over(span[0] - 1, has | takes | set(self.rules["through"]))
        negation, next_word, direct = self._word(place), self._word(place + 1), place == span[0] - 1
        if negation in self.rules["always"]:
            return True
        if negation in self.rules["ma"] and self._word(place - 1) not in self.rules["after_which_ma_denies_nothing"]:
            return next_word in has | takes or (direct and not next_word.startswith("ال"))
        if negation in self.rules["la"]:
            after_or = place == 0 or self._word(place - 1) in self.rules["or"]
            return next_word in takes or (direct and not after_or and not next_word.startswith("ال"))
        return self._denied_behind(span)

    def _denied_behind(self, span: Span) -> bool:
        """ "أسبرين ما آخذ", but not "عندي سكر، ما عندي ضغط"."""
        possessed = {*self.rules["have"], *self.rules["take"]}
        return (
            self._word(span[1] + 1) in self.rules["ma"]
            and self._word(span[1] + 2) in possessed
            and self._word(span[0] - 1) not in possessed
            and all(first != span[1] + 3 for first, _ in self.spans)
        )

    def _coordinated(self, span: Span, denied: Collection[Span]) -> bool:
        place = self._back_over(span[0] - 1, self.rules["have"])
        return self._word(place) in self.rules["coordinates"] and any(last == place - 1 for _, last in denied)

    def sets_aside(self, span: Span) -> bool:
        rules = self.rules["sets_aside"]
        place = self._back_over(span[0] - 1, {*rules["say"], *rules["through"]})
        negation = self._word(place)
        if not set(rules["unless"]).isdisjoint(self.words):
            return False
        if negation in {*self.rules["ma"], *self.rules["la"]} and not set(rules["say"]).isdisjoint(
            self.words[place + 1 : span[0]]
        ):
            return True
        if negation in rules["behind_another"]:
            return any(last == place - 1 for _, last in self.spans)
        return negation in rules["by"]


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
        rules = self.rules["sets_aside"]
        place = self._on_over(span[1] + 1, {*rules["through"], *self.rules["through"]})
        if self._word(place) in rules["verbs"]:
            return True
        if self._word(place) in rules["by"] and len(self.spans) > 1:
            said = self._word(span[0] - 1) in rules["say"] and any(first == place + 1 for first, _ in self.spans)
            return not said
        return self._set_aside_before(span)

    def _set_aside_before(self, span: Span) -> bool:
        """ "این را می‌گویم، نه آن", "نگفتم آن"."""
        rules = self.rules["sets_aside"]
        place = self._back_over(span[0] - 1, rules["through"])
        if self._word(place) in rules["by"]:
            return self._word(self._back_over(place - 1, {"و"})) in rules["say"]
        other_end = self._back_over(place - 1, rules["through"])
        return self._word(place) in rules["unsaid"] and all(last != other_end for _, last in self.spans)
