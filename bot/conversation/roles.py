"""Which part a word plays: "acne" is what should be treated, a reason to wait, or what came after the session.

The vocabulary lists such words under each kind; the topic of the sentence decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.conversation.context import OF_THE_SCALP, Context, Values
from bot.conversation.understanding import Mention

WITH_ANOTHER = frozenset({"compare", "combine"})
"""Topics that set the treatment beside another one."""

_USUAL_TREATMENT = "mesotherapy"
_THE_QUESTION_ITSELF = frozenset({("pain", "symptom", "pain"), ("anesthesia", "symptom", "pain")})
"""Values that only repeat what the topic asks."""
_ABOUT_THE_BODY_NOW = frozenset({"symptom_report", "emergency"})
_SPEAK_OF_SYMPTOMS = _ABOUT_THE_BODY_NOW | {"side_effects"}
_OF_ANY_TOPIC = frozenset({"treatment", "area", "when"})
_SPEAK_OF_CONCERNS = frozenset(
    {"benefits", "combine", "compare", "effectiveness", "price", "results_duration", "results_onset", "sessions_count"}
)
"""Topics whose answer may turn on what is to be treated; in the others "dry" and "lines" mean something else."""
_ALREADY_SAID = {"acne_scars": "acne", "sunscreen": "sun"}
"""Values that say more exactly what another one says."""
_USUAL = ("treatment", "area", "concern", "activity", "condition", "medication", "symptom", "other", "when")
_USUAL_NOW = ("treatment", "area", "symptom", "activity", "condition", "medication", "concern", "other", "when")

Span = Sequence[Mention]
"""Mentions on the same words."""


def values_named(
    topic: str | None, mentions: Sequence[Mention], needs: Mapping[str, str], *, treatment: str | None = None
) -> Values:
    """Return what the words of a message stand for.

    Args:
        topic: What the message is about, as far as it is known.
        mentions: The values that the vocabulary finds in it.
        needs: The kind of value that the answer to a topic needs.
        treatment: The one under discussion, if one was named before.
    """
    spans = [list(span) for _, span in groupby(sorted(mentions, key=_place), key=_place)]
    named: dict[str, list[str]] = {}
    for kind, value in _pairs(topic, spans, needs, treatment):
        if (topic, kind, value) in _THE_QUESTION_ITSELF or not _concerns(kind, value, topic, needs):
            continue
        known = named.setdefault(kind, [])
        if value not in known:
            known.append(value)
    more_special = {general for values in named.values() for v in values if (general := _ALREADY_SAID.get(v))}
    return {kind: tuple(v for v in values if v not in more_special) for kind, values in named.items()}


def _concerns(kind: str, value: str, topic: str | None, needs: Mapping[str, str]) -> bool:
    """Tell whether a topic is about such a value: a medicine named in passing is nothing to the price."""
    if topic is None or kind in _OF_ANY_TOPIC or kind == needs.get(topic):
        return True
    if kind == "concern":
        # Hair that falls tells whose programme it is, whatever the topic.
        return topic in _SPEAK_OF_CONCERNS or value in OF_THE_SCALP
    return topic in _SPEAK_OF_SYMPTOMS and kind == "symptom"


def _pairs(
    topic: str | None, spans: Sequence[Span], needs: Mapping[str, str], treatment: str | None
) -> list[tuple[str, str]]:
    if topic in WITH_ANOTHER:
        return _beside_another(spans, treatment or _USUAL_TREATMENT)
    wanted = needs.get(topic or "")
    parts = [part for span in spans for part in _parts(span)]
    return [_chosen(part, wanted, topic) for part in parts]


def _parts(span: Span) -> Iterator[Span]:
    """Split what the same words say: where ("of the scalp") stands beside whatever else they name."""
    where = [mention for mention in span if mention.kind == "area"]
    else_named = [mention for mention in span if mention.kind != "area"]
    yield from filter(None, (else_named, where))


def _chosen(span: Span, wanted: str | None, topic: str | None) -> tuple[str, str]:
    order = ((wanted,) if wanted else ()) + (_USUAL_NOW if topic in _ABOUT_THE_BODY_NOW else _USUAL)
    best = min(span, key=lambda mention: order.index(mention.kind))
    return best.kind, best.value


def _beside_another(spans: Sequence[Span], treatment: str) -> list[tuple[str, str]]:
    """Of two of our own treatments the first is the one in question.

    A lone one is what the treatment under discussion is set beside, unless it is that one: nothing is compared with
    itself.
    """
    ours = [span for span in spans if {"treatment", "other"} <= {mention.kind for mention in span}]
    foreign = any({mention.kind for mention in span} == {"other"} for span in spans)
    itself = [span for span in ours if any(mention.value == treatment for mention in span)]
    in_question = ours if foreign else ours[:1] if len(ours) > 1 else itself
    return [
        _chosen(part, "treatment" if any(span is ours_too for ours_too in in_question) else "other", None)
        for span in spans
        for part in _parts(span)
    ]


def values_carried(topic: str, named: Values, context: Context, needs: Mapping[str, str]) -> Values:
    """Add what a dropped subject points back to: the value that the topic needs, when the message names none."""
    kind = needs.get(topic)
    if kind and kind not in named and kind in context.values:
        return {**named, kind: context.values[kind]}
    return named


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end
