"""Which part a word plays: "acne" is what should be treated, a reason to wait, or what came after the session.

The vocabulary lists such words under each kind; the topic of the sentence decides.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.conversation.context import Context, Values
from bot.conversation.understanding import Mention

WITH_ANOTHER = frozenset({"compare", "combine"})
"""Topics that set the treatment beside another one."""

_ABOUT_THE_BODY_NOW = frozenset({"symptom_report", "emergency"})
_USUAL = ("treatment", "area", "concern", "activity", "condition", "medication", "symptom", "other", "when")
_USUAL_NOW = ("treatment", "area", "symptom", "activity", "condition", "medication", "concern", "other", "when")

Span = Sequence[Mention]
"""Mentions on the same words."""


def values_named(topic: str | None, mentions: Sequence[Mention], needs: Mapping[str, str]) -> Values:
    """Return what the words of a message stand for, given its topic; `needs` maps a topic to the kind it needs."""
    spans = [list(span) for _, span in groupby(sorted(mentions, key=_place), key=_place)]
    named: dict[str, list[str]] = {}
    for kind, value in _pairs(topic, spans, needs):
        known = named.setdefault(kind, [])
        if value not in known:
            known.append(value)
    return {kind: tuple(values) for kind, values in named.items()}


def _pairs(topic: str | None, spans: Sequence[Span], needs: Mapping[str, str]) -> list[tuple[str, str]]:
    if topic in WITH_ANOTHER:
        return _beside_another(spans)
    wanted = needs.get(topic or "")
    return [_chosen(span, wanted, topic) for span in spans]


def _chosen(span: Span, wanted: str | None, topic: str | None) -> tuple[str, str]:
    order = ((wanted,) if wanted else ()) + (_USUAL_NOW if topic in _ABOUT_THE_BODY_NOW else _USUAL)
    best = min(span, key=lambda mention: order.index(mention.kind))
    return best.kind, best.value


def _beside_another(spans: Sequence[Span]) -> list[tuple[str, str]]:
    """Of two of our own treatments the first is the one in question; a lone one is what it is set beside."""
    ours = [span for span in spans if {"treatment", "other"} <= {mention.kind for mention in span}]
    foreign = any({mention.kind for mention in span} == {"other"} for span in spans)
    in_question = ours if foreign else ours[:1] if len(ours) > 1 else []
    return [
        _chosen(span, "treatment" if any(span is ours_too for ours_too in in_question) else "other", None)
        for span in spans
    ]


def values_carried(topic: str, named: Values, context: Context, needs: Mapping[str, str]) -> Values:
    """Add what a dropped subject points back to: the value that the topic needs, when the message names none."""
    kind = needs.get(topic)
    if kind and kind not in named and kind in context.values:
        return {**named, kind: context.values[kind]}
    return named


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end
