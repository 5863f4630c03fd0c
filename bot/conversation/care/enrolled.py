"""What a patient sees when the aftercare of a session begins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.aftercare.digest import digest_of
from bot.aftercare.plan import plan_for
from bot.aftercare.reminders import Planned
from bot.aftercare.sessions import Session
from bot.content.scope import Programme
from bot.content.scope import programme as programme_of
from bot.conversation.buttons import ForTopic
from bot.conversation.care.pieces import button, line
from bot.conversation.care.situation import Situation
from bot.conversation.context import Context
from bot.conversation.screens import Choice, Line, Named, Part, Screen, StepText, TimelinePicture

THE_SAME = timedelta(hours=6)
"""Two sessions of one treatment that lie so close together are one, told twice."""
_NOTHING = "enrolled_nothing_follows"
_WITHOUT_PROMISE = {"enrolled": "enrolled_only_kept", "enrolled_already": "enrolled_kept_already"}
_USUAL_AREAS = {"mesotherapy_face": "face", "mesotherapy_hair": "hair"}


def enrolled_screen(session: Session, situation: Situation, *beside: Line, title: str) -> Screen:
    """Return the screen of a session that is looked after: which it is, what matters now, where to go on.

    `beside` are lines that stand close to those of the session.
    """
    planned = _planned(session, situation)
    digest = tuple(_digest(session, planned, situation))
    follows = _what_follows(session, planned, digest, situation)
    parts: list[Part | tuple[Part, ...]] = [
        line(_WITHOUT_PROMISE.get(title, title) if follows == _NOTHING else title),
        (*session_lines(session, situation), *beside),
        line(follows),
    ]
    if digest:
        parts[2:2] = [line("enrolled_now"), *digest]
    if _is_paused(situation):
        parts.append(line("enrolled_paused"))
    return Screen(
        parts=tuple(parts),
        rows=((button("enrolled_reminders_button", "reminders"),), (_to_topic(session),)),
        picture=TimelinePicture(session=session, zone=situation.zone) if not session.booked else None,
    )


def steps_told(screen: Screen) -> tuple[str, ...]:
    """Return the steps of the plan that a screen tells."""
    return tuple(part.step for part in screen.parts if isinstance(part, StepText))


def changing(situation: Situation, *gone: Session | None, coming: Session | None = None) -> Situation:
    """Return the situation with sessions as they will be: without those that are replaced, with what comes along."""
    kept = tuple(each for each in situation.care.recipient.sessions if each not in gone)
    recipient = replace(situation.care.recipient, sessions=(*kept, coming) if coming else kept)
    return replace(situation, care=replace(situation.care, recipient=recipient))


def session_lines(session: Session, situation: Situation) -> Iterator[Line]:
    """Yield which session it is: treatment, day and time; whose, and which of the course, where that is known."""
    treatment = Named(kind="programme", id=session.programme)
    yield line("enrolled_session", treatment=treatment, when=situation.at(session.at))
    if session.person:
        yield line("enrolled_person", person=session.person)
    if session.number is not None and session.total is not None:
        yield line("enrolled_number_of", number=session.number, total=session.total)
    elif session.number is not None:
        yield line("enrolled_number", number=session.number)


def about(session: Session) -> Context:
    """Return a talk about a session's treatment: what is asked next is answered for that one."""
    treatment = "prp" if session.programme == "prp" else "mesotherapy"
    named = session.area if programme_of(treatment, session.area) == session.programme else None
    return Context(treatment=treatment, area=named or _USUAL_AREAS.get(session.programme))


def told_before(sessions: Iterable[Session], programme: Programme, person: str, at: datetime) -> Session | None:
    """Return the session among these that is the one spoken of; None if it is a new one."""
    near = [
        each
        for each in sessions
        if (each.programme, each.person) == (programme, person) and abs(each.at - at) <= THE_SAME
    ]
    return min(near, key=lambda each: abs(each.at - at), default=None)


def _planned(session: Session, situation: Situation) -> tuple[Planned, ...]:
    sessions = situation.care.recipient.sessions
    return plan_for(session, sessions, situation.desk.planner, zone=situation.zone, now=situation.now)


def _digest(session: Session, planned: Sequence[Planned], situation: Situation) -> Iterator[StepText]:
    recipient, planner = situation.care.recipient, situation.desk.planner
    for each in digest_of(session, planned, planner, recipient=recipient, now=situation.now):
        yield StepText(programme=session.programme, step=each.step)


def _what_follows(
    session: Session, planned: Sequence[Planned], digest: Sequence[StepText], situation: Situation
) -> str:
    if not session.booked:
        told = {each.step for each in digest}
        awaited = [each for each in planned if each.late_until >= situation.now and each.step not in told]
        return "enrolled_follows" if awaited or _is_followed(session, situation) else _NOTHING
    return "enrolled_booked" if session.at > situation.now else "enrolled_booked_past"


def _is_followed(session: Session, situation: Situation) -> bool:
    """Tell whether an appointment of the same course is ahead: that one is reminded of."""
    return any(
        each.booked and each.at > situation.now
        for each in situation.care.recipient.sessions
        if (each.person, each.programme) == (session.person, session.programme)
    )


def _is_paused(situation: Situation) -> bool:
    return situation.care.recipient.is_paused(situation.now)


def _to_topic(session: Session) -> Choice:
    if session.booked:
        return Choice(label=line("enrolled_prepare_button"), target=ForTopic(topic="preparation"))
    return Choice(label=line("enrolled_allowed_button"), target=ForTopic(topic="aftercare"))
