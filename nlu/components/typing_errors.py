"""Which word was meant by a word with one typing error."""

from itertools import groupby
from typing import Dict, Iterable, Iterator, Set, Tuple

from nlu.components.grammar import TypingRules


class Typing:
    """Finds the known words that a typed word is one error away from."""

    def __init__(self, words: Iterable[str], rules: TypingRules) -> None:
        """Keep `words`, of which those that are too short are never mistyped."""
        self._rules = rules
        # Tuples: most hold one word, and a hundred thousand sets would take four times the memory.
        self._index: Dict[str, Tuple[str, ...]] = {}
        for word in words:
            if len(word) >= rules.shortest_with_doubled and not word.startswith(rules.articles):
                for shorter in {word, *_without_one_letter(word)}:
                    self._index[shorter] = (*self._index.get(shorter, ()), word)

    def meant_by(self, typed: str) -> Iterator[str]:
        """Yield what may have been meant, in a fixed order."""
        if len(typed) < self._rules.shortest:
            return
        near: Set[str] = set()
        for shorter in (typed, *_without_one_letter(typed)):
            near.update(self._index.get(shorter, ()))
        for known in sorted(near):
            # The first letter is rarely the wrong one, and a different one usually makes another word.
            if known[0] == typed[0] and self._one_error(typed, known):
                yield known

    def _one_error(self, typed: str, known: str) -> bool:
        if len(typed) > len(known) and _undoubled(typed) == _undoubled(known):
            return True
        if len(known) < self._rules.shortest:
            return False
        if len(typed) != len(known):
            longer, shorter = sorted((typed, known), key=len, reverse=True)
            extra = next((a for a, b in zip(longer, shorter) if a != b), longer[-1])
            return extra in self._rules.soft or len(known) >= (
                self._rules.shortest_with_a_letter_more if longer is typed else self._rules.shortest_with_a_letter_less
            )
        wrong = [place for place in range(len(known)) if typed[place] != known[place]]
        if len(wrong) == 2:
            return (
                wrong[1] == wrong[0] + 1 and typed[wrong[0]] == known[wrong[1]] and typed[wrong[1]] == known[wrong[0]]
            )
        return len(wrong) == 1 and (
            len(known) >= self._rules.shortest_with_any_letter or self._confused(typed[wrong[0]], known[wrong[0]])
        )

    def _confused(self, one: str, other: str) -> bool:
        return any(one in group and other in group for group in self._rules.confused)


def _without_one_letter(word: str) -> Iterator[str]:
    # Not the first: two words that differ in it are never taken for each other.
    return (word[:place] + word[place + 1 :] for place in range(1, len(word)))


def _undoubled(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))
