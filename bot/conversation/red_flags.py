"""What is said while something may be an emergency, and when it no longer is one."""

from dataclasses import replace

from bot.conversation.answering import Needs
from bot.conversation.context import Context, Values
from bot.conversation.decisions import Decision, SayPhrase, SayUrgent
from bot.conversation.doubts import SMALL_TALK, SURE, confidence_in, is_in_doubt
from bot.conversation.roles import values_named
from bot.conversation.understanding import Understanding
from bot.safety.gate import RedFlag

_POSSIBLE = 0.35
"""From this probability on, a red flag that the gate did not see is asked about."""
_STILL_URGENT = frozenset(
    {"aftercare", "help", "human", "inform", "out_of_scope", "preparation", "procedure", "recovery", "symptom_report"}
)
"""What "and now? what do I do? nobody is here" may be taken for: in an emergency it stays one."""


def urgent(red_flag: RedFlag, context: Context, named: Values, *, confidence: float = 1.0) -> Decision:
    """Answer a red flag. What the message names beside it is kept: it tells helpers after what, and where."""
    asked_back = ("emergency",) if red_flag.level == "ask" else ()
    return Decision(
        say=SayUrgent(red_flag=red_flag),
        topic="emergency",
        confidence=confidence,
        context=replace(context.naming(named), topic="emergency", offered=asked_back),
    )


def ask_whether_urgent(understanding: Understanding, context: Context, needs: Needs) -> Decision:
    """Give the number first, and ask whether it is happening now."""
    return urgent(
        RedFlag(kind="possible", level="ask"),
        context,
        values_named("emergency", understanding.mentions, needs, treatment=context.treatment),
        confidence=confidence_in("emergency", understanding),
    )


def happening(context: Context) -> Decision:
    """Answer "yes, it is happening now", and whatever follows a red flag."""
    return Decision(
        say=SayUrgent(red_flag=RedFlag(kind="possible", level="ambulance")),
        topic="emergency",
        context=replace(context, topic="emergency", offered=()),
    )


def not_happening(context: Context) -> Decision:
    """Answer "no, not now": what to do if it begins. The talk is no emergency any more."""
    say = SayPhrase(key="not_happening_now")
    return Decision(say=say, topic="emergency", context=replace(context, topic=None, offered=()))


def may_be_urgent(understanding: Understanding) -> bool:
    """Tell whether the model sees a red flag that the gate did not."""
    return confidence_in("emergency", understanding) >= _POSSIBLE


def is_still_urgent(understanding: Understanding) -> bool:
    """Tell whether a message that follows a red flag is still about it: when in doubt it is, but thanks are thanks."""
    best = understanding.best
    if best.topic in SMALL_TALK and best.confidence >= SURE:
        return False
    return best.topic in _STILL_URGENT or "to the hospital" in understanding.cues or is_in_doubt(understanding)
