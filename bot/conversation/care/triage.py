"""A symptom that a patient reports: what is said of it turns on how long ago the session was, and how severe it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.aftercare.local_time import at_local
from bot.aftercare.sessions import Session
from bot.content.catalogue import MAX_VALUES
from bot.content.scope import Programme
from bot.conversation.care.personal import programme_meant
from bot.conversation.care.pieces import button, call_me
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.whose import whose
from bot.conversation.context import Context
from bot.conversation.decisions import Decision, SayTopic
from bot.conversation.screens import Line, Part, Screen, TopicText
from bot.conversation.understanding import Understanding

_TOPIC = "symptom_report"
_LATER, _SEVERE = "later", "severe"
_LATELY = timedelta(days=60)
"""A session before that is not what a symptom of today is put down to."""
_DAYS_AGO: Mapping[str, int] = {"today": 0, "yesterday": 1, "days": 3, "longer": 30}
"""How long ago the session was at most, by the button; who is not sure gets the more careful answer."""


def _reported(decision: Decision, _understood: Understanding, text: str, situation: Situation) -> Decision:
    """Answer by the patient's own session; ask when it was, beside the general answer, where none is known."""
    context = decision.context
    if not isinstance(decision.say, SayTopic) or not context.values.get("symptom"):
        return decision
    if situation.desk.is_severe(text):
        severe = _answer(context, context.programme, _SEVERE)
        return replace(decision, say=Screen(parts=(Line(key="symptom_severe"), severe), rows=((call_me(),),)))
    session = _last_held(context, situation)
    programme = programme_meant(context, session) if session else context.programme
    if not list(_ends(context, programme, situation.now, situation)):
        return decision
    screen = _by_session(context, session, programme, situation) if session else _asking(context, programme)
    return replace(decision, say=screen)


def _since(argument: str, situation: Situation) -> Decision | None:
    """Answer the symptom that was reported, by the day that was tapped."""
    context = situation.chat.context
    days = _DAYS_AGO.get(argument)
    if days is None or context.topic != _TOPIC or not context.values.get("symptom"):
        return None
    day = situation.now.astimezone(situation.zone).date() - timedelta(days=days)
    earliest = at_local(day, time(), situation.zone)
    is_over = any(end <= situation.now for end in _ends(context, context.programme, earliest, situation))
    answer = _answer(context, context.programme, _LATER if is_over else None)
    return situation.say(Screen(parts=(answer,), rows=((call_me(),),)), topic=_TOPIC)


def _by_session(context: Context, session: Session, programme: Programme, situation: Situation) -> Screen:
    until = min(_ends(context, programme, session.at, situation))
    is_over = until <= situation.now
    params = {
        "at": situation.at(session.at),
        "until": situation.at(until),
        "person": whose(session, situation.care.recipient),
    }
    said = Line(key="symptom_later" if is_over else "symptom_within", params=params)
    answer = _answer(context, programme, _LATER if is_over else None)
    return Screen(parts=(said, answer), rows=((call_me(),),))


def _asking(context: Context, programme: Programme) -> Screen:
    days = [button(f"since_{each}_button", "since", each) for each in _DAYS_AGO]
    parts: tuple[Part, ...] = (_answer(context, programme), Line(key="symptom_when_ask"))
    return Screen(parts=parts, rows=(tuple(days[:2]), tuple(days[2:]), (call_me(),)))


def _answer(context: Context, programme: Programme, stage: str | None = None) -> TopicText:
    return TopicText(topic=_TOPIC, programme=programme, values=context.values, stage=stage)


def _ends(context: Context, programme: Programme, start: datetime, situation: Situation) -> Iterator[datetime]:
    """Yield until when each named symptom that is expected at all is so, after a session that ended at `start`."""
    planner = situation.desk.planner
    facts = planner.symptom_ends.get(programme, {})
    for symptom in _named(context):
        if symptom in facts and (span := planner.waits[programme].get(facts[symptom])):
            yield span.counted_from(start, situation.zone)


def _named(context: Context) -> Sequence[str]:
    return context.values["symptom"][:MAX_VALUES]


def _last_held(context: Context, situation: Situation) -> Session | None:
    """Return the last session of these weeks that is meant; None where two people had one: nobody knows whose it is."""
    of_late = [
        each
        for each in situation.care.recipient.sessions
        if not each.booked and timedelta() <= situation.now - each.at < _LATELY
        if programme_meant(context, each) == each.programme
    ]
    if len({each.person for each in of_late}) > 1:
        return None
    return max(of_late, key=lambda each: each.at, default=None)


COMMANDS: Answers = {}
TAPS: Answers = {"since": _since}
FORMS: Answers = {}
TOPICS: Topics = {_TOPIC: _reported}
