"""Denials in Persian: "باردار نیستم", "نه تب دارم نه ورم", "مو نه، صورت"."""

from typing import Collection, FrozenSet, List

from nlu.components.denial.message import FURTHEST, Message, Span

_FARTHEST_PAIR = 7
"""How many words after "neither" there may be a "nor"."""


class Persian(Message):
    """The negation stands behind what it denies."""

    def denied(self) -> FrozenSet[Span]:
        """Return the mentions that are said not to be so."""
        found: List[Span] = []
        for span in reversed(self._named_or_general()):
            if (
                self._by_verb(span)
                or self._without(span)
                or self._neither(span)
                or self._denied_by_no(span)
                or self._coordinated(span, found)
                or self._carrier(span)
            ):
                found.append(span)
        return frozenset(found)

    def _without(self, span: Span) -> bool:
        """Whether "without" stands before it: "بدون درد", "بی هیچ درد و ورمی", "هیچ دردی، اما"."""
        behind = span[1] + 1
        if any(self._is(place, "needs") for place in range(behind, behind + FURTHEST)):
            return False
        if self._is(span[0] - 1, "and") and not self._affirmed(span) and not self._is(behind, "affirms"):
            return any(other[1] == span[0] - 2 and self._without(other) for other in self.spans)
        if self._is(self._back(span[0] - 1, "before_through"), "before"):
            return True
        return self._is(span[0] - 1, "none") and (not self._word(behind) or self._is(behind, "none", "ends"))

    def _by_verb(self, span: Span) -> bool:
        """Whether a verb says so: "درد ندارم", "ورم هم نکرده", "ندارم تب"."""
        place = self._on(span[1] + 1, "through")
        if self._affirmed(span):
            return False
        if self._is(place, "verbs"):
            # "It is not only pain."
            return not (self._is(place, "is_not") and self._is(span[0] - 1, "only"))
        if self._is(place, "verbs_at_end"):
            return not self._word(place + 1) or self._is(place + 1, "ends")
        if self._is(self._on(span[1] + 1, "besides"), "negative"):
            return True
        opened = span[0] == 1 or self._is(span[0] - 2, "opens")
        return self._is(span[0] - 1, "verbs") and opened and not self._is(span[1] + 1, "affirms")

    def _affirmed(self, span: Span) -> bool:
        return self._is(span[1], "affirms")

    def _no(self, place: int) -> bool:
        return self._word(place) in self.rules["sets_aside"]["by"] and not self._is(place - 1, "or")

    def _denied_by_no(self, span: Span) -> bool:
        """Whether a single "no" does it: "خارش هم نه", "درد دارم نه ورم", "درد ندارم نه ورم"."""
        place = self._on(span[1] + 1, "also")
        if self._no(place) and (place > span[1] + 1 or self._left_at_end(span)):
            return True
        said_before = self._is(span[0] - 2, "verbs") or any(
            last in {span[0] - 2, span[0] - 3} and self._is(span[0] - 2, "affirms") for _, last in self.spans
        )
        return self._no(span[0] - 1) and said_before

    def _left_at_end(self, span: Span) -> bool:
        """Whether "no" ends what is said of a bare noun: "گیج بودم، سردرد نه", but not "باردارم، نه؟"."""
        verbal = self._affirmed(span) or self._word(span[1]).endswith(tuple(self.rules["copulas"]))
        return span[0] > 0 and not verbal and not self._word(span[1] + 2)

    def _neither(self, span: Span) -> bool:
        """Whether one of two "no" does it: "نه تب دارم نه ورم"."""
        place = self._back(span[0] - 1, "between")
        if not self._no(place) or self._is(span[1] + 1, "goes"):
            return False
        before = range(place - 2, place - 2 - _FARTHEST_PAIR, -1)
        return self._opens_pair(place) or any(self._pair(other, place) for other in before)

    def _opens_pair(self, place: int) -> bool:
        return any(self._pair(place, other) for other in range(place + 2, place + 2 + _FARTHEST_PAIR))

    def _pair(self, neither: int, nor: int) -> bool:
        """Whether the words "no" at two places are "neither" and "nor"."""
        if not (self._no(neither) and self._no(nor) and self._word(nor + 1)) or self._is(nor + 1, "breaks"):
            return False
        between = range(neither + 1, nor)
        if any(self._is(place, "breaks", "verbs", "only", "goes") or self._no(place) for place in between):
            return False
        if neither == 0 and not self._certain(nor):
            return False
        named = [span for span in self.spans if span[0] in between]
        # "No, it is swollen; pain: no": two mentions that nothing joins are two sentences.
        return len(named) < 2 or any(self._is(place, "coordinates") for place in between)

    def _certain(self, nor: int) -> bool:
        """Whether "no, pain no, swelling" is not what it is, where the first "no" opens the message."""
        third = any(self._no(place) for place in range(nor + 1, len(self.words)))
        verb = any(self._is(place, "affirms") for place in range(nor))
        second = self._begins(nor + 1) or (nor, nor + 1)
        return third or verb or self._is(second[1] + 1, "affirms", "ends")

    def _coordinated(self, span: Span, denied: Collection[Span]) -> bool:
        place = self._on_over(span[1] + 1, self.rules["coordinates"])
        joined = place > span[1] + 1 and not self._affirmed(span)
        return joined and any(first == place for first, _ in denied)

    def sets_aside(self, span: Span) -> bool:
        """Whether "نه" denies it, or what was meant does: "این را می‌گویم، نه آن"."""
        rules = self.rules["sets_aside"]
        place = self._on_over(span[1] + 1, rules["through"])
        behind = self._word(place)
        if behind in rules["verbs"]:
            return True
        # "It is red, neither painful nor hot" and "it hurts, not itches" deny what follows.
        follows = self._affirmed(span) or self._opens_pair(place)
        by_no = behind in rules["by"] and len(self.spans) > 1 and not follows
        if behind in rules["unsaid"] or by_no:
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
