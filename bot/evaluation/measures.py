"""From messages and what was made of them to figures. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content.scope import Language
from bot.conversation.context import Values
from bot.evaluation.examples import Example

DECIDING = ("concern", "condition", "medication", "activity", "symptom", "other", "area")
"""The kinds of values that decide an answer, beside the treatment."""
_LATIN = frozenset({"arabizi", "finglish"})
_WORDS_THAT_TELL = 3
_BINS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A message, and what the bot made of it; `offered` are the topics that it asked to choose from."""

    example: Example
    topic: str
    language: Language
    confidence: float
    treatment: str | None
    values: Values
    offered: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether the topic is the labelled one."""
        return self.topic == self.example.topic


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 1 of nothing."""
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.whole})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """Values found rightly, found wrongly and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was."""
        return 2 * self.right / whole if (whole := 2 * self.right + self.wrong + self.missed) else 1.0


def share(judged: Iterable[Judged], holds: Callable[[Judged], bool]) -> Share:
    """Return of how many messages something holds."""
    found = [holds(each) for each in judged]
    return Share(part=sum(found), whole=len(found))


def accuracy(judged: Iterable[Judged]) -> Share:
    """Return how many topics are right."""
    return share(judged, lambda each: each.is_right)


def by_variety(judged: Sequence[Judged]) -> dict[str, Share]:
    """Return the accuracy of each variety, and of the groups that have goals of their own."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        latin = each.example.variety in _LATIN
        groups["all"].append(each)
        groups["all in Latin letters" if latin else "all in Arabic or Persian script"].append(each)
        groups[each.example.variety].append(each)
        if each.example.noisy:
            groups["all with heavy noise"].append(each)
    return {name: accuracy(group) for name, group in sorted(groups.items())}


def by_topic(judged: Sequence[Judged]) -> dict[str, Share]:
    """Return the share of each topic's messages that were understood as it."""
    topics = sorted({each.example.topic for each in judged})
    return {topic: accuracy(each for each in judged if each.example.topic == topic) for topic in topics}


def confusions(judged: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """Return how often one topic (first) was taken for another (second)."""
    return Counter((each.example.topic, each.topic) for each in judged if not each.is_right)


def entity_scores(judged: Iterable[Judged]) -> dict[str, Score]:
    """Return for each kind how well its values were found; `treatment` counts as one."""
    counts: dict[str, list[int]] = {kind: [0, 0, 0] for kind in ("treatment", *DECIDING)}
    for each in judged:
        for kind, (labelled, found) in _values(each).items():
            for place, number in enumerate((labelled & found, found - labelled, labelled - found)):
                counts[kind][place] += len(number)
    return {kind: Score(right=right, wrong=wrong, missed=missed) for kind, (right, wrong, missed) in counts.items()}


def together(scores: Mapping[str, Score]) -> Score:
    """Return one score over all kinds."""
    return Score(
        right=sum(score.right for score in scores.values()),
        wrong=sum(score.wrong for score in scores.values()),
        missed=sum(score.missed for score in scores.values()),
    )


def _values(each: Judged) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    found = {
        kind: (frozenset(each.example.values.get(kind, ())), frozenset(each.values.get(kind, ()))) for kind in DECIDING
    }
    treatments = (frozenset(filter(None, [each.example.treatment])), frozenset(filter(None, [each.treatment])))
    return {**found, "treatment": treatments}


def in_context(judged: Iterable[Judged]) -> Share:
    """Return how many turns have both topic and treatment right."""
    return share(judged, lambda each: each.is_right and each.treatment == each.example.treatment)


def general(judged: Sequence[Judged]) -> dict[str, Share]:
    """Return what the goals speak of beside accuracy."""
    inside = [each for each in judged if each.example.topic != "out_of_scope"]
    asked_back = [each for each in inside if each.offered]
    telling = [each for each in inside if len(each.example.text.split()) >= _WORDS_THAT_TELL]
    return {
        "language, three words and more": share(telling, lambda each: each.language == each.example.language),
        "out of scope, and told so": accuracy(each for each in judged if each.example.topic == "out_of_scope"),
        "in scope, but refused": share(inside, lambda each: each.topic == "out_of_scope"),
        "in scope, and asked back": share(inside, lambda each: bool(each.offered)),
        "asked back, the right one among the buttons": share(
            asked_back, lambda each: each.example.topic in each.offered
        ),
    }


def calibration(judged: Iterable[Judged]) -> list[tuple[float, Share]]:
    """Return for each tenth of confidence its middle, and how many of its messages were right."""
    bins: dict[int, list[Judged]] = defaultdict(list)
    for each in judged:
        bins[min(int(each.confidence * _BINS), _BINS - 1)].append(each)
    return [((place + 0.5) / _BINS, accuracy(group)) for place, group in sorted(bins.items())]
