"""What a person's other sessions make of a step: a later one answers it, or asks for a longer wait."""

from datetime import datetime

from bot.aftercare.allowed import Waits, allowed_from
from bot.aftercare.reminders import Recipient
from bot.aftercare.sessions import Session, has_next
from bot.aftercare.steps import Step


def overtaken(step: Step, session: Session, recipient: Recipient, waits: Waits, *, now: datetime) -> str | None:
    """Return why `step` of `session` is not said beside the recipient's other sessions; None if nothing speaks against.

    The longer wait wins: what is allowed after one session is not announced while another of the same person still
    forbids it. A wait that ends at the same moment forbids nothing.
    """
    if step.only_without_next and has_next(session, recipient.sessions, now=now):
        return "next session booked"
    if step.fact is None:
        return None
    allowed = allowed_from(recipient.sessions, waits, step.fact, person=session.person, zone=recipient.zone)
    if allowed is not None and allowed.at > step.counted_from(session.at, recipient.zone):
        return "longer wait of another session"
    return None
