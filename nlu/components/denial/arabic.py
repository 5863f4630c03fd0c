"""Denials in Arabic: "ما عندي سكر", "لا حرارة ولا ألم", "مو الوجه، الشعر"."""

from typing import Collection, FrozenSet, List

from nlu.components.denial.message import FURTHEST, Message, Span


class Arabic(Message):
    """The negation stands before what it denies."""

    def denied(self) -> FrozenSet[Span]:
        """Return the mentions that are said not to be so."""
        found: List[Span] = []
        for span in self._named_or_general():
            if self._stays(span):
                continue
            if (
                self._without(span)
                or self._negated(span)
                or self._neither(span, found)
                or self._denied_behind(span)
                or self._coordinated(span, found)
                or self._listed(span, found)
                or self._carrier(span)
            ):
                found.append(span)
        return frozenset([*found, *self._listed_before_one_denied_behind()])

    def _stays(self, span: Span) -> bool:
        """Whether something is for it, or has not ended it: "ما في علاج للكلف", "لا الورم راح ولا الوجع"."""
        return self._word(span[0]).startswith(tuple(self.rules["for"])) or self._is(span[1] + 1, "goes")

    def _without(self, span: Span) -> bool:
        place = self._back(span[0] - 1, "through")
        if self._is(place, "but_for"):
            return self._is(place - 1, "from") or (self._is(place, "without") and not self._negation_within(place))
        needed = any(self._is(before, "needs") for before in range(place - FURTHEST, place))
        return self._is(place, "without") and not (needed and self._negation_within(place))

    def _negation_within(self, place: int) -> bool:
        before = range(place - FURTHEST, place)
        return any(self._is(word, "not", "none", "ma", "la") or self._joined(word) for word in before)

    def _negated(self, span: Span) -> bool:
        """Whether a negation stands before it, or before what one does with it: "مو حامل", "ما عندي سكر"."""
        place = self._back(span[0] - 1, "have", "take", "notice", "through")
        if self._is(place, "it_is") or (self._is(place - 1, "ma", "la") and self._verb(self._word(place))):
            place -= 1
        definite = self._definite(span)
        if self._is(place, "none"):
            return True
        if self._is(place, "not"):
            # "This is not her face, it is swollen"; "I do not see the spots go".
            return self._word(place + 1) not in self.parts and not (definite and self._is(place + 1, "notice"))
        if self._is(place, "not_first"):
            return place == 0 or self._is(place - 1, "opens")
        direct = place == span[0] - 1 and not definite
        verb = self._joined(place)
        if verb or self._is(place, "ma"):
            if not verb and self._is(place - 1, "after_which_ma_denies_nothing"):
                return False
            verb = verb or self._verb(self._word(place + 1))
            if self._is(place + 1, "it_is"):
                return place + 2 == span[0] and place > 0 and not definite and not self._is(place - 1, "asks_what")
            return direct or self._means(verb, "have", "take") or (not definite and self._means(verb, "notice"))
        if self._is(place, "la"):
            return self._is(place + 1, "take") or (direct and place > 0 and not self._is(place - 1, "or", "goes"))
        return False

    def _definite(self, span: Span) -> bool:
        return self._word(span[0]).startswith(tuple(self.rules["article"])) and not self._is(span[0], "indefinite")

    def _means(self, verb: str, *lists: str) -> bool:
        return any(verb in self.rules[name] for name in lists)

    def _verb(self, word: str) -> str:
        """A verb without the ending of what is denied; "" for any other word."""
        stems = [word, *(word[: -len(end)] for end in self.rules["endings"] if word.endswith(end))]
        return next((stem for stem in stems if self._means(stem, "have", "take", "notice")), "")

    def _joined(self, place: int) -> str:
        """The verb that is written together with its negation; or ""."""
        word = self._word(place)
        for beginning in sorted(self.rules["joined"] | self.rules["joined_with_ending"], key=len, reverse=True):
            rest = word[len(beginning) :]
            verb = self._verb(rest) if word.startswith(beginning) else ""
            if verb and (beginning in self.rules["joined"] or verb != rest):
                return verb
        return ""

    def _neither(self, span: Span, denied: Collection[Span]) -> bool:
        """Whether a "nor" follows: "لا عندي حرارة ولا ألم", "ولا وجع ولا ورم"."""
        place = self._back(span[0] - 1, "have", "take", "notice", "through")
        if place > 1 and self._is(place - 1, "la") and not self._is(place, "neither", "breaks"):
            place -= 1
        if not (self._is(place, "neither") and self._nor_follows(span)):
            return False
        if self._is(place, "nor"):
            return place == 0 or self._is(place - 1, "asserts") or any(last == place - 1 for _, last in denied)
        return not self._is(place - 1, "or", "goes")

    def _nor_follows(self, span: Span) -> bool:
        place = self._on(span[1] + 1)
        if not (self._is(place, "breaks") or self._begins(place)):
            place += 1
        if self._is(place, "and"):
            place += 1
        return self._is(place, "nor", "neither") and bool(self._word(place + 1))

    def _denied_behind(self, span: Span) -> bool:
        """Whether one says so afterwards: "أسبرين ما آخذ", but not "عندي سكر، ما عندي"."""
        if self._is(span[0] - 1, "have", "take"):
            return False
        place = self._on(span[1] + 1, "besides")
        if self._is(place, "negative"):
            return True
        if self._is(place, "none") or self._means(self._joined(place), "have", "take"):
            return self._ends(place + 1)
        own = self._means(self._verb(self._word(place + 1)), "have", "take")
        return self._is(place, "ma") and own and self._ends(place + 2)

    def _ends(self, place: int) -> bool:
        following = self._begins(place)
        if following:
            return self._with_and(following) or self._denied_behind(following)
        return not self._word(place) or self._is(place, "ends")

    def _coordinated(self, span: Span, denied: Collection[Span]) -> bool:
        place = self._back(span[0] - 1, "have", "take", "through")
        if not self._is(place, "coordinates"):
            return False
        between = frozenset(self.words[place + 1 : span[0] + 1])
        if self._is(place, "nor"):
            if between & (self.rules["any"] | self.rules["formal"]):
                return True
            if between & self.rules["mine"] and denied and not self._is(place - 1, "breaks"):
                return True
            if self._after_another_denial(place) and not self._definite(span):
                return True
        end = self._back(place - 1, "beside_nor")
        ends = {last for _, last in denied}
        # An adjective may stand between: "no severe pain, nor a fever".
        adjective = not self._is(end, "breaks") and not self._named(end)
        return end in ends or (adjective and end - 1 in ends)

    def _after_another_denial(self, nor: int) -> bool:
        """Whether "nor" follows a denial of what is no mention: "ما تروح ولا توجع", "بلا رأس أبيض ولا ألم"."""
        for start in (nor - 1, nor - 2):
            if self._is(start, "breaks") or self._named(start):
                return False
            place = self._back(start - 1, "have", "take", "notice")
            if self._is(place, "not", "none", "without", "la") or self._joined(place):
                return True
            if self._is(place, "ma") and not self._is(place - 1, "after_which_ma_denies_nothing"):
                return True
        return False

    def _with_and(self, span: Span) -> bool:
        word = self._word(span[0])
        joined = word.startswith(tuple(self.rules["and_joined"])) and span[0] == span[1]
        return joined and not word.startswith(tuple(self.rules["not_and"]))

    def _listed(self, span: Span, denied: Collection[Span]) -> bool:
        """Whether an "and" goes on with what somebody has not, and nothing is said of it: "ما عندي سكر وضغط"."""
        end = span[0] - 1
        if not self._with_and(span):
            if not self._is(end, "and"):
                return False
            end -= 1
        # "Not pregnant and breastfeeding" says that she is.
        had = any(last == end and not self._is(first - 1, "not") for first, last in denied)
        return had and self._closes(span)

    def _closes(self, span: Span) -> bool:
        place = span[1] + 1
        following = self._begins(place)
        if following:
            return self._with_and(following) and self._closes(following)
        return not self._word(place) or self._is(place, "asks")

    def _listed_before_one_denied_behind(self) -> List[Span]:
        """Mentions that an "and" joins to one denied afterwards: "سكر وضغط ما عندي"."""
        found: List[Span] = []
        for span in reversed(self.spans):
            following = self._begins(self._on(span[1] + 1, "coordinates", "and"))
            if (
                following
                and (following in found or self._denied_behind(following))
                and (self._with_and(following) or following[0] > span[1] + 1)
                and not self._is(span[0] - 1, "have", "take")
            ):
                found.append(span)
        return found

    def sets_aside(self, span: Span) -> bool:
        """Tell whether another thing is meant: "مو الوجه، الشعر"."""
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
