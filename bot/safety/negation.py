"""Which words of a message are denied, and by which word: Arabic denies forward, Persian back from its verb."""

from collections.abc import Mapping, Sequence

from bot.safety.reading import COMMA

FURTHEST = 6
OR_REACH = 3
SKIPPED = frozenset({"filler", "joint", "degree", "infinitive"})
BESIDE_PARTS = frozenset({"part", "joint", "degree", "filler"})

Senses = Mapping[str, int]


class Denials:
    """For each word of a message (`by`) the places of the words that deny it; those in `doubtful` may mean else.

    The word classes that steer this: `negator` (not), `lacking` (without, there is no), `neither` (denies when it
    stands twice), `what` (a "ma" that is no negator after a word of `before_what`, and doubtful after one of
    `maybe_what`), `carrier` (have, feel, happen: "not" passes through it to the noun), `light` (the Persian verbs
    that deny the noun before them), `part` (of the body, never denied itself), `filler`, `joint` (prepositions),
    `degree`, `infinitive`, `but`, `or`. A negator that begins a phrase of `persist` ("has not ceased") denies nothing.
    """

    def __init__(self, senses: Sequence[Senses], breaks: Sequence[int]) -> None:
        """Find all denials of a message that is given by its words' senses and the breaks before them."""
        self._senses = senses
        self._breaks = breaks
        self._by: list[set[int]] = [set() for _ in senses]
        self._doubtful: set[int] = set()
        twice = sum("neither" in at for at in senses) > 1
        for place, at in enumerate(senses):
            if "lacking" in at or "!carrier" in at or (twice and "neither" in at):
                self._forward(place, place + at.get("lacking", 1) - 1, carried=True)
            elif "negator" in at and not self._after(place, "before_what") and at.get("persist", 1) == 1:
                self._forward(place, place + at["negator"] - 1, carried=False)
                if self._after(place, "maybe_what"):
                    self._doubtful.add(place)
            elif "!light" in at:
                self._back(place)

    @property
    def by(self) -> tuple[frozenset[int], ...]:
        """For each word the places of the words that deny it."""
        return tuple(map(frozenset, self._by))

    @property
    def doubtful(self) -> frozenset[int]:
        """The denying words that may as well mean something else."""
        return frozenset(self._doubtful)

    def _after(self, place: int, sense: str) -> bool:
        return "what" in self._senses[place] and place > 0 and sense in self._senses[place - 1]

    def _forward(self, source: int, start: int, *, carried: bool) -> None:
        """Deny the first word with a meaning after `start`; once `carried`, pass over body parts to the noun."""
        skipped_unknown = False
        for place in range(start + 1, min(start + 1 + FURTHEST, len(self._senses))):
            at = self._senses[place]
            if self._breaks[place] >= COMMA or "but" in at:
                return
            if "carrier" in at:
                self._by[place].add(source)
                carried = True
            elif SKIPPED.isdisjoint(at) and not (carried and "part" in at):
                self._by[place].add(source)
                if not carried or skipped_unknown or len(at) > 1:
                    self._coordinated(source, place)
                    return
                skipped_unknown = True

    def _coordinated(self, source: int, place: int) -> None:
        """Carry the denial over an "or" that follows the denied word."""
        for after in range(place + 1, min(place + 1 + OR_REACH, len(self._senses))):
            if "or" in self._senses[after] and self._breaks[after] < COMMA:
                self._forward(source, after, carried=True)
                return
            if BESIDE_PARTS.isdisjoint(self._senses[after]):
                return

    def _back(self, source: int) -> None:
        place = source - 1
        while place >= 0 and source - place <= 2 * FURTHEST and self._breaks[place + 1] < COMMA:
            at = self._senses[place]
            # A verb that says of itself that it is so ends the clause: "I have such thoughts and nobody to talk to".
            if "but" in at or ("light" in at and ("said_have" in at or SKIPPED.isdisjoint(at))):
                return
            if not SKIPPED.isdisjoint(at) or "part" in at:
                place -= 1
                continue
            self._by[place].add(source)
            if place == 0 or "or" not in self._senses[place - 1]:
                return
            place -= 2
