"""Somebody enrolled late gets one message of what still applies, not all those that would have come before."""

from collections.abc import Sequence
from datetime import datetime

from bot.aftercare.overtaken import overtaken
from bot.aftercare.plan import still_applies
from bot.aftercare.planner import Planner
from bot.aftercare.reminders import Planned, Recipient
from bot.aftercare.sessions import Session


def digest_of(
    session: Session, planned: Sequence[Planned], planner: Planner, *, recipient: Recipient, now: datetime
) -> tuple[Planned, ...]:
    """Return which steps of a session that was just registered are told at once, in one message.

    Those whose time has come and is not over, that the plan says to merge when they are late, of kinds that the patient
    has not stopped, and that none of their other sessions (`recipient.sessions`) speaks against. Quiet hours do not
    count: the patient is there. All other steps stay as they are planned.
    """
    steps = {step.id: step for step in planner.steps.get(session.programme, ()) if step.on_late == "merge"}
    return tuple(
        each
        for each in planned
        if still_applies(each, now=now) and each.kind not in recipient.stopped
        if (step := steps.get(each.step)) and not overtaken(step, session, recipient, planner.waits, now=now)
    )
