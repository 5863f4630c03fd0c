"""What a text means in its context: the rules of the catalogue's dialogue acts, as one pure function."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation.context import Context, Values
from bot.conversation.decisions import (
    AskWhich,
    Decision,
    KeepQuestion,
    SayNotUnderstood,
    SayPhrase,
    SayTopic,
    SayUrgent,
)
from bot.conversation.roles import WITH_ANOTHER, values_carried, values_named
from bot.conversation.understanding import Candidate, Understanding, kinds_of
from bot.safety.gate import RedFlag
from bot.words.ellipsis import Cue

Needs = Mapping[str, str]
"""topic → the kind of value that its answer depends on."""

_ACTS = frozenset({"inform", "correct"})
_SMALL_TALK = frozenset({"greet", "goodbye", "thanks"})
_NO_CHOICE = _ACTS | _SMALL_TALK | {"out_of_scope", "affirm", "deny"}
"""What nobody means by "did you mean"."""

_STILL_URGENT = frozenset(
    {"aftercare", "help", "human", "inform", "out_of_scope", "preparation", "procedure", "recovery", "symptom_report"}
)
"""What "and now? what do I do? nobody is here" may be taken for: in an emergency it stays one."""

_POINTS_BACK: Mapping[Cue, str] = {
    "is it normal": "symptom_report",
    "stopping it": "medication_check",
    "between them": "combine",
    "and then": "activity_check",
    "to the hospital": "emergency",
}
"""Of which subject a message speaks that names none but says this."""

_ASKED_OF_IT = {
    "symptom_report": frozenset(
        {"recovery", "results_duration", "session_duration", "session_interval", "hours", "pain", "aftercare"}
    ),
    "medication_check": frozenset({"preparation", "session_interval", "recovery"}),
}
"""What "and how long will that take?" may be taken for while the talk is about such a thing."""

_LEADS_TO = {
    "concern": "treats_concern",
    "condition": "condition_check",
    "medication": "medication_check",
    "activity": "activity_check",
    "symptom": "symptom_report",
}
_OPENERS = ("what_is", "price", "sessions_count")
"""What a treatment's bare name may ask, when nothing was said before it."""

_SURE = 0.55
"""Above this nobody is asked back, however near the second topic is."""
_UNSURE = 0.6
"""Below this a value that the message names says more than the model's first topic."""
_MARGIN = 0.12
"""Below this distance between the first two topics the patient is asked which one."""
_UNKNOWN = 0.10
"""Below this probability of the best topic the message is not understood."""
_POSSIBLE_EMERGENCY = 0.35
"""From this probability on, a red flag that the gate did not see is asked about."""
_PLAIN = 0.75
"""From this probability on, a message that names nothing asks what it seems to ask, whatever the talk is about."""
_SAID_WITH_YES = 0.25
"""From this probability of the talk's own topic on, "yes, delete it" means that and not only yes."""
_MOST_CHOICES = 3


