"""Which words of a message are denied, and by which word: Arabic denies forward, Persian back from its verb."""

from collections.abc import Mapping, Sequence

from bot.safety.reading import COMMA

FURTHEST = 6
SKIPPED = frozenset({"filler", "joint", "degree", "infinitive"})

Senses = Mapping[str, int]


def denials(senses: Sequence[Senses], breaks: Sequence[int]) -> tuple[tuple[frozenset[int], ...], frozenset[int]]:
    """Return for each word the places of the words that deny it, and which of those are doubtful.

    A negator that begins a phrase of `persist` ("has not ceased") denies nothing.

    The word classes that steer this: `negator` (not), `lacking` (without, there is no), `what` (a "ma" that may be
    no negator, after a word of `before_what`; after one of `maybe_what` it is doubtful), `carrier` (have, feel, happen: "not" passes through it to the noun),
    `neither` (denies when it stands twice), `light` (the Persian verbs that deny the noun before them), `part` (of the body, never denied itself),
    `filler`, `joint` (prepositions), `degree`, `infinitive`, `but`, `or`.
    """
    found: list[set[int]] = [set() for _ in senses]
    doubtful: set[int] = set()
    twice = sum("neither" in at for at in senses) > 1
    for place, at in enumerate(senses):
        if "lacking" in at or "!carrier" in at or (twice and "neither" in at):
            last = place + at.get("lacking", 1) - 1
            _forward(place, last, senses, breaks, found, carried=True)
        elif "negator" in at and not _after(place, "before_what", senses) and at.get("persist", 1) == 1:
            _forward(place, place + at["negator"] - 1, senses, breaks, found, carried=False)
            if _after(place, "maybe_what", senses):
                doubtful.add(place)
        elif "!light" in at:
            _back(place, senses, breaks, found)
    return tuple(map(frozenset, found)), frozenset(doubtful)


def _after(place: int, sense: str, senses: Sequence[Senses]) -> bool:
    return "what" in senses[place] and place > 0 and sense in senses[place - 1]


def _forward(
    source: int, start: int, senses: Sequence[Senses], breaks: Sequence[int], found: list[set[int]], *, carried: bool
) -> None:
    skipped_unknown = False
    for place in range(start + 1, min(start + 1 + FURTHEST, len(senses))):
        at = senses[place]
        if breaks[place] >= COMMA or "but" in at:
            return
        if "carrier" in at:
            found[place].add(source)
            carried = True
        elif SKIPPED.isdisjoint(at) and not (carried and "part" in at):
            found[place].add(source)
            if carried and not skipped_unknown and len(at) == 1:
                skipped_unknown = True
                continue
            _coordinated(source, place, senses, breaks, found)
            return


def _coordinated(
    source: int, place: int, senses: Sequence[Senses], breaks: Sequence[int], found: list[set[int]]
) -> None:
    """Carry the denial over an "or" that follows the denied word."""
    for after in range(place + 1, min(place + 4, len(senses))):
        if "or" in senses[after] and breaks[after] < COMMA:
            _forward(source, after, senses, breaks, found, carried=True)
            return
        if not {"part", "joint", "degree", "filler"} & senses[after].keys():
            return


def _back(source: int, senses: Sequence[Senses], breaks: Sequence[int], found: list[set[int]]) -> None:
    place = source - 1
    while place >= 0 and source - place <= 2 * FURTHEST and breaks[place + 1] < COMMA:
        at = senses[place]
        if "but" in at or ("light" in at and SKIPPED.isdisjoint(at)):
            return
        if not SKIPPED.isdisjoint(at) or "part" in at:
            place -= 1
            continue
        found[place].add(source)
        if place == 0 or "or" not in senses[place - 1]:
            return
        place -= 2
