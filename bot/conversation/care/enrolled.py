"""What a patient sees when the aftercare of a session begins."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.aftercare.digest import digest_of
from bot.aftercare.plan import plan_reminders
from bot.aftercare.sessions import Session, has_next
from bot.content.scope import Programme
from bot.content.scope import programme as programme_of
from bot.conversation.buttons import ForTopic
from bot.conversation.care.pieces import button, line
from bot.conversation.care.situation import Situation
from bot.conversation.context import Context
from bot.conversation.screens import Choice, Line, Named, Part, Screen, StepText, TimelinePicture

THE_SAME = timedelta(hours=6)
"""Two sessions of one treatment that lie so close together are one, told twice."""
_USUAL_AREAS = {"mesotherapy_face": "face", "mesotherapy_hair": "hair"}


def enrolled_screen(session: Session, situation: Situation, *beside: Line, title: str) -> Screen:
    """Return the screen of a session that is looked after: which it is, what matters now, where to go on.

    `beside` are lines that stand close to those of the session.
    """
    digest = tuple(_digest(session, situation))
    parts: list[Part | tuple[Part, ...]] = [
        line(title),
        (*session_lines(session, situation), *beside),
        line(_what_follows(session, situation)),
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


def _digest(session: Session, situation: Situation) -> Iterator[StepText]:
    recipient, planner = situation.care.recipient, situation.desk.planner
    planned = plan_reminders(
        session,
        planner.steps.get(session.programme, ()),
        next_booked=has_next(session, recipient.sessions),
        zone=situation.zone,
        quiet=planner.quiet,
    )
    for each in digest_of(session, planned, planner, recipient=recipient, now=situation.now):
        yield StepText(programme=session.programme, step=each.step)


def _what_follows(session: Session, situation: Situation) -> str:
    if not session.booked:
        return "enrolled_follows"
    return "enrolled_booked" if session.at > situation.now else "enrolled_booked_past"


def _is_paused(situation: Situation) -> bool:
    until = situation.care.recipient.paused_until
    return until is not None and until > situation.now


def _to_topic(session: Session) -> Choice:
    if session.booked:
        return Choice(label=line("enrolled_prepare_button"), target=ForTopic(topic="preparation"))
    return Choice(label=line("enrolled_allowed_button"), target=ForTopic(topic="aftercare"))
