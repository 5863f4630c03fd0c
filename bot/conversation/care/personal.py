"""Answers that fit the patient's own session: the hour from which something is allowed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from math import ceil

from bot.aftercare.allowed import Allowed, allowed_from
from bot.aftercare.sessions import Session
from bot.content.catalogue import MAX_VALUES
from bot.content.scope import Programme
from bot.conversation.buttons import ForMenu
from bot.conversation.care.pieces import button
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.whose import treatment, whose
from bot.conversation.context import Context
from bot.conversation.decisions import Decision, SayTopic
from bot.conversation.screens import Amount, Choice, Line, Named, Param, Screen, TimelinePicture, TopicText
from bot.conversation.understanding import Understanding

_STILL_WORTH_SAYING = timedelta(days=7)
"""So long after a wait is over "since when" answers the question."""
_CARD_FOR = timedelta(days=3)
"""So long after a session its card answers what is forbidden."""
_IN_HOURS = timedelta(hours=72)
_UNNAMED: Mapping[str, None] = {"treatment": None, "day": None, "person": None}
_BUTTONS = (
    (
        button("my_reminders_button", "reminders"),
        Choice(label=Line(key="menu_button"), target=ForMenu()),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wait:
    """What one person waits for after a session, or has waited for."""

    activity: str
    allowed: Allowed


def _about_activities(decision: Decision, understood: Understanding, text: str, situation: Situation) -> Decision:
    """Put the patient's own hours before the answer; without a session that matters, leave it as it is."""
    if not isinstance(decision.say, SayTopic):
        return decision
    named = decision.context.values.get("activity", ())[:MAX_VALUES]
    waits = [wait for activity in named for wait in _waits(activity, situation)]
    longest = list(_longest_of_each(waits))
    if not longest:
        return decision if named else _with_card(decision, understood, text, situation)
    programme = programme_meant(decision.context, longest[0].allowed.session)
    name_it = _is_to_be_named(waits, programme)
    answer = TopicText(topic=decision.topic, programme=programme, values={"activity": named})
    lines = tuple(_line(wait, situation, name_it=name_it) for wait in longest)
    return replace(decision, say=Screen(parts=(*lines, answer), rows=_BUTTONS))


def _with_card(decision: Decision, _understood: Understanding, _text: str, situation: Situation) -> Decision:
    """Show the card of a session that is a few days old at most, beside the answer."""
    context = decision.context
    session = _of_late(context, situation)
    if session is None or not isinstance(decision.say, SayTopic):
        return decision
    others = len(_held(situation)) > 1 or session.person
    name = (Line(key="card_of_session", params=_named(session, situation)),) if others else ()
    answer = TopicText(topic=decision.topic, programme=session.programme, values=context.values)
    picture = TimelinePicture(session=session, zone=situation.zone)
    return replace(decision, say=Screen(parts=(*name, answer), rows=_BUTTONS, picture=picture))


def _waits(activity: str, situation: Situation) -> Iterator[_Wait]:
    """Yield the end of the wait after each session, as far as it still answers the question."""
    planner = situation.desk.planner
    for session in _held(situation):
        fact = planner.activity_waits.get(session.programme, {}).get(activity)
        allowed = fact and allowed_from([session], planner.waits, fact, person=session.person, zone=situation.zone)
        if allowed and allowed.at > situation.now - _STILL_WORTH_SAYING:
            yield _Wait(activity=activity, allowed=allowed)


def _longest_of_each(waits: Sequence[_Wait]) -> Iterator[_Wait]:
    """Yield for each activity and person the wait that ends last."""
    for _, of_activity in groupby(waits, key=lambda wait: wait.activity):
        by_person: dict[str, _Wait] = {}
        for wait in of_activity:
            known = by_person.get(wait.allowed.session.person)
            if known is None or wait.allowed.at > known.allowed.at:
                by_person[wait.allowed.session.person] = wait
        yield from by_person.values()


def _is_to_be_named(waits: Sequence[_Wait], programme: Programme) -> bool:
    """Tell whether it has to be said of which session: there are several, or it is not what the answer is about."""
    sessions = {wait.allowed.session.id: wait.allowed.session for wait in waits}
    return len(sessions) > 1 or any(each.person or each.programme != programme for each in sessions.values())


def _line(wait: _Wait, situation: Situation, *, name_it: bool) -> Line:
    allowed = wait.allowed
    params: dict[str, Param | None] = {
        "activity": Named(kind="activity", id=wait.activity),
        "at": situation.at(allowed.at),
        **(_named(allowed.session, situation) if name_it else _UNNAMED),
    }
    left = allowed.at - situation.now
    if left <= timedelta():
        return Line(key="allowed_since", params=params)
    return Line(key="allowed_from", params={**params, "left": _amount(left)})


def _named(session: Session, situation: Situation) -> dict[str, Param | None]:
    return {
        "treatment": treatment(session.programme),
        "day": situation.at(session.at, day_only=True),
        "person": whose(session, situation.care.recipient),
    }


def _amount(left: timedelta) -> Amount:
    """Return a length of time as people say it: never shorter than it is, or of several days to the nearest."""
    if left <= timedelta(hours=1):
        return Amount(number=ceil(left / timedelta(minutes=1)), unit="minutes")
    if left <= _IN_HOURS:
        return Amount(number=ceil(left / timedelta(hours=1)), unit="hours")
    return Amount(number=round(left / timedelta(days=1)), unit="days")


def _held(situation: Situation) -> list[Session]:
    sessions = situation.care.recipient.sessions
    return [each for each in sessions if not each.booked and each.at <= situation.now]


def _of_late(context: Context, situation: Situation) -> Session | None:
    """Return the last session of these days; of the treatment that is spoken of, if one is."""
    of_late = [each for each in _held(situation) if situation.now - each.at < _CARD_FOR]
    fitting = [each for each in of_late if programme_meant(context, each) == each.programme]
    return max(fitting, key=lambda each: each.at, default=None)


def programme_meant(context: Context, session: Session) -> Programme:
    """Return which treatment is meant: the one that was named, or else that of the session."""
    return context.programme if context.treatment or context.area else session.programme


COMMANDS: Answers = {}
TAPS: Answers = {}
FORMS: Answers = {}
TOPICS: Topics = {"activity_check": _about_activities, "aftercare": _with_card}
