"""The plain outcomes of a text: the answer to a topic, the question which one was meant, "not understood"."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.context import Context, Values
from bot.conversation.decisions import AskWhich, Decision, KeepQuestion, SayNotUnderstood, SayTopic
from bot.conversation.doubts import choices_of
from bot.conversation.roles import WITH_ANOTHER, values_carried, values_named
from bot.conversation.understanding import Candidate, Understanding

Needs = Mapping[str, str]
"""topic → the kind of value that its answer depends on."""

_MOST_CHOICES = 3


def answer_topic(topic: str, context: Context, named: Values, needs: Needs, *, confidence: float = 1.0) -> Decision:
    """Answer one topic, for the values that are named or that its dropped subject points back to."""
    values = values_carried(topic, named, context, needs)
    return Decision(
        say=SayTopic(topic=topic),
        topic=topic,
        confidence=confidence,
        context=replace(
            context.naming(values),
            topic=topic,
            offered=(),
            other_topic=topic if topic in WITH_ANOTHER else context.other_topic,
        ),
    )


def answer_as(candidate: Candidate, understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Answer a message as one about this topic."""
    named = values_named(candidate.topic, understanding.mentions, needs, treatment=context.treatment)
    return answer_topic(candidate.topic, context, named, needs, confidence=candidate.confidence)


def answer_same_topic(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Answer a message as one about what the talk is about."""
    topic = context.topic or understanding.best.topic
    return answer_as(Candidate(topic=topic, confidence=understanding.best.confidence), understanding, context, needs)


def offer(topics: tuple[str, ...], understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Ask which of these topics was meant."""
    first, *others = (
        values_named(topic, understanding.mentions, needs, treatment=context.treatment) for topic in topics
    )
    # Whichever is chosen finds the value that its answer needs.
    needed = {kind: named[kind] for named in others for kind in needs.values() if kind in named}
    return Decision(
        say=AskWhich(topics=topics),
        topic=topics[0],
        confidence=understanding.best.confidence,
        context=replace(context.naming({**needed, **first}), offered=topics),
    )


def ask_which(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Ask which of the likeliest topics was meant."""
    topics = tuple(choice.topic for choice in choices_of(understanding)[:_MOST_CHOICES])
    return offer(topics, understanding, context, needs)


def not_understood(understanding: Understanding, context: Context) -> Decision:
    """Say that a message was not understood, and keep it for the clinic."""
    best = understanding.best
    return Decision(
        say=SayNotUnderstood(),
        topic="out_of_scope",
        confidence=best.confidence,
        context=replace(context, offered=()),
        effects=(KeepQuestion(guess=best.topic, confidence=best.confidence),),
    )