def decide(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Return what a message means in its context and what to say to it."""
    if _confidence(understanding, "emergency") >= _POSSIBLE_EMERGENCY:
        return _possibly_urgent(understanding, context, needs)
    if context.topic == "emergency" and _is_still_urgent(understanding):
        return happening(context)
    if _asks_on(understanding, context):
        return _answer_as(_same_topic(understanding, context), understanding, context, needs)
    if understanding.tie and not _names_but_a_symptom(understanding):
        return (_correct if understanding.tie == "i meant" else _carry)(understanding, context, needs)
    if understanding.best.confidence < _UNKNOWN:
        return _not_understood(understanding, context)
    return _BY_ACT[understanding.act](understanding, context, needs)


def answer_topic(topic: str, context: Context, named: Values, needs: Needs, *, confidence: float = 1.0) -> Decision:
    """Answer one topic, for the values that are named or that its dropped subject points back to."""
    values = values_carried(topic, named, context, needs)
    return Decision(
        say=SayTopic(topic=topic),
        topic=topic,
        confidence=confidence,
        context=replace(
            _with(values, context),
            topic=topic,
            offered=(),
            other_topic=topic if topic in WITH_ANOTHER else context.other_topic,
        ),
    )


def _answer(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    if led_to := _led_to(understanding):
        return _answer_as(led_to, understanding, context, needs)
    choices = _choices(understanding)
    if len(choices) > 1 and _in_doubt(understanding):
        return _ask_which(understanding, context, choices, needs)
    return _answer_as(understanding.best, understanding, context, needs)


def _led_to(understanding: Understanding) -> Candidate | None:
    """Return the topic that the named value leads to, where the model leaves room for it.

    Who names a symptom beside "I had my session" reports it; and where the model is unsure, what is named decides.
    """
    best = understanding.best
    leading = kinds_of(understanding.mentions)
    if best.topic == "register_session" and "symptom" in leading:
        return Candidate(topic="symptom_report", confidence=best.confidence)
    if best.confidence >= _UNSURE:
        return None
    topics = {topic for kind, topic in _LEADS_TO.items() if kind in leading}
    return next((candidate for candidate in understanding.ranking if candidate.topic in topics), None)


def _answer_as(candidate: Candidate, understanding: Understanding, context: Context, needs: Needs) -> Decision:
    named = values_named(candidate.topic, understanding.mentions, needs, treatment=context.treatment)
    return answer_topic(candidate.topic, context, named, needs, confidence=candidate.confidence)


def _chat(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Small talk keeps the subject: "thanks. and how many?" goes on where the talk was."""
    if understanding.best.topic in _ACTS or _in_doubt(understanding):
        return _answer(understanding, context, needs)
    if context.topic and _confidence(understanding, context.topic) >= _SAID_WITH_YES:
        return _answer_as(_same_topic(understanding, context), understanding, context, needs)
    topic = understanding.best.topic
    return Decision(say=SayTopic(topic=topic), topic=topic, confidence=understanding.best.confidence, context=context)


def _carry(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Answer "and for X?": X decides the topic, or takes its place in the topic of the talk."""
    topics = _carried_topics(understanding, context, needs)
    if not topics:
        choices = _choices(understanding)
        return (
            _answer_as(choices[0], understanding, context, needs)
            if choices
            else _not_understood(understanding, context)
        )
    if len(topics) > 1:
        return _offer(topics, understanding, context, values_named(topics[0], understanding.mentions, needs))
    return _answer_as(
        Candidate(topic=topics[0], confidence=understanding.best.confidence), understanding, context, needs
    )


def _carried_topics(understanding: Understanding, context: Context, needs: Needs) -> tuple[str, ...]:
    kinds = {mention.kind for mention in understanding.mentions}
    if context.topic and needs.get(context.topic) in kinds:
        return (context.topic,)
    # Words that stand for a treatment as well as for something to set beside it are the treatment, unless that is
    # just what the talk is about.
    leading = values_named(None, understanding.mentions, needs)
    for kind, topic in _LEADS_TO.items():
        if kind in leading:
            return (topic,)
    if "other" in leading:
        return (context.other_topic,) if context.other_topic else ("compare", "combine")
    if "treatment" in leading or "area" in leading:
        return (context.topic,) if context.topic else context.offered[:1] or _OPENERS
    return ()


def _correct(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Answer "no, I meant X": like "and for X?", but what was understood before is not taken over."""
    if understanding.mentions:
        # "No, I said mesotherapy" takes back the treatment and nothing else.
        another_value = kinds_of(understanding.mentions) - {"treatment", "area", "other"}
        return _carry(understanding, replace(context, values={}) if another_value else context, needs)
    choices = [choice for choice in _choices(understanding) if choice.topic != context.topic]
    if not choices:
        return _not_understood(understanding, context)
    return _answer_as(choices[0], understanding, context, needs)


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


def happening(context: Context) -> Decision:
    """Answer "yes, it is happening now"."""
    return Decision(
        say=SayUrgent(red_flag=RedFlag(kind="possible", level="ambulance")),
        topic="emergency",
        context=replace(context, topic="emergency", offered=()),
    )


def not_happening(context: Context) -> Decision:
    """Answer "no, not now": what to do if it begins."""
    say = SayPhrase(key="not_happening_now")
    return Decision(say=say, topic="emergency", context=replace(context, offered=()))


def urgent(red_flag: RedFlag, context: Context, named: Values, *, confidence: float = 1.0) -> Decision:
    """Answer a red flag. What the message names beside it is kept: it tells helpers after what, and where."""
    asked_back = ("emergency",) if red_flag.level == "ask" else ()
    return Decision(
        say=SayUrgent(red_flag=red_flag),
        topic="emergency",
        confidence=confidence,
        context=replace(_with(named, context), topic="emergency", offered=asked_back),
    )


def _possibly_urgent(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    return urgent(
        RedFlag(kind="possible", level="ask"),
        context,
        values_named("emergency", understanding.mentions, needs, treatment=context.treatment),
        confidence=_confidence(understanding, "emergency"),
    )


def _unknown(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    choices = _choices(understanding)
    if choices and _in_doubt(understanding):
        return _ask_which(understanding, context, choices, needs)
    return _not_understood(understanding, context)


def _not_understood(understanding: Understanding, context: Context) -> Decision:
    best = understanding.best
    return Decision(
        say=SayNotUnderstood(),
        topic="out_of_scope",
        confidence=best.confidence,
        context=replace(context, offered=()),
        effects=(KeepQuestion(guess=best.topic, confidence=best.confidence),),
    )


def _ask_which(
    understanding: Understanding, context: Context, choices: tuple[Candidate, ...], needs: Needs
) -> Decision:
    topics = tuple(choice.topic for choice in choices[:_MOST_CHOICES])
    return _offer(topics, understanding, context, values_named(topics[0], understanding.mentions, needs))


def _offer(topics: tuple[str, ...], understanding: Understanding, context: Context, named: Values) -> Decision:
    return Decision(
        say=AskWhich(topics=topics),
        topic=topics[0],
        confidence=understanding.best.confidence,
        context=replace(_with(named, context), offered=topics),
    )


def _choices(understanding: Understanding) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in understanding.ranking if candidate.topic not in _NO_CHOICE)


def _in_doubt(understanding: Understanding) -> bool:
    first, second, *_ = (*understanding.ranking, Candidate(topic="", confidence=0.0))
    return first.confidence < _SURE and first.confidence - second.confidence < _MARGIN


def _is_still_urgent(understanding: Understanding) -> bool:
    """Tell whether a message that follows a red flag is still about it: when in doubt it is, but thanks are thanks."""
    best = understanding.best
    if best.topic in _SMALL_TALK and best.confidence >= _SURE:
        return False
    return best.topic in _STILL_URGENT or "to the hospital" in understanding.cues or _in_doubt(understanding)


def _asks_on(understanding: Understanding, context: Context) -> bool:
    """Tell whether a message that names nothing of its own asks on about the subject of the talk."""
    if kinds_of(understanding.mentions) - {"when"}:
        return False
    if any(_POINTS_BACK[cue] == context.topic for cue in understanding.cues):
        return True
    best = understanding.best
    return best.topic in _ASKED_OF_IT.get(context.topic or "", ()) and best.confidence < _PLAIN


def _same_topic(understanding: Understanding, context: Context) -> Candidate:
    return Candidate(topic=context.topic or understanding.best.topic, confidence=understanding.best.confidence)


def _names_but_a_symptom(understanding: Understanding) -> bool:
    """Tell whether words stand for a symptom and nothing else: "does it hurt?" asks, and the model knows what."""
    others = {mention.start for mention in understanding.mentions if mention.kind != "symptom"}
    return any(mention.start not in others for mention in understanding.mentions)


def _confidence(understanding: Understanding, topic: str) -> float:
    return next((c.confidence for c in understanding.ranking if c.topic == topic), 0.0)


def _with(values: Values, context: Context) -> Context:
    """Return the context with these values in place of those before; treatment and area stay until others are named."""
    after = replace(
        context,
        treatment=_first(values, "treatment") or context.treatment,
        area=_first(values, "area") or context.area,
        values={kind: ids for kind, ids in values.items() if kind not in {"treatment", "area"}},
    )
    return replace(after, area="hair") if after.is_about_the_scalp else after


def _first(values: Values, kind: str) -> str | None:
    return next(iter(values.get(kind, ())), None)


_BY_ACT: Mapping[str, Callable[[Understanding, Context, Needs], Decision]] = {
    "answer": _answer,
    "chat": _chat,
    "carry": _carry,
    "correct": _correct,
    "accept": _accept,
    "decline": _decline,
    "emergency": _possibly_urgent,
    "not_understood": _unknown,
}
