"""Whose a session is, and which one a button names."""

from bot.aftercare.reminders import Recipient
from bot.aftercare.sessions import Session
from bot.content.scope import Programme
from bot.conversation.care.situation import Situation
from bot.conversation.screens import Named, Param

_THE_PATIENT = Named(kind="phrase", id="yourself")


def whose(session: Session, recipient: Recipient) -> Param | None:
    """Return whose session it is, as it is called; None while the whole chat is about the patient alone."""
    if not any(each.person for each in recipient.sessions):
        return None
    return session.person or _THE_PATIENT


def treatment(programme: Programme) -> Named:
    """Return the name of a treatment."""
    return Named(kind="programme", id=programme)


def read_number(argument: str) -> int | None:
    """Return the number that a button carries; None if it carries none."""
    return int(argument) if argument.isascii() and argument.isdecimal() else None


def find_session(argument: str, situation: Situation) -> Session | None:
    """Return this patient's session that a button names; None if it is another's, or taken back."""
    number = read_number(argument)
    return next((each for each in situation.care.recipient.sessions if each.id == number), None)


def session_params(session: Session, situation: Situation) -> dict[str, Param | None]:
    """Return what a phrase about one session may name of it."""
    return {
        "treatment": treatment(session.programme),
        "at": situation.at(session.at),
        "person": whose(session, situation.care.recipient),
    }
