"""Messages that lean on what was said before: "and for X?", "no, I meant X", "is that normal?"."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.answering import Needs, answer_as, not_understood, offer
from bot.conversation.context import Context
from bot.conversation.decisions import Decision
from bot.conversation.doubts import PLAIN, choices_of
from bot.conversation.roles import values_named
from bot.conversation.understanding import Candidate, Understanding, kinds_of
from bot.words.ellipsis import Cue

LEADS_TO = {
    "concern": "treats_concern",
    "condition": "condition_check",
    "medication": "medication_check",
    "activity": "activity_check",
    "symptom": "symptom_report",
}
"""kind of value → the topic that it leads to when nothing else does."""
_OPENERS = ("what_is", "price", "sessions_count")
"""What a treatment's bare name may ask, when nothing was said before it."""
_POINTS_BACK: Mapping[Cue, str] = {
    "is it normal": "symptom_report",
    "stopping it": "medication_check",
    "between them": "combine",
    "and then": "activity_check",
}
"""Of which subject a message speaks that names none but says this."""
_ASKED_OF_IT = {
    "symptom_report": frozenset(
        {"recovery", "results_duration", "session_duration", "session_interval", "hours", "pain", "aftercare"}
    ),
    "medication_check": frozenset({"preparation", "session_interval", "recovery"}),
}
"""What "and how long will that take?" may be taken for while the talk is about such a thing."""


def asks_on(understanding: Understanding, context: Context) -> bool:
    """Tell whether a message that names nothing of its own asks on about the subject of the talk."""
    if kinds_of(understanding.mentions) - {"when"}:
        return False
    if context.topic and any(_POINTS_BACK.get(cue) == context.topic for cue in understanding.cues):
        return True
    best = understanding.best
    return best.topic in _ASKED_OF_IT.get(context.topic or "", ()) and best.confidence < PLAIN


def follows(understanding: Understanding) -> bool:
    """Tell whether a message holds nothing but values and words that tie them to the talk.

    A symptom alone does not count: "does it hurt?" asks, and the model knows what.
    """
    others = {mention.start for mention in understanding.mentions if mention.kind != "symptom"}
    names_a_symptom = any(mention.start not in others for mention in understanding.mentions)
    return understanding.tie is not None and not names_a_symptom


def carry(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Answer "and for X?": X decides the topic, or takes its place in the topic of the talk."""
    topics = _carried_topics(understanding, context, needs)
    if len(topics) > 1:
        return offer(topics, understanding, context, needs)
    if topics:
        named = Candidate(topic=topics[0], confidence=understanding.best.confidence)
        return answer_as(named, understanding, context, needs)
    choices = choices_of(understanding)
    return answer_as(choices[0], understanding, context, needs) if choices else not_understood(understanding, context)


def correct(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Answer "no, I meant X": like "and for X?", but what was understood before is not taken over."""
    if understanding.mentions:
        # "No, I said mesotherapy" takes back the treatment and nothing else.
        another_value = kinds_of(understanding.mentions) - {"treatment", "area", "other"}
        return carry(understanding, replace(context, values={}) if another_value else context, needs)
    choices = [choice for choice in choices_of(understanding) if choice.topic != context.topic]
    return answer_as(choices[0], understanding, context, needs) if choices else not_understood(understanding, context)


def _carried_topics(understanding: Understanding, context: Context, needs: Needs) -> tuple[str, ...]:
    if context.topic and needs.get(context.topic) in kinds_of(understanding.mentions):
        return (context.topic,)
    # Words that stand for a treatment as well as for something to set beside it are the treatment, unless that is
    # just what the talk is about.
    leading = values_named(None, understanding.mentions, needs)
    for kind, topic in LEADS_TO.items():
        if kind in leading:
            return (topic,)
    if "other" in leading:
        return (context.other_topic,) if context.other_topic else ("compare", "combine")
    if "treatment" in leading or "area" in leading:
        return (context.topic,) if context.topic else context.offered[:1] or _OPENERS
    return ()
