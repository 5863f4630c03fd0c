"""What a text means in its context: the rules of the catalogue's dialogue acts, as one pure function."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation.answering import (
    Needs,
    answer_as,
    answer_same_topic,
    answer_topic,
    ask_which,
    not_understood,
)
from bot.conversation.context import Context
from bot.conversation.decisions import Decision, SayTopic
from bot.conversation.doubts import (
    ACTS,
    SAID_WITH_YES,
    UNKNOWN,
    UNSURE,
    choices_of,
    confidence_in,
    is_in_doubt,
    is_worth_asking,
)
from bot.conversation.following import LEADS_TO, asks_on, carry, correct, follows
from bot.conversation.red_flags import ask_whether_urgent, happening, is_still_urgent, may_be_urgent, not_happening
from bot.conversation.understanding import Candidate, Understanding, kinds_of


def decide(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Return what a message means in its context and what to say to it."""
    if may_be_urgent(understanding):
        return ask_whether_urgent(understanding, context, needs)
    if context.topic == "emergency" and is_still_urgent(understanding):
        return happening(context)
    if asks_on(understanding, context):
        return answer_same_topic(understanding, context, needs)
    if follows(understanding):
        return (correct if understanding.tie == "i meant" else carry)(understanding, context, needs)
    if understanding.best.confidence < UNKNOWN:
        return not_understood(understanding, context)
    return _BY_ACT[understanding.act](understanding, context, needs)


def _answer(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    if led_to := _led_to(understanding):
        return answer_as(led_to, understanding, context, needs)
    if is_worth_asking(understanding):
        return ask_which(understanding, context, needs)
    return answer_as(understanding.best, understanding, context, needs)


def _led_to(understanding: Understanding) -> Candidate | None:
    """Return the topic that the named value leads to, where the model leaves room for it.

    Who names a symptom beside "I had my session" reports it; and where the model is unsure, what is named decides.
    """
    best = understanding.best
    leading = kinds_of(understanding.mentions)
    if best.topic == "register_session" and "symptom" in leading:
        return Candidate(topic="symptom_report", confidence=best.confidence)
    if best.confidence >= UNSURE:
        return None
    topics = {topic for kind, topic in LEADS_TO.items() if kind in leading}
    return next((candidate for candidate in understanding.ranking if candidate.topic in topics), None)


def _chat(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Small talk keeps the subject: "thanks. and how many?" goes on where the talk was."""
    if understanding.best.topic in ACTS or is_in_doubt(understanding):
        return _answer(understanding, context, needs)
    if confidence_in(context.topic, understanding) >= SAID_WITH_YES:
        return answer_same_topic(understanding, context, needs)
    topic = understanding.best.topic
    return Decision(say=SayTopic(topic=topic), topic=topic, confidence=understanding.best.confidence, context=context)


def _accept(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    if not context.offered:
        return _chat(understanding, context, needs)
    if context.offered[0] == "emergency":
        return happening(context)
    return answer_topic(context.offered[0], context, context.values, needs)


def _decline(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    if context.offered[:1] == ("emergency",):
        return not_happening(context)
    return _chat(understanding, replace(context, offered=()), needs)


def _unknown(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    if choices_of(understanding) and is_in_doubt(understanding):
        return ask_which(understanding, context, needs)
    return not_understood(understanding, context)


_BY_ACT: Mapping[str, Callable[[Understanding, Context, Needs], Decision]] = {
    "answer": _answer,
    "chat": _chat,
    "carry": carry,
    "correct": correct,
    "accept": _accept,
    "decline": _decline,
    "emergency": ask_whether_urgent,
    "not_understood": _unknown,
}
